//! What holds for everybody who came in, from whatever file.

use chrono::{DateTime, Utc};
use kith_core::{Person, Status};
use kith_exchange::{Import, Imported, Options, Version, read, write_csv, write_vcard};

/// The moment of every import: late enough for what files tell of to be over.
pub fn options<'a>() -> Options<'a> {
    let now: DateTime<Utc> = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
    Options::new(now, chrono_tz::UTC)
}

/// Imports the bytes, and looks at everybody who came along.
pub fn looked_through(bytes: &[u8]) {
    let Ok(import) = read(bytes, &options()) else { return };
    assert!(import.people.len() <= import.read);
    for check_in in &import.check_ins {
        assert!(!check_in.people.is_empty() && check_in.at <= options().now);
        assert!(
            check_in.people.iter().all(|id| import.people.iter().any(|imported| imported.person.id == *id))
        );
    }
    for imported in import.people {
        let person = of_others(imported.person);
        assert!(!person.name.trim().is_empty());
        assert!(!person.name.contains(char::is_control), "{:?}", person.name);
        for version in [Version::V3, Version::V4] {
            let card = write_vcard(&person, version, imported.photo.as_deref());
            let back = only(&card);
            assert_eq!(back.photo, imported.photo, "{card}");
            assert_eq!(Person { id: person.id, ..back.person }, person, "{card}");
        }
        let table = write_csv(std::slice::from_ref(&person));
        assert_eq!(Person { id: person.id, ..only(&table).person }, person, "{table}");
    }
}

/// The only person of a file that Kith has written itself.
fn only(file: &str) -> Imported {
    let import: Import = read(file.as_bytes(), &options()).unwrap_or_else(|error| panic!("{error}: {file}"));
    assert_eq!(import.left_out, [], "{file}");
    let [imported] =
        <[Imported; 1]>::try_from(import.people).unwrap_or_else(|people| panic!("{people:?}: {file}"));
    imported
}

/// Without what only Kith and Monica know, and no file of others can say.
fn of_others(person: Person) -> Person {
    Person { status: Status::Active, cadences: Vec::new(), ..person }
}
