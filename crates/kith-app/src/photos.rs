//! Pictures of people: shown, put in, and taken away. Whatever is given is made small first, so that a book of pictures
//! stays a small book, and nothing of a stranger's file is kept as it was.

use kith_core::{PersonId, Photo};
use kith_exchange::photo;
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError,
    shared::{By, Decided},
};

impl App {
    /// The picture of somebody, a small JPEG.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn photo(&self, id: PersonId) -> Result<Option<Vec<u8>>, AppError> {
        Ok(self.book()?.photo(id)?.map(|photo| photo.jpeg))
    }

    /// A number that is another one when somebody's picture is another one, without reading it; `None` without a
    /// picture.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn photo_mark(&self, id: PersonId) -> Result<Option<u64>, AppError> {
        Ok(self.book()?.photo_mark(id)?)
    }

    /// Gives somebody this picture (a JPEG, PNG, WebP or GIF of at most [`photo::FILE_LIMIT`] bytes), or takes
    /// theirs away. It is one act. Says whether anything changed.
    ///
    /// # Errors
    /// [`AppError::Photo`] when the picture cannot be used; [`AppError::Gone`].
    pub fn set_photo(&self, id: PersonId, picture: Option<&[u8]>) -> Result<bool, AppError> {
        // Decoding takes a moment, in which others may read and act.
        let jpeg = picture.map(photo::scaled).transpose()?;
        let name = if jpeg.is_some() { "photo.set" } else { "photo.remove" };
        self.act(By::User, name, |_, _| {
            self.stored(id)?;
            let before = self.book()?.photo(id)?;
            let known = before.as_ref().map(|photo| &photo.jpeg);
            if known == jpeg.as_ref() {
                return Ok(Decided { changes: Vec::new(), answer: false });
            }
            let change = match jpeg {
                Some(jpeg) => Change::Put(Record::Photo(match before {
                    Some(photo) => Photo { jpeg, ..photo },
                    None => Photo::of(id, jpeg),
                })),
                None => Change::Remove(Key::Photo(id)),
            };
            Ok(Decided { changes: vec![change], answer: true })
        })
    }
}
