//! What one content line says about a person, and how the same is written. Reading and writing stand side by side
//! because a line needs to be kept exactly when writing its field anew would not give the line back.

use std::collections::HashMap;
use std::fmt;

use chrono_tz::Tz;
use kith_core::{Circle, Labelled, PartialDate};

use super::Version;
use super::birthday::{day, write_day};
use super::label::{apple_label, is_type, type_label, type_of};
use super::line::Line;
use super::text::{escaped_uri, many_lines, one_line, write_escaped};
use super::value;

/// What one line says. The order is the order in which a card is written.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) enum Field {
    /// FN.
    Name(String),
    /// N, put together as it is spoken. The line itself is what is kept.
    NameParts(String),
    /// NICKNAME.
    Nicknames(Vec<String>),
    /// TEL.
    Phone(Labelled),
    /// EMAIL.
    Email(Labelled),
    /// ADR.
    Address(Labelled),
    /// URL.
    Link(Labelled),
    /// ORG.
    Organization(String),
    /// TITLE.
    Title(String),
    /// BDAY.
    Birthday(PartialDate),
    /// ANNIVERSARY (RFC 6350, section 6.2.6), or what programs wrote before it and beside it.
    Anniversary(PartialDate),
    /// TZ.
    Zone(Tz),
    /// NOTE.
    Note(String),
    /// UID.
    Uid(String),
    /// X-KITH-CIRCLE.
    Circle(Option<Circle>),
    /// CATEGORIES, and the circle that one of them names.
    Categories(Option<Circle>),
    /// X-ABLabel: what Apple calls the other line of its group.
    Label(String),
    /// A property that Kith has a field for, without a value.
    Empty,
    /// Anything else.
    Other,
}

/// What all lines of a card say, one for one.
pub(super) struct Fields {
    /// As many as lines. Of a property that a person has only one of, the second is [`Field::Other`].
    pub fields: Vec<Field>,
    /// How many lines there are of each rank.
    counts: [usize; RANKS],
}

impl Fields {
    /// What these lines of one card say.
    pub fn of(lines: &[Line]) -> Fields {
        let labels: HashMap<String, String> = lines
            .iter()
            .filter(|line| line.is("X-ABLABEL"))
            .filter_map(|line| Some((line.group()?, apple_label(line)?)))
            .collect();
        let mut counts = [0; RANKS];
        let fields = lines
            .iter()
            .map(|line| {
                let label = line.group().and_then(|group| labels.get(&group));
                let field = Field::of(line, label);
                let count = &mut counts[field.rank()];
                *count += 1;
                if field.is_single() && *count > 1 { Field::Other } else { field }
            })
            .collect();
        Fields { fields, counts }
    }

    /// Whether the card has another line of this kind.
    pub fn has_another(&self, field: &Field) -> bool {
        self.counts[field.rank()] > 1
    }
}

impl Field {
    fn of(line: &Line, group_label: Option<&String>) -> Field {
        let labelled = |value: String, field: fn(Labelled) -> Field| {
            let label = || group_label.cloned().or_else(|| type_label(line));
            let said = (!value.is_empty()).then(|| field(Labelled { label: label(), value }));
            unless_empty(line, said)
        };
        let one = || value::text(line).map_or(String::new(), |text| one_line(&text));
        match line.name().as_ref() {
            "FN" => text(line, one(), Field::Name),
            "N" => text(line, value::spoken(line), Field::NameParts),
            "NICKNAME" => match value::list(line) {
                names if names.is_empty() => Field::Empty,
                names => Field::Nicknames(names),
            },
            "TEL" => {
                let number = value::text(line).unwrap_or_default();
                labelled(one_line(number.trim_start_matches("tel:")), Field::Phone)
            }
            "EMAIL" => labelled(one(), Field::Email),
            "ADR" => labelled(many_lines(&value::address(line)), Field::Address),
            // What is in the address itself is no link.
            "URL" if line.value().get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) => {
                Field::Other
            }
            "URL" => labelled(one(), Field::Link),
            "ORG" => text(line, one_line(&value::organization(line)), Field::Organization),
            "TITLE" => text(line, one(), Field::Title),
            "BDAY" => unless_empty(line, day(line).map(Field::Birthday)),
            name if is_anniversary(name, group_label) => {
                unless_empty(line, day(line).map(Field::Anniversary))
            }
            "TZ" => unless_empty(line, line.value().trim().parse().ok().map(Field::Zone)),
            "NOTE" => text(line, many_lines(&value::text(line).unwrap_or_default()), Field::Note),
            "UID" => text(line, one(), Field::Uid),
            "X-KITH-CIRCLE" => match line.value().trim().to_ascii_lowercase().as_str() {
                NO_CIRCLE => Field::Circle(None),
                name => unless_empty(line, name.parse().ok().map(|circle| Field::Circle(Some(circle)))),
            },
            "CATEGORIES" => {
                let mut categories = value::list(line).into_iter();
                Field::Categories(categories.find_map(|category| category.to_lowercase().parse().ok()))
            }
            "X-ABLABEL" => apple_label(line).map_or(Field::Other, Field::Label),
            _ => Field::Other,
        }
    }

    /// Whether a person has one of it, at most.
    pub fn is_single(&self) -> bool {
        !matches!(
            self,
            Field::Nicknames(_)
                | Field::Phone(_)
                | Field::Email(_)
                | Field::Address(_)
                | Field::Link(_)
                | Field::Note(_)
                | Field::Categories(_)
                | Field::Label(_)
                | Field::Empty
                | Field::Other
        )
    }

    /// Where it stands in a card that Kith writes; what has no field of its own comes last.
    pub fn rank(&self) -> usize {
        match self {
            Field::Name(_) => 0,
            Field::NameParts(_) => 1,
            Field::Nicknames(_) => 2,
            Field::Phone(_) => 3,
            Field::Email(_) => 4,
            Field::Address(_) => 5,
            Field::Link(_) => 6,
            Field::Organization(_) => 7,
            Field::Title(_) => 8,
            Field::Birthday(_) => 9,
            Field::Anniversary(_) => 10,
            Field::Zone(_) => 11,
            Field::Note(_) => 12,
            Field::Uid(_) => 13,
            Field::Circle(_) => 14,
            Field::Categories(_) | Field::Label(_) | Field::Empty | Field::Other => 15,
        }
    }

    /// The label that no TYPE can carry, so that it takes a group and an X-ABLabel.
    pub fn group_label(&self) -> Option<&str> {
        let (Field::Phone(of) | Field::Email(of) | Field::Address(of) | Field::Link(of)) = self else {
            return None;
        };
        of.label.as_deref().filter(|label| !is_type(label))
    }

    /// The line that says it, without a group; empty for what has no line of its own.
    pub fn line(&self, version: Version) -> String {
        let mut line = String::new();
        // A String takes whatever is written to it.
        let _ = self.write(&mut line, version);
        line
    }

    fn write(&self, out: &mut impl fmt::Write, version: Version) -> fmt::Result {
        match self {
            Field::Name(name) => write_text(out, "FN:", name),
            Field::NameParts(name) => {
                write_text(out, "N:;", name)?;
                out.write_str(";;;")
            }
            Field::Nicknames(names) => names
                .iter()
                .enumerate()
                .try_for_each(|(at, name)| write_text(out, if at == 0 { "NICKNAME:" } else { "," }, name)),
            Field::Phone(phone) => write_labelled(out, "TEL", ":", phone),
            Field::Email(email) => write_labelled(out, "EMAIL", ":", email),
            Field::Address(address) => {
                write_labelled(out, "ADR", ":;;", address)?;
                out.write_str(";;;;")
            }
            Field::Link(link) => {
                write_header(out, "URL", link)?;
                out.write_str(":")?;
                out.write_str(&escaped_uri(&link.value))
            }
            Field::Organization(name) => write_text(out, "ORG:", name),
            Field::Title(title) => write_text(out, "TITLE:", title),
            Field::Birthday(day) => write_day(out, "BDAY", *day, version),
            Field::Anniversary(day) => match version {
                // RFC 2426 knows none.
                Version::V3 => write_day(out, "X-ANNIVERSARY", *day, version),
                Version::V4 => write_day(out, "ANNIVERSARY", *day, version),
            },
            Field::Zone(zone) => match version {
                // RFC 2426, section 3.4.1: an offset unless it says text.
                Version::V3 => write!(out, "TZ;VALUE=text:{zone}"),
                Version::V4 => write!(out, "TZ:{zone}"),
            },
            Field::Note(note) => write_text(out, "NOTE:", note),
            Field::Uid(uid) => write_text(out, "UID:", uid),
            Field::Circle(circle) => write!(out, "X-KITH-CIRCLE:{}", circle.map_or(NO_CIRCLE, Circle::name)),
            Field::Label(label) => write_text(out, "X-ABLabel:", label),
            Field::Categories(_) | Field::Empty | Field::Other => Ok(()),
        }
    }

    /// What it says, whichever line says it.
    pub fn saying(&self) -> String {
        format!("{}\n{}", self.line(Version::V4), self.group_label().unwrap_or_default())
    }

    /// Whether writing it gives back all that the line says, its group apart.
    pub fn gives_back(&self, line: &Line) -> bool {
        let gives_back = |version| {
            let mut expected = line.expected();
            self.write(&mut expected, version).is_ok() && expected.is_complete()
        };
        let differs_by_version = matches!(self, Field::Birthday(_) | Field::Anniversary(_) | Field::Zone(_));
        gives_back(Version::V4) || (differs_by_version && gives_back(Version::V3))
    }
}

fn write_text(out: &mut impl fmt::Write, before: &str, text: &str) -> fmt::Result {
    out.write_str(before)?;
    write_escaped(out, text)
}

fn write_labelled(out: &mut impl fmt::Write, name: &str, before: &str, of: &Labelled) -> fmt::Result {
    write_header(out, name, of)?;
    write_text(out, before, &of.value)
}

fn write_header(out: &mut impl fmt::Write, name: &str, of: &Labelled) -> fmt::Result {
    out.write_str(name)?;
    type_of(of).map_or(Ok(()), |label| write!(out, ";TYPE={label}"))
}

/// How many places there are in a card.
const RANKS: usize = 16;

/// Said of somebody in no circle whose CATEGORIES name one.
const NO_CIRCLE: &str = "none";

/// Whether a property of this name is the anniversary: by a name of its own, or as the day that Apple calls so.
fn is_anniversary(name: &str, group_label: Option<&String>) -> bool {
    const NAMES: [&str; 4] = ["ANNIVERSARY", "X-ANNIVERSARY", "X-MS-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY"];
    NAMES.contains(&name)
        || (name == "X-ABDATE" && group_label.is_some_and(|label| label.eq_ignore_ascii_case("anniversary")))
}

fn text(line: &Line, text: String, field: fn(String) -> Field) -> Field {
    unless_empty(line, (!text.is_empty()).then(|| field(text)))
}

/// What was understood. A value of nothing but separators is empty; any other is kept as it is.
fn unless_empty(line: &Line, field: Option<Field>) -> Field {
    let empty = || match line.value().chars().all(|c| matches!(c, ';' | ',' | ' ')) {
        true => Field::Empty,
        false => Field::Other,
    };
    field.unwrap_or_else(empty)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn said(lines: &[&str]) -> Vec<Field> {
        let lines: Vec<Line> =
            lines.iter().filter_map(|line| Line::decoded(line.as_bytes().to_vec())).collect();
        Fields::of(&lines).fields
    }

    #[rstest]
    #[case("BDAY:---29")]
    #[case("BDAY:1984-02")]
    #[case("BDAY:1984")]
    #[case("BDAY:2025-02-29")]
    #[case("BDAY;VALUE=text:circa 1800")]
    #[case("TZ:-0500")]
    #[case("TZ:Europe/Nowhere")]
    #[case("X-KITH-CIRCLE:innermost")]
    fn what_is_no_day_no_zone_and_no_circle_is_left_as_it_is(#[case] line: &str) {
        assert_eq!(said(&[line]), [Field::Other]);
    }

    #[rstest]
    #[case("TEL:1", None)]
    #[case("TEL;TYPE=home:1", Some("home"))]
    #[case("TEL;TYPE=HOME,VOICE,pref:1", Some("home"))]
    #[case("TEL;TYPE=\"voice,work\":1", Some("work"))]
    #[case("TEL;type=WORK;type=FAX:1", Some("fax"))]
    #[case("TEL;CELL;PREF:1", Some("cell"))]
    #[case("TEL;TYPE=VOICE:1", Some("voice"))]
    #[case("TEL;TYPE=VOICE,MSG,WORK:1", Some("work"))]
    #[case("TEL;VALUE=uri;TYPE=work:tel:1", Some("work"))]
    #[case("TEL;TYPE=X-Boat:1", Some("x-boat"))]
    fn a_type_is_a_label(#[case] line: &str, #[case] label: Option<&str>) {
        let phone = Labelled { value: "1".into(), label: label.map(str::to_owned) };
        assert_eq!(said(&[line]), [Field::Phone(phone)]);
    }

    #[rstest]
    #[case("Summer house", "Summer house")]
    #[case("_$!<HomePage>!$_", "homepage")]
    fn the_label_of_a_group_is_the_label(#[case] apple: &str, #[case] label: &str) {
        let lines = said(&["item1.URL;TYPE=pref:https://example.org", &format!("ITEM1.X-ABLabel:{apple}")]);
        let link = Labelled { value: "https://example.org".into(), label: Some(label.into()) };
        assert_eq!(lines[0], Field::Link(link));
    }

    #[rstest]
    #[case("N:Ruiz;Ana;María,Luz;Dra.;", "Dra. Ana María Luz Ruiz")]
    #[case("N:山田;太郎;;;", "山田 太郎")]
    #[case("N:Ana", "Ana")]
    fn a_name_in_parts_is_put_together_as_it_is_spoken(#[case] line: &str, #[case] name: &str) {
        assert_eq!(said(&[line]), [Field::NameParts(name.into())]);
    }

    #[rstest]
    #[case("ADR;TYPE=home:;;Calle Mayor 1;Madrid;;28013;España", "Calle Mayor 1, Madrid, 28013, España")]
    #[case("ADR;TYPE=home:;;1 Long Road\\nFlat 2;Leeds;;;", "1 Long Road\nFlat 2, Leeds")]
    #[case("ADR;TYPE=home:;;Calle Mayor 1, 2º A,;Madrid", "Calle Mayor 1, 2º A, Madrid")]
    fn an_address_is_one_text(#[case] line: &str, #[case] address: &str) {
        let address = Labelled { value: address.into(), label: Some("home".into()) };
        assert_eq!(said(&[line]), [Field::Address(address)]);
    }

    #[test]
    fn values_without_anything_in_them_say_nothing() {
        let lines = ["FN:", "N:;;;;", "TEL;TYPE=home:", "ADR:;;;;;;", "ORG:;", "NICKNAME:,", "BDAY:", "TZ: "];
        assert!(said(&lines).iter().all(|field| *field == Field::Empty));
    }

    #[test]
    fn of_what_a_person_has_once_the_first_counts() {
        assert_eq!(said(&["TITLE:Baker", "TITLE:Poet"]), [Field::Title("Baker".into()), Field::Other]);
    }
}
