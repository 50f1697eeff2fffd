//! The icon in the tray, which shows whether somebody waits, and its menu, which follows the book.
//!
//! What the menu says is decided as data, so that it can be compared with what is shown and left alone when
//! nothing changed. A desktop may have no tray, or have one only later (at login the panel may come after
//! us): then there is no icon until it comes, and everything else works without.

use kith_app::{AskView, TodayView};
use kith_words::Words;
use tauri::{
    AppHandle,
    image::Image,
    menu::{IsMenuItem, Menu, MenuItem, PredefinedMenuItem, Submenu},
    tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent},
};

use crate::command::{Command, Pause, perform};

/// The id of the icon.
const ICON: &str = "kith";

/// So many people the menu lists.
const PEOPLE: usize = 3;

/// What the tray shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Face {
    /// Whether somebody waits.
    waiting: bool,
    /// What is read when the pointer rests on the icon.
    tooltip: String,
    menu: Vec<Line>,
}

/// One line of the menu.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Line {
    Say(String),
    Do(String, Command),
    More(String, Vec<Line>),
    Rule,
}

/// What the tray shows while the book is locked: nothing of anybody.
pub(crate) fn locked(words: &Words) -> Face {
    let say = words.tray();
    let menu = vec![
        Line::Say(say.locked.clone()),
        Line::Do(say.unlock, Command::Open),
        Line::Rule,
        Line::Do(say.quit, Command::Quit),
    ];
    Face { waiting: false, tooltip: say.locked, menu }
}

/// What the tray shows for this Today; `lock` says whether the book has a lock to close, and `scrolls` whether there is a
/// boundary on social media: the menu stays short for who has none.
pub(crate) fn face(today: &TodayView, lock: bool, scrolls: bool, words: &Words) -> Face {
    let say = words.tray();
    let people = today.asks.iter().chain(&today.open_more).take(PEOPLE);
    let mut menu: Vec<Line> = people.map(|ask| person(ask, &say)).collect();
    if !menu.is_empty() {
        menu.push(Line::Rule);
    }
    menu.push(Line::Do(say.log_any, Command::Log(None)));
    menu.push(Line::Do(say.need, Command::Need));
    menu.push(Line::Do(say.instead, Command::Instead));
    menu.push(Line::Do(say.now, Command::Now));
    if scrolls {
        menu.push(Line::Do(say.scroll, Command::Scrolling));
    }
    menu.push(match today.paused_until {
        Some(_) => Line::Do(say.resume, Command::Resume),
        None => Line::More(
            say.pause,
            vec![
                Line::Do(say.pause_hour, Command::Pause(Pause::Hour)),
                Line::Do(say.pause_tomorrow, Command::Pause(Pause::Tomorrow)),
                Line::Do(say.pause_week, Command::Pause(Pause::Week)),
            ],
        ),
    });
    if lock {
        menu.push(Line::Do(say.lock_now, Command::Lock));
    }
    menu.extend([Line::Rule, Line::Do(say.open, Command::Open), Line::Do(say.quit, Command::Quit)]);
    // Names stay out of the tooltip: it is read by whoever stands behind.
    Face { waiting: !today.asks.is_empty(), tooltip: words.tray_tooltip(today.asks.len()), menu }
}

fn person(ask: &AskView, say: &kith_words::Tray) -> Line {
    let line = |label: &String, command| Line::Do(label.clone(), command);
    // Somebody to meet may be asked for at night, when nobody is to be called.
    let mut lines = Vec::from_iter(ask.may_call.then(|| line(&say.call, Command::Call(ask.person))));
    lines.extend([
        line(&say.log, Command::Log(Some(ask.person))),
        line(&say.snooze, Command::Snooze(ask.person)),
    ]);
    Line::More(ask.name.clone(), lines)
}

/// Whether our icon is in a tray.
pub(crate) fn is_shown(handle: &AppHandle) -> bool {
    handle.tray_by_id(ICON).is_some()
}

/// Shows the face: in the icon that is there, or in a new one. Says whether there is a tray to show it in.
pub(crate) fn show(handle: &AppHandle, face: &Face) -> bool {
    let shown = match handle.tray_by_id(ICON) {
        Some(icon) => change(handle, &icon, face),
        None => begin(handle, face),
    };
    shown.is_ok()
}

fn change(handle: &AppHandle, icon: &TrayIcon, face: &Face) -> tauri::Result<()> {
    icon.set_menu(Some(menu(handle, &face.menu)?))?;
    icon.set_tooltip(Some(&face.tooltip))?;
    icon.set_icon_with_as_template(Some(picture(face.waiting)?), true)
}

fn begin(handle: &AppHandle, face: &Face) -> tauri::Result<()> {
    TrayIconBuilder::with_id(ICON)
        .menu(&menu(handle, &face.menu)?)
        .icon(picture(face.waiting)?)
        .icon_as_template(true)
        .tooltip(&face.tooltip)
        // Where a click is expected to open the app, it does; on macOS every menu bar icon opens its menu.
        .show_menu_on_left_click(cfg!(target_os = "macos"))
        .on_menu_event(|handle, event| {
            if let Ok(command) = event.id().as_ref().parse() {
                perform(handle, command);
            }
        })
        .on_tray_icon_event(|icon, event| {
            if cfg!(not(target_os = "macos")) && is_click(&event) {
                perform(icon.app_handle(), Command::Open);
            }
        })
        .build(handle)
        .map(drop)
}

fn is_click(event: &TrayIconEvent) -> bool {
    let (left, up) = (MouseButton::Left, MouseButtonState::Up);
    matches!(event, TrayIconEvent::Click { button, button_state, .. } if *button == left && *button_state == up)
}

/// macOS colours the icon itself, from its alpha alone.
fn picture(waiting: bool) -> tauri::Result<Image<'static>> {
    Image::from_bytes(match (cfg!(target_os = "macos"), waiting) {
        (true, true) => include_bytes!("../icons/tray-waiting-template@2x.png"),
        (true, false) => include_bytes!("../icons/tray-template@2x.png"),
        (false, true) => include_bytes!("../icons/tray-waiting@2x.png"),
        (false, false) => include_bytes!("../icons/tray@2x.png").as_slice(),
    })
}

fn menu(handle: &AppHandle, lines: &[Line]) -> tauri::Result<Menu<tauri::Wry>> {
    let items = lines.iter().map(|line| item(handle, line)).collect::<tauri::Result<Vec<_>>>()?;
    let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
    Menu::with_items(handle, &items)
}

fn item(handle: &AppHandle, line: &Line) -> tauri::Result<Box<dyn IsMenuItem<tauri::Wry>>> {
    Ok(match line {
        Line::Say(label) => Box::new(MenuItem::new(handle, literal(label), false, None::<&str>)?),
        Line::Do(label, command) => {
            let id = command.to_string();
            Box::new(MenuItem::with_id(handle, id, literal(label), true, None::<&str>)?)
        }
        Line::More(label, lines) => {
            let items = lines.iter().map(|line| item(handle, line)).collect::<tauri::Result<Vec<_>>>()?;
            let items: Vec<_> = items.iter().map(AsRef::as_ref).collect();
            Box::new(Submenu::with_items(handle, literal(label), true, &items)?)
        }
        Line::Rule => Box::new(PredefinedMenuItem::separator(handle)?),
    })
}

/// A label that is read as written: a single `&` would mark the letter that chooses it.
fn literal(label: &str) -> String {
    label.replace('&', "&&")
}

/// Hears when the desktop gets a tray, which may come after us.
#[cfg(target_os = "linux")]
pub(crate) struct Coming {
    owners: zbus::proxy::OwnerChangedStream<'static>,
    hosts: zbus::proxy::SignalStream<'static>,
}

#[cfg(target_os = "linux")]
impl Coming {
    /// Listens from now on.
    pub(crate) async fn watch() -> zbus::Result<Coming> {
        const WATCHER: &str = "org.kde.StatusNotifierWatcher";
        let bus = zbus::Connection::session().await?;
        let watcher = zbus::Proxy::new(&bus, WATCHER, "/StatusNotifierWatcher", WATCHER).await?;
        Ok(Coming {
            owners: watcher.receive_owner_changed().await?,
            hosts: watcher.receive_signal("StatusNotifierHostRegistered").await?,
        })
    }

    /// Returns when it is worth another try; never, once the session's bus is gone.
    pub(crate) async fn next(&mut self) {
        use futures_util::StreamExt;
        let some = tokio::select! {
            owner = self.owners.next() => owner.is_some(),
            host = self.hosts.next() => host.is_some(),
        };
        if !some {
            std::future::pending().await
        }
    }
}

/// Elsewhere there always is a tray.
#[cfg(not(target_os = "linux"))]
pub(crate) struct Coming;

#[cfg(not(target_os = "linux"))]
impl Coming {
    pub(crate) async fn watch() -> Result<Coming, std::convert::Infallible> {
        Ok(Coming)
    }

    pub(crate) async fn next(&mut self) {
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locked_it_says_only_that_it_is_locked() {
        let face = locked(&Words::new(Some("en-GB")));
        assert_eq!((face.waiting, face.tooltip.as_str()), (false, "Kith is locked"));
        let does: Vec<Command> = face
            .menu
            .iter()
            .filter_map(|line| match line {
                Line::Do(_, command) => Some(*command),
                Line::Say(_) | Line::More(..) | Line::Rule => None,
            })
            .collect();
        assert_eq!(does, [Command::Open, Command::Quit]);
    }
}
