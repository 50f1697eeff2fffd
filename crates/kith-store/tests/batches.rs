//! The index of one act is written in batches. A program that is killed between two of them leaves a part of the act
//! in the index; the next opening applies the whole act again, and ends where it would have ended.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::*;
use kith_store::{Book, Change, Key};

/// Does what `acts` says, and looks at what a process leaves that is killed right after it.
fn killed_after(acts: &[Vec<Change>]) {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    let mut model = Model::default();
    for changes in acts {
        book.commit(act(changes.clone())).unwrap();
        model.commit(changes);
        // What sled has not written yet is not in the copy: some of the last batches.
        let left = tempfile::tempdir().unwrap();
        copy(home.path(), left.path());
        model.assert_is(&Book::open(left.path()).unwrap());
    }
}

#[test]
fn a_prompt_that_was_taken_back_leaves_no_mark_on_its_person() {
    let logged = vec![put_prompt(prompt(0, 2, 3 * 1440)), put_check_in(check_in(6, &[1], 4 * 1440))];
    let taken_back =
        vec![Change::Remove(Key::CheckIn(check_in_id(6))), Change::Remove(Key::Prompt(prompt_id(0)))];
    killed_after(&[vec![put_person(person(1, "Ana")), put_person(person(2, "Luis"))], logged, taken_back]);
}
