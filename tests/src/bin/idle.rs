//! How still Kith is in the tray: voluntary context switches a second of all its threads, the window never opened.
//!
//! Kith waits in the tray of a session of its own for a minute and more, so that everything it does once a minute is
//! counted. More than ten a second is too many.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    idle::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("{}", kith_tests::ON_LINUX);
}

#[cfg(target_os = "linux")]
mod idle {
    use std::{collections::BTreeMap, fs, process::ExitCode, time::Duration};

    use kith_tests::{
        During, Outcome, Session, Tray,
        app::{App, ICON},
        figure::{Limit, besides},
        scene::{BEFORE, ana, clock},
        tray::Icon,
    };

    /// More than the minute after which everything has come round.
    const TIME: Duration = Duration::from_secs(70);

    const LIMIT: Limit = Limit {
        what: "in the tray, the window never opened: voluntary context switches",
        at_most: 10.0,
        unit: "a second",
    };

    #[tokio::main(flavor = "current_thread")]
    pub async fn main() -> ExitCode {
        LIMIT.judge(measure()).await
    }

    async fn measure() -> Outcome<f64> {
        let session = Session::start(Tray::Shown).await?;
        ana(&session).await?;
        let app = App::start(&session, &["--hidden", "--now", BEFORE])?;
        let icon = Icon::find(&session.bus, ICON).await?;
        icon.entry(&["Quit"]).await?;
        clock(&session, BEFORE).await?;
        let before = switches(app.id())?;
        tokio::time::sleep(TIME).await;
        let after = switches(app.id())?;
        Ok(report(&before, &after))
    }

    /// Of each thread: its name, and its voluntary context switches so far.
    fn switches(process: u32) -> Outcome<BTreeMap<u32, (String, u64)>> {
        let mut threads = BTreeMap::new();
        for entry in fs::read_dir(format!("/proc/{process}/task")).during("looking at the threads")? {
            let path = entry.during("looking at the threads")?.path();
            // A thread that ended while we looked counts no more.
            let Ok(status) = fs::read_to_string(path.join("status")) else { continue };
            let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
            let id = field("Pid:").and_then(|id| id.parse().ok()).unwrap_or_default();
            let count = field("voluntary_ctxt_switches:").and_then(|count| count.parse().ok());
            threads.insert(id, (field("Name:").unwrap_or_default().to_owned(), count.unwrap_or_default()));
        }
        Ok(threads)
    }

    #[expect(clippy::cast_precision_loss, reason = "a few thousand at most")]
    fn report(before: &BTreeMap<u32, (String, u64)>, after: &BTreeMap<u32, (String, u64)>) -> f64 {
        let mut threads: Vec<(u64, &str)> = after
            .iter()
            .map(|(id, (name, count))| (count - before.get(id).map_or(0, |(_, count)| *count), name.as_str()))
            .collect();
        threads.sort_unstable_by(|one, other| other.cmp(one));
        let a_second = |count: u64| count as f64 / TIME.as_secs_f64();
        for (count, name) in threads.iter().filter(|(count, _)| *count > 0) {
            besides(&format!("of the thread {name}"), &format!("{:.2} a second", a_second(*count)));
        }
        a_second(threads.iter().map(|(count, _)| count).sum())
    }
}
