//! Which column of a table is what: told by the header where the program is known, guessed otherwise, and changed by
//! whoever looks at it.

use serde::{Deserialize, Serialize};

/// What the columns of a table are, from the left. A column beyond the last is [`Target::Keep`].
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Mapping {
    /// One for each column.
    pub columns: Vec<Column>,
}

/// What one column is.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
pub struct Column {
    /// Which field it goes to.
    pub to: Target,
    /// What its number, address or link is called: `home`, `work`. A [`Target::Label`] of the same set goes before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Columns of one address, or of one number and its label, are of one set.
    #[serde(default)]
    pub set: u16,
}

impl Column {
    /// A column by itself.
    pub fn of(to: Target) -> Self {
        Column { to, label: None, set: 0 }
    }
}

/// Where a column goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// No field: kept with the person under the column's name, and written again.
    #[default]
    Keep,
    /// Left behind.
    Skip,
    /// The whole name.
    Name,
    /// The given name.
    Given,
    /// Further given names.
    Middle,
    /// The family name.
    Family,
    /// What goes before the name: Dr.
    Prefix,
    /// What goes after it: jr.
    Suffix,
    /// Another name.
    Nickname,
    /// A phone number.
    Phone,
    /// A mail address.
    Email,
    /// A page, a profile.
    Link,
    /// A postal address in one text.
    Address,
    /// Its street, and what else goes before the city.
    Street,
    /// Its box.
    PoBox,
    /// Its flat or floor.
    Extended,
    /// Its city.
    City,
    /// Its region.
    Region,
    /// Its postal code.
    PostalCode,
    /// Its country.
    Country,
    /// What the number, address or link of the same set is called.
    Label,
    /// Where they work.
    Organization,
    /// In which part of it.
    Department,
    /// What they do.
    Title,
    /// The whole birthday.
    Birthday,
    /// Its day of the month.
    BirthDay,
    /// Its month.
    BirthMonth,
    /// Its year.
    BirthYear,
    /// The whole anniversary.
    Anniversary,
    /// Any day; the label of its set says whether it is the anniversary.
    Event,
    /// A note.
    Note,
    /// Labels, groups, categories; one that is called like a circle is the circle.
    Labels,
    /// The time zone.
    Zone,
    /// What tells the person from all others for ever.
    Uid,
    /// A field that somebody made up; the label of its set says what it is.
    Custom,
    /// An address of a picture, which is kept and never fetched.
    Photo,
}

/// A table as it is shown to whoever says what its columns are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// What the columns seem to be.
    pub mapping: Mapping,
    /// What they are called.
    pub header: Vec<String>,
    /// The first few rows.
    pub sample: Vec<Vec<String>>,
}
