//! `make demo`: the main job, played for real in a desktop session of its own.
//!
//! It does what a person would do, through the real programs, and fails when any step does not happen. It leaves numbered
//! pictures in `target/demo/`, and prints what it does and what comes of it.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    play::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!(
        "The demo needs Linux: its desktop session is made of Linux programs. Start Kith itself with `cargo run`."
    );
}

#[cfg(target_os = "linux")]
mod play {
    use std::{
        fs,
        path::{Path, PathBuf},
        process::ExitCode,
    };

    use kith_tests::{
        During, Failure, Outcome, Session, Tray,
        app::{ICON, ask, kith, running},
        scene::{clock, contacts},
        tray::{Icon, outline, pick},
        wait::until,
        web::Driven,
    };

    const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    const FIRST: &str = "Ana Ruiz";
    const SECOND: &str = "Luis Ferrer";

    #[tokio::main(flavor = "current_thread")]
    pub async fn main() -> ExitCode {
        match demo().await {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => {
                eprintln!("\nThe demo stopped: {failure}");
                ExitCode::FAILURE
            }
        }
    }

    /// The pictures, numbered in the order they are taken.
    struct Album {
        folder: PathBuf,
        count: usize,
    }

    impl Album {
        fn new() -> Outcome<Album> {
            let folder = Path::new(ROOT).join("target/demo");
            if folder.exists() {
                fs::remove_dir_all(&folder).during("clearing target/demo")?;
            }
            fs::create_dir_all(&folder).during("making target/demo")?;
            Ok(Album { folder, count: 0 })
        }

        async fn picture(&mut self, session: &Session, name: &str) -> Outcome<()> {
            self.count += 1;
            let file = format!("{:02}-{name}.png", self.count);
            session.screen.picture(&self.folder.join(&file)).await?;
            say("", &format!("[picture: target/demo/{file}]"));
            Ok(())
        }
    }

    async fn demo() -> Outcome<()> {
        let mut album = Album::new()?;
        title("A desktop of its own: display, bus, window manager, notifications, panel with a tray");
        let session = Session::start(Tray::Shown).await?;
        let played = main_job(&session, &mut album).await;
        let log = fs::copy(session.log(), album.folder.join("session.log"));
        played?;
        log.during("keeping the log")?;
        title(&format!("Done. {} pictures are in target/demo", album.count));
        Ok(())
    }

    async fn main_job(session: &Session, album: &mut Album) -> Outcome<()> {
        people_and_cadences(session).await?;

        title("Kith starts, on the morning of 22 November. Nobody is due yet");
        let app = Driven::start(session, &["--now", "2026-11-22T08:50:00[Europe/Madrid]"]).await?;
        let process = running(session).await?;
        let icon = Icon::find(&session.bus, ICON).await?;
        let quiet = icon.picture().await?;
        say("The tray says", &icon.tooltip().await?);
        if ask(session, &["due"]).await? != serde_json::json!([]) {
            return Err(Failure::Wrong("somebody is due too early".to_owned()));
        }
        app.shows("Today").await?;
        album.picture(session, "today-is-quiet").await?;

        title("Nine o'clock: it has been three weeks since the last call with Ana");
        clock(session, "2026-11-22T09:00:05[Europe/Madrid]").await?;
        let prompt = session.notifications.with(FIRST).await?;
        say("The notification", &format!("{} | {} | {:?}", prompt.title, prompt.text, prompt.labels()));
        until("the tray icon shows that somebody waits", async || {
            icon.picture().await.ok().filter(|now| *now != quiet)
        })
        .await?;
        icon.entry(&[FIRST]).await?;
        say("The tray says", &icon.tooltip().await?);
        say("The tray menu", &format!("\n{}", outline(&icon.menu().await?)));
        app.shows(FIRST).await?;
        album.picture(session, "ana-is-due").await?;

        title("Ana was called. \"Log\", on the notification, says so");
        let before = contacts(session, FIRST).await?;
        session.notifications.press(&session.bus, &prompt, prompt.key("Log")?).await?;
        until("the call is logged", async || {
            (contacts(session, FIRST).await.ok()? == before + 1).then_some(())
        })
        .await?;
        let logged = until("Kith says what was logged", async || {
            session.notifications.open().into_iter().find(|shown| shown.labels().contains(&"Undo"))
        })
        .await?;
        say("The notification", &format!("{} | {} | {:?}", logged.title, logged.text, logged.labels()));
        none_of(&icon, FIRST).await?;
        say("$ kith history", kith(session, &["history", FIRST]).await?.trim());
        album.picture(session, "logged").await?;
        session.notifications.dismiss(&session.bus, &logged).await?;

        title("When Ana is asked for next");
        let cadences = kith(session, &["cadence", "list", FIRST]).await?;
        say("$ kith cadence list", cadences.trim());
        let page = format!("kith://localhost/people/{}", id_of(session, FIRST).await?);
        app.page.goto(&page).await.during("opening Ana's page")?;
        app.shows(FIRST).await?;
        app.shows("13 December").await?;
        album.picture(session, "next-due").await?;

        title("The window is closed. Kith stays in the tray");
        let window = session.screen.only_window(process).await?;
        session.screen.close(&window)?;
        session.screen.no_window(process).await?;
        album.picture(session, "closed").await?;

        title("8 December, the second Tuesday, seven in the evening: Luis, and no window is open");
        clock(session, "2026-12-08T19:00:05[Europe/Madrid]").await?;
        let prompt = session.notifications.with(SECOND).await?;
        say("The notification", &format!("{} | {} | {:?}", prompt.title, prompt.text, prompt.labels()));
        icon.entry(&[SECOND]).await?;
        album.picture(session, "luis-is-due").await?;

        title("Not today: \"Snooze\", in the tray menu");
        icon.choose(&[SECOND, "Snooze"]).await?;
        none_of(&icon, SECOND).await?;
        say("$ kith prompts", kith(session, &["prompts"]).await?.trim());

        title("\"Open Kith\", in the tray menu: the window is back");
        icon.choose(&["Open Kith"]).await?;
        let window = session.screen.only_window(process).await?;
        session.screen.look(&window).await?;
        album.picture(session, "back-again").await?;

        title("\"Quit\", in the tray menu");
        icon.choose(&["Quit"]).await?;
        until("Kith has ended", async || {
            (!Path::new(&format!("/proc/{process}/exe")).exists()).then_some(())
        })
        .await?;
        say(
            "$ kith due --all",
            kith(session, &["--now", "2026-12-09T10:00:00[Europe/Madrid]", "due", "--all"]).await?.trim(),
        );
        Ok(())
    }

    async fn people_and_cadences(session: &Session) -> Outcome<()> {
        title("An address book comes in, and two people get a cadence");
        let book = Path::new(ROOT).join("tests/data/address-book.vcf").display().to_string();
        let then = "2026-11-01T18:00:00[Europe/Madrid]";
        let steps: [&[&str]; 5] = [
            &["import", &book],
            &["cadence", "add", FIRST, "--every", "3w", "--mode", "voice"],
            &["log", "--with", FIRST, "--mode", "voice", "--minutes", "40", "--note", "Her new garden"],
            &[
                "cadence",
                "add",
                SECOND,
                "--rrule",
                "FREQ=MONTHLY;BYDAY=2TU",
                "--start",
                "2026-12-08T19:00",
                "--mode",
                "in-person",
            ],
            &["log", "--with", SECOND, "--mode", "in-person", "--at", "2026-10-20", "--note", "The marathon"],
        ];
        for step in steps {
            let said = kith(session, &[&["--now", then], step].concat()).await?;
            say(
                &format!("$ kith {}", step.join(" ").replace(&book, "tests/data/address-book.vcf")),
                said.trim(),
            );
        }
        Ok(())
    }

    async fn id_of(session: &Session, name: &str) -> Outcome<String> {
        let shown = ask(session, &["people", "show", name]).await?;
        let id = shown["id"].as_str().or_else(|| shown["person"]["id"].as_str());
        id.map(str::to_owned).ok_or_else(|| Failure::Wrong(format!("{name} has no id in {shown}")))
    }

    async fn none_of(icon: &Icon<'_>, name: &str) -> Outcome<()> {
        until(&format!("the tray menu does not list {name}"), async || {
            pick(&icon.menu().await.ok()?, &[name]).is_none().then_some(())
        })
        .await
    }

    #[expect(clippy::print_stdout, reason = "the transcript is what the demo is for")]
    fn title(text: &str) {
        println!("\n== {text}");
    }

    #[expect(clippy::print_stdout, reason = "the transcript is what the demo is for")]
    fn say(what: &str, text: &str) {
        let text = text.replace('\n', "\n     ");
        println!("   {what}{}{text}", if what.is_empty() { "" } else { ": " });
    }
}
