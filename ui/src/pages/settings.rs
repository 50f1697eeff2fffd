//! Settings: one form a group, saved at once, with Undo.
//!
//! A value that cannot be is not saved: the page comes back with one sentence beside the field and with what was typed.

use std::collections::BTreeMap;

use askama::Template;
use http::StatusCode;
use kith_app::AppError;
use kith_core::{Circle, DailySpan, Settings, settings::Scheme};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::{
        backups,
        cadence::editor,
        contact::{self, Choice},
        problem::{self, Opt, Problem, clock},
    },
};

pub(crate) mod calendar;
pub(crate) mod circles;
pub(crate) mod people;

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage<'a> {
    frame: Frame<'a>,
    cap: String,
    preferred: String,
    people: people::Shown,
    keep_needs: bool,
    quiet: bool,
    quiet_from: String,
    quiet_to: String,
    paused: Option<String>,
    /// The boundaries on social media, in a few words.
    scrolling: Vec<String>,
    circles: Vec<CircleShown>,
    modes: Vec<Choice>,
    units: Vec<Opt>,
    notifications: bool,
    names: bool,
    look_back: bool,
    last_prompt: Option<String>,
    next_prompt: Option<String>,
    autostart: Option<bool>,
    schemes: Vec<Opt>,
    locale: String,
    example: String,
    calendar: Option<calendar::Shown>,
    lock: String,
    folder: String,
    last_backup: String,
    version: &'static str,
    zones_version: &'static str,
    zone: String,
    problem: Option<Problem>,
}

/// A circle with its name and what it brings.
struct CircleShown {
    key: &'static str,
    own: String,
    name: String,
    typed: String,
    /// A number for removing, and the cadence in words.
    cadences: Vec<(usize, String)>,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    show(ctx, None)
}

/// How many people a day, and when.
pub(crate) fn prompts(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let typed = ctx.asked.field("cap");
    let cap = typed.parse::<u8>().ok().filter(|cap| (1..=20).contains(cap));
    let Some(cap) = cap else {
        let sentence = ctx.words.error(&AppError::OutOfRange("daily_cap"));
        return show(ctx, Some(Problem { field: "cap", sentence }));
    };
    match problem::time(ctx, "preferred", ctx.asked.field("preferred")) {
        Err(problem) => show(ctx, Some(problem)),
        Ok(preferred) => save(ctx, |settings| {
            settings.daily_cap = cap;
            settings.preferred_time = preferred.unwrap_or(settings.preferred_time);
        }),
    }
}

/// When nothing is announced.
pub(crate) fn quiet(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    if ctx.asked.field("quiet").is_empty() {
        return save(ctx, |settings| settings.quiet_hours = None);
    }
    let from = match problem::time(ctx, "quiet-from", ctx.asked.field("quiet-from")) {
        Ok(from) => from,
        Err(problem) => return show(ctx, Some(problem)),
    };
    let to = match problem::time(ctx, "quiet-to", ctx.asked.field("quiet-to")) {
        Ok(to) => to,
        Err(problem) => return show(ctx, Some(problem)),
    };
    match from.zip(to) {
        Some((from, to)) if from != to => {
            save(ctx, |settings| settings.quiet_hours = Some(DailySpan { from, to }))
        }
        Some(_) => {
            let sentence = ctx.words.error(&AppError::OutOfRange("quiet_hours"));
            show(ctx, Some(Problem { field: "quiet-to", sentence }))
        }
        None => show(ctx, Some(Problem::at(ctx, "quiet-to", "ui-settings-quiet-both"))),
    }
}

/// Whether prompts are announced, and whether with names.
pub(crate) fn notifications(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let (on, names) = (!ctx.asked.field("notifications").is_empty(), !ctx.asked.field("names").is_empty());
    save(ctx, |settings| (settings.notifications, settings.names_in_notifications) = (on, names))
}

/// Whether it is kept what was needed.
pub(crate) fn needs(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let keep = !ctx.asked.field("keep").is_empty();
    save(ctx, |settings| settings.keep_needs = keep)
}

/// Shows a notification that only says that notifications arrive.
pub(crate) fn test_notification(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.ui.host.notify_test()?;
    ctx.say(ctx.words.text("ui-settings-tested"));
    Ok(Answer::See("/settings".to_owned()))
}

/// Whether Kith starts with the session.
pub(crate) fn autostart(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    ctx.ui.host.set_autostart(!ctx.asked.field("autostart").is_empty())?;
    ctx.say(ctx.words.text("ui-saved"));
    Ok(Answer::See("/settings".to_owned()))
}

/// Whether the week is looked back at on Sunday evening.
pub(crate) fn look_back(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let on = !ctx.asked.field("look-back").is_empty();
    save(ctx, |settings| settings.look_back = on)
}

/// Light or dark, and how dates are written.
pub(crate) fn appearance(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let locale = ctx.asked.field("locale").replace('_', "-");
    let tag = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let language = locale.split('-').next().unwrap_or_default();
    let language = (2..=3).contains(&language.len()) && language.chars().all(|c| c.is_ascii_alphabetic());
    let is_tag = language && locale.chars().all(tag) && locale.len() <= 35;
    if !(locale.is_empty() || is_tag) {
        return show(
            ctx,
            Some(Problem::typed(ctx, "locale", "ui-problem-locale", ctx.asked.field("locale"))),
        );
    }
    let scheme = SCHEMES.iter().find(|(_, name)| *name == ctx.asked.field("scheme"));
    save(ctx, |settings| {
        settings.locale = Some(locale).filter(|locale| !locale.is_empty());
        settings.scheme = scheme.map_or(settings.scheme, |(scheme, _)| *scheme);
    })
}

const SCHEMES: [(Scheme, &str); 3] =
    [(Scheme::System, "system"), (Scheme::Light, "light"), (Scheme::Dark, "dark")];

/// Saves what `change` does, and says so.
fn save(ctx: &Ctx<'_>, change: impl FnOnce(&mut Settings)) -> Result<Answer, Trouble> {
    let before = ctx.app.settings();
    match ctx.app.change_settings(change)? == before {
        true => ctx.say(ctx.words.text("ui-nothing-changed")),
        false => ctx.say_with_undo(ctx.words.text("ui-saved")),
    }
    Ok(Answer::See("/settings".to_owned()))
}

/// The page; with a problem, the fields of that form are as they were typed.
fn show(ctx: &Ctx<'_>, problem: Option<Problem>) -> Result<Answer, Trouble> {
    let settings = ctx.app.settings();
    let now = ctx.app.local_now();
    let field = |name: &str, stored: String| match ctx.asked.given(name) {
        Some(typed) if problem.is_some() => typed.to_owned(),
        _ => stored,
    };
    let quiet = settings.quiet_hours.or(Settings::default().quiet_hours);
    let sent_quiet = problem.as_ref().is_some_and(|problem| problem.field.starts_with("quiet"));
    let paused = settings.paused_until.filter(|until| *until > now).map(|until| {
        let until = ctx.words.moment(&until.with_timezone(&ctx.app.zone()), &now);
        ctx.words.with("ui-today-paused", &[("until", until.into())])
    });
    let chosen = field("scheme", scheme_name(settings.scheme).to_owned());
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = SettingsPage {
        frame: ctx.frame("ui-nav-settings", Here::Settings),
        cap: field("cap", settings.daily_cap.to_string()),
        preferred: field("preferred", clock(settings.preferred_time)),
        keep_needs: settings.keep_needs,
        people: people::shown(ctx, &settings, problem.is_some()),
        quiet: sent_quiet || settings.quiet_hours.is_some(),
        quiet_from: field("quiet-from", quiet.map(|quiet| clock(quiet.from)).unwrap_or_default()),
        quiet_to: field("quiet-to", quiet.map(|quiet| clock(quiet.to)).unwrap_or_default()),
        paused,
        scrolling: ctx.words.scrolling_set(&settings.scrolling),
        circles: Circle::ALL.into_iter().map(|circle| circle_shown(ctx, &settings, circle, &field)).collect(),
        modes: contact::modes(ctx, None),
        units: editor::units(ctx, "w"),
        notifications: settings.notifications,
        names: settings.names_in_notifications,
        look_back: settings.look_back,
        last_prompt: ctx.app.prompts(1)?.first().map(|line| ctx.words.prompt_line(line, &now)),
        next_prompt: ctx.app.next_due().map(|(_, name, at)| {
            let args = [("name", name.into()), ("when", ctx.words.moment(&at, &now).into())];
            ctx.words.with("ui-settings-next", &args)
        }),
        autostart: ctx.ui.host.autostart(),
        schemes: SCHEMES
            .into_iter()
            .map(|(_, name)| Opt {
                value: name.to_owned(),
                label: ctx.words.text(&format!("ui-scheme-{name}")),
                on: name == chosen,
            })
            .collect(),
        locale: field("locale", settings.locale.clone().unwrap_or_default()),
        example: ctx.words.date_time(&now),
        calendar: calendar::shown(ctx),
        lock: ctx.words.lock_state(ctx.app.lock_state()?),
        folder: ctx.app.home().display().to_string(),
        last_backup: backups::last(ctx, &ctx.app.backup_status()),
        version: env!("CARGO_PKG_VERSION"),
        zones_version: chrono_tz::IANA_TZDB_VERSION,
        zone: ctx.app.zone().name().replace('_', " "),
        problem,
    };
    answer::with_status(status, &page)
}

fn circle_shown(
    ctx: &Ctx<'_>,
    settings: &Settings,
    circle: Circle,
    field: &impl Fn(&str, String) -> String,
) -> CircleShown {
    let key = circle.name();
    let given = settings.circle_names.get(&circle).cloned().unwrap_or_default();
    let unnamed = Settings { circle_names: BTreeMap::new(), ..settings.clone() };
    let said = |default: &kith_core::CircleDefault| {
        let repeat = kith_core::Repeat::After { every: default.every, first: Default::default(), at: None };
        ctx.words.repeat(default.mode, &repeat)
    };
    CircleShown {
        key,
        own: ctx.words.circle(circle, &unnamed),
        name: ctx.words.circle(circle, settings),
        typed: field(&format!("name-{key}"), given),
        cadences: settings.circle_defaults(circle).iter().map(said).enumerate().collect(),
    }
}

fn scheme_name(scheme: Scheme) -> &'static str {
    SCHEMES.iter().find(|(known, _)| *known == scheme).map(|(_, name)| *name).unwrap_or("system")
}
