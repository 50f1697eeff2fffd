//! One community: when it gathers next, who is in it, and what was.

use askama::Template;
use kith_app::{AppError, SeriesView, error::Kind};

use super::{Line, Question, community_id, line, question, series};
use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

#[derive(Template)]
#[template(path = "community.html")]
struct One<'a> {
    frame: Frame<'a>,
    id: String,
    name: String,
    about: Vec<String>,
    to_answer: Option<Question>,
    next: Vec<Line>,
    series: Vec<SeriesShown>,
    past: Vec<Line>,
    /// The members who are in the book.
    members: Vec<(String, String)>,
    others: Vec<String>,
    place: String,
    role: String,
    note: String,
    remind: String,
    /// The calendar that is read again.
    calendar: Option<String>,
    trouble: Option<String>,
    not_kept: Vec<String>,
}

/// A series with its next dates.
struct SeriesShown {
    at: usize,
    words: String,
    dates: Vec<String>,
    /// Whether it is the user's to change.
    own: bool,
    over: bool,
    /// Whether a single one can come besides: not to what is once.
    recurs: bool,
}

pub(crate) fn page(ctx: &Ctx<'_>, id: &str) -> Result<Answer, Trouble> {
    let id = community_id(id)?;
    let page = match ctx.app.community(id) {
        // Adding it was taken back, from its own page: all of them is where to be then.
        Err(AppError::Gone(Kind::Community)) => return super::page(ctx),
        page => page?,
    };
    let community = &page.view.community;
    let asked = community.to_answer(ctx.app.now()).map(|open| open.begins());
    let to_answer = page.past.iter().find(|view| Some(view.begins.to_utc()) == asked);
    let shown = |series: &SeriesView| SeriesShown {
        at: series.at,
        words: ctx.words.series(&series.series, ctx.app.zone()),
        // What is once has said its day already.
        dates: match series.series.rule.is_some() || !series.series.rdates.is_empty() {
            true => series::next_dates(ctx, &series.series),
            false => Vec::new(),
        },
        own: !series.from_calendar,
        over: series.over,
        recurs: series.series.rule.is_some() && !series.from_calendar,
    };
    let count = community.members.len() + community.others.len();
    let members = (count > 0).then(|| ctx.words.with("communities-members", &[("count", count.into())]));
    let named = |view: &kith_app::GatheringView| line(ctx, view, Some(&community.place));
    answer::page(&One {
        frame: ctx.frame_titled(community.name.clone(), Here::Communities),
        id: id.to_string(),
        name: community.name.clone(),
        about: [Some(community.role.clone()), Some(community.place.clone()), members]
            .into_iter()
            .flatten()
            .filter(|said| !said.is_empty())
            .collect(),
        to_answer: to_answer.map(|view| question(ctx, view)),
        next: page.next.iter().map(named).collect(),
        past: page.past.iter().map(named).collect(),
        series: page.series.iter().map(shown).collect(),
        members: page
            .view
            .members
            .iter()
            .map(|member| (member.id.to_string(), member.name.clone()))
            .collect(),
        others: community.others.clone(),
        place: community.place.clone(),
        role: community.role.clone(),
        note: community.note.clone(),
        remind: match community.remind {
            Some(minutes) => ctx.words.reminder(minutes),
            None => ctx.words.text("communities-remind-never"),
        },
        calendar: community.calendar.as_ref().map(|calendar| calendar.path.clone()),
        trouble: page.view.trouble.map(|trouble| ctx.words.subscription_trouble(trouble)),
        not_kept: ctx.words.not_kept(&page.read.not_kept, 0),
    })
}
