//! The real app on a real desktop: window, tray, notifications, second launch, restart.
#![cfg(target_os = "linux")]

use kith_tests::{
    During, Failure, Outcome, Session, Tray,
    app::{App, ICON, ask, kith, running},
    scene::{ANA, BEFORE, DUE, ana, clock, contacts, fates, friend},
    screen::Key,
    tray::{Icon, pick},
    wait::until,
    web::Driven,
};

/// Plays a test on a desktop of its own, and tells what the programs said when it fails.
async fn on_a_desktop(tray: Tray, play: impl AsyncFnOnce(&mut Session) -> Outcome<()>) {
    let mut session = Session::start(tray).await.expect("a desktop session");
    if let Err(failure) = play(&mut session).await {
        let test = std::thread::current().name().unwrap_or_default().to_owned();
        let picture = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(test).with_extension("png");
        let _ = session.screen.picture(&picture).await;
        let log = std::fs::read_to_string(session.log()).unwrap_or_default();
        panic!("{failure}\nThe screen is in {}\nThe programs of the session said:\n{log}", picture.display());
    }
}

/// Fails with a sentence unless it holds.
fn ensure(holds: bool, otherwise: impl Into<String>) -> Outcome<()> {
    if holds { Ok(()) } else { Err(Failure::Wrong(otherwise.into())) }
}

/// Starts the app in the tray at a time, and waits for its icon.
async fn in_tray<'s>(session: &'s Session, now: &str) -> Outcome<(App, Icon<'s>)> {
    let app = App::start(session, &["--hidden", "--now", now])?;
    let icon = Icon::find(&session.bus, ICON).await?;
    Ok((app, icon))
}

#[tokio::test]
async fn the_window_opens_on_today_and_says_whom_to_reach_and_why() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let app = Driven::start(session, &["--now", DUE]).await?;
        app.shows(ANA).await?;
        app.shows("her new garden").await?;
        let page = app.page.current_url().await.during("asking where the window is")?;
        // The window is asked for before the book is open, so it asks for whatever page is the first.
        ensure(page.as_str() == "kith://localhost/", format!("the window is on {page}"))
    })
    .await;
}

#[tokio::test]
async fn the_open_window_follows_what_is_logged_elsewhere() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let app = Driven::start(session, &["--now", DUE]).await?;
        app.shows("her new garden").await?;
        kith(session, &["log", "--with", "Ana", "--mode", "voice"]).await?;
        until("Today asks for nobody any more", async || {
            app.text().await.filter(|text| !text.contains("her new garden"))
        })
        .await
        .map(drop)
    })
    .await;
}

#[tokio::test]
async fn the_tray_lists_who_waits_and_its_icon_shows_that_somebody_does() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (_app, icon) = in_tray(session, BEFORE).await?;
        let quiet = icon.picture().await?;
        ensure(pick(&icon.menu().await?, &[ANA]).is_none(), "the menu lists Ana before she is due")?;
        clock(session, DUE).await?;
        for what in ["Call", "Log", "Snooze"] {
            icon.entry(&[ANA, what]).await?;
        }
        until("the icon is another one", async || icon.picture().await.ok().filter(|now| *now != quiet))
            .await?;
        kith(session, &["log", "--with", "Ana", "--mode", "voice"]).await?;
        until("the icon is as it was", async || icon.picture().await.ok().filter(|now| *now == quiet))
            .await?;
        ensure(pick(&icon.menu().await?, &[ANA]).is_none(), "the menu lists Ana after the call")
    })
    .await;
}

#[tokio::test]
async fn snoozed_from_the_tray_somebody_is_asked_for_again_tomorrow() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (_app, icon) = in_tray(session, DUE).await?;
        session.notifications.with(ANA).await?;
        icon.choose(&[ANA, "Snooze"]).await?;
        until("the menu lists Ana no more", async || {
            pick(&icon.menu().await.ok()?, &[ANA]).is_none().then_some(())
        })
        .await?;
        ensure(fates(session).await? == ["snoozed"], "the prompt is not snoozed")?;
        until("the notification is gone", async || session.notifications.open().is_empty().then_some(()))
            .await?;
        clock(session, "2026-11-23T09:00:05[Europe/Madrid]").await?;
        session.notifications.with(ANA).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn an_agreed_plan_is_announced_an_hour_before_and_asked_about_when_it_is_over() {
    on_a_desktop(Tray::Shown, async |session| {
        let made = "2026-11-20T12:00:00[Europe/Madrid]";
        kith(session, &["--now", made, "people", "add", ANA]).await?;
        let agreed = ["--mode", "in-person", "--at", "2026-11-22T19:00", "--minutes", "60", "--agreed"];
        kith(session, &[&["--now", made, "plan", "add", ANA][..], &agreed].concat()).await?;
        let (_app, _icon) = in_tray(session, "2026-11-21T18:59:00[Europe/Madrid]").await?;
        clock(session, "2026-11-21T19:00:05[Europe/Madrid]").await?;
        session.notifications.with("tomorrow").await?;
        clock(session, "2026-11-22T18:00:05[Europe/Madrid]").await?;
        session.notifications.with("It begins at 19:00").await?;
        clock(session, "2026-11-22T20:00:05[Europe/Madrid]").await?;
        let question = session.notifications.with("Did it happen?").await?;
        session.notifications.press(&session.bus, &question, question.key("Yes, it did")?).await?;
        until("the meeting is logged", async || (contacts(session, ANA).await.ok()? == 1).then_some(())).await
    })
    .await;
}

#[tokio::test]
async fn paused_from_the_tray_kith_asks_for_nobody_until_it_is_resumed() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (_app, icon) = in_tray(session, BEFORE).await?;
        icon.choose(&["Pause", "Until tomorrow"]).await?;
        icon.entry(&["Go on"]).await?;
        clock(session, DUE).await?;
        ensure(ask(session, &["due"]).await? == serde_json::json!([]), "Kith asks while it is paused")?;
        icon.choose(&["Go on"]).await?;
        session.notifications.with(ANA).await?;
        icon.entry(&["Pause", "For a week"]).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn a_notification_says_who_and_why_and_its_log_button_logs_the_contact() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (_app, _icon) = in_tray(session, BEFORE).await?;
        ensure(session.notifications.all().is_empty(), "something was announced too early")?;
        clock(session, DUE).await?;
        let prompt = session.notifications.with(ANA).await?;
        ensure(prompt.text.contains("three weeks"), format!("it says {:?}", prompt.text))?;
        ensure(
            prompt.labels() == ["Log", "Snooze", "Open"],
            format!("its buttons are {:?}", prompt.labels()),
        )?;
        session.notifications.press(&session.bus, &prompt, prompt.key("Log")?).await?;
        until("the call is logged", async || (contacts(session, ANA).await.ok()? == 2).then_some(())).await?;
        ensure(fates(session).await? == ["answered"], "the prompt is not answered")?;
        ensure(ask(session, &["due"]).await? == serde_json::json!([]), "Ana is still asked for")?;
        until("only what was logged is on the screen", async || {
            let open = session.notifications.open();
            (open.len() == 1 && open[0].id != prompt.id).then_some(())
        })
        .await
    })
    .await;
}

#[tokio::test]
async fn what_was_logged_by_a_button_can_be_taken_back_by_the_next() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (_app, icon) = in_tray(session, DUE).await?;
        let prompt = session.notifications.with(ANA).await?;
        session.notifications.press(&session.bus, &prompt, prompt.key("Log")?).await?;
        let logged = until("it is said that the call was logged", async || {
            session.notifications.open().into_iter().find(|shown| shown.labels().contains(&"Undo"))
        })
        .await?;
        session.notifications.press(&session.bus, &logged, logged.key("Undo")?).await?;
        until("the call is taken back", async || (contacts(session, ANA).await.ok()? == 1).then_some(()))
            .await?;
        icon.entry(&[ANA]).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn several_who_fell_due_while_nobody_looked_come_as_one_digest() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        friend(session, "2026-11-02T18:00:00[Europe/Madrid]", "Luis Ferrer", "the marathon").await?;
        let (_app, icon) = in_tray(session, BEFORE).await?;
        clock(session, "2026-11-24T10:00:00[Europe/Madrid]").await?;
        let digest = session.notifications.with(ANA).await?;
        ensure(digest.text.contains("Luis Ferrer"), format!("it says {:?}", digest.text))?;
        icon.entry(&["Luis Ferrer", "Snooze"]).await?;
        ensure(session.notifications.all().len() == 1, "there is more than the digest")
    })
    .await;
}

#[tokio::test]
async fn a_notification_names_nobody_if_that_is_wished() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        kith(session, &["settings", "names_in_notifications=false"]).await?;
        let (_app, _icon) = in_tray(session, DUE).await?;
        let shown = until("something is announced", async || session.notifications.all().pop()).await?;
        let said = format!("{} {} {:?}", shown.title, shown.text, shown.buttons);
        ensure(!said.contains("Ana") && !said.contains("garden"), format!("it says {said}"))
    })
    .await;
}

#[tokio::test]
async fn closing_leaves_kith_in_the_tray_and_the_window_comes_back_on_the_page_it_was_on() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let app = Driven::start(session, &["--now", BEFORE]).await?;
        app.page.goto("kith://localhost/people").await.during("opening People")?;
        app.shows(ANA).await?;
        let process = running(session).await?;
        let window = session.screen.only_window(process).await?;
        let look = session.screen.look(&window).await?;
        session.screen.close(&window)?;
        session.screen.no_window(process).await?;
        ensure(app.page.windows().await.is_ok_and(|pages| pages.is_empty()), "the page outlived its window")?;
        Icon::find(&session.bus, ICON).await?.choose(&["Open Kith"]).await?;
        let window = session.screen.only_window(process).await?;
        session.screen.looks(&window, &look).await
    })
    .await;
}

#[tokio::test]
async fn a_second_launch_shows_the_window_of_the_first_and_ends() {
    on_a_desktop(Tray::Shown, async |session| {
        let (app, _icon) = in_tray(session, BEFORE).await?;
        let mut second = App::start(session, &[])?;
        ensure(second.ended().await? == 0, "the second launch did not end well")?;
        session.screen.only_window(app.id()).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn quit_in_the_tray_ends_kith_and_a_restart_announces_nothing_twice() {
    on_a_desktop(Tray::Shown, async |session| {
        ana(session).await?;
        let (mut app, icon) = in_tray(session, DUE).await?;
        session.notifications.with(ANA).await?;
        icon.choose(&["Quit"]).await?;
        ensure(app.ended().await? == 0, "Kith did not end well")?;
        let (_app, icon) = in_tray(session, DUE).await?;
        icon.entry(&[ANA]).await?;
        // Luis's prompt comes after anything that the restart could have announced again.
        friend(session, "2026-11-01T19:00:00[Europe/Madrid]", "Luis Ferrer", "the marathon").await?;
        session.notifications.with("Luis Ferrer").await?;
        let of_ana = session.notifications.all().iter().filter(|shown| shown.title.contains(ANA)).count();
        ensure(of_ana == 1, format!("Ana was announced {of_ana} times"))
    })
    .await;
}

#[tokio::test]
async fn started_hidden_there_is_no_window_and_no_web_view() {
    on_a_desktop(Tray::Shown, async |session| {
        let (app, icon) = in_tray(session, BEFORE).await?;
        // By the time the menu answers, everything that starts has started.
        icon.entry(&["Open Kith"]).await?;
        clock(session, DUE).await?;
        ensure(session.screen.windows_of(app.id())?.is_empty(), "there is a window")?;
        ensure(app.children()?.is_empty(), format!("there are processes: {:?}", app.children()?))
    })
    .await;
}

#[tokio::test]
async fn without_a_tray_closing_asks_and_quit_ends_kith() {
    on_a_desktop(Tray::Absent, async |session| {
        let mut app = App::start(session, &["--now", BEFORE])?;
        let window = session.screen.only_window(app.id()).await?;
        session.screen.close(&window)?;
        let question = session.screen.question(&window).await?;
        session.screen.press(Key::Escape)?;
        session.screen.gone(&question).await?;
        ensure(
            session.screen.windows_of(app.id())? == [window.clone()],
            "dismissing the question closed the window",
        )?;
        session.screen.close(&window)?;
        session.screen.question(&window).await?;
        for key in [Key::Tab, Key::Return] {
            session.screen.press(key)?;
        }
        ensure(app.ended().await? == 0, "Kith did not end well")
    })
    .await;
}

#[tokio::test]
async fn kept_running_without_a_tray_the_window_comes_back_by_a_second_launch() {
    on_a_desktop(Tray::Absent, async |session| {
        let app = App::start(session, &["--now", BEFORE])?;
        let window = session.screen.only_window(app.id()).await?;
        session.screen.close(&window)?;
        session.screen.question(&window).await?;
        session.screen.press(Key::Return)?;
        session.screen.no_window(app.id()).await?;
        let mut second = App::start(session, &[])?;
        ensure(second.ended().await? == 0, "the second launch did not end well")?;
        session.screen.only_window(app.id()).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn a_tray_that_comes_after_kith_gets_its_icon() {
    on_a_desktop(Tray::Absent, async |session| {
        let app = App::start(session, &["--hidden", "--now", BEFORE])?;
        running(session).await?;
        session.show_tray().await?;
        let icon = Icon::find(&session.bus, ICON).await?;
        icon.choose(&["Open Kith"]).await?;
        session.screen.only_window(app.id()).await.map(drop)
    })
    .await;
}

#[tokio::test]
async fn without_a_display_kith_says_so_in_one_sentence() {
    on_a_desktop(Tray::Absent, async |session| {
        session.without_display();
        let mut app = App::start(session, &[])?;
        ensure(app.ended().await? == 1, "it did not end with 1")?;
        let said = std::fs::read_to_string(session.log()).during("reading what was said")?;
        let sentence = said.lines().filter(|line| line.contains("display")).count();
        ensure(sentence == 1 && !said.contains("panicked"), format!("it said {said}"))
    })
    .await;
}
