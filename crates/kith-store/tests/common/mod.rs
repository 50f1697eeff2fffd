//! What the tests of the book share: records to write, and a model of a book to compare with.

#![allow(dead_code, reason = "each test binary uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{cmp::Reverse, collections::BTreeMap, fs, path::Path};

use chrono::{DateTime, Duration, TimeZone, Utc};
use kith_core::{
    Cadence, CadenceId, CheckIn, CheckInId, Community, CommunityId, Extra, Fate, Labelled, Mode, Noted,
    NotedId, NotedWhat, Person, PersonId, Photo, Plan, PlanId, PlanState, PlanTime, Prompt, PromptId, Repeat,
    Row, Series, Settings, Slot, Starter, StarterId, StarterKind, Summary,
    community::{Answer, Attendance, Outcome},
    plan::Told,
};
use kith_store::{Act, Book, Change, Counts, Key, Record, StoreError};
use tempfile::TempDir;

/// A folder for books that are opened and closed thousands of times; in memory where that can be had, for they would only
/// wait for the disk.
pub fn quick_folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// The beginning of the tests' time, and `minutes` after it.
pub fn minute(minutes: i64) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 1, 1, 9, 0, 0).unwrap() + Duration::minutes(minutes)
}

/// Sixteen bytes that sort as `n` does.
fn bytes(n: u8) -> [u8; 16] {
    let mut bytes = [n; 16];
    bytes[15] = 1;
    bytes
}

pub fn person_id(n: u8) -> PersonId {
    PersonId::from_bytes(bytes(n))
}

pub fn check_in_id(n: u8) -> CheckInId {
    // Eight of them begin alike, so that the index cannot tell them apart.
    let mut id = bytes(n);
    id[..12].fill(n / 8);
    CheckInId::from_bytes(id)
}

pub fn prompt_id(n: u8) -> PromptId {
    PromptId::from_bytes(bytes(n))
}

pub fn plan_id(n: u8) -> PlanId {
    PlanId::from_bytes(bytes(n))
}

pub fn starter_id(n: u8) -> StarterId {
    StarterId::from_bytes(bytes(n))
}

pub fn community_id(n: u8) -> CommunityId {
    CommunityId::from_bytes(bytes(n))
}

pub fn noted_id(n: u8) -> NotedId {
    NotedId::from_bytes(bytes(n))
}

pub fn person(n: u8, name: &str) -> Person {
    let cadence = Cadence {
        id: CadenceId::from_bytes(bytes(n)),
        mode: Mode::Voice,
        repeat: Repeat::After { every: "3w".parse().unwrap(), first: minute(0).date_naive(), at: None },
        added: minute(0),
        extra: Extra::new(),
    };
    Person {
        id: person_id(n),
        phones: vec![Labelled::plain("+34 600 000 000")],
        cadences: vec![cadence],
        ..Person::named(name, minute(0))
    }
}

pub fn check_in(n: u8, people: &[u8], at: i64) -> CheckIn {
    CheckIn {
        id: check_in_id(n),
        people: people.iter().copied().map(person_id).collect(),
        mode: [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson][usize::from(n) % 5],
        at: minute(at),
        day: minute(at).date_naive(),
        minutes: Some(30),
        started_by: None,
        note: format!("what stayed of {n}"),
        felt: None,
        logged: minute(i64::from(n)),
        extra: Extra::new(),
    }
}

pub fn prompt(n: u8, person: u8, fired: i64) -> Prompt {
    Prompt {
        id: prompt_id(n),
        person: person_id(person),
        cadence: CadenceId::from_bytes(bytes(person)),
        slot: Slot::Since(minute(fired).date_naive()),
        fired: minute(fired),
        day: minute(fired).date_naive(),
        digest: false,
        fate: Fate::Fired,
        extra: Extra::new(),
    }
}

/// Fields that a newer Kith has written.
pub fn newer() -> Extra {
    serde_json::from_str(r#"{"weather":"fair","scores":[1,-2,0.5,18446744073709551615],"more":{"of":null}}"#)
        .unwrap()
}

/// An idea, or agreed on for so many minutes after the beginning.
pub fn plan(n: u8, people: &[u8], at: Option<i64>) -> Plan {
    let time = |at| PlanTime { local: minute(at).naive_utc(), zone: "Europe/Lisbon".parse().unwrap() };
    Plan {
        id: plan_id(n),
        people: people.iter().copied().map(person_id).collect(),
        mode: Mode::InPerson,
        state: at.map_or(PlanState::Idea, |_| PlanState::Agreed),
        times: at.map(time).into_iter().collect(),
        minutes: 90,
        place: "Café “A Brasileira”".to_owned(),
        note: String::new(),
        made: minute(i64::from(n)),
        told: Told { day_before: at.map(minute), ..Told::default() },
        check_in: n.is_multiple_of(2).then(|| check_in_id(n)),
        moved_to: n.is_multiple_of(3).then(|| plan_id(n / 3)),
        extra: if n.is_multiple_of(2) { newer() } else { Extra::new() },
    }
}

pub fn starter(n: u8, person: u8, text: &str) -> Starter {
    Starter {
        id: starter_id(n),
        person: person_id(person),
        kind: if n.is_multiple_of(2) { StarterKind::Promise } else { StarterKind::Saw },
        text: text.to_owned(),
        made: minute(i64::from(n)),
        day: minute(i64::from(n)).date_naive(),
        done: n.is_multiple_of(3).then(|| minute(600)),
        extra: if n.is_multiple_of(2) { newer() } else { Extra::new() },
    }
}

/// A group that gathers weekly, and of which something was said.
pub fn community(n: u8, members: &[u8], name: &str) -> Community {
    let zone = "Europe/Lisbon".parse().unwrap();
    let attendance = Attendance {
        slot: PlanTime { local: minute(i64::from(n)).naive_utc(), zone },
        answer: n.is_multiple_of(2).then_some(Answer::Going),
        reminded: None,
        asked: Some(minute(600)),
        outcome: Some(match n % 3 {
            0 => Outcome::NotThere,
            1 => Outcome::Attended { check_in: None },
            _ => Outcome::Attended { check_in: Some(check_in_id(n)) },
        }),
    };
    Community {
        id: community_id(n),
        name: name.to_owned(),
        place: "Casa “da Música”".to_owned(),
        note: String::new(),
        role: String::new(),
        members: members.iter().copied().map(person_id).collect(),
        others: vec!["Somebody else".to_owned()],
        series: vec![Series {
            uid: None,
            title: String::new(),
            place: String::new(),
            start: minute(0).naive_utc(),
            zone,
            minutes: 90,
            rule: Some("FREQ=WEEKLY".to_owned()),
            exdates: vec![minute(7 * 1440).naive_utc()],
            rdates: Vec::new(),
        }],
        remind: Some(60),
        calendar: None,
        attendance: vec![attendance],
        made: minute(i64::from(n)),
        extra: if n.is_multiple_of(2) { newer() } else { Extra::new() },
    }
}

pub fn noted(n: u8, minutes: u32) -> Noted {
    let what = match n % 3 {
        0 => NotedWhat::Scrolled { minutes },
        1 => NotedWhat::Timer { minutes, ends: minute(i64::from(n)), told: None },
        _ => NotedWhat::Spent { week: minute(0).date_naive() },
    };
    let extra = if n.is_multiple_of(2) { newer() } else { Extra::new() };
    Noted { id: noted_id(n), at: minute(i64::from(n)), day: minute(0).date_naive(), what, extra }
}

pub fn put_community(community: Community) -> Change {
    Change::Put(Record::Community(Box::new(community)))
}

pub fn put_noted(noted: Noted) -> Change {
    Change::Put(Record::Noted(noted))
}

pub fn put_person(person: Person) -> Change {
    Change::Put(Record::Person(Box::new(person)))
}

pub fn put_check_in(check_in: CheckIn) -> Change {
    Change::Put(Record::CheckIn(check_in))
}

pub fn put_prompt(prompt: Prompt) -> Change {
    Change::Put(Record::Prompt(prompt))
}

pub fn put_plan(plan: Plan) -> Change {
    Change::Put(Record::Plan(Box::new(plan)))
}

pub fn put_starter(starter: Starter) -> Change {
    Change::Put(Record::Starter(starter))
}

/// A picture of some size, that is another for another `look`.
pub fn put_photo(of: u8, look: u8) -> Change {
    let jpeg = vec![look; 20 * usize::from(look)];
    Change::Put(Record::Photo(Photo::of(person_id(of), jpeg)))
}

pub fn act(changes: Vec<Change>) -> Act {
    Act::new(minute(0), "test", changes)
}

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &target),
            false => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}

/// A book as plain maps.
#[derive(Clone, Default)]
pub struct Model {
    written: u64,
    pub people: BTreeMap<PersonId, Person>,
    pub check_ins: BTreeMap<CheckInId, (u64, CheckIn)>,
    pub prompts: BTreeMap<PromptId, Prompt>,
    pub settings: Settings,
    pub photos: BTreeMap<PersonId, Photo>,
    pub plans: BTreeMap<PlanId, Plan>,
    pub starters: BTreeMap<StarterId, Starter>,
    pub communities: BTreeMap<CommunityId, Community>,
    pub noted: BTreeMap<NotedId, Noted>,
}

impl Model {
    /// The acts that a book has committed.
    pub fn of(acts: &[Vec<Change>]) -> Model {
        let mut model = Model::default();
        for changes in acts {
            model.commit(changes);
        }
        model
    }

    pub fn commit(&mut self, changes: &[Change]) {
        for change in self.resolved(changes) {
            self.apply(change);
        }
    }

    /// What an act comes to: each record once, and what hangs on a removed person.
    fn resolved(&self, changes: &[Change]) -> Vec<Change> {
        let named: Vec<Key> = changes.iter().filter_map(key).collect();
        let last = |index: &usize| {
            key(&changes[*index])
                .is_none_or(|own| !changes[index + 1..].iter().any(|later| key(later) == Some(own)))
        };
        let removed: Vec<PersonId> =
            (0..changes.len()).filter(last).filter_map(|index| removed(&changes[index])).collect();
        // What hangs on a removed person goes too, unless the act says otherwise.
        let mut orphans = Vec::new();
        for (id, (_, check_in)) in &self.check_ins {
            if check_in.people.iter().any(|person| removed.contains(person))
                && !named.contains(&Key::CheckIn(*id))
            {
                let people: Vec<_> =
                    check_in.people.iter().copied().filter(|person| !removed.contains(person)).collect();
                orphans.push(match people.is_empty() {
                    true => Change::Remove(Key::CheckIn(*id)),
                    false => put_check_in(CheckIn { people, ..check_in.clone() }),
                });
            }
        }
        for (id, prompt) in &self.prompts {
            if removed.contains(&prompt.person) && !named.contains(&Key::Prompt(*id)) {
                orphans.push(Change::Remove(Key::Prompt(*id)));
            }
        }
        for id in self.photos.keys() {
            if removed.contains(id) && !named.contains(&Key::Photo(*id)) {
                orphans.push(Change::Remove(Key::Photo(*id)));
            }
        }
        for (id, starter) in &self.starters {
            if removed.contains(&starter.person) && !named.contains(&Key::Starter(*id)) {
                orphans.push(Change::Remove(Key::Starter(*id)));
            }
        }
        for (id, community) in &self.communities {
            if community.members.iter().any(|person| removed.contains(person))
                && !named.contains(&Key::Community(*id))
            {
                let members: Vec<_> =
                    community.members.iter().copied().filter(|person| !removed.contains(person)).collect();
                orphans.push(put_community(Community { members, ..community.clone() }));
            }
        }
        for (id, plan) in &self.plans {
            if plan.people.iter().any(|person| removed.contains(person)) && !named.contains(&Key::Plan(*id)) {
                let people: Vec<_> =
                    plan.people.iter().copied().filter(|person| !removed.contains(person)).collect();
                orphans.push(match people.is_empty() {
                    true => Change::Remove(Key::Plan(*id)),
                    false => put_plan(Plan { people, ..plan.clone() }),
                });
            }
        }
        let mut all: Vec<Change> =
            (0..changes.len()).filter(last).map(|index| changes[index].clone()).collect();
        all.extend(orphans);
        // The order in which an act writes its check-ins.
        all.sort_by_key(|change| match change {
            Change::Put(Record::CheckIn(check_in)) => {
                Some((check_in.people.first().copied(), check_in.at, check_in.id))
            }
            _ => None,
        });
        all
    }

    /// Writes one record, and nothing else for its sake.
    pub fn apply(&mut self, change: Change) {
        self.written += 1;
        match change {
            Change::Put(Record::Person(person)) => drop(self.people.insert(person.id, *person)),
            Change::Put(Record::CheckIn(check_in)) => {
                drop(self.check_ins.insert(check_in.id, (self.written, check_in)))
            }
            Change::Put(Record::Prompt(prompt)) => drop(self.prompts.insert(prompt.id, prompt)),
            Change::Put(Record::Settings(settings)) => self.settings = *settings,
            Change::Put(Record::Photo(photo)) => drop(self.photos.insert(photo.id, photo)),
            Change::Remove(Key::Person(id)) => drop(self.people.remove(&id)),
            Change::Remove(Key::CheckIn(id)) => drop(self.check_ins.remove(&id)),
            Change::Remove(Key::Prompt(id)) => drop(self.prompts.remove(&id)),
            Change::Remove(Key::Photo(id)) => drop(self.photos.remove(&id)),
            Change::Put(Record::Plan(plan)) => drop(self.plans.insert(plan.id, *plan)),
            Change::Put(Record::Starter(starter)) => drop(self.starters.insert(starter.id, starter)),
            Change::Remove(Key::Plan(id)) => drop(self.plans.remove(&id)),
            Change::Remove(Key::Starter(id)) => drop(self.starters.remove(&id)),
            Change::Put(Record::Community(community)) => {
                drop(self.communities.insert(community.id, *community));
            }
            Change::Remove(Key::Community(id)) => drop(self.communities.remove(&id)),
            Change::Put(Record::Noted(noted)) => drop(self.noted.insert(noted.id, noted)),
            Change::Remove(Key::Noted(id)) => drop(self.noted.remove(&id)),
        }
    }

    pub fn history(&self, person: PersonId) -> Vec<CheckIn> {
        let mut found: Vec<_> = self
            .check_ins
            .values()
            .filter(|(_, check_in)| check_in.people.contains(&person))
            .cloned()
            .collect();
        found.sort_by_key(|(written, check_in)| Reverse((check_in.at, *written)));
        found.into_iter().map(|(_, check_in)| check_in).collect()
    }

    pub fn recent(&self) -> Vec<CheckIn> {
        let mut found: Vec<_> = self.check_ins.values().cloned().collect();
        found.sort_by_key(|(written, check_in)| Reverse((check_in.logged, *written)));
        found.into_iter().map(|(_, check_in)| check_in).collect()
    }

    pub fn prompts(&self) -> Vec<Prompt> {
        let mut found: Vec<_> = self.prompts.values().cloned().collect();
        found.sort_by_key(|prompt| Reverse((prompt.fired, prompt.id)));
        found
    }

    fn row(&self, person: &Person) -> Row {
        let mut summary = Summary::default();
        for check_in in self.history(person.id) {
            summary.last.include(&check_in);
            summary.count += 1;
        }
        let mut prompts = self.prompts();
        prompts.reverse();
        for prompt in prompts.iter().filter(|prompt| prompt.person == person.id) {
            summary.marks.entry(prompt.cadence).or_default().include(prompt);
        }
        Row::of(person, summary)
    }

    /// Fails unless the book has the same records. In which order those of one instant come is not asked: it is that
    /// in which they were written.
    pub fn assert_same_records(&self, book: &Book) {
        assert_eq!(book.counts().unwrap(), self.counts());
        for n in 0..=u8::MAX {
            assert_eq!(book.person(person_id(n)).unwrap().as_ref(), self.people.get(&person_id(n)));
            assert_eq!(book.photo(person_id(n)).unwrap().as_ref(), self.photos.get(&person_id(n)));
            let check_in = self.check_ins.get(&check_in_id(n)).map(|(_, check_in)| check_in);
            assert_eq!(book.check_in(check_in_id(n)).unwrap().as_ref(), check_in);
            assert_eq!(book.prompt(prompt_id(n)).unwrap().as_ref(), self.prompts.get(&prompt_id(n)));
        }
        assert_eq!(book.settings().unwrap(), self.settings);
        assert_eq!(book.plans().unwrap(), self.plans.values().cloned().collect::<Vec<_>>());
        assert_eq!(book.starters().unwrap(), self.starters.values().cloned().collect::<Vec<_>>());
        assert_eq!(book.communities().unwrap(), self.communities.values().cloned().collect::<Vec<_>>());
        assert_eq!(book.all_noted().unwrap(), self.noted.values().cloned().collect::<Vec<_>>());
    }

    /// Fails unless the book says the same as this, whatever is asked.
    pub fn assert_is(&self, book: &Book) {
        assert_eq!(said(book).unwrap(), self.said());
        for n in 0..=u8::MAX {
            let id = person_id(n);
            assert_eq!(book.person(id).unwrap().as_ref(), self.people.get(&id));
            assert_eq!(book.photo(id).unwrap().as_ref(), self.photos.get(&id));
            assert_eq!(
                book.check_in(check_in_id(n)).unwrap().as_ref(),
                self.check_ins.get(&check_in_id(n)).map(|c| &c.1)
            );
            assert_eq!(book.prompt(prompt_id(n)).unwrap().as_ref(), self.prompts.get(&prompt_id(n)));
            assert_eq!(book.plan(plan_id(n)).unwrap().as_ref(), self.plans.get(&plan_id(n)));
            assert_eq!(book.starter(starter_id(n)).unwrap().as_ref(), self.starters.get(&starter_id(n)));
            let with = |plan: &&Plan| plan.people.contains(&id);
            let plans: Vec<_> = self.plans.values().filter(with).cloned().collect();
            assert_eq!(book.plans_with(id).unwrap(), plans);
            let of = |starter: &&Starter| starter.person == id;
            let starters: Vec<_> = self.starters.values().filter(of).cloned().collect();
            assert_eq!(book.starters_for(id).unwrap(), starters);
            assert_eq!(
                book.community(community_id(n)).unwrap().as_ref(),
                self.communities.get(&community_id(n))
            );
            assert_eq!(book.noted(noted_id(n)).unwrap().as_ref(), self.noted.get(&noted_id(n)));
            let with = |community: &&Community| community.members.contains(&id);
            let communities: Vec<_> = self.communities.values().filter(with).cloned().collect();
            assert_eq!(book.communities_with(id).unwrap(), communities);
        }
        for id in self.people.keys().copied().chain([person_id(200)]) {
            let history = self.history(id);
            assert_eq!(book.history(id, 0, usize::MAX).unwrap(), history);
            let page: Vec<_> = history.into_iter().skip(2).take(3).collect();
            assert_eq!(book.history(id, 2, 3).unwrap(), page);
            let prompts: Vec<_> = self.prompts().into_iter().filter(|prompt| prompt.person == id).collect();
            assert_eq!(book.prompts_of(id).unwrap(), prompts);
            assert_eq!(
                book.row(id).unwrap().map(comparable),
                self.people.get(&id).map(|p| comparable(self.row(p)))
            );
        }
        assert_eq!(book.recent(usize::MAX).unwrap(), self.recent());
        assert_eq!(book.prompts(2).unwrap(), self.prompts().into_iter().take(2).collect::<Vec<_>>());
    }

    /// Whether this has the same records as `other`, in whatever order they were written.
    pub fn has_what(&self, other: &Model) -> bool {
        let check_ins =
            |model: &Model| model.check_ins.values().map(|(_, check_in)| check_in.clone()).collect();
        let (own, its): (Vec<CheckIn>, Vec<CheckIn>) = (check_ins(self), check_ins(other));
        own == its
            && self.people == other.people
            && self.prompts == other.prompts
            && self.photos == other.photos
            && self.plans == other.plans
            && self.starters == other.starters
            && self.communities == other.communities
            && self.noted == other.noted
            && self.settings == other.settings
    }

    fn counts(&self) -> Counts {
        Counts {
            people: self.people.len() as u64,
            check_ins: self.check_ins.len() as u64,
            prompts: self.prompts.len() as u64,
            photos: self.photos.len() as u64,
            plans: self.plans.len() as u64,
            starters: self.starters.len() as u64,
            communities: self.communities.len() as u64,
            noted: self.noted.len() as u64,
        }
    }
}

/// All that a book says, to be compared as a whole.
#[derive(Clone, PartialEq, Debug)]
pub struct Said {
    counts: Counts,
    rows: Vec<serde_json::Value>,
    people: Vec<Person>,
    histories: Vec<Vec<CheckIn>>,
    check_ins: Vec<CheckIn>,
    prompts: Vec<Prompt>,
    plans: Vec<Plan>,
    starters: Vec<Starter>,
    communities: Vec<Community>,
    noted: Vec<Noted>,
    settings: Settings,
}

impl Said {
    /// Where two books differ first, in a line that can be read.
    pub fn unlike(&self, other: &Said) -> Option<String> {
        let (own, its) = (format!("{self:?}"), format!("{other:?}"));
        let same = own.bytes().zip(its.bytes()).take_while(|(own, its)| own == its).count();
        let near = |text: &str| {
            String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(80)..text.len().min(same + 80)])
                .into_owned()
        };
        (own != its).then(|| format!("{} … and not {}", near(&own), near(&its)))
    }
}

impl Model {
    /// What a book with these records says.
    pub fn said(&self) -> Said {
        Said {
            counts: self.counts(),
            rows: self.people.values().map(|person| comparable(self.row(person))).collect(),
            people: self.people.values().cloned().collect(),
            histories: self.people.keys().map(|id| self.history(*id)).collect(),
            check_ins: self.recent(),
            prompts: self.prompts(),
            plans: self.plans.values().cloned().collect(),
            starters: self.starters.values().cloned().collect(),
            communities: self.communities.values().cloned().collect(),
            noted: self.noted.values().cloned().collect(),
            settings: self.settings.clone(),
        }
    }
}

/// What this book says.
///
/// # Errors
/// The first one of reading it.
pub fn said(book: &Book) -> Result<Said, StoreError> {
    let rows = book.rows()?;
    let ids: Vec<PersonId> = rows.iter().map(|row| row.id).collect();
    Ok(Said {
        counts: book.counts()?,
        people: ids.iter().filter_map(|id| book.person(*id).transpose()).collect::<Result<_, _>>()?,
        histories: ids.iter().map(|id| book.history(*id, 0, usize::MAX)).collect::<Result<_, _>>()?,
        rows: rows.into_iter().map(comparable).collect(),
        check_ins: book.recent(usize::MAX)?,
        prompts: book.prompts(usize::MAX)?,
        plans: book.plans()?,
        starters: book.starters()?,
        communities: book.communities()?,
        noted: book.all_noted()?,
        settings: book.settings()?,
    })
}

/// A row as JSON, with the last contacts in an order of their own: they are a set.
fn comparable(row: Row) -> serde_json::Value {
    let mut row = serde_json::to_value(row).unwrap();
    if let Some(last) = row["summary"]["last"].as_array_mut() {
        last.sort_by_key(|contact| contact["mode"].to_string());
    }
    row
}

fn key(change: &Change) -> Option<Key> {
    match change {
        Change::Put(Record::Person(person)) => Some(Key::Person(person.id)),
        Change::Put(Record::CheckIn(check_in)) => Some(Key::CheckIn(check_in.id)),
        Change::Put(Record::Prompt(prompt)) => Some(Key::Prompt(prompt.id)),
        Change::Put(Record::Photo(photo)) => Some(Key::Photo(photo.id)),
        Change::Put(Record::Plan(plan)) => Some(Key::Plan(plan.id)),
        Change::Put(Record::Starter(starter)) => Some(Key::Starter(starter.id)),
        Change::Put(Record::Community(community)) => Some(Key::Community(community.id)),
        Change::Put(Record::Noted(noted)) => Some(Key::Noted(noted.id)),
        Change::Put(Record::Settings(_)) => None,
        Change::Remove(key) => Some(*key),
    }
}

fn removed(change: &Change) -> Option<PersonId> {
    match change {
        Change::Remove(Key::Person(person)) => Some(*person),
        _ => None,
    }
}
