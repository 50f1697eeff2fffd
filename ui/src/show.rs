//! Small things that several pages show in the same way.

use kith_core::{Circle, Mode, PersonId};

use crate::{answer::Trouble, ctx::Ctx};
use kith_app::{AppError, error::Kind};

/// Somebody's face: their picture, or initials on the tint of their circle.
pub(crate) struct Face {
    pub initials: String,
    /// The class that tints it; empty for no circle.
    pub tint: &'static str,
    /// The address of their picture, if there is one.
    pub photo: Option<String>,
}

impl Face {
    pub(crate) fn of(name: &str, circle: Option<Circle>) -> Face {
        Face { initials: initials(name), tint: circle.map(Circle::name).unwrap_or_default(), photo: None }
    }

    /// With their picture, if there is one. Its address is another one for another picture, so that no old one is shown.
    pub(crate) fn pictured(self, ctx: &Ctx<'_>, id: PersonId) -> Result<Face, Trouble> {
        let mark = ctx.app.photo_mark(id)?;
        Ok(Face { photo: mark.map(|mark| format!("/people/{id}/photo?of={mark:x}")), ..self })
    }
}

/// The first letters of the first and the last word: "Ana Ruiz" is "AR". A dot where there are no letters.
fn initials(name: &str) -> String {
    let first = |word: &str| word.chars().find(|c| c.is_alphanumeric());
    let mut letters = name.split_whitespace().filter_map(first);
    let (begin, end) = (letters.next(), letters.next_back());
    let initials: String = begin.into_iter().chain(end).flat_map(char::to_uppercase).take(3).collect();
    if initials.is_empty() { "·".to_owned() } else { initials }
}

/// The icon of a mode, as `part/icons.html` names it.
pub(crate) fn icon(mode: Mode) -> &'static str {
    match mode {
        Mode::InPerson => "in-person",
        Mode::Video => "video",
        Mode::Voice => "phone",
        Mode::Message => "message",
        Mode::Reaction => "sun",
    }
}

impl Ctx<'_> {
    /// The person that a segment of the path names.
    pub(crate) fn person_id(&self, segment: &str) -> Result<PersonId, Trouble> {
        segment.parse().map_err(|_| Trouble::App(AppError::Gone(Kind::Person)))
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Ana Ruiz", "AR")]
    #[case("María del Carmen Ruiz", "MR")]
    #[case("ana", "A")]
    #[case("(Ana) \"Ruiz\"", "AR")]
    #[case("李小龙", "李")]
    #[case("ß", "SS")]
    #[case("\u{202e}<>", "·")]
    fn a_face_shows_the_first_letters(#[case] name: &str, #[case] expected: &str) {
        assert_eq!(initials(name), expected);
    }
}
