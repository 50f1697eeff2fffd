//! Looking for a community: ideas by interest, to tick. They are Kith's own; nothing is looked up anywhere, and what is
//! ticked is kept as an unfinished text is: for the user, and not in the history of the book.

use askama::Template;

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
};

/// Where what is ticked is kept.
const DRAFT: &str = "community-ideas";

/// The interests, and what there could be for each; their words are called like them.
const IDEAS: [(&str, [&str; 4]); 7] = [
    ("music", ["choir", "orchestra", "jam", "dance"]),
    ("moving", ["running", "hiking", "team", "climbing"]),
    ("making", ["repair", "crafts", "garden", "cooking"]),
    ("words", ["reading", "language", "writing", "theatre"]),
    ("play", ["boardgames", "chess", "quiz", "cards"]),
    ("helping", ["volunteer", "fire", "mentoring", "neighbours"]),
    ("near", ["parents", "faith", "local", "table"]),
];

#[derive(Template)]
#[template(path = "community_ideas.html")]
struct Ideas<'a> {
    frame: Frame<'a>,
    groups: Vec<Group>,
    /// How one finds such a group, a line each.
    ways: Vec<String>,
    ticked: usize,
}

struct Group {
    title: String,
    /// The name, the words, and whether it is ticked.
    ideas: Vec<(&'static str, String, bool)>,
}

/// The ideas.
pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let kept = ctx.draft(DRAFT)?;
    let ticked: Vec<&str> = kept.split_whitespace().collect();
    let idea =
        |name: &'static str| (name, ctx.words.text(&format!("ideas-one-{name}")), ticked.contains(&name));
    let groups: Vec<Group> = IDEAS
        .into_iter()
        .map(|(interest, ideas)| Group {
            title: ctx.words.text(&format!("ideas-for-{interest}")),
            ideas: ideas.into_iter().map(idea).collect(),
        })
        .collect();
    answer::page(&Ideas {
        frame: ctx.frame("communities-ideas", Here::Communities),
        ticked: groups.iter().flat_map(|group| &group.ideas).filter(|(_, _, on)| *on).count(),
        groups,
        ways: (1..=5).map(|number| ctx.words.text(&format!("ideas-way-{number}"))).collect(),
    })
}

/// Keeps what is ticked.
pub(crate) fn keep(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let known = |name: &&str| IDEAS.iter().any(|(_, ideas)| ideas.contains(name));
    let ticked: Vec<&str> = ctx.asked.all("idea").filter(known).collect();
    ctx.app.set_draft(DRAFT, &ticked.join(" "))?;
    ctx.say(ctx.words.with("communities-ideas-kept", &[("count", ticked.len().into())]));
    Ok(Answer::See("/communities/ideas".to_owned()))
}
