//! How long 10,000 cards (4 MB) take to become people, beside the time in which calcard alone parses them: at most
//! twice as long is the figure to keep. `cargo bench -p kith-exchange` prints the best of several runs of each.
#![allow(clippy::disallowed_methods, clippy::print_stdout, missing_docs)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use calcard::{Entry, Parser};
use kith_exchange::{Options, read};

const CARDS: usize = 10_000;
const RUNS: usize = 7;

fn main() {
    let file: String = (0..CARDS).map(card).collect();
    let options = Options::new(chrono::DateTime::UNIX_EPOCH, chrono_tz::UTC);
    let alone = best(|| parsed(&file));
    let whole = best(|| read(file.as_bytes(), &options).map_or(0, |import| import.people.len()));
    println!("{CARDS} cards, {:.1} MB", file.len() as f64 / 1e6);
    println!("calcard alone  {:6.1} ms", alone.as_secs_f64() * 1e3);
    println!(
        "people         {:6.1} ms, {:.2} times",
        whole.as_secs_f64() * 1e3,
        whole.as_secs_f64() / alone.as_secs_f64()
    );
}

fn parsed(file: &str) -> usize {
    let mut parser = Parser::new(file);
    let mut cards = 0;
    loop {
        match parser.entry() {
            Entry::VCard(card) => cards += usize::from(!black_box(card).entries.is_empty()),
            Entry::Eof => return cards,
            _ => {}
        }
    }
}

fn best(run: impl Fn() -> usize) -> Duration {
    let timed = |_| {
        let start = Instant::now();
        assert_eq!(black_box(run()), CARDS);
        start.elapsed()
    };
    (0..RUNS).map(timed).min().unwrap_or_default()
}

/// A card as phones write them, of about 400 bytes.
fn card(at: usize) -> String {
    let (month, day) = (at % 12 + 1, at % 28 + 1);
    format!(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Family{at};Given{at};;;\r\nFN:Given{at} Family{at}\r\n\
         TEL;TYPE=CELL:+34 600 {at:06}\r\nTEL;TYPE=HOME,VOICE:+34 910 {at:06}\r\nEMAIL;TYPE=INTERNET:person{at}@example.org\r\n\
         ADR;TYPE=HOME:;;Calle Mayor {at};Madrid;;28013;España\r\nORG:Company {at};Sales\r\nTITLE:Engineer\r\n\
         BDAY:19{:02}-{month:02}-{day:02}\r\nNOTE:Met in Lisbon\\, likes figs\\nand long walks\r\n\
         UID:4fbe8971-0bc3-424c-9c26-{at:012}\r\nEND:VCARD\r\n",
        at % 90 + 10
    )
}
