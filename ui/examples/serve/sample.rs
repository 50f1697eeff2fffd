//! A small world to look at: people of every circle with a past, the same every time.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use kith_app::{App, AppError, Day, Moment, NewCheckIn, NewGoingThrough, NewPlan};
use kith_core::{
    Boundary, Circle, DailySpan, FreeHours, Helpline, Interval, Labelled, Mode, OffTime, PartialDate,
    PersonId, PlanState, PlanTime, StarterKind, Support, SupportRole, interval::Unit,
};

struct Sample {
    name: &'static str,
    circle: Circle,
    phone: &'static str,
    zone: Option<&'static str>,
    /// Month and day.
    birthday: Option<(i32, u32, u32)>,
    /// Days ago, how, how many minutes, and what was noted.
    contacts: &'static [(u64, Mode, u32, &'static str)],
}

use Circle::{Close, Friends, Inner, Wider};
use Mode::{InPerson, Message, Video, Voice};
use PlanState::{Agreed, Idea, Proposed};

const SAMPLES: [Sample; 12] = [
    Sample {
        name: "Ana Ruiz",
        circle: Close,
        phone: "+34 600 10 20 30",
        zone: None,
        birthday: None,
        contacts: &[(128, InPerson, 90, "lunch at her new place; she lent me her tent"), (9, Voice, 25, "")],
    },
    Sample {
        name: "Tomás Ortega",
        circle: Close,
        phone: "+34 600 55 66 77",
        zone: Some("Atlantic/Canary"),
        birthday: None,
        contacts: &[(60, InPerson, 120, ""), (24, Voice, 35, "his father’s operation went well")],
    },
    Sample {
        name: "Mum",
        circle: Inner,
        phone: "+34 910 00 00 01",
        zone: None,
        birthday: Some((1956, 11, 28)),
        contacts: &[(12, InPerson, 240, "the garden is nearly done"), (3, Voice, 30, "")],
    },
    Sample {
        name: "Luis Ferrer",
        circle: Friends,
        phone: "",
        zone: None,
        birthday: None,
        contacts: &[(30, Voice, 20, "looking for a flat")],
    },
    Sample {
        name: "نور الهدى",
        circle: Close,
        phone: "+961 3 123 456",
        zone: Some("Asia/Beirut"),
        birthday: Some((1990, 11, 26)),
        contacts: &[(12, Video, 50, "exam in January"), (40, InPerson, 180, "")],
    },
    Sample {
        name: "Bo",
        circle: Inner,
        phone: "+46 70 123 45 67",
        zone: Some("Europe/Stockholm"),
        birthday: None,
        contacts: &[(5, Voice, 45, ""), (20, InPerson, 300, "hiking")],
    },
    Sample {
        name: "Margarethe Elisabeth von Hohenstein-Wittgenberg zu Altenburg und Oberkirchen",
        circle: Friends,
        phone: "",
        zone: None,
        birthday: None,
        contacts: &[(80, Voice, 15, "")],
    },
    Sample {
        name: "Inés Campos",
        circle: Friends,
        phone: "+34 611 22 33 44",
        zone: None,
        birthday: None,
        contacts: &[(
            100,
            Voice,
            40,
            "new job at the library, starts in the mornings and wants to come along to the book circle once she has settled in",
        )],
    },
    Sample {
        name: "Kofi Mensah",
        circle: Wider,
        phone: "",
        zone: Some("Africa/Accra"),
        birthday: None,
        contacts: &[(200, Message, 0, "sent pictures of the workshop")],
    },
    Sample {
        name: "Yuki Tanaka",
        circle: Friends,
        phone: "+81 90 1234 5678",
        zone: Some("Asia/Tokyo"),
        birthday: Some((1988, 11, 24)),
        contacts: &[(45, Video, 60, "")],
    },
    Sample {
        name: "Zoë O’Brien",
        circle: Close,
        phone: "+353 85 123 4567",
        zone: Some("Europe/Dublin"),
        birthday: None,
        contacts: &[(10, InPerson, 150, ""), (2, Message, 0, "")],
    },
    Sample {
        name: "Uncle Peter",
        circle: Wider,
        phone: "+44 20 7946 0018",
        zone: Some("Europe/London"),
        birthday: None,
        contacts: &[(90, Message, 0, "a letter about the old house")],
    },
];

/// Puts `count` people into the book: the known ones first, then more of them with numbers.
pub fn fill(app: &App, count: usize) -> Result<(), AppError> {
    let now = app.now();
    for number in 0..count {
        let sample = &SAMPLES[number % SAMPLES.len()];
        let round = number / SAMPLES.len();
        let name = if round == 0 { sample.name.to_owned() } else { format!("{} {}", sample.name, round + 1) };
        // They came into the book long ago: nobody is asked for on the first day because of being new.
        let past = app.at(Moment { now: days_before(now, 150), zone: app.zone() });
        let person = past.add_person(&name, |person| {
            person.circle = Some(sample.circle);
            person.zone = sample.zone.and_then(|zone| zone.parse().ok());
            person.birthday =
                sample.birthday.and_then(|(year, month, day)| PartialDate::new(Some(year), month, day));
            if !sample.phone.is_empty() {
                person.phones = vec![Labelled::plain(sample.phone)];
            }
            person.emails = vec![Labelled::plain(format!("person{number}@example.org"))];
        })?;
        let first = sample.contacts.iter().map(|contact| contact.0).max().unwrap_or_default();
        if round == 0 {
            super::year::with(app, person.id, number as u64, sample.circle, first)?;
        }
        for (ago, mode, minutes, note) in sample.contacts {
            log(app, person.id, *ago, *mode, *minutes, note)?;
        }
        if number == 0 {
            let lately = app.at(Moment { now: days_before(now, 1), zone: app.zone() });
            lately.add_starter(person.id, StarterKind::Promise, "send the photos of the wedding")?;
            lately.add_starter(person.id, StarterKind::Saw, "the tomatoes on the balcony")?;
        }
    }
    app.change_settings(|settings| settings.welcomed = count > 0)?;
    support(app)?;
    bound(app)?;
    plan(app)?;
    if count > 0 { super::groups::gather(app) } else { Ok(()) }
}

/// Who carries what, as far as they are there; a need that nobody carries, somebody who can be called at any hour, a
/// practice with its hours, somebody who is going through something, and two helplines.
fn support(app: &App) -> Result<(), AppError> {
    use SupportRole::{Advice, Company, Listening, PracticalHelp, Professional};
    let carried = [
        ("Ana Ruiz", Listening, ""),
        ("Ana Ruiz", Company, "for a walk by the river"),
        ("Tomás Ortega", Advice, "knows about leases"),
        ("Mum", Listening, ""),
        ("Bo", Company, ""),
        ("Zoë O’Brien", PracticalHelp, "has a car"),
        ("Zoë O’Brien", Listening, ""),
        ("Inés Campos", Advice, "whom to ask at the library"),
    ];
    for (name, role, note) in carried {
        if let Ok(person) = app.whom(name) {
            app.carry(person, role, note)?;
        }
    }
    if let Ok(mum) = app.whom("Mum") {
        app.edit_person(mum, |person| person.any_hour = true)?;
    }
    if let Ok(doctor) = app.whom("Uncle Peter") {
        app.edit_person(doctor, |person| {
            let span = |from, to| {
                let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
                Some(DailySpan { from: hour(from)?, to: hour(to)? })
            };
            person.support = vec![Support {
                note: "was a doctor for forty years".to_owned(),
                hours: Some(FreeHours { weekdays: span(9, 12), weekends: span(10, 18) }),
                ..Support::of(Professional)
            }];
        })?;
    }
    if let Ok(luis) = app.whom("Luis Ferrer") {
        let until = app.local_now().date_naive().checked_add_days(Days::new(16));
        let every = Interval::new(3, Unit::Day);
        if let (Some(until), Ok(every)) = (until, every) {
            let note = "he has to leave his flat".to_owned();
            app.goes_through(luis, &NewGoingThrough { every, mode: Message, until, note })?;
        }
    }
    if app.whom("Ana Ruiz").is_ok() {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0);
        let hours = hour(9).zip(hour(21)).map(|(from, to)| DailySpan { from, to });
        app.add_helpline(Helpline {
            name: "Listening line".to_owned(),
            number: "717 003 717".to_owned(),
            hours: None,
            note: "day and night, for whatever it is".to_owned(),
        })?;
        app.add_helpline(Helpline {
            name: "Tenants’ advice".to_owned(),
            number: "https://tenants.example/ask".to_owned(),
            hours: Some(FreeHours { weekdays: hours, weekends: None }),
            note: String::new(),
        })?;
    }
    Ok(())
}

/// Boundaries: evenings without social media, two hours a week at most and some of them used, and somebody who is seen
/// only in company.
fn bound(app: &App) -> Result<(), AppError> {
    let Ok(uncle) = app.whom("Uncle Peter") else { return Ok(()) };
    let past = app.at(Moment { now: days_before(app.now(), 1), zone: app.zone() });
    let day = past.local_now().date_naive();
    if let Some(start) = day.and_hms_opt(20, 30, 0) {
        past.add_off_time(OffTime { rule: "FREQ=DAILY".to_owned(), start, minutes: 210 })?;
    }
    past.set_weekly_budget(Some(120))?;
    super::year::scrolled(app)?;
    past.scrolled(30)?;
    past.scrolled(15)?;
    past.edit_person(uncle, |person| {
        person.boundary = Some(Boundary::InCompany);
        person.boundary_review = day.checked_add_days(Days::new(60));
    })?;
    Ok(())
}

/// Plans as they stand in a week, as far as the people in them are there: one that is over, one soon, one later, one that
/// waits for an answer, an idea, and some that are history.
fn plan(app: &App) -> Result<(), AppError> {
    let past = app.at(Moment { now: days_before(app.now(), 20), zone: app.zone() });
    let make = |names: &[&str], mode, state, times: &[(i64, u32)], place: &str, note: &str| {
        let new = NewPlan {
            people: names.iter().filter_map(|name| app.whom(name).ok()).collect(),
            mode,
            times: times.iter().filter_map(|(days, hour)| time(app, *days, *hour)).collect(),
            minutes: NewPlan::usual_minutes(mode),
            place: place.to_owned(),
            note: note.to_owned(),
            state,
        };
        if new.people.is_empty() { Ok(None) } else { past.make_plan(&new).map(Some) }
    };
    make(&["Ana Ruiz", "Kofi Mensah"], InPerson, Agreed, &[(-1, 13)], "the new place by the river", "")?;
    make(&["Mum"], Voice, Agreed, &[(3, 19)], "", "ask about the garden")?;
    make(
        &["Mum", "Bo", "Zoë O’Brien"],
        InPerson,
        Agreed,
        &[(13, 12)],
        "Retiro, by the boats",
        "bring the tent",
    )?;
    make(&["نور الهدى"], Video, Proposed, &[(5, 19), (6, 11), (8, 19)], "", "")?;
    make(&["Luis Ferrer"], InPerson, Idea, &[], "", "the exhibition on lighthouses")?;
    if let Some(gone) = make(&["Yuki Tanaka"], Video, Agreed, &[(-6, 19)], "", "")? {
        past.drop_plan(gone.id)?;
    }
    if let Some(moved) = make(&["Bo"], InPerson, Agreed, &[(-3, 19)], "", "")? {
        past.move_plan(moved.id, time(app, 20, 19).into_iter().collect(), Agreed)?;
    }
    Ok(())
}

/// So many days from today, at this hour.
fn time(app: &App, days: i64, hour: u32) -> Option<PlanTime> {
    let day = app.local_now().date_naive().checked_add_signed(TimeDelta::days(days))?;
    Some(PlanTime { local: day.and_hms_opt(hour, 0, 0)?, zone: app.zone() })
}

/// Brings in `count` people as an address book does, who wait to be sorted. The first one may be Ana, and has a picture.
pub fn let_in(app: &App, count: usize) -> Result<(), AppError> {
    let card = |number: usize| {
        let known = match number {
            0 => "FN:Anna Ruiz\r\nTEL:+34 600 99 88 77\r\nORG:The library\r\nTITLE:Librarian\r\nADR:;;Calle Mayor 1;Madrid;;28013;Spain\r\nBDAY:--0620\r\nNOTE:met on the train to Cádiz".to_owned(),
            _ => format!("FN:Neighbour {number}\r\nEMAIL:neighbour{number}@example.org"),
        };
        format!("BEGIN:VCARD\r\nVERSION:4.0\r\n{known}\r\nEND:VCARD\r\n")
    };
    if count == 0 {
        return Ok(());
    }
    let report = app.import_file((0..count).map(card).collect::<String>().as_bytes())?;
    match report.added.first() {
        Some((id, _)) => app.set_photo(*id, Some(&picture())).map(drop),
        None => Ok(()),
    }
}

/// A GIF of one warm pixel.
fn picture() -> Vec<u8> {
    let mut file = b"GIF89a\x01\0\x01\0\x80\0\0\xc8\x8a\x5e\0\0\0".to_vec();
    file.extend(b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;");
    file
}

fn log(app: &App, person: PersonId, ago: u64, mode: Mode, minutes: u32, note: &str) -> Result<(), AppError> {
    let then = app.at(Moment { now: days_before(app.now(), ago), zone: app.zone() });
    let day = then.local_now().date_naive();
    then.log(&NewCheckIn {
        people: vec![person],
        mode,
        when: Some(Day { day, time: NaiveTime::from_hms_opt(12, 30, 0) }),
        minutes: (minutes > 0).then_some(minutes),
        started_by: None,
        note: note.to_owned(),
        felt: None,
        promise: None,
    })?;
    Ok(())
}

fn days_before(now: DateTime<Utc>, days: u64) -> DateTime<Utc> {
    now.checked_sub_days(Days::new(days)).unwrap_or(now)
}
