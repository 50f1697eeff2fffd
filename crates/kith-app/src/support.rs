//! Whom one can turn to for what, and whom one carries in turn for a while.
//!
//! What the net is and whom to turn to is decided in `kith_core`; here it is dressed with what a reader needs. What was
//! asked for is only kept where the user has said so.

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use kith_core::{
    CadenceId, Contact, Extra, GoingThrough, Helpline, Interval, Mode, Noted, NotedWhat, Person, PersonId,
    Row, Settings, Support, SupportRole,
    need::{self, Helper, Nobody},
    net::{self, Net},
    support::LONGEST_DAYS,
};
use kith_exchange::one_line;
use kith_store::{Change, Key, Record};

use crate::{
    App, AppError,
    error::Kind,
    people::{has_no_end, put},
    shared::{By, Decided},
    today::their_time,
};

/// Whom to turn to now for something.
#[derive(Clone, PartialEq, Debug)]
pub struct NeedView {
    /// For what.
    pub role: SupportRole,
    /// At most three people, in order.
    pub helpers: Vec<HelperView>,
    /// Whether more carry it and could be called now.
    pub more: bool,
    /// Where there is nobody: why.
    pub nobody: Option<Nobody>,
    /// The numbers that the user has entered.
    pub helplines: Vec<HelplineView>,
}

/// Somebody to turn to.
#[derive(Clone, PartialEq, Debug)]
pub struct HelperView {
    /// Who, and what to know of what they carry.
    pub helper: Helper,
    /// The number to call: that of the practice, or else their first one.
    pub phone: Option<String>,
    /// A mail address, if there is one.
    pub email: Option<String>,
    /// The last contact of any kind. It is told, and counts for nothing.
    pub last: Option<Contact>,
    /// What time it is for them, where that is another time than here.
    pub their_time: Option<DateTime<Tz>>,
}

/// A helpline, as it stands now.
#[derive(Clone, PartialEq, Debug)]
pub struct HelplineView {
    /// The how-manieth it is, from 0.
    pub place: usize,
    /// The helpline.
    pub line: Helpline,
    /// Whether somebody answers now.
    pub answers: bool,
}

/// "They are going through something", as it is said anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewGoingThrough {
    /// How often to be in touch.
    pub every: Interval,
    /// The least that counts.
    pub mode: Mode,
    /// The last local day.
    pub until: NaiveDate,
    /// What it is.
    pub note: String,
}

/// Something that was asked for, and that the user wanted kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptNeed {
    /// On which local day.
    pub day: NaiveDate,
    /// For what.
    pub role: SupportRole,
}

impl App {
    /// The net: which need rests on whom.
    pub fn net(&self) -> Net {
        net::net(&self.cache().rows)
    }

    /// Whom to turn to now for this. Nothing of the question is kept: see [`App::keep_need`].
    pub fn need(&self, role: SupportRole) -> NeedView {
        let cache = self.cache();
        let frame = self.frame(&cache);
        let needed = need::needed(&cache.rows, role, &frame);
        let helpers = needed.helpers.into_iter().map(|helper| {
            let row = cache.row(helper.person);
            HelperView {
                phone: helper.support.phone.clone().or_else(|| row.and_then(|row| row.phone.clone())),
                email: row.and_then(|row| row.email.clone()),
                last: row.and_then(|row| row.summary.last.any()),
                their_time: row.and_then(|row| their_time(row, &frame)),
                helper,
            }
        });
        NeedView {
            role,
            helpers: helpers.collect(),
            more: needed.more,
            nobody: needed.nobody,
            helplines: views(&cache.settings, &frame),
        }
    }

    /// Names of whom the user could think of first when they say whom they can turn to, by circle and name: of those who
    /// are near, or where nobody is, of all.
    pub fn near(&self, limit: usize) -> Vec<String> {
        let cache = self.cache();
        let all = || cache.rows.iter().filter(|row| row.is_ever_suggested());
        let mut rows: Vec<&Row> = all().filter(|row| net::is_near(row)).collect();
        if rows.is_empty() {
            rows = all().collect();
        }
        rows.sort_by_cached_key(|row| net::place(row.circle, &row.name, row.id));
        rows.into_iter().take(limit).map(|row| row.name.clone()).collect()
    }

    /// The helplines that the user has entered.
    pub fn helplines(&self) -> Vec<HelplineView> {
        let cache = self.cache();
        views(&cache.settings, &self.frame(&cache))
    }

    /// Keeps that the user turned to "I need…", if they want that kept; else nothing at all.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn keep_need(&self, role: SupportRole) -> Result<(), AppError> {
        if !self.settings().keep_needs {
            return Ok(());
        }
        self.act(By::User, "need.keep", |_, frame| {
            let noted = Noted::now(NotedWhat::Needed { role }, frame);
            Ok(Decided { changes: vec![Change::Put(Record::Noted(noted))], answer: () })
        })
    }

    /// What was asked for and kept, the latest first.
    pub fn kept_needs(&self) -> Vec<KeptNeed> {
        let cache = self.cache();
        let kept = cache.noted.values().rev().filter_map(|noted| match noted.what {
            NotedWhat::Needed { role } => Some(KeptNeed { day: noted.day, role }),
            _ => None,
        });
        kept.collect()
    }

    /// Forgets what was asked for. Says how much that was.
    ///
    /// # Errors
    /// [`AppError::Store`].
    pub fn forget_needs(&self) -> Result<usize, AppError> {
        self.act(By::User, "need.forget", |cache, _| {
            let kept = cache.noted.values().filter(|noted| matches!(noted.what, NotedWhat::Needed { .. }));
            let changes: Vec<Change> = kept.map(|noted| Change::Remove(Key::Noted(noted.id))).collect();
            Ok(Decided { answer: changes.len(), changes })
        })
    }

    /// Notes that somebody can be turned to for this, and what to know about it; of a role that they carry already only
    /// the note changes.
    ///
    /// # Errors
    /// [`AppError::NotActive`], [`AppError::Gone`].
    pub fn carry(&self, person: PersonId, role: SupportRole, note: &str) -> Result<Person, AppError> {
        self.act(By::User, "support.carry", |_, _| {
            let before = self.stored(person)?;
            if !before.status.is_active() {
                return Err(AppError::NotActive { name: before.name, status: before.status });
            }
            let mut after = before.clone();
            let note = one_line(note.trim());
            match after.support.iter_mut().find(|support| support.role == role) {
                Some(_) if note.is_empty() => {}
                Some(support) => support.note = note,
                None => after.support.push(Support { note, ..Support::of(role) }),
            }
            after.support = in_order(after.support);
            Ok(changed(&before, after))
        })
    }

    /// Notes that somebody is not turned to for this any more.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn drop_role(&self, person: PersonId, role: SupportRole) -> Result<Person, AppError> {
        self.act(By::User, "support.drop", |_, _| {
            let before = self.stored(person)?;
            let mut after = before.clone();
            after.support.retain(|support| support.role != role);
            Ok(changed(&before, after))
        })
    }

    /// Notes that somebody is going through something: until its end Kith asks for contact with them more often. What
    /// was noted before is changed by it.
    ///
    /// # Errors
    /// [`AppError::InPast`] of an end that is not after today, [`AppError::OutOfRange`] of one more than a year away,
    /// [`AppError::ReactionFloor`], [`AppError::NotActive`], [`AppError::Gone`].
    pub fn goes_through(&self, person: PersonId, new: &NewGoingThrough) -> Result<Person, AppError> {
        self.act(By::User, "going-through.begin", |_, frame| {
            let before = self.stored(person)?;
            if !before.status.is_active() {
                return Err(AppError::NotActive { name: before.name, status: before.status });
            }
            let today = frame.today();
            if new.until <= today {
                return Err(AppError::InPast);
            }
            if (new.until - today).num_days() > LONGEST_DAYS {
                return Err(AppError::OutOfRange("going_through"));
            }
            if new.mode == Mode::Reaction {
                return Err(AppError::ReactionFloor);
            }
            // What was asked for already belongs to the same cadence, as long as it is the same time that is hard.
            let same = before.going_through.as_ref().filter(|going| going.holds(today));
            let going = GoingThrough {
                cadence: same.map_or_else(|| CadenceId::new(frame.now), |going| going.cadence),
                every: new.every,
                mode: new.mode,
                since: same.map_or(frame.now, |going| going.since),
                first: same.map_or(today, |going| going.first),
                until: new.until,
                note: one_line(new.note.trim()),
                extra: Extra::new(),
            };
            let after = Person { going_through: Some(going), ..before.clone() };
            Ok(changed(&before, after))
        })
    }

    /// Ends before its time what somebody is going through: Kith asks for them as before.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn has_gone_through(&self, person: PersonId) -> Result<Person, AppError> {
        self.act(By::User, "going-through.end", |_, _| {
            let before = self.stored(person)?;
            let after = Person { going_through: None, ..before.clone() };
            Ok(changed(&before, after))
        })
    }

    /// Enters a helpline.
    ///
    /// # Errors
    /// [`AppError::NoHelpline`] without a name or a number, [`AppError::OutOfRange`] of hours that end when they begin.
    pub fn add_helpline(&self, line: Helpline) -> Result<(), AppError> {
        self.change_settings_named("helpline.add", |settings, _| {
            settings.helplines.push(in_one_line(line));
            Ok(())
        })
    }

    /// Changes a helpline.
    ///
    /// # Errors
    /// As [`App::add_helpline`]; [`AppError::Gone`].
    pub fn edit_helpline(&self, place: usize, line: Helpline) -> Result<(), AppError> {
        self.change_settings_named("helpline.edit", |settings, _| {
            *settings.helplines.get_mut(place).ok_or(AppError::Gone(Kind::Helpline))? = in_one_line(line);
            Ok(())
        })
    }

    /// Takes a helpline out.
    ///
    /// # Errors
    /// [`AppError::Gone`].
    pub fn remove_helpline(&self, place: usize) -> Result<Helpline, AppError> {
        self.change_settings_named("helpline.remove", |settings, _| match place < settings.helplines.len() {
            true => Ok(settings.helplines.remove(place)),
            false => Err(AppError::Gone(Kind::Helpline)),
        })
    }
}

/// What makes helplines usable.
pub(crate) fn check_helplines(settings: &Settings) -> Result<(), AppError> {
    let lines = &settings.helplines;
    let is_blank = |line: &Helpline| line.name.trim().is_empty() || line.number.trim().is_empty();
    match lines.iter().filter_map(|line| line.hours).any(has_no_end) {
        _ if lines.iter().any(is_blank) => Err(AppError::NoHelpline),
        true => Err(AppError::OutOfRange("free")),
        false => Ok(()),
    }
}

/// Each role once, in the order in which they are shown; of a role that is there twice the first stands.
pub(crate) fn in_order(mut support: Vec<Support>) -> Vec<Support> {
    for it in &mut support {
        it.note = one_line(&it.note);
    }
    support.sort_by_key(|support| support.role);
    support.dedup_by_key(|support| support.role);
    support
}

fn views(settings: &Settings, frame: &kith_core::Frame<'_>) -> Vec<HelplineView> {
    let view = |(place, line): (usize, &Helpline)| HelplineView {
        place,
        answers: line.answers(frame.local()),
        line: line.clone(),
    };
    settings.helplines.iter().enumerate().map(view).collect()
}

fn in_one_line(line: Helpline) -> Helpline {
    let short = |text: &str| one_line(text.trim());
    Helpline { name: short(&line.name), number: short(&line.number), note: short(&line.note), ..line }
}

fn changed(before: &Person, after: Person) -> Decided<Person> {
    let changes = if after == *before { Vec::new() } else { vec![put(after.clone())] };
    Decided { changes, answer: after }
}
