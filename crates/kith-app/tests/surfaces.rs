//! No surface suggests anybody who is paused, resting, gone, dead or behind a boundary, nor a call at night: whatever
//! the book, wherever the user is, and at whatever hour. Each surface is asked what it would show, and all are held to
//! the same words.

use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};
use kith_app::{
    Announcement, App, AskView, CalendarWords, Moment, NewCheckIn, Offer, PeopleQuery, StillClock,
    today::Coming,
};
use kith_core::{
    Boundary, Cadence, CadenceId, Circle, DailySpan, Extra, FreeHours, GoingThrough, Mode, OffTime, Person,
    PersonId, Repeat, Status, Support, SupportRole,
    dates::Kept,
    now::Have,
    schedule,
    whereabouts::{decent, is_call},
};
use proptest::{
    collection::vec,
    option,
    prelude::*,
    sample::{select, subsequence},
};

/// Somebody of whom anything may be true.
#[derive(Clone, Debug)]
struct Somebody {
    status: Status,
    boundary: Option<Boundary>,
    /// So many days from today on.
    paused: Option<u64>,
    zone: Option<Tz>,
    floors: Vec<Mode>,
    /// First asked for so many days ago, or to be in so many.
    first: i64,
    hour: u32,
    born_in: Option<u64>,
    free: bool,
    roles: Vec<SupportRole>,
    /// The hours of what they carry: from this hour on, for eight.
    open: Option<u32>,
    any_hour: bool,
    /// Going through something for so many days more.
    hard: Option<i64>,
}

fn somebody() -> impl Strategy<Value = Somebody> {
    let status = prop_oneof![3 => Just(Status::Active), 1 => select(&Status::ALL[..])];
    let boundary = prop_oneof![3 => Just(None), 1 => select(&Boundary::ALL[..]).prop_map(Some)];
    let paused = prop_oneof![3 => Just(None), 1 => (0_u64..5).prop_map(Some)];
    let floors = vec(select(&Mode::FLOORS[..]), 1..3);
    let days = prop_oneof![(-40_i64..1), (0_i64..6)];
    let zone = option::of(select(&TZ_VARIANTS[..]));
    let born = option::of(0_u64..6);
    let carries = (
        subsequence(SupportRole::ALL.to_vec(), 0..=5),
        option::of(0_u32..24),
        prop_oneof![3 => Just(false), 1 => Just(true)],
        option::of(-2_i64..9),
    );
    (status, boundary, paused, zone, floors, days, 0_u32..24, born, any::<bool>(), carries).prop_map(
        |(status, boundary, paused, zone, floors, first, hour, born_in, free, carries)| Somebody {
            status,
            boundary,
            paused,
            zone,
            floors,
            first,
            hour,
            born_in,
            free,
            roles: carries.0,
            open: carries.1,
            any_hour: carries.2,
            hard: carries.3,
        },
    )
}

struct Stage {
    app: App,
    now: DateTime<Utc>,
    zone: Tz,
    _home: Option<tempfile::TempDir>,
}

impl Stage {
    fn new(people: &[Somebody], now: DateTime<Utc>, zone: Tz, quiet: bool) -> Stage {
        let home = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(StillClock::new(Moment { now, zone }));
        let app = App::open(home.path(), clock).expect("a book");
        let change = app.change_settings(|settings| {
            settings.daily_cap = 20;
            if !quiet {
                settings.quiet_hours = None;
            }
            // A time without social media begins now, and a budget is spent: both offer somebody.
            let start = now.with_timezone(&zone).naive_local();
            settings.scrolling.times = vec![OffTime { rule: "FREQ=DAILY".to_owned(), start, minutes: 60 }];
            settings.scrolling.weekly_budget = Some(30);
        });
        change.expect("settings");
        app.scrolled(30).expect("noted");
        let today = now.with_timezone(&zone).date_naive();
        for (number, somebody) in people.iter().enumerate() {
            app.add_person(&number.to_string(), |person| somebody.fill(person, today)).expect("a person");
        }
        Stage { app, now, zone, _home: Some(home) }
    }

    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    fn person(&self, id: PersonId) -> Person {
        self.app.person(id, 0).expect("a person").person
    }

    /// Why it is wrong to suggest contact in this mode with this person at this instant, if it is.
    fn wrong(&self, id: PersonId, mode: Mode, at: DateTime<Utc>) -> Option<&'static str> {
        let person = self.person(id);
        let day = at.with_timezone(&self.zone).date_naive();
        if person.status != Status::Active {
            return Some("their status");
        }
        if person.boundary.is_some() {
            return Some("a boundary");
        }
        if person.paused_until.is_some_and(|until| day < until) {
            return Some("a pause");
        }
        if self.app.settings().paused_until.is_some_and(|until| at < until) {
            return Some("the pause of all");
        }
        (is_call(mode) && !decent(at, person.zone.unwrap_or(self.zone))).then_some("the night there")
    }

    fn of_ask(&self, surface: &str, ask: &AskView) -> Vec<String> {
        let mut modes = vec![ask.cadence.mode];
        modes.extend(ask.also.iter().map(|also| also.mode));
        modes.extend(ask.may_call.then_some(Mode::Voice));
        let wrong = modes.into_iter().filter_map(|mode| {
            Some(format!(
                "{surface}: {mode} with {} despite {}",
                ask.name,
                self.wrong(ask.person, mode, self.now)?
            ))
        });
        wrong.collect()
    }

    /// Everything that any surface suggests and should not.
    fn all_wrong(&self) -> Vec<String> {
        let mut wrong = self.on_today();
        wrong.extend(self.now());
        wrong.extend(self.on_dates());
        wrong.extend(self.in_need());
        wrong.extend(self.in_the_net());
        wrong.extend(self.instead_of_a_like());
        wrong.extend(self.proposed());
        wrong.extend(self.in_lists());
        wrong.extend(self.in_the_calendar());
        wrong.extend(self.ahead_of_a_week());
        wrong.extend(self.instead_of_scrolling());
        wrong.extend(self.at_a_button());
        wrong.extend(self.announced(schedule::Moment::Tick));
        wrong.extend(self.spread());
        wrong.extend(self.when_back());
        wrong
    }

    /// Today, and with it the tray, which shows the same.
    fn on_today(&self) -> Vec<String> {
        let view = self.app.today().expect("today");
        let asks = view.asks.iter().chain(&view.open_more).chain(&view.waiting);
        let mut wrong: Vec<String> = asks.flat_map(|ask| self.of_ask("today", ask)).collect();
        for held in &view.held {
            let person = self.person(held.ask.person);
            if person.status != Status::Active || person.boundary.is_some() {
                wrong.push(format!("held: {}", person.name));
            }
        }
        for coming in &view.coming {
            // A day has an hour that is decent, so only what is never an hour is looked at.
            let mode = match &coming.what {
                Coming::Due(_) => Mode::InPerson,
                Coming::Birthday { .. } => Mode::Message,
            };
            let ends = kith_core::zoned::to_instant(coming.day.and_time(LAST_MINUTE), self.zone);
            let why = match &coming.what {
                Coming::Birthday { .. } => self.wrong_in_itself(coming.person, coming.day),
                Coming::Due(_) => self.wrong(coming.person, mode, ends),
            };
            wrong.extend(why.map(|why| format!("the coming week: {} despite {why}", coming.name)));
        }
        wrong
    }

    /// A birthday is kept whatever is paused as a whole.
    fn wrong_in_itself(&self, id: PersonId, day: NaiveDate) -> Option<&'static str> {
        let person = self.person(id);
        match person.status == Status::Active && person.boundary.is_none() {
            false => Some("their status or a boundary"),
            true => person.paused_until.filter(|until| day < *until).map(|_| "a pause"),
        }
    }

    fn now(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for have in [Have::Minutes(20), Have::Minutes(75), Have::Minutes(120), Have::Evening] {
            for good in self.app.good_for(have).expect("now").good {
                let last_minute = match have {
                    Have::Minutes(minutes) if is_call(good.mode) => {
                        TimeDelta::minutes(i64::from(minutes) - 1)
                    }
                    _ => TimeDelta::zero(),
                };
                for at in [self.now, self.now + last_minute] {
                    let why = self.wrong(good.person, good.mode, at);
                    wrong.extend(why.map(|why| format!("now {have}: {} despite {why}", good.name)));
                }
            }
        }
        wrong
    }

    /// "I need…", which the user asks: that all is paused does not matter there, and whoever said so may be called at
    /// any hour. A call out of the hours of what they carry is as wrong as one at night.
    fn in_need(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for role in SupportRole::ALL {
            let view = self.app.need(role);
            if view.helpers.len() > 3 || view.helpers.is_empty() != view.nobody.is_some() {
                wrong.push(format!("need {role:?}: {} people and {:?}", view.helpers.len(), view.nobody));
            }
            for id in view.helpers.iter().map(|view| view.helper.person) {
                let person = self.person(id);
                let there = self.now.with_timezone(&person.zone.unwrap_or(self.zone)).naive_local();
                let support = person.support.iter().find(|support| support.role == role);
                let why = match support {
                    None => Some("not carrying it"),
                    Some(Support { hours: Some(hours), .. }) if !hours.contains(there) => Some("the hours"),
                    Some(_) => self.wrong(id, Mode::Voice, self.now).filter(|why| match *why {
                        "the night there" => !person.any_hour,
                        "the pause of all" => {
                            !person.any_hour && !decent(self.now, person.zone.unwrap_or(self.zone))
                        }
                        _ => true,
                    }),
                };
                wrong.extend(why.map(|why| format!("need {role:?}: {} despite {why}", person.name)));
            }
        }
        wrong
    }

    /// Who carries something, and who may be asked to.
    fn in_the_net(&self) -> Vec<String> {
        let net = self.app.net();
        let carriers = net.needs.iter().flat_map(|need| &need.carriers).map(|carrier| carrier.person);
        let named = carriers.chain(net.everything.iter().copied()).chain(net.perhaps);
        let wrong = named.filter_map(|id| {
            let person = self.person(id);
            let right = person.status == Status::Active && person.boundary.is_none();
            (!right).then(|| format!("the net: {}", person.name))
        });
        let dead = net.apart.iter().filter(|id| self.person(**id).status == Status::Deceased);
        wrong.chain(dead.map(|id| format!("the net speaks of somebody dead: {id}"))).collect()
    }

    /// Birthdays: a call or a visit, on the day and before it.
    fn on_dates(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for date in self.app.today().expect("today").dates {
            let Kept::Birthday { may_call, .. } = date.what else { continue };
            let call = may_call.then(|| self.wrong(date.person, Mode::Voice, self.now)).flatten();
            let why = call.or_else(|| self.wrong_in_itself(date.person, date.day));
            wrong.extend(why.map(|why| format!("a birthday: {} despite {why}", date.name)));
        }
        wrong
    }

    fn instead_of_a_like(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for id in self.everybody() {
            let instead = self.app.instead(id).expect("instead");
            for (offered, mode) in [(instead.call, Mode::Voice), (instead.plan, Mode::InPerson)] {
                let why = offered.then(|| self.wrong(id, mode, self.now)).flatten();
                wrong.extend(why.map(|why| format!("instead: {mode} with {} despite {why}", instead.name)));
            }
        }
        for found in self.app.instead_of_whom(100) {
            let why = self.wrong(found.id, Mode::Message, self.now);
            wrong.extend(why.map(|why| format!("instead: {} despite {why}", found.name)));
        }
        wrong
    }

    /// Times for a plan. Whoever asks for them may have a boundary in mind, or look beyond a pause of all.
    fn proposed(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for id in self.everybody() {
            for time in self.app.propose_times(&[id], Mode::Voice, 30).expect("times") {
                for at in [time.instant(), time.instant() + TimeDelta::minutes(29)] {
                    let why = self.wrong(id, Mode::Voice, at);
                    let why = why.filter(|why| !["a boundary", "the pause of all"].contains(why));
                    wrong.extend(why.map(|why| format!("a time for a plan: {at} despite {why}")));
                }
            }
        }
        wrong
    }

    fn everybody(&self) -> Vec<PersonId> {
        let query = |status| PeopleQuery { status: Some(status), ..PeopleQuery::default() };
        let people = Status::ALL.into_iter().flat_map(|status| self.app.people(&query(status)).people);
        people.map(|listed| listed.row.id).collect()
    }

    fn in_lists(&self) -> Vec<String> {
        let query = |status| PeopleQuery { status: Some(status), ..PeopleQuery::default() };
        let people = Status::ALL.into_iter().flat_map(|status| self.app.people(&query(status)).people);
        let due = people.filter_map(|listed| Some((listed.row.id, listed.due?.at.max(self.now))));
        let next = self.app.next_due().map(|(id, _, at)| (id, at.to_utc()));
        let wrong = due.chain(next).filter_map(|(id, at)| {
            Some(format!("lists: {} despite {}", self.person(id).name, self.wrong(id, Mode::Message, at)?))
        });
        wrong.collect()
    }

    /// Whose birthday lies ahead when a week is looked back at.
    fn ahead_of_a_week(&self) -> Vec<String> {
        let ahead = self.app.look_back(Some(self.today())).expect("a week").back.ahead.unwrap_or_default();
        let wrong = ahead.birthdays.iter().filter_map(|(id, day)| {
            let why = self.wrong_in_itself(*id, *day)?;
            Some(format!("the week ahead: {} despite {why}", self.person(*id).name))
        });
        wrong.collect()
    }

    /// What another program would ring for.
    fn in_the_calendar(&self) -> Vec<String> {
        let calendar = self.app.calendar(None, &Plain).expect("a calendar");
        let mut wrong = Vec::new();
        for event in calendar.split("BEGIN:VEVENT").skip(1) {
            let value = |key: &str| event.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
            let summary = value("SUMMARY:");
            let (what, name) = summary.split_once(' ').expect("what and who");
            let id = self.app.whom(name).expect("somebody");
            let why = match what.parse::<Mode>() {
                Ok(mode) => {
                    let at = NaiveDateTime::parse_from_str(value("DTSTART:"), "%Y%m%dT%H%M%SZ");
                    self.wrong(id, mode, at.expect("an instant").and_utc())
                }
                Err(_) => self.wrong_in_itself(id, NaiveDate::MAX),
            };
            wrong.extend(why.map(|why| format!("the calendar: {summary} despite {why}")));
        }
        wrong
    }

    /// What a boundary on social media offers in its place, on its page.
    fn instead_of_scrolling(&self) -> Vec<String> {
        self.of_offer("scrolling", self.app.scrolling().expect("scrolling").offer)
    }

    fn of_offer(&self, surface: &str, offer: Option<Offer>) -> Vec<String> {
        let good = offer.and_then(|offer| offer.person);
        let why = good.and_then(|good| Some((self.wrong(good.person, good.mode, self.now)?, good.name)));
        why.map(|(why, name)| format!("{surface}: {name} despite {why}")).into_iter().collect()
    }

    /// "Call" on a notification or in the tray, pressed when all has become another: it is asked again.
    fn at_a_button(&self) -> Vec<String> {
        let calls = self.everybody().into_iter().filter(|id| self.app.hindrance(*id, Mode::Voice).is_none());
        let wrong = calls.filter_map(|id| {
            Some(format!("a button: {} despite {}", id, self.wrong(id, Mode::Voice, self.now)?))
        });
        wrong.collect()
    }

    /// Notifications: prompts or a digest first, then what else there is to say.
    fn announced(&self, moment: schedule::Moment) -> Vec<String> {
        let mut wrong = Vec::new();
        for _ in 0..4 {
            wrong.extend(match self.app.turn(moment).expect("a turn").0 {
                Some(Announcement::Each(asks) | Announcement::Digest(asks)) => {
                    asks.iter().flat_map(|ask| self.of_ask("a notification", ask)).collect()
                }
                Some(Announcement::Scrolling(told)) => {
                    told.into_iter().flat_map(|told| self.of_offer("a notification", told.offer)).collect()
                }
                // No plan was made: what is said of plans is held to the same in their own tests.
                _ => Vec::new(),
            });
        }
        wrong
    }

    /// After a long time away: the few on Today, and the digest.
    fn when_back(&self) -> Vec<String> {
        let now = self.now + TimeDelta::days(40);
        let home = None;
        let back =
            Stage { app: self.app.at(Moment { now, zone: self.zone }), now, zone: self.zone, _home: home };
        let mut wrong = back.on_today();
        wrong.extend(back.announced(schedule::Moment::Resumed));
        wrong.extend(back.instead_of_scrolling());
        wrong
    }

    fn spread(&self) -> Vec<String> {
        self.app.spread_rest().expect("spread");
        let prompts = self.app.prompts(1_000).expect("prompts");
        let wrong = prompts.iter().filter_map(|line| {
            Some(format!(
                "spread: {} despite {}",
                line.name,
                self.wrong_in_itself(line.prompt.person, self.today())?
            ))
        });
        wrong.collect()
    }
}

impl Somebody {
    fn fill(&self, person: &mut Person, today: NaiveDate) {
        let first = today + TimeDelta::days(self.first);
        let added = first.and_time(NaiveTime::MIN).and_utc() - TimeDelta::days(60);
        let cadence = |mode: &Mode| Cadence {
            id: CadenceId::new(added),
            mode: *mode,
            repeat: Repeat::After { every: "2w".parse().expect("an interval"), first, at: None },
            added,
            extra: Extra::new(),
        };
        person.cadences = self.floors.iter().map(cadence).collect();
        person.added = added;
        person.status = self.status;
        person.boundary = self.boundary;
        person.paused_until = self.paused.and_then(|days| today.checked_add_days(Days::new(days)));
        person.zone = self.zone;
        person.preferred_time = NaiveTime::from_hms_opt(self.hour, 0, 0);
        let born = self.born_in.and_then(|days| today.checked_add_days(Days::new(days)));
        person.birthday = born.and_then(|day| day.format("--%m-%d").to_string().parse().ok());
        let day = DailySpan { from: NaiveTime::MIN, to: LAST_MINUTE };
        person.free = self.free.then_some(FreeHours { weekdays: Some(day), weekends: Some(day) });
        person.circle = self.floors.first().filter(|_| self.free).map(|_| Circle::Inner);
        let hour = |hour: u32| NaiveTime::from_hms_opt(hour % 24, 0, 0).unwrap_or_default();
        let open = self.open.map(|from| DailySpan { from: hour(from), to: hour(from + 8) });
        let hours = open.map(|open| FreeHours { weekdays: Some(open), weekends: None });
        person.support = self.roles.iter().map(|role| Support { hours, ..Support::of(*role) }).collect();
        person.any_hour = self.any_hour;
        person.going_through = self.hard.map(|days| GoingThrough {
            cadence: CadenceId::new(added),
            every: "1d".parse().expect("an interval"),
            mode: self.floors.first().copied().unwrap_or(Mode::Voice),
            since: added,
            first,
            until: today + TimeDelta::days(days),
            note: String::new(),
            extra: Extra::new(),
        });
    }
}

const LAST_MINUTE: NaiveTime = match NaiveTime::from_hms_opt(23, 59, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Words that can be taken apart again.
struct Plain;

impl CalendarWords for Plain {
    fn calendar(&self) -> String {
        "Kith".to_owned()
    }
    fn birthday_of(&self, name: &str) -> String {
        format!("birthday {name}")
    }
    fn anniversary_of(&self, name: &str) -> String {
        format!("anniversary {name}")
    }
    fn time_for(&self, mode: Mode, name: &str) -> String {
        format!("{mode} {name}")
    }
    fn because(&self, _: &Cadence) -> String {
        String::new()
    }
    fn plan_with(&self, mode: Mode, names: &[&str]) -> String {
        format!("{mode} {}", names.join(" "))
    }
    fn invited_to(&self, mode: Mode) -> String {
        mode.to_string()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 100, ..ProptestConfig::default() })]

    /// They were in touch, and only then became what they are.
    #[test]
    fn who_is_not_to_be_suggested_is_not_named_among_those_with_whom_there_was_contact(
        people in vec(somebody(), 1..6),
    ) {
        let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(29_900_000);
        let stage = Stage::new(&[], now, Tz::Europe__Madrid, false);
        let today = stage.today();
        for (number, somebody) in people.iter().enumerate() {
            let id = stage.app.add_person(&number.to_string(), |_| {}).expect("a person").id;
            let contact = NewCheckIn {
                people: vec![id],
                mode: Mode::Voice,
                when: None,
                minutes: None,
                started_by: None,
                note: String::new(),
                felt: None,
                promise: None,
            };
            stage.app.log(&contact).expect("logged");
            stage.app.edit_person(id, |person| somebody.fill(person, today)).expect("changed");
        }
        let back = stage.app.look_back(Some(today)).expect("a week").back;
        prop_assert_eq!(back.contacts as usize, people.len(), "all of them are counted");
        let wrong: Vec<_> = back.people.iter().filter(|id| {
            let person = stage.person(**id);
            person.status != Status::Active || person.boundary.is_some()
        }).collect();
        prop_assert!(wrong.is_empty(), "{:?}", wrong);
        let right = people.iter().filter(|it| it.status == Status::Active && it.boundary.is_none()).count();
        prop_assert_eq!(back.people.len(), right);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_surface_suggests_anybody_who_is_not_to_be_suggested_nor_a_call_at_night(
        people in vec(somebody(), 1..9),
        minutes in 29_700_000_i64..30_300_000, // of 2026 and 2027
        zone in select(&TZ_VARIANTS[..]),
        quiet in any::<bool>(),
        all_paused in prop_oneof![4 => Just(false), 1 => Just(true)],
    ) {
        let stage = Stage::new(&people, DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes), zone, quiet);
        if all_paused {
            stage.app.pause_all(kith_app::Wait::Hours(30)).expect("paused");
        }
        let wrong = stage.all_wrong();
        prop_assert!(wrong.is_empty(), "{:#?}", wrong);
    }
}
