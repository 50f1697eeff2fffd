//! Good questions for a conversation that nothing else opens, and which of them comes next with whom.
//!
//! The words stand in the message files, under the number of the question. Which one comes follows from the person, from
//! what they were asked already, and from how the last conversation was; not from the day. So one that is shown stays
//! until it was used or passed over, on every surface, without anything being written by looking at it.

use std::ops::RangeInclusive;

use crate::{Circle, Frame, Mode, Person, PersonId, Repeat, Summary, whereabouts};

/// How it stands between two people: what a question is made for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Situation {
    /// Whatever it is.
    Anytime,
    /// You mean to be in touch every three weeks, or oftener.
    Often,
    /// You mean to be in touch every two months, or more seldom, or have not said how often.
    Seldom,
    /// The last conversation was face to face.
    Met,
    /// The last conversation was a call.
    Called,
    /// As far as the book knows you have never spoken.
    Unspoken,
    /// They live by another clock.
    Elsewhere,
}

/// Questions that suit the same people.
struct Hand {
    numbers: RangeInclusive<u16>,
    /// From this circle,
    from: Circle,
    /// to this one.
    to: Circle,
    situation: Situation,
}

const fn hand(first: u16, last: u16, from: Circle, to: Circle, situation: Situation) -> Hand {
    Hand { numbers: first..=last, from, to, situation }
}

/// The deck. A number stays with its question for ever, because books remember what was asked by it: new questions come
/// at the end, and one that is taken out leaves a gap.
const DECK: [Hand; 12] = {
    use Circle::*;
    use Situation::*;
    [
        hand(1, 16, Inner, Wider, Anytime),
        hand(17, 29, Inner, Friends, Anytime),
        hand(30, 40, Inner, Close, Anytime),
        hand(41, 46, Inner, Inner, Anytime),
        hand(47, 52, Inner, Friends, Often),
        hand(53, 60, Inner, Wider, Seldom),
        hand(61, 65, Inner, Wider, Met),
        hand(66, 70, Inner, Wider, Called),
        hand(71, 76, Friends, Wider, Unspoken),
        hand(77, 81, Inner, Wider, Elsewhere),
        hand(82, 84, Friends, Wider, Anytime),
        hand(85, 86, Inner, Friends, Unspoken),
    ]
};

/// An interval of at most so many days is often,
const OFTEN: u32 = 21;
/// and from so many on it is seldom.
const SELDOM: u32 = 59;

/// The numbers of all questions.
pub fn numbers() -> impl Iterator<Item = u16> {
    DECK.iter().flat_map(|hand| hand.numbers.clone())
}

/// The question for the next conversation with somebody, by its number: never one that they were asked, first those made
/// for how it stands, and with everybody in another order. `None` once all that suit them were asked.
pub fn next(person: &Person, summary: &Summary, frame: &Frame) -> Option<u16> {
    // Whoever is in no circle is asked what one may ask of anybody.
    let circle = person.circle.unwrap_or(Circle::Wider);
    let situations = situations(person, summary, frame);
    let fits = |hand: &&Hand| {
        (hand.from..=hand.to).contains(&circle)
            && (hand.situation == Situation::Anytime || situations.contains(&hand.situation))
    };
    DECK.iter()
        .filter(fits)
        .flat_map(|hand| hand.numbers.clone().map(move |number| (hand.situation, number)))
        .filter(|(_, number)| !person.questions.contains(number))
        .min_by_key(|(situation, number)| (*situation == Situation::Anytime, shuffled(person.id, *number)))
        .map(|(_, number)| number)
}

/// How it stands with somebody, as far as it changes only with a conversation or with what is known of them.
fn situations(person: &Person, summary: &Summary, frame: &Frame) -> Vec<Situation> {
    let shortest = person
        .cadences_in_force(frame.settings, frame.today())
        .into_iter()
        .filter_map(|cadence| match cadence.repeat {
            Repeat::After { every, .. } => Some(every.days()),
            Repeat::Rule { .. } => None,
        })
        .min();
    let spoken = summary.last.satisfying(Mode::Voice).map(|contact| contact.mode);
    let how_often = match shortest {
        Some(..=OFTEN) => spoken.map(|_| Situation::Often),
        Some(SELDOM..) | None => spoken.map(|_| Situation::Seldom),
        Some(_) => None,
    };
    let last = match spoken {
        None => Situation::Unspoken,
        Some(Mode::InPerson) => Situation::Met,
        Some(_) => Situation::Called,
    };
    let elsewhere = whereabouts::zones(person).one().is_some_and(|zone| zone != frame.zone);
    how_often.into_iter().chain([last]).chain(elsewhere.then_some(Situation::Elsewhere)).collect()
}

/// A number that has nothing to do with the order of the questions and is always the same for the same two (FNV-1a).
fn shuffled(person: PersonId, number: u16) -> u64 {
    let bytes = person.as_bytes().iter().chain(&number.to_le_bytes()).copied().collect::<Vec<_>>();
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
