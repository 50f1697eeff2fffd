//! A file of cards as phones write them, of about 400 bytes each: 10,000 of them are 4 MB.

use std::{fs, io, path::Path};

/// Writes so many cards.
pub fn write(to: &Path, cards: usize) -> io::Result<()> {
    fs::write(to, (0..cards).map(card).collect::<String>())
}

/// One of them.
pub fn card(at: usize) -> String {
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
