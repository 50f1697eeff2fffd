//! Cuts the bytes of a file into content lines. It works on bytes, before any decoding, because real files are
//! folded in the middle of a UTF-8 character, and because a picture of megabytes must not be copied to be skipped.

use memchr::memchr2;

use super::line::is_quoted_printable;
use super::photo::is_photo;

/// One content line (RFC 6350, section 3.2) without its folds, in whatever encoding the file has.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Unfolded {
    /// The line of the file it begins on, counted from 1.
    pub at: usize,
    /// Its bytes, at most the limit.
    pub bytes: Vec<u8>,
    /// Whether it was longer than the limit.
    pub cut: bool,
}

/// The content lines of a file; empty lines are passed over.
pub(crate) struct ContentLines<'a> {
    lines: PhysicalLines<'a>,
    /// The line after those that were taken.
    next: Option<(usize, &'a [u8])>,
    limit: usize,
    photo_limit: usize,
}

impl<'a> ContentLines<'a> {
    /// Of each line at most `limit` bytes are held, of a PHOTO `photo_limit`.
    pub fn new(bytes: &'a [u8], limit: usize, photo_limit: usize) -> Self {
        let mut lines = PhysicalLines { rest: bytes, at: 0 };
        let next = lines.next();
        ContentLines { lines, next, limit, photo_limit }
    }

    /// About so many bytes are still to come.
    pub fn left(&self) -> usize {
        self.lines.rest.len()
    }

    fn take(&mut self) -> Option<(usize, &'a [u8])> {
        std::mem::replace(&mut self.next, self.lines.next())
    }
}

impl Iterator for ContentLines<'_> {
    type Item = Unfolded;

    fn next(&mut self) -> Option<Unfolded> {
        let (at, first) = loop {
            match self.take()? {
                (_, []) => {}
                line => break line,
            }
        };
        let limit = if is_photo(first) { self.photo_limit } else { self.limit };
        let mut unfolded = Unfolded { at, bytes: Vec::new(), cut: false };
        unfolded.append(first, limit);
        // A quoted-printable line that goes on ends in `=`.
        let quoted_printable = first.ends_with(b"=") && is_quoted_printable(first);
        let mut soft_break = quoted_printable;
        while let Some((_, next)) = self.next {
            let more = match (soft_break, next) {
                // A quoted-printable value that forgot to escape its last `=` must not swallow the end of the card.
                (true, next) if !next.eq_ignore_ascii_case(b"END:VCARD") => {
                    unfolded.drop_soft_break();
                    next
                }
                (_, [b' ' | b'\t', rest @ ..]) => rest,
                _ => break,
            };
            unfolded.append(more, limit);
            soft_break = quoted_printable && more.ends_with(b"=");
            self.take();
        }
        Some(unfolded)
    }
}

impl Unfolded {
    fn append(&mut self, more: &[u8], limit: usize) {
        let room = limit.saturating_sub(self.bytes.len());
        self.cut |= more.len() > room;
        self.bytes.extend_from_slice(&more[..more.len().min(room)]);
    }

    fn drop_soft_break(&mut self) {
        if !self.cut {
            self.bytes.pop();
        }
    }
}

/// The lines of a file with their numbers. CRLF, LF, CR, and the CRCRLF of a file converted once too often end one.
struct PhysicalLines<'a> {
    rest: &'a [u8],
    at: usize,
}

impl<'a> Iterator for PhysicalLines<'a> {
    type Item = (usize, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        self.at += 1;
        let end = memchr2(b'\n', b'\r', self.rest).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at(end);
        self.rest = match rest {
            [b'\r', b'\r', b'\n', rest @ ..] | [b'\r', b'\n', rest @ ..] | [_, rest @ ..] => rest,
            [] => rest,
        };
        Some((self.at, line))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn unfold(bytes: &[u8]) -> Vec<(usize, String)> {
        ContentLines::new(bytes, 40, 60)
            .map(|line| (line.at, String::from_utf8_lossy(&line.bytes).into_owned()))
            .collect()
    }

    #[rstest]
    #[case(b"FN:Ana\r\n  Ruiz\r\nTEL:1\r\n")]
    #[case(b"FN:Ana\n  Ruiz\nTEL:1")]
    #[case(b"FN:Ana\r\t Ruiz\rTEL:1\r")]
    #[case(b"FN:Ana\r\r\n  Ruiz\r\r\nTEL:1\r\r\n")]
    fn every_line_end_and_fold_is_understood(#[case] file: &[u8]) {
        assert_eq!(unfold(file), [(1, "FN:Ana Ruiz".into()), (3, "TEL:1".into())]);
    }

    #[test]
    fn a_fold_in_the_middle_of_a_character_is_mended() {
        assert_eq!(unfold(b"FN:Tom\xc3\r\n \xa1s\r\n"), [(1, "FN:Tomás".into())]);
    }

    #[test]
    fn a_soft_break_goes_on_and_does_not_swallow_the_end_of_the_card() {
        let file =
            b"NOTE;ENCODING=QUOTED-PRINTABLE:a=\nb=20=\n\nURL:x=\nNOTE;QUOTED-PRINTABLE:c=\nEND:VCARD\n";
        let lines = unfold(file);
        assert_eq!(lines[0], (1, "NOTE;ENCODING=QUOTED-PRINTABLE:ab=20".into()));
        assert_eq!(lines[1], (4, "URL:x=".into()));
        assert_eq!(lines[3], (6, "END:VCARD".into()));
    }

    #[test]
    fn a_long_line_is_cut_and_says_so() {
        let file = [b"NOTE:".as_slice(), &b"\n QUJD".repeat(1000), b"\nFN:Ana\n"].concat();
        let lines: Vec<_> = ContentLines::new(&file, 40, 60).collect();
        assert!(lines[0].cut && lines[0].bytes.len() == 40);
        assert_eq!(lines[1], Unfolded { at: 1002, bytes: b"FN:Ana".to_vec(), cut: false });
    }
}
