//! Bringing people in: nobody is doubled, nothing is lost, and what was read twice changes nothing.

use std::sync::Arc;

use kith_app::{
    App, AppError, Choice, Choices, Form, ImportReport, Importing, Readers, Step, StillClock, Version,
    parse_moment,
};
use kith_core::{Circle, Mode, PersonId, merge};
use rstest::rstest;
use tempfile::TempDir;

/// A book, and a clock that stands at Sunday 22 November 2026, nine in the morning in Madrid. Numbers are Spanish.
struct Desk {
    app: App,
    _home: TempDir,
}

impl Desk {
    fn new() -> Desk {
        let home = tempfile::tempdir().expect("a folder");
        let moment = parse_moment("2026-11-22T09:00:00[Europe/Madrid]", chrono_tz::UTC).expect("a moment");
        let app = App::open(home.path(), Arc::new(StillClock::new(moment))).expect("a book");
        app.change_settings(|settings| settings.locale = Some("es-ES".to_owned())).expect("settings");
        Desk { app, _home: home }
    }

    fn import(&self, file: &str) -> ImportReport {
        self.app.import_file(file.as_bytes()).expect("imported")
    }

    fn names(&self) -> Vec<String> {
        let list = self.app.people(&kith_app::PeopleQuery::default());
        list.people.into_iter().map(|listed| listed.row.name).collect()
    }

    fn called(&self, name: &str) -> PersonId {
        let list = self.app.people(&kith_app::PeopleQuery::default());
        list.people.into_iter().find(|listed| listed.row.name == name).expect("somebody").row.id
    }

    fn everybody(&self) -> String {
        self.app.export_people(Form::Vcard(Version::V4), None).expect("cards")
    }
}

fn card(lines: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\n{}\r\nEND:VCARD\r\n", lines.replace('\n', "\r\n"))
}

/// How many are new, changed, the same, and perhaps somebody else.
fn came(report: &ImportReport) -> [usize; 4] {
    [report.added.len(), report.changed.len(), report.same, report.duplicates.len()]
}

#[test]
fn nobody_is_brought_in_before_what_the_book_is_now_is_kept() {
    let desk = Desk::new();
    desk.import(&card("FN:Ana Ruiz"));
    let snapshots = desk.app.backup_status().folder;
    std::fs::remove_dir_all(&snapshots).expect("removed");
    std::fs::write(&snapshots, "in the way").expect("written");
    let refused = desk.app.import_file(card("FN:Luis Gil").as_bytes());
    assert!(matches!(refused, Err(AppError::Backup(_))), "{refused:?}");
    assert_eq!(desk.names(), ["Ana Ruiz"]);
    std::fs::remove_file(&snapshots).expect("removed");
    desk.import(&card("FN:Luis Gil"));
    assert_eq!(desk.names().len(), 2);
}

#[rstest]
#[case::by_uid("FN:Ana Ruiz\nUID:u-1\nTEL:600 111 222", "FN:Anita\nUID:u-1\nEMAIL:ana@example.org", [0, 1, 0, 0])]
#[case::by_name_and_number("FN:Ana Ruiz\nTEL:600 111 222", "FN:ana ruiz\nTEL:+34600111222", [0, 1, 0, 0])]
#[case::by_name_and_mail("FN:Ana Ruiz\nEMAIL:ana@example.org", "FN:Ana Ruiz\nEMAIL:ANA@example.org", [0, 0, 1, 0])]
#[case::by_name_alone_and_nothing_else("FN:Ana Ruiz", "FN:Ana Ruiz", [0, 0, 1, 0])]
#[case::perhaps_by_name("FN:Ana Ruiz\nTEL:600 111 222", "FN:Ana Ruiz\nTEL:600 333 444", [1, 0, 0, 1])]
#[case::perhaps_by_mail("FN:Ana Ruiz\nEMAIL:we@example.org", "FN:Luis Ferrer\nEMAIL:we@example.org", [1, 0, 0, 1])]
#[case::not_at_all("FN:Ana Ruiz\nTEL:600 111 222", "FN:Zoë\nTEL:600 333 444", [1, 0, 0, 0])]
fn who_is_in_the_book_already_is_known_again(
    #[case] book: &str,
    #[case] file: &str,
    #[case] expected: [usize; 4],
) {
    let desk = Desk::new();
    desk.import(&card(book));
    assert_eq!(came(&desk.import(&card(file))), expected);
}

#[test]
fn who_is_known_again_is_told_more_of_and_keeps_what_they_had() {
    let desk = Desk::new();
    desk.import(&card("FN:Ana Ruiz\nUID:u-1\nTEL:600 111 222\nNOTE:the sea"));
    let report = desk.import(&card("FN:Anita Ruiz\nUID:u-1\nEMAIL:ana@example.org\nX-SIGN:pisces"));
    assert_eq!(report.changed, [(desk.called("Ana Ruiz"), "Ana Ruiz".to_owned())]);
    let ana = desk.app.person(desk.called("Ana Ruiz"), 0).expect("Ana").person;
    assert_eq!((ana.phones.len(), ana.emails.len(), ana.note.as_str()), (1, 1, "the sea"));
    assert_eq!(ana.nicknames, ["Anita Ruiz"]);
    assert!(ana.vcard.contains(&"X-SIGN:pisces".to_owned()), "{:?}", ana.vcard);
}

#[test]
fn who_comes_and_who_is_told_more_of_is_found_in_the_files() {
    let desk = Desk::new();
    desk.import(&card("FN:Ana Ruiz\nUID:u-1"));
    let (one, two) = (card("FN:Luis"), card("FN:Zoë") + &card("FN:Anita\nUID:u-1"));
    let held = desk.app.read_files(&[one.as_bytes(), two.as_bytes()], None, &|_| true).expect("read");
    let report = desk.app.preview_import(&held, &Choices::new()).expect("a preview");
    let at = |people: &[(PersonId, String)]| people.iter().map(|(id, _)| report.at[id]).collect::<Vec<_>>();
    assert_eq!((at(&report.added), at(&report.changed)), (vec![(0, 1), (1, 1)], vec![(1, 5)]));
}

/// The header of a PNG of 5,000 by 5,000 pixels, none of which come.
const LARGE: &str = "iVBORw0KGgoAAAANSUhEUgAAE4gAABOICAYAAABdmIfLAAAAAElEQVQ1rwYeAAAAAElFTkSuQmCC";
const SMALL: &str = "R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw==";

#[test]
fn pictures_that_would_take_minutes_to_look_at_are_left_out_and_the_people_come() {
    let desk = Desk::new();
    let with = |name: &str, picture: &str| card(&format!("FN:{name}\nPHOTO;ENCODING=b:{picture}"));
    let bombs: String = (0..21).map(|at| with(&format!("Person {at}"), LARGE)).collect();
    let report = desk.import(&(with("Ana", SMALL) + &bombs + &with("Luis", SMALL)));
    assert_eq!((report.added.len(), report.left_out.len()), (23, 22));
    let has = |name: &str| desk.app.photo(desk.called(name)).expect("a book").is_some();
    assert_eq!((has("Ana"), has("Luis")), (true, false));
}

#[test]
fn importing_exporting_and_importing_again_changes_nothing() {
    let desk = Desk::new();
    let file = card(
        "FN:Ana Ruiz\nTEL;TYPE=cell:600 111 222\nitem1.X-ABLABEL:Sailing\nitem1.URL:https://sea.example",
    ) + &card("FN:Ana Ruiz\nTEL:600 333 444\nBDAY:--0229\nANNIVERSARY:20110917")
        + &card("FN:Zoë\nCATEGORIES:close,choir");
    desk.import(&file);
    let before = desk.everybody();
    for again in [&file, &before] {
        let report = desk.import(again);
        assert_eq!(came(&report), [0, 0, 3, 0], "{report:?}");
        assert_eq!(desk.everybody(), before);
    }
    let other = Desk::new();
    other.import(&before);
    assert_eq!(other.everybody(), before);
}

#[rstest]
#[case(Choice::Both, 3)]
#[case(Choice::One, 2)]
#[case(Choice::LeaveOut, 2)]
fn who_may_be_in_the_book_is_asked_about(#[case] choice: Choice, #[case] people: usize) {
    let desk = Desk::new();
    desk.import(&card("FN:Ana Ruiz\nTEL:600 111 222"));
    let file = card("FN:Luis") + &card("FN:Ana Ruiz\nTEL:600 333 444");
    let held = desk.app.read_files(&[file.as_bytes()], None, &|_| true).expect("read");
    let before = desk.everybody();
    let preview = desk.app.preview_import(&held, &Choices::new()).expect("a preview");
    assert_eq!(desk.everybody(), before, "a preview changes nothing");
    let [likely] = &preview.duplicates[..] else { panic!("{preview:?}") };
    assert_eq!((likely.entry, likely.at, likely.known_as.as_str()), (1, (0, 5), "Ana Ruiz"));
    let report = desk.app.import(&held, &Choices::from([(likely.entry, choice)])).expect("imported");
    assert_eq!(report.duplicates[0].choice, choice);
    assert_eq!(desk.names().len(), people);
    let numbers = desk.app.person(desk.called("Ana Ruiz"), 0).expect("Ana").person.phones.len();
    assert_eq!(numbers, if choice == Choice::One { 2 } else { 1 });
}

#[test]
fn an_import_of_several_files_is_one_act_and_is_taken_back_as_one() {
    let desk = Desk::new();
    let table = "First Name,Last Name,E-mail 1 - Value\r\nMara,Keller,mara@example.org\r\n";
    let cards = card("FN:Ana Ruiz");
    let held = desk.app.read_files(&[cards.as_bytes(), table.as_bytes()], None, &|_| true).expect("read");
    assert_eq!(desk.app.import(&held, &Choices::new()).expect("imported").added.len(), 2);
    assert_eq!(desk.names(), ["Ana Ruiz", "Mara Keller"]);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.names(), Vec::<String>::new());
}

#[test]
fn history_comes_along_once() {
    let desk = Desk::new();
    let file = "### Activities:\n- 2026-10-04: Coffee with **Ana Ruiz** and **Luis**.\n\n### Notes:\n\n### Friends:\n- Ana Ruiz\n- Luis\n\n### Locations:\n";
    assert_eq!(desk.import(file).check_ins, 1);
    let again = desk.import(file);
    assert_eq!((came(&again), again.check_ins), ([0, 0, 2, 0], 0));
    let page = desk.app.person(desk.called("Ana Ruiz"), 9).expect("Ana");
    assert_eq!(page.history.len(), 1);
    assert_eq!(page.history[0].mode, Mode::InPerson);
}

#[test]
fn another_book_comes_in_and_this_one_stays() {
    let (desk, other) = (Desk::new(), Desk::new());
    desk.import(&card("FN:Zoë"));
    other.import(&card("FN:Ana Ruiz\nTEL:600 111 222"));
    let mut book = Vec::new();
    other.app.export_book(&mut book, Readers::Everybody, None).expect("a book");
    let report = desk.app.import_file(&book).expect("imported");
    assert_eq!(came(&report), [1, 0, 0, 0]);
    assert_eq!(desk.names(), ["Ana Ruiz", "Zoë"]);
    assert_eq!(came(&desk.app.import_file(&book).expect("imported")), [0, 0, 0, 0]);
}

#[test]
fn giving_up_while_it_is_read_leaves_nothing_behind() {
    let desk = Desk::new();
    let file: String = (0..3000).map(|n| card(&format!("FN:Person {n}"))).collect();
    let read = desk.app.read_files(&[file.as_bytes()], None, &|progress| progress.people < 1000);
    assert!(matches!(read, Err(AppError::Import(kith_app::ReadError::Cancelled))), "{read:?}");
    assert_eq!(desk.names().len(), 0);
}

#[test]
fn an_import_runs_beside_the_page_and_asks_for_columns_it_cannot_guess() {
    let desk = Desk::new();
    let table = "alpha;beta\r\nAna Ruiz;600 111 222\r\n".as_bytes().to_vec();
    let importing = Importing::begin(&desk.app, vec![table]);
    let Step::Columns(guess) = settled(&importing) else { panic!("nobody knows what alpha is") };
    let mut mapping = guess.mapping.clone();
    mapping.columns[0].to = kith_app::ColumnOf::Name;
    importing.read_with(&desk.app, Some(mapping));
    assert!(matches!(settled(&importing), Step::Read(held) if held.people() == 1));
    importing.finish(&desk.app, &Choices::new()).expect("imported");
    assert_eq!(desk.names(), ["Ana Ruiz"]);
}

/// Where an import stands once its thread is done.
fn settled(importing: &Importing) -> Step {
    loop {
        match importing.step() {
            Step::Reading(_) => std::thread::yield_now(),
            step => return step,
        }
    }
}

#[test]
fn whoever_came_with_others_waits_to_be_sorted_one_after_the_other() {
    let desk = Desk::new();
    desk.import(&(card("FN:Ana Ruiz") + &card("FN:Luis\nCATEGORIES:inner") + &card("FN:Zoë")));
    assert_eq!(desk.app.sorting().waiting, 2, "Luis came with a circle");
    let first = desk.app.sorting().next.expect("somebody");
    let sorted = desk.app.sort(first, Some(Circle::Close)).expect("sorted");
    assert_eq!(sorted.circle, Some(Circle::Close));
    assert!(sorted.circle_first.is_some(), "and has a day to begin with");
    let second = desk.app.sorting().next.expect("somebody");
    desk.app.sort(second, None).expect("sorted");
    assert_eq!(desk.app.sorting().next, None);
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.app.sorting().next, Some(second));
}

#[test]
fn two_records_become_one_person_with_both_pasts() {
    let desk = Desk::new();
    let history = "### Activities:\n- 2026-10-04: Coffee with **Ana Ruiz** and **Luis**.\n- 2026-10-05: A walk with **Anita Ruiz**.\n\n### Notes:\n\n### Friends:\n- Ana Ruiz\n- Anita Ruiz\n- Luis\n\n### Locations:\n";
    desk.import(history);
    let (ana, anita) = (desk.called("Ana Ruiz"), desk.called("Anita Ruiz"));
    let before = desk.everybody();
    let person = desk.app.merge_people(ana, anita, &merge::Choice::default()).expect("merged");
    assert_eq!((person.id, person.nicknames.as_slice()), (ana, &["Anita Ruiz".to_owned()][..]));
    assert_eq!(desk.app.person(ana, 9).expect("Ana").history.len(), 2);
    assert!(matches!(desk.app.person(anita, 9), Err(AppError::Gone(_))));
    desk.app.undo(None).expect("undone");
    assert_eq!(desk.everybody(), before);
    assert_eq!(desk.app.person(anita, 9).expect("Anita").history.len(), 1);
}

#[test]
fn who_was_said_to_be_two_is_not_asked_about_again() {
    let desk = Desk::new();
    desk.import(&(card("FN:Ana Ruiz\nTEL:600 111 222") + &card("FN:Ana Ruíz\nTEL:600 333 444")));
    let [pair] = &desk.app.duplicates().expect("pairs")[..] else { panic!("one pair") };
    desk.app.are_two(pair.b, pair.a).expect("said");
    assert_eq!(desk.app.duplicates().expect("pairs"), []);
}

#[test]
fn who_was_said_to_be_two_is_not_asked_about_when_one_of_them_is_merged_with_a_third() {
    for (kept_two, gone_two) in [(0, 1), (1, 0)] {
        let desk = Desk::new();
        desk.import(&(card("FN:Ana Ruiz\nTEL:600 111 222") + &card("FN:Ana Ruíz\nTEL:600 333 444")));
        let [pair] = &desk.app.duplicates().expect("pairs")[..] else { panic!("one pair") };
        let two = [pair.a, pair.b];
        desk.app.are_two(two[kept_two], two[gone_two]).expect("said");
        let third = desk.app.add_person("Luis", |_| {}).expect("added").id;
        desk.app.merge_people(third, two[1], &merge::Choice::default()).expect("merged");
        assert_eq!(desk.app.duplicates().expect("pairs"), []);
    }
}

#[test]
fn two_with_similar_names_who_share_a_number_are_not_made_one_without_a_word() {
    let desk = Desk::new();
    desk.import(&card("FN:Ana Ruiz\nTEL:600 111 222"));
    let report = desk.import(&card("FN:Anna Ruiz\nTEL:600 111 222"));
    assert_eq!((report.added.len(), report.duplicates.len()), (1, 1));
    let same = desk.import(&card("FN:ANA RUÍZ\nTEL:600 111 222"));
    assert_eq!((same.added.len(), same.duplicates.len()), (0, 0));
}
