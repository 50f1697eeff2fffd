//! The palette: people and commands as they are typed, and the few commands that are nowhere else.

use askama::Template;
use kith_app::Found;
use kith_core::{Mode, settings::Scheme};

use crate::{
    answer::{self, Answer, Trouble},
    ctx::Ctx,
    frame::Frame,
    show::Face,
};

/// So many people are listed.
const PEOPLE: usize = 8;

#[derive(Template)]
#[template(path = "part/found.html")]
struct FoundPart<'a> {
    frame: Frame<'a>,
    people: Vec<Hit>,
    commands: Vec<Command>,
}

/// Somebody found.
struct Hit {
    id: String,
    /// The name in pieces: those that were typed are marked.
    pieces: Vec<(String, bool)>,
    face: Face,
    circle: String,
}

/// Something that can be done.
struct Command {
    icon: &'static str,
    label: String,
    does: Does,
}

enum Does {
    /// Goes to a page.
    Visit(String),
    /// Opens the form of a page in a dialog.
    Sheet(String),
    /// Sends one field.
    Post { to: &'static str, name: &'static str, value: &'static str },
    /// Opens a dialog of the frame.
    Show(&'static str),
}

/// What fits the text so far.
pub(crate) fn found(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let text = ctx.asked.field("text");
    let people = if text.is_empty() { Vec::new() } else { ctx.app.find(text, PEOPLE) };
    let mut commands = Vec::new();
    if let Some(best) = people.first() {
        commands.push(Command {
            icon: "pen",
            label: ctx.words.with("ui-log-title-with", &[("names", best.name.as_str().into())]),
            does: Does::Sheet(format!("/log?with={}", best.id)),
        });
        if ctx.app.hindrance(best.id, Mode::InPerson).is_none() {
            commands.push(Command {
                icon: "calendar",
                label: ctx.words.with("plans-new-with", &[("names", best.name.as_str().into())]),
                does: Does::Sheet(format!("/plans/new?with={}", best.id)),
            });
        }
        if ctx.app.instead(best.id).is_ok_and(|instead| instead.plan) {
            commands.push(Command {
                icon: "eye",
                label: ctx.words.with("ui-instead-of", &[("name", best.name.as_str().into())]),
                does: Does::Sheet(format!("/instead/{}", best.id)),
            });
        }
    }
    commands.extend(always(ctx).into_iter().filter(|command| fits(&command.label, text)));
    if !text.is_empty() {
        let name: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
        commands.push(Command {
            icon: "plus",
            label: ctx.words.with("ui-add-named", &[("name", text.into())]),
            does: Does::Visit(format!("/people/new?name={name}")),
        });
    }
    let settings = ctx.app.settings();
    let hit = |found: Found| Hit {
        id: found.id.to_string(),
        face: Face::of(&found.name, found.circle),
        circle: found.circle.map(|circle| ctx.words.circle(circle, &settings)).unwrap_or_default(),
        pieces: pieces(&found),
    };
    answer::page(&FoundPart { frame: ctx.part(), people: people.into_iter().map(hit).collect(), commands })
}

/// Sets light, dark, or as the system.
pub(crate) fn scheme(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let scheme = match ctx.asked.field("scheme") {
        "light" => Scheme::Light,
        "dark" => Scheme::Dark,
        _ => Scheme::System,
    };
    ctx.app.change_settings(|settings| settings.scheme = scheme)?;
    Ok(ctx.back_or("/today"))
}

/// The commands that are always there.
fn always(ctx: &Ctx<'_>) -> Vec<Command> {
    let settings = ctx.app.settings();
    let command = |icon, label, does| Command { icon, label: ctx.words.text(label), does };
    let visit = |path: &str| Does::Visit(path.to_owned());
    let paused = settings.paused_until.is_some_and(|until| until > ctx.app.now());
    let mut commands = vec![
        command("pen", "ui-log-a-check-in", Does::Sheet("/log".to_owned())),
        command("eye", "ui-instead", Does::Sheet("/instead".to_owned())),
        command("plus", "ui-add-person", visit("/people/new")),
        command("sun", "ui-nav-today", visit("/today")),
        command("clock", "now-begin", visit("/now?minutes=20")),
        command("moon", "scroll-title", visit("/scrolling")),
        command("help", "learn-title", visit("/learn")),
        command("people", "ui-nav-people", visit("/people")),
        command("calendar", "plans-new", Does::Sheet("/plans/new".to_owned())),
        command("calendar", "ui-nav-plans", visit("/plans")),
        command("calendar", "plans-month", visit("/plans/month")),
        command("support", "need-begin", visit("/need")),
        command("support", "support-nav", visit("/support")),
        command("community", "ui-nav-communities", visit("/communities")),
        command("pen", "ui-nav-log", visit("/log")),
        command("sliders", "ui-nav-settings", visit("/settings")),
        command("clock", "ui-changes-title", visit("/history")),
        command("box", "ui-backups-title", visit("/backups")),
        match paused {
            true => command("play", "ui-command-resume", Does::Post { to: "/resume", name: "", value: "" }),
            false => {
                command("pause", "ui-command-pause", Does::Post { to: "/pause", name: "wait", value: "1d" })
            }
        },
    ];
    for (scheme, value, label) in [
        (Scheme::Light, "light", "ui-command-light"),
        (Scheme::Dark, "dark", "ui-command-dark"),
        (Scheme::System, "system", "ui-command-system"),
    ] {
        if settings.scheme != scheme {
            commands.push(command("moon", label, Does::Post { to: "/scheme", name: "scheme", value }));
        }
    }
    commands.push(command("help", "ui-help-title", Does::Show("help")));
    commands
}

/// Whether each word typed begins a word of the label.
fn fits(label: &str, text: &str) -> bool {
    let label = label.to_lowercase();
    let begins = |typed: &str| label.split_whitespace().any(|word| word.starts_with(typed));
    text.to_lowercase().split_whitespace().all(begins)
}

/// The name, cut where what was typed begins and ends.
fn pieces(found: &Found) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut done = 0;
    for range in &found.hit.ranges {
        let (Some(before), Some(marked)) = (found.name.get(done..range.start), found.name.get(range.clone()))
        else {
            continue;
        };
        pieces.push((before.to_owned(), false));
        pieces.push((marked.to_owned(), true));
        done = range.end;
    }
    pieces.push((found.name.get(done..).unwrap_or_default().to_owned(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}
