//! What is kept in memory of the book: everybody's row, and whole what is few and read all at once.

use std::{collections::BTreeMap, sync::OnceLock};

use kith_core::{
    CheckIn, Community, CommunityId, Noted, NotedId, PersonId, Plan, PlanId, Settings, Starter, StarterId,
    find::{self, Index},
    row::Row,
};
use kith_store::Book;

use crate::AppError;

/// What is kept in memory of the book.
#[derive(Default)]
pub(crate) struct Cache {
    /// Everybody, by id.
    pub rows: Vec<Row>,
    /// The settings in force.
    pub settings: Settings,
    /// Every plan, also those that are over.
    pub plans: BTreeMap<PlanId, Plan>,
    /// Every starter, also those that were talked about.
    pub starters: BTreeMap<StarterId, Starter>,
    /// Every group.
    pub communities: BTreeMap<CommunityId, Community>,
    /// All that was noted.
    pub noted: BTreeMap<NotedId, Noted>,
    /// Places in `rows` in the order of names; made when first asked for.
    by_name: OnceLock<Vec<usize>>,
    /// For finding; made when first asked for, then kept up to date.
    index: OnceLock<Index>,
}

impl Cache {
    /// What this book says.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn of(book: &Book) -> Result<Cache, AppError> {
        let mut rows = book.rows()?;
        rows.sort_unstable_by_key(|row| row.id);
        Ok(Cache {
            rows,
            settings: book.settings()?,
            plans: book.plans()?.into_iter().map(|plan| (plan.id, plan)).collect(),
            starters: book.starters()?.into_iter().map(|starter| (starter.id, starter)).collect(),
            communities: book.communities()?.into_iter().map(|it| (it.id, it)).collect(),
            noted: book.all_noted()?.into_iter().map(|noted| (noted.id, noted)).collect(),
            ..Cache::default()
        })
    }

    /// The row of a person.
    pub fn row(&self, id: PersonId) -> Option<&Row> {
        self.place(id).ok().map(|place| &self.rows[place])
    }

    /// The name of a person; empty for somebody who is not in the book any more.
    pub fn name(&self, id: PersonId) -> String {
        self.row(id).map(|row| row.name.clone()).unwrap_or_default()
    }

    /// For finding by what is typed.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            self.rows.iter().for_each(|row| index.put(self.entry(row)));
            index
        })
    }

    /// Everybody, in the order of names.
    pub fn by_name(&self) -> impl Iterator<Item = &Row> {
        let places = self.by_name.get_or_init(|| {
            let mut places: Vec<usize> = (0..self.rows.len()).collect();
            places.sort_by_cached_key(|place| (find::fold(&self.rows[*place].name), *place));
            places
        });
        places.iter().map(|place| &self.rows[*place])
    }

    fn entry(&self, row: &Row) -> find::Entry {
        let circle = row.circle.map(|circle| match self.settings.circle_names.get(&circle) {
            Some(name) => name.as_str(),
            None => circle.name(),
        });
        find::Entry {
            id: row.id,
            name: row.name.clone(),
            nicknames: row.nicknames.clone(),
            other: [row.find_text.as_str(), circle.unwrap_or_default()].join(" "),
        }
    }

    /// Puts the row of somebody, or takes it out.
    pub(crate) fn replace(&mut self, id: PersonId, row: Option<Row>) {
        self.by_name = OnceLock::new();
        if let Some(mut index) = self.index.take() {
            match &row {
                Some(row) => index.put(self.entry(row)),
                None => index.remove(id),
            }
            self.index = OnceLock::from(index);
        }
        match (self.place(id), row) {
            (Ok(place), Some(row)) => self.rows[place] = row,
            (Ok(place), None) => drop(self.rows.remove(place)),
            (Err(place), Some(row)) => self.rows.insert(place, row),
            (Err(_), None) => {}
        }
    }

    fn place(&self, id: PersonId) -> Result<usize, usize> {
        self.rows.binary_search_by_key(&id, |row| row.id)
    }
}

/// What is kept of a record that is this one now, or is gone.
pub(crate) fn keep<K: Ord, V>(kept: &mut BTreeMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => drop(kept.insert(key, value)),
        None => drop(kept.remove(&key)),
    }
}

/// The names of the people of some check-ins, to show beside them.
pub(crate) fn names(cache: &Cache, check_ins: &[CheckIn]) -> BTreeMap<PersonId, String> {
    check_ins.iter().flat_map(|check_in| &check_in.people).map(|id| (*id, cache.name(*id))).collect()
}
