//! A book of made-up people to look around in, thrown away by one click.
//!
//! It lies in a folder of its own within the folder of the book, so that nothing of it ever comes into the user's own
//! journal. As long as it is there it is what Kith shows, whichever face asks; the user's own book stays open beside it,
//! as it was. Nothing is announced from it, and nothing goes into it that somebody would miss.

use std::{fs, io, path::Path};

use kith_store::{Act, Book, StoreError};

use crate::{App, AppError};

mod made;

/// The folder of the made-up book, within that of the user's own.
pub(crate) const FOLDER: &str = "sample";
/// What it is called while it is made, and while it is thrown away: a crash then leaves nothing that looks like a book.
const UNDER_WAY: [&str; 2] = ["sample-begun", "sample-gone"];

impl App {
    /// Whether what is shown is made up.
    pub fn is_sample(&self) -> bool {
        self.shows_sample()
    }

    /// Makes the made-up book, as of now, and shows it from now on.
    ///
    /// # Errors
    /// [`AppError::Sample`] when it is shown already; [`AppError::Locked`]; [`AppError::Store`] when it cannot be made.
    pub fn begin_sample(&self) -> Result<(), AppError> {
        self.allow_only_own()?;
        drop(self.book()?);
        let (begun, folder) = (self.own_home().join(UNDER_WAY[0]), self.own_home().join(FOLDER));
        remove(&begun).map_err(failed(&begun))?;
        {
            let book = Book::open(&begun)?;
            book.commit(Act::new(self.now(), "sample", made::changes(self.now(), self.zone())))?;
        }
        fs::rename(&begun, &folder).map_err(failed(&folder))?;
        self.show_sample(true)
    }

    /// Throws the made-up book away, and shows the user's own.
    ///
    /// # Errors
    /// [`AppError::NoSample`]; [`AppError::Store`] when its folder cannot be taken away.
    pub fn throw_sample_away(&self) -> Result<(), AppError> {
        if !self.is_sample() {
            return Err(AppError::NoSample);
        }
        self.show_sample(false)?;
        let (folder, gone) = (self.own_home().join(FOLDER), self.own_home().join(UNDER_WAY[1]));
        remove(&gone).and_then(|()| fs::rename(&folder, &gone)).map_err(failed(&folder))?;
        // What cannot be removed now is removed the next time.
        let _ = remove(&gone);
        Ok(())
    }

    /// Refuses what nobody would do to a book that is thrown away.
    pub(crate) fn allow_only_own(&self) -> Result<(), AppError> {
        if self.is_sample() { Err(AppError::Sample) } else { Ok(()) }
    }
}

/// Whether there is a made-up book beside the one in `home`. What a crash left of one is cleared away.
pub(crate) fn is_in(home: &Path) -> Result<bool, AppError> {
    for folder in UNDER_WAY.map(|name| home.join(name)) {
        // It is looked at by nobody; whether it goes now or later is all the same.
        let _ = remove(&folder);
    }
    Ok(Book::is_in(&home.join(FOLDER))?)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn failed(folder: &Path) -> impl Fn(io::Error) -> AppError {
    let path = folder.to_owned();
    move |source| StoreError::Folder { path: path.clone(), source }.into()
}
