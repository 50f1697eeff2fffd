//! Taking acts back, and doing them again: what that changes, read from what the act changed and from the records as
//! they are now; and what an act reaches.

use std::collections::BTreeSet;

use kith_core::{CommunityId, NotedId, PersonId, PlanId, StarterId};
use kith_store::{Act, Book, By, Change, Changed, Key, Record};

use crate::{
    App, AppError,
    past::{DO_AGAIN, TAKE_BACK, Undo},
};

/// What taking an act back did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undone {
    /// The act that did it. It can be taken back itself: then what was undone is done again.
    pub seq: u64,
    /// The act that was taken back, or that was done again.
    pub of: Undo,
    /// Whether it was done again.
    pub again: bool,
    /// How many records were left as they are, because they have changed since the act.
    pub kept: usize,
}

impl App {
    /// The latest act of the user's that can still be undone. None also when the journal cannot be read; [`App::undo`]
    /// then says so.
    pub fn latest_undo(&self) -> Option<Undo> {
        self.past().latest_undo(&*self.book().ok()?).ok().flatten()
    }

    /// The latest undo after which nothing else was done, so that what it took back can be done again.
    pub fn latest_redo(&self) -> Option<u64> {
        self.past().latest_redo(&*self.book().ok()?).ok().flatten()
    }

    /// Whether the act `seq` was taken back and not done again.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn is_undone(&self, seq: u64) -> Result<bool, AppError> {
        self.past().is_undone(&*self.book()?, seq)
    }

    /// Takes back the latest act. With `seq`, only if that is the latest; the latest undo can be taken back too.
    /// A record that something else has changed since stays as it is, so that no later change is lost.
    ///
    /// # Errors
    /// [`AppError::NothingToUndo`] when there is none, or another one came since.
    pub fn undo(&self, seq: Option<u64>) -> Result<Undone, AppError> {
        self.recover();
        let undone = self.undo_now(seq);
        self.recover();
        undone
    }

    fn undo_now(&self, seq: Option<u64>) -> Result<Undone, AppError> {
        let mut past = self.past();
        let latest = past.latest_undo(&*self.book()?)?;
        if let Some(of) = latest.filter(|latest| seq.is_none_or(|seq| latest.seq == seq)) {
            let (seq, kept) = self.take_back(TAKE_BACK, of.seq)?;
            past.took_back(seq);
            return Ok(Undone { seq, of, again: false, kept });
        }
        let undo = past.latest_redo(&*self.book()?)?.filter(|latest| seq == Some(*latest));
        let undo = undo.ok_or(AppError::NothingToUndo)?;
        let of = self.book()?.acted(undo)?.and_then(|act| act.undoes);
        let of = of
            .map(|seq| Ok::<_, AppError>(self.book()?.acted(seq)?))
            .transpose()?
            .flatten()
            .ok_or(AppError::NothingToUndo)?;
        let of = Undo { seq: of.seq, name: of.name };
        let (seq, kept) = self.take_back(DO_AGAIN, undo)?;
        past.did_again(of.clone());
        Ok(Undone { seq, of, again: true, kept })
    }

    /// Commits what takes an act back. Gives the number of that, and how many records stay as they are.
    fn take_back(&self, name: &'static str, seq: u64) -> Result<(u64, usize), AppError> {
        let act = self.book()?.acted(seq)?.ok_or(AppError::NothingToUndo)?;
        let changed = self.book()?.changed(&act, usize::MAX)?;
        let back = back(changed, |key| Ok(self.book()?.record(key)?))?;
        let undo = Act { at: self.now(), name, by: By::User, undoes: Some(seq), changes: back.changes };
        Ok((self.commit(undo)?, back.kept))
    }
}

/// What takes an act back.
#[derive(PartialEq, Debug)]
struct Back {
    changes: Vec<Change>,
    /// How many records are another by now than the act left them, and stay.
    kept: usize,
}

/// Each record as it was, where it still is as the act left it.
fn back(
    changed: Vec<Changed>,
    now: impl Fn(Option<Key>) -> Result<Option<Record>, AppError>,
) -> Result<Back, AppError> {
    let mut back = Back { changes: Vec::with_capacity(changed.len()), kept: 0 };
    for Changed { key, before, after } in changed.into_iter().rev() {
        let now = now(key)?;
        if is_same(key, &now, &before) {
            continue;
        }
        if !is_same(key, &now, &after) {
            back.kept += 1;
            continue;
        }
        back.changes.push(match (before, key) {
            (Some(record), _) => Change::Put(record),
            (None, Some(key)) => Change::Remove(key),
            (None, None) => Change::Put(Record::Settings(Box::default())),
        });
    }
    Ok(back)
}

/// Whether two states of a record are one. Settings that were never saved are the defaults.
fn is_same(key: Option<Key>, one: &Option<Record>, other: &Option<Record>) -> bool {
    let or_default = |record: &Option<Record>| match (record, key) {
        (None, None) => Some(Record::Settings(Box::default())),
        (record, _) => record.clone(),
    };
    one == other || or_default(one) == or_default(other)
}

/// What the changes of an act reach of what is kept in memory.
#[derive(Default)]
pub(crate) struct Touched {
    /// Whose rows: those whom the records name, before and after.
    pub people: BTreeSet<PersonId>,
    /// Which plans.
    pub plans: BTreeSet<PlanId>,
    /// Which starters.
    pub starters: BTreeSet<StarterId>,
    /// Which groups.
    pub communities: BTreeSet<CommunityId>,
    /// What of what was noted.
    pub noted: BTreeSet<NotedId>,
}

/// What the changes reach.
pub(crate) fn touched(book: &Book, changes: &[Change]) -> Result<Touched, AppError> {
    let mut touched = Touched::default();
    let Touched { people, plans, starters, communities, noted } = &mut touched;
    for change in changes {
        match change {
            Change::Put(Record::Settings(_)) => {}
            Change::Put(Record::Person(person)) => drop(people.insert(person.id)),
            Change::Put(Record::Prompt(prompt)) => drop(people.insert(prompt.person)),
            Change::Put(Record::CheckIn(check_in)) => {
                people.extend(check_in.people.iter().copied());
                people.extend(book.check_in(check_in.id)?.into_iter().flat_map(|check_in| check_in.people));
            }
            Change::Remove(Key::Person(id)) => {
                people.insert(*id);
                let shared = book.history(*id, 0, usize::MAX)?;
                people.extend(shared.into_iter().flat_map(|check_in| check_in.people));
                plans.extend(book.plans_with(*id)?.iter().map(|plan| plan.id));
                starters.extend(book.starters_for(*id)?.iter().map(|starter| starter.id));
                communities.extend(book.communities_with(*id)?.iter().map(|community| community.id));
            }
            Change::Remove(Key::CheckIn(id)) => {
                people.extend(book.check_in(*id)?.into_iter().flat_map(|check_in| check_in.people));
            }
            // A row shows nothing of a picture.
            Change::Put(Record::Photo(_)) | Change::Remove(Key::Photo(_)) => {}
            Change::Remove(Key::Prompt(id)) => people.extend(book.prompt(*id)?.map(|prompt| prompt.person)),
            Change::Put(Record::Plan(plan)) => drop(plans.insert(plan.id)),
            Change::Remove(Key::Plan(id)) => drop(plans.insert(*id)),
            Change::Put(Record::Starter(starter)) => drop(starters.insert(starter.id)),
            Change::Remove(Key::Starter(id)) => drop(starters.insert(*id)),
            Change::Put(Record::Community(community)) => drop(communities.insert(community.id)),
            Change::Remove(Key::Community(id)) => drop(communities.insert(*id)),
            Change::Put(Record::Noted(it)) => drop(noted.insert(it.id)),
            Change::Remove(Key::Noted(id)) => drop(noted.insert(*id)),
        }
    }
    Ok(touched)
}

#[cfg(test)]
mod tests {
    use kith_core::{Person, Settings};
    use rstest::rstest;

    use super::*;

    fn person(name: Option<&str>) -> Option<Record> {
        let id = PersonId::from_bytes([7; 16]);
        name.map(|name| Record::Person(Box::new(Person { id, ..Person::named(name, Default::default()) })))
    }

    #[rstest]
    #[case::changed(Some("Ana"), Some("Anna"), Some("Anna"), Some(Some("Ana")), 0)]
    #[case::added(None, Some("Ana"), Some("Ana"), Some(None), 0)]
    #[case::removed(Some("Ana"), None, None, Some(Some("Ana")), 0)]
    #[case::changed_since(Some("Ana"), Some("Anna"), Some("Anne"), None, 1)]
    #[case::removed_since(Some("Ana"), Some("Anna"), None, None, 1)]
    #[case::come_back_since(Some("Ana"), None, Some("Anne"), None, 1)]
    #[case::already_as_before(Some("Ana"), Some("Anna"), Some("Ana"), None, 0)]
    fn a_record_is_put_back_unless_it_has_changed_since(
        #[case] before: Option<&str>,
        #[case] after: Option<&str>,
        #[case] now: Option<&str>,
        #[case] put: Option<Option<&str>>,
        #[case] kept: usize,
    ) {
        let key = Some(Key::Person(PersonId::from_bytes([7; 16])));
        let changed = vec![Changed { key, before: person(before), after: person(after) }];
        let change = put.map(|name| match person(name) {
            Some(record) => Change::Put(record),
            None => Change::Remove(Key::Person(PersonId::from_bytes([7; 16]))),
        });
        let expected = Back { changes: change.into_iter().collect(), kept };
        assert_eq!(back(changed, |_| Ok(person(now))).expect("read"), expected);
    }

    #[test]
    fn settings_that_were_never_saved_become_the_defaults_again() {
        let capped = Settings { daily_cap: 5, ..Settings::default() };
        let after = Some(Record::Settings(Box::new(capped)));
        let changed = vec![Changed { key: None, before: None, after: after.clone() }];
        let back = back(changed, |_| Ok(after.clone())).expect("read");
        assert_eq!(back.changes, [Change::Put(Record::Settings(Box::default()))]);
    }
}
