//! Ten years of prompts in every zone of the list: people log, snooze, skip, pause and ignore; machines sleep, are
//! started again, travel, and have their clocks set. Whatever happens, every occurrence is prompted once.
//!
//! What must be asked for is found again here, from the history alone and slot by slot, without anything that
//! Kith remembers or skips over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    CadenceId, Fate, Interval, Mode, PersonId, PromptId, Repeat, Slot, Status,
    recurrence::Rule,
    schedule::{Announcement, Moment, Store, Turn, decide},
    whereabouts::decent,
    zoned::{to_instant, to_local},
};
use rstest::rstest;

use crate::{
    book::{Book, after, rule, wall},
    recurrence::ZONES,
};

/// SplitMix64: the same years every time.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("it fits")
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    fn minutes(&mut self, least: i64, most: i64) -> TimeDelta {
        TimeDelta::minutes(
            least + i64::try_from(self.next() % (most - least).unsigned_abs()).expect("it fits"),
        )
    }
}

/// A cadence with its whole history.
struct Watched {
    id: CadenceId,
    person: PersonId,
    mode: Mode,
    kind: Kind,
    fired: BTreeSet<Slot>,
    skipped_day: Option<NaiveDate>,
    skipped_slot: Option<NaiveDateTime>,
}

enum Kind {
    After { every: Interval, first: NaiveDate },
    Rule { slots: Vec<NaiveDateTime>, zone: Option<Tz> },
}

struct World {
    book: Book,
    dice: Dice,
    began: DateTime<Utc>,
    cadences: Vec<Watched>,
    contacts: BTreeMap<PersonId, Vec<(DateTime<Utc>, NaiveDate, Mode)>>,
    announced: BTreeSet<PromptId>,
    snoozed: BTreeMap<PromptId, DateTime<Utc>>,
    /// Whom each local day asked for, and whether that day was only shown by a clock that was years ahead.
    fired_on: BTreeMap<NaiveDate, BTreeSet<(bool, PersonId)>>,
    /// How far ahead a wrong clock is.
    glitch: Option<TimeDelta>,
    /// Whether that has happened: once in ten years is more than anybody has seen.
    was_years_ahead: bool,
}

const START: &str = "2026-01-05T10:00";

impl World {
    fn new(zone: Tz, seed: u64) -> World {
        let mut book = Book::new(zone, START);
        book.settings.daily_cap = if seed.is_multiple_of(2) { 1 } else { 2 };
        let people = [
            vec![(Mode::Voice, after("3w", "2026-01-06")), (Mode::InPerson, after("3mo", "2026-01-08"))],
            vec![
                (Mode::Voice, rule("FREQ=WEEKLY;BYDAY=SU", "2026-01-11T00:00", Some(zone))),
                (Mode::InPerson, rule("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T00:30", Some(zone))),
            ],
            vec![(Mode::Voice, rule("FREQ=DAILY;INTERVAL=5", "2026-01-05T23:30", None))],
            vec![
                (Mode::Message, after("10d", "2026-01-09")),
                (Mode::Video, rule("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T02:30", None)),
                (Mode::InPerson, rule("FREQ=YEARLY", "2026-03-29T02:15", Some(Tz::Europe__Madrid))),
            ],
        ];
        for (index, cadences) in people.iter().enumerate() {
            book.add(&index.to_string(), cadences);
            book.now += TimeDelta::milliseconds(1); // ids sort by time: the same order every time
        }
        let cadences = book.people.iter().flat_map(|person| {
            person.cadences.iter().map(|cadence| Watched {
                id: cadence.id,
                person: person.id,
                mode: cadence.mode,
                kind: kind(&cadence.repeat),
                fired: BTreeSet::new(),
                skipped_day: None,
                skipped_slot: None,
            })
        });
        World {
            cadences: cadences.collect(),
            began: book.people[0].added,
            book,
            dice: Dice(seed),
            contacts: BTreeMap::new(),
            announced: BTreeSet::new(),
            snoozed: BTreeMap::new(),
            fired_on: BTreeMap::new(),
            glitch: None,
            was_years_ahead: false,
        }
    }

    /// Time and fate take their course until `years` have gone by.
    fn live(&mut self, years: u64) {
        let end = self.began + TimeDelta::days(365 * i64::try_from(years).expect("few"));
        let mut turn = self.turn(Moment::Started);
        while self.book.now < end || self.glitch.is_some() {
            let moment = self.something_happens(&turn);
            turn = self.turn(moment);
        }
        let fired: Vec<usize> = self.cadences.iter().map(|cadence| cadence.fired.len()).collect();
        assert!(fired.iter().all(|fired| *fired > 0) && fired.iter().sum::<usize>() > 200, "{fired:?}");
    }

    fn something_happens(&mut self, turn: &Turn) -> Moment {
        if self.glitch.is_some() && self.dice.one_in(3) {
            self.book.now -= self.glitch.take().expect("it is set");
            return Moment::ClockMoved;
        }
        // A clock that is years ahead is noticed within days.
        let longest = if self.glitch.is_some() { 60 * 12 } else { 60 * 24 * 4 };
        match self.dice.below(100) {
            0..40 => self.book.now = turn.next,
            40..70 => self.book.now += self.dice.minutes(1, longest),
            70..90 => self.user(),
            90..94 if self.glitch.is_none() => {
                self.book.now += self.dice.minutes(60, 60 * 24 * 45); // asleep
                return Moment::Resumed;
            }
            94..96 => {
                self.book.zone = self.dice.pick(&ZONES);
                return Moment::ZoneMoved;
            }
            96 if self.glitch.is_none() => {
                self.book.now += self.dice.minutes(1, 60 * 24 * 30); // set forward
                return Moment::Resumed;
            }
            97 => {
                let back = self.dice.minutes(1, 60 * 24 * 30);
                self.book.now = (self.book.now - back).max(self.began);
                return Moment::ClockMoved;
            }
            98 if !self.was_years_ahead && self.dice.one_in(4) => {
                self.was_years_ahead = true;
                let ahead = TimeDelta::days(365 * 2);
                self.glitch = Some(ahead);
                self.book.now += ahead;
                return Moment::Resumed;
            }
            _ => {
                self.book.reopen();
                return Moment::Started;
            }
        }
        Moment::Tick
    }

    fn user(&mut self) {
        self.book.now += TimeDelta::minutes(1); // nobody is quicker
        let person = self.book.people[self.dice.below(self.book.people.len())].id;
        let open: Vec<PromptId> = self.open();
        match self.dice.below(12) {
            0..4 => {
                let mode = self.dice.pick(&[
                    Mode::Reaction,
                    Mode::Message,
                    Mode::Voice,
                    Mode::Voice,
                    Mode::InPerson,
                ]);
                self.book.log(person, mode);
                let day = self.book.today();
                self.contacts.entry(person).or_default().push((self.book.now, day, mode));
            }
            4..7 if !open.is_empty() => {
                let prompt = self.dice.pick(&open);
                let until = self.book.now + self.dice.minutes(30, 60 * 24 * 6);
                self.book.snooze(prompt, until);
                self.snoozed.insert(prompt, until);
            }
            7..10 if !open.is_empty() => {
                let prompt = self.dice.pick(&open);
                self.book.skip(prompt);
                let (cadence, slot) = (self.book.prompts[&prompt].cadence, self.book.prompts[&prompt].slot);
                let today = self.book.today();
                let watched = self.watched(cadence);
                watched.skipped_day = watched.skipped_day.max(Some(today));
                if let Slot::At(slot) = slot {
                    watched.skipped_slot = watched.skipped_slot.max(Some(slot));
                }
            }
            10 => {
                let until = self.book.today() + Days::new(self.dice.next() % 40);
                self.book.change(person, |person| person.paused_until = Some(until));
            }
            11 => {
                let status = self.dice.pick(&[Status::Resting, Status::Active, Status::Active]);
                self.book.change(person, |person| person.status = status);
                self.book.settings.paused_until = Some(self.book.now + self.dice.minutes(1, 60 * 24 * 10));
            }
            _ => {} // ignored
        }
    }

    fn turn(&mut self, moment: Moment) -> Turn {
        let newest = self.book.prompts.values().map(|prompt| prompt.fired).max();
        let turn = decide(self.book.rows(), &self.book.frame(), moment, newest);
        self.book.store(&turn);
        self.check_fired(&turn);
        self.check_announced(&turn);
        self.check_nobody_is_forgotten();
        self.check_next(&turn);
        turn
    }

    /// What was fired was due, never fired before, not at night, and within the cap.
    fn check_fired(&mut self, turn: &Turn) {
        let (now, zone) = (self.book.now, self.book.zone);
        let quiet = self.book.settings.quiet_hours.expect("quiet hours");
        assert!(turn.store.is_empty() || !quiet.contains(to_local(now, zone).time()), "at night: {turn:?}");
        for store in &turn.store {
            match store {
                Store::Fire(prompt) => {
                    let index = self
                        .cadences
                        .iter()
                        .position(|cadence| cadence.id == prompt.cadence)
                        .expect("one of ours");
                    let asks = self.asks(&self.cadences[index]);
                    // A wait that was let go while the clock was wrong begins anew on the day of its prompt.
                    let anew = matches!(prompt.slot, Slot::Since(_))
                        && asks.is_none_or(|slot| self.cadences[index].fired.contains(&slot));
                    assert!(
                        asks == Some(prompt.slot) || anew,
                        "{:?} was fired, {asks:?} asks at {now} in {zone}",
                        prompt.slot
                    );
                    assert!(
                        self.cadences[index].fired.insert(prompt.slot),
                        "{:?} fired twice at {now} in {zone}",
                        prompt.slot
                    );
                    let dreamt = self.glitch.is_some();
                    let people = self.fired_on.entry(prompt.day).or_default();
                    people.insert((dreamt, prompt.person));
                    let asked = people.iter().filter(|(then, _)| *then == dreamt).count();
                    let cap = usize::from(self.book.settings.daily_cap);
                    assert!(asked <= cap, "over the cap on {}", prompt.day);
                }
                Store::Fate { prompt, fate: Fate::Fired } => {
                    let until = self.snoozed.remove(prompt).expect("only a snoozed prompt comes back");
                    assert!(until <= now, "{until} has not come at {now}");
                    self.announced.remove(prompt);
                }
                Store::Fate { fate, .. } => assert_eq!(*fate, Fate::Passed),
            }
        }
    }

    /// Every prompt is announced once: by itself or in one digest.
    fn check_announced(&mut self, turn: &Turn) {
        let asked = match &turn.announce {
            Announcement::Nothing => &Vec::new(),
            Announcement::Each(asked) | Announcement::Digest(asked) => asked,
        };
        for prompt in asked.iter().flat_map(|asked| &asked.prompts) {
            assert!(self.announced.insert(*prompt), "announced twice");
        }
        let is_cut = matches!(&turn.announce, Announcement::Digest(asked) if asked.len() == 3);
        let fired = turn.store.iter().filter_map(|store| match store {
            Store::Fire(prompt) => Some(prompt.id),
            Store::Fate { prompt, fate: Fate::Fired } => Some(*prompt),
            Store::Fate { .. } => None,
        });
        let silent = fired.filter(|prompt| !self.announced.contains(prompt)).count();
        assert!(silent == 0 || is_cut, "{silent} prompts were not announced");
    }

    /// Whatever asks has been fired, unless it is held or the cap of the day is reached.
    fn check_nobody_is_forgotten(&self) {
        let (now, zone) = (self.book.now, self.book.zone);
        let today = self.book.today();
        let settings = &self.book.settings;
        let fired_today = self.fired_on.get(&today).map_or(0, BTreeSet::len);
        // Whoever has no zone of their own is taken to be here, and nobody is called before 08:30.
        let quiet = settings.quiet_hours.is_some_and(|quiet| quiet.contains(to_local(now, zone).time()));
        let at_night = quiet || !decent(now, zone);
        if at_night
            || fired_today >= usize::from(settings.daily_cap)
            || settings.paused_until.is_some_and(|until| now < until)
        {
            return;
        }
        for cadence in &self.cadences {
            let row = self.book.row(cadence.person);
            if !row.status.is_active() || row.paused_until.is_some_and(|until| today < until) {
                continue;
            }
            if let Some(slot) = self.asks(cadence) {
                assert!(cadence.fired.contains(&slot), "{slot:?} was lost at {now} in {zone}: {row:#?}");
            }
        }
    }

    /// Nothing is fired before the scheduler looks again.
    fn check_next(&mut self, turn: &Turn) {
        let now = self.book.now;
        assert!(turn.next > now, "{} is not after {now}", turn.next);
        if self.dice.one_in(4) {
            let wait = (turn.next - now).num_seconds();
            let between =
                TimeDelta::seconds(wait * i64::try_from(self.dice.below(100)).expect("it fits") / 100);
            let frame = kith_core::Frame { now: now + between, ..self.book.frame() };
            let early = decide(self.book.rows(), &frame, Moment::Tick, None);
            assert_eq!(early.store, [], "at {} before {}", frame.now, turn.next);
        }
    }

    /// The prompts that wait, in an order that is the same every time.
    fn open(&self) -> Vec<PromptId> {
        let of = |cadence: &Watched| {
            let mark = self.book.row(cadence.person).summary.marks.get(&cadence.id);
            let mut open = mark.map(|mark| mark.open.clone()).unwrap_or_default();
            open.sort_by_key(|open| open.slot);
            open
        };
        self.cadences.iter().flat_map(of).map(|open| open.id).collect()
    }

    fn watched(&mut self, id: CadenceId) -> &mut Watched {
        self.cadences.iter_mut().find(|cadence| cadence.id == id).expect("one of ours")
    }

    /// The occurrence that a cadence must have asked for by now, from its history alone.
    fn asks(&self, cadence: &Watched) -> Option<Slot> {
        let contacts = self.contacts.get(&cadence.person).map(Vec::as_slice).unwrap_or_default();
        let last = contacts
            .iter()
            .filter(|contact| contact.2.satisfies(cadence.mode))
            .max_by_key(|contact| contact.0);
        match &cadence.kind {
            Kind::After { every, first } => {
                let (slot, day) = match last.map(|last| last.1).max(cadence.skipped_day) {
                    Some(day) => (Slot::Since(day), every.after(day)),
                    None => (Slot::First(*first), *first),
                };
                let due = to_instant(day.and_time(self.book.settings.preferred_time), self.book.zone);
                (due <= self.book.now).then_some(slot)
            }
            Kind::Rule { slots, zone } => {
                let zone = zone.unwrap_or(self.book.zone);
                let come = |slot: &NaiveDateTime| to_instant(*slot, zone) <= self.book.now;
                let counts = |slot: &NaiveDateTime| to_instant(*slot, zone) >= self.began;
                let near =
                    slots.partition_point(|slot| *slot <= to_local(self.book.now, zone) + Days::new(2));
                let index = slots[..near].iter().rposition(come).filter(|index| counts(&slots[*index]))?;
                let slot = slots[index];
                let half = match index {
                    0 => slots[1] - slots[0],
                    _ => slot - slots[index - 1],
                } / 2;
                let met = last.is_some_and(|last| to_local(last.0, zone) >= slot - half);
                let skipped = cadence.skipped_slot.is_some_and(|skipped| skipped >= slot);
                // The clock was set back: the slot that was asked for already stands for those before it.
                let horizon = to_local(self.book.now, zone) + Days::new(60);
                let stands = cadence
                    .fired
                    .iter()
                    .any(|fired| matches!(fired, Slot::At(at) if *at > slot && *at <= horizon));
                (!met && !skipped && !stands).then_some(Slot::At(slot))
            }
        }
    }
}

fn kind(repeat: &Repeat) -> Kind {
    match repeat {
        Repeat::After { every, first, .. } => Kind::After { every: *every, first: *first },
        Repeat::Rule { rule, start, zone } => {
            let rule = Rule::parse(rule, *start).expect("a rule");
            let slots = std::iter::successors(Some(rule.first()), |slot| rule.after(*slot));
            Kind::Rule {
                slots: slots.take_while(|slot| *slot < wall("2040-01-01T00:00")).collect(),
                zone: *zone,
            }
        }
    }
}

#[rstest]
fn over_ten_years_every_slot_is_prompted_once_and_none_is_lost(
    #[values(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)]
    zone: usize,
) {
    World::new(ZONES[zone], zone as u64).live(10);
}
