//! Communities and their gatherings as a page, a line or a script shows them.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use kith_core::{
    Community, CommunityId, Gathering, PersonId, Series, Status,
    community::{Answer, Outcome},
    due::Frame,
    find::fold,
    zoned::to_instant,
};

use super::{SubscriptionTrouble, calendar::CalendarKnown};
use crate::{App, AppError, cache::Cache, error::Kind};

/// So many of the next gatherings of one community are shown.
const NEXT: usize = 6;

/// So many of those that are over.
const PAST: usize = 12;

/// So far ahead the gatherings of all are looked for.
const AHEAD: TimeDelta = TimeDelta::days(14);

/// So many of them are shown.
const NEXT_OF_ALL: usize = 12;

/// This week is so many days, from today on.
const WEEK: u64 = 7;

/// So many of the next gatherings of one community are among what comes this week.
const NEXT_THIS_WEEK: usize = 2;

/// A gathering as it is shown.
#[derive(Clone, PartialEq, Debug)]
pub struct GatheringView {
    /// Of which community.
    pub community: CommunityId,
    /// What that is called.
    pub name: String,
    /// The gathering.
    pub gathering: Gathering,
    /// When it begins, as the clock here shows it.
    pub begins: DateTime<Tz>,
    /// When it is over.
    pub ends: DateTime<Tz>,
    /// What was said beforehand.
    pub answer: Option<Answer>,
    /// What became of it.
    pub outcome: Option<Outcome>,
    /// Whether "who was there?" is open.
    pub to_answer: bool,
    /// Who can be ticked: the members who are in touch, or rest.
    pub members: Vec<Member>,
}

/// A member who is in the book.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// How it stands with them.
    pub status: Status,
}

/// A community in a list.
#[derive(Clone, PartialEq, Debug)]
pub struct CommunityView {
    /// The community.
    pub community: Community,
    /// Its members who are in the book, in their order.
    pub members: Vec<Member>,
    /// The next gathering to which nobody said "not this time", or the one that goes on now.
    pub next: Option<GatheringView>,
    /// Why its calendar could not be read, if so. What was read before stands.
    pub trouble: Option<SubscriptionTrouble>,
}

/// All of them.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct CommunitiesView {
    /// The gatherings about which "who was there?" is open, the latest first.
    pub to_answer: Vec<GatheringView>,
    /// What comes in the next two weeks, in its order.
    pub next: Vec<GatheringView>,
    /// In the order of their names.
    pub communities: Vec<CommunityView>,
}

/// One community.
#[derive(Clone, PartialEq, Debug)]
pub struct CommunityPage {
    /// The community.
    pub view: CommunityView,
    /// The next gatherings.
    pub next: Vec<GatheringView>,
    /// Those that are over, the latest first.
    pub past: Vec<GatheringView>,
    /// Its series.
    pub series: Vec<SeriesView>,
    /// What of its calendar is not kept as it is there, as far as that was read since Kith began.
    pub read: CalendarKnown,
}

/// A series of a community.
#[derive(Clone, PartialEq, Debug)]
pub struct SeriesView {
    /// Which, counted from 0.
    pub at: usize,
    /// The series.
    pub series: Series,
    /// Whether it is the calendar's, and so not to be changed here.
    pub from_calendar: bool,
    /// Whether it has no gathering any more.
    pub over: bool,
}

impl GatheringView {
    pub(super) fn of(community: &Community, gathering: Gathering, frame: &Frame<'_>) -> GatheringView {
        let begins = gathering.begins();
        GatheringView {
            community: community.id,
            name: community.name.clone(),
            begins: begins.with_timezone(&frame.zone),
            ends: gathering.ends().with_timezone(&frame.zone),
            answer: community.answer_to(begins),
            outcome: community.outcome_of(begins).cloned(),
            to_answer: community.is_to_answer(&gathering, frame.now),
            members: Vec::new(),
            gathering,
        }
    }

    fn with_members(self, community: &Community, cache: &Cache) -> GatheringView {
        let mut members = members(community, cache);
        members.retain(|member| matches!(member.status, Status::Active | Status::Resting));
        GatheringView { members, ..self }
    }
}

fn members(community: &Community, cache: &Cache) -> Vec<Member> {
    let member = |id: &PersonId| {
        let row = cache.row(*id)?;
        Some(Member { id: *id, name: row.name.clone(), status: row.status })
    };
    community.members.iter().filter_map(member).collect()
}

impl App {
    /// Every community, what comes, and what is to be answered.
    pub fn communities(&self) -> CommunitiesView {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let mut all = CommunitiesView::default();
        for community in cache.communities.values() {
            let view = |gathering| GatheringView::of(community, gathering, &frame);
            let open = community.to_answer(frame.now).map(view);
            all.to_answer.extend(open.map(|open| open.with_members(community, &cache)));
            all.next.extend(soon(community, &frame, frame.now + AHEAD).into_iter().map(view));
            all.communities.push(self.viewed(community, &cache, &frame));
        }
        all.to_answer.sort_by_key(|view| std::cmp::Reverse((view.begins, view.community)));
        all.next.sort_by_key(|view| (view.begins, view.community));
        all.next.truncate(NEXT_OF_ALL);
        all.communities.sort_by_cached_key(|view| (fold(&view.community.name), view.community.id));
        all
    }

    /// One community.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn community(&self, id: CommunityId) -> Result<CommunityPage, AppError> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let community = cache.communities.get(&id).ok_or(AppError::Gone(Kind::Community))?;
        let view =
            |gathering| GatheringView::of(community, gathering, &frame).with_members(community, &cache);
        let running = community.last(frame.now).filter(|last| last.ends() > frame.now);
        let next = running.into_iter().chain(community.after(frame.now, NEXT));
        let series = community.series.iter().enumerate().map(|(at, series)| SeriesView {
            at,
            series: series.clone(),
            from_calendar: community.calendar.is_some() && series.uid.is_some(),
            over: series.after(frame.now, 1).is_empty(),
        });
        Ok(CommunityPage {
            view: self.viewed(community, &cache, &frame),
            next: next.take(NEXT).map(view).collect(),
            past: past(community, &frame).into_iter().map(view).collect(),
            series: series.collect(),
            read: self.calendars_read().known(id),
        })
    }

    /// One gathering, with those who can be ticked.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn gathering(&self, id: CommunityId, begins: DateTime<Utc>) -> Result<GatheringView, AppError> {
        let cache = self.cache();
        let community = cache.communities.get(&id).ok_or(AppError::Gone(Kind::Community))?;
        let gathering = super::gathering(community, begins)?;
        Ok(GatheringView::of(community, gathering, &self.frame(&cache)).with_members(community, &cache))
    }

    /// The communities that somebody is in, in the order of their names.
    pub fn communities_of(&self, person: PersonId) -> Vec<(CommunityId, String)> {
        let cache = self.cache();
        let of = cache.communities.values().filter(|it| it.members.contains(&person));
        let mut of: Vec<_> = of.map(|it| (it.id, it.name.clone())).collect();
        of.sort_by_cached_key(|(id, name)| (fold(name), *id));
        of
    }

    /// The gatherings on the days from `from` to `to` (both count), in their order, without those to which "not this time"
    /// was said. At most two months are looked through.
    pub fn gatherings_on(&self, from: NaiveDate, to: NaiveDate) -> Vec<GatheringView> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let begins = to_instant(from.into(), frame.zone);
        let ends = to.succ_opt().map_or(begins, |next| to_instant(next.into(), frame.zone));
        let ends = ends.min(begins.checked_add_signed(TimeDelta::days(62)).unwrap_or(begins));
        let mut on: Vec<GatheringView> = Vec::new();
        for community in cache.communities.values() {
            let gatherings = community.between(begins, ends);
            on.extend(gatherings.into_iter().map(|it| GatheringView::of(community, it, &frame)));
        }
        on.retain(|view| view.answer != Some(Answer::NotThisTime));
        on.sort_by_key(|view| (view.begins, view.community));
        on
    }

    /// The gatherings that are still to come within seven days from today on, of each community the next two at most: what
    /// is daily would leave nothing else to see.
    pub fn gatherings_this_week(&self) -> Vec<GatheringView> {
        let today = self.local_now().date_naive();
        let last = today.checked_add_days(Days::new(WEEK - 1)).unwrap_or(today);
        let mut on = self.gatherings_on(today, last);
        on.retain(|view| view.ends.to_utc() > self.now());
        let mut listed = BTreeMap::<CommunityId, usize>::new();
        on.retain(|view| {
            let of = listed.entry(view.community).or_default();
            *of += 1;
            *of <= NEXT_THIS_WEEK
        });
        on
    }

    /// The gatherings about which something may be on the screen: those to come or to answer.
    pub fn open_gatherings(&self) -> Vec<(CommunityId, DateTime<Utc>)> {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let open = cache.communities.values().flat_map(|community| {
            let soon = community.remind.map(|minutes| TimeDelta::minutes(minutes.into())).unwrap_or_default();
            let coming = soon_within(community, &frame, frame.now + soon + TimeDelta::seconds(1));
            let unanswered =
                coming.into_iter().filter(|it| community.answer_to(it.begins()) != Some(Answer::NotThisTime));
            let of = unanswered.chain(community.to_answer(frame.now));
            of.map(|it| (community.id, it.begins())).collect::<Vec<_>>()
        });
        open.collect()
    }

    /// The community that is meant by its id, its name or the beginning of that.
    ///
    /// # Errors
    /// [`AppError::NoCommunityNamed`], [`AppError::SeveralCommunities`].
    pub fn which_community(&self, typed: &str) -> Result<CommunityId, AppError> {
        let cache = self.cache();
        let wanted = fold(typed.trim());
        if let Some(id) = typed.trim().parse().ok().filter(|id| cache.communities.contains_key(id)) {
            return Ok(id);
        }
        let named = |fits: &dyn Fn(&str) -> bool| -> Vec<(CommunityId, String)> {
            let fitting = cache.communities.values().filter(|it| fits(&fold(&it.name)));
            fitting.map(|it| (it.id, it.name.clone())).collect()
        };
        let exactly = named(&|name| name == wanted);
        let found = match exactly.is_empty() && !wanted.is_empty() {
            true => named(&|name| {
                name.split(' ').any(|word| word.starts_with(&wanted)) || name.starts_with(&wanted)
            }),
            false => exactly,
        };
        match found.as_slice() {
            [(id, _)] => Ok(*id),
            [] => Err(AppError::NoCommunityNamed(typed.trim().to_owned())),
            several => Err(AppError::SeveralCommunities {
                typed: typed.trim().to_owned(),
                names: several.iter().map(|(_, name)| name.clone()).collect(),
            }),
        }
    }

    fn viewed(&self, community: &Community, cache: &Cache, frame: &Frame<'_>) -> CommunityView {
        let running = community.last(frame.now).filter(|last| last.ends() > frame.now);
        let mut next = running.into_iter().chain(community.after(frame.now, NEXT));
        let next = next.find(|it| community.answer_to(it.begins()) != Some(Answer::NotThisTime));
        CommunityView {
            members: members(community, cache),
            next: next.map(|next| GatheringView::of(community, next, frame)),
            trouble: self.calendars_read().known(community.id).trouble,
            community: community.clone(),
        }
    }
}

/// What goes on now, and what begins until then.
fn soon(community: &Community, frame: &Frame<'_>, until: DateTime<Utc>) -> Vec<Gathering> {
    let running = community.last(frame.now).filter(|last| last.ends() > frame.now);
    running.into_iter().chain(soon_within(community, frame, until)).collect()
}

fn soon_within(community: &Community, frame: &Frame<'_>, until: DateTime<Utc>) -> Vec<Gathering> {
    community.between(frame.now + TimeDelta::milliseconds(1), until)
}

/// Those that are over, the latest first: what something was said about, and the last few since the community is known.
fn past(community: &Community, frame: &Frame<'_>) -> Vec<Gathering> {
    let since = community.made.max(frame.now - TimeDelta::days(35));
    let mut past = community.between(since, frame.now);
    // They are in the order of their instants. Only as many as are shown are looked up, however many years there are.
    let said =
        community.attendance.iter().rev().filter(|said| said.outcome.is_some() || said.answer.is_some());
    let begun = said.map(|said| said.slot.instant()).filter(|begins| *begins <= frame.now);
    let over = begun.filter_map(|begins| super::gathering(community, begins).ok());
    past.extend(over.filter(|gathering| gathering.ends() <= frame.now).take(PAST));
    past.retain(|gathering| gathering.ends() <= frame.now);
    past.sort_by_key(|gathering| std::cmp::Reverse(gathering.begins()));
    past.dedup_by_key(|gathering| gathering.begins());
    past.truncate(PAST);
    past
}
