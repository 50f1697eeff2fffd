//! Both ways through `age`, and that nothing is taken for whole that is not.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

/// What the `age` tool (1.1.1, 2026-11-23) made of [`PLAIN`]: `age -p`, `age -r`, `age -a -r`.
const PASSPHRASE_FILE: &[u8] = include_bytes!("../../tests/golden/passphrase.age");
const RECIPIENT_FILE: &[u8] = include_bytes!("../../tests/golden/recipient.age");
const ARMORED_FILE: &[u8] = include_bytes!("../../tests/golden/armored.age");
/// What `age-keygen` wrote, for these tests and nothing else.
const KEY_FILE: &str = include_str!("../../tests/golden/age-key.txt");
const RECIPIENT: &str = "age1cj0uqsmxdkqzn5xcug90rex8f2tvcc8wpsp0j48jpp6wjd63kvgsugmngg";
const PLAIN: &str = "Ana, Luís, and the quay at six.\n";
const PASSPHRASE: &str = "correct horse battery";

fn protected(plain: &[u8], with: &Protection) -> Vec<u8> {
    let mut file = Vec::new();
    let mut writing = with.begin(&mut file).unwrap();
    writing.write_all(plain).unwrap();
    writing.finish().unwrap();
    file
}

/// Little work for a passphrase: these tests are about something else.
fn by_passphrase() -> Protection {
    Protection::passphrase(PASSPHRASE, Work::TEST).unwrap()
}

fn by_key() -> Protection {
    Protection::recipient(RECIPIENT).unwrap()
}

fn opened(file: &[u8], with: Unprotection<'_>) -> Result<Vec<u8>, BackupError> {
    let opener = Opener::new(file, with)?;
    let read = || {
        let mut plain = Vec::new();
        opener.read(file)?.read_to_end(&mut plain)?;
        Ok::<_, BackupError>(plain)
    };
    let once = read()?;
    assert_eq!(read()?, once, "it is read as often as need be");
    Ok(once)
}

#[rstest]
#[case::passphrase(PASSPHRASE_FILE, Unprotection::Passphrase(PASSPHRASE))]
#[case::recipient(RECIPIENT_FILE, Unprotection::Identity(KEY_FILE))]
#[case::in_letters(ARMORED_FILE, Unprotection::Identity(KEY_FILE))]
fn what_the_age_tool_wrote_opens(#[case] file: &[u8], #[case] with: Unprotection<'_>) {
    assert!(is_age(file) && is_age(&file[..SEEN]));
    assert_eq!(opened(file, with).unwrap(), PLAIN.as_bytes());
}

#[test]
fn a_backup_under_a_passphrase_takes_the_work_that_age_takes() {
    let file = protected(PLAIN.as_bytes(), &Protection::passphrase(PASSPHRASE, Work::BACKUP).unwrap());
    let head = String::from_utf8_lossy(&file[..64]).into_owned();
    assert!(head.starts_with("age-encryption.org/v1\n-> scrypt "), "{head}");
    assert_eq!(head.lines().nth(1).unwrap().split(' ').next_back(), Some("18"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    // The pieces of an age file are 64 KiB: shorter than one, and several of them.
    #[test]
    fn what_was_protected_opens_unchanged(plain in prop::collection::vec(any::<u8>(), 0..2_000), times in 1_usize..100) {
        let plain = plain.repeat(times);
        let sealed = protected(&plain, &by_passphrase());
        prop_assert!(opened(&sealed, Unprotection::Passphrase(PASSPHRASE))? == plain);
        let for_key = protected(&plain, &by_key());
        prop_assert!(opened(&for_key, Unprotection::Identity(KEY_FILE))? == plain);
    }

    #[test]
    fn a_changed_or_cut_backup_is_never_taken_for_whole(at: prop::sample::Index, by in 1_u8.., cut: bool) {
        let mut file = protected(PLAIN.as_bytes(), &by_key());
        let at = at.index(file.len());
        if cut { file.truncate(at) } else { file[at] ^= by }
        prop_assert!(opened(&file, Unprotection::Identity(KEY_FILE)).is_err());
    }
}

proptest! {
    #[test]
    fn no_bytes_that_begin_like_such_a_file_make_the_reader_panic(
        head in prop::sample::select(vec!["", "-> scrypt c2FsdA 1\n", "-> X25519 x\n", "--- x\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let file = [b"age-encryption.org/v1\n", head.as_bytes(), &bytes].concat();
        prop_assert!(opened(&file, Unprotection::Passphrase(PASSPHRASE)).is_err());
        prop_assert!(opened(&file, Unprotection::Identity(KEY_FILE)).is_err());
    }
}

#[test]
fn the_wrong_way_in_is_told_for_what_it_is() {
    let sealed = protected(b"", &by_passphrase());
    let for_key = protected(b"", &by_key());
    let other = age::x25519::Identity::generate().to_string();
    let other = Unprotection::Identity(age::secrecy::ExposeSecret::expose_secret(&other));
    let wrong = |file: &[u8], with| opened(file, with).unwrap_err();
    assert!(matches!(
        wrong(&sealed, Unprotection::Passphrase("correct horse")),
        BackupError::WrongPassphrase
    ));
    assert!(matches!(wrong(&sealed, Unprotection::Identity(KEY_FILE)), BackupError::NeedsPassphrase));
    assert!(matches!(wrong(&for_key, Unprotection::Passphrase(PASSPHRASE)), BackupError::NeedsIdentity));
    assert!(matches!(wrong(&for_key, other), BackupError::WrongIdentity));
    assert!(matches!(wrong(&for_key, Unprotection::Identity("# no key\n")), BackupError::BadIdentity));
    assert!(matches!(wrong(&for_key, Unprotection::Identity("age1nokey")), BackupError::BadIdentity));
    assert!(matches!(wrong(b"BEGIN:VCARD", Unprotection::Passphrase(PASSPHRASE)), BackupError::Damaged));
}

#[test]
fn a_backup_that_wants_the_whole_machine_is_refused() {
    let mut file = PASSPHRASE_FILE.to_vec();
    let work = file.windows(4).position(|bytes| bytes == b" 18\n").unwrap();
    file[work..work + 4].copy_from_slice(b" 21\n");
    let outcome = opened(&file, Unprotection::Passphrase(PASSPHRASE));
    assert!(matches!(outcome, Err(BackupError::TooCostly)), "{outcome:?}");
}

#[test]
fn what_protects_nothing_is_refused_before_anything_is_written() {
    let short = Protection::passphrase("seven77", Work::BACKUP);
    assert!(matches!(short, Err(BackupError::TooShort { least: 8 })), "{short:?}");
    let secret_key = "AGE-SECRET-KEY-1PENZ0W3MT36A6LF4JF26K8MWQ0ZSD690HNVNS4XGKH8N7RFXSSEQJ6KYD5";
    for no_recipient in ["ana@example.org", secret_key] {
        assert!(matches!(Protection::recipient(no_recipient), Err(BackupError::BadRecipient)));
    }
}

#[test]
fn what_it_asks_for_is_told_before_anything_is_typed() {
    assert_eq!(opens_by(PASSPHRASE_FILE).unwrap(), OpensBy::Passphrase);
    assert_eq!(opens_by(RECIPIENT_FILE).unwrap(), OpensBy::Identity);
    assert_eq!(opens_by(ARMORED_FILE).unwrap(), OpensBy::Identity);
    assert!(matches!(opens_by(&PASSPHRASE_FILE[..30]), Err(BackupError::Damaged)));
}

#[test]
fn what_opens_one_backup_opens_no_other() {
    let (one, other) = (protected(b"one", &by_passphrase()), protected(b"other", &by_passphrase()));
    let opener = by_passphrase().opener(&one[..]).unwrap().unwrap();
    assert!(matches!(opener.read(&other[..]).map(drop), Err(BackupError::Damaged)));
    assert!(by_key().opener(RECIPIENT_FILE).unwrap().is_none());
}

#[test]
fn nothing_secret_is_printed() {
    let opener = by_passphrase().opener(&protected(b"", &by_passphrase())[..]).unwrap();
    assert_eq!(format!("{:?} {opener:?}", by_passphrase()), "Protection(passphrase) Some(Opener(..))");
}

#[rstest]
#[case(b"{\"kith\":\"book\",\"format\":1}")]
#[case(b"\x1f\x8b\x08")]
#[case(b"age")]
#[case(b"")]
fn what_is_not_protected_is_not_taken_for_it(#[case] bytes: &[u8]) {
    assert!(!is_age(bytes));
}
