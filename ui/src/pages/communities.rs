//! Communities: who was there last, what comes next, and the groups.
//!
//! A gathering that was missed is left in peace: only the latest one that is over asks who was there.

use askama::Template;
use chrono::{DateTime, SecondsFormat, Utc};
use kith_app::{AppError, CommunityView, GatheringView, error::Kind};
use kith_core::{CommunityId, community::Answer as Said};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

pub(crate) mod calendar;
pub(crate) mod form;
pub(crate) mod ideas;
pub(crate) mod one;
pub(crate) mod series;
pub(crate) mod there;

#[derive(Template)]
#[template(path = "communities.html")]
struct Communities<'a> {
    frame: Frame<'a>,
    day: String,
    to_answer: Vec<Question>,
    next: Vec<Line>,
    communities: Vec<Row>,
}

/// "Who was there?", about one gathering.
pub(crate) struct Question {
    pub community: String,
    /// When it began, for the form.
    pub at: String,
    /// The end of the ids of its fields.
    pub id: String,
    pub title: String,
    pub question: String,
    /// Who can be ticked.
    pub members: Vec<(String, String)>,
}

/// A gathering in a list.
pub(crate) struct Line {
    pub community: String,
    pub at: String,
    pub id: String,
    pub title: String,
    /// When, where, how long, and what was said of it.
    pub about: Vec<String>,
    /// What its buttons are about, for those who do not see the line.
    pub named: String,
    pub is_over: bool,
    /// Whether "Going" can be said, and "Not this time".
    pub may_go: bool,
    pub may_stay: bool,
    /// Whether it can be said who was there.
    pub may_tell: bool,
    /// The check-in that it became.
    pub check_in: Option<String>,
}

/// A community in the list.
struct Row {
    id: String,
    name: String,
    about: Vec<String>,
    trouble: Option<String>,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let all = ctx.app.communities();
    answer::page(&Communities {
        frame: ctx.frame("communities-title", Here::Communities),
        day: ctx.words.full_day(ctx.app.local_now().date_naive()),
        to_answer: all.to_answer.iter().map(|view| question(ctx, view)).collect(),
        next: all.next.iter().map(|view| line(ctx, view, None)).collect(),
        communities: all.communities.iter().map(|view| row(ctx, view)).collect(),
    })
}

fn row(ctx: &Ctx<'_>, view: &CommunityView) -> Row {
    let community = &view.community;
    let now = ctx.app.local_now();
    let next = view.next.as_ref().map(|next| {
        let when = ctx.words.gathering_when(next, &now);
        ctx.words.with("communities-next-when", &[("when", when.into())])
    });
    let count = community.members.len() + community.others.len();
    let members = (count > 0).then(|| ctx.words.with("communities-members", &[("count", count.into())]));
    let said = [Some(community.role.clone()), Some(community.place.clone()), members, next];
    Row {
        id: community.id.to_string(),
        name: community.name.clone(),
        about: said.into_iter().flatten().filter(|said| !said.is_empty()).collect(),
        trouble: view.trouble.map(|trouble| ctx.words.subscription_trouble(trouble)),
    }
}

pub(crate) fn question(ctx: &Ctx<'_>, view: &GatheringView) -> Question {
    let now = ctx.app.local_now();
    Question {
        community: view.community.to_string(),
        at: stamp(view.begins.to_utc()),
        id: id(view),
        title: view.name.clone(),
        question: ctx.words.gathering_question(view, &now),
        members: view.members.iter().map(|member| (member.id.to_string(), member.name.clone())).collect(),
    }
}

/// A gathering as a line. On the page of its community neither that is said, nor that it is at `usual`.
pub(crate) fn line(ctx: &Ctx<'_>, view: &GatheringView, usual: Option<&str>) -> Line {
    let now = ctx.app.local_now();
    let when = ctx.words.gathering_when(view, &now);
    let what = ctx.words.gathering_what(view);
    let is_over = view.ends <= now;
    let mut about = vec![when.clone()];
    let place = Some(view.gathering.place.clone());
    about.extend(place.filter(|place| !place.is_empty() && usual != Some(place.as_str())));
    if !view.gathering.minutes.is_multiple_of(1440) {
        about.push(ctx.words.minutes(view.gathering.minutes));
    }
    about.extend(ctx.words.gathering_stands(view));
    let check_in = match &view.outcome {
        Some(kith_core::community::Outcome::Attended { check_in }) => check_in.map(|id| id.to_string()),
        _ => None,
    };
    let title = match (usual, view.gathering.title.as_str()) {
        (None, _) => what.clone(),
        (Some(_), "") => std::mem::take(&mut about[0]),
        (Some(_), title) => title.to_owned(),
    };
    about.retain(|said| !said.is_empty());
    Line {
        community: view.community.to_string(),
        at: stamp(view.begins.to_utc()),
        id: id(view),
        title,
        about,
        named: ctx.words.with("communities-named", &[("what", what.into()), ("when", when.into())]),
        is_over,
        may_go: !is_over && view.answer != Some(Said::Going),
        may_stay: !is_over && view.answer != Some(Said::NotThisTime),
        may_tell: view.begins <= now && check_in.is_none(),
        check_in,
    }
}

/// What tells a gathering from others on a page.
fn id(view: &GatheringView) -> String {
    format!("{}-{}", view.community, view.begins.timestamp())
}

/// When a gathering begins, as forms carry it.
pub(crate) fn stamp(begins: DateTime<Utc>) -> String {
    begins.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The gathering that the form is about.
pub(crate) fn stamped(ctx: &Ctx<'_>) -> Result<DateTime<Utc>, Trouble> {
    ctx.asked.parsed("at").ok_or(Trouble::App(AppError::Gone(Kind::Gathering)))
}

pub(crate) fn community_id(segment: &str) -> Result<CommunityId, Trouble> {
    segment.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Community)))
}

/// Where a community is.
pub(crate) fn path(id: CommunityId) -> String {
    format!("/communities/{id}")
}
