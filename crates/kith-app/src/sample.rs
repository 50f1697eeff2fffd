//! A book of made-up people to look around in, thrown away by one click.
//!
//! It lies in a folder of its own within the folder of the book, so that nothing of it ever comes into the user's own
//! journal. As long as it is there it is what Kith shows, whichever face asks; the user's own book stays open beside it,
//! as it was, unless it has a lock: then that closes. Nothing is announced from it, and nothing goes into it that somebody
//! would miss. It carries a mark, and without that no folder is taken for one, shown, or removed.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use kith_store::{Act, Book, By, StoreError};

use crate::{App, AppError};

mod made;

/// The folder of the made-up book, within that of the user's own.
pub(crate) const FOLDER: &str = "sample";
/// What it is called while it is made, and while it is thrown away: a crash then leaves nothing that looks like a book.
const UNDER_WAY: [&str; 2] = ["sample-begun", "sample-gone"];
/// The file that says of a folder that all in it is made up.
const MARK: &str = "made-up";

impl App {
    /// Whether what is shown is made up.
    pub fn is_sample(&self) -> bool {
        self.shows_sample()
    }

    /// Makes the made-up book, as of now, and shows it from now on. A book of the user's own that has a lock is closed.
    ///
    /// # Errors
    /// [`AppError::Sample`] when it is shown already; [`AppError::Locked`]; [`AppError::Store`] when it cannot be made.
    pub fn begin_sample(&self) -> Result<(), AppError> {
        let _alone = self.making_sample();
        self.allow_only_own()?;
        drop(self.book()?);
        let [begun, _] = under_way(self.own_home());
        let folder = self.own_home().join(FOLDER);
        // One that could not be opened gives way to the new one.
        remove(&begun).and_then(|()| remove(&folder)).map_err(failed(&folder))?;
        fs::create_dir(&begun).and_then(|()| fs::write(begun.join(MARK), "")).map_err(failed(&begun))?;
        {
            let book = Book::open(&begun)?;
            let changes = made::changes(self.now(), self.zone());
            // Nobody takes that back: the whole of it is thrown away.
            book.commit(Act { by: By::Kith, ..Act::new(self.now(), "sample", changes) })?;
        }
        fs::rename(&begun, &folder).map_err(failed(&folder))?;
        self.show_sample(true)
    }

    /// Throws the made-up book away, and shows the user's own.
    ///
    /// # Errors
    /// [`AppError::NoSample`]; [`AppError::Store`] when its folder cannot be taken away. It is shown still, then.
    pub fn throw_sample_away(&self) -> Result<(), AppError> {
        let _alone = self.making_sample();
        let folder = self.own_home().join(FOLDER);
        // It may be there and not be shown, because it does not open.
        if !self.is_sample() && !is_made_up(&folder) {
            return Err(AppError::NoSample);
        }
        let [_, gone] = under_way(self.own_home());
        let shown = self.is_sample();
        if shown {
            self.show_sample(false)?;
        }
        let moved = remove(&gone).and_then(|()| fs::rename(&folder, &gone)).map_err(failed(&folder));
        if moved.is_err() && shown {
            self.show_sample(true)?;
        }
        moved?;
        // What cannot be removed now is removed the next time.
        let _ = remove(&gone);
        Ok(())
    }

    /// Refuses what nobody would do to a book that is thrown away.
    pub(crate) fn allow_only_own(&self) -> Result<(), AppError> {
        if self.is_sample() { Err(AppError::Sample) } else { Ok(()) }
    }
}

fn under_way(home: &Path) -> [PathBuf; 2] {
    UNDER_WAY.map(|name| home.join(name))
}

/// Whether there is a made-up book beside the one in `home`.
pub(crate) fn is_in(home: &Path) -> bool {
    is_made_up(&home.join(FOLDER))
}

/// Clears away what a crash left of one. Only who has the book in `home` may do that: another Kith may be making one.
pub(crate) fn clear(home: &Path) {
    for folder in under_way(home) {
        // It is looked at by nobody; whether it goes now or later is all the same.
        let _ = remove(&folder);
    }
}

/// Whether all in the folder is made up. A link to a folder is not, whatever lies behind it.
fn is_made_up(folder: &Path) -> bool {
    let is_folder = fs::symlink_metadata(folder).is_ok_and(|folder| folder.is_dir());
    is_folder && folder.join(MARK).is_file()
}

/// Removes a made-up book, its mark last: so that one of which a part could not be removed is known again. Any other
/// folder stays.
fn remove(folder: &Path) -> io::Result<()> {
    if !is_made_up(folder) {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => fs::remove_dir_all(entry.path())?,
            false if entry.file_name() == MARK => {}
            false => fs::remove_file(entry.path())?,
        }
    }
    fs::remove_dir_all(folder)
}

fn failed(folder: &Path) -> impl Fn(io::Error) -> AppError {
    let path = folder.to_owned();
    move |source| StoreError::Folder { path: path.clone(), source }.into()
}
