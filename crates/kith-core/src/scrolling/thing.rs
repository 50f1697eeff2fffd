//! Something to do in place of scrolling that is no person: a few small things, one a day in turn.

use chrono::{Datelike, NaiveDateTime, Timelike};

/// Something small to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Thing {
    /// Go for a walk.
    Walk,
    /// A break away from every screen.
    Break,
    /// Make tea.
    Tea,
    /// Hear music, and do nothing besides.
    Music,
    /// Read a few pages.
    Read,
    /// Stretch.
    Stretch,
    /// Cook something.
    Cook,
    /// Step outside, or to an open window.
    Air,
}

/// From morning until evening, in the order of the days.
const BY_DAY: [Thing; 8] = [
    Thing::Walk,
    Thing::Tea,
    Thing::Music,
    Thing::Break,
    Thing::Cook,
    Thing::Read,
    Thing::Stretch,
    Thing::Air,
];

/// At night nobody is sent for a walk, nor to the stove.
const BY_NIGHT: [Thing; 5] = [Thing::Read, Thing::Tea, Thing::Stretch, Thing::Music, Thing::Air];

impl Thing {
    /// All of them.
    pub const ALL: [Thing; 8] = BY_DAY;

    /// What to offer at this wall time: another one each day.
    pub fn at(local: NaiveDateTime) -> Thing {
        let things = match local.hour() {
            7..=20 => BY_DAY.as_slice(),
            _ => BY_NIGHT.as_slice(),
        };
        let day = local.date().num_days_from_ce().rem_euclid(i32::try_from(things.len()).unwrap_or(1));
        usize::try_from(day).ok().and_then(|day| things.get(day)).copied().unwrap_or(Thing::Break)
    }

    /// Its name in messages and JSON.
    pub fn name(self) -> &'static str {
        match self {
            Thing::Walk => "walk",
            Thing::Break => "break",
            Thing::Tea => "tea",
            Thing::Music => "music",
            Thing::Read => "read",
            Thing::Stretch => "stretch",
            Thing::Cook => "cook",
            Thing::Air => "air",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::NaiveDate;

    use super::*;

    fn days(hour: u32) -> Vec<Thing> {
        let first = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let at = |day: NaiveDate| Thing::at(day.and_hms_opt(hour, 30, 0).expect("a time"));
        first.iter_days().take(40).map(at).collect()
    }

    #[test]
    fn each_day_has_another_and_all_have_their_turn() {
        let evenings = days(20);
        assert!(evenings.windows(2).all(|pair| pair[0] != pair[1]));
        let names: BTreeSet<&str> = evenings.iter().map(|thing| thing.name()).collect();
        assert_eq!(names.len(), Thing::ALL.len());
        assert_eq!(evenings, days(20), "the same day always has the same");
    }

    #[test]
    fn nobody_is_sent_out_at_night() {
        for hour in [21, 23, 0, 3, 6] {
            assert!(days(hour).iter().all(|thing| !matches!(thing, Thing::Walk | Thing::Cook)));
        }
    }
}
