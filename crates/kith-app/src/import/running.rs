//! An import that is being read on a thread of its own, so that a page can say how far it is and offer to give up.

use std::sync::{
    Arc, Mutex, MutexGuard, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use kith_exchange::{Guess, Mapping, Progress, ReadError, guess, kind_of};

use super::{Choices, Gathered, ImportReport};
use crate::{App, AppError};

/// Files that are brought in. Cheap to clone; all clones are the same import.
#[derive(Clone)]
pub struct Importing(Arc<Shared>);

struct Shared {
    files: Vec<Vec<u8>>,
    gave_up: AtomicBool,
    step: Mutex<Step>,
    /// What it would do, for the book after so many changes.
    preview: Mutex<Option<(u64, Arc<ImportReport>)>>,
}

/// How far an import is.
#[derive(Clone)]
pub enum Step {
    /// It is being read.
    Reading(Progress),
    /// What the columns of a table are has to be said first.
    Columns(Arc<Guess>),
    /// It is read, and can be looked at and brought in.
    Read(Arc<Gathered>),
    /// It cannot be read.
    Failed(Arc<AppError>),
    /// It was brought in.
    Done(Arc<ImportReport>),
}

impl Importing {
    /// Begins to read `files` into memory, on a thread of its own.
    pub fn begin(app: &App, files: Vec<Vec<u8>>) -> Importing {
        let first = Step::Reading(Progress { done: 0, of: files.iter().map(Vec::len).sum(), people: 0 });
        let shared = Shared {
            files,
            gave_up: AtomicBool::new(false),
            step: Mutex::new(first),
            preview: Mutex::default(),
        };
        let importing = Importing(Arc::new(shared));
        importing.read_with(app, None);
        importing
    }

    /// Reads the files again, with columns that are what `mapping` says.
    pub fn read_with(&self, app: &App, mapping: Option<Mapping>) {
        let (this, app) = (self.clone(), app.clone());
        *self.lock() =
            Step::Reading(Progress { done: 0, of: self.0.files.iter().map(Vec::len).sum(), people: 0 });
        std::thread::spawn(move || {
            let step = this.read(&app, mapping.as_ref());
            *this.previewed() = None;
            if let Step::Read(gathered) = &step {
                // So that whoever looks next does not wait for it; should it fail, they are told.
                let _ = this.preview_of(&app, gathered);
            }
            *this.lock() = step;
        });
    }

    fn read(&self, app: &App, mapping: Option<&Mapping>) -> Step {
        let files: Vec<&[u8]> = self.0.files.iter().map(Vec::as_slice).collect();
        let going_on = |progress: Progress| {
            *self.lock() = Step::Reading(progress);
            !self.0.gave_up.load(Ordering::Relaxed)
        };
        match app.read_files(&files, mapping, &going_on) {
            Ok(gathered) => Step::Read(Arc::new(gathered)),
            Err(error) if lacks_names(&error) => self.columns(&error),
            Err(error) => Step::Failed(Arc::new(error)),
        }
    }

    /// The table whose columns nobody could guess.
    fn columns(&self, error: &AppError) -> Step {
        let file = if let AppError::InFile { file, .. } = error { *file } else { 0 };
        match self.0.files.get(file).map(|file| guess(file)) {
            Some(Ok(guess)) => Step::Columns(Arc::new(guess)),
            Some(Err(error)) => Step::Failed(Arc::new(error.into())),
            None => Step::Failed(Arc::new(ReadError::NoNames.into())),
        }
    }

    /// What the columns of the table are taken for, to say it differently; `None` when no file is a table.
    pub fn guess(&self) -> Option<Guess> {
        let table = self.0.files.iter().find(|file| kind_of(file).is_ok_and(|kind| kind.is_table()))?;
        guess(table).ok()
    }

    /// How far it is.
    pub fn step(&self) -> Step {
        self.lock().clone()
    }

    /// Gives up. What was read is forgotten, and nothing was changed.
    pub fn give_up(&self) {
        self.0.gave_up.store(true, Ordering::Relaxed);
    }

    /// What bringing in what was read would do, with all who may be in the book already beside those they may be. Told
    /// at once as long as the book stays as it is.
    ///
    /// # Errors
    /// [`AppError::Store`]. [`AppError::NothingToImport`] when nothing is read.
    pub fn preview(&self, app: &App) -> Result<Arc<ImportReport>, AppError> {
        let Step::Read(gathered) = self.step() else { return Err(AppError::NothingToImport) };
        self.preview_of(app, &gathered)
    }

    fn preview_of(&self, app: &App, gathered: &Gathered) -> Result<Arc<ImportReport>, AppError> {
        let changes = *app.changes().borrow();
        if let Some((at, report)) = &*self.previewed()
            && *at == changes
        {
            return Ok(Arc::clone(report));
        }
        let report = Arc::new(app.preview_import(gathered, &Choices::new())?);
        *self.previewed() = Some((changes, Arc::clone(&report)));
        Ok(report)
    }

    fn previewed(&self) -> MutexGuard<'_, Option<(u64, Arc<ImportReport>)>> {
        self.0.preview.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Brings in what was read.
    ///
    /// # Errors
    /// [`AppError::Store`]; then nothing was changed, and it can be tried again. [`AppError::NothingToImport`] when
    /// nothing is read.
    pub fn finish(&self, app: &App, choices: &Choices) -> Result<Arc<ImportReport>, AppError> {
        let Step::Read(gathered) = self.step() else { return Err(AppError::NothingToImport) };
        let report = Arc::new(app.import(&gathered, choices)?);
        *self.lock() = Step::Done(Arc::clone(&report));
        Ok(report)
    }

    fn lock(&self) -> MutexGuard<'_, Step> {
        self.0.step.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it is only that somebody has to say which column holds the names.
fn lacks_names(error: &AppError) -> bool {
    match error {
        AppError::Import(ReadError::NoNames) => true,
        AppError::InFile { why, .. } => lacks_names(why),
        _ => false,
    }
}
