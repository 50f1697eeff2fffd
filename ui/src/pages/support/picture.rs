//! The net as a picture: needs on one side, people on the other, and a line for whatever somebody carries.
//!
//! The list below it says the same in words; so does its text for whoever sees no picture.

use std::collections::BTreeSet;

use kith_core::{PersonId, SupportRole, net::Net};

use crate::{ctx::Ctx, show::Face};

/// So many people have a place of their own in the picture; the others share one.
const DRAWN: usize = 12;

/// What the template draws.
pub(crate) struct Picture {
    /// All of it as text.
    pub text: String,
    pub needs: Vec<NeedNode>,
    pub people: Vec<PersonNode>,
    /// Paths from the needs on the left, at 0, to the people on the right, at 100.
    pub lines: Vec<Line>,
}

/// A need, on the left.
pub(crate) struct NeedNode {
    pub role: String,
    /// "one alone".
    pub rests: String,
    /// `nobody`, `one-alone` or `several`.
    pub class: &'static str,
}

/// Somebody, on the right; without a face, all who have no place of their own.
pub(crate) struct PersonNode {
    pub name: String,
    pub face: Option<Face>,
    /// Whether they carry everything.
    pub all: bool,
}

/// From a need to somebody.
pub(crate) struct Line {
    pub path: String,
    /// Whether the need rests on them alone.
    pub alone: bool,
}

impl Picture {
    pub(crate) fn of(ctx: &Ctx<'_>, net: &Net) -> Picture {
        let people = net.people();
        // One more that shares its place with nobody has it for themselves.
        let drawn = if people.len() > DRAWN + 1 { DRAWN } else { people.len() };
        let place = |id: PersonId| people.iter().position(|it| it.person == id).unwrap_or(0).min(drawn);
        let mut nodes: Vec<PersonNode> = people
            .iter()
            .take(drawn)
            .map(|carrier| PersonNode {
                name: carrier.name.clone(),
                face: Some(Face::of(&carrier.name, carrier.circle)),
                all: net.everything.contains(&carrier.person),
            })
            .collect();
        if people.len() > drawn {
            let more = ctx.words.with("support-picture-more", &[("count", (people.len() - drawn).into())]);
            nodes.push(PersonNode { name: more, face: None, all: false });
        }
        let ends: BTreeSet<(usize, usize, bool)> = net
            .needs
            .iter()
            .enumerate()
            .flat_map(|(row, need)| {
                let alone = need.carriers.len() == 1;
                need.carriers.iter().map(move |carrier| (row, carrier.person, alone))
            })
            .map(|(row, person, alone)| (row, place(person), alone))
            .collect();
        let line = |(need, person, alone): (usize, usize, bool)| Line {
            path: path(middle(need, SupportRole::ALL.len()), middle(person, nodes.len())),
            alone,
        };
        Picture {
            text: ctx.words.net_picture(net),
            lines: ends.into_iter().map(line).collect(),
            needs: net
                .needs
                .iter()
                .map(|need| NeedNode {
                    role: ctx.words.support_role(need.role),
                    rests: ctx.words.rests_on_in_short(need),
                    class: need.rests_on().name(),
                })
                .collect(),
            people: nodes,
        }
    }
}

/// The middle of one of so many rows of equal height, in hundredths of the picture.
fn middle(row: usize, of: usize) -> f64 {
    100.0 * (row as f64 + 0.5) / of.max(1) as f64
}

fn path(from: f64, to: f64) -> String {
    format!("M0 {from:.1}C50 {from:.1} 50 {to:.1} 100 {to:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_lead_from_the_middle_of_a_row_to_the_middle_of_a_row() {
        assert_eq!(path(middle(0, 5), middle(1, 2)), "M0 10.0C50 10.0 50 75.0 100 75.0");
        assert!(middle(0, 0).is_finite());
    }
}
