//! Gatherings out of calendars: from a file once, or from one on this computer that is read again whenever it has changed.
//!
//! The file is the truth about what it says: its events replace those of the same UID, and of one that is read again
//! those that it does not have any more go. What was made in Kith stays, and so does all that was said about gatherings.
//! A file that is gone or broken takes nothing away.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _},
    path::Path,
    sync::{MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use kith_core::{Community, CommunityId, Series, community::Subscription};
use kith_exchange::{
    gatherings::{self, CalendarError, FILE_LIMIT, NotKept},
    one_line,
};
use sha2::{Digest, Sha256};

use super::{bounded, changed, empty, known, put};
use crate::{
    App, AppError,
    cache::Cache,
    shared::{By, Decided},
};

/// So often the calendars that are read again are looked at, at most.
const LOOK: TimeDelta = TimeDelta::minutes(5);

/// What reading a calendar brought.
#[derive(Clone, PartialEq, Debug)]
pub struct GatheringsRead {
    /// The community, as it is now.
    pub community: Community,
    /// So many series came.
    pub added: usize,
    /// So many are others than they were.
    pub changed: usize,
    /// So many went.
    pub removed: usize,
    /// What is not kept as the file says it.
    pub not_kept: Vec<NotKept>,
    /// How much more of that there is.
    pub more_not_kept: usize,
}

/// Why a calendar that is read again could not be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SubscriptionTrouble {
    /// The system refused: it is gone, or not ours to read.
    Unreadable(io::ErrorKind),
    /// It is no calendar, or none that is whole.
    Broken(CalendarError),
    /// With what was made in Kith it has more gatherings than a community has.
    TooMuch,
}

/// What is known of the calendar of one community since Kith began.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct CalendarKnown {
    /// Why it could not be read last.
    pub trouble: Option<SubscriptionTrouble>,
    /// What of it is not kept as it is there.
    pub not_kept: Vec<NotKept>,
}

/// What is known of all of them.
#[derive(Default)]
pub(crate) struct Reading {
    looked: Option<DateTime<Utc>>,
    known: BTreeMap<CommunityId, CalendarKnown>,
}

impl Reading {
    pub(super) fn known(&self, id: CommunityId) -> CalendarKnown {
        self.known.get(&id).cloned().unwrap_or_default()
    }
}

impl App {
    /// Reads the gatherings of a calendar once, into a community or into a new one. That is called as the calendar calls
    /// itself, or else `name`.
    ///
    /// # Errors
    /// [`AppError::Calendar`]; [`AppError::NoGatherings`] when there is none in it; [`AppError::Gone`],
    /// [`AppError::FromCalendar`] when the community reads a calendar of its own, [`AppError::NoCommunityName`],
    /// [`AppError::OutOfRange`] when those are more gatherings than a community has.
    pub fn import_gatherings(
        &self,
        into: Option<CommunityId>,
        name: &str,
        bytes: &[u8],
    ) -> Result<GatheringsRead, AppError> {
        self.allow_only_own()?;
        let read = gatherings::read(bytes, self.zone())?;
        self.act(By::User, "community.import", |cache, frame| {
            // A calendar that was read before goes where it went then, and not into a second community of its name.
            let into = into.or_else(|| known_by(cache, &read));
            let before = match into {
                Some(id) => known(cache, id)?.clone(),
                None => {
                    let named = if read.name.is_empty() { one_line(name) } else { read.name.clone() };
                    Community { name: named, ..empty(frame) }
                }
            };
            if before.calendar.is_some() {
                return Err(AppError::FromCalendar);
            }
            if before.name.is_empty() {
                return Err(AppError::NoCommunityName);
            }
            if read.series.is_empty() {
                return Err(AppError::NoGatherings);
            }
            let mut answer = merged(&before, read, false);
            bounded(&answer.community)?;
            answer.community = answer.community.told_from(&before, frame.now);
            Ok(Decided { changes: changed(&before, answer.community.clone()), answer })
        })
    }

    /// Reads the gatherings of a community from a file on this computer from now on, or, without a path, leaves them as they
    /// were read last.
    ///
    /// # Errors
    /// [`AppError::NoFile`] when it cannot be read, [`AppError::InBook`], [`AppError::Calendar`], [`AppError::Gone`],
    /// [`AppError::OutOfRange`] when those are more gatherings than a community has.
    pub fn subscribe(&self, id: CommunityId, path: Option<&str>) -> Result<GatheringsRead, AppError> {
        let read = match path {
            None => None,
            Some(path) => {
                self.allow_only_own()?;
                let file = Path::new(path);
                if !file.is_absolute() {
                    return Err(AppError::NoFile(file.to_owned()));
                }
                let bytes = bytes(file).map_err(|_| AppError::NoFile(file.to_owned()))?;
                if is_within(file, self.home()) {
                    return Err(AppError::InBook(file.to_owned()));
                }
                let calendar = Subscription { path: path.to_owned(), read: hash(&bytes) };
                Some((calendar, gatherings::read(&bytes, self.zone())?))
            }
        };
        let answer = self.act(By::User, "community.subscribe", |cache, frame| {
            let before = known(cache, id)?;
            let mut answer = match read {
                Some((calendar, read)) => {
                    let with = Community { calendar: Some(calendar), ..before.clone() };
                    merged(&with, read, true)
                }
                None => nothing_new(Community { calendar: None, ..before.clone() }),
            };
            if path.is_some() {
                bounded(&answer.community)?;
            }
            answer.community = answer.community.told_from(before, frame.now);
            Ok(Decided { changes: changed(before, answer.community.clone()), answer })
        })?;
        let known = CalendarKnown { trouble: None, not_kept: answer.not_kept.clone() };
        self.calendars_read().known.insert(id, known);
        Ok(answer)
    }

    /// Looks whether calendars that are read again have changed, if the last look was some minutes ago, and takes over what
    /// they say. What could not be read is in [`crate::CommunityView::trouble`].
    pub fn read_calendars(&self) {
        let (now, moment) = (self.now(), self.read_only());
        let mut reading = self.calendars_read();
        let is_time = reading.looked.is_none_or(|looked| now < looked || now - looked >= LOOK);
        if !is_time || moment.is_some() || self.book().is_err() {
            return;
        }
        reading.looked = Some(now);
        drop(reading);
        let of = |it: &Community| Some((it.id, it.calendar.clone()?));
        let subscribed: Vec<_> = self.cache().communities.values().filter_map(of).collect();
        for (id, calendar) in subscribed {
            let trouble = self.read_calendar_again(id, &calendar);
            let mut reading = self.calendars_read();
            let known = reading.known.entry(id).or_default();
            let changed = known.trouble != trouble.as_ref().err().copied();
            match trouble {
                Ok(Some(not_kept)) => *known = CalendarKnown { trouble: None, not_kept },
                Ok(None) => known.trouble = None,
                Err(trouble) => known.trouble = Some(trouble),
            }
            drop(reading);
            if changed {
                self.announce_change();
            }
        }
    }

    /// What of a calendar is not kept, if it has changed and was read.
    fn read_calendar_again(
        &self,
        id: CommunityId,
        calendar: &Subscription,
    ) -> Result<Option<Vec<NotKept>>, SubscriptionTrouble> {
        let bytes = bytes(Path::new(&calendar.path))
            .map_err(|error| SubscriptionTrouble::Unreadable(error.kind()))?;
        let hash = hash(&bytes);
        if hash == calendar.read {
            return Ok(None);
        }
        let read = gatherings::read(&bytes, self.zone()).map_err(SubscriptionTrouble::Broken)?;
        let not_kept = read.not_kept.clone();
        let taken = self.act(By::Kith, "community.read", |cache, frame| {
            let before = known(cache, id)?;
            // It may be another one by now.
            let Some(was) = before.calendar.as_ref().filter(|was| was.path == calendar.path) else {
                return Ok(Decided { changes: Vec::new(), answer: () });
            };
            let with =
                Community { calendar: Some(Subscription { read: hash, ..was.clone() }), ..before.clone() };
            let after = merged(&with, read, true).community.told_from(before, frame.now);
            bounded(&after)?;
            Ok(Decided { changes: vec![put(after)], answer: () })
        });
        match taken {
            Ok(()) => Ok(Some(not_kept)),
            Err(AppError::OutOfRange(_)) => Err(SubscriptionTrouble::TooMuch),
            // What cannot be stored now is read again the next time, for the hash is the old one.
            Err(_) => Ok(None),
        }
    }

    pub(super) fn calendars_read(&self) -> MutexGuard<'_, Reading> {
        self.read_from().lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn nothing_new(community: Community) -> GatheringsRead {
    GatheringsRead { community, added: 0, changed: 0, removed: 0, not_kept: Vec::new(), more_not_kept: 0 }
}

/// The community with what a calendar says. Is it `all` that the calendar says about it, what is of the calendar and not in
/// it any more goes.
fn merged(before: &Community, read: gatherings::Read, all: bool) -> GatheringsRead {
    let gatherings::Read { name: _, series: mut read, not_kept, more_not_kept } = read;
    let mut answer = GatheringsRead { not_kept, more_not_kept, ..nothing_new(before.clone()) };
    let mut after: Vec<Series> = Vec::new();
    for series in &before.series {
        let place = read.iter().position(|fresh| fresh.uid == series.uid && series.uid.is_some());
        match place.map(|place| read.remove(place)) {
            Some(fresh) => {
                answer.changed += usize::from(fresh != *series);
                after.push(fresh);
            }
            None if all && series.uid.is_some() => answer.removed += 1,
            None => after.push(series.clone()),
        }
    }
    answer.added = read.len();
    after.extend(read);
    answer.community.series = after;
    answer
}

/// A file's bytes, one more than are read at most, so that a larger one is refused and not read.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    // Looked at before it is opened, too: opening a pipe waits for somebody who writes into it.
    if !fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let file = File::open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_within(file: &Path, folder: &Path) -> bool {
    match (fs::canonicalize(file), fs::canonicalize(folder)) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}

fn hash(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().take(16).fold(String::new(), |mut text, byte| {
        // A String takes whatever is written to it.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The one community that has an event of this calendar already.
fn known_by(cache: &Cache, read: &gatherings::Read) -> Option<CommunityId> {
    let is_of_it =
        |series: &Series| series.uid.is_some() && read.series.iter().any(|other| other.uid == series.uid);
    let mut known = cache.communities.values().filter(|it| it.series.iter().any(is_of_it));
    known.next().filter(|_| known.next().is_none()).map(|it| it.id)
}
