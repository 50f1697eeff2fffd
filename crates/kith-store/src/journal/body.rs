//! The body of a line: what an act changed, each record as it is and as it was.
//!
//! ```text
//! {"at":"2026-11-22T09:00:00Z","act":"log","changes":[
//!   {"put":"check-in","v":1,"data":{…},"was":{…}},
//!   {"remove":"prompt","v":1,"id":"…","was":{…}}]}
//! ```
//!
//! `was` is the record before, in the same version; it is missing where there was none. With it Undo and the
//! history page need nothing but the journal. A long act is several lines, all but the last with `"more":true`.

use std::borrow::Cow;

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{Key, Record, kind, kind::Kind};

/// How the body of a line begins whose act goes on in the next.
pub(crate) const MORE: &str = r#"{"more":true,"#;

/// One change with the record before it, ready to be written and applied.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Step {
    /// Which record; `None` for the settings.
    pub key: Option<Key>,
    /// What it is from now on; `None` when it is removed.
    pub put: Option<Record>,
    /// What it was.
    pub was: Option<Record>,
}

/// A body that is being written.
pub(crate) struct BodyWriter {
    /// All of it but its beginning, which says whether there is more.
    bytes: Vec<u8>,
    count: usize,
}

impl BodyWriter {
    pub(crate) fn new(at: DateTime<Utc>, act: &str) -> BodyWriter {
        let at = at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let act = serde_json::Value::from(act);
        BodyWriter { bytes: format!(r#""at":"{at}","act":{act},"changes":["#).into_bytes(), count: 0 }
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Appends a change. Gives where it begins, counted from [`Written::changes_from`], and how long it is.
    pub(crate) fn push(&mut self, step: &Step) -> serde_json::Result<(usize, usize)> {
        if self.count > 0 {
            self.bytes.push(b',');
        }
        self.count += 1;
        let start = self.bytes.len();
        write_step(step, &mut self.bytes)?;
        Ok((start, self.bytes.len() - start))
    }

    pub(crate) fn finish(self, more: bool) -> Written {
        let beginning = if more { MORE } else { "{" };
        let mut body = Vec::with_capacity(beginning.len() + self.bytes.len() + 2);
        body.extend_from_slice(beginning.as_bytes());
        body.extend_from_slice(&self.bytes);
        body.extend_from_slice(b"]}");
        Written { body, changes_from: beginning.len() }
    }
}

/// A body that was written.
pub(crate) struct Written {
    pub body: Vec<u8>,
    /// What the beginnings of the changes are counted from.
    pub changes_from: usize,
}

fn write_step(step: &Step, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let kind = Kind::of(step.key);
    let (name, version) = (kind.name(), kind.version());
    match (&step.put, step.key) {
        (Some(record), _) => {
            out.extend_from_slice(format!(r#"{{"put":"{name}","v":{version},"data":"#).as_bytes());
            kind::write(record, out)?;
        }
        (None, key) => {
            let id = key.map(kind::id_text).unwrap_or_default();
            out.extend_from_slice(format!(r#"{{"remove":"{name}","v":{version},"id":"{id}""#).as_bytes());
        }
    }
    if let Some(was) = &step.was {
        out.extend_from_slice(br#","was":"#);
        kind::write(was, out)?;
    }
    out.push(b'}');
    Ok(())
}

/// What a body says.
#[derive(Deserialize, Debug)]
pub(crate) struct Body<'a> {
    /// The changes, as they stand in the body.
    #[serde(borrow)]
    pub changes: Vec<&'a RawValue>,
}

/// Why a change cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("a newer Kith wrote it (version {0})")]
    Newer(u32),
    #[error("it does not say what it should: {0}")]
    Form(#[from] serde_json::Error),
}

#[derive(Deserialize)]
struct RawStep<'a> {
    #[serde(borrow)]
    put: Option<Cow<'a, str>>,
    #[serde(borrow)]
    remove: Option<Cow<'a, str>>,
    v: u32,
    #[serde(borrow)]
    id: Option<Cow<'a, str>>,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    was: Option<&'a RawValue>,
}

fn form(what: &str) -> Unreadable {
    Unreadable::Form(serde::de::Error::custom(what))
}

/// Reads one change. With `guess` a version that is too high is no obstacle, as long as the rest makes sense.
pub(crate) fn read_step(json: &str, guess: bool) -> Result<Step, Unreadable> {
    let raw: RawStep<'_> = serde_json::from_str(json)?;
    let name = raw.put.as_ref().or(raw.remove.as_ref()).ok_or_else(|| form("neither put nor remove"))?;
    // A kind that is not known is from a newer Kith, whatever its version.
    let kind = Kind::named(name).ok_or(Unreadable::Newer(raw.v))?;
    if raw.v > kind.version() && !guess {
        return Err(Unreadable::Newer(raw.v));
    }
    let was = raw.was.map(|was| kind::read(kind, was)).transpose()?;
    if raw.put.is_none() {
        let id = raw.id.ok_or_else(|| form("a removal without an id"))?;
        return Ok(Step { key: Some(kind::read_key(kind, &id)?), put: None, was });
    }
    let put = kind::read(kind, raw.data.ok_or_else(|| form("a record without its data"))?)?;
    Ok(Step { key: kind::key_of(&put), put: Some(put), was })
}

/// Reads the record that a change puts, and nothing else of it. Whether its version is known was asked when the
/// change was applied.
pub(crate) fn read_put(json: &[u8]) -> Result<Record, Unreadable> {
    #[derive(Deserialize)]
    struct Put<'a> {
        #[serde(borrow)]
        put: Cow<'a, str>,
        #[serde(borrow)]
        data: &'a RawValue,
    }
    let raw: Put<'_> = serde_json::from_slice(json)?;
    let kind = Kind::named(&raw.put).ok_or_else(|| form("a kind that the index cannot know"))?;
    Ok(kind::read(kind, raw.data)?)
}
