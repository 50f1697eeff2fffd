//! The days of the year that come near: birthdays, and the day on which somebody who has died is remembered.
//!
//! Each is spoken of from its lead on, and what is suggested is a call or a visit. For the dead nothing is suggested; on
//! the day that was chosen for it their name is said, quietly.

use chrono::{Datelike, NaiveDate};

use crate::{Frame, Mode, Row, Status};

/// A day of the year that is near.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct NearDate<'r> {
    /// Whose.
    pub row: &'r Row,
    /// When it is kept this time.
    pub day: NaiveDate,
    /// What is kept.
    pub what: Kept,
}

/// What is kept on a day of the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// A birthday.
    Birthday {
        /// How old they turn, if the year is known.
        turns: Option<i32>,
        /// Whether a call may be suggested now: the day has come, and it is an hour for it.
        may_call: bool,
    },
    /// Somebody who has died is remembered today.
    Remembrance,
}

/// What is near now, the soonest first and by name.
pub fn near<'r>(rows: impl IntoIterator<Item = &'r Row>, frame: &Frame) -> Vec<NearDate<'r>> {
    let today = frame.today();
    let of = |row: &'r Row| match row.status {
        Status::Deceased => remembrance(row, today),
        _ => birthday(row, today, frame),
    };
    let mut near: Vec<NearDate<'r>> = rows.into_iter().filter_map(of).collect();
    near.sort_by(|a, b| (a.day, &a.row.name, a.row.id).cmp(&(b.day, &b.row.name, b.row.id)));
    near
}

fn birthday<'r>(row: &'r Row, today: NaiveDate, frame: &Frame) -> Option<NearDate<'r>> {
    let born = row.birthday?;
    let day = born.next_on_or_after(today)?;
    let lead = row.birthday_lead.unwrap_or(frame.settings.birthday_lead);
    let is_near = (day - today).num_days() <= i64::from(lead);
    // A visit knows no hour: what stands against it stands against them.
    (is_near && row.hindrance(Mode::InPerson, frame).is_none()).then(|| {
        let turns = born.year().map(|year| day.year() - year).filter(|age| *age > 0);
        let may_call = day == today && row.hindrance(Mode::Voice, frame).is_none();
        NearDate { row, day, what: Kept::Birthday { turns, may_call } }
    })
}

fn remembrance(row: &Row, today: NaiveDate) -> Option<NearDate<'_>> {
    let day = row.remembrance?.next_on_or_after(today)?;
    (day == today).then_some(NearDate { row, day, what: Kept::Remembrance })
}
