//! What opening the book had to mend. Whoever opens the book tells it; what tells of damage is kept besides until somebody
//! has said to have read it, for the process that met it may have had nobody before it: a command in a script, or a
//! Kith that starts with the session.

use kith_store::Notice;

use crate::App;

/// The draft in which they are kept: no part of the history, and sealed when the book is locked.
const KEPT: &str = "notices";

impl App {
    /// What this opening of the book had to mend.
    pub fn notices(&self) -> Vec<Notice> {
        self.book().map_or_else(|_| Vec::new(), |book| book.notices().to_vec())
    }

    /// What this opening and those before it had to mend, and nobody has said to have read.
    pub fn unread_notices(&self) -> Vec<Notice> {
        let mut unread = self.kept_notices();
        for notice in self.notices() {
            if !unread.contains(&notice) && !self.read().contains(&notice) {
                unread.push(notice);
            }
        }
        unread
    }

    /// All that is told now was read.
    pub fn notices_read(&self) {
        let unread = self.unread_notices();
        self.read().extend(unread);
        // What cannot be forgotten now is told once more.
        let _ = self.book().map(|book| book.set_draft(KEPT, None));
    }

    /// Keeps what the book was opened with, if it tells of damage.
    pub(crate) fn keep_notices(&self) {
        let unread: Vec<Notice> = self.unread_notices().into_iter().filter(Notice::is_of_damage).collect();
        // What is of the index alone is mended with it, and not kept.
        let kept: Vec<Notice> =
            unread.into_iter().filter(|notice| !matches!(notice, Notice::IndexRebuilt { .. })).collect();
        if kept == self.kept_notices() {
            return;
        }
        let text = serde_json::to_string(&kept);
        // This process tells it all the same.
        let _ = self.book().map(|book| text.map(|text| book.set_draft(KEPT, Some(&text))));
    }

    fn kept_notices(&self) -> Vec<Notice> {
        let kept = self.book().ok().and_then(|book| book.draft(KEPT).ok().flatten());
        kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default()
    }
}
