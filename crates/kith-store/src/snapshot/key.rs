//! A record's key as bytes, so that a million of them are sorted and compared as numbers are.

use std::borrow::Cow;

use kith_core::{CheckInId, CommunityId, NotedId, PersonId, PlanId, PromptId, StarterId};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{Counts, Key, kind::Kind};

/// The kind and the sixteen bytes of the id; of the settings all zero.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Plain([u8; 17]);

impl Plain {
    pub(crate) fn of(key: Option<Key>) -> Plain {
        let mut bytes = [0; 17];
        bytes[0] = Kind::of(key) as u8;
        match key {
            Some(Key::Person(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::CheckIn(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Prompt(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Photo(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Plan(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Starter(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Community(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            Some(Key::Noted(id)) => bytes[1..].copy_from_slice(id.as_bytes()),
            None => {}
        }
        Plain(bytes)
    }

    pub(crate) fn kind(self) -> Kind {
        // One is always found: only kinds become the first byte.
        Kind::ALL.into_iter().find(|kind| *kind as u8 == self.0[0]).unwrap_or(Kind::Settings)
    }

    /// The key; `None` for the settings.
    pub(crate) fn key(self) -> Option<Key> {
        let mut id = [0; 16];
        id.copy_from_slice(&self.0[1..]);
        match self.kind() {
            Kind::Person => Some(Key::Person(PersonId::from_bytes(id))),
            Kind::CheckIn => Some(Key::CheckIn(CheckInId::from_bytes(id))),
            Kind::Prompt => Some(Key::Prompt(PromptId::from_bytes(id))),
            Kind::Photo => Some(Key::Photo(PersonId::from_bytes(id))),
            Kind::Plan => Some(Key::Plan(PlanId::from_bytes(id))),
            Kind::Starter => Some(Key::Starter(StarterId::from_bytes(id))),
            Kind::Community => Some(Key::Community(CommunityId::from_bytes(id))),
            Kind::Noted => Some(Key::Noted(NotedId::from_bytes(id))),
            Kind::Settings => None,
        }
    }
}

/// The key of the record with this JSON, of which nothing but the id is read.
pub(crate) fn of_data(kind: Kind, data: &RawValue) -> serde_json::Result<Plain> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        id: Cow<'a, str>,
    }
    if kind == Kind::Settings {
        return Ok(Plain::of(None));
    }
    // Kith writes the id first, so a million records need not be read to their end for it.
    let first = data.get().strip_prefix(r#"{"id":""#).and_then(|rest| rest.split_once('"'));
    match first {
        Some((id, _)) => of_id(kind, id),
        None => of_id(kind, &serde_json::from_str::<Named<'_>>(data.get())?.id),
    }
}

/// The key of the record of this kind with this id.
pub(crate) fn of_id(kind: Kind, id: &str) -> serde_json::Result<Plain> {
    crate::kind::read_key(kind, id).map(|key| Plain::of(Some(key)))
}

/// Counts one more record of this kind.
pub(crate) fn count(counts: &mut Counts, kind: Kind) {
    match kind {
        Kind::Person => counts.people += 1,
        Kind::CheckIn => counts.check_ins += 1,
        Kind::Prompt => counts.prompts += 1,
        Kind::Photo => counts.photos += 1,
        Kind::Plan => counts.plans += 1,
        Kind::Starter => counts.starters += 1,
        Kind::Community => counts.communities += 1,
        Kind::Noted => counts.noted += 1,
        Kind::Settings => {}
    }
}
