//! Communities: groups with their own gatherings, who is in them, and who was there.
//!
//! Being there is contact with exactly those who are ticked. It is logged by the one path of all check-ins, in the same
//! act, so that taking that back opens the question again. A gathering that was missed is never overdue.

mod calendar;
mod listed;
mod told;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use kith_core::{
    CheckInId, Community, CommunityId, Extra, Felt, Gathering, Mode, PersonId, Rule, Series,
    community::{Answer, Outcome},
    due::Frame,
    zoned::to_local,
};
use kith_exchange::{many_lines, one_line};
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError, Day, Logged, NewCheckIn,
    cache::Cache,
    error::Kind,
    shared::{By, Decided},
};

pub(crate) use calendar::Reading;
pub use calendar::{CalendarKnown, GatheringsRead, SubscriptionTrouble};
pub use listed::{CommunitiesView, CommunityPage, CommunityView, GatheringView, Member, SeriesView};
pub use told::GatheringTold;

/// A community to add, or what one is to become.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct NewCommunity {
    /// What it is called; not empty.
    pub name: String,
    /// Where it gathers; may be empty.
    pub place: String,
    /// What to remember; may be empty.
    pub note: String,
    /// What you are in it; may be empty.
    pub role: String,
    /// Who is in it, of the people in the book.
    pub members: Vec<PersonId>,
    /// Who else is in it, by name.
    pub others: Vec<String>,
    /// So many minutes before a gathering it is spoken of, up to a week; `None` is never.
    pub remind: Option<u32>,
}

/// Gatherings to add, or what some are to become.
#[derive(Clone, PartialEq, Debug)]
pub struct NewSeries {
    /// What they are, where the group has several; may be empty.
    pub title: String,
    /// Where, if not where the group gathers; may be empty.
    pub place: String,
    /// The first one, or the day from which on the rule counts, in wall time.
    pub start: NaiveDateTime,
    /// Where that wall time holds.
    pub zone: Tz,
    /// How long, in minutes: 1 to 10,080 (a week).
    pub minutes: u32,
    /// An RRULE; `None` is once.
    pub rule: Option<String>,
}

/// Who was at a gathering, and what stays of it.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct NewAttendance {
    /// The members who were there. With none of them, only that the user was.
    pub there: Vec<PersonId>,
    /// How long, in minutes; `None` is as long as it is meant to be.
    pub minutes: Option<u32>,
    /// What stays of it; may be empty.
    pub note: String,
    /// How it left you.
    pub felt: Option<Felt>,
}

impl App {
    /// Adds a community.
    ///
    /// # Errors
    /// [`AppError::NoCommunityName`], [`AppError::Gone`], [`AppError::OutOfRange`].
    pub fn add_community(&self, new: &NewCommunity) -> Result<Community, AppError> {
        self.act(By::User, "community.add", |cache, frame| {
            let community = settled(new, empty(frame), cache)?;
            Ok(Decided { changes: vec![put(community.clone())], answer: community })
        })
    }

    /// Changes what a community is. Its gatherings stay as they are.
    ///
    /// # Errors
    /// As [`App::add_community`].
    pub fn edit_community(&self, id: CommunityId, new: &NewCommunity) -> Result<Community, AppError> {
        self.change_community("community.edit", id, |community, cache, _| {
            settled(new, community.clone(), cache)
        })
    }

    /// Removes a community. What was logged of its gatherings stays.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_community(&self, id: CommunityId) -> Result<Community, AppError> {
        self.act(By::User, "community.remove", |cache, _| {
            let community = known(cache, id)?.clone();
            Ok(Decided { changes: vec![Change::Remove(Key::Community(id))], answer: community })
        })
    }

    /// Adds gatherings to a community. Nothing is asked about those that are over.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::BadRule`], [`AppError::OutOfRange`].
    pub fn add_series(&self, id: CommunityId, new: &NewSeries) -> Result<Community, AppError> {
        self.change_community("community.series.add", id, |community, _, frame| {
            let mut after = community.clone();
            after.series.push(series(new)?);
            bounded(&after)?;
            Ok(after.told_from(community, frame.now))
        })
    }

    /// Changes the gatherings of a series, counted from 0. Of those that do not take place each stays the one of its day.
    ///
    /// # Errors
    /// As [`App::add_series`]; [`AppError::FromCalendar`].
    pub fn edit_series(&self, id: CommunityId, at: usize, new: &NewSeries) -> Result<Community, AppError> {
        self.change_community("community.series.edit", id, |community, _, frame| {
            let before = own(community, at)?;
            let mut edited =
                Series { uid: before.uid.clone(), rdates: before.rdates.clone(), ..series(new)? };
            let moved = |out: &NaiveDateTime| match out.time() == before.start.time() {
                true => out.date().and_time(edited.start.time()),
                false => *out,
            };
            edited.exdates = before.exdates.iter().map(moved).collect();
            let mut after = community.clone();
            after.series[at] = edited;
            bounded(&after)?;
            Ok(after.told_from(community, frame.now))
        })
    }

    /// Removes a series, counted from 0. What was said about its gatherings stays.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::FromCalendar`].
    pub fn remove_series(&self, id: CommunityId, at: usize) -> Result<Community, AppError> {
        self.change_community("community.series.remove", id, |community, _, _| {
            own(community, at)?;
            let mut after = community.clone();
            after.series.remove(at);
            Ok(after)
        })
    }

    /// A single gathering does not take place.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::FromCalendar`].
    pub fn cancel_gathering(&self, id: CommunityId, begins: DateTime<Utc>) -> Result<Community, AppError> {
        self.change_community("community.cancel", id, |community, _, _| {
            let mut after = community.clone();
            let mut found = false;
            for at in 0..after.series.len() {
                let times = after.series[at].between(begins, begins + chrono::TimeDelta::seconds(1));
                for time in times {
                    own(community, at)?;
                    let Series { rdates, exdates, .. } = &mut after.series[at];
                    rdates.retain(|other| *other != time.local);
                    exdates.push(time.local);
                    found = true;
                }
            }
            after.series.iter_mut().for_each(tidied);
            if found { Ok(after) } else { Err(AppError::Gone(Kind::Gathering)) }
        })
    }

    /// A series has a single gathering besides, or one that was cancelled takes place after all.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::FromCalendar`], [`AppError::OutOfRange`].
    pub fn add_gathering(
        &self,
        id: CommunityId,
        at: usize,
        local: NaiveDateTime,
    ) -> Result<Community, AppError> {
        self.change_community("community.once-more", id, |community, _, frame| {
            if own(community, at)?.rdates.len() >= Series::MOST_DATES {
                return Err(AppError::OutOfRange("gatherings"));
            }
            let mut after = community.clone();
            after.series[at].exdates.retain(|out| *out != local);
            after.series[at].rdates.push(local);
            tidied(&mut after.series[at]);
            Ok(after.told_from(community, frame.now))
        })
    }

    /// "Going", or "not this time". It can be said again, and otherwise, until the gathering is over.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::InPast`].
    pub fn answer_gathering(
        &self,
        id: CommunityId,
        begins: DateTime<Utc>,
        answer: Answer,
    ) -> Result<Gathering, AppError> {
        self.act(By::User, "community.answer", |cache, frame| {
            let community = known(cache, id)?;
            let gathering = gathering(community, begins)?;
            if gathering.ends() <= frame.now {
                return Err(AppError::InPast);
            }
            let after = community.clone().saying(gathering.slot, |said| said.answer = Some(answer));
            Ok(Decided { changes: changed(community, after), answer: gathering })
        })
    }

    /// The user was there: logs one meeting with exactly the ticked members. Gives what that did, if anybody was ticked.
    ///
    /// # Errors
    /// [`AppError::Gone`], [`AppError::InFuture`] before it begins, [`AppError::NotAMember`],
    /// [`AppError::AlreadyAttended`] when it is logged; as [`App::log`].
    pub fn attended(
        &self,
        id: CommunityId,
        begins: DateTime<Utc>,
        new: &NewAttendance,
    ) -> Result<Option<Logged>, AppError> {
        self.act(By::User, "community.attended", |cache, frame| {
            let community = known(cache, id)?;
            let gathering = open(community, begins, frame)?;
            if let Some(stranger) = new.there.iter().find(|id| !community.members.contains(id)) {
                return Err(AppError::NotAMember(cache.name(*stranger)));
            }
            let (mut changes, answer) = match new.there.is_empty() {
                // What stays of a gathering stays with somebody: it is not to be lost without a word.
                true if !new.note.trim().is_empty() || new.felt.is_some() => {
                    return Err(AppError::NobodyTicked);
                }
                true => (Vec::new(), None),
                false => {
                    let Decided { changes, answer } =
                        self.logging(&contact(&gathering, new, frame), cache, frame)?;
                    (changes, Some(answer))
                }
            };
            let check_in = answer.as_ref().map(|logged| logged.check_in.id);
            let after = community
                .clone()
                .saying(gathering.slot, |said| said.outcome = Some(Outcome::Attended { check_in }));
            changes.push(put(after));
            Ok(Decided { changes, answer })
        })
    }

    /// The user was not there, or it did not take place.
    ///
    /// # Errors
    /// As [`App::attended`].
    pub fn was_not_there(&self, id: CommunityId, begins: DateTime<Utc>) -> Result<Gathering, AppError> {
        self.act(By::User, "community.not-there", |cache, frame| {
            let community = known(cache, id)?;
            let gathering = open(community, begins, frame)?;
            let after =
                community.clone().saying(gathering.slot, |said| said.outcome = Some(Outcome::NotThere));
            Ok(Decided { changes: changed(community, after), answer: gathering })
        })
    }

    fn change_community(
        &self,
        name: &'static str,
        id: CommunityId,
        change: impl FnOnce(&Community, &Cache, &Frame<'_>) -> Result<Community, AppError>,
    ) -> Result<Community, AppError> {
        self.act(By::User, name, |cache, frame| {
            let before = known(cache, id)?;
            let after = change(before, cache, frame)?;
            Ok(Decided { changes: changed(before, after.clone()), answer: after })
        })
    }
}

/// What becomes of gatherings whose check-in these changes take out of the book, whatever act they are of: "who was there?"
/// is open again, and is not announced again. So no outcome leads to a check-in that is not there.
pub(crate) fn reopen(changes: &mut Vec<Change>, cache: &Cache, now: DateTime<Utc>) {
    let gone = |change: &Change| match change {
        Change::Remove(Key::CheckIn(id)) => Some(*id),
        _ => None,
    };
    let gone: BTreeSet<CheckInId> = changes.iter().filter_map(gone).collect();
    if gone.is_empty() {
        return;
    }
    let open = |community: &Community| {
        let mut after = community.clone();
        for said in &mut after.attendance {
            if matches!(said.outcome, Some(Outcome::Attended { check_in: Some(id) }) if gone.contains(&id)) {
                said.outcome = None;
                said.asked = said.asked.or(Some(now));
            }
        }
        (after != *community).then_some(after)
    };
    let mut named = BTreeSet::new();
    for change in changes.iter_mut() {
        match change {
            Change::Put(Record::Community(community)) => {
                named.insert(community.id);
                if let Some(after) = open(community) {
                    **community = after;
                }
            }
            Change::Remove(Key::Community(id)) => drop(named.insert(*id)),
            _ => {}
        }
    }
    let others = cache.communities.values().filter(|it| !named.contains(&it.id));
    changes.extend(others.filter_map(open).map(put));
}

pub(crate) fn put(community: Community) -> Change {
    Change::Put(Record::Community(Box::new(community)))
}

fn changed(before: &Community, after: Community) -> Vec<Change> {
    if *before == after { Vec::new() } else { vec![put(after)] }
}

fn known(cache: &Cache, id: CommunityId) -> Result<&Community, AppError> {
    cache.communities.get(&id).ok_or(AppError::Gone(Kind::Community))
}

/// A series that is the user's to change: one that comes from a calendar which is read again is not.
fn own(community: &Community, at: usize) -> Result<&Series, AppError> {
    let series = community.series.get(at).ok_or(AppError::Gone(Kind::Gathering))?;
    match community.calendar.is_some() && series.uid.is_some() {
        true => Err(AppError::FromCalendar),
        false => Ok(series),
    }
}

/// A gathering by when it begins: as the group has it, or else as something was said about it.
fn gathering(community: &Community, begins: DateTime<Utc>) -> Result<Gathering, AppError> {
    let said = || {
        let slot = community.said_of(begins)?.slot;
        let (title, place) = (String::new(), community.place.clone());
        Some(Gathering { slot, minutes: 60, title, place, series: 0 })
    };
    community.gathering_at(begins).or_else(said).ok_or(AppError::Gone(Kind::Gathering))
}

/// One that has begun, and of which no meeting is logged.
fn open(community: &Community, begins: DateTime<Utc>, frame: &Frame<'_>) -> Result<Gathering, AppError> {
    let gathering = gathering(community, begins)?;
    if begins > frame.now {
        return Err(AppError::InFuture(to_local(begins, frame.zone).date()));
    }
    match community.outcome_of(begins) {
        Some(Outcome::Attended { check_in: Some(_) }) => Err(AppError::AlreadyAttended),
        _ => Ok(gathering),
    }
}

/// The meeting that a gathering is with those who were there.
fn contact(gathering: &Gathering, new: &NewAttendance, frame: &Frame<'_>) -> NewCheckIn {
    let local = to_local(gathering.begins(), frame.zone);
    NewCheckIn {
        people: new.there.clone(),
        mode: Mode::InPerson,
        when: Some(Day { day: local.date(), time: Some(local.time()) }),
        minutes: Some(new.minutes.unwrap_or(gathering.minutes)),
        started_by: None,
        note: new.note.clone(),
        felt: new.felt,
        promise: None,
    }
}

fn empty(frame: &Frame<'_>) -> Community {
    Community {
        id: CommunityId::new(frame.now),
        name: String::new(),
        place: String::new(),
        note: String::new(),
        role: String::new(),
        members: Vec::new(),
        others: Vec::new(),
        series: Vec::new(),
        remind: None,
        calendar: None,
        attendance: Vec::new(),
        made: frame.now,
        extra: Extra::new(),
    }
}

/// The community with what `new` says. Who was a member `before` is not asked about again.
fn settled(new: &NewCommunity, before: Community, cache: &Cache) -> Result<Community, AppError> {
    let name = one_line(&new.name);
    if name.is_empty() {
        return Err(AppError::NoCommunityName);
    }
    if new.remind.is_some_and(|minutes| minutes > Community::LONGEST_REMINDER) {
        return Err(AppError::OutOfRange("remind"));
    }
    let mut members: Vec<PersonId> = Vec::new();
    for id in &new.members {
        if cache.row(*id).is_none() && !before.members.contains(id) {
            return Err(AppError::Gone(Kind::Person));
        }
        if !members.contains(id) {
            members.push(*id);
        }
    }
    let mut others: Vec<String> = Vec::new();
    for other in new.others.iter().map(|other| one_line(other)).filter(|other| !other.is_empty()) {
        if !others.contains(&other) {
            others.push(other);
        }
    }
    if members.len().max(others.len()) > Community::MOST_MEMBERS {
        return Err(AppError::OutOfRange("members"));
    }
    Ok(Community {
        name,
        place: one_line(&new.place),
        note: many_lines(new.note.trim()),
        role: one_line(&new.role),
        members,
        others,
        remind: new.remind,
        ..before
    })
}

/// The series as it is stored: it begins with its first gathering.
fn series(new: &NewSeries) -> Result<Series, AppError> {
    if !(1..=Series::LONGEST).contains(&new.minutes) {
        return Err(AppError::OutOfRange("minutes"));
    }
    let rule = new.rule.as_deref().map(|rule| Rule::parse_in(rule, new.start, Some(new.zone))).transpose()?;
    Ok(Series {
        uid: None,
        title: one_line(&new.title),
        place: one_line(&new.place),
        start: rule.as_ref().map_or(new.start, Rule::first),
        zone: new.zone,
        minutes: new.minutes,
        rule: rule.map(|rule| rule.text().to_owned()),
        exdates: Vec::new(),
        rdates: Vec::new(),
    })
}

/// No more gatherings than can be worked out soon, wherever they come from.
fn bounded(community: &Community) -> Result<(), AppError> {
    match community.is_too_much() {
        true => Err(AppError::OutOfRange("series")),
        false => Ok(()),
    }
}

fn tidied(series: &mut Series) {
    for dates in [&mut series.exdates, &mut series.rdates] {
        dates.sort_unstable();
        dates.dedup();
    }
}
