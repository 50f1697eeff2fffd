//! Puts the parts together: opens the book, starts the scheduler, shows the window and the tray.
//!
//! Nothing is decided here. The order matters in two places: a second launch hands over to the first before it
//! touches the book, and the window is asked for before anything that talks to the desktop.

use std::{process::ExitCode, sync::Arc};

use clap::Parser;
use kith_app::{App, Clock, SetClock, SystemClock, files::default_home, parse_moment, scheduler};
use kith_words::Words;
use tauri::{AppHandle, Manager, RunEvent, UriSchemeContext, UriSchemeResponder, Wry};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;
use tokio::sync::mpsc;

use crate::{
    arguments::{Arguments, HIDDEN},
    follow, host, notify,
    state::{Kith, kith},
    window,
};

/// Runs Kith until it is told to quit.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let words = Words::new(sys_locale::get_locale().as_deref());
    if !has_display() {
        return say(&words.text("shell-no-display"));
    }
    let app = match build() {
        Ok(app) => app,
        Err(error) => return say(&error.to_string()),
    };
    match open(app.handle(), &arguments, &words) {
        Ok(()) => {
            let hidden = arguments.hidden;
            let code = app.run_return(move |handle, event| on_event(handle, event, hidden));
            ExitCode::from(u8::try_from(code).unwrap_or(1))
        }
        Err(sentence) => refuse(app, sentence),
    }
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    gtk::init().is_ok()
}

/// The other systems have no desktop without a display.
#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

/// The program without the book. A second launch ends in here, after waking the first.
fn build() -> tauri::Result<tauri::App> {
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|handle, _, _| window::show(handle, None)))
        .plugin(tauri_plugin_autostart::init(MacosLauncher::LaunchAgent, Some(vec![HIDDEN])))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(
            tauri_plugin_window_state::Builder::new()
                // A window that was hidden is one that was not there.
                .with_state_flags(StateFlags::all() - StateFlags::VISIBLE)
                .build(),
        )
        .register_asynchronous_uri_scheme_protocol("kith", answer)
        .build(tauri::generate_context!())
}

/// Answers a request of the window, away from the thread that draws.
fn answer(
    context: UriSchemeContext<'_, Wry>,
    request: http::Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let handle = context.app_handle().clone();
    tauri::async_runtime::spawn_blocking(move || responder.respond(kith(&handle).ui.respond(request)));
}

/// Opens the book and begins to prompt. What it refuses with is a sentence to show.
fn open(handle: &AppHandle, arguments: &Arguments, words: &Words) -> Result<(), String> {
    let clock = clock(arguments.now.as_deref()).map_err(|error| error.to_string())?;
    let home = arguments.home.clone().or_else(default_home).ok_or_else(|| words.text("cli-no-home"))?;
    let app = App::open(&home, clock).map_err(|error| words.error(&error))?;
    // Without the socket `kith` says that Kith is running; everything else works.
    let _ = kith_cli::socket::serve(app.clone());
    let (woken, wakes) = mpsc::channel(1);
    handle.manage(Kith::new(app.clone(), Arc::new(host::Desktop(handle.clone())), woken));
    // Before anything can be announced: a notification shown earlier would have no buttons.
    let _ = notify::listen(handle);
    tauri::async_runtime::spawn(scheduler::run(app, notify::on_desktop(handle), wakes));
    Ok(())
}

/// The system's clock, or one that begins at `now` and can be moved.
fn clock(now: Option<&str>) -> Result<Arc<dyn Clock>, kith_app::clock::BadMoment> {
    let system = SystemClock::new();
    Ok(match now {
        Some(text) => {
            let moment = parse_moment(text, system.zone())?;
            Arc::new(SetClock::new(system, moment))
        }
        None => Arc::new(system),
    })
}

fn on_event(handle: &AppHandle, event: RunEvent, hidden: bool) {
    match event {
        RunEvent::Ready => start(handle, hidden),
        // The last window has closed, nobody said Quit.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(handle, None),
        _ => {}
    }
}

fn start(handle: &AppHandle, hidden: bool) {
    if !hidden {
        window::show(handle, None);
    }
    tauri::async_runtime::spawn(follow::follow(handle.clone()));
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(crate::power::tell(kith(handle).woken.clone()));
}

/// Says in a dialog why Kith cannot start, and ends.
fn refuse(app: tauri::App, sentence: String) -> ExitCode {
    say(&sentence);
    let handle = app.handle().clone();
    handle
        .dialog()
        .message(sentence)
        .title("Kith")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
    let code = app.run_return(|_, event| {
        if let RunEvent::ExitRequested { code: None, api, .. } = event {
            api.prevent_exit();
        }
    });
    ExitCode::from(u8::try_from(code).unwrap_or(1))
}

/// Says one sentence to whoever started the program in a terminal.
fn say(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::FAILURE
}
