//! What is in the made-up book: forty people with two years behind them, the same each time but for the days.
//!
//! The numbers are those that are kept free for stories, or begin with zeros; the addresses are under example.org.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use fastrand::Rng;
use kith_core::{
    Boundary, CadenceId, CheckIn, CheckInId, Circle, Community, CommunityId, DailySpan, Extra, Felt,
    FreeHours, GoingThrough, Helpline, Interval, Labelled, Mode, Noted, NotedId, NotedWhat, OffTime, Person,
    PersonId, Plan, PlanId, PlanState, PlanTime, Scrolling, Series, Settings, StartedBy, Starter, StarterId,
    StarterKind, Status, Support, SupportRole,
    community::{Answer, Attendance, Outcome},
    interval::Unit,
    plan::Told,
    zoned::{to_instant, to_local},
};
use kith_store::{Change, Record};

/// So many days lie behind them.
const DAYS: i64 = 730;

/// How, every how many days, and by how many of them that varies.
type Often = (Mode, i64, i64);

/// How often people of a circle are in touch.
const CONTACTS: [(Option<Circle>, &[Often]); 5] = [
    (Some(Circle::Inner), &[(Mode::InPerson, 17, 9), (Mode::Voice, 8, 4), (Mode::Message, 6, 4)]),
    (
        Some(Circle::Close),
        &[(Mode::InPerson, 45, 20), (Mode::Voice, 24, 10), (Mode::Video, 50, 20), (Mode::Message, 18, 9)],
    ),
    (Some(Circle::Friends), &[(Mode::InPerson, 110, 50), (Mode::Voice, 80, 35), (Mode::Message, 45, 20)]),
    (Some(Circle::Wider), &[(Mode::InPerson, 260, 90), (Mode::Message, 150, 60)]),
    (None, &[]),
];

/// All of it, as one act would write it.
pub(super) fn changes(now: DateTime<Utc>, zone: Tz) -> Vec<Change> {
    let mut maker = Maker { dice: Rng::with_seed(7), now, zone, today: to_local(now, zone).date() };
    let people = maker.people();
    let mut check_ins = maker.check_ins(&people);
    let communities = maker.communities(&people, &mut check_ins);
    let mut records: Vec<Record> = Vec::new();
    records.extend(maker.plans(&people).into_iter().map(|plan| Record::Plan(Box::new(plan))));
    records.extend(maker.starters(&people).into_iter().map(Record::Starter));
    records.extend(maker.noted().into_iter().map(Record::Noted));
    records.extend(communities.into_iter().map(|community| Record::Community(Box::new(community))));
    records.extend(people.into_iter().map(|person| Record::Person(Box::new(person))));
    records.extend(check_ins.into_iter().map(Record::CheckIn));
    records.push(Record::Settings(Box::new(settings(maker.today))));
    records.into_iter().map(Change::Put).collect()
}

struct Maker {
    dice: Rng,
    now: DateTime<Utc>,
    zone: Tz,
    today: NaiveDate,
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default()
}

fn days_before(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_sub_signed(TimeDelta::days(days)).unwrap_or(day)
}

fn office() -> FreeHours {
    FreeHours { weekdays: Some(DailySpan { from: time(8, 0), to: time(17, 0) }), weekends: None }
}

fn settings(today: NaiveDate) -> Settings {
    let anybody = Helpline {
        name: "A listening ear".to_owned(),
        number: "+44 7700 900199".to_owned(),
        hours: None,
        note: "Made up, like everybody in here. Enter the ones where you live.".to_owned(),
    };
    let evenings = OffTime {
        rule: "FREQ=DAILY".to_owned(),
        start: days_before(today, 60).and_time(time(20, 30)),
        minutes: 150,
    };
    Settings {
        welcomed: true,
        helplines: vec![anybody],
        scrolling: Scrolling { times: vec![evenings], weekly_budget: Some(120) },
        ..Settings::default()
    }
}

impl Maker {
    fn instant(&self, day: NaiveDate, at: NaiveTime) -> DateTime<Utc> {
        to_instant(day.and_time(at), self.zone)
    }

    fn people(&mut self) -> Vec<Person> {
        let rows = include_str!("people.tsv").lines().filter(|line| !line.starts_with('#'));
        rows.map(|row| self.person(&row.split('\t').collect::<Vec<_>>())).collect()
    }

    fn person(&mut self, fields: &[&str]) -> Person {
        let field = |at: usize| fields.get(at).copied().unwrap_or_default();
        let list = |text: &str| Vec::from_iter(Some(text.to_owned()).filter(|text| !text.is_empty()));
        let added = self.instant(days_before(self.today, DAYS + 20), time(10, 0));
        let plain = |text: &str| list(text).into_iter().map(Labelled::plain).collect::<Vec<_>>();
        let circle = Circle::ALL.into_iter().find(|circle| circle.name() == field(2));
        let mut person = Person {
            nicknames: list(field(1)),
            circle,
            // Spread, so that those who were not reached yet are not all asked for on one day.
            circle_first: circle.and(self.today.checked_add_days(Days::new(self.dice.u64(3..40)))),
            phones: plain(field(3)),
            emails: plain(field(4)),
            addresses: plain(field(5)),
            birthday: field(6).parse().ok(),
            note: field(7).to_owned(),
            support: field(8).split(';').filter_map(support).collect(),
            ..Person::named(field(0), added)
        };
        match field(9) {
            "any-hour" => person.any_hour = true,
            "resting" => person.status = Status::Resting,
            "deceased" => person.status = Status::Deceased,
            "in-company" => {
                person.boundary = Some(Boundary::InCompany);
                person.boundary_review = self.today.checked_add_months(Months::new(2));
            }
            "hours" => person.support.iter_mut().for_each(|support| support.hours = Some(office())),
            "going-through" => person.going_through = self.going_through(),
            _ => {}
        }
        person
    }

    fn going_through(&self) -> Option<GoingThrough> {
        Some(GoingThrough {
            cadence: CadenceId::new(self.now),
            every: Interval::new(4, Unit::Day).ok()?,
            mode: Mode::Voice,
            since: self.instant(days_before(self.today, 6), time(9, 0)),
            first: days_before(self.today, 3),
            until: self.today.checked_add_days(Days::new(22))?,
            note: "Her father is in hospital".to_owned(),
            extra: Extra::new(),
        })
    }

    fn check_in(&mut self, people: Vec<PersonId>, mode: Mode, day: NaiveDate) -> CheckIn {
        let minutes: &[u32] = match mode {
            Mode::InPerson => &[60, 75, 90, 120, 150, 180],
            Mode::Video => &[30, 45, 60],
            Mode::Voice => &[8, 12, 20, 25, 35, 50],
            Mode::Message | Mode::Reaction => &[],
        };
        let hour = if mode == Mode::InPerson { self.dice.u32(11..20) } else { self.dice.u32(9..21) };
        let minute = self.dice.u32(0..12) * 5;
        let at = self.instant(day, time(hour, minute)).min(self.now);
        let mut notes = include_str!("notes.tsv").lines().filter_map(|line| line.split_once('\t'));
        let of_mode: Vec<&str> =
            notes.by_ref().filter(|(of, _)| *of == mode.name()).map(|(_, note)| note).collect();
        let noted = !of_mode.is_empty() && self.dice.u8(..3) == 0;
        let felt = match (mode, self.dice.u8(..10)) {
            (Mode::InPerson, 0..6) | (Mode::Voice | Mode::Video, 0..4) => Some(Felt::Lifted),
            (Mode::InPerson, 6..8) | (Mode::Voice | Mode::Video, 4..7) | (Mode::Message, 0..3) => {
                Some(Felt::Even)
            }
            (Mode::InPerson, 8) | (Mode::Voice | Mode::Video, 7) => Some(Felt::Drained),
            _ => None,
        };
        CheckIn {
            id: CheckInId::new(at),
            people,
            mode,
            at,
            day,
            minutes: if self.dice.u8(..12) == 0 { None } else { self.dice.choice(minutes).copied() },
            started_by: match self.dice.u8(..5) {
                0 | 1 => Some(StartedBy::Me),
                2 | 3 => Some(StartedBy::Them),
                _ => None,
            },
            note: if noted { (*self.dice.choice(&of_mode).unwrap_or(&"")).to_owned() } else { String::new() },
            felt,
            logged: at,
            extra: Extra::new(),
        }
    }

    fn check_ins(&mut self, people: &[Person]) -> Vec<CheckIn> {
        let mut check_ins = Vec::new();
        for (place, person) in people.iter().enumerate() {
            let contacts = CONTACTS.iter().find(|(circle, _)| *circle == person.circle);
            for (mode, every, varies) in contacts.map(|(_, contacts)| *contacts).unwrap_or_default() {
                let is_far = !person.addresses.is_empty() && *mode == Mode::InPerson;
                let every = if is_far { every * 3 } else { *every };
                // The last time is somewhere within a wait, for some a little longer ago than was meant.
                let mut ago = self.dice.i64(1..=every + varies / 2) + i64::from(place % 7 == 3) * every;
                if !person.status.is_active() {
                    ago += 240;
                }
                while ago < DAYS {
                    check_ins.push(self.check_in(vec![person.id], *mode, days_before(self.today, ago)));
                    ago += every + self.dice.i64(-varies..=*varies);
                }
            }
        }
        // A table of friends every few weeks: one contact with several.
        let close: Vec<PersonId> = people
            .iter()
            .filter(|person| person.status.is_active() && person.addresses.is_empty())
            .filter(|person| matches!(person.circle, Some(Circle::Inner | Circle::Close | Circle::Friends)))
            .map(|person| person.id)
            .collect();
        for table in 0..30 {
            let guests = self.dice.choose_multiple(close.iter().copied(), 3);
            check_ins.push(self.check_in(guests, Mode::InPerson, days_before(self.today, 9 + table * 23)));
        }
        check_ins
    }

    fn communities(&mut self, people: &[Person], check_ins: &mut Vec<CheckIn>) -> Vec<Community> {
        let find = |names: &[&str]| -> Vec<PersonId> {
            people.iter().filter(|it| names.contains(&it.name.as_str())).map(|it| it.id).collect()
        };
        let choir = self.community(
            (
                "The Tuesday choir",
                "St Mary's hall",
                "second tenor",
                "FREQ=WEEKLY;BYDAY=TU",
                time(19, 30),
                120,
            ),
            find(&["Sam Whitaker", "Fatima Zahra", "Declan Byrne"]),
            &["Margaret", "old Mr Finch"],
        );
        let table = self.community(
            (
                "The neighbours' table",
                "Number 12, the kitchen",
                "brings the bread",
                "FREQ=MONTHLY;BYDAY=1SU",
                time(12, 30),
                150,
            ),
            find(&["Yusuf Adeyemi", "Joan Ashworth", "Daniel Roth", "Kwame Mensah"]),
            &["the Hendersons"],
        );
        let mut communities = vec![choir, table];
        for community in &mut communities {
            self.gathered(community, check_ins);
        }
        communities
    }

    fn community(
        &self,
        (name, place, role, rule, at, minutes): (&str, &str, &str, &str, NaiveTime, u32),
        members: Vec<PersonId>,
        others: &[&str],
    ) -> Community {
        let begun = days_before(self.today, 400).and_time(at);
        let start = kith_core::Rule::parse(rule, begun).map_or(begun, |rule| rule.first());
        let series = Series {
            uid: None,
            title: String::new(),
            place: String::new(),
            start,
            zone: self.zone,
            minutes,
            rule: Some(rule.to_owned()),
            exdates: Vec::new(),
            rdates: Vec::new(),
        };
        let made = to_instant(start, self.zone);
        Community {
            id: CommunityId::new(made),
            name: name.to_owned(),
            place: place.to_owned(),
            note: String::new(),
            role: role.to_owned(),
            members,
            others: others.iter().map(|name| (*name).to_owned()).collect(),
            series: vec![series],
            remind: Some(120),
            calendar: None,
            attendance: Vec::new(),
            made,
            extra: Extra::new(),
        }
    }

    /// The gatherings that were, two of three of them attended.
    fn gathered(&mut self, community: &mut Community, check_ins: &mut Vec<CheckIn>) {
        let Some(series) = community.series.first() else { return };
        let Some(rule) =
            series.rule.as_deref().and_then(|rule| kith_core::Rule::parse(rule, series.start).ok())
        else {
            return;
        };
        let mut slot: NaiveDateTime = series.start;
        let yesterday = days_before(self.today, 1).and_time(NaiveTime::MIN);
        while slot < yesterday {
            let outcome = match self.dice.u8(..3) {
                0 => Outcome::NotThere,
                _ => {
                    let mut there = community.members.clone();
                    if there.len() > 2 && self.dice.bool() {
                        there.remove(self.dice.usize(..there.len()));
                    }
                    let check_in = self.check_in(there, Mode::InPerson, slot.date());
                    let at = to_instant(slot, self.zone);
                    let check_in = CheckIn { at, minutes: Some(series.minutes), logged: at, ..check_in };
                    let id = check_in.id;
                    check_ins.push(check_in);
                    Outcome::Attended { check_in: Some(id) }
                }
            };
            community.attendance.push(Attendance {
                slot: PlanTime { local: slot, zone: self.zone },
                answer: Some(Answer::Going).filter(|_| outcome != Outcome::NotThere),
                reminded: None,
                asked: Some(to_instant(slot, self.zone) + TimeDelta::minutes(series.minutes.into())),
                outcome: Some(outcome),
            });
            let Some(next) = rule.after(slot) else { return };
            slot = next;
        }
    }

    fn plans(&self, people: &[Person]) -> Vec<Plan> {
        let named: BTreeMap<&str, PersonId> = people.iter().map(|it| (it.name.as_str(), it.id)).collect();
        let plan = |who: &[&str], mode, state, ahead: &[(u64, NaiveTime)], place: &str, note: &str| {
            let day = |days| self.today.checked_add_days(Days::new(days)).unwrap_or(self.today);
            let time =
                |(days, at): &(u64, NaiveTime)| PlanTime { local: day(*days).and_time(*at), zone: self.zone };
            Plan {
                id: PlanId::new(self.now),
                people: who.iter().filter_map(|name| named.get(name)).copied().collect(),
                mode,
                state,
                times: ahead.iter().map(time).collect(),
                minutes: if mode == Mode::InPerson { 120 } else { 30 },
                place: place.to_owned(),
                note: note.to_owned(),
                made: self.now - TimeDelta::days(4),
                told: Told::default(),
                check_in: None,
                moved_to: None,
                extra: Extra::new(),
            }
        };
        vec![
            plan(
                &["Nora Lindqvist", "Tomás Ferreira"],
                Mode::InPerson,
                PlanState::Agreed,
                &[(3, time(18, 30))],
                "The Lantern",
                "Bring the photos from the coast.",
            ),
            plan(
                &["Hana Kobayashi"],
                Mode::Video,
                PlanState::Proposed,
                &[(5, time(10, 0)), (6, time(10, 0))],
                "",
                "",
            ),
            plan(&["Jonas Weber"], Mode::InPerson, PlanState::Idea, &[], "", "Cycle to the coast in May?"),
        ]
    }

    fn starters(&self, people: &[Person]) -> Vec<Starter> {
        let starter = |(name, kind, text, ago): &(&str, StarterKind, &str, i64)| {
            let person = people.iter().find(|person| person.name == *name)?.id;
            let day = days_before(self.today, *ago);
            let made = self.instant(day, time(20, 0)).min(self.now);
            Some(Starter {
                id: StarterId::new(made),
                person,
                kind: *kind,
                text: (*text).to_owned(),
                made,
                day,
                done: None,
                extra: Extra::new(),
            })
        };
        [
            ("Priya Raman", StarterKind::Promise, "Send her the book about gardens", 12),
            ("Declan Byrne", StarterKind::Saw, "The twins on the beach", 3),
            ("Grace Okafor", StarterKind::Promise, "Help with boxes in January", 20),
            ("Beatriz Solano", StarterKind::Saw, "Her bowls in the gallery window", 8),
            ("Mum", StarterKind::Promise, "Look up the train times", 5),
        ]
        .iter()
        .filter_map(starter)
        .collect()
    }

    /// Half a year of minutes that were scrolled away, fewer of them lately.
    fn noted(&mut self) -> Vec<Noted> {
        let mut noted = Vec::new();
        for ago in (1..182).filter(|ago| ago % 2 == 1) {
            let day = days_before(self.today, ago);
            let at = self.instant(day, time(21, 45));
            let most = 20 + u32::try_from(ago / 6).unwrap_or(0);
            let what = NotedWhat::Scrolled { minutes: 5 * self.dice.u32(2..=most / 5) };
            noted.push(Noted { id: NotedId::new(at), at, day, what, extra: Extra::new() });
        }
        noted
    }
}

fn support(text: &str) -> Option<Support> {
    let (role, note) = text.split_once('=')?;
    Some(Support { note: note.to_owned(), ..Support::of(SupportRole::named(role)?) })
}
