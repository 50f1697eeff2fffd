//! When a group gathers: what its series come to between two instants, and the next and the last one.
//!
//! A gathering keeps its wall time over the change of the clocks, as a plan does ([`PlanTime::instant`]): one that falls
//! into a gap is behind it by the gap, one in a fold is at the earlier instant. Gatherings of a group at one instant are
//! one gathering, whatever series they are of.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};

use super::{Answer, Attendance, Community, Outcome, Series};
use crate::{
    PlanTime, Rule, RuleError,
    zoned::{to_instant, to_local},
};

/// A wall time can lie this far from where its offset alone would put it; so far around an instant it is looked for.
const AROUND: TimeDelta = TimeDelta::hours(26);

fn earlier(at: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    at.checked_sub_signed(by).unwrap_or(at)
}

fn later(at: DateTime<Utc>, by: TimeDelta) -> DateTime<Utc> {
    at.checked_add_signed(by).unwrap_or(at)
}

/// Before this day, and after the other, there are no gatherings.
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).expect("a day");
const LAST: NaiveDate = NaiveDate::from_ymd_opt(9990, 1, 1).expect("a day");

/// One gathering of a group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gathering {
    /// When it begins.
    pub slot: PlanTime,
    /// How long it is, in minutes.
    pub minutes: u32,
    /// What it is, where the group has several; may be empty.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// Of which of the group's series, counted from 0.
    pub series: usize,
}

impl Gathering {
    /// When it begins.
    pub fn begins(&self) -> DateTime<Utc> {
        self.slot.instant()
    }

    /// When it is over.
    pub fn ends(&self) -> DateTime<Utc> {
        later(self.begins(), TimeDelta::minutes(self.minutes.into()))
    }
}

impl Series {
    /// How many EXDATEs, and how many RDATEs, a series has at most.
    pub const MOST_DATES: usize = 1_000;
    /// The longest gathering, in minutes: a week.
    pub const LONGEST: u32 = 10_080;

    /// Its rule, if it has one.
    ///
    /// # Errors
    /// See [`RuleError`].
    pub fn recurrence(&self) -> Result<Option<Rule>, RuleError> {
        self.rule.as_deref().map(|rule| Rule::parse_in(rule, self.start, Some(self.zone))).transpose()
    }

    /// When its gatherings begin, from the one instant on until before the other, in their order.
    ///
    /// One that cannot be kept, because its rule is none, has only its single dates.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<PlanTime> {
        self.between_by(self.ruled().as_ref(), from, to)
    }

    /// The next ones that begin strictly after an instant, at most so many.
    pub fn after(&self, after: DateTime<Utc>, count: usize) -> Vec<PlanTime> {
        self.after_by(self.ruled().as_ref(), after, count)
    }

    /// The last one that begins at an instant or before it.
    pub fn last(&self, at: DateTime<Utc>) -> Option<PlanTime> {
        self.last_by(self.ruled().as_ref(), at)
    }

    fn between_by(&self, rule: Option<&Rule>, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<PlanTime> {
        let (first, last) = (self.wall(earlier(from, AROUND)), self.wall(later(to, AROUND)));
        let ruled: Vec<NaiveDateTime> = match rule {
            Some(rule) => rule.from_on(first).take_while(|local| *local <= last).collect(),
            None => Vec::new(),
        };
        self.in_order(ruled, |begins| from <= begins && begins < to)
    }

    fn after_by(&self, rule: Option<&Rule>, after: DateTime<Utc>, count: usize) -> Vec<PlanTime> {
        // Two wall times are at one instant at most around a gap, and of those one is enough to look beyond.
        let enough = count.saturating_mul(2).saturating_add(1);
        let is_after = |local: &NaiveDateTime| self.at(*local).instant() > after && !self.is_out(*local);
        let ruled: Vec<NaiveDateTime> = match rule {
            Some(rule) => {
                rule.from_on(self.wall(earlier(after, AROUND))).filter(is_after).take(enough).collect()
            }
            None => Vec::new(),
        };
        let mut times = self.in_order(ruled, |begins| begins > after);
        times.truncate(count);
        times
    }

    fn last_by(&self, rule: Option<&Rule>, at: DateTime<Utc>) -> Option<PlanTime> {
        let fits = |local: NaiveDateTime| self.at(local).instant() <= at && !self.is_out(local);
        let ruled = rule.and_then(|rule| {
            let mut local = rule.at_or_before(self.wall(later(at, AROUND)));
            // What lies around the instant is passed over, and what does not take place.
            let most = self.exdates.len() + 4 * Rule::TIMES_A_DAY;
            for _ in 0..most {
                match local {
                    Some(found) if fits(found) => return Some(found),
                    Some(found) => local = rule.previous(found),
                    None => return None,
                }
            }
            None
        });
        self.in_order(ruled.into_iter().collect(), |begins| begins <= at).pop()
    }

    fn ruled(&self) -> Option<Rule> {
        self.recurrence().ok().flatten()
    }

    /// What the clock shows there. Beyond the years of calendars it stands still, for a rule knows none.
    fn wall(&self, at: DateTime<Utc>) -> NaiveDateTime {
        to_local(at, self.zone).clamp(FIRST.into(), LAST.into())
    }

    fn at(&self, local: NaiveDateTime) -> PlanTime {
        PlanTime { local, zone: self.zone }
    }

    fn is_out(&self, local: NaiveDateTime) -> bool {
        self.exdates.contains(&local)
    }

    /// The occurrences of the rule with the single dates, without those that do not take place.
    fn in_order(&self, ruled: Vec<NaiveDateTime>, fits: impl Fn(DateTime<Utc>) -> bool) -> Vec<PlanTime> {
        let once = self.rule.is_none().then_some(self.start);
        let out: BTreeSet<NaiveDateTime> = self.exdates.iter().copied().collect();
        let all: BTreeSet<NaiveDateTime> =
            ruled.into_iter().chain(once).chain(self.rdates.iter().copied()).collect();
        let mut times: Vec<(DateTime<Utc>, PlanTime)> = all
            .into_iter()
            .filter(|local| !out.contains(local))
            .map(|local| (to_instant(local, self.zone), self.at(local)))
            .filter(|(begins, _)| fits(*begins))
            .collect();
        times.sort_by_key(|(begins, time)| (*begins, time.local));
        times.dedup_by_key(|(begins, _)| *begins);
        times.into_iter().map(|(_, time)| time).collect()
    }
}

impl Community {
    /// The most series a group has.
    pub const MOST_SERIES: usize = 1_000;
    /// The most of them that recur: each costs time whenever a group is looked at.
    pub const MOST_RULES: usize = 100;
    /// The most members, and the most others.
    pub const MOST_MEMBERS: usize = 1_000;
    /// So long before a gathering it can be spoken of, in minutes: a week.
    pub const LONGEST_REMINDER: u32 = 10_080;

    /// Whether it has more series, or more that recur, than a group has.
    pub fn is_too_much(&self) -> bool {
        let rules = self.series.iter().filter(|series| series.rule.is_some()).count();
        self.series.len() > Community::MOST_SERIES || rules > Community::MOST_RULES
    }

    /// When it gathers, for several questions one after the other: its rules are read once.
    pub fn gatherings(&self) -> Gatherings<'_> {
        Gatherings { community: self, rules: self.series.iter().map(Series::ruled).collect() }
    }

    /// Its gatherings from the one instant on until before the other, in their order.
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Gathering> {
        self.gatherings().between(from, to)
    }

    /// The next ones that begin strictly after an instant, at most so many.
    pub fn after(&self, after: DateTime<Utc>, count: usize) -> Vec<Gathering> {
        self.gatherings().after(after, count)
    }

    /// The last one that begins at an instant or before it.
    pub fn last(&self, at: DateTime<Utc>) -> Option<Gathering> {
        self.gatherings().last(at)
    }

    /// The one that was over last at an instant.
    pub fn last_ended(&self, now: DateTime<Utc>) -> Option<Gathering> {
        self.gatherings().last_ended(now)
    }

    /// The one that begins at this instant, if one does.
    pub fn gathering_at(&self, begins: DateTime<Utc>) -> Option<Gathering> {
        self.between(begins, later(begins, TimeDelta::seconds(1))).pop()
    }

    /// What was said about the one that begins at this instant.
    pub fn said_of(&self, begins: DateTime<Utc>) -> Option<&Attendance> {
        self.attendance.iter().find(|said| said.slot.instant() == begins)
    }

    /// What the user said beforehand of the one that begins at this instant.
    pub fn answer_to(&self, begins: DateTime<Utc>) -> Option<Answer> {
        self.said_of(begins)?.answer
    }

    /// What became of the one that begins at this instant.
    pub fn outcome_of(&self, begins: DateTime<Utc>) -> Option<&Outcome> {
        self.said_of(begins)?.outcome.as_ref()
    }

    /// The same with something else said about a gathering.
    #[must_use]
    pub fn saying(mut self, slot: PlanTime, say: impl FnOnce(&mut Attendance)) -> Community {
        let begins = slot.instant();
        let place = self.attendance.iter().position(|said| said.slot.instant() == begins);
        let place = place.unwrap_or_else(|| {
            let new = Attendance { slot, answer: None, reminded: None, asked: None, outcome: None };
            let place = self.attendance.partition_point(|said| said.slot.instant() < begins);
            self.attendance.insert(place, new);
            place
        });
        say(&mut self.attendance[place]);
        self
    }
}

/// When a group gathers, with its rules read.
#[derive(Debug)]
pub struct Gatherings<'c> {
    community: &'c Community,
    /// Of each series.
    rules: Vec<Option<Rule>>,
}

impl Gatherings<'_> {
    /// See [`Community::between`].
    pub fn between(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Gathering> {
        self.gathered(|series, rule| series.between_by(rule, from, to))
    }

    /// See [`Community::after`].
    pub fn after(&self, after: DateTime<Utc>, count: usize) -> Vec<Gathering> {
        let mut gatherings = self.gathered(|series, rule| series.after_by(rule, after, count));
        gatherings.truncate(count);
        gatherings
    }

    /// See [`Community::last`].
    pub fn last(&self, at: DateTime<Utc>) -> Option<Gathering> {
        self.gathered(|series, rule| series.last_by(rule, at).into_iter().collect()).pop()
    }

    /// See [`Community::last_ended`].
    pub fn last_ended(&self, now: DateTime<Utc>) -> Option<Gathering> {
        let of_each = |series: &Series, rule: Option<&Rule>| {
            let length = TimeDelta::minutes(series.minutes.into());
            series.last_by(rule, earlier(now, length)).into_iter().collect()
        };
        self.gathered(of_each).pop()
    }

    /// Those of each series in one order, none twice.
    fn gathered(&self, times: impl Fn(&Series, Option<&Rule>) -> Vec<PlanTime>) -> Vec<Gathering> {
        let Gatherings { community, rules } = self;
        let mut gatherings: Vec<Gathering> = Vec::new();
        for (at, (series, rule)) in community.series.iter().zip(rules).enumerate() {
            let place = if series.place.is_empty() { &community.place } else { &series.place };
            gatherings.extend(times(series, rule.as_ref()).into_iter().map(|slot| Gathering {
                slot,
                minutes: series.minutes,
                title: series.title.clone(),
                place: place.clone(),
                series: at,
            }));
        }
        gatherings.sort_by_key(|gathering| (gathering.begins(), gathering.series));
        gatherings.dedup_by_key(|gathering| gathering.begins());
        gatherings
    }
}
