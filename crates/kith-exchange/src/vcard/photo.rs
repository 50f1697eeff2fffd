//! PHOTO: the picture that a card embeds, taken out of it and put into it. It is looked for in the raw bytes, because a
//! picture of megabytes has to go through as few hands as possible.

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose};

use super::Version;
use crate::Reason;
use crate::photo::media_type;

/// An embedded picture over so many bytes is left out.
pub const PHOTO_LIMIT: usize = 2 * 1024 * 1024;

/// What a line of it can have in base64, its header included.
pub(super) const ENCODED_LIMIT: usize = PHOTO_LIMIT / 3 * 4 + 1024;

/// A picture of a card, in base64 still.
pub(super) struct Encoded {
    /// The line it begins on.
    pub at: usize,
    base64: Vec<u8>,
    cut: bool,
}

/// Whether a content line is PHOTO, with a group or without.
pub(super) fn is_photo(line: &[u8]) -> bool {
    const NAME: &[u8] = b"PHOTO";
    let end = memchr::memchr2(b':', b';', line).unwrap_or(line.len());
    let name = line[..end].rsplit(|byte| *byte == b'.').next().unwrap_or_default();
    name.eq_ignore_ascii_case(NAME)
}

impl Encoded {
    /// The picture that this line embeds; `None` when it is no PHOTO, or only says where one is.
    pub fn of(line: &[u8], at: usize, cut: bool) -> Option<Encoded> {
        let colon = is_photo(line).then(|| line.iter().position(|byte| *byte == b':'))??;
        let value = line[colon + 1..].trim_ascii_start();
        let base64 = match value {
            [b'd' | b'D', b'a' | b'A', b't' | b'T', b'a' | b'A', b':', ..] => {
                let comma = value.iter().position(|byte| *byte == b',')?;
                value[..comma].to_ascii_lowercase().ends_with(b"base64").then_some(&value[comma + 1..])?
            }
            _ if value.iter().take(16).any(|byte| *byte == b':') => return None,
            _ => value,
        };
        Some(Encoded { at, base64: base64.to_vec(), cut })
    }

    /// A further line of one that was not folded: whether it belongs to it.
    pub fn goes_on(&mut self, line: &[u8]) -> bool {
        let is_base64 = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        if !line.trim_ascii().iter().all(is_base64) {
            return false;
        }
        match self.base64.len() + line.len() <= ENCODED_LIMIT {
            true => self.base64.extend_from_slice(line),
            false => self.cut = true,
        }
        true
    }

    /// The bytes of the picture, as they are.
    pub fn decoded(mut self) -> Result<Vec<u8>, Reason> {
        let too_large = Reason::PhotoTooLarge { limit: PHOTO_LIMIT };
        if self.cut {
            return Err(too_large);
        }
        self.base64.retain(|byte| !byte.is_ascii_whitespace() && *byte != b'=');
        let bytes = LENIENT.decode(&self.base64).map_err(|_| Reason::Media)?;
        match media_type(&bytes) {
            Some(_) if bytes.len() > PHOTO_LIMIT => Err(too_large),
            Some(_) => Ok(bytes),
            None => Err(Reason::Media),
        }
    }
}

/// Programs do not agree on the padding, and cut pictures end anywhere.
pub(super) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The line that embeds a picture: as RFC 2426, section 3.1.4 has it, or RFC 6350, section 6.2.4.
pub(super) fn photo_line(photo: &[u8], version: Version) -> Option<String> {
    let media_type = media_type(photo)?;
    let base64 = general_purpose::STANDARD.encode(photo);
    Some(match version {
        Version::V3 => {
            let kind = media_type.trim_start_matches("image/").to_ascii_uppercase();
            format!("PHOTO;ENCODING=b;TYPE={kind}:{base64}")
        }
        Version::V4 => format!("PHOTO:data:{media_type};base64,{base64}"),
    })
}

/// The picture in an address of the scheme `data:`.
pub(crate) fn photo_of_uri(uri: &str) -> Result<Vec<u8>, Reason> {
    let line = [b"PHOTO:".as_slice(), uri.as_bytes()].concat();
    let cut = line.len() > ENCODED_LIMIT;
    Encoded::of(&line, 0, cut).ok_or(Reason::Media).and_then(Encoded::decoded)
}
