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

impl Target {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Target; 36] = [
        Target::Keep,
        Target::Skip,
        Target::Name,
        Target::Given,
        Target::Middle,
        Target::Family,
        Target::Prefix,
        Target::Suffix,
        Target::Nickname,
        Target::Phone,
        Target::Email,
        Target::Link,
        Target::Address,
        Target::Street,
        Target::PoBox,
        Target::Extended,
        Target::City,
        Target::Region,
        Target::PostalCode,
        Target::Country,
        Target::Label,
        Target::Organization,
        Target::Department,
        Target::Title,
        Target::Birthday,
        Target::BirthDay,
        Target::BirthMonth,
        Target::BirthYear,
        Target::Anniversary,
        Target::Event,
        Target::Note,
        Target::Labels,
        Target::Zone,
        Target::Uid,
        Target::Custom,
        Target::Photo,
    ];

    /// The name in files and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Target::Keep => "keep",
            Target::Skip => "skip",
            Target::Name => "name",
            Target::Given => "given",
            Target::Middle => "middle",
            Target::Family => "family",
            Target::Prefix => "prefix",
            Target::Suffix => "suffix",
            Target::Nickname => "nickname",
            Target::Phone => "phone",
            Target::Email => "email",
            Target::Link => "link",
            Target::Address => "address",
            Target::Street => "street",
            Target::PoBox => "po-box",
            Target::Extended => "extended",
            Target::City => "city",
            Target::Region => "region",
            Target::PostalCode => "postal-code",
            Target::Country => "country",
            Target::Label => "label",
            Target::Organization => "organization",
            Target::Department => "department",
            Target::Title => "title",
            Target::Birthday => "birthday",
            Target::BirthDay => "birth-day",
            Target::BirthMonth => "birth-month",
            Target::BirthYear => "birth-year",
            Target::Anniversary => "anniversary",
            Target::Event => "event",
            Target::Note => "note",
            Target::Labels => "labels",
            Target::Zone => "zone",
            Target::Uid => "uid",
            Target::Custom => "custom",
            Target::Photo => "photo",
        }
    }
}

/// A table as it is shown to whoever says what its columns are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guess {
    /// What the columns seem to be.
    pub mapping: Mapping,
    /// What they are called; by their number in a table without a header.
    pub header: Vec<String>,
    /// The first few rows.
    pub sample: Vec<Vec<String>>,
}
