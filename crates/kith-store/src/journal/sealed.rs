//! Segments that are full, compressed: a third of what they were to a sixth, and still one line of JSON per act
//! for anybody with `zcat`.
//!
//! The form is BGZF (SAM/BAM specification, section 4.1): a gzip file of many members, each of at most 64 kB and
//! with its own length in a gzip extra field. So any place in it is read by inflating one member, and damage in
//! one member leaves the others readable. A crate for it exists (noodles-bgzf); it brings a thread pool and a
//! newer compiler for what is a page of code over flate2.

use std::io::{self, Read, Write};

use flate2::{Compression, Crc, read::DeflateDecoder, write::DeflateEncoder};

/// How many bytes of the segment are in each member but the last.
pub(crate) const MEMBER: usize = 0xff00;

/// A gzip header with one extra field, `BC`, of two bytes: the length of the member, less one.
const HEAD: [u8; 16] = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 0xff, 6, 0, b'B', b'C', 2, 0];
const HEAD_LEN: usize = HEAD.len() + 2;
const FOOT_LEN: usize = 8;

/// Writes a segment, ending with the empty member that says it is whole.
pub(crate) fn seal(raw: &[u8], out: &mut impl Write) -> io::Result<()> {
    for member in raw.chunks(MEMBER).chain([&[][..]]) {
        out.write_all(&deflate(member)?)?;
    }
    Ok(())
}

fn deflate(raw: &[u8]) -> io::Result<Vec<u8>> {
    let mut member = HEAD.to_vec();
    member.extend_from_slice(&[0, 0]);
    let mut encoder = DeflateEncoder::new(member, Compression::new(7));
    encoder.write_all(raw)?;
    let mut member = encoder.finish()?;
    let mut crc = Crc::new();
    crc.update(raw);
    member.extend_from_slice(&crc.sum().to_le_bytes());
    member.extend_from_slice(&crc.amount().to_le_bytes());
    let length = u16::try_from(member.len() - 1).map_err(io::Error::other)?;
    member[HEAD.len()..HEAD_LEN].copy_from_slice(&length.to_le_bytes());
    Ok(member)
}

/// How long the member is that begins with these bytes; `None` when it is not the beginning of one.
fn member_len(bytes: &[u8]) -> Option<usize> {
    let length = bytes.strip_prefix(&HEAD)?.first_chunk()?;
    Some(usize::from(u16::from_le_bytes(*length)) + 1).filter(|len| *len > HEAD_LEN + FOOT_LEN)
}

/// What a member holds; `None` when its checksum or its form is wrong.
pub(crate) fn inflate(member: &[u8]) -> Option<Vec<u8>> {
    let deflated = member.get(HEAD_LEN..member.len().checked_sub(FOOT_LEN)?)?;
    let (sum, amount) = member.get(member.len() - FOOT_LEN..)?.split_at(4);
    let mut raw = Vec::with_capacity(MEMBER);
    let mut decoder = DeflateDecoder::new(deflated).take(MEMBER as u64 + 1);
    decoder.read_to_end(&mut raw).ok()?;
    let mut crc = Crc::new();
    crc.update(&raw);
    let holds = crc.sum().to_le_bytes() == sum && crc.amount().to_le_bytes() == amount;
    holds.then_some(raw)
}

/// The members of a sealed segment: where each begins and ends in the file. What is between them is damage.
pub(crate) fn members(file: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < file.len() {
        match member_len(&file[at..]) {
            Some(len) if at + len <= file.len() => {
                found.push(at..at + len);
                at += len;
            }
            _ => at += 1,
        }
    }
    found
}

/// The whole segment. In place of a damaged member stands one newline, so that the lines it was part of
/// are recognised as damaged and those behind it are read.
pub(crate) fn unseal(file: &[u8]) -> Vec<u8> {
    let mut raw = Vec::new();
    let mut end = 0;
    for member in members(file) {
        let lost_before = member.start != end;
        end = member.end;
        match inflate(&file[member]) {
            Some(part) if !lost_before => raw.extend_from_slice(&part),
            Some(part) => {
                raw.push(b'\n');
                raw.extend_from_slice(&part);
            }
            None => raw.push(b'\n'),
        }
    }
    if end != file.len() {
        raw.push(b'\n');
    }
    raw
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment() -> Vec<u8> {
        (0..30_000).flat_map(|n| format!("line {n} {:x}\n", n * 7_919).into_bytes()).collect()
    }

    fn sealed() -> Vec<u8> {
        let mut file = Vec::new();
        seal(&segment(), &mut file).expect("sealed");
        file
    }

    #[test]
    fn a_sealed_segment_is_smaller_and_says_the_same() {
        assert!(sealed().len() < segment().len() / 2);
        assert_eq!(unseal(&sealed()), segment());
    }

    #[test]
    fn a_sealed_segment_is_gzip() {
        let mut text = Vec::new();
        flate2::read::MultiGzDecoder::new(&sealed()[..]).read_to_end(&mut text).expect("gzip");
        assert_eq!(text, segment());
    }

    #[test]
    fn damage_in_one_member_leaves_the_others() {
        let file = sealed();
        let members = members(&file);
        assert!(members.len() > 4);
        // In the deflated bytes, in the checksum, and in the header.
        for at in [members[1].start + 100, members[1].end - 6, members[1].start + 3] {
            let mut file = file.clone();
            file[at] ^= 0x55;
            let raw = unseal(&file);
            assert!(raw.starts_with(&segment()[..MEMBER]));
            assert!(raw.ends_with(&segment()[2 * MEMBER..]));
            assert!(raw.len() <= segment().len() - MEMBER + 2);
        }
    }
}
