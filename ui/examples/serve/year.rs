//! A year behind what the people of the sample did last, so that insights have something to show: the same every time.

use chrono::{DateTime, Days, NaiveTime, Utc};
use kith_app::{App, AppError, Day, Moment, NewCheckIn};
use kith_core::{Circle, Felt, Mode, PersonId};

use Mode::{InPerson, Message, Video, Voice};

/// So far back it goes, in days.
const BACK: u64 = 400;

const MODES: [Mode; 7] = [InPerson, Voice, Voice, InPerson, Video, Voice, Message];
const FELT: [Option<Felt>; 5] =
    [Some(Felt::Lifted), Some(Felt::Even), None, Some(Felt::Lifted), Some(Felt::Drained)];

/// The contacts with the person of this number, at noon, all of them before `before` days ago.
pub fn with(app: &App, person: PersonId, number: u64, circle: Circle, before: u64) -> Result<(), AppError> {
    let step = match circle {
        Circle::Inner => 9,
        Circle::Close => 19,
        Circle::Friends => 37,
        Circle::Wider => 80,
    };
    let mut turn = number;
    let mut ago = before + step;
    while ago < BACK {
        let mode = MODES[(turn % 7) as usize];
        let then = at(app, ago);
        let day = then.local_now().date_naive();
        then.log(&NewCheckIn {
            people: vec![person],
            mode,
            when: Some(Day { day, time: NaiveTime::from_hms_opt(12, 0, 0) }),
            minutes: minutes(mode, turn),
            started_by: None,
            note: String::new(),
            felt: FELT[(turn % 5) as usize],
            promise: None,
        })?;
        ago += step + turn % 3 * 2;
        turn += 1;
    }
    Ok(())
}

/// What was said of scrolling in the weeks before this one.
pub fn scrolled(app: &App) -> Result<(), AppError> {
    for week in (1..12).rev() {
        at(app, 7 * week).scrolled(u32::try_from(60 + week * 37 % 50).unwrap_or(60))?;
    }
    Ok(())
}

fn minutes(mode: Mode, turn: u64) -> Option<u32> {
    let minutes = match mode {
        InPerson => 75 + turn * 25 % 90,
        Video => 30 + turn * 10 % 30,
        Voice => 10 + turn * 7 % 35,
        Message | Mode::Reaction => return None,
    };
    u32::try_from(minutes).ok()
}

fn at(app: &App, ago: u64) -> App {
    let now: DateTime<Utc> = app.now();
    app.at(Moment { now: now.checked_sub_days(Days::new(ago)).unwrap_or(now), zone: app.zone() })
}
