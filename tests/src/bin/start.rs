//! How long Kith takes from the start of the process until Today is painted, against a bare WebKitGTK window.
//!
//! Both are started in turn, several times, in the same session, and their medians compared: more than 1.3 times as long is
//! too long. Painted means that the window shows more than one colour.

#[cfg(target_os = "linux")]
fn main() -> std::process::ExitCode {
    start::main()
}

#[cfg(not(target_os = "linux"))]
fn main() {
    eprintln!("{}", kith_tests::ON_LINUX);
}

#[cfg(target_os = "linux")]
mod start {
    use std::{
        process::ExitCode,
        time::{Duration, Instant},
    };

    use kith_tests::{
        Outcome, Session, Tray,
        app::{App, program},
        figure::{Limit, besides, median},
        scene::{BEFORE, DUE, ana, clock},
        wait::until,
    };

    const ROUNDS: usize = 9;

    const LIMIT: Limit = Limit {
        what: "from the start until Today is painted, against a bare WebKitGTK window",
        at_most: 1.3,
        unit: "times",
    };

    #[tokio::main(flavor = "current_thread")]
    pub async fn main() -> ExitCode {
        LIMIT.judge(measure()).await
    }

    async fn measure() -> Outcome<f64> {
        let session = Session::start(Tray::Shown).await?;
        ana(&session).await?;
        // What a start after a restart of the machine does not meet: everything is in the disk's cache after this.
        once(&session, "kith-desktop").await?;
        once(&session, "bare-window").await?;
        let (mut kith, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            kith.push(once(&session, "kith-desktop").await?);
            bare.push(once(&session, "bare-window").await?);
        }
        Ok(report(median(kith), median(bare)))
    }

    /// From the start of the process until its window shows something. The process is gone when this returns.
    #[expect(clippy::disallowed_methods, reason = "a bench measures with a clock")]
    async fn once(session: &Session, name: &'static str) -> Outcome<Duration> {
        let program = program(name)?;
        let arguments: &[&str] = if name == "kith-desktop" { &["--now", BEFORE] } else { &[] };
        let started = Instant::now();
        let app = App::start_program(program, session, arguments)?;
        let window = session.screen.first_window(app.id()).await?;
        session.screen.painted(&window).await?;
        let took = started.elapsed();
        if name == "kith-desktop" {
            // It is all there, not only painted.
            clock(session, DUE).await?;
        }
        let id = app.id();
        drop(app);
        until("the process is gone", async || session.screen.windows_of(id).ok()?.is_empty().then_some(()))
            .await?;
        Ok(took)
    }

    fn report(kith: Duration, bare: Duration) -> f64 {
        let ms = |time: Duration| format!("{} ms", time.as_millis());
        besides(&format!("Kith, until Today is painted, median of {ROUNDS}"), &ms(kith));
        besides("a bare WebKitGTK window", &ms(bare));
        kith.as_secs_f64() / bare.as_secs_f64()
    }
}
