//! Which links may leave Kith: calls, mail, messages and the web, and nothing that runs or attaches a file.

/// The schemes that may be opened. Everything else, such as `javascript:`, `file:` and `smb:`, is refused.
const SCHEMES: [&str; 10] =
    ["https", "mailto", "tel", "sms", "facetime", "facetime-audio", "sip", "skype", "xmpp", "matrix"];

/// The link is none that Kith opens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Refused;

/// The link, if it may be opened: a known scheme, no control character, no white space, nothing to attach.
///
/// # Errors
/// [`Refused`].
pub fn checked(link: &str) -> Result<&str, Refused> {
    let (scheme, rest) = link.split_once(':').ok_or(Refused)?;
    let known = SCHEMES.iter().any(|known| known.eq_ignore_ascii_case(scheme));
    let harmless = !link.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\');
    let web = !scheme.eq_ignore_ascii_case("https") || (rest.starts_with("//") && rest.len() > 2);
    let mail = !scheme.eq_ignore_ascii_case("mailto") || only_writes(rest);
    // Skype's links can do more than call.
    let skype =
        !scheme.eq_ignore_ascii_case("skype") || rest.strip_suffix("?call").is_some_and(is_skype_name);
    if known && harmless && web && mail && skype && !rest.is_empty() { Ok(link) } else { Err(Refused) }
}

/// Whether a mail is only addressed and written: what programs understand besides, they understand in ways of their
/// own, such as attaching a file.
fn only_writes(mail: &str) -> bool {
    let fields = mail.split_once('?').map(|(_, fields)| fields).unwrap_or_default();
    let mut names = fields.split('&').map(|field| field.split('=').next().unwrap_or_default());
    names
        .all(|name| ["", "to", "cc", "bcc", "subject", "body"].iter().any(|it| it.eq_ignore_ascii_case(name)))
}

/// A call to a phone number as somebody wrote it: `+34 600 10 20 30 (work)` is `tel:+34600102030`.
///
/// # Errors
/// [`Refused`] when there is no number in it.
pub fn call(phone: &str) -> Result<String, Refused> {
    Ok(format!("tel:{}", digits(phone)?))
}

/// A text message to a phone number.
///
/// # Errors
/// [`Refused`] when there is no number in it.
pub fn text(phone: &str) -> Result<String, Refused> {
    Ok(format!("sms:{}", digits(phone)?))
}

/// A call with FaceTime to a number, with pictures or without.
///
/// # Errors
/// [`Refused`] when there is no number in it.
pub fn face_time(phone: &str, pictures: bool) -> Result<String, Refused> {
    let scheme = if pictures { "facetime" } else { "facetime-audio" };
    Ok(format!("{scheme}:{}", digits(phone)?))
}

/// The conversation in Signal with whoever has this number, which has to begin with its country.
///
/// # Errors
/// [`Refused`] when there is no such number in it.
pub fn signal(phone: &str) -> Result<String, Refused> {
    Ok(format!("https://signal.me/#p/+{}", international(phone)?))
}

/// The conversation in WhatsApp with whoever has this number, which has to begin with its country.
///
/// # Errors
/// [`Refused`] when there is no such number in it.
pub fn whats_app(phone: &str) -> Result<String, Refused> {
    Ok(format!("https://wa.me/{}", international(phone)?))
}

/// A call with Skype to the name in a link to it.
///
/// # Errors
/// [`Refused`] when it is no such link.
pub fn skype(link: &str) -> Result<String, Refused> {
    let (scheme, rest) = link.trim().split_once(':').ok_or(Refused)?;
    let name = rest.split('?').next().unwrap_or_default();
    match scheme.eq_ignore_ascii_case("skype") && is_skype_name(name) {
        true => Ok(format!("skype:{name}?call")),
        false => Err(Refused),
    }
}

fn is_skype_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._-,:+".contains(c))
}

/// The digits of a number that begins with its country: `+34 600…` or `0034 600…`.
fn international(phone: &str) -> Result<String, Refused> {
    let number = digits(phone)?;
    let digits = number.strip_prefix('+').or_else(|| number.strip_prefix("00")).ok_or(Refused)?;
    if digits.starts_with('0') { Err(Refused) } else { Ok(digits.to_owned()) }
}

/// A mail to an address.
///
/// # Errors
/// [`Refused`] when it is none.
pub fn mail(address: &str) -> Result<String, Refused> {
    let address = address.trim();
    let plain = |c: char| c.is_alphanumeric() || "@.+-_'~".contains(c);
    let shaped = address
        .split_once('@')
        .is_some_and(|(who, at)| !who.is_empty() && !at.is_empty() && !at.contains('@'));
    if shaped && address.chars().all(plain) { Ok(format!("mailto:{address}")) } else { Err(Refused) }
}

/// A mail to these people with what it says begun. Addresses that are none are left out; with none at all, the user
/// chooses whom it goes to.
pub fn letter<'a>(addresses: impl IntoIterator<Item = &'a str>, subject: &str, body: &str) -> String {
    let good = addresses.into_iter().filter_map(|address| mail(address).ok());
    let to: Vec<String> = good.filter_map(|link| Some(link.strip_prefix("mailto:")?.to_owned())).collect();
    // Mail programs read lines as RFC 5322 writes them.
    let body = body.replace("\r\n", "\n").replace('\n', "\r\n");
    format!("mailto:{}?subject={}&body={}", to.join(","), encoded(subject), encoded(&body))
}

/// As RFC 6068 wants it: a space is `%20`, not `+`.
fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

/// The number in what somebody wrote: up to the first letter, without what only helps to read it.
fn digits(phone: &str) -> Result<String, Refused> {
    let mut number = String::new();
    for c in phone.trim().chars() {
        match c {
            '0'..='9' | '*' | '#' => number.push(c),
            '+' if number.is_empty() => number.push(c),
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' => {}
            _ => break,
        }
    }
    // "#" would end the link and "*" begins codes that change how a phone works: numbers only.
    let only_number = number.trim_start_matches('+').chars().all(|c| c.is_ascii_digit());
    if only_number && number.len() >= 3 { Ok(number) } else { Err(Refused) }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("https://kith.example/page?x=1")]
    #[case("HTTPS://kith.example")]
    #[case("mailto:ana@example.org")]
    #[case("mailto:?subject=The%20attach%C3%A9&body=Shall%20we%3F")]
    #[case("tel:+34600102030")]
    fn calls_mail_and_the_web_may_be_opened(#[case] link: &str) {
        assert_eq!(checked(link), Ok(link));
    }

    #[rstest]
    #[case("javascript:alert(1)")]
    #[case("java\nscript:alert(1)")]
    #[case("file:///etc/passwd")]
    #[case("smb://host/share")]
    #[case("//host/share")]
    #[case("\\\\host\\share")]
    #[case("https:\\\\host")]
    #[case("https:")]
    #[case("http://kith.example")]
    #[case("data:text/html,<script>alert(1)</script>")]
    #[case("vbscript:x")]
    #[case("mailto:ana@example.org?attach=/etc/passwd")]
    #[case("mailto:ana@example.org?ATTACHMENT=x")]
    #[case("mailto:ana@example.org?subject=x&at%74ach=/etc/passwd")]
    #[case("mailto:ana@example.org?subject=x&amp;attach=/etc/passwd")]
    #[case("tel:+34\u{0}600")]
    #[case("")]
    fn what_runs_or_attaches_is_refused(#[case] link: &str) {
        assert_eq!(checked(link), Err(Refused));
    }

    #[rstest]
    #[case("+34 600 10 20 30 (work)", "tel:+34600102030")]
    #[case("(020) 7946-0018", "tel:02079460018")]
    fn a_number_is_called_as_it_was_written(#[case] phone: &str, #[case] link: &str) {
        assert_eq!(call(phone).as_deref(), Ok(link));
        assert!(checked(link).is_ok());
    }

    #[rstest]
    #[case("ask her sister")]
    #[case("*#06#")]
    #[case("")]
    #[case("12")]
    fn what_is_no_number_is_not_called(#[case] phone: &str) {
        assert_eq!(call(phone), Err(Refused));
    }

    #[test]
    fn a_letter_is_begun_with_every_sign_that_was_typed() {
        let letter = letter(
            ["ana@example.org", "nobody", "luis@example.org"],
            "Café & cake?",
            "Dear Ana,\nshall we? +1 #2 100 % نور",
        );
        let expected = "mailto:ana@example.org,luis@example.org?subject=Caf%C3%A9%20%26%20cake%3F&body=\
                        Dear%20Ana%2C%0D%0Ashall%20we%3F%20%2B1%20%232%20100%20%25%20%D9%86%D9%88%D8%B1";
        assert_eq!(letter, expected);
        assert!(checked(&letter).is_ok());
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_letter_says_it_may_be_opened(address: String, subject: String, body: String) {
            proptest::prop_assert!(checked(&letter([address.as_str()], &subject, &body)).is_ok());
        }
    }

    #[rstest]
    #[case("ana@example.org?attach=x")]
    #[case("ana@example.org\nBcc: all@example.org")]
    #[case("@example.org")]
    #[case("ana@")]
    #[case("ana")]
    fn what_is_no_address_gets_no_mail(#[case] address: &str) {
        assert_eq!(mail(address), Err(Refused));
    }
}
