//! How people were in contact, from the least to the most.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// How a contact happened, or the least that a cadence asks for. Ordered: in person is the greatest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// A like or an emoji. It can be noted, and satisfies nothing.
    Reaction,
    /// A letter, a mail, a text.
    Message,
    /// A call.
    Voice,
    /// A call with pictures.
    Video,
    /// Face to face.
    InPerson,
}

impl Mode {
    /// The modes that a cadence can ask for, the deepest first.
    pub const FLOORS: [Mode; 4] = [Mode::InPerson, Mode::Video, Mode::Voice, Mode::Message];

    /// The name in files and on the command line: `in-person`, `video`, `voice`, `message`, `reaction`.
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Reaction => "reaction",
            Mode::Message => "message",
            Mode::Voice => "voice",
            Mode::Video => "video",
            Mode::InPerson => "in-person",
        }
    }

    /// Whether a contact in this mode satisfies a cadence that asks for at least `floor`.
    pub fn satisfies(self, floor: Mode) -> bool {
        self != Mode::Reaction && self >= floor
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of a mode.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a mode: in-person, video, voice or message")]
pub struct UnknownMode(pub String);

impl FromStr for Mode {
    type Err = UnknownMode;
    fn from_str(text: &str) -> Result<Self, UnknownMode> {
        [Mode::Reaction, Mode::Message, Mode::Voice, Mode::Video, Mode::InPerson]
            .into_iter()
            .find(|mode| mode.name() == text)
            .ok_or_else(|| UnknownMode(text.to_owned()))
    }
}
