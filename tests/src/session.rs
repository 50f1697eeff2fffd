//! A desktop session of its own: nothing of it touches the desktop it runs on, or is left when it ends.
//!
//! It is made of ordinary programs, so that what works here works for a person: an X server without a screen, a message
//! bus, the window manager openbox, the notification daemon dunst, and the panel of Xfce with its tray.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tempfile::TempDir;

use crate::{
    failure::{During, Failure, Outcome},
    notifications::Notifications,
    process::Process,
    screen::Screen,
    tray,
    wait::until,
};

/// Whether the desktop has a place for tray icons. GNOME has none without an extension.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tray {
    /// A panel with a tray.
    Shown,
    /// None.
    Absent,
}

/// A running desktop session. Dropping it ends everything in it.
pub struct Session {
    /// The message bus of the session.
    pub bus: zbus::Connection,
    /// What the notification daemon was asked to show.
    pub notifications: Notifications,
    /// The screen and its windows.
    pub screen: Screen,
    environment: Vec<(String, String)>,
    processes: Vec<Process>,
    folder: TempDir,
}

impl Session {
    /// Starts a session and waits until all of it is ready.
    ///
    /// # Errors
    /// [`Failure::Missing`] names the package that brings a missing program.
    pub async fn start(tray: Tray) -> Outcome<Session> {
        let folder = TempDir::with_prefix("kith-").during("making the session's folder")?;
        write_configuration(folder.path())?;
        let log = folder.path().join("log");
        let mut environment = environment(folder.path());
        let mut processes = Vec::new();

        let arguments = ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"];
        let (display, number) =
            Process::start_and_hear(("Xvfb", "xvfb"), arguments, &environment, &log).await?;
        processes.push(display);
        environment.push(("DISPLAY".to_owned(), format!(":{number}")));

        let address = format!("unix:path={}", folder.path().join("run/bus").display());
        let arguments = ["--session", "--nofork", "--nosyslog", "--print-address", "--address", &address];
        let (bus, address) =
            Process::start_and_hear(("dbus-daemon", "dbus-daemon"), arguments, &environment, &log).await?;
        processes.push(bus);
        environment.push(("DBUS_SESSION_BUS_ADDRESS".to_owned(), address.clone()));
        environment.push(("DBUS_SYSTEM_BUS_ADDRESS".to_owned(), address.clone()));

        let bus = connect(&address).await?;
        let notifications = Notifications::watch(connect(&address).await?, folder.path()).await?;
        let screen = Screen::connect(&format!(":{number}"))?;
        let mut session = Session { bus, notifications, screen, environment, processes, folder };

        session.run(("openbox", "openbox"), &[])?;
        until("a window manager runs", async || session.screen.is_managed().then_some(())).await?;
        session.run(("dunst", "dunst"), &[])?;
        session.named("org.freedesktop.Notifications").await?;
        if tray == Tray::Shown {
            session.show_tray().await?;
        }
        Ok(session)
    }

    /// Starts the panel, and waits until icons can be shown in its tray.
    pub async fn show_tray(&mut self) -> Outcome<()> {
        self.run(("xfce4-panel", "xfce4-panel"), &["--disable-wm-check"])?;
        tray::host(&self.bus).await
    }

    /// Lets what is started from now on find no display.
    pub fn without_display(&mut self) {
        self.environment.retain(|(name, _)| name != "DISPLAY");
    }

    /// The home directory of the person whose session it is.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// What every program of the session finds in its environment.
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// Where the programs of the session write what they have to say.
    pub fn log(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// Waits until somebody on the bus has the name.
    pub async fn named(&self, name: &str) -> Outcome<()> {
        until(&format!("{name} is on the bus"), async || self.has_name(name).await.then_some(())).await
    }

    /// Whether somebody on the bus has the name.
    pub async fn has_name(&self, name: &str) -> bool {
        let Ok(proxy) = zbus::fdo::DBusProxy::new(&self.bus).await else { return false };
        let Ok(name) = zbus::names::BusName::try_from(name) else { return false };
        proxy.name_has_owner(name).await.unwrap_or(false)
    }

    /// The process behind a name on the bus.
    pub async fn process_of(&self, name: &str) -> Outcome<u32> {
        let what = "asking the bus for a process";
        let proxy = zbus::fdo::DBusProxy::new(&self.bus).await.during(what)?;
        let name = zbus::names::BusName::try_from(name).during(what)?;
        proxy.get_connection_unix_process_id(name).await.during(what)
    }

    /// Starts one more program in the session, which ends with it.
    fn run(&mut self, program: (&'static str, &'static str), arguments: &[&str]) -> Outcome<()> {
        self.processes.push(Process::start(program, arguments, &self.environment, &self.log())?);
        Ok(())
    }
}

impl Drop for Session {
    /// The last started ends first: the display is needed to the end.
    fn drop(&mut self) {
        while self.processes.pop().is_some() {}
    }
}

async fn connect(address: &str) -> Outcome<zbus::Connection> {
    let builder = zbus::connection::Builder::address(address).during("reading the bus's address")?;
    builder.build().await.during("connecting to the session's bus")
}

/// The environment of the session: its own folders, no accessibility bus, no portal, drawing in software.
fn environment(folder: &Path) -> Vec<(String, String)> {
    let inside = |path: &str| folder.join(path).display().to_string();
    let inherited = |name: &str| std::env::var(name).unwrap_or_default();
    [
        ("PATH", inherited("PATH")),
        ("HOME", inside("home")),
        ("XDG_CONFIG_HOME", inside("home/.config")),
        ("XDG_DATA_HOME", inside("home/.local/share")),
        ("XDG_STATE_HOME", inside("home/.local/state")),
        ("XDG_CACHE_HOME", inside("home/.cache")),
        ("XDG_RUNTIME_DIR", inside("run")),
        ("XDG_CURRENT_DESKTOP", "XFCE".to_owned()),
        ("LANG", "C.UTF-8".to_owned()),
        ("GDK_BACKEND", "x11".to_owned()),
        ("GSETTINGS_BACKEND", "memory".to_owned()),
        ("GTK_USE_PORTAL", "0".to_owned()),
        ("NO_AT_BRIDGE", "1".to_owned()),
        ("LIBGL_ALWAYS_SOFTWARE", "1".to_owned()),
        ("WEBKIT_DISABLE_COMPOSITING_MODE", "1".to_owned()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .to_vec()
}

/// Writes the folders and the configuration of the session's programs.
fn write_configuration(folder: &Path) -> Outcome<()> {
    let dunst = include_str!("../session/dunstrc").replace("@SESSION@", &folder.display().to_string());
    let files: [(&str, &str); 4] = [
        ("home/.config/dunst/dunstrc", &dunst),
        (
            "home/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml",
            include_str!("../session/xfce4-panel.xml"),
        ),
        ("choose", include_str!("../session/choose")),
        ("choice", ""),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        let parent = path.parent().ok_or_else(|| Failure::Wrong(format!("{name} has no folder")))?;
        fs::create_dir_all(parent).during(name)?;
        fs::write(&path, text).during(name)?;
    }
    for name in ["run", "home/.local/share", "home/.local/state", "home/.cache"] {
        fs::create_dir_all(folder.join(name)).during(name)?;
    }
    only_mine(&folder.join("run"))
}

fn only_mine(path: &Path) -> Outcome<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(0o700))
        .during("closing the session's folder to others")
}
