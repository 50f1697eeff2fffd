//! Mending a book that is open, as opening a damaged one does.

use std::{path::Path, sync::Arc};

use chrono::{DateTime, Utc};

use super::{Opening, at, failed, guarded};
use crate::{
    Notice, StoreError,
    about::About,
    index::{Index, slots},
    journal::{Journal, mend::Mended, shelf::Shelf},
    replay::{Newer, ReplayError, replay},
    snapshot::repair::Pending,
};

/// What mending an open book came to.
pub(crate) struct Again {
    pub journal: Journal,
    pub notices: Vec<Notice>,
    pub wound: Option<Pending>,
}

/// Looks through the journal of a book that is open and makes its index again. Nobody may read or write it meanwhile.
pub(crate) fn again(
    home: &Path,
    about: &About,
    shelf: Arc<Shelf>,
    index: &mut Index,
    at: DateTime<Utc>,
) -> Result<Again, StoreError> {
    let mut opening = Opening::new(home, about.clone(), shelf);
    let mended = opening.beside(index).map_err(failed)?;
    let journal = opening.journal(mended)?;
    let quarantine = opening.quarantine;
    let wound = opening.wound.map(|wound| Pending { wound, quarantine, at });
    Ok(Again { journal, notices: opening.notices, wound })
}

impl Opening<'_> {
    /// Makes the index again beside the one that is open, and puts it in its place.
    fn beside(&mut self, index: &mut Index) -> Result<Mended, ReplayError> {
        let mended = self.mend(true)?;
        self.examine()?;
        self.shelf.forget();
        let old = self.slots.current().map_err(at(self.home))?;
        let path = self.slots.next().map_err(at(self.home))?;
        let new = Index::open(&path, Arc::clone(&self.shelf))?;
        new.begin()?;
        guarded(|| replay(&new, &self.shelf, (0, 0), u64::MAX, Newer::Refuse))?;
        new.set_drafts(index.drafts())?;
        new.flush()?;
        slots::mark_whole(&path).map_err(at(&path))?;
        drop(std::mem::replace(index, new));
        if let Some(old) = old {
            self.quarantine.take_as(&old, "index").map_err(at(&old))?;
        }
        Ok(mended)
    }
}
