//! Settings: one struct, one way to change it.

use kith_core::{
    Scrolling, Settings,
    due::Frame,
    scrolling::{A_DAY, A_WEEK},
};
use kith_store::{Change, Record};

use crate::{
    App, AppError,
    people::has_no_end,
    shared::{By, Decided},
    support,
};

impl App {
    /// The settings in force.
    pub fn settings(&self) -> Settings {
        self.cache().settings.clone()
    }

    /// Changes settings.
    ///
    /// # Errors
    /// [`AppError::OutOfRange`] when the cap is not 1 to 20, quiet or free hours end when they begin, or a birthday is
    /// spoken of more than a year before, or a boundary on social media lasts longer than a day or a week has;
    /// [`AppError::ReactionFloor`] when a circle would get a cadence that asks for a mere reaction;
    /// [`AppError::NoHelpline`] when a helpline has no name or number; [`AppError::NoFolder`] and [`AppError::InBook`] of
    /// the calendar.
    pub fn change_settings(&self, change: impl FnOnce(&mut Settings)) -> Result<Settings, AppError> {
        self.change_settings_named("settings", |settings, _| {
            change(settings);
            Ok(settings.clone())
        })
    }

    pub(crate) fn change_settings_named<T>(
        &self,
        name: &'static str,
        change: impl FnOnce(&mut Settings, &Frame<'_>) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        self.act(By::User, name, |cache, frame| {
            let mut settings = cache.settings.clone();
            let answer = change(&mut settings, frame)?;
            check(&settings)?;
            support::check_helplines(&settings)?;
            if settings.calendar_folder != cache.settings.calendar_folder {
                self.check_calendar_folder(settings.calendar_folder.as_deref())?;
            }
            let changes = match settings == cache.settings {
                true => Vec::new(),
                false => vec![Change::Put(Record::Settings(Box::new(settings)))],
            };
            Ok(Decided { changes, answer })
        })
    }
}

/// A birthday is spoken of a year before at most, in days.
const LONGEST_LEAD: u16 = 365;

/// So many times without social media are enough.
const MOST_TIMES: usize = 50;

/// Whether these settings can be kept.
pub(crate) fn check(settings: &Settings) -> Result<(), AppError> {
    let floors =
        settings.circle_cadences.values().flatten().all(|default| default.mode > kith_core::Mode::Reaction);
    let free = !has_no_end(settings.free);
    let quiet = settings.quiet_hours.is_none_or(|quiet| quiet.from != quiet.to);
    match (1..=20).contains(&settings.daily_cap) {
        false => Err(AppError::OutOfRange("daily_cap")),
        true if !quiet => Err(AppError::OutOfRange("quiet_hours")),
        true if !free => Err(AppError::OutOfRange("free")),
        true if settings.birthday_lead > LONGEST_LEAD => Err(AppError::OutOfRange("birthday_lead")),
        true if !limits(&settings.scrolling) => Err(AppError::OutOfRange("scrolling")),
        true if !floors => Err(AppError::ReactionFloor),
        true => Ok(()),
    }
}

/// Whether each time without social media is a rule that comes and lasts a day at most, and the budget fits a week.
fn limits(scrolling: &Scrolling) -> bool {
    let lasts = |minutes: &u32| (1..=A_DAY).contains(minutes);
    let times = scrolling.times.iter().all(|time| lasts(&time.minutes) && time.clone().settled().is_ok());
    let budget = scrolling.weekly_budget.is_none_or(|budget| (1..=A_WEEK).contains(&budget));
    times && budget && scrolling.times.len() <= MOST_TIMES
}
