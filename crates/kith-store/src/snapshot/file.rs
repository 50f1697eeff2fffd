//! A snapshot in a file: written under another name, synced, read back, and only then given its own.
//!
//! What leaves the machine can be protected with age ([`kith_key::backup`]). Then it is written as it is read: what is
//! plain of it is never on the disk.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use flate2::{Compression, write::GzEncoder};
use kith_core::PersonId;
use kith_key::backup::Protection;
use sha2::{Digest, Sha256};

use super::{
    Manifest, Opens, Snapshot, Source, read,
    write::{self, Failed, Paced, Part},
};
use crate::{StoreError, cipher::Cipher, disk::Disk, journal::shelf::Shelf};

/// How a snapshot in a file of its own is written.
#[derive(Clone, Copy, Debug)]
pub struct Form<'a> {
    /// Whether it is compressed.
    pub gzip: bool,
    /// Who can read it.
    pub readers: Readers<'a>,
    /// Only what is of this person: they, their contacts without the others, and no settings. It is no backup.
    pub only: Option<PersonId>,
}

/// Who can read a snapshot in a file of its own.
#[derive(Clone, Copy, Debug)]
pub enum Readers<'a> {
    /// Who can open the lock of the book; everybody when it has none.
    OfTheBook,
    /// Everybody, lock or no lock.
    Everybody,
    /// Everybody, and therefore without what is private: how contacts left the user. It is no backup, for that would be
    /// gone after it was restored.
    Others,
    /// Who opens what it is protected by, and needs nothing of the book for that.
    Of(&'a Protection),
}

/// Writes a snapshot to a file that is not there yet, and reads it back. Until all of it is in order it has another
/// name.
///
/// # Errors
/// As [`write::write`]. What was begun is taken away then.
pub(crate) fn write(
    disk: &dyn Disk,
    shelf: &Shelf,
    upto: u64,
    at: DateTime<Utc>,
    path: &Path,
    form: Form<'_>,
) -> Result<Snapshot, StoreError> {
    let mut unfinished = path.as_os_str().to_owned();
    unfinished.push(".tmp");
    let unfinished = PathBuf::from(unfinished);
    let written = begin(disk, shelf, upto, at, &unfinished, form).and_then(|written| {
        let manifest = read_back(&unfinished, shelf, form, written)?;
        let bytes = fs::metadata(&unfinished).map_err(Failed::Out)?.len();
        disk.rename(&unfinished, path).map_err(Failed::Out)?;
        path.parent().map_or(Ok(()), |folder| disk.sync_folder(folder)).map_err(Failed::Out)?;
        Ok(Snapshot { path: path.to_owned(), bytes, manifest })
    });
    written.map_err(|failed| {
        // If this fails too, the next one removes it.
        let _ = disk.remove(&unfinished);
        failed.about(path)
    })
}

/// What was handed to the disk.
struct Written {
    manifest: Manifest,
    /// The SHA-256 of all of it.
    sum: [u8; 32],
}

fn begin(
    disk: &dyn Disk,
    shelf: &Shelf,
    upto: u64,
    at: DateTime<Utc>,
    path: &Path,
    form: Form<'_>,
) -> Result<Written, Failed> {
    let mut paced = Paced::new(disk.create(path).map_err(Failed::Out)?);
    let mut summed = Summed { out: &mut paced, hash: Sha256::new() };
    let manifest = pour(shelf, upto, at, &mut summed, form)?;
    let sum = summed.hash.finalize().into();
    paced.finish().map_err(Failed::Out)?;
    Ok(Written { manifest, sum })
}

/// Writes a snapshot in this form.
///
/// # Errors
/// As [`write::write`].
pub(crate) fn pour(
    shelf: &Shelf,
    upto: u64,
    at: DateTime<Utc>,
    out: &mut dyn Write,
    form: Form<'_>,
) -> Result<Manifest, Failed> {
    let plain = Cipher::default();
    match form.readers {
        Readers::OfTheBook => lines(shelf, upto, at, form, out, shelf.cipher()),
        Readers::Everybody | Readers::Others => lines(shelf, upto, at, form, out, &plain),
        Readers::Of(protection) => {
            let mut protected = protection.begin(out).map_err(Failed::Out)?;
            let manifest = lines(shelf, upto, at, form, &mut protected, &plain)?;
            protected.finish().map_err(Failed::Out)?;
            Ok(manifest)
        }
    }
}

fn lines(
    shelf: &Shelf,
    upto: u64,
    at: DateTime<Utc>,
    form: Form<'_>,
    out: &mut dyn Write,
    cipher: &Cipher,
) -> Result<Manifest, Failed> {
    let part = Part { private: !matches!(form.readers, Readers::Others), only: form.only };
    if !form.gzip {
        return write::write(shelf, upto, at, out, cipher, part);
    }
    let mut encoder = GzEncoder::new(out, Compression::new(6));
    let manifest = write::write(shelf, upto, at, &mut encoder, cipher, part)?;
    encoder.finish().map_err(Failed::Out)?;
    Ok(manifest)
}

/// Reads the file as somebody would who restores it. One that only the owner of a key can open is compared byte by
/// byte with what was written.
fn read_back(path: &Path, shelf: &Shelf, form: Form<'_>, written: Written) -> Result<Manifest, Failed> {
    let mut opens = Opens::default();
    if let Readers::Of(protection) = form.readers {
        let file = File::open(path).map_err(Failed::Out)?;
        match protection.opener(file).map_err(|why| Failed::Out(io::Error::other(why)))? {
            Some(opener) => opens = opens.protected(opener),
            None if written.sum == sum_of(path).map_err(Failed::Out)? => return Ok(written.manifest),
            None => return Err(Failed::Out(io::Error::other("what was written is not what can be read"))),
        }
    }
    opens
        .reader(Source::File(path), shelf.cipher())
        .and_then(read::to_the_end)
        .map_err(|why| Failed::Out(io::Error::other(why.to_string())))
}

fn sum_of(path: &Path) -> io::Result<[u8; 32]> {
    let (mut file, mut hash) = (File::open(path)?, Sha256::new());
    let mut piece = vec![0; 1 << 16];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hash.finalize().into()),
            read => hash.update(&piece[..read]),
        }
    }
}

/// Keeps the sum of what it hands on.
struct Summed<'a> {
    out: &'a mut Paced,
    hash: Sha256,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.hash.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
