//! Another book of Kith, read as an address book: its people and contacts come in, and nothing goes out. What was asked,
//! planned and promised there stays there: it would be asked twice, and whoever wants it restores a backup.

use std::collections::HashMap;

use kith_exchange::{Import, Imported, Kind};
use kith_store::{Change, Difference, Record};

/// What a book has that this one has not.
pub(super) fn of_book(difference: Difference) -> Import {
    let mut import = Import {
        read: usize::try_from(difference.manifest.counts.people).unwrap_or(usize::MAX),
        ..Import::new(Kind::Book)
    };
    let mut photos = HashMap::new();
    for change in difference.changes {
        match change {
            Change::Put(Record::Person(person)) => {
                // A book has no lines that a person would look at.
                import.people.push(Imported { line: 0, person: *person, photo: None });
            }
            Change::Put(Record::CheckIn(check_in)) => import.check_ins.push(check_in),
            Change::Put(Record::Photo(photo)) => drop(photos.insert(photo.id, photo.jpeg)),
            // What was asked, planned and promised there is settled there; settings are this book's own; and nobody
            // leaves it.
            Change::Put(
                Record::Prompt(_)
                | Record::Settings(_)
                | Record::Plan(_)
                | Record::Starter(_)
                | Record::Community(_)
                | Record::Noted(_),
            )
            | Change::Remove(_) => {}
        }
    }
    for imported in &mut import.people {
        imported.photo = photos.remove(&imported.person.id);
    }
    import
}
