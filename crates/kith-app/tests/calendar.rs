//! The calendar that goes out: what is in it, and that the file is kept current and no other file is touched.

use std::{fs, path::PathBuf, sync::Arc, time::Duration};

use kith_app::{
    App, AppError, CalendarTrouble, CalendarWords, Day, NewCadence, NewCheckIn, NewPlan, NewRepeat,
    StillClock, Wait, parse_moment,
};
use kith_core::{Cadence, Circle, Mode, Person, PersonId, PlanState, PlanTime, Status};
use rstest::rstest;
use tempfile::TempDir;

/// Says as little as can be.
struct Plain;

impl CalendarWords for Plain {
    fn calendar(&self) -> String {
        "people".to_owned()
    }
    fn birthday_of(&self, name: &str) -> String {
        format!("birthday {name}")
    }
    fn anniversary_of(&self, name: &str) -> String {
        format!("anniversary {name}")
    }
    fn time_for(&self, mode: Mode, name: &str) -> String {
        format!("{} {name}", mode.name())
    }
    fn because(&self, _: &Cadence) -> String {
        String::new()
    }
    fn plan_with(&self, mode: Mode, names: &[&str]) -> String {
        format!("plan {} {}", mode.name(), names.join("+"))
    }
    fn invited_to(&self, mode: Mode) -> String {
        mode.name().to_owned()
    }
}

/// A book, and a clock that stands at Sunday 22 November 2026, nine in the morning in Madrid; beside it a folder for the
/// calendar.
struct Desk {
    app: App,
    clock: Arc<StillClock>,
    out: PathBuf,
    folder: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().expect("a folder");
        let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
        let clock = Arc::new(StillClock::new(moment));
        let app = App::open(&folder.path().join("book"), clock.clone()).expect("a book");
        let out = folder.path().join("calendars");
        fs::create_dir(&out).expect("a folder");
        Desk { app, clock, out, folder }
    }

    fn person(&self, name: &str, change: impl FnOnce(&mut Person)) -> PersonId {
        self.app.add_person(name, change).expect("a person").id
    }

    fn log(&self, with: PersonId, day: &str) {
        let call = NewCheckIn {
            people: vec![with],
            mode: Mode::Voice,
            when: Some(Day { day: day.parse().expect("a day"), time: None }),
            minutes: None,
            started_by: None,
            note: String::new(),
            felt: None,
            promise: None,
        };
        self.app.log(&call).expect("logged");
    }

    fn calendar(&self) -> String {
        self.app.calendar(None, &Plain).expect("a calendar")
    }

    /// What the calendar says, with the day or instant of each.
    fn says(&self) -> Vec<String> {
        let calendar = self.calendar();
        let events = calendar.split("BEGIN:VEVENT").skip(1);
        let of = |event: &str, what: &str| {
            let line = event.lines().find(|line| line.starts_with(what)).expect(what);
            line.rsplit_once(':').expect("a value").1.to_owned()
        };
        let mut says: Vec<String> =
            events.map(|event| of(event, "SUMMARY") + " " + &of(event, "DTSTART")).collect();
        says.sort();
        says
    }

    fn choose(&self, folder: Option<&std::path::Path>) -> Result<(), AppError> {
        let folder = folder.map(|folder| folder.display().to_string());
        self.app.change_settings(|settings| settings.calendar_folder = folder)?;
        self.app.keep_calendar(&Plain);
        Ok(())
    }

    fn trouble(&self) -> Option<CalendarTrouble> {
        self.app.kept_calendar().expect("one is kept").trouble
    }

    fn file(&self) -> Option<String> {
        fs::read_to_string(self.out.join("Kith.ics")).ok()
    }
}

#[test]
fn birthdays_anniversaries_and_who_is_asked_for_within_twelve_weeks_are_in_it() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| {
        ana.birthday = "1984-02-29".parse().ok();
        ana.anniversary = "--06-21".parse().ok();
        ana.circle = Some(Circle::Inner);
    });
    desk.log(ana, "2026-11-21");
    let luis = desk.person("Luis", |luis| luis.circle = Some(Circle::Wider));
    desk.log(luis, "2026-11-21");
    assert_eq!(
        desk.says(),
        ["anniversary Ana 20000621", "birthday Ana 19840229", "in-person Ana 20261122T080000Z"],
        "Luis only within a year"
    );
}

#[rstest]
#[case::resting(Status::Resting)]
#[case::ended(Status::Ended)]
#[case::deceased(Status::Deceased)]
fn nobody_is_in_it_who_is_not_in_touch(#[case] status: Status) {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| {
        ana.birthday = "1984-02-29".parse().ok();
        ana.circle = Some(Circle::Inner);
    });
    assert_eq!(desk.says().len(), 2);
    desk.app.edit_person(ana, |ana| ana.status = status).expect("changed");
    assert_eq!(desk.says(), [""; 0]);
}

#[test]
fn who_is_asked_for_already_stays_where_they_fell_due() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| ana.circle = Some(Circle::Inner));
    desk.log(ana, "2026-11-21");
    let before = desk.says();
    desk.clock.pass(Duration::from_secs(30 * 86_400));
    assert_eq!(desk.says(), before);
}

#[test]
fn a_call_is_at_their_day_also_when_it_was_asked_for_in_their_night() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| ana.zone = Some(chrono_tz::America::New_York));
    let weekly = NewRepeat::After { every: "1w".parse().expect("a week"), at: None };
    desk.app.add_cadence(ana, &NewCadence { mode: Mode::Voice, repeat: weekly }).expect("a cadence");
    let nine_and_morning_there = ["voice Ana 20261122T133000Z"];
    assert_eq!(desk.says(), nine_and_morning_there);
    desk.clock.pass(Duration::from_secs(86_400));
    assert_eq!(desk.says(), nine_and_morning_there);
}

#[test]
fn nobody_is_in_it_for_a_time_in_which_they_or_kith_are_paused() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| ana.circle = Some(Circle::Inner));
    desk.log(ana, "2026-11-21");
    let until = "2026-12-24".parse().expect("a day");
    desk.app.pause(ana, until).expect("paused");
    assert_eq!(desk.says(), ["voice Ana 20261224T073000Z"]);
    desk.app.undo(None).expect("undone");
    desk.app.pause_all(Wait::Until(until)).expect("paused");
    assert_eq!(desk.says(), [""; 0]);
}

#[test]
fn it_is_the_same_until_the_book_is_another_and_what_moved_keeps_its_uid() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| ana.circle = Some(Circle::Inner));
    let before = desk.calendar();
    desk.clock.pass(Duration::from_secs(3600));
    assert_eq!(desk.calendar(), before);
    desk.log(ana, "2026-11-22");
    let after = desk.calendar();
    let uid =
        |calendar: &str| calendar.lines().find(|line| line.starts_with("UID:")).expect("a UID").to_owned();
    assert!(after != before && uid(&after) == uid(&before), "{after}");
}

#[test]
fn the_file_follows_the_book_and_is_not_written_when_it_says_the_same() {
    let desk = Desk::new();
    assert_eq!(desk.app.kept_calendar(), None);
    desk.choose(Some(&desk.out)).expect("chosen");
    assert_eq!((desk.file(), desk.trouble()), (Some(desk.calendar()), None));
    desk.person("Ana", |ana| ana.birthday = "1984-02-29".parse().ok());
    desk.app.keep_calendar(&Plain);
    assert!(desk.file().expect("a file").contains("birthday Ana"));
    // A file that cannot be written any more is no trouble as long as there is nothing to write.
    let written =
        |desk: &Desk| fs::metadata(desk.out.join("Kith.ics")).expect("a file").modified().expect("a time");
    let before = written(&desk);
    desk.app.keep_calendar(&Plain);
    assert_eq!(written(&desk), before);
}

#[test]
fn it_goes_with_the_folder_and_away_when_none_is_wanted() {
    let desk = Desk::new();
    desk.choose(Some(&desk.out)).expect("chosen");
    let other = desk.folder.path().join("other");
    fs::create_dir(&other).expect("a folder");
    desk.choose(Some(&other)).expect("chosen");
    assert!(desk.file().is_none() && other.join("Kith.ics").exists());
    desk.app.undo(None).expect("undone");
    desk.app.keep_calendar(&Plain);
    assert!(desk.file().is_some() && !other.join("Kith.ics").exists());
    // Another process, which has never written it.
    let Desk { app, clock, out, folder } = desk;
    drop(app);
    let app = App::open(&folder.path().join("book"), clock.clone()).expect("a book");
    let desk = Desk { app, clock, out, folder };
    desk.choose(None).expect("chosen");
    assert!(desk.file().is_none() && desk.app.kept_calendar().is_none());
}

#[test]
fn a_file_that_kith_has_not_written_is_left_alone() {
    let desk = Desk::new();
    let theirs = desk.out.join("Kith.ics");
    fs::write(&theirs, "BEGIN:VCALENDAR\r\nPRODID:-//Somebody//else\r\nEND:VCALENDAR\r\n").expect("written");
    desk.choose(Some(&desk.out)).expect("chosen");
    assert_eq!(desk.trouble(), Some(CalendarTrouble::NotOurs));
    desk.choose(None).expect("chosen");
    assert!(desk.file().expect("a file").contains("Somebody"));
}

#[test]
fn a_folder_that_goes_away_is_told_and_it_goes_on_when_it_is_back() {
    let desk = Desk::new();
    desk.choose(Some(&desk.out)).expect("chosen");
    let away = desk.folder.path().join("away");
    fs::rename(&desk.out, &away).expect("moved");
    desk.app.keep_calendar(&Plain);
    assert_eq!(desk.trouble(), Some(CalendarTrouble::Failed(std::io::ErrorKind::NotFound)));
    desk.app.change_settings(|settings| settings.daily_cap = 5).expect("other settings can be changed");
    fs::rename(&away, &desk.out).expect("moved");
    desk.app.keep_calendar(&Plain);
    assert_eq!(desk.trouble(), None);
}

#[test]
fn a_folder_that_cannot_be_is_refused_and_nothing_changes() {
    let desk = Desk::new();
    let missing = desk.out.join("missing");
    let inside = desk.app.home().join("journal");
    fs::write(desk.out.join("file"), "").expect("written");
    assert!(matches!(desk.choose(Some(&missing)), Err(AppError::NoFolder(path)) if path == missing));
    assert!(matches!(desk.choose(Some(std::path::Path::new("."))), Err(AppError::NoFolder(_))));
    assert!(matches!(desk.choose(Some(&desk.out.join("file"))), Err(AppError::NoFolder(_))));
    assert!(matches!(desk.choose(Some(&inside)), Err(AppError::InBook(_))));
    assert_eq!(desk.app.settings().calendar_folder, None);
}

#[test]
fn one_person_goes_out_alone() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |ana| ana.birthday = "1984-02-29".parse().ok());
    desk.person("Luis", |luis| luis.birthday = "1984-02-28".parse().ok());
    let calendar = desk.app.calendar(Some(ana), &Plain).expect("a calendar");
    assert!(calendar.contains("birthday Ana") && !calendar.contains("Luis"));
}

#[test]
fn a_plan_that_was_agreed_on_is_in_the_calendar_at_its_instant_and_rings_twice() {
    let desk = Desk::new();
    let (ana, luis) = (desk.person("Ana", |_| {}), desk.person("Luis", |_| {}));
    let new = NewPlan {
        people: vec![ana, luis],
        mode: Mode::InPerson,
        times: vec![PlanTime {
            local: "2026-12-03T19:00:00".parse().expect("a wall time"),
            zone: chrono_tz::Europe::Lisbon,
        }],
        minutes: 90,
        place: "Café Central, Lisboa".to_owned(),
        note: "bring the book".to_owned(),
        state: PlanState::Agreed,
    };
    let plan = desk.app.make_plan(&new).expect("a plan");
    assert_eq!(desk.says(), ["plan in-person Ana+Luis 20261203T190000Z"]);
    let calendar = desk.calendar().replace("\r\n ", "");
    for line in [
        format!("UID:{}", plan.id).as_str(),
        "DURATION:PT90M",
        "LOCATION:Café Central\\, Lisboa",
        "STATUS:CONFIRMED",
        "TRIGGER:-PT1440M",
        "TRIGGER:-PT60M",
    ] {
        assert!(calendar.lines().any(|there| there == line), "{line}: {calendar}");
    }
    assert!(!calendar.contains("bring the book"));
    let invitation = desk.app.plan_file(plan.id, &Plain).expect("a file");
    assert!(invitation.contains("METHOD:PUBLISH") && !invitation.contains("Ana"), "{invitation}");
    desk.app.edit_person(ana, |ana| ana.status = Status::Deceased).expect("changed");
    assert_eq!(desk.says(), ["plan in-person Luis 20261203T190000Z"]);
    desk.app.edit_person(luis, |luis| luis.status = Status::Resting).expect("changed");
    assert!(desk.says().is_empty());
}

#[test]
fn each_time_of_a_proposal_is_tentative_and_does_not_ring() {
    let desk = Desk::new();
    let ana = desk.person("Ana", |_| {});
    let time = |day: u32| PlanTime {
        local: format!("2026-12-0{day}T19:00:00").parse().expect("a wall time"),
        zone: chrono_tz::Europe::Madrid,
    };
    let new = NewPlan {
        people: vec![ana],
        mode: Mode::Voice,
        times: vec![time(1), time(2)],
        minutes: 30,
        place: String::new(),
        note: String::new(),
        state: PlanState::Proposed,
    };
    let plan = desk.app.make_plan(&new).expect("a plan");
    assert!(desk.says().is_empty(), "the calendar has what is agreed on");
    let file = desk.app.plan_file(plan.id, &Plain).expect("a file");
    assert_eq!(file.matches("STATUS:TENTATIVE").count(), 2);
    assert!(!file.contains("VALARM"), "{file}");
}
