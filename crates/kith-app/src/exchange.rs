//! Taking people out, in the forms that other programs read.

use kith_core::{Person, PersonId};
use kith_exchange::{Version, write_csv, write_vcard};

use crate::{App, AppError};

/// In which form people go out. The whole book goes out by [`App::export_book`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// vCard, with everything that Kith knows of somebody and a card can say.
    Vcard(Version),
    /// A table with the header of Google Contacts.
    Csv,
}

impl App {
    /// Everybody, in the order of names, or one person alone.
    ///
    /// # Errors
    /// [`AppError::Store`]; [`AppError::Gone`].
    pub fn export_people(&self, form: Form, only: Option<PersonId>) -> Result<String, AppError> {
        let ids: Vec<PersonId> = match only {
            Some(id) => vec![id],
            None => self.cache().by_name().map(|row| row.id).collect(),
        };
        match form {
            Form::Vcard(version) => {
                let mut cards = String::new();
                for id in ids {
                    let photo = self.book()?.photo(id)?.map(|photo| photo.jpeg);
                    cards.push_str(&write_vcard(&self.stored(id)?, version, photo.as_deref()));
                }
                Ok(cards)
            }
            Form::Csv => {
                let people: Vec<Person> =
                    ids.into_iter().map(|id| self.stored(id)).collect::<Result<_, _>>()?;
                Ok(write_csv(&people))
            }
        }
    }
}
