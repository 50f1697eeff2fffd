//! Acts at random.

use fastrand::Rng;
use kith_core::{CheckIn, Fate, Settings};

use super::common::{
    check_in, check_in_id, community, community_id, minute, noted, noted_id, person, person_id, plan,
    plan_id, prompt, prompt_id, put_check_in, put_community, put_noted, put_person, put_photo, put_plan,
    put_prompt, put_starter, starter, starter_id,
};
use crate::{Change, Key, Record};

/// What an act changes.
pub(super) fn changes(dice: &mut Rng) -> Vec<Change> {
    if dice.u8(..25) == 0 {
        return (0..12).map(|n| long(dice, 100 + n)).collect();
    }
    (0..dice.usize(1..4)).map(|_| change(dice)).collect()
}

/// A person with much to say of them: a dozen make an act of several lines and segments.
fn long(dice: &mut Rng, n: u8) -> Change {
    let mut person = person(n, "somebody of a crowd");
    person.note = (0..60).map(|_| format!("{:x} ", dice.u64(..))).collect();
    put_person(person)
}

fn change(dice: &mut Rng) -> Change {
    match dice.u8(..26) {
        0..4 => put_person(person(dice.u8(..8), ["Ana", "Luis", "Zoé", "Đỗ"][dice.usize(..4)])),
        4 => Change::Remove(Key::Person(person_id(dice.u8(..8)))),
        5..13 => {
            let with: Vec<u8> = (0..8).filter(|_| dice.u8(..4) == 0).collect();
            let note = "word ".repeat(dice.usize(..40));
            // No two at one instant: what is put back comes later than it did.
            let n = dice.u8(..40);
            let at = i64::from(dice.u8(..100)) * 600 + i64::from(n);
            put_check_in(CheckIn { note, ..check_in(n, &with, at) })
        }
        13 => Change::Remove(Key::CheckIn(check_in_id(dice.u8(..40)))),
        14..18 => {
            let fired = i64::from(dice.u8(..9)) * 1440;
            let mut prompt = prompt(dice.u8(..20), dice.u8(..8), fired);
            prompt.fate = if dice.bool() { Fate::Fired } else { Fate::Snoozed { until: minute(fired + 60) } };
            put_prompt(prompt)
        }
        // A picture more often than never: it is the longest of records.
        18 if dice.bool() => put_photo(dice.u8(..8), dice.u8(..)),
        18 => Change::Remove(Key::Prompt(prompt_id(dice.u8(..20)))),
        19..21 => {
            let with: Vec<u8> = (0..8).filter(|_| dice.u8(..4) == 0).collect();
            let at = dice.bool().then(|| i64::from(dice.u8(..100)) * 600);
            put_plan(plan(dice.u8(..20), &with, at))
        }
        21 if dice.bool() => Change::Remove(Key::Plan(plan_id(dice.u8(..20)))),
        21 => Change::Remove(Key::Starter(starter_id(dice.u8(..20)))),
        22 => put_starter(starter(dice.u8(..20), dice.u8(..8), &"word ".repeat(1 + dice.usize(..20)))),
        23 if dice.bool() => {
            let members: Vec<u8> = (0..8).filter(|_| dice.u8(..3) == 0).collect();
            put_community(community(dice.u8(..20), &members, &"word ".repeat(1 + dice.usize(..20))))
        }
        23 => put_noted(noted(dice.u8(..20), dice.u32(1..600))),
        24 if dice.bool() => Change::Remove(Key::Community(community_id(dice.u8(..20)))),
        24 => Change::Remove(Key::Noted(noted_id(dice.u8(..20)))),
        _ => Change::Put(Record::Settings(Box::new(Settings {
            daily_cap: dice.u8(..9),
            ..Settings::default()
        }))),
    }
}
