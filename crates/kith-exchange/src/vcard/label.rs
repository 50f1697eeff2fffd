//! What a number or an address is called: one label, out of the TYPEs of vCard or the X-ABLabel of Apple.

use kith_core::Labelled;

use super::line::Line;
use super::text::one_line;
use super::value::text;

/// TYPEs that say nothing a person would call a number or an address by.
const NOT_LABELS: [&str; 2] = ["pref", "internet"];

/// TYPEs that matter more than home or work: nobody wants to call a fax.
const DEVICES: [&str; 4] = ["fax", "pager", "textphone", "cell"];

/// TYPEs that say what it can do, not what it is for: a label only where there is no other.
const ABILITIES: [&str; 9] = ["voice", "msg", "text", "video", "isdn", "postal", "parcel", "dom", "intl"];

/// The one TYPE that best says what it is for, in lower case.
pub(super) fn type_label(line: &Line) -> Option<String> {
    let is_one_of = |name: &str, names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    let types = line.param("TYPE").filter(|name| !name.is_empty() && !is_one_of(name, &NOT_LABELS));
    let best = types.min_by_key(|name| match name {
        name if is_one_of(name, &DEVICES) => 0,
        name if !is_one_of(name, &ABILITIES) => 1,
        _ => 2,
    })?;
    Some(one_line(best).to_lowercase()).filter(|label| !label.is_empty())
}

/// Whether a label can be the value of a TYPE and comes back as the same label.
pub(super) fn is_type(label: &str) -> bool {
    !label.is_empty()
        && !NOT_LABELS.contains(&label)
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The label of it that a TYPE can carry.
pub(super) fn type_of(of: &Labelled) -> Option<&str> {
    of.label.as_deref().filter(|label| is_type(label))
}

/// The text of an X-ABLabel. Apple writes its own labels as `_$!<Mobile>!$_`, and what people typed as it is.
pub(super) fn apple_label(line: &Line) -> Option<String> {
    let label = one_line(&text(line)?);
    let label = match label.strip_prefix("_$!<").and_then(|rest| rest.strip_suffix(">!$_")) {
        // What others call a cell, by RFC 6350's name.
        Some("Mobile") => "cell".to_owned(),
        Some(own) => own.to_lowercase(),
        None => label,
    };
    (!label.is_empty()).then_some(label)
}
