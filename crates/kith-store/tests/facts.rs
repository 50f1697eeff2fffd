//! What is counted of all check-ins: each as it stands, once, in a plain book and in a locked one.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::*;
use kith_core::insights::Fact;
use kith_key::{Cost, Key, Lock};
use kith_store::{Book, Change, Key as Of};

fn facts(book: &Book) -> Vec<Fact> {
    let mut facts = Vec::new();
    book.each_check_in(&mut |fact| facts.push(fact.clone())).unwrap();
    facts.sort_by_key(|fact| fact.id);
    facts
}

#[test]
fn each_check_in_is_told_once_as_it_stands_also_after_the_book_is_locked() {
    let home = tempfile::tempdir().unwrap();
    let book = Book::open(home.path()).unwrap();
    assert_eq!(facts(&book), []);
    book.commit(act((1..=3).map(|n| put_person(person(n, "somebody"))).collect())).unwrap();
    book.commit(act((1..=20).map(|n| put_check_in(check_in(n, &[1, 2], n.into()))).collect())).unwrap();
    let corrected = kith_core::CheckIn { minutes: None, ..check_in(4, &[2, 3], 90) };
    book.commit(act(vec![put_check_in(corrected.clone())])).unwrap();
    book.commit(act(vec![Change::Remove(Of::CheckIn(check_in_id(5)))])).unwrap();
    let kept = (1..=20).filter(|n| *n != 5);
    let expected: Vec<Fact> = kept
        .map(|n| match n {
            4 => Fact::from(&corrected),
            _ => Fact::from(&check_in(n, &[1, 2], n.into())),
        })
        .collect();
    assert_eq!(facts(&book), expected);
    drop(book);

    let key = Key::random().unwrap();
    let (lock, _) = Lock::new(&key, "a long walk", Cost::TEST).unwrap();
    Book::put_lock(home.path(), &key, &lock).unwrap();
    let book = Book::open_with(home.path(), &key).unwrap();
    assert_eq!(facts(&book), expected);
}
