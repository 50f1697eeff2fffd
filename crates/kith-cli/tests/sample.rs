//! `kith sample`: a made-up book to look around in, and one's own again.

mod common;

use common::{Terminal, assert_refused};

#[test]
fn a_made_up_book_is_shown_until_it_is_thrown_away() {
    let terminal = Terminal::new();
    terminal.json(&["people", "add", "Ana"]);
    let begun = terminal.kith(&["sample"]);
    assert!(begun.code == 0 && begun.out.contains("40 made-up people"), "{begun:?}");
    let people = terminal.kith(&["people", "list"]);
    assert!(people.out.contains("Nora Lindqvist") && people.err.contains("Everybody in here is made up"));
    // One of the forty has died, and is in no list.
    assert_eq!(terminal.json(&["people", "list"]).as_array().expect("people").len(), 39);
    assert_refused(&terminal.kith(&["--json", "sample"]), 1, "made-up book");
    assert_eq!(terminal.json(&["sample", "--throw-away"])["sample"], false);
    let people = terminal.json(&["people", "list"]);
    assert_eq!((people.as_array().expect("people").len(), &people[0]["name"]), (1, &"Ana".into()));
    assert_refused(&terminal.kith(&["sample", "--throw-away"]), 1, "no made-up book");
}
