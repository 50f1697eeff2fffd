//! Writing the snapshots of a book for another cipher, when it is locked or unlocked for good.

use std::{
    fs, io,
    io::{BufRead, BufReader, Write},
    path::Path,
};

use flate2::{Compression, read::MultiGzDecoder, write::GzEncoder};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::{
    Folder, RECORD, Source, read,
    write::{Paced, hex},
};
use crate::{StoreError, cipher::Cipher};

/// Writes every snapshot that can be read to another folder, under its name. One that cannot be read was no help
/// before, and is left out.
///
/// # Errors
/// [`StoreError::Folder`], [`StoreError::DiskFull`].
pub(crate) fn rewrite(from: &Folder, by: &Cipher, to: &Folder, for_: &Cipher) -> Result<(), StoreError> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::StorageFull => StoreError::DiskFull,
        _ => StoreError::Folder { path: to.path().to_owned(), source },
    };
    let disk = to.disk();
    for listed in from.list().map_err(failed)? {
        if read::examine(Source::File(&listed.path), by).is_err() {
            continue;
        }
        let name = listed.path.file_name().unwrap_or_default();
        disk.make_folder(to.path()).map_err(failed)?;
        let mut paced = Paced::new(disk.create(&to.path().join(name)).map_err(failed)?);
        let mut encoder = GzEncoder::new(&mut paced, Compression::new(6));
        copy(&listed.path, by, &mut encoder, for_).map_err(failed)?;
        encoder.finish().map_err(failed)?;
        paced.finish().map_err(failed)?;
        read::examine(Source::File(&to.path().join(name)), for_)
            .map_err(|why| failed(io::Error::other(why.to_string())))?;
    }
    match to.path().is_dir() {
        true => disk.sync_folder(to.path()).map_err(failed),
        false => Ok(()),
    }
}

/// Copies a snapshot that is in order: its header with the new lock, its records, and an end with the new sum.
fn copy(path: &Path, by: &Cipher, out: &mut impl Write, for_: &Cipher) -> io::Result<()> {
    let lines = BufReader::new(MultiGzDecoder::new(fs::File::open(path)?));
    let mut hash = Sha256::new();
    for (number, line) in lines.split(b'\n').enumerate() {
        let line = line?;
        let line = if number == 0 {
            header(&line, for_)?
        } else if line.starts_with(br#"{"end":"#) {
            end(&line, &hex(&hash.clone().finalize()))?
        } else {
            let record = by.read_json(RECORD, &line).map_err(io::Error::other)?;
            for_.json(RECORD, &record)?.into_owned()
        };
        hash.update(&line);
        hash.update(b"\n");
        out.write_all(&line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn header(line: &[u8], cipher: &Cipher) -> io::Result<Vec<u8>> {
    let mut header: Map<String, Value> = serde_json::from_slice(line)?;
    match cipher.lock() {
        Some(lock) => header.insert("lock".to_owned(), json!(lock)),
        None => header.remove("lock"),
    };
    Ok(serde_json::to_vec(&header)?)
}

fn end(line: &[u8], sha256: &str) -> io::Result<Vec<u8>> {
    let mut end: Value = serde_json::from_slice(line)?;
    end["end"]["sha256"] = json!(sha256);
    Ok(serde_json::to_vec(&end)?)
}
