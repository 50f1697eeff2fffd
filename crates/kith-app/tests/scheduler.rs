//! The loop around the decisions, on tokio's paused time and a clock that is moved.

use std::{sync::Arc, time::Duration};

use kith_app::{
    Announce, Announcement, App, NewCadence, NewPlan, NewRepeat, StillClock, parse_moment, scheduler,
};
use kith_core::{Mode, PlanState, PlanTime, plan::tell::Say};
use tokio::sync::mpsc;

/// Passes on what is announced.
struct Ear(mpsc::UnboundedSender<Announcement>);

impl Announce for Ear {
    fn announce(&self, announcement: Announcement) {
        self.0.send(announcement).expect("somebody listens");
    }
}

struct Stage {
    app: App,
    clock: Arc<StillClock>,
    heard: mpsc::UnboundedReceiver<Announcement>,
    woken: mpsc::Sender<()>,
    _home: tempfile::TempDir,
}

/// Three people who are due on 22 November and were called three weeks before; the scheduler runs.
async fn stage(at: &str) -> Stage {
    let home = tempfile::tempdir().expect("a folder");
    let clock =
        Arc::new(StillClock::new(parse_moment("2026-11-01T12:00:00Z", chrono_tz::UTC).expect("a moment")));
    let app = App::open(home.path(), clock.clone()).expect("a book");
    for name in ["Ana", "Luis", "Mei"] {
        let person = app.add_person(name, |_| {}).expect("a person").id;
        let repeat = NewRepeat::After { every: "3w".parse().expect("three weeks"), at: None };
        app.add_cadence(person, &NewCadence { mode: Mode::Voice, repeat }).expect("a cadence");
        let understood = app.understand(&format!("called {name}"));
        app.log(&app.from_understood(&understood, &[]).expect("understood")).expect("logged");
    }
    // Whoever was away for two weeks is told gently, which is not what is tested here.
    app.set_clock(parse_moment("2026-11-12T12:00:00Z", chrono_tz::UTC).expect("a moment")).expect("set");
    app.seen();
    app.set_clock(parse_moment(at, chrono_tz::UTC).expect("a moment")).expect("set");
    let (tell, heard) = mpsc::unbounded_channel();
    let (woken, receive) = mpsc::channel(1);
    tokio::spawn(scheduler::run(app.clone(), Arc::new(Ear(tell)), receive));
    Stage { app, clock, heard, woken, _home: home }
}

#[tokio::test(start_paused = true)]
async fn what_falls_due_while_kith_runs_is_announced_one_by_one() {
    let mut stage = stage("2026-11-22T08:59:00Z").await;
    tokio::task::yield_now().await;
    stage.clock.pass(Duration::from_secs(60));
    let heard = stage.heard.recv().await;
    assert!(matches!(heard, Some(Announcement::Each(asks)) if asks.len() == 3));
}

#[tokio::test(start_paused = true)]
async fn what_there_is_to_say_of_a_plan_is_announced_when_its_time_comes() {
    let mut stage = stage("2026-11-20T10:00:00Z").await;
    let time = PlanTime { local: "2026-11-20T11:30:00".parse().expect("a wall time"), zone: chrono_tz::UTC };
    let new = NewPlan {
        people: vec![stage.app.whom("Ana").expect("Ana")],
        mode: Mode::Voice,
        times: vec![time],
        minutes: 30,
        place: String::new(),
        note: String::new(),
        state: PlanState::Agreed,
    };
    stage.app.make_plan(&new).expect("a plan");
    stage.clock.pass(Duration::from_secs(1_800));
    let heard = stage.heard.recv().await;
    assert!(matches!(heard, Some(Announcement::Plans(told)) if told[0].say == Say::HourBefore));
    stage.clock.pass(Duration::from_secs(2 * 3_600));
    let heard = stage.heard.recv().await;
    assert!(matches!(heard, Some(Announcement::Plans(told)) if told[0].say == Say::DidItHappen));
}

#[tokio::test(start_paused = true)]
async fn what_fell_due_while_kith_was_closed_comes_as_one_digest() {
    let mut stage = stage("2026-11-25T10:00:00Z").await;
    let heard = stage.heard.recv().await;
    assert!(matches!(heard, Some(Announcement::Digest(asks)) if asks.len() == 3));
}

#[tokio::test(start_paused = true)]
async fn what_fell_due_while_the_machine_slept_comes_as_one_digest_on_waking() {
    let mut stage = stage("2026-11-20T10:00:00Z").await;
    tokio::task::yield_now().await;
    stage
        .app
        .set_clock(parse_moment("2026-11-23T10:00:00Z", chrono_tz::UTC).expect("a moment"))
        .expect("set");
    stage.woken.send(()).await.expect("the scheduler listens");
    let heard = stage.heard.recv().await;
    assert!(matches!(heard, Some(Announcement::Digest(asks)) if asks.len() == 3));
}

#[tokio::test(start_paused = true)]
async fn the_scheduler_ends_when_the_shell_lets_go() {
    let home = tempfile::tempdir().expect("a folder");
    let clock =
        Arc::new(StillClock::new(parse_moment("2026-11-01T12:00:00Z", chrono_tz::UTC).expect("a moment")));
    let app = App::open(home.path(), clock).expect("a book");
    let (tell, _heard) = mpsc::unbounded_channel();
    let (woken, receive) = mpsc::channel(1);
    let running = tokio::spawn(scheduler::run(app, Arc::new(Ear(tell)), receive));
    drop(woken);
    running.await.expect("it ended");
}
