//! Tables as programs write them: what becomes of each column, and what comes back from a table of Kith.

use chrono::{DateTime, Utc};
use kith_core::{Circle, Labelled, Person};
use kith_exchange::{
    Column, Import, Kind, Mapping, Options, ReadError, Reason, Target, guess, kind_of, read, write_csv,
};
use rstest::rstest;

fn now() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

fn import(file: impl AsRef<[u8]>) -> Import {
    read(file.as_ref(), &Options::new(now(), chrono_tz::UTC)).expect("a table")
}

fn people(file: impl AsRef<[u8]>) -> Vec<Person> {
    import(file).people.into_iter().map(|imported| imported.person).collect()
}

fn labelled(value: &str, label: &str) -> Labelled {
    Labelled { value: value.into(), label: Some(label.into()) }
}

const GOOGLE_OLD: &str = "Name,Given Name,Additional Name,Family Name,Nickname,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Address 1 - Type,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title,Organization 1 - Department,Website 1 - Type,Website 1 - Value,Custom Field 1 - Type,Custom Field 1 - Value\n\
Ana Ruiz,Ana,,Ruiz,Anita, --05-14,\"Likes figs\nand plums\",* myContacts ::: Close,* Home,ana@example.org,Mobile,+34 555 0100 ::: +34 555 0101,Home,\"Calle Mayor 1\nMadrid\n28013\",Calle Mayor 1,Madrid,,,28013,,,,Panadería Sol,Baker,Bread,Profile,https://example.org/ana,Shoe size,38\n";

#[test]
fn a_table_of_google_before_2024_is_read() {
    assert_eq!(kind_of(GOOGLE_OLD.as_bytes()), Ok(Kind::GoogleCsv));
    let ana = people(GOOGLE_OLD).remove(0);
    assert_eq!(ana.name, "Ana Ruiz");
    assert_eq!(ana.nicknames, ["Anita"]);
    assert_eq!(ana.birthday, "--05-14".parse().ok());
    assert_eq!(ana.note, "Likes figs\nand plums");
    assert_eq!(ana.circle, Some(Circle::Close));
    assert_eq!(ana.emails, [labelled("ana@example.org", "home")]);
    assert_eq!(ana.phones, [labelled("+34 555 0100", "cell"), labelled("+34 555 0101", "cell")]);
    assert_eq!(ana.addresses, [labelled("Calle Mayor 1, Madrid, 28013", "home")]);
    assert_eq!(ana.organization.as_deref(), Some("Panadería Sol, Bread"));
    assert_eq!(ana.title.as_deref(), Some("Baker"));
    assert_eq!(ana.links, [labelled("https://example.org/ana", "Profile")]);
    assert!(ana.vcard.contains(&"X-KITH-KEPT:Shoe size;38".to_owned()), "{:?}", ana.vcard);
}

#[test]
fn a_table_of_google_of_today_is_read() {
    let file = "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Event 1 - Label,Event 1 - Value,Relation 1 - Label,Relation 1 - Value\n\
                Kwame,,Mensah,KWAH-mee,Dr.,,,,,,,1979-03-02,,https://example.org/k.jpg,Friends ::: Chess ::: * myContacts,* ,kwame@example.org,Home Fax,+233 555 0100,Anniversary,2009-08-08,Spouse,Ama\n";
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::GoogleCsv));
    let kwame = people(file).remove(0);
    assert_eq!(kwame.name, "Dr. Kwame Mensah");
    assert_eq!((kwame.birthday, kwame.anniversary), ("1979-03-02".parse().ok(), "2009-08-08".parse().ok()));
    assert_eq!(kwame.circle, Some(Circle::Friends));
    assert_eq!(kwame.phones, [labelled("+233 555 0100", "home fax")]);
    assert_eq!(kwame.emails, [Labelled::plain("kwame@example.org")], "a star alone is no label");
    for kept in [
        "N:Mensah;Kwame;;Dr.;",
        "CATEGORIES:Friends,Chess",
        "PHOTO:https://example.org/k.jpg",
        "X-KITH-KEPT:Phonetic First Name;KWAH-mee",
        "X-KITH-KEPT:Relation 1 - Value;Ama",
    ] {
        assert!(kwame.vcard.iter().any(|line| line == kept), "{kept} in {:?}", kwame.vcard);
    }
}

#[rstest]
#[case("Type")]
#[case("Label")]
fn events_of_google_are_the_anniversary_or_kept_by_what_they_are_called(#[case] part: &str) {
    let file = format!(
        "Name,Event 1 - {part},Event 1 - Value,Event 2 - {part},Event 2 - Value,Event 3 - {part},Event 3 - Value\n\
         Ana,Graduation,2001-05-01,* Anniversary,--06-12,Anniversary,1999-01-01\n"
    );
    let ana = people(file).remove(0);
    assert_eq!(ana.anniversary, "--06-12".parse().ok());
    assert!(ana.vcard.contains(&"X-KITH-KEPT:Graduation;2001-05-01".to_owned()), "{:?}", ana.vcard);
    assert!(ana.vcard.contains(&"ANNIVERSARY:19990101".to_owned()), "{:?}", ana.vcard);
    let mut back = people(write_csv(std::slice::from_ref(&ana)));
    back[0].id = ana.id;
    assert_eq!(back, [ana]);
}

#[test]
fn a_table_of_outlook_is_read() {
    let file = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Postal Code,Business Country/Region,Home Street,Home Street 2,Home City,Business Phone,Home Phone,Home Phone 2,Mobile Phone,Anniversary,Birthday,Categories,E-mail Address,E-mail Type,E-mail 2 Address,Notes,Spouse,Web Page\r\n\
                Ms,Ingrid,,Sørensen,,Fjord AS,,Pilot,Kaia 1,Bergen,5003,Norway,Lia 2,Flat 3,Voss,+47 555 0100,+47 555 0101,+47 555 0102,+47 555 0103,0/0/00,5/14/1990,Wider;Sailing,ingrid@example.org,SMTP,is@example.org,,Bjørn,https://example.org\r\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(file);
    assert_eq!(kind_of(&latin), Ok(Kind::OutlookCsv));
    let ingrid = people(&*latin).remove(0);
    assert_eq!(ingrid.name, "Ms Ingrid Sørensen");
    assert_eq!(ingrid.title.as_deref(), Some("Pilot"));
    let phones = ["+47 555 0100", "+47 555 0101", "+47 555 0102", "+47 555 0103"];
    let labels = ["work", "home", "home", "cell"];
    let phones: Vec<Labelled> =
        phones.iter().zip(labels).map(|(phone, label)| labelled(phone, label)).collect();
    assert_eq!(ingrid.phones, phones);
    let addresses =
        [labelled("Kaia 1, Bergen, 5003, Norway", "work"), labelled("Flat 3, Lia 2, Voss", "home")];
    assert!(addresses.iter().all(|address| ingrid.addresses.contains(address)), "{:?}", ingrid.addresses);
    assert_eq!(ingrid.birthday, "1990-05-14".parse().ok());
    assert_eq!(ingrid.anniversary, None);
    assert_eq!(ingrid.circle, Some(Circle::Wider));
    assert_eq!(ingrid.emails.len(), 2);
    assert!(ingrid.vcard.contains(&"X-KITH-KEPT:Spouse;Bjørn".to_owned()));
}

#[test]
fn the_anniversary_of_outlook_is_one() {
    let file = "First Name,E-mail Address,Home Street,Anniversary\nAna,ana@example.org,Lia 2,6/12/2010\n";
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::OutlookCsv));
    assert_eq!(people(file)[0].anniversary, "2010-06-12".parse().ok());
}

#[test]
fn a_table_of_thunderbird_is_read() {
    let file = "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Work Phone,Mobile Number,Home Address,Home City,Home ZipCode,Organization,Web Page 1,Birth Year,Birth Month,Birth Day,Custom 1,Notes\n\
                Luis,Ferrer,Luis Ferrer i Pons,Lu,luis@example.org,lf@example.org,+34 1,+34 2,Carrer 5,Palma,07001,Port,https://example.org,,2,29,left-handed,\n";
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::ThunderbirdCsv));
    let luis = people(file).remove(0);
    assert_eq!(luis.name, "Luis Ferrer i Pons");
    assert_eq!(luis.birthday, "--02-29".parse().ok());
    assert_eq!(luis.addresses, [labelled("Carrer 5, Palma, 07001", "home")]);
    assert_eq!(luis.phones, [labelled("+34 1", "work"), labelled("+34 2", "cell")]);
    assert!(luis.vcard.contains(&"X-KITH-KEPT:Custom 1;left-handed".to_owned()));
}

#[rstest]
#[case(
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\nPriya,Raman,https://example.org/in/priya,,\"Figs, Inc.\",Chemist,15 Jan 2024\n"
)]
#[case(
    "Notes:\n\"When exporting your connection data, you may notice, that some of the email addresses are missing.\"\n\nFirst Name,Last Name,Email Address,Company,Position,Connected On,URL\nPriya,Raman,,\"Figs, Inc.\",Chemist,15-Jan-24,https://example.org/in/priya\n"
)]
fn the_connections_of_linkedin_are_read(#[case] file: &str) {
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::LinkedInCsv));
    let import = import(file);
    assert_eq!(import.people[0].line, file.lines().count());
    let priya = &import.people[0].person;
    assert_eq!(priya.name, "Priya Raman");
    assert_eq!(priya.organization.as_deref(), Some("Figs, Inc."));
    assert_eq!(priya.links, [labelled("https://example.org/in/priya", "linkedin")]);
    assert!(priya.vcard.iter().any(|line| line.starts_with("X-KITH-KEPT:Connected On;15")));
}

#[rstest]
#[case(
    "Vorname;Nachname;Telefon privat;Geburtstag\nJörg;Müller;+49 555;14.05.1990\n",
    "Jörg Müller",
    Some("1990-05-14")
)]
#[case("sep=;\r\nName;Telefon\r\nJörg Müller;+49 555\r\n", "Jörg Müller", None)]
#[case("Nombre\tApellidos\tCumpleaños\nJosé\tSol\t31/12/1990\n", "José Sol", Some("1990-12-31"))]
#[case("name|phone|birthday\nAna|1|05/06/1990\nLuis|2|\n", "Ana", None)]
#[case("\n\nname,birthday\nAna,5/31/1990\nLuis,2/3/1991\n", "Ana", Some("1990-05-31"))]
fn any_table_is_read_by_its_header(#[case] file: &str, #[case] name: &str, #[case] birthday: Option<&str>) {
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::Csv));
    let person = people(file).remove(0);
    assert_eq!(person.name, name);
    assert_eq!(person.birthday, birthday.and_then(|day| day.parse().ok()));
    assert!(person.birthday.is_some() || !file.contains("05/06") || person.vcard[0].ends_with("05/06/1990"));
}

/// What the columns of these names seem to be, each by its field and its label.
fn fields(header: &str) -> Vec<String> {
    let guess = guess(format!("{header}\n{header}\n").as_bytes()).expect("a table");
    let field = |column: Column| match column.label {
        Some(label) => format!("{} {label}", column.to.name()),
        None => column.to.name().to_owned(),
    };
    guess.mapping.columns.into_iter().map(field).collect()
}

#[rstest]
#[case(
    "Nombre,Apellidos,Organización,Dirección de correo electrónico,Dirección de correo electrónico 2",
    "given,family,organization,email,email"
)]
#[case(
    "Nombre,Teléfono del trabajo,Teléfono del trabajo 2,Teléfono particular,Teléfono móvil,Teléfono fijo,Particular,Fax del trabajo",
    "given,phone work,phone work,phone home,phone cell,phone,phone home,phone work fax"
)]
#[case(
    "Nombre,Calle del trabajo,Calle del trabajo 2,Ciudad de trabajo,Código postal del trabajo,País o región del trabajo",
    "given,street work,extended work,city work,postal-code work,country work"
)]
#[case(
    "Nombre,Calle particular,Ciudad de residencia,Código postal particular,País o región particular,Página web",
    "given,street home,city home,postal-code home,country home,link"
)]
#[case(
    "Name,Handynummer,Mobiltelefon,Mobiltelefon 2,Telefon geschäftlich 2,Fax geschäftlich,Festnetz",
    "name,phone cell,phone cell,phone cell,phone work,phone work fax,phone"
)]
#[case("Name,Straße,PLZ,Wohnort,Land", "name,street,postal-code,city,country")]
#[case(
    "Name,Straße privat,Straße privat 2,Land/Region privat,Land/Region geschäftlich,Bundesland/Kanton privat",
    "name,street home,extended home,country home,country work,region home"
)]
#[case(
    "Nom,Adresse de messagerie,Tél. mobile,Téléphone (bureau),Téléphone 2 (bureau),Société",
    "family,email,phone cell,phone work,phone work,organization"
)]
#[case(
    "Nom,Rue (bureau),Ville,Code postal,Pays,Pays/Région (bureau)",
    "family,street work,city,postal-code,country,country work"
)]
#[case(
    "Nome,Indirizzo e-mail,Telefono cellulare,Telefono ufficio,Telefono abitazione,Città",
    "given,email,phone cell,phone work,phone home,city"
)]
#[case(
    "Nome,Endereço de e-mail,Telemóvel,Telefone do trabalho,Telefone residencial,Cidade",
    "given,email,phone cell,phone work,phone home,city"
)]
fn columns_are_known_by_what_they_are_called_in_many_languages(#[case] header: &str, #[case] wanted: &str) {
    assert_eq!(fields(header).join(","), wanted);
}

#[test]
fn the_columns_of_one_address_of_outlook_go_together_in_spanish() {
    let file = "Nombre,Calle particular,Calle particular 2,Ciudad de residencia,Código postal particular\n\
                Ana,Calle Mayor 1,2º A,Madrid,28013\n";
    assert_eq!(people(file)[0].addresses, [labelled("2º A, Calle Mayor 1, Madrid, 28013", "home")]);
}

#[test]
fn a_table_in_utf_16_without_a_mark_is_read() {
    let bytes: Vec<u8> = "Name;Phone\nAna;1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(people(bytes)[0].name, "Ana");
}

#[test]
fn columns_that_nobody_knows_are_said_by_whoever_imports() {
    let file = "wer,was,wo\nAna,555 0100,Madrid\nLuis,,\n";
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::Csv));
    assert_eq!(read(file.as_bytes(), &Options::new(now(), chrono_tz::UTC)), Err(ReadError::NoNames));
    let mut guess = guess(file.as_bytes()).expect("a table");
    assert_eq!(guess.header, ["wer", "was", "wo"]);
    assert_eq!(guess.sample[0], ["Ana", "555 0100", "Madrid"]);
    guess.mapping.columns[0].to = Target::Name;
    guess.mapping.columns[1].to = Target::Phone;
    guess.mapping.columns[2].to = Target::Skip;
    let said = serde_json::to_string(&guess.mapping).expect("JSON");
    let mapping: Mapping = serde_json::from_str(&said).expect("a mapping");
    let options = Options { mapping: Some(&mapping), ..Options::new(now(), chrono_tz::UTC) };
    let import = read(file.as_bytes(), &options).expect("a table");
    assert_eq!(import.people[0].person.phones, [Labelled::plain("555 0100")]);
    assert_eq!(import.people[0].person.vcard, Vec::<String>::new());
}

#[test]
fn a_label_that_is_read_as_several_puts_nobody_into_a_circle() {
    let person = Person { vcard: vec!["CATEGORIES:close\\;quiet".into()], ..Person::named("Grace", now()) };
    let table = write_csv(std::slice::from_ref(&person));
    assert_eq!(people(&table)[0].circle, None, "{table}");
}

#[test]
fn the_upper_of_two_headers_is_the_header_however_wide_the_lower() {
    let cell = format!("Event 1 - Value;Event 2 - Value{}", ";".repeat(50));
    let file = format!(
        "First Name,Labels,File As,E-mail 1 - Label,E-mail 1 - Value\r\nAna,{cell},,,ana@example.org\r\n"
    );
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::GoogleCsv));
    assert_eq!(people(&file)[0].emails, [Labelled::plain("ana@example.org")]);
}

/// What a table of Google's that was broken by its header leaves on a card, when the card is read again (fuzzing).
#[test]
fn a_card_whose_fields_speak_of_columns_is_a_card() {
    let file = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Kwame\r\nNOTE:E-mail 1 - Value;Phone 1 - Value;Name\r\nEND:VCARD\r\n";
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::Vcard));
    assert_eq!(people(file)[0].name, "Kwame");
}

#[rstest]
#[case("Ana Ruiz,ana@example.org,+34 555 0100,Madrid\nLuis,luis@example.org,+34 555 0101,Palma\n")]
#[case("sep=;\r\nAna Ruiz;ana@example.org;+34 555 0100;Madrid\r\n")]
#[case("\n,,,\n\"Ana Ruiz\",ana@example.org,'+34 555 0100,Madrid\n")]
fn the_first_line_of_a_table_without_a_header_is_a_person(#[case] file: &str) {
    assert_eq!(kind_of(file.as_bytes()), Ok(Kind::Csv));
    let ana = people(file).remove(0);
    assert_eq!(ana.name, "Ana Ruiz");
    assert_eq!(ana.emails, [Labelled::plain("ana@example.org")]);
    assert_eq!(ana.phones, [Labelled::plain("+34 555 0100")]);
    assert_eq!(ana.vcard, ["X-KITH-KEPT:Column 4;Madrid"]);
    assert_eq!(people(file).len(), file.matches('@').count());
    let mut guess = guess(file.as_bytes()).expect("a table");
    assert_eq!(guess.header, ["Column 1", "Column 2", "Column 3", "Column 4"]);
    assert_eq!(guess.sample[0], ["Ana Ruiz", "ana@example.org", "+34 555 0100", "Madrid"]);
    guess.mapping.columns[3].to = Target::City;
    let options = Options { mapping: Some(&guess.mapping), ..Options::new(now(), chrono_tz::UTC) };
    let ana = read(file.as_bytes(), &options).expect("a table").people.remove(0).person;
    assert_eq!(ana.addresses, [Labelled::plain("Madrid")]);
}

#[test]
fn a_name_that_is_a_word_for_a_column_makes_no_header() {
    let file = "Nick,nick@example.org\nAna,ana@example.org\n";
    assert_eq!(people(file).iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["Nick", "Ana"]);
}

#[test]
fn numbers_without_names_ask_for_the_columns() {
    let file = "28013,555 0100\n28014,555 0101\n";
    assert_eq!(read(file.as_bytes(), &Options::new(now(), chrono_tz::UTC)), Err(ReadError::NoNames));
    assert_eq!(guess(file.as_bytes()).expect("a table").sample[0], ["28013", "555 0100"]);
}

#[test]
fn rows_of_nobody_are_left_out_by_line_and_empty_ones_passed_over() {
    let import = import("Name,Phone\nAna,1\n,,\n,555\n\"Luis\nFerrer\",2\n");
    assert_eq!(import.read, 3);
    assert_eq!(
        import.left_out.iter().map(|left| (left.line, left.reason)).collect::<Vec<_>>(),
        [(4, Reason::NoName)]
    );
    assert_eq!(import.people[1].line, 5);
    assert_eq!(import.people[1].person.name, "Luis Ferrer");
}

#[test]
fn a_cell_that_a_spreadsheet_takes_for_a_formula_is_guarded_and_comes_back() {
    let person = Person {
        note: "=HYPERLINK(\"https://example.org\")".into(),
        nicknames: vec!["'+1".into()],
        phones: vec![Labelled::plain("+34 555")],
        title: Some("@home".into()),
        ..Person::named("-Ana", now())
    };
    let table = write_csv(std::slice::from_ref(&person));
    for guarded in ["'=HYPERLINK", "''+1", "'+34 555", "'@home", "'-Ana"] {
        assert!(table.contains(guarded), "{guarded} in {table}");
    }
    let mut back = people(&table);
    back[0].id = person.id;
    assert_eq!(back, [person]);
}

#[rstest]
#[case("BEGIN:VCARD\nFN:Eve\nEND:VCARD")]
#[case("### Friends:\n- Eve")]
fn a_note_that_looks_like_another_file_is_a_note(#[case] note: &str) {
    let person = Person { note: note.into(), ..Person::named("Ana", now()) };
    let mut back = people(write_csv(std::slice::from_ref(&person)));
    back[0].id = person.id;
    assert_eq!(back, [person]);
}

#[test]
fn a_picture_that_is_no_address_of_the_web_is_kept_as_it_is() {
    let file = "First Name,Last Name,File As,Photo,Labels\nAna,Ruiz,,ana.jpg,\n";
    assert!(people(file)[0].vcard.contains(&"X-KITH-KEPT:Photo;ana.jpg".to_owned()));
}

#[test]
fn what_a_column_can_be_is_called_the_same_everywhere() {
    for to in Target::ALL {
        assert_eq!(serde_json::to_value(to).expect("a name"), to.name());
    }
}
