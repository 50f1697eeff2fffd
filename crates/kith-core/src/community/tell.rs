//! What is said of gatherings: that one comes, as long before as was set, and "who was there?" when it is over.
//!
//! Each is said once. As with plans it follows from the group and the moment alone. What was missed is never overdue:
//! only the latest gathering of a group that is over is ever asked about, and not for long.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Answer, Community, Gathering};
use crate::{CommunityId, Frame};

/// So long after it was over a gathering is still asked about.
const ASKED_FOR: TimeDelta = TimeDelta::days(14);

/// What is said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Say {
    /// That it comes: "Going", or "not this time"?
    Comes,
    /// "Who was there?"
    WhoWasThere,
}

/// What a turn does about gatherings: store all of `store`, then say `say`, then look again at `next`.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Telling {
    /// Groups in which something is noted as told.
    pub store: Vec<Community>,
    /// What to say of which gathering of which of them, what begins first first.
    pub say: Vec<(CommunityId, Gathering, Say)>,
    /// The next instant at which something is to be said; always after the frame's.
    pub next: Option<DateTime<Utc>>,
}

/// What is to be said of the gatherings of these groups now, and when to look again.
///
/// Quiet hours hold everything; what would then come too late is left. A pause of all of Kith holds the question only.
/// "Not this time" is an answer: of such a gathering nothing is said any more.
pub fn tell<'c>(communities: impl IntoIterator<Item = &'c Community>, frame: &Frame) -> Telling {
    let quiet = frame.quiet_until();
    let paused = frame.settings.paused_until.filter(|until| *until > frame.now);
    let mut telling = Telling::default();
    let mut next: Vec<DateTime<Utc>> = Vec::new();
    for community in communities {
        let due = Due::of(community, frame.now);
        next.extend(due.next);
        let mut after = community.clone();
        for gathering in due.coming {
            match quiet {
                Some(until) => next.push(until),
                None => {
                    after = after.saying(gathering.slot, |said| said.reminded = Some(frame.now));
                    telling.say.push((community.id, gathering, Say::Comes));
                }
            }
        }
        if let Some(gathering) = due.over {
            match quiet.or(paused) {
                Some(until) => next.push(until),
                None => {
                    after = after.saying(gathering.slot, |said| said.asked = Some(frame.now));
                    telling.say.push((community.id, gathering, Say::WhoWasThere));
                }
            }
        }
        if after != *community {
            telling.store.push(after);
        }
    }
    telling.say.sort_by_key(|(id, gathering, say)| (gathering.begins(), *say, *id));
    telling.next = next.into_iter().filter(|at| *at > frame.now).min();
    telling
}

impl Community {
    /// Whether "who was there?" is open for a gathering: it is over, nobody has said what became of it, and "not this
    /// time" was not said before.
    pub fn is_to_answer(&self, gathering: &Gathering, now: DateTime<Utc>) -> bool {
        let said = self.said_of(gathering.begins());
        gathering.ends() <= now
            && said.is_none_or(|said| said.outcome.is_none() && said.answer != Some(Answer::NotThisTime))
    }

    /// The gathering about which "who was there?" is open: the latest one that is over, for a while.
    pub fn to_answer(&self, now: DateTime<Utc>) -> Option<Gathering> {
        self.to_answer_of(self.last_ended(now)?, now)
    }

    fn to_answer_of(&self, last: Gathering, now: DateTime<Utc>) -> Option<Gathering> {
        let is_fresh = now - last.ends() <= ASKED_FOR && (last.ends() > self.made || self.was_told_of(&last));
        (is_fresh && self.is_to_answer(&last, now)).then_some(last)
    }

    /// The same with what would have had to be said before `now` noted as said, as far as it was no gathering of the group
    /// as it was `before`: who adds a group today is not asked who was there yesterday. What was one already is said as it
    /// would have been, also when quiet hours hold it while the group changes.
    #[must_use]
    pub fn told_from(self, before: &Community, now: DateTime<Utc>) -> Community {
        let is_new = |gathering: &Gathering| before.gathering_at(gathering.begins()).is_none();
        let due = Due::of(&self, now);
        let reminded = due.coming.into_iter().filter(is_new).fold(self, |community, gathering| {
            community.saying(gathering.slot, |said| said.reminded = Some(now))
        });
        match due.over.filter(is_new) {
            Some(gathering) => reminded.saying(gathering.slot, |said| said.asked = Some(now)),
            None => reminded,
        }
    }

    fn was_told_of(&self, gathering: &Gathering) -> bool {
        self.said_of(gathering.begins()).is_some()
    }
}

/// What there is to say of one group, quiet hours or not.
struct Due {
    /// What comes so soon that it is spoken of, and was not yet.
    coming: Vec<Gathering>,
    /// What is over, and was not asked about yet.
    over: Option<Gathering>,
    /// When there is more to say.
    next: Vec<DateTime<Utc>>,
}

impl Due {
    fn of(community: &Community, now: DateTime<Utc>) -> Due {
        let mut due = Due { coming: Vec::new(), over: None, next: Vec::new() };
        let when = community.gatherings();
        if let Some(minutes) = community.remind {
            let before = TimeDelta::minutes(minutes.into());
            // Those that begin within the time in which they are spoken of, and the one after them.
            let soon = when.between(now + TimeDelta::seconds(1), now + before + TimeDelta::seconds(1));
            let is_open = |gathering: &Gathering| {
                community.said_of(gathering.begins()).is_none_or(|said| {
                    said.reminded.is_none()
                        && said.outcome.is_none()
                        && said.answer != Some(Answer::NotThisTime)
                })
            };
            due.coming = soon.into_iter().filter(is_open).collect();
            let later = when.after(now + before, 1);
            due.next.extend(later.first().map(|gathering| gathering.begins() - before));
        }
        let asked = |gathering: &Gathering| {
            community.said_of(gathering.begins()).is_some_and(|said| said.asked.is_some())
        };
        let over = when.last_ended(now).and_then(|last| community.to_answer_of(last, now));
        due.over = over.filter(|gathering| !asked(gathering));
        // The one that goes on now, and the next.
        let running = when.last(now).filter(|gathering| gathering.ends() > now);
        let coming = when.after(now, 1);
        due.next.extend(running.iter().chain(&coming).map(Gathering::ends));
        due
    }
}
