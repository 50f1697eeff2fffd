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
    eprintln!("This is measured on Linux, in a desktop session made of Linux programs.");
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
        scene::{BEFORE, DUE, ana, clock},
        wait::until,
    };

    const ROUNDS: usize = 9;

    /// At most so many times as long as the bare window.
    const LIMIT: f64 = 1.3;

    #[tokio::main(flavor = "current_thread")]
    pub async fn main() -> ExitCode {
        match measure().await {
            Ok(ratio) if ratio <= LIMIT => ExitCode::SUCCESS,
            Ok(_) => ExitCode::FAILURE,
            Err(failure) => {
                eprintln!("{failure}");
                ExitCode::FAILURE
            }
        }
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

    fn median(mut times: Vec<Duration>) -> Duration {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    }

    #[expect(clippy::print_stdout, reason = "the figures are what it is for")]
    fn report(kith: Duration, bare: Duration) -> f64 {
        let ratio = kith.as_secs_f64() / bare.as_secs_f64();
        println!("{:>8} ms  Kith, until Today is painted", kith.as_millis());
        println!("{:>8} ms  a bare WebKitGTK window", bare.as_millis());
        println!("{ratio:>8.2}     times as long (at most {LIMIT}), medians of {ROUNDS}");
        ratio
    }
}
