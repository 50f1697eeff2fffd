//! Files that are meant to do harm, or only happen to, through the real `kith import --dry-run`: each is refused or
//! cleaned soon and in little memory, with a sentence, and the book is as it was. What the sentences say, and that what is
//! good in such a file comes along, is tested in `kith-exchange`.

use std::{
    error::Error,
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    process::Command,
};

use crate::{
    cards,
    measure::{Figure, figure, run},
};

const SECONDS: f64 = 5.0;
const MEGABYTES: f64 = 256.0;

/// At most so much of what was said is shown.
const SHOWN: usize = 100;

/// One file, and what became of it.
pub struct Bad {
    what: &'static str,
    seconds: Figure,
    peak: Figure,
    said: String,
    book_as_it_was: bool,
}

impl Bad {
    fn is_kept(&self) -> bool {
        self.seconds.is_kept() && self.peak.is_kept() && self.book_as_it_was
    }
}

type Writes = fn(&mut dyn Write) -> io::Result<()>;

/// What people have sent, or might.
const FILES: [(&str, Writes); 32] = [
    ("50 MB in one line of a card", |out| {
        out.write_all(b"BEGIN:VCARD\nFN:A\nNOTE:")?;
        repeat(out, b"A", 49_999_000)?;
        out.write_all(b"\nEND:VCARD\n")
    }),
    ("50 MB of 20,000 cards", |out| {
        (0..20_000).try_for_each(|at| {
            let card = cards::card(at);
            let (start, end) = card.split_at(card.len() - "END:VCARD\r\n".len());
            let more = "X-SIGN:".to_owned() + &"y".repeat(1_000) + "\r\n";
            [start, &more, &more, end].iter().try_for_each(|part| out.write_all(part.as_bytes()))
        })
    }),
    ("50 MB of 20,000 rows", |out| {
        out.write_all(b"First Name,Last Name,Phone,Note\n")?;
        let note = "y".repeat(2_400);
        (0..20_000).try_for_each(|at| writeln!(out, "Ana,Ruiz {at},+34 600 {at:06},{note}"))
    }),
    ("50 MB of JSContact", |out| {
        let note = "y".repeat(2_300);
        (0..20_000).try_for_each(|at| {
            writeln!(out, "{{\"@type\":\"Card\",\"uid\":\"{at}\",\"name\":{{\"full\":\"P {at}\"}},\"notes\":{{\"n\":{{\"note\":\"{note}\"}}}}}}")
        })
    }),
    ("over 50 MB", |out| {
        out.write_all(b"BEGIN:VCARD\nFN:A\n")?;
        repeat(out, b"A", 50_000_000)
    }),
    ("20,000 cards", |out| (0..20_000).try_for_each(|at| out.write_all(cards::card(at).as_bytes()))),
    ("20,001 cards", |out| (0..20_001).try_for_each(|at| out.write_all(cards::card(at).as_bytes()))),
    ("20,000 cards of one name", |out| repeat(out, b"BEGIN:VCARD\nFN:Ana Ruiz\nTEL:1\nEND:VCARD\n", 20_000)),
    ("a card of a million lines", |out| {
        out.write_all(b"BEGIN:VCARD\nFN:Ana\n")?;
        (0..999_000).try_for_each(|at| writeln!(out, "item{at}.TEL:{at}"))?;
        out.write_all(b"END:VCARD\n")
    }),
    ("a bomb of quoted-printable", |out| {
        out.write_all(b"BEGIN:VCARD\nVERSION:2.1\nFN:Ana\nNOTE;ENCODING=QUOTED-PRINTABLE:")?;
        repeat(out, b"=41=\n", 9_000_000)?;
        out.write_all(b"\nTEL:1\nEND:VCARD\n")
    }),
    ("base64 that never ends", |out| {
        out.write_all(b"BEGIN:VCARD\nFN:Ana\nPHOTO;ENCODING=b:")?;
        repeat(out, b"QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVowMTIzNDU2Nzg5\n ", 990_000)
    }),
    ("a picture of 40,000 by 40,000", |out| photo(out, 40_000)),
    ("a picture of 4,000 by 4,000, damaged", |out| photo(out, 4_000)),
    ("1,000 pictures of 4,000 by 4,000, each in 16 kB", |out| {
        let picture = blank(4_000)?;
        (0..1_000).try_for_each(|_| card_with(out, &picture))
    }),
    ("cards inside of cards", |out| {
        repeat(out, b"BEGIN:VCARD\nFN:A\nAGENT:\n", 19_000)?;
        repeat(out, b"END:VCARD\n", 19_000)
    }),
    ("zero bytes and changes of direction", |out| {
        let card = "BEGIN:VCARD\nFN:\u{202e}Ana\0 Ru\u{200f}iz\nTEL:\u{2066}1\0\nEND:VCARD\n";
        repeat(out, card.as_bytes(), 20_000)
    }),
    ("a table of 10,000 columns", |out| {
        out.write_all(b"Name")?;
        repeat(out, b",Phone", 10_000)?;
        out.write_all(b"\n")?;
        (0..1_000).try_for_each(|_| {
            out.write_all(b"Ana")?;
            repeat(out, b",1", 10_000)?;
            out.write_all(b"\n")
        })
    }),
    ("a quote that never ends", |out| {
        out.write_all(b"Name,Note\nAna,1\nLuis,\"")?;
        repeat(out, b"Mei,1\n", 8_000_000)
    }),
    ("JSON nested without end", |out| {
        out.write_all(b"{\"@type\":\"Card\",\"x\":")?;
        repeat(out, b"[", 40_000_000)
    }),
    ("a ZIP named .vcf", |out| {
        out.write_all(b"PK\x03\x04\x14\0\0\0people.vcf")?;
        repeat(out, b"\0\xff", 20_000_000)
    }),
    ("UTF-16 without a mark", |out| {
        let wide = |text: String| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        (0..20_000).try_for_each(|at| out.write_all(&wide(cards::card(at))))
    }),
    ("a card of 900,000 sounds", |out| {
        out.write_all(b"BEGIN:VCARD\nFN:Ana\n")?;
        repeat(out, b"SOUND;ENCODING=b:AAAA\n", 900_000)?;
        out.write_all(b"END:VCARD\n")
    }),
    ("20,000 cards of 45 sounds each", |out| {
        let sounds = "SOUND;ENCODING=b:AAAA\n".repeat(45);
        (0..20_000).try_for_each(|at| write!(out, "BEGIN:VCARD\nFN:P {at}\n{sounds}END:VCARD\n"))
    }),
    ("a friends.md of 990,000 notes about one person", |out| {
        out.write_all(b"### Notes:\n")?;
        repeat(out, b"- 2020-01-01: **Ana** sang\n", 990_000)?;
        out.write_all(b"### Friends:\n- Ana\n")
    }),
    ("a friends.md of 990,000 meetings", |out| {
        out.write_all(b"### Activities:\n")?;
        repeat(out, b"- 2020-01-01: **Ana** sang\n", 990_000)?;
        out.write_all(b"### Friends:\n- Ana\n")
    }),
    ("a JSContact card of 24 million numbers", |out| {
        out.write_all(b"{\"@type\":\"Card\",\"name\":{\"full\":\"A\"},\"x\":")?;
        zeros(out)?;
        out.write_all(b"}")
    }),
    ("a list of JSContact and 24 million numbers", |out| {
        out.write_all(b"[{\"@type\":\"Card\",\"name\":{\"full\":\"A\"}},0")?;
        repeat(out, b",0", 24_000_000)?;
        out.write_all(b"]")
    }),
    ("JSContact of as many values as a card may have", |out| {
        let values = "{\"\":0},".repeat(49_000);
        out.write_all(b"[")?;
        (0..120).try_for_each(|at| {
            write!(out, "{{\"@type\":\"Card\",\"name\":{{\"full\":\"P {at}\"}},\"x\":[{values}0]}},")
        })?;
        out.write_all(b"0]")
    }),
    ("Monica with 24 million numbers for its lists", |out| monica(out, &["{\"data\":", "}"])),
    ("Monica with 24 million numbers beside them", |out| {
        monica(out, &["{\"data\":[],\"instance\":{\"x\":", "}}"])
    }),
    ("Monica with 24 million numbers in a contact", |out| {
        monica(out, &["{\"data\":[{\"type\":\"contact\",\"values\":[{\"data\":", "}]}]}"])
    }),
    ("Monica with 24 million numbers for pictures", |out| {
        monica(out, &["{\"data\":[{\"type\":\"photo\",\"values\":", "}]}"])
    }),
];

/// An account in which a list of numbers stands between two pieces.
fn monica(out: &mut dyn Write, [before, after]: &[&str; 2]) -> io::Result<()> {
    write!(out, "{{\"app_version\":\"4\",\"account\":{before}")?;
    zeros(out)?;
    write!(out, "{after}}}")
}

fn zeros(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[0")?;
    repeat(out, b",0", 24_000_000)?;
    out.write_all(b"]")
}

fn repeat(out: &mut dyn Write, what: &[u8], times: usize) -> io::Result<()> {
    (0..times).try_for_each(|_| out.write_all(what))
}

/// A card with a PNG of so many pixels each way, of which no pixel comes.
fn photo(out: &mut dyn Write, pixels: u32) -> io::Result<()> {
    card_with(out, &png(pixels, 6, b""))
}

fn card_with(out: &mut dyn Write, picture: &[u8]) -> io::Result<()> {
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, picture);
    write!(out, "BEGIN:VCARD\nFN:Ana\nPHOTO;ENCODING=b:{base64}\nEND:VCARD\n")
}

/// A PNG in which every pixel is black.
fn blank(pixels: u32) -> io::Result<Vec<u8>> {
    // A grey row is its filter and a byte a pixel.
    let row = vec![0; pixels as usize + 1];
    let mut data = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    (0..pixels).try_for_each(|_| data.write_all(&row))?;
    Ok(png(pixels, 0, &data.finish()?))
}

/// A PNG of so many pixels each way, in this type of colour, with this for its data.
fn png(pixels: u32, colour: u8, data: &[u8]) -> Vec<u8> {
    let header = [&pixels.to_be_bytes()[..], &pixels.to_be_bytes(), &[8, colour, 0, 0, 0]].concat();
    let chunk = |name: &[u8], data: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(name);
        sum.update(data);
        let length = u32::try_from(data.len()).unwrap_or(u32::MAX);
        [&length.to_be_bytes()[..], name, data, &sum.sum().to_be_bytes()].concat()
    };
    [b"\x89PNG\r\n\x1a\n", &chunk(b"IHDR", &header)[..], &chunk(b"IDAT", data), &chunk(b"IEND", b"")].concat()
}

/// All of them, each beside a book that must not change.
pub fn files(kith: &Path) -> Result<Vec<Bad>, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().join("book");
    let with_book = |args: &[&str]| {
        let mut command = Command::new(kith);
        command.arg("--home").arg(&home).args(args);
        command
    };
    run(&mut with_book(&["people", "add", "Noor Haddad"]))?;
    // Its records; the lines around them say when it was exported.
    let book = || {
        let export = with_book(&["export", "--format", "jsonl"]).output()?.stdout;
        let export = String::from_utf8_lossy(&export);
        let records = export.lines().filter(|line| line.starts_with("{\"put\""));
        Ok::<_, io::Error>(records.map(str::to_owned).collect::<Vec<_>>())
    };
    let before = book()?;
    if before.len() != 1 {
        return Err("the book could not be exported".into());
    }
    let mut bad = Vec::new();
    for (what, write) in FILES {
        let path = folder.path().join("people.vcf");
        let mut file = BufWriter::new(File::create(&path)?);
        write(&mut file)?;
        file.flush()?;
        let mut import = with_book(&["import", "--dry-run"]);
        let tried = crate::measure::tried(import.arg(&path))?;
        bad.push(Bad {
            what,
            seconds: figure(what, SECONDS, tried.ms / 1e3, "s"),
            peak: figure(what, MEGABYTES, tried.peak_mb, "MB"),
            said: shortened(&tried.said),
            book_as_it_was: book()? == before,
        });
    }
    Ok(bad)
}

/// The first line, without what would break the table.
fn shortened(said: &str) -> String {
    let line = said.lines().next().unwrap_or_default().replace('|', "/");
    match line.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Prints the table, and gives whether every figure is kept and the book as it was.
pub fn print(files: &[Bad]) -> bool {
    println!("Bad files, each at most {SECONDS:.0} s and {MEGABYTES:.0} MB, and the book as it was");
    println!("| what | time | memory | | it said |");
    println!("|---|---:|---:|---|---|");
    for bad in files {
        let verdict = if bad.is_kept() { "kept" } else { "over" };
        let Bad { what, seconds, peak, said, .. } = bad;
        println!("| {what} | {} | {} | {verdict} | {said} |", seconds.measured, peak.measured);
    }
    files.iter().all(Bad::is_kept)
}
