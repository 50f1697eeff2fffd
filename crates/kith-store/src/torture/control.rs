//! The other way round: a book that breaks its word is caught. Without this nobody knows what the rest is worth.

use rstest::rstest;

use super::{crash::end_the_world, recorder::Breach, script::Script, session::play};

#[rstest]
#[case::acknowledging_before_the_sync(Breach::AcknowledgesEarly)]
#[case::renaming_before_the_sync(Breach::RenamesEarly)]
#[case::forgetting_to_sync_a_folder(Breach::ForgetsFolders)]
fn a_book_that_breaks_its_word_is_caught(#[case] breach: Breach) {
    let report = end_the_world(&play(Script { breach: Some(breach), ..Script::new(7, 40) }), 1);
    println!(
        "| negative control: {breach:?} | {} books until it was caught | {:?} |",
        report.books, report.wrong
    );
    assert!(!report.wrong.is_empty(), "{report:?}");
}
