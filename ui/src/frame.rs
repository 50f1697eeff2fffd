//! What every page has around it: the rail, the words, the token, and what is to be said once.

use kith_core::settings::Scheme;
use kith_words::{Arg, Words};

use crate::{
    ctx::Ctx,
    reaching::{self, Question},
    request::Method,
};

/// Where a page belongs in the rail.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Here {
    Today,
    People,
    Plans,
    Support,
    Communities,
    Insights,
    Log,
    Settings,
    /// The welcome, help, and trouble: not in the rail, and not opened again after the window was closed.
    Elsewhere,
}

/// Said once, after something was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Flash {
    pub text: String,
    /// The act that can be undone.
    pub undo: Option<u64>,
    /// What could be done besides.
    pub offer: Option<Offer>,
}

/// One step up, offered once: a call in the place of the next message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Offer {
    pub person: String,
    pub text: String,
    /// "Not with Ana".
    pub not_with: String,
    /// Whether the call can be begun from here and now.
    pub call: bool,
}

/// The frame of a page; the first field of every page's template.
pub(crate) struct Frame<'a> {
    pub words: &'a Words,
    /// What forms carry.
    pub token: &'a str,
    pub title: String,
    pub here: Here,
    pub flash: Option<Flash>,
    /// `system`, `light` or `dark`.
    pub scheme: &'static str,
    /// The path of this page: where forms come back to.
    pub back: &'a str,
    /// Whether the book is locked: then nothing leads anywhere else.
    pub locked: bool,
    /// Why nothing can be written at present, if so.
    pub read_only: Option<String>,
    /// Whether everybody in here is made up.
    pub sample: bool,
    /// What opening the book had to mend, until somebody has read it.
    pub notices: Vec<String>,
    /// Whether those whom one set out to reach were reached.
    pub questions: Vec<Question>,
}

/// A place in the rail.
pub(crate) struct Place {
    pub here: Here,
    pub path: &'static str,
    pub label: &'static str,
    pub icon: &'static str,
}

const PLACES: [Place; 8] = [
    Place { here: Here::Today, path: "/today", label: "ui-nav-today", icon: "sun" },
    Place { here: Here::People, path: "/people", label: "ui-nav-people", icon: "people" },
    Place { here: Here::Plans, path: "/plans", label: "ui-nav-plans", icon: "calendar" },
    Place { here: Here::Support, path: "/support", label: "support-nav", icon: "support" },
    Place { here: Here::Communities, path: "/communities", label: "ui-nav-communities", icon: "community" },
    Place { here: Here::Insights, path: "/insights", label: "ui-nav-insights", icon: "chart" },
    Place { here: Here::Log, path: "/log", label: "ui-nav-log", icon: "pen" },
    Place { here: Here::Settings, path: "/settings", label: "ui-nav-settings", icon: "sliders" },
];

impl<'a> Frame<'a> {
    pub(crate) fn new(ctx: &'a Ctx<'_>, title: String, here: Here, flash: Option<Flash>) -> Self {
        let scheme = match ctx.app.settings().scheme {
            Scheme::System => "system",
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        Frame {
            words: &ctx.words,
            token: ctx.ui.token.as_deref().unwrap_or_default(),
            title,
            here,
            flash,
            scheme,
            back: if ctx.asked.method == Method::Get { &ctx.asked.target } else { "/today" },
            locked: ctx.locked,
            read_only: ctx.app.read_only().map(|why| ctx.words.read_only(&why)),
            sample: ctx.app.is_sample(),
            notices: ctx.unread().iter().map(|notice| ctx.words.notice(notice)).collect(),
            questions: if ctx.locked { Vec::new() } else { reaching::questions(ctx.app, &ctx.words) },
        }
    }

    /// The message `id`.
    pub(crate) fn t(&self, id: &str) -> String {
        self.words.text(id)
    }

    /// The message `id` about one thing, which it calls `name`.
    pub(crate) fn t1(&self, id: &str, name: &str, value: impl Into<Arg>) -> String {
        self.words.with(id, &[(name, value.into())])
    }

    /// The places of the rail.
    pub(crate) fn places(&self) -> &'static [Place] {
        &PLACES
    }

    /// Whether the page is at this place.
    pub(crate) fn is_at(&self, place: &Place) -> bool {
        self.here == place.here
    }
}
