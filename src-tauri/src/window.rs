//! The one window: there is none until it is wanted, and none again once it is closed.
//!
//! A hidden web view keeps its memory, so closing destroys the window; the pages remember what was open and what was
//! typed. Where the desktop has no tray, closing asks first, since nothing would be left to come back by.

use tauri::{
    AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder, WindowEvent,
    webview::{NewWindowResponse, PageLoadEvent},
};
use tauri_plugin_dialog::{DialogExt, MessageDialogButtons, MessageDialogResult};

use crate::{
    state::{kith, kith_if_open, page_is_there, words},
    tray,
};

const LABEL: &str = "main";

/// What closing the window does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Closing {
    /// The window goes; Kith stays in the tray.
    Stay,
    /// There is no tray: the person says what shall happen.
    Ask,
}

/// What closing does, by whether the tray shows our icon.
fn closing(in_tray: bool) -> Closing {
    if in_tray { Closing::Stay } else { Closing::Ask }
}

/// Brings the window to the front, building it if there is none. With a page it shows that page, else the page that
/// was open last.
pub(crate) fn show(handle: &AppHandle, page: Option<&str>) {
    seen(handle);
    let Some(window) = handle.get_webview_window(LABEL) else {
        // Before the book is open nobody knows yet which page is the first: the pages find out.
        let last = kith_if_open(handle).map_or_else(|| "/".to_owned(), |kith| kith.ui.last_page());
        return build(handle, page.unwrap_or(&last));
    };
    if let Some(url) = page.and_then(address) {
        let _ = window.navigate(url);
    }
    let _ = window.unminimize();
    let _ = window.show();
    let _ = window.set_focus();
}

/// Notes that the user is here, away from the thread that draws and when the book is open.
fn seen(handle: &AppHandle) {
    let handle = handle.clone();
    tauri::async_runtime::spawn_blocking(move || kith(&handle).app.seen());
}

/// Tells the page that the book has changed underneath.
pub(crate) fn refresh(handle: &AppHandle) {
    if let Some(window) = handle.get_webview_window(LABEL) {
        // A page with names goes away whatever it is doing; the one that unlocks is left alone.
        let script = match kith(handle).app.is_locked() {
            true => "document.documentElement.hasAttribute('data-locked') || location.reload()",
            false => "window.kithChanged?.()",
        };
        let _ = window.eval(script);
    }
}

/// Windows serves a custom scheme as `http://kith.localhost`.
fn address(page: &str) -> Option<Url> {
    let origin = if cfg!(windows) { "http://kith.localhost" } else { "kith://localhost" };
    Url::parse(origin).and_then(|origin| origin.join(page)).ok()
}

/// Whether the window may go there: only to Kith's own pages.
fn is_ours(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("kith", Some("localhost")) => true,
        ("http", Some("kith.localhost")) => cfg!(windows),
        _ => false,
    }
}

fn build(handle: &AppHandle, page: &str) {
    let Some(url) = address(page) else { return };
    let built = WebviewWindowBuilder::new(handle, LABEL, WebviewUrl::CustomProtocol(url))
        .title("Kith")
        .inner_size(960.0, 720.0)
        .min_inner_size(360.0, 480.0)
        // A file dropped on a page is the page's to read; Tauri's own handler would take it.
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_page_load(|window, load| {
            if load.event() == PageLoadEvent::Finished {
                page_is_there(window.app_handle());
            }
        })
        .build();
    if let Ok(window) = built {
        watch(&window);
    }
}

fn watch(window: &WebviewWindow) {
    let watched = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::Focused(true) = event {
            seen(watched.app_handle());
        }
        if let WindowEvent::CloseRequested { api, .. } = event
            && closing(tray::is_shown(watched.app_handle())) == Closing::Ask
        {
            api.prevent_close();
            ask(&watched);
        }
    });
}

/// Asks what closing shall mean here. Dismissing the question leaves the window as it is.
fn ask(window: &WebviewWindow) {
    let words = words(window.app_handle());
    let (stay, quit) = (words.text("shell-close-stay"), words.text("shell-close-quit"));
    let buttons =
        MessageDialogButtons::YesNoCancelCustom(stay.clone(), quit.clone(), words.text("shell-close-cancel"));
    let window = window.clone();
    let handle = window.app_handle().clone();
    handle
        .dialog()
        .message(words.text("shell-close-question"))
        .title(words.text("shell-close-title"))
        .parent(&window)
        .buttons(buttons)
        .show_with_result(move |answer| match answer {
            MessageDialogResult::Yes => drop(window.destroy()),
            MessageDialogResult::No => window.app_handle().exit(0),
            MessageDialogResult::Custom(label) if label == stay => drop(window.destroy()),
            MessageDialogResult::Custom(label) if label == quit => window.app_handle().exit(0),
            _ => {}
        });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_leaves_kith_in_the_tray_and_asks_where_there_is_none() {
        assert_eq!(closing(true), Closing::Stay);
        assert_eq!(closing(false), Closing::Ask);
    }

    #[test]
    fn the_window_goes_nowhere_but_to_kiths_own_pages() {
        let goes = |url: &str| is_ours(&Url::parse(url).expect("a url"));
        assert!(address("/people/7?x=1").is_some_and(|url| is_ours(&url)));
        for url in [
            "https://example.org",
            "kith://elsewhere/today",
            "file:///etc/passwd",
            "about:blank",
            "http://localhost",
        ] {
            assert!(!goes(url), "{url}");
        }
    }

    #[test]
    fn a_page_never_leads_to_another_origin() {
        assert!(address("//example.org/today").is_none_or(|url| !is_ours(&url)));
    }
}
