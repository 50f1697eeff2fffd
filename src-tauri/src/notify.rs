//! Notifications: who and why, with buttons. They are a hint; the truth is the list on Today.
//!
//! What to say and what a button means are decided as data. A notification that was answered, or whose person is
//! asked for no longer, is taken off the screen.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use kith_app::{
    Announce, Announcement, AppError, AskView, GatheringTold, Logged, PlanTold, ScrollTold, Undo,
    core::{CheckInId, CommunityId, PersonId, PlanId, community::tell as gathering, plan::tell::Say},
};
use kith_words::{Notification, Words};
use tauri::AppHandle;
use tauri_plugin_notification::{Action, ActionPerformed, ActionType, NotificationExt};

use crate::{
    command::{Command, perform},
    state::kith,
};

/// What a notification is about, and so what its buttons do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum About {
    /// Asks for contact with one person.
    Prompt(PersonId),
    /// Says that somebody waits, and not who.
    Somebody,
    /// Says that a plan comes.
    Plan(PlanId),
    /// Asks whether a plan happened.
    Question(PlanId),
    /// Says either of some plan, and not of which.
    SomePlan,
    /// Says that a boundary on social media begins, is spent or a timer is over, and offers a call.
    Scrolling(Option<PersonId>),
    /// Says that a gathering comes.
    Gathering(CommunityId, DateTime<Utc>),
    /// Asks who was at a gathering.
    WhoWasThere(CommunityId, DateTime<Utc>),
    /// Says either of some gathering, and not of which.
    SomeGathering,
    /// Says what was logged; the act that logged it can be taken back.
    Logged(CheckInId, Option<u64>),
    /// Says that the week from this Monday on can be looked back at.
    Week(NaiveDate),
    /// Says that Kith is locked.
    Locked,
    /// Says something, and needs no answer.
    Told,
}

/// One notification to show.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Notice {
    about: About,
    title: String,
    text: String,
}

/// What may still be on the screen.
#[derive(Default)]
pub(crate) struct Standing {
    /// Who is asked for.
    pub asked: Vec<PersonId>,
    /// The plans that were agreed on.
    pub plans: Vec<PlanId>,
    /// The gatherings that come, or about which who was there is open.
    pub gatherings: Vec<(CommunityId, DateTime<Utc>)>,
}

/// What is on the screen, by the numbers we gave.
#[derive(Default)]
pub(crate) struct Shown {
    last: i32,
    about: BTreeMap<i32, About>,
}

impl Shown {
    fn add(&mut self, about: About) -> i32 {
        self.last = self.last.wrapping_add(1);
        self.about.insert(self.last, about);
        self.last
    }

    /// Takes out the prompts whose person is not asked for any more, and what is about plans and gatherings that do not
    /// stand any more.
    fn outdated(&mut self, standing: &Standing) -> Vec<i32> {
        let gone = |about: &About| match about {
            About::Prompt(person) => !standing.asked.contains(person),
            About::Plan(plan) | About::Question(plan) => !standing.plans.contains(plan),
            About::Gathering(id, at) | About::WhoWasThere(id, at) => {
                !standing.gatherings.contains(&(*id, *at))
            }
            _ => false,
        };
        let ids: Vec<i32> = self.about.iter().filter(|(_, about)| gone(about)).map(|(id, _)| *id).collect();
        self.about.retain(|id, _| !ids.contains(id));
        ids
    }

    /// Takes out everything that is about somebody.
    fn about_people(&mut self) -> Vec<i32> {
        let people = |about: &About| !matches!(about, About::Locked | About::Told);
        let ids: Vec<i32> = self.about.iter().filter(|(_, about)| people(about)).map(|(id, _)| *id).collect();
        self.about.retain(|_, about| !people(about));
        ids
    }
}

impl About {
    /// The set of buttons it has.
    fn buttons(self) -> Option<&'static str> {
        match self {
            About::Prompt(_) => Some("prompt"),
            About::Somebody | About::Locked | About::Plan(_) | About::SomePlan => Some("somebody"),
            About::SomeGathering | About::Week(_) => Some("somebody"),
            About::Gathering(..) => Some("gathering"),
            About::WhoWasThere(..) => Some("somebody"),
            About::Question(_) => Some("question"),
            About::Scrolling(Some(_)) => Some("scrolling-call"),
            About::Scrolling(None) => Some("scrolling"),
            About::Logged(_, Some(_)) => Some("logged"),
            About::Logged(_, None) | About::Told => None,
        }
    }

    /// What pressing a button asks for. A click on the notification itself is `tap`.
    fn command(self, button: &str) -> Option<Command> {
        match (self, button) {
            (About::Prompt(person), "log") => Some(Command::Done(person)),
            (About::Prompt(person), "snooze") => Some(Command::Snooze(person)),
            (About::Question(plan), "happened") => Some(Command::Happened(plan)),
            (About::Plan(plan) | About::Question(plan), "open" | "tap") => Some(Command::Plan(plan)),
            (About::SomePlan, "open" | "tap") => Some(Command::Plans),
            (About::Scrolling(Some(person)), "call") => Some(Command::Call(person)),
            (About::Scrolling(_), "minutes" | "tap") => Some(Command::Scrolling),
            (About::Gathering(id, at), "going") => Some(Command::Going(id, at)),
            (About::Gathering(id, at), "not") => Some(Command::NotThisTime(id, at)),
            (About::Gathering(id, _), "open" | "tap") => Some(Command::Community(id)),
            (About::WhoWasThere(id, at), "open" | "tap") => Some(Command::WhoWasThere(id, at)),
            (About::SomeGathering, "open" | "tap") => Some(Command::Communities),
            (About::Week(week), "open" | "tap") => Some(Command::LookBack(week)),
            (About::Logged(_, Some(act)), "undo") => Some(Command::Undo(act)),
            (About::Logged(check_in, _), "open" | "tap") => Some(Command::Show(check_in)),
            (_, "open" | "tap") => Some(Command::Today),
            _ => None,
        }
    }
}

/// What to show of an announcement. Without `names` no notification says who, and so none can be answered blindly.
fn notices(announcement: &Announcement, names: bool, words: &Words, now: &DateTime<Tz>) -> Vec<Notice> {
    let notice = |about, said: Notification| Notice { about, title: said.title, text: said.body };
    let about = |ask: &AskView| if names { About::Prompt(ask.person) } else { About::Somebody };
    match announcement {
        Announcement::Each(asks) => {
            asks.iter().map(|ask| notice(about(ask), words.notification(ask, names, now))).collect()
        }
        Announcement::Plans(told) => told
            .iter()
            .map(|told| notice(about_plan(told, names), words.plan_notification(told, names, now)))
            .collect(),
        Announcement::Scrolling(told) => told
            .iter()
            .map(|told| notice(about_scrolling(told, names), words.scrolling_notification(told, names, now)))
            .collect(),
        Announcement::Gatherings(told) => told
            .iter()
            .map(|told| notice(about_gathering(told, names), words.gathering_notification(told, names, now)))
            .collect(),
        Announcement::LookBack(week) => {
            vec![notice(About::Week(*week), words.look_back_notification())]
        }
        Announcement::Locked => vec![notice(About::Locked, words.locked_notification())],
        Announcement::Digest(asks) => vec![notice(About::Somebody, words.digest(asks, names))],
    }
}

fn about_plan(told: &PlanTold, names: bool) -> About {
    let plan = told.plan.plan.id;
    match told.say {
        _ if !names => About::SomePlan,
        Say::DayBefore | Say::HourBefore => About::Plan(plan),
        Say::DidItHappen => About::Question(plan),
    }
}

/// Nobody is called blindly.
fn about_scrolling(told: &ScrollTold, names: bool) -> About {
    let person = told.offer.as_ref().and_then(|offer| offer.person.as_ref());
    let call = person.filter(|good| names && good.phone.is_some());
    About::Scrolling(call.map(|good| good.person))
}

fn about_gathering(told: &GatheringTold, names: bool) -> About {
    let (id, begins) = (told.gathering.community, told.gathering.begins.to_utc());
    match told.say {
        _ if !names => About::SomeGathering,
        gathering::Say::Comes => About::Gathering(id, begins),
        gathering::Say::WhoWasThere => About::WhoWasThere(id, begins),
    }
}

/// Shows the scheduler's announcements on the desktop.
struct OnDesktop(AppHandle);

impl Announce for OnDesktop {
    fn announce(&self, announcement: Announcement) {
        let kith = kith(&self.0);
        let names = kith.app.settings().names_in_notifications;
        for notice in notices(&announcement, names, &kith.words(), &kith.app.local_now()) {
            let _ = show(&self.0, notice);
        }
    }
}

/// Prepares for answers. Without it the buttons would be missing.
///
/// # Errors
/// When the desktop's notifications cannot be prepared.
pub(crate) fn listen(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    name_buttons(handle)?;
    let answered = handle.clone();
    handle.notification().on_action(move |action| answer(&answered, action))
}

/// Names the buttons in the language that is set.
///
/// # Errors
/// When the desktop's notifications cannot be prepared.
pub(crate) fn name_buttons(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let words = kith(handle).words();
    let button = |id: &str, message| Action::builder(id, words.text(message)).build();
    let buttons = |set: &str, buttons| ActionType::builder(set).actions(buttons).build();
    let open = || button("open", "action-open");
    let (log, snooze) = (button("log", "action-log"), button("snooze", "action-snooze"));
    handle.notification().register_action_types(vec![
        buttons("prompt", vec![log, snooze, open()]),
        buttons("somebody", vec![open()]),
        buttons(
            "scrolling-call",
            vec![button("call", "action-call"), button("minutes", "action-scroll-log")],
        ),
        buttons("scrolling", vec![button("minutes", "action-scroll-log")]),
        buttons("question", vec![button("happened", "action-happened"), open()]),
        buttons(
            "gathering",
            vec![button("going", "action-going"), button("not", "action-not-this-time"), open()],
        ),
        buttons("logged", vec![button("undo", "shell-undo"), open()]),
    ])
}

fn answer(handle: &AppHandle, action: &ActionPerformed) {
    let Some(id) = action.notification().map(|notification| notification.id()) else { return };
    let about = kith(handle).shown().about.remove(&id);
    let _ = handle.notification().remove_active(vec![id]);
    if let Some(command) = about.and_then(|about| about.command(action.action_id())) {
        perform(handle, command);
    }
}

/// Takes prompts off the screen whose person is not asked for any more, and what was said of plans that do not stand any
/// more.
pub(crate) fn withdraw(handle: &AppHandle, standing: &Standing) {
    let outdated = kith(handle).shown().outdated(standing);
    if !outdated.is_empty() {
        let _ = handle.notification().remove_active(outdated);
    }
}

/// Takes everything off the screen that is about somebody: the book is locked.
pub(crate) fn withdraw_all(handle: &AppHandle) {
    let ids = kith(handle).shown().about_people();
    if !ids.is_empty() {
        let _ = handle.notification().remove_active(ids);
    }
}

/// Says what was logged, with a way to take it back.
pub(crate) fn logged(handle: &AppHandle, logged: &Logged, undo: Option<Undo>) {
    let kith = kith(handle);
    let words = kith.words();
    let about = About::Logged(logged.check_in.id, undo.map(|undo| undo.seq));
    let text = match kith.app.settings().names_in_notifications {
        true => words.logged(logged, &kith.app.local_now()),
        false => words.text("shell-logged-unnamed"),
    };
    let _ = show(handle, Notice { about, title: words.text("shell-logged"), text });
}

/// Says why something was not done.
pub(crate) fn refused(handle: &AppHandle, error: &AppError) {
    let words = kith(handle).words();
    let (title, text) = (words.text("shell-refused"), words.error(error));
    let _ = show(handle, Notice { about: About::Told, title, text });
}

/// Says that notifications arrive.
///
/// # Errors
/// When the notification could not be prepared.
pub(crate) fn test(handle: &AppHandle) -> tauri_plugin_notification::Result<()> {
    let words = kith(handle).words();
    let (title, text) = (words.text("shell-test-title"), words.text("shell-test-body"));
    show(handle, Notice { about: About::Told, title, text })
}

fn show(handle: &AppHandle, notice: Notice) -> tauri_plugin_notification::Result<()> {
    let id = kith(handle).shown().add(notice.about);
    let builder = handle.notification().builder().id(id).title(notice.title).body(notice.text);
    match notice.about.buttons() {
        Some(buttons) => builder.action_type_id(buttons).show(),
        None => builder.show(),
    }
}

/// The scheduler's way to the desktop.
pub(crate) fn on_desktop(handle: &AppHandle) -> Arc<dyn Announce> {
    Arc::new(OnDesktop(handle.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(last: u8) -> PersonId {
        format!("0198c0de-0000-7000-8000-0000000000{last:02}").parse().expect("an id")
    }

    #[test]
    fn a_prompt_is_taken_off_the_screen_when_its_person_is_not_asked_for_any_more() {
        let mut shown = Shown::default();
        let ana = shown.add(About::Prompt(person(1)));
        shown.add(About::Prompt(person(2)));
        shown.add(About::Somebody);
        let standing = Standing { asked: vec![person(2)], ..Standing::default() };
        assert_eq!(shown.outdated(&standing), [ana]);
        assert!(shown.outdated(&standing).is_empty());
    }

    #[test]
    fn what_was_said_of_a_plan_is_taken_off_the_screen_when_it_does_not_stand_any_more() {
        let mut shown = Shown::default();
        let (lunch, walk) = (PlanId::from_bytes([1; 16]), PlanId::from_bytes([2; 16]));
        let said = [shown.add(About::Plan(lunch)), shown.add(About::Question(lunch))];
        shown.add(About::Question(walk));
        let standing = Standing { plans: vec![walk], ..Standing::default() };
        assert_eq!(shown.outdated(&standing), said);
    }

    #[test]
    fn the_question_can_be_answered_with_yes_only_where_it_names_the_plan() {
        let plan = PlanId::from_bytes([1; 16]);
        assert_eq!(About::Question(plan).command("happened"), Some(Command::Happened(plan)));
        assert_eq!(About::Question(plan).command("tap"), Some(Command::Plan(plan)));
        assert_eq!(About::Plan(plan).command("happened"), None);
        assert_eq!(About::SomePlan.command("happened"), None);
        assert_eq!(About::SomePlan.command("open"), Some(Command::Plans));
    }

    #[test]
    fn a_boundary_on_social_media_offers_a_call_only_where_it_says_with_whom() {
        let (named, unnamed) = (About::Scrolling(Some(person(1))), About::Scrolling(None));
        assert_eq!(named.command("call"), Some(Command::Call(person(1))));
        assert_eq!(unnamed.command("call"), None);
        for about in [named, unnamed] {
            assert_eq!(about.command("minutes"), Some(Command::Scrolling));
            assert_eq!(about.command("tap"), Some(Command::Scrolling));
        }
    }

    #[test]
    fn what_was_said_of_a_gathering_can_be_answered_and_goes_when_it_does_not_stand_any_more() {
        let (choir, at) = (CommunityId::from_bytes([1; 16]), DateTime::UNIX_EPOCH);
        let comes = About::Gathering(choir, at);
        assert_eq!(comes.command("going"), Some(Command::Going(choir, at)));
        assert_eq!(comes.command("not"), Some(Command::NotThisTime(choir, at)));
        assert_eq!(About::WhoWasThere(choir, at).command("tap"), Some(Command::WhoWasThere(choir, at)));
        assert_eq!(About::SomeGathering.command("going"), None);
        let mut shown = Shown::default();
        let said = [shown.add(comes), shown.add(About::WhoWasThere(choir, at))];
        let standing = Standing { gatherings: vec![(choir, at)], ..Standing::default() };
        assert!(shown.outdated(&standing).is_empty());
        assert_eq!(shown.outdated(&Standing::default()), said);
    }

    #[test]
    fn a_week_to_look_back_at_is_opened() {
        let week = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        assert_eq!(About::Week(week).command("tap"), Some(Command::LookBack(week)));
        assert_eq!(About::Week(week).buttons(), Some("somebody"));
    }

    #[test]
    fn what_is_about_somebody_is_taken_off_the_screen_when_the_book_is_locked() {
        let mut shown = Shown::default();
        let asks = [shown.add(About::Prompt(person(1))), shown.add(About::Somebody)];
        shown.add(About::Locked);
        assert_eq!(shown.about_people(), asks);
        assert!(shown.about_people().is_empty());
    }

    #[test]
    fn a_notification_that_names_nobody_offers_nothing_but_to_look() {
        assert_eq!(About::Somebody.command("log"), None);
        assert_eq!(About::Somebody.command("snooze"), None);
        assert_eq!(About::Somebody.command("tap"), Some(Command::Today));
    }

    #[test]
    fn log_on_a_prompt_logs_and_a_click_beside_the_buttons_only_opens() {
        let prompt = About::Prompt(person(1));
        assert_eq!(prompt.command("log"), Some(Command::Done(person(1))));
        assert_eq!(prompt.command("snooze"), Some(Command::Snooze(person(1))));
        assert_eq!(prompt.command("tap"), Some(Command::Today));
    }
}
