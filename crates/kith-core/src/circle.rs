//! How close somebody is.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{Interval, Mode};

/// How close: about 5, 15, 50 and 150 people. The names shown can be changed in Settings; these stay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Circle {
    /// About five people.
    Inner,
    /// About fifteen.
    Close,
    /// About fifty.
    Friends,
    /// About a hundred and fifty.
    Wider,
}

impl Circle {
    /// All of them, the closest first.
    pub const ALL: [Circle; 4] = [Circle::Inner, Circle::Close, Circle::Friends, Circle::Wider];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Circle::Inner => "inner",
            Circle::Close => "close",
            Circle::Friends => "friends",
            Circle::Wider => "wider",
        }
    }
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is not the name of a circle.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("“{0}” is not a circle: inner, close, friends or wider")]
pub struct UnknownCircle(pub String);

impl FromStr for Circle {
    type Err = UnknownCircle;
    fn from_str(text: &str) -> Result<Self, UnknownCircle> {
        Circle::ALL
            .into_iter()
            .find(|circle| circle.name() == text)
            .ok_or_else(|| UnknownCircle(text.to_owned()))
    }
}

/// A cadence that everybody in a circle has until they get one of their own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CircleDefault {
    /// The least that counts.
    pub mode: Mode,
    /// How long after the last such contact.
    pub every: Interval,
}
