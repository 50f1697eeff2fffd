//! Each ordeal in its small form, on the programs as they are now. The bars themselves are tried by `make torture`.

use std::path::PathBuf;

use kith_torture::{Bench, Failed, Outcome, Scale, Verdict, ordeals};
use rstest::rstest;

/// The program `kith` of this checkout, built as it is now.
fn kith() -> PathBuf {
    let build = escargot::CargoBuild::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/../../Cargo.toml"))
        .package("kith-cli")
        .bin("kith");
    build.run().expect("kith is built").path().to_owned()
}

#[rstest]
#[case::killed_while_it_is_opened(ordeals::kill::opening)]
#[case::killed_while_acts_stream_in(ordeals::kill::stream)]
#[case::one_failed_call_at_a_time(ordeals::inject::inject)]
#[case::a_full_disk(ordeals::full::full)]
#[case::a_folder_that_can_only_be_read(ordeals::read_only::read_only)]
fn the_book_loses_nothing(#[case] ordeal: fn(&Bench) -> Result<Outcome, Failed>) {
    let own = PathBuf::from(env!("CARGO_BIN_EXE_kith-torture"));
    let bench = Bench { kith: kith(), own, scale: Scale::Small, seed: 1 };
    let outcome = ordeal(&bench).expect("it is carried through");
    match outcome.verdict() {
        Verdict::Kept => {}
        // A machine that cannot try it is told so where everybody reads it, and fails nothing.
        Verdict::Skipped => println!("NOT TRIED: {}: {:?}", outcome.ordeal, outcome.skipped),
        Verdict::Broken => panic!("{}: {:#?}", outcome.ordeal, outcome.faults),
    }
}
