//! The body of a line: what an act changed, each record as it is and as it was.
//!
//! ```text
//! {"at":"2026-11-22T09:00:00Z","act":"log","changes":[
//!   {"put":"check-in","v":1,"data":{…},"was":{…}},
//!   {"remove":"prompt","v":1,"id":"…","was":{…}}]}
//! ```
//!
//! The head comes before the changes. It says `"by":"kith"` of what Kith did by itself, and `"undoes":17` of an act that
//! takes back the one with that number.
//!
//! `was` is the record before, in the same version; it is missing where there was none. With it Undo and the
//! history page need nothing but the journal. A long act is several lines, all but the last with `"more":true`.
//!
//! In a locked book the head and each change are sealed ([`crate::cipher`]): `{"locked":["…","…"]}`, the head first.

use std::{borrow::Cow, io};

use chrono::{DateTime, SecondsFormat, Utc};
use kith_core::insights::Fact;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{
    By, Key, Record,
    cipher::{self, Cipher},
    kind,
    kind::Kind,
};

/// How the body of a line begins whose act goes on in the next.
pub(crate) const MORE: &str = r#"{"more":true,"#;

/// What stands before the changes: which act it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Head<'a> {
    pub at: DateTime<Utc>,
    pub act: Cow<'a, str>,
    pub by: By,
    /// The act that this one takes back.
    pub undoes: Option<u64>,
}

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
pub(crate) struct BodyWriter<'a> {
    cipher: &'a Cipher,
    /// All of it but its beginning, which says whether there is more.
    bytes: Vec<u8>,
    /// Whether something stands in its list already.
    begun: bool,
}

/// What the parts of a locked body are sealed about.
const HEAD: &str = "kith journal head";
const CHANGE: &str = "kith journal change";

impl<'a> BodyWriter<'a> {
    pub(crate) fn new(head: &Head<'_>, cipher: &'a Cipher) -> io::Result<BodyWriter<'a>> {
        BodyWriter::of(&write_head(head), cipher)
    }

    /// One whose head is this JSON, without the braces round it.
    fn of(head: &[u8], cipher: &'a Cipher) -> io::Result<BodyWriter<'a>> {
        let bytes = match cipher.is_on() {
            true => [LOCKED, &cipher.json(HEAD, &[b"{", head, b"}"].concat())?].concat(),
            false => [head, CHANGES].concat(),
        };
        Ok(BodyWriter { cipher, bytes, begun: cipher.is_on() })
    }

    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Appends a change. Gives where it begins, counted from [`Written::changes_from`], and how long it is.
    pub(crate) fn push(&mut self, step: &Step) -> io::Result<(usize, usize)> {
        let mut json = Vec::new();
        write_step(step, &mut json)?;
        self.push_json(&json)
    }

    fn push_json(&mut self, json: &[u8]) -> io::Result<(usize, usize)> {
        if self.begun {
            self.bytes.push(b',');
        }
        self.begun = true;
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&self.cipher.json(CHANGE, json)?);
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

/// What ends the head. Inside a string of the head it would stand with backslashes.
const CHANGES: &[u8] = br#","changes":["#;

/// What begins a locked body.
const LOCKED: &[u8] = br#""locked":["#;

/// Whether this is the body of a locked book.
pub(crate) fn is_sealed(body: &[u8]) -> bool {
    let inner = body.strip_prefix(MORE.as_bytes()).or_else(|| body.strip_prefix(b"{"));
    inner.is_some_and(|inner| inner.starts_with(LOCKED))
}

/// The head without the braces round it.
fn write_head(head: &Head<'_>) -> Vec<u8> {
    let at = head.at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
    let act = serde_json::Value::from(&*head.act);
    let by = match head.by {
        By::User => "",
        By::Kith => r#","by":"kith""#,
    };
    let undoes = head.undoes.map(|seq| format!(r#","undoes":{seq}"#)).unwrap_or_default();
    format!(r#""at":"{at}","act":{act}{by}{undoes}"#).into_bytes()
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

/// The head of a body; `None` when it does not say what it should.
pub(crate) fn read_head(body: &[u8], cipher: &Cipher) -> Option<Head<'static>> {
    #[derive(Deserialize)]
    struct Raw<'a> {
        at: DateTime<Utc>,
        #[serde(borrow)]
        act: Cow<'a, str>,
        #[serde(borrow)]
        by: Option<Cow<'a, str>>,
        undoes: Option<u64>,
    }
    let head = head_json(body, cipher)?;
    let raw: Raw<'_> = serde_json::from_slice(&head).ok()?;
    let by = match raw.by.as_deref() {
        Some("kith") => By::Kith,
        // Before there was `by`, this was the one act that Kith did by itself.
        None if raw.act == "prompts" => By::Kith,
        Some(_) | None => By::User,
    };
    Some(Head { at: raw.at, act: Cow::Owned(raw.act.into_owned()), by, undoes: raw.undoes })
}

/// The JSON of the head, with braces round it.
fn head_json<'a>(body: &'a [u8], cipher: &Cipher) -> Option<Cow<'a, [u8]>> {
    let rest = body.strip_prefix(MORE.as_bytes()).or_else(|| body.strip_prefix(b"{"))?;
    if let Some(rest) = rest.strip_prefix(LOCKED) {
        let end = 1 + memchr::memchr(b'"', rest.get(1..)?)?;
        return cipher.read_json(HEAD, &rest[..=end]).ok();
    }
    let end = memchr::memmem::find(rest, CHANGES)?;
    Some(Cow::Owned([b"{", &rest[..end], b"}"].concat()))
}

/// The changes of a body, each as it stands there; [`shown`] reads one.
pub(crate) fn read_changes(body: &[u8]) -> serde_json::Result<Vec<&RawValue>> {
    #[derive(Deserialize)]
    struct Body<'a> {
        #[serde(borrow)]
        changes: Option<Vec<&'a RawValue>>,
        #[serde(borrow)]
        locked: Option<Vec<&'a RawValue>>,
    }
    match serde_json::from_slice(body)? {
        Body { changes: Some(changes), locked: None } => Ok(changes),
        Body { changes: None, locked: Some(mut parts) } if !parts.is_empty() => {
            parts.remove(0);
            Ok(parts)
        }
        _ => Err(serde::de::Error::custom("a body without its changes")),
    }
}

/// A change as JSON, of which a locked book has a sealed string.
pub(crate) fn shown<'a>(change: &'a str, cipher: &Cipher) -> Result<Cow<'a, str>, Unreadable> {
    match cipher.read_json(CHANGE, change.as_bytes())? {
        Cow::Borrowed(_) => Ok(Cow::Borrowed(change)),
        Cow::Owned(json) => String::from_utf8(json).map(Cow::Owned).map_err(|_| form("not UTF-8")),
    }
}

/// The same body for another cipher: what locks a book, and opens it for good.
pub(crate) fn rewritten(body: &[u8], from: &Cipher, to: &Cipher) -> Option<Vec<u8>> {
    let head = head_json(body, from)?;
    let mut written = BodyWriter::of(head.strip_prefix(b"{")?.strip_suffix(b"}")?, to).ok()?;
    for change in read_changes(body).ok()? {
        written.push_json(shown(change.get(), from).ok()?.as_bytes()).ok()?;
    }
    Some(written.finish(body.starts_with(MORE.as_bytes())).body)
}

/// Why a change cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Unreadable {
    #[error("a newer Kith wrote it (version {0})")]
    Newer(u32),
    #[error("it does not say what it should: {0}")]
    Form(#[from] serde_json::Error),
    #[error(transparent)]
    Locked(#[from] cipher::Unreadable),
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

/// What a change does to which kind of record, without reading the record; `None` when this Kith does not know.
pub(crate) fn read_turn(json: &str) -> Option<(Kind, Turn)> {
    let raw: RawStep<'_> = serde_json::from_str(json).ok()?;
    let kind = Kind::named(raw.put.as_ref().or(raw.remove.as_ref())?)?;
    let turn = match (raw.put.is_some(), raw.was.is_some()) {
        (true, false) => Turn::Added,
        (true, true) => Turn::Changed,
        (false, _) => Turn::Removed,
    };
    Some((kind, turn))
}

/// What happens to a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Turn {
    Added,
    Changed,
    Removed,
}

/// Reads what is counted of the check-in that a change puts, and nothing else of it.
pub(crate) fn read_fact(written: &[u8], cipher: &Cipher) -> Result<Fact, Unreadable> {
    #[derive(Deserialize)]
    struct Put {
        data: Fact,
    }
    let json = cipher.read_json(CHANGE, written)?;
    let put: Put = serde_json::from_slice(&json)?;
    Ok(put.data)
}

/// Reads the record that a change puts, and nothing else of it. Whether its version is known was asked when the
/// change was applied.
pub(crate) fn read_put(written: &[u8], cipher: &Cipher) -> Result<Record, Unreadable> {
    #[derive(Deserialize)]
    struct Put<'a> {
        #[serde(borrow)]
        put: Cow<'a, str>,
        #[serde(borrow)]
        data: &'a RawValue,
    }
    let json = cipher.read_json(CHANGE, written)?;
    let raw: Put<'_> = serde_json::from_slice(&json)?;
    let kind = Kind::named(&raw.put).ok_or_else(|| form("a kind that the index cannot know"))?;
    Ok(kind::read(kind, raw.data)?)
}
