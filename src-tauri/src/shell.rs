//! Puts the parts together: shows the window, opens the book beside it, starts the scheduler and the tray.
//!
//! Nothing is decided here. The order matters: a second launch hands over to the first before it touches the book; the
//! window is asked for first, since its web view takes the longest, and the book is opened on another thread meanwhile
//! (a page that is asked for waits for it); what talks to the desktop comes when the first page is there.

use std::{process::ExitCode, sync::Arc, thread, time::Duration};

use clap::Parser;
use kith_app::{App, Clock, SetClock, SystemClock, files::default_home, parse_moment, scheduler};
use tauri::{AppHandle, RunEvent, UriSchemeContext, UriSchemeResponder, Wry};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_window_state::StateFlags;
use tokio::{sync::mpsc, time};

use crate::{
    arguments::{Arguments, HIDDEN},
    calendar, follow, host, notify,
    state::{self, Kith, Opening, kith, system_words},
    window,
};

/// The longest that tray and notifications wait for the first page.
const PATIENCE: Duration = Duration::from_secs(5);

/// So long after the first page what is not needed at once is read.
const UNHURRIED: Duration = Duration::from_secs(10);

/// Runs Kith until it is told to quit.
pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    if !has_display() {
        return say(&system_words().text("shell-no-display"));
    }
    let app = match build() {
        Ok(app) => app,
        Err(error) => return say(&error.to_string()),
    };
    let hidden = arguments.hidden;
    let handle = app.handle().clone();
    thread::spawn(move || begin(&handle, &arguments));
    let code = app.run_return(move |handle, event| on_event(handle, event, hidden));
    ExitCode::from(u8::try_from(code).unwrap_or(1))
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
        .manage(Opening::default())
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

/// Opens the book, and begins to prompt and to show the tray; or says why not.
fn begin(handle: &AppHandle, arguments: &Arguments) {
    match open(handle, arguments) {
        Ok(wakes) => drop(tauri::async_runtime::spawn(follow_on(handle.clone(), arguments.hidden, wakes))),
        Err(sentence) => refuse(handle, sentence),
    }
}

/// Opens the book, for the pages as well. What it refuses with is a sentence to show.
fn open(handle: &AppHandle, arguments: &Arguments) -> Result<mpsc::Receiver<()>, String> {
    let clock = clock(arguments.now.as_deref()).map_err(|error| error.to_string())?;
    let home = arguments.home.clone().or_else(default_home);
    let home = home.ok_or_else(|| system_words().text("cli-no-home"))?;
    let app = App::open(&home, clock).map_err(|error| system_words().error(&error))?;
    let (woken, wakes) = mpsc::channel(1);
    state::opened(handle, Kith::new(app.clone(), Arc::new(host::Desktop(handle.clone())), woken));
    // Without the socket `kith` says that Kith is running; everything else works.
    let _ = kith_cli::socket::serve(app);
    Ok(wakes)
}

/// What goes on for as long as Kith runs, from when the first page is there.
async fn follow_on(handle: AppHandle, hidden: bool, wakes: mpsc::Receiver<()>) {
    if !hidden {
        let _ = time::timeout(PATIENCE, state::first_page(&handle)).await;
    }
    // Before anything can be announced: a notification shown earlier would have no buttons.
    let _ = notify::listen(&handle);
    let kith = kith(&handle);
    tauri::async_runtime::spawn(scheduler::run(kith.app.clone(), notify::on_desktop(&handle), wakes));
    tauri::async_runtime::spawn(follow::follow(handle.clone()));
    tauri::async_runtime::spawn(calendar::keep(handle.clone()));
    tauri::async_runtime::spawn(count_later(kith.app.clone()));
    #[cfg(target_os = "linux")]
    tauri::async_runtime::spawn(crate::power::tell(kith.woken.clone()));
}

/// Reads what is counted of a long past, when nobody waits for anything else: then the page that shows it need not.
async fn count_later(app: App) {
    time::sleep(UNHURRIED).await;
    // What goes wrong is told when the page is opened.
    tauri::async_runtime::spawn_blocking(move || drop(app.count()));
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
        RunEvent::Ready if !hidden => window::show(handle, None),
        // The last window has closed, nobody said Quit.
        RunEvent::ExitRequested { code: None, api, .. } => api.prevent_exit(),
        #[cfg(target_os = "macos")]
        RunEvent::Reopen { .. } => window::show(handle, None),
        _ => {}
    }
}

/// Says in a dialog why Kith cannot start, and ends.
fn refuse(handle: &AppHandle, sentence: String) {
    say(&sentence);
    let ended = handle.clone();
    handle
        .dialog()
        .message(sentence)
        .title("Kith")
        .kind(MessageDialogKind::Error)
        .show(move |_| ended.exit(1));
}

/// Says one sentence to whoever started the program in a terminal.
fn say(sentence: &str) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::FAILURE
}
