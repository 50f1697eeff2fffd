//! Communities through the use cases, on a book in a real folder: their gatherings, who was there, and their calendars.

use std::{fs, path::PathBuf, sync::Arc};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_app::{
    Announcement, App, AppError, NewAttendance, NewCadence, NewCommunity, NewRepeat, NewSeries, StillClock,
    SubscriptionTrouble, error::Kind, parse_moment,
};
use kith_core::{
    Community, CommunityId, DailySpan, Mode, PersonId, Status,
    community::{Answer, Outcome, tell::Say},
    schedule::Moment,
};
use tempfile::TempDir;

const MADRID: Tz = Tz::Europe__Madrid;

/// A book, and a clock that stands at Sunday 22 November 2026, nine in the morning in Madrid. Whoever is added has to be
/// met every month, and called every week.
struct Desk {
    app: App,
    home: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", Tz::UTC).expect("a moment");
        let clock = Arc::new(StillClock::new(moment));
        let app = App::open(&home.path().join("book"), clock).expect("a book");
        app.change_settings(|settings| settings.quiet_hours = None).expect("settings");
        Desk { app, home }
    }

    fn person(&self, name: &str) -> PersonId {
        let id = self.app.add_person(name, |_| {}).expect("a person").id;
        for (mode, every) in [(Mode::InPerson, "1mo"), (Mode::Voice, "1w")] {
            let every = every.parse().expect("an interval");
            let repeat = NewRepeat::After { every, at: None };
            self.app.add_cadence(id, &NewCadence { mode, repeat }).expect("a cadence");
        }
        id
    }

    /// Each Thursday at 19:30 in Madrid, from the next one on.
    fn choir(&self, members: &[PersonId]) -> CommunityId {
        let id = self.app.add_community(&new("Choir", members)).expect("a community").id;
        self.app.add_series(id, &thursdays()).expect("gatherings");
        id
    }

    fn is(&self, moment: &str) {
        self.app.set_clock(parse_moment(moment, MADRID).expect("a moment")).expect("set");
    }

    fn stored(&self, id: CommunityId) -> Community {
        self.app.community(id).expect("a community").view.community
    }

    /// The floors of the cadences of somebody that are not asked for before the first of the next month.
    fn quiet(&self, id: PersonId) -> Vec<Mode> {
        let page = self.app.person(id, 0).expect("a person");
        let now = self.app.now();
        let quiet = page.cadences.iter().filter(|it| it.due.is_some_and(|due| due.at > now));
        quiet.map(|it| it.cadence.mode).collect()
    }

    fn told(&self) -> Vec<(String, Say)> {
        match self.app.turn(Moment::Tick).expect("a turn").0 {
            Some(Announcement::Gatherings(told)) => {
                told.into_iter().map(|told| (told.gathering.name, told.say)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn calendar(&self, events: &str) -> PathBuf {
        let path = self.home.path().join("choir.ics");
        fs::write(&path, ics(events)).expect("a file");
        path
    }
}

fn ics(events: &str) -> String {
    format!("BEGIN:VCALENDAR\nVERSION:2.0\nX-WR-CALNAME:Choir\n{events}END:VCALENDAR\n").replace('\n', "\r\n")
}

fn weekly(uid: &str, start: &str) -> String {
    format!(
        "BEGIN:VEVENT\nUID:{uid}\nSUMMARY:{uid}\nDTSTART;TZID=Europe/Madrid:{start}\nRRULE:FREQ=WEEKLY\nEND:VEVENT\n"
    )
}

fn new(name: &str, members: &[PersonId]) -> NewCommunity {
    NewCommunity {
        name: name.to_owned(),
        members: members.to_vec(),
        remind: Some(60),
        ..NewCommunity::default()
    }
}

fn wall(local: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").expect("a wall time")
}

fn thursdays() -> NewSeries {
    NewSeries {
        title: String::new(),
        place: String::new(),
        start: wall("2026-11-22T19:30"),
        zone: MADRID,
        minutes: 90,
        rule: Some("FREQ=WEEKLY;BYDAY=TH".to_owned()),
    }
}

fn at(local: &str) -> DateTime<Utc> {
    kith_core::zoned::to_instant(wall(local), MADRID)
}

fn there(people: &[PersonId]) -> NewAttendance {
    NewAttendance { there: people.to_vec(), ..NewAttendance::default() }
}

#[test]
fn being_there_quiets_the_in_person_cadences_of_those_who_were_ticked_and_of_nobody_else() {
    let desk = Desk::new();
    let [ana, luis, mei, omar] = ["Ana", "Luis", "Mei", "Omar"].map(|name| desk.person(name));
    let choir = desk.choir(&[ana, luis, mei]);
    desk.is("2026-12-31T22:00");
    assert!([ana, luis, mei, omar].iter().all(|id| desk.quiet(*id).is_empty()), "all are asked for");
    let logged = desk.app.attended(choir, at("2026-12-31T19:30"), &there(&[ana, luis])).expect("logged");
    let logged = logged.expect("somebody was ticked");
    assert_eq!((logged.check_in.mode, logged.check_in.minutes), (Mode::InPerson, Some(90)));
    assert_eq!(logged.check_in.people, [ana, luis]);
    assert_eq!(logged.check_in.at, at("2026-12-31T19:30"));
    // Meeting is more than a call, so it quiets both.
    assert_eq!(desk.quiet(ana), [Mode::InPerson, Mode::Voice]);
    assert_eq!(desk.quiet(luis), [Mode::InPerson, Mode::Voice]);
    assert!(desk.quiet(mei).is_empty(), "a member who was not there");
    assert!(desk.quiet(omar).is_empty(), "somebody else");
    let id = logged.check_in.id;
    assert_eq!(
        desk.stored(choir).outcome_of(at("2026-12-31T19:30")),
        Some(&Outcome::Attended { check_in: Some(id) })
    );
}

#[test]
fn taking_the_check_in_out_opens_the_question_again_and_asks_no_second_time() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    let choir = desk.choir(&[ana]);
    desk.is("2026-11-26T22:00");
    let logged =
        desk.app.attended(choir, at("2026-11-26T19:30"), &there(&[ana])).expect("logged").expect("one");
    assert!(desk.app.communities().to_answer.is_empty());
    desk.app.remove_check_in(logged.check_in.id).expect("removed");
    assert_eq!(desk.app.communities().to_answer.len(), 1);
    assert!(desk.told().is_empty());
    desk.app.undo(None).expect("back");
    assert!(desk.app.communities().to_answer.is_empty());
    desk.app.undo(None).expect("back");
    assert_eq!(desk.app.communities().to_answer.len(), 1);
    assert!(desk.app.recent(9).expect("check-ins").is_empty());
}

#[test]
fn a_check_in_that_is_gone_leaves_the_question_open_whatever_took_it_out() {
    let desk = Desk::new();
    let ana = desk.person("Ana");
    let choir = desk.choir(&[ana]);
    let thursday = at("2026-11-26T19:30");
    desk.is("2026-11-26T22:00");
    let attend = || desk.app.attended(choir, thursday, &there(&[ana])).expect("logged");
    let is_open = || {
        let open = desk.stored(choir).outcome_of(thursday).is_none();
        assert_eq!(desk.app.communities().to_answer.len(), usize::from(open));
        open
    };
    // Kith has noted something in the group since, so that the undo leaves the group as it is.
    attend();
    let told = || (0..5).flat_map(|_| desk.told()).collect::<Vec<_>>();
    desk.is("2026-12-03T18:45");
    assert_eq!(told(), [("Choir".to_owned(), Say::Comes)]);
    assert_eq!(desk.app.undo(None).expect("undone").kept, 1);
    assert!(is_open() && desk.app.recent(9).expect("check-ins").is_empty());
    assert!(told().is_empty(), "it is not asked a second time");
    attend();
    assert!(!is_open());
    // The only one who was there is taken out of the book, and comes back.
    desk.app.remove_person(ana).expect("removed");
    assert!(is_open());
    desk.app.undo(None).expect("undone");
    assert!(!is_open() && desk.app.recent(9).expect("check-ins").len() == 1);
}

#[test]
fn of_those_that_are_over_the_latest_are_shown_and_what_was_called_off_is_none_of_them() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    desk.is("2027-05-01T10:00");
    for week in 0..23 {
        let thursday = wall("2026-11-26T19:30") + TimeDelta::days(7 * week);
        let begins = kith_core::zoned::to_instant(thursday, MADRID);
        desk.app.was_not_there(choir, begins).expect("said");
    }
    desk.app.answer_gathering(choir, at("2027-05-06T19:30"), Answer::Going).expect("said");
    let past = desk.app.community(choir).expect("a community").past;
    let begins: Vec<_> = past.iter().map(|view| view.begins.format("%m-%d").to_string()).collect();
    assert_eq!((begins.len(), begins[0].as_str(), begins[11].as_str()), (12, "04-29", "02-11"));
}

#[test]
fn no_way_of_adding_gatherings_leads_beyond_what_a_group_can_have() {
    let desk = Desk::new();
    let rules = |from: usize, to: usize| -> String {
        (from..to).map(|number| weekly(&format!("n{number}"), "20261001T193000")).collect()
    };
    let import = |into, events: &str| desk.app.import_gatherings(into, "x", ics(events).as_bytes());
    let choir = import(None, &rules(0, 60)).expect("read").community.id;
    assert!(matches!(import(Some(choir), &rules(60, 101)), Err(AppError::OutOfRange("series"))));
    import(Some(choir), &rules(60, Community::MOST_RULES)).expect("as many as there can be");
    let refused = |done| assert!(matches!(done, Err(AppError::OutOfRange("series"))));
    refused(desk.app.add_series(choir, &thursdays()));
    let once = NewSeries { rule: None, ..thursdays() };
    desk.app.add_series(choir, &once).expect("a single one is little");
    refused(desk.app.edit_series(choir, Community::MOST_RULES, &thursdays()));

    let other = desk.choir(&[]);
    let path = desk.calendar(&rules(0, Community::MOST_RULES));
    let path = path.to_str().expect("a path");
    assert!(matches!(desk.app.subscribe(other, Some(path)), Err(AppError::OutOfRange("series"))));
    desk.calendar(&rules(0, 1));
    desk.app.subscribe(other, Some(path)).expect("read");
    desk.calendar(&rules(0, Community::MOST_RULES));
    let later = kith_app::Moment { now: desk.app.now() + TimeDelta::minutes(10), zone: MADRID };
    desk.app.at(later).read_calendars();
    let view = desk.app.community(other).expect("a community").view;
    assert_eq!((view.trouble, view.community.series.len()), (Some(SubscriptionTrouble::TooMuch), 2));
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_calendar_is_not_waited_for() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let path = desk.home.path().join("pipe.ics");
    let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo");
    assert!(made.success());
    let (app, path) = (desk.app.clone(), path.to_str().expect("a path").to_owned());
    let (done, answer) = std::sync::mpsc::channel();
    std::thread::spawn(move || done.send(app.subscribe(choir, Some(&path)).is_err()));
    let refused = answer.recv_timeout(std::time::Duration::from_secs(20));
    assert_eq!(refused, Ok(true));
}

#[test]
fn only_members_can_be_ticked_and_only_what_has_begun_and_once() {
    let desk = Desk::new();
    let (ana, omar) = (desk.person("Ana"), desk.person("Omar"));
    let choir = desk.choir(&[ana]);
    let thursday = at("2026-11-26T19:30");
    let refused = |attended: NewAttendance| desk.app.attended(choir, thursday, &attended).expect_err("no");
    assert!(matches!(refused(there(&[ana])), AppError::InFuture(_)));
    desk.is("2026-11-26T20:00");
    assert!(matches!(refused(there(&[ana, omar])), AppError::NotAMember(name) if name == "Omar"));
    desk.app.attended(choir, thursday, &there(&[ana])).expect("logged");
    assert!(matches!(refused(there(&[ana])), AppError::AlreadyAttended));
    assert!(matches!(desk.app.was_not_there(choir, thursday), Err(AppError::AlreadyAttended)));
    let never = desk.app.attended(choir, at("2026-11-25T19:30"), &there(&[]));
    assert!(matches!(never, Err(AppError::Gone(Kind::Gathering))));
}

#[test]
fn being_there_with_nobody_of_the_book_logs_nothing_and_is_kept() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    desk.is("2026-11-26T22:00");
    let lost = NewAttendance { note: "A new song".to_owned(), ..there(&[]) };
    let refused = desk.app.attended(choir, at("2026-11-26T19:30"), &lost);
    assert!(matches!(refused, Err(AppError::NobodyTicked)), "a note is not lost without a word: {refused:?}");
    assert_eq!(desk.app.attended(choir, at("2026-11-26T19:30"), &there(&[])).expect("kept"), None);
    assert!(desk.app.recent(9).expect("check-ins").is_empty());
    assert_eq!(
        desk.stored(choir).outcome_of(at("2026-11-26T19:30")),
        Some(&Outcome::Attended { check_in: None })
    );
}

#[test]
fn an_answer_can_be_changed_and_each_step_taken_back() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let thursday = at("2026-11-26T19:30");
    for answer in [Answer::Going, Answer::NotThisTime] {
        desk.app.answer_gathering(choir, thursday, answer).expect("said");
    }
    let answer = || desk.stored(choir).answer_to(thursday);
    assert_eq!(answer(), Some(Answer::NotThisTime));
    desk.is("2026-11-26T22:00");
    assert!(desk.told().is_empty(), "of not this time nothing is said");
    assert!(matches!(desk.app.answer_gathering(choir, thursday, Answer::Going), Err(AppError::InPast)));
    for expected in [Some(Answer::Going), None] {
        desk.app.undo(None).expect("undone");
        assert_eq!(answer(), expected);
    }
}

#[test]
fn a_gathering_is_announced_once_before_and_asked_about_once_after_also_over_a_restart() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    assert!(desk.told().is_empty());
    desk.is("2026-11-26T18:45");
    assert_eq!(desk.told(), [("Choir".to_owned(), Say::Comes)]);
    assert!(desk.told().is_empty());
    desk.is("2026-11-26T21:00");
    assert_eq!(desk.told(), [("Choir".to_owned(), Say::WhoWasThere)]);
    let Desk { app, home } = desk;
    let clock = app.clock().clone();
    drop(app);
    let app = App::open(&home.path().join("book"), clock).expect("the same book");
    let desk = Desk { app, home };
    assert!(desk.told().is_empty());
    assert_eq!(desk.app.communities().to_answer.len(), 1);
    desk.app.was_not_there(choir, at("2026-11-26T19:30")).expect("said");
    assert!(desk.app.communities().to_answer.is_empty());
}

#[test]
fn a_missed_gathering_is_never_overdue_and_after_a_long_absence_only_the_latest_is_asked_about() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    desk.is("2027-05-01T10:00");
    assert_eq!(desk.told(), [("Choir".to_owned(), Say::WhoWasThere)]);
    let view = desk.app.communities();
    let asked: Vec<_> = view.to_answer.iter().map(|it| it.gathering.begins()).collect();
    assert_eq!(asked, [at("2027-04-29T19:30")]);
    desk.is("2027-05-06T21:00");
    assert_eq!(desk.app.communities().to_answer.len(), 1, "the one before is not asked about any more");
    assert!(desk.stored(choir).outcome_of(at("2027-04-29T19:30")).is_none());
}

#[test]
fn a_gathering_can_be_cancelled_and_another_come_besides() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let next = || -> Vec<String> {
        let page = desk.app.community(choir).expect("a community");
        page.next.iter().take(2).map(|it| it.begins.format("%m-%dT%H:%M").to_string()).collect()
    };
    desk.app.cancel_gathering(choir, at("2026-11-26T19:30")).expect("cancelled");
    assert_eq!(next(), ["12-03T19:30", "12-10T19:30"]);
    desk.app.add_gathering(choir, 0, wall("2026-11-28T11:00")).expect("added");
    assert_eq!(next(), ["11-28T11:00", "12-03T19:30"]);
    desk.app.cancel_gathering(choir, at("2026-11-28T11:00")).expect("cancelled");
    desk.app.add_gathering(choir, 0, wall("2026-11-26T19:30")).expect("it takes place after all");
    assert_eq!(next(), ["11-26T19:30", "12-03T19:30"]);
    for _ in 0..4 {
        desk.app.undo(None).expect("undone");
    }
    assert_eq!(next(), ["11-26T19:30", "12-03T19:30"]);
    let gone = desk.app.cancel_gathering(choir, at("2026-11-25T19:30"));
    assert!(matches!(gone, Err(AppError::Gone(Kind::Gathering))));
}

#[test]
fn a_group_that_gathers_at_another_hour_still_leaves_out_the_day_it_left_out() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    desk.app.cancel_gathering(choir, at("2026-11-26T19:30")).expect("cancelled");
    let later = NewSeries { start: wall("2026-11-22T20:00"), ..thursdays() };
    desk.app.edit_series(choir, 0, &later).expect("changed");
    let page = desk.app.community(choir).expect("a community");
    assert_eq!(page.next[0].begins.to_utc(), at("2026-12-03T20:00"));
}

#[test]
fn what_cannot_be_is_refused_and_nothing_changes() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let nameless = desk.app.add_community(&new("  ", &[]));
    assert!(matches!(nameless, Err(AppError::NoCommunityName)));
    let fine = NewSeries { rule: Some("FREQ=MINUTELY".to_owned()), ..thursdays() };
    assert!(matches!(desk.app.add_series(choir, &fine), Err(AppError::BadRule(_))));
    let long = NewSeries { minutes: 20_000, ..thursdays() };
    assert!(matches!(desk.app.add_series(choir, &long), Err(AppError::OutOfRange("minutes"))));
    assert!(matches!(desk.app.remove_series(choir, 7), Err(AppError::Gone(_))));
    assert_eq!(desk.stored(choir).series.len(), 1);
}

#[test]
fn a_member_who_leaves_the_book_leaves_the_community_and_undo_brings_both_back() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana"), desk.person("Luis"));
    let choir = desk.choir(&[ana, luis]);
    assert_eq!(desk.app.communities_of(ana), [(choir, "Choir".to_owned())]);
    desk.app.remove_person(ana).expect("removed");
    let view = desk.app.community(choir).expect("a community").view;
    assert_eq!(view.members.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["Luis"]);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.stored(choir).members, [ana, luis]);
    desk.app.edit_person(luis, |person| person.status = Status::Deceased).expect("changed");
    desk.is("2026-11-26T22:00");
    let asked = &desk.app.communities().to_answer[0];
    assert_eq!(asked.members.iter().map(|it| it.id).collect::<Vec<_>>(), [ana], "nobody ticks the dead");
}

#[test]
fn a_calendar_is_read_into_a_new_community_and_taken_back_with_it() {
    let desk = Desk::new();
    let read =
        desk.app.import_gatherings(None, "x.ics", ics(&weekly("rehearsal", "20261001T193000")).as_bytes());
    let read = read.expect("read");
    assert_eq!((read.community.name.as_str(), read.added), ("Choir", 1));
    assert!(desk.told().is_empty(), "who brings a group in is not asked about what was");
    let again = ics(&(weekly("rehearsal", "20261001T200000") + &weekly("concert", "20261205T200000")));
    let known = desk.app.import_gatherings(None, "x.ics", again.as_bytes()).expect("read");
    assert_eq!(known.community.id, read.community.id, "no second community of that name");
    desk.app.undo(None).expect("taken back");
    let read = desk.app.import_gatherings(Some(read.community.id), "", again.as_bytes()).expect("read");
    assert_eq!((read.added, read.changed, read.community.series.len()), (1, 1, 2));
    for _ in 0..2 {
        desk.app.undo(None).expect("undone");
    }
    assert!(desk.app.communities().communities.is_empty());
    assert!(matches!(desk.app.import_gatherings(None, "x", b"hello"), Err(AppError::Calendar(_))));
    assert!(matches!(desk.app.import_gatherings(None, "x", ics("").as_bytes()), Err(AppError::NoGatherings)));
}

#[test]
fn a_subscribed_calendar_is_read_again_when_it_has_changed_and_one_that_is_gone_takes_nothing_away() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let file =
        desk.calendar(&(weekly("rehearsal", "20261124T193000") + &weekly("section", "20261125T180000")));
    let path = file.to_str().expect("a path");
    desk.app.subscribe(choir, Some(path)).expect("read");
    let titles = || -> Vec<String> { desk.stored(choir).series.into_iter().map(|it| it.title).collect() };
    assert_eq!(titles(), ["", "rehearsal", "section"]);
    assert!(matches!(desk.app.remove_series(choir, 1), Err(AppError::FromCalendar)));

    let acts = || desk.app.acts(None, 99).expect("acts").acts.len();
    let minutes_later = |minutes| {
        desk.app.at(kith_app::Moment { now: desk.app.now() + TimeDelta::minutes(minutes), zone: MADRID })
    };
    let before = acts();
    minutes_later(10).read_calendars();
    assert_eq!(acts(), before, "what is the same is not written again");

    desk.calendar(&(weekly("rehearsal", "20261124T200000") + &weekly("concert", "20261205T200000")));
    minutes_later(12).read_calendars();
    assert_eq!(titles(), ["", "rehearsal", "section"], "it was looked at a moment ago");
    minutes_later(20).read_calendars();
    assert_eq!(titles(), ["", "rehearsal", "concert"]);

    let trouble = || desk.app.community(choir).expect("a community").view.trouble;
    fs::write(&file, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n").expect("a half written file");
    minutes_later(30).read_calendars();
    assert!(matches!(trouble(), Some(SubscriptionTrouble::Broken(_))));
    fs::remove_file(&file).expect("removed");
    minutes_later(40).read_calendars();
    assert!(matches!(trouble(), Some(SubscriptionTrouble::Unreadable(_))));
    assert_eq!(titles(), ["", "rehearsal", "concert"]);

    desk.calendar(&weekly("rehearsal", "20261124T200000"));
    minutes_later(50).read_calendars();
    assert_eq!((trouble(), titles()), (None, vec![String::new(), "rehearsal".to_owned()]));
    desk.app.subscribe(choir, None).expect("left");
    desk.app.remove_series(choir, 1).expect("now it is one's own");
}

#[test]
fn a_question_that_quiet_hours_hold_is_asked_in_the_morning_also_when_the_calendar_changed_meanwhile() {
    let desk = Desk::new();
    let quiet = DailySpan { from: wall("2026-11-26T21:00").time(), to: wall("2026-11-26T09:00").time() };
    desk.app.change_settings(|settings| settings.quiet_hours = Some(quiet)).expect("settings");
    let choir = desk.app.add_community(&new("Choir", &[])).expect("a community").id;
    let path = desk.calendar(&weekly("rehearsal", "20261001T193000"));
    desk.app.subscribe(choir, path.to_str()).expect("subscribed");
    desk.is("2026-11-26T19:00");
    assert_eq!(desk.told(), [("Choir".to_owned(), Say::Comes)]);
    desk.is("2026-11-26T23:00");
    desk.calendar(&(weekly("rehearsal", "20261001T193000") + &weekly("concert", "20261101T110000")));
    assert!(desk.told().is_empty(), "it is night");
    assert_eq!(desk.stored(choir).series.len(), 2, "it was read");
    desk.is("2026-11-27T09:00");
    assert_eq!(desk.told(), [("Choir".to_owned(), Say::WhoWasThere)]);
}

#[test]
fn a_calendar_that_cannot_be_read_is_no_subscription() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let refused = |path: &str| desk.app.subscribe(choir, Some(path)).expect_err("refused");
    assert!(matches!(refused("choir.ics"), AppError::NoFile(_)));
    let missing = desk.home.path().join("missing.ics");
    assert!(matches!(refused(missing.to_str().expect("a path")), AppError::NoFile(_)));
    let inside = fs::read_dir(desk.app.home()).expect("the book").flatten().find(|it| it.path().is_file());
    let inside = inside.expect("a file of the book").path();
    assert!(matches!(refused(inside.to_str().expect("a path")), AppError::InBook(_)));
    assert_eq!(desk.stored(choir).calendar, None);
}

#[test]
fn this_week_has_the_gatherings_of_the_next_seven_days_and_two_of_what_is_daily() {
    let desk = Desk::new();
    let choir = desk.choir(&[]);
    let daily = desk.app.add_community(&new("Café", &[])).expect("a community").id;
    let rule = Some("FREQ=DAILY".to_owned());
    desk.app.add_series(daily, &NewSeries { rule, ..thursdays() }).expect("gatherings");
    let this_week = || {
        let of = |view: kith_app::GatheringView| (view.name, view.begins.naive_local());
        desk.app.gatherings_this_week().into_iter().map(of).collect::<Vec<_>>()
    };
    let (cafe, choir_on) = ("Café".to_owned(), |day| ("Choir".to_owned(), wall(day)));
    let cafe_on = |day| (cafe.clone(), wall(day));
    let sunday = [cafe_on("2026-11-22T19:30"), cafe_on("2026-11-23T19:30"), choir_on("2026-11-26T19:30")];
    assert_eq!(this_week(), sunday);
    desk.app.answer_gathering(choir, at("2026-11-26T19:30"), Answer::NotThisTime).expect("said");
    assert_eq!(this_week(), sunday[..2], "not this time");
    desk.is("2026-11-27T08:00:00");
    let friday = [cafe_on("2026-11-27T19:30"), cafe_on("2026-11-28T19:30"), choir_on("2026-12-03T19:30")];
    assert_eq!(this_week(), friday);
    desk.is("2026-11-27T21:30:00");
    assert_eq!(this_week()[0], cafe_on("2026-11-28T19:30"), "today's is over");
}
