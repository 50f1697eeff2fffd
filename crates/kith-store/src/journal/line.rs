//! One line of the journal:
//!
//! ```text
//! {"seq":17,"crc":"5f1c09ab","body":{…}}
//! ```
//!
//! It is JSON for whoever reads it without Kith; Kith itself takes it only byte for byte as it writes it, so that
//! no damage can hide in what JSON leaves open.

use crc32c::{crc32c, crc32c_append};

/// A line whose checksum holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Line<'a> {
    /// Its number: one more than that of the line before.
    pub seq: u64,
    /// Its checksum.
    pub crc: u32,
    /// Where the body begins in the line.
    pub body_at: usize,
    /// The JSON of the body.
    pub body: &'a [u8],
}

impl Line<'_> {
    /// Whether the act goes on in the next line.
    pub(crate) fn has_more(&self) -> bool {
        self.body.starts_with(super::body::MORE.as_bytes())
    }
}

/// CRC-32C of the number in decimal digits, followed by the body.
fn checksum(seq: &str, body: &[u8]) -> u32 {
    crc32c_append(crc32c(seq.as_bytes()), body)
}

const HEAD: &[u8] = b"{\"seq\":";
const CRC: &[u8] = b",\"crc\":\"";
const BODY: &[u8] = b"\",\"body\":";

/// Appends a line with its newline. Gives where the body begins in it, and the checksum.
pub(crate) fn write(out: &mut Vec<u8>, seq: u64, body: &[u8]) -> (usize, u32) {
    let start = out.len();
    let seq = seq.to_string();
    let crc = checksum(&seq, body);
    out.extend_from_slice(HEAD);
    out.extend_from_slice(seq.as_bytes());
    out.extend_from_slice(CRC);
    out.extend_from_slice(format!("{crc:08x}").as_bytes());
    out.extend_from_slice(BODY);
    let body_at = out.len() - start;
    out.extend_from_slice(body);
    out.extend_from_slice(b"}\n");
    (body_at, crc)
}

/// The line without its newline; `None` when it is not exactly what [`write()`] writes.
pub(crate) fn parse(line: &[u8]) -> Option<Line<'_>> {
    let rest = line.strip_prefix(HEAD)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = rest.split_at(digits);
    let (crc, rest) = rest.strip_prefix(CRC)?.split_at_checked(8)?;
    let body = rest.strip_prefix(BODY)?.strip_suffix(b"}")?;
    let digits = std::str::from_utf8(digits).ok()?;
    let seq: u64 = digits.parse().ok()?;
    let sum = checksum(digits, body);
    let exact = format!("{sum:08x}").as_bytes() == crc && seq.to_string() == digits;
    exact.then_some(Line { seq, crc: sum, body_at: line.len() - body.len() - 1, body })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_json_that_anybody_can_read() {
        let mut out = Vec::new();
        let (body_at, crc) = write(&mut out, 17, br#"{"at":"2026-11-22T09:00:00Z"}"#);
        let json: serde_json::Value = serde_json::from_slice(&out).expect("json");
        assert_eq!(json["seq"], 17);
        assert_eq!(json["crc"], format!("{crc:08x}"));
        assert_eq!(&out[body_at..body_at + 5], br#"{"at""#);
    }

    #[test]
    fn the_checksum_is_crc_32c() {
        // The check value of CRC-32C (Castagnoli) for "123456789", split as number and body.
        assert_eq!(checksum("123", b"456789"), 0xe306_9283);
    }

    proptest! {
        #[test]
        fn no_changed_byte_goes_unnoticed(seq in any::<u64>(), at in any::<prop::sample::Index>(), flip in 1..=255u8) {
            let mut out = Vec::new();
            write(&mut out, seq, br#"{"act":"log","changes":[]}"#);
            out.pop();
            prop_assert_eq!(parse(&out).map(|line| line.seq), Some(seq));
            let at = at.index(out.len());
            out[at] ^= flip;
            prop_assert_eq!(parse(&out), None);
        }
    }
}
