//! Doors for the fuzzer to what reads bytes that a disk may have changed or a stranger may have made, with what must
//! hold of whatever is read. They are no part of the crate's interface: what they look at is private to it.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use serde_json::{json, value::RawValue};
use sha2::{Digest, Sha256};

use crate::{
    Counts, Record, Source,
    cipher::Cipher,
    journal::{body, line, mend, scan, sealed},
    kind::{self, Kind},
    snapshot::{Reader, examine, hex},
};

/// Reads bytes as a segment of the journal, plain and sealed, and each line of them as the body of a whole line.
///
/// # Panics
/// When a reader does, or when what is read does not come back the same from what is written.
pub fn journal(bytes: &[u8]) {
    segment(bytes);
    segment(&sealed::unseal(bytes));
    let mut resealed = Vec::new();
    let sealed = sealed::seal(bytes, &mut resealed);
    assert!(sealed.is_ok() && sealed::unseal(&resealed) == bytes, "what is sealed is unsealed as it was");
    // A fuzzer guesses no checksums: it is given whole lines, so that it gets to what is in them.
    let mut whole = Vec::new();
    for (seq, body) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        line::write(&mut whole, seq, body);
    }
    assert!(scan::lines(&whole).all(|found| found.line.is_some()), "what is written is read");
    segment(&whole);
}

fn segment(raw: &[u8]) {
    let mut at = 0;
    for found in scan::lines(raw) {
        assert_eq!(found.at.start, at, "no byte belongs to no line, and none to two");
        at = found.at.end;
        let Some(line) = found.line else { continue };
        let mut again = Vec::new();
        line::write(&mut again, line.seq, line.body);
        assert_eq!(again, raw[found.at], "a line is read only as it is written");
        changes(line.body);
    }
    assert_eq!(at, raw.len(), "every byte belongs to a line");
    let scan = scan::scan(raw);
    let whole = scan.end.map_or(0, |end| end.at);
    assert_eq!(
        scan::scan(&raw[..whole]).end,
        scan.end,
        "cutting what is unfinished leaves the acts before it"
    );
    mend::sorted_out(raw);
}

/// Every change of a body that can be read: its records come back the same.
fn changes(body: &[u8]) {
    let _ = body::read_head(body, &Cipher::default());
    let Ok(changes) = body::read_changes(body) else { return };
    for change in changes {
        let _ = body::read_turn(change.get());
        let guessed = body::read_step(change.get(), true);
        let Ok(step) = body::read_step(change.get(), false) else { continue };
        assert!(guessed.is_ok_and(|guessed| guessed == step), "what is read strictly is read with guessing");
        [step.put, step.was].iter().flatten().for_each(comes_back);
    }
}

fn comes_back(record: &Record) {
    let back = || {
        let mut json = Vec::new();
        kind::write(record, &mut json)?;
        kind::read(Kind::of(kind::key_of(record)), serde_json::from_slice::<&RawValue>(&json)?)
    };
    match back() {
        Ok(back) => assert_eq!(&back, record, "a record comes back as it was"),
        Err(error) => panic!("a record that was read is written and read again: {error}"),
    }
}

/// Reads bytes as a snapshot, compressed or not, and those lines of them that could stand in one as a whole one.
///
/// # Panics
/// When the reader does, when records do not come back the same, or when a whole snapshot is not taken for one.
pub fn snapshot(bytes: &[u8]) {
    let _ = examine(Source::Bytes(bytes), &Cipher::default());
    let plain = Cipher::default();
    // A fuzzer guesses no hash either.
    let mut whole =
        Vec::from(b"{\"kith\":\"book\",\"format\":1,\"at\":\"2026-11-23T10:42:32Z\",\"seq\":17}\n");
    let header = whole.len();
    for line in bytes.split_inclusive(|byte| *byte == b'\n').take(100) {
        let alone = [&whole[..header], line].concat();
        let Ok(mut reader) = Reader::open(Source::Bytes(&alone), &plain) else {
            panic!("the header is in order")
        };
        let Ok(Some(put)) = reader.next() else { continue };
        let Some(record) = put.record() else { continue };
        comes_back(&record);
        whole.extend_from_slice(line);
    }
    let counts = counts(&whole);
    let sha256 = hex(&Sha256::digest(&whole));
    let end = json!({"end": {
        "people": counts.people, "check_ins": counts.check_ins, "prompts": counts.prompts,
        "photos": counts.photos, "plans": counts.plans, "starters": counts.starters,
        "communities": counts.communities, "noted": counts.noted, "sha256": sha256,
    }});
    whole.extend_from_slice(format!("{end}\n").as_bytes());
    let told = examine(Source::Bytes(&whole), &Cipher::default());
    assert!(told.as_ref().is_ok_and(|manifest| manifest.counts == counts), "a whole snapshot: {told:?}");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    let zipped = gzip.write_all(&whole).and_then(|()| gzip.finish());
    assert!(
        zipped.is_ok_and(|zipped| examine(Source::Bytes(&zipped), &Cipher::default()) == told),
        "compressed it says the same"
    );
}

/// What a snapshot without its end holds.
fn counts(unfinished: &[u8]) -> Counts {
    let plain = Cipher::default();
    let Ok(mut reader) = Reader::open(Source::Bytes(unfinished), &plain) else {
        panic!("the header is in order")
    };
    while let Ok(Some(_)) = reader.next() {}
    reader.counts()
}
