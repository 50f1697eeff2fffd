//! Communities to look at: one that met yesterday and meets again, one that meets tomorrow, one of neighbours whom nobody
//! in the book knows, and one that has only a name.

use chrono::{NaiveDateTime, TimeDelta};
use kith_app::{App, AppError, Moment, NewAttendance, NewCommunity, NewSeries};
use kith_core::{Community, community::Answer};

/// Puts them into the book; who is in them is in the book already.
pub fn gather(app: &App) -> Result<(), AppError> {
    let past = app.at(Moment { now: app.now() - TimeDelta::days(40), zone: app.zone() });
    let members = |names: &[&str]| names.iter().filter_map(|name| app.whom(name).ok()).collect::<Vec<_>>();
    let choir = past.add_community(&NewCommunity {
        name: "Choir of St Mary’s".to_owned(),
        place: "St Mary’s, the hall at the back".to_owned(),
        role: "second alto".to_owned(),
        note: "Bring the blue folder. Mr Okafor has the key.".to_owned(),
        members: members(&["Ana Ruiz", "Inés Campos", "Zoë O’Brien"]),
        others: vec!["Mr Okafor".to_owned(), "Lena, at the piano".to_owned()],
        remind: Some(120),
    })?;
    let evening = |days: i64, hour: u32| -> Option<NaiveDateTime> {
        let day = app.local_now().date_naive().checked_add_signed(TimeDelta::days(days))?;
        day.and_hms_opt(hour, 30, 0)
    };
    let series =
        |community: &Community, title: &str, days: i64, hour: u32, minutes: u32, rule: Option<&str>| {
            let Some(start) = evening(days, hour) else { return Ok(()) };
            let new = NewSeries {
                title: title.to_owned(),
                place: String::new(),
                start,
                zone: app.zone(),
                minutes,
                rule: rule.map(str::to_owned),
            };
            past.add_series(community.id, &new).map(drop)
        };
    series(&choir, "rehearsal", -36, 19, 120, Some("FREQ=WEEKLY"))?;
    series(&choir, "concert", 24, 19, 150, None)?;
    let runners = past.add_community(&NewCommunity {
        name: "Morning runners".to_owned(),
        place: "the gate of the park".to_owned(),
        members: members(&["Tomás Ortega"]),
        remind: Some(60),
        ..NewCommunity::default()
    })?;
    series(&runners, "", -34, 9, 75, Some("FREQ=WEEKLY"))?;
    let table = past.add_community(&NewCommunity {
        name: "The neighbours’ table".to_owned(),
        place: "the courtyard".to_owned(),
        others: ["Mrs Alba", "the Jansens", "Deniz"].map(str::to_owned).to_vec(),
        ..NewCommunity::default()
    })?;
    series(&table, "", -25, 18, 180, Some("FREQ=MONTHLY;BYDAY=1FR"))?;
    past.add_community(&NewCommunity { name: "Repair café".to_owned(), ..NewCommunity::default() })?;

    let begins = |community: &Community, days: i64| {
        let around = app.now() + TimeDelta::days(days);
        let page = app.community(community.id).ok()?;
        page.view.community.last(around).map(|gathering| gathering.begins())
    };
    if let Some(before) = begins(&choir, -7) {
        let there = members(&["Ana Ruiz", "Zoë O’Brien"]);
        let note = "the Fauré at last".to_owned();
        app.attended(choir.id, before, &NewAttendance { there, note, ..NewAttendance::default() })?;
    }
    if let Some(before) = begins(&choir, -14) {
        app.was_not_there(choir.id, before)?;
    }
    if let Some(last) = begins(&runners, 0) {
        app.was_not_there(runners.id, last)?;
    }
    if let Some(next) = begins(&choir, 7) {
        app.answer_gathering(choir.id, next, Answer::Going)?;
    }
    Ok(())
}
