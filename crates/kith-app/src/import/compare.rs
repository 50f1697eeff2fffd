//! Who of a file is who in the book.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use kith_core::{
    CheckIn, Mode, Person, PersonId, Photo, Region,
    alike::{Alike, Finder, Traits, Why},
    merge,
};

use super::{Choices, Coming, Gathered, ImportReport, Likely};
use crate::{App, AppError};

/// What becomes of somebody who may be in the book already.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub enum Choice {
    /// They are two: the one in the file comes in beside the other.
    #[default]
    Both,
    /// They are one: what the file says is added to what the book says.
    One,
    /// The one in the file stays out.
    LeaveOut,
}

/// What an import comes to. Who is only looked at is not copied: a file may hold 50 MB of people.
pub(super) struct Compared<'a> {
    pub added: Vec<Cow<'a, Person>>,
    pub changed: Vec<Cow<'a, Person>>,
    pub photos: Vec<Photo>,
    pub check_ins: Vec<CheckIn>,
    pub report: ImportReport,
}

/// Compares what was read with the book as it is.
pub(super) fn compared<'a>(
    app: &App,
    gathered: &'a Gathered,
    choices: &Choices,
) -> Result<Compared<'a>, AppError> {
    let region = app.region();
    let mut comparing = Comparing::new(app, region)?;
    for (entry, coming) in gathered.people.iter().enumerate() {
        comparing.person(entry, coming, choices.get(&entry).copied().unwrap_or_default())?;
    }
    let check_ins = comparing.check_ins(&gathered.check_ins)?;
    Ok(comparing.finish(gathered, check_ins))
}

struct Comparing<'b, 'a> {
    app: &'b App,
    region: Option<Region>,
    finder: Finder,
    /// Everybody: those of the book as they are or will be, and those who come.
    people: HashMap<PersonId, Cow<'a, Person>>,
    /// Who is new.
    new: InOrder,
    /// Who of the book is told more of.
    touched: InOrder,
    /// Who somebody of the files is in the book; nobody when they stay out.
    becomes: HashMap<PersonId, Option<PersonId>>,
    photos: BTreeMap<PersonId, Photo>,
    /// Where those who are new or told more of begin in the files.
    at: BTreeMap<PersonId, (usize, usize)>,
    same: usize,
    likely: Vec<Likely>,
}

impl<'b, 'a> Comparing<'b, 'a> {
    fn new(app: &'b App, region: Option<Region>) -> Result<Comparing<'b, 'a>, AppError> {
        let ids: Vec<PersonId> = app.cache().rows.iter().map(|row| row.id).collect();
        let mut people = HashMap::with_capacity(ids.len());
        let mut finder = Finder::default();
        for id in ids {
            let person = app.stored(id)?;
            finder.put(Traits::of(&person, region));
            people.insert(id, Cow::Owned(person));
        }
        Ok(Comparing {
            app,
            region,
            finder,
            people,
            new: InOrder::default(),
            touched: InOrder::default(),
            becomes: HashMap::new(),
            photos: BTreeMap::new(),
            at: BTreeMap::new(),
            same: 0,
            likely: Vec::new(),
        })
    }

    fn person(&mut self, entry: usize, coming: &'a Coming, choice: Choice) -> Result<(), AppError> {
        let id = coming.person.id;
        let traits = Traits::of(&coming.person, self.region);
        let alike = self.finder.alike(&traits);
        if let Some(known) = self.certainly(coming, &alike) {
            return self.same_as(known, coming);
        }
        let Some(likely) = alike.into_iter().next() else {
            self.add(coming, traits);
            return Ok(());
        };
        self.likely.push(Likely {
            entry,
            person: id,
            at: (coming.file, coming.line),
            name: coming.person.name.clone(),
            of: likely.id,
            known_as: self.people.get(&likely.id).map(|person| person.name.clone()).unwrap_or_default(),
            why: likely.why,
            choice,
        });
        match choice {
            Choice::Both => self.add(coming, traits),
            Choice::One => self.same_as(likely.id, coming)?,
            Choice::LeaveOut => drop(self.becomes.insert(id, None)),
        }
        Ok(())
    }

    /// Who somebody certainly is: the same record; the same name and a way to reach them; or somebody of whom the file
    /// says nothing that is not known.
    fn certainly(&self, coming: &Coming, alike: &[Alike]) -> Option<PersonId> {
        if self.people.contains_key(&coming.person.id) {
            return Some(coming.person.id);
        }
        let is_certain = |alike: &&Alike| {
            let has = |why: Why| alike.why.contains(&why);
            // Two who live together share a number, and may well have similar names.
            has(Why::Uid)
                || (has(Why::Email) && (has(Why::SameName) || has(Why::Name)))
                || (has(Why::Phone) && has(Why::SameName))
        };
        let says_nothing_new = |alike: &&Alike| {
            self.people.get(&alike.id).is_some_and(|known| {
                known.name == coming.person.name && merged(known, &coming.person) == **known
            })
        };
        alike.iter().find(is_certain).or_else(|| alike.iter().find(says_nothing_new)).map(|alike| alike.id)
    }

    fn add(&mut self, coming: &'a Coming, traits: Traits) {
        let id = coming.person.id;
        self.finder.put(traits);
        self.photos.extend(coming.photo(id).map(|photo| (id, photo)));
        self.becomes.insert(id, Some(id));
        self.new.put(id);
        self.at.insert(id, (coming.file, coming.line));
        self.people.insert(id, Cow::Borrowed(&coming.person));
    }

    fn same_as(&mut self, known: PersonId, coming: &Coming) -> Result<(), AppError> {
        self.becomes.insert(coming.person.id, Some(known));
        let Some(before) = self.people.get(&known) else { return Ok(()) };
        let after = merged(before, &coming.person);
        let is_other = after != **before;
        let has_photo = self.photos.contains_key(&known) || self.app.book()?.photo_mark(known)?.is_some();
        let photo = coming.photo(known).filter(|_| !has_photo);
        match is_other || photo.is_some() {
            true if !self.new.has(known) => {
                self.touched.put(known);
                self.at.entry(known).or_insert((coming.file, coming.line));
            }
            true => {}
            false => self.same += 1,
        }
        self.photos.extend(photo.map(|photo| (known, photo)));
        if is_other {
            self.people.insert(known, Cow::Owned(after));
        }
        Ok(())
    }

    /// The contacts that are not in the book yet, as contacts with those whom the people of the files are there.
    fn check_ins(&mut self, coming: &[CheckIn]) -> Result<Vec<CheckIn>, AppError> {
        let mut known: HashSet<Trace> = HashSet::new();
        let mut looked_at: HashSet<PersonId> = HashSet::new();
        let mut added = Vec::new();
        for check_in in coming {
            let becomes = |id: &PersonId| match self.becomes.get(id) {
                Some(becomes) => *becomes,
                None => self.people.contains_key(id).then_some(*id),
            };
            let mut people: Vec<PersonId> = check_in.people.iter().filter_map(becomes).collect();
            people.sort_unstable();
            people.dedup();
            if people.is_empty() {
                continue;
            }
            for id in &people {
                if looked_at.insert(*id) && !self.new.has(*id) {
                    known.extend(self.app.book()?.history(*id, 0, usize::MAX)?.iter().map(Trace::of));
                }
            }
            let check_in = CheckIn { people, ..check_in.clone() };
            if known.insert(Trace::of(&check_in)) {
                added.push(check_in);
            }
        }
        Ok(added)
    }

    fn finish(mut self, gathered: &Gathered, check_ins: Vec<CheckIn>) -> Compared<'a> {
        let mut take = |ids: &[PersonId]| -> Vec<Cow<'a, Person>> {
            ids.iter().filter_map(|id| self.people.remove(id)).collect()
        };
        let (added, changed) = (take(&self.new.ids), take(&self.touched.ids));
        let named = |people: &[Cow<'a, Person>]| {
            people.iter().map(|person| (person.id, person.name.clone())).collect()
        };
        let report = ImportReport {
            kinds: gathered.kinds.clone(),
            read: gathered.read,
            added: named(&added),
            changed: named(&changed),
            at: self.at,
            same: self.same,
            duplicates: self.likely,
            check_ins: check_ins.len(),
            left_out: gathered.left_out.clone(),
            more_left_out: gathered.more_left_out.clone(),
        };
        Compared { added, changed, photos: self.photos.into_values().collect(), check_ins, report }
    }
}

/// People, each once, in the order of the files.
#[derive(Default)]
struct InOrder {
    ids: Vec<PersonId>,
    all: HashSet<PersonId>,
}

impl InOrder {
    fn put(&mut self, id: PersonId) {
        if self.all.insert(id) {
            self.ids.push(id);
        }
    }

    fn has(&self, id: PersonId) -> bool {
        self.all.contains(&id)
    }
}

/// What the book says, and what the file knows beyond that. The ids that reading made up say nothing, and who is known
/// is not new.
fn merged(known: &Person, coming: &Person) -> Person {
    let coming = Person { id: known.id, added: known.added, unsorted: known.unsorted, ..coming.clone() };
    merge::merged(known, &coming, &merge::Choice::default())
}

/// What tells two contacts apart that were written down twice.
#[derive(PartialEq, Eq, Hash)]
struct Trace(NaiveDate, Mode, Vec<PersonId>, String);

impl Trace {
    fn of(check_in: &CheckIn) -> Trace {
        let mut people = check_in.people.clone();
        people.sort_unstable();
        Trace(check_in.day, check_in.mode, people, check_in.note.clone())
    }
}
