//! What the columns of a table are, by what they are called. Each program has its names, and some have them in the
//! language of whoever exported; what is known of all of them is one list of words here.

use std::collections::HashMap;

use super::{Column, Mapping, Target};
use crate::Kind;

/// Which program wrote a table with these columns; `None` when it is none that is known.
pub(super) fn program(header: &[String]) -> Option<Kind> {
    let names: Vec<String> = header.iter().map(|name| plain(name)).collect();
    let has = |name: &str| names.iter().any(|known| known == name);
    let numbered = header.iter().filter(|name| numbered(name).is_some()).count();
    match () {
        () if has("connectedon") && (has("firstname") || has("lastname")) => Some(Kind::LinkedInCsv),
        () if numbered > 1 || (has("givenname") && has("familyname") && has("groupmembership")) => {
            Some(Kind::GoogleCsv)
        }
        () if has("firstname") && has("labels") && has("fileas") => Some(Kind::GoogleCsv),
        () if has("primaryemail") && has("displayname") => Some(Kind::ThunderbirdCsv),
        () if has("emailaddress") && (has("businessphone") || has("businessstreet") || has("homestreet")) => {
            Some(Kind::OutlookCsv)
        }
        () => None,
    }
}

/// What the columns seem to be.
pub(super) fn mapping(kind: Kind, header: &[String]) -> Mapping {
    let mut sets = Sets::default();
    let mut columns: Vec<Column> = header.iter().map(|name| column(kind, name, &mut sets)).collect();
    // "Birth Day" beside "Birth Month" is the day of the month.
    if columns.iter().any(|column| column.to == Target::BirthMonth) {
        columns
            .iter_mut()
            .filter(|column| column.to == Target::Birthday)
            .for_each(|column| column.to = Target::BirthDay);
    }
    Mapping { columns }
}

/// What a column without a name is called.
pub(super) fn unnamed(at: usize) -> String {
    format!("Column {}", at + 1)
}

/// Whether somebody can be named by it.
pub(super) fn names_people(mapping: &Mapping) -> bool {
    let naming =
        [Target::Name, Target::Given, Target::Family, Target::Email, Target::Organization, Target::Nickname];
    mapping.columns.iter().any(|column| naming.contains(&column.to))
}

/// The numbers of the sets, by what they are sets of.
#[derive(Default)]
struct Sets(HashMap<String, u16>);

impl Sets {
    fn of(&mut self, what: String) -> u16 {
        let next = u16::try_from(self.0.len() + 1).unwrap_or(u16::MAX);
        *self.0.entry(what).or_insert(next)
    }
}

fn column(kind: Kind, name: &str, sets: &mut Sets) -> Column {
    if kind == Kind::GoogleCsv
        && let Some(column) = google(name, sets)
    {
        return column;
    }
    let name = plain(name);
    match (kind, name.as_str()) {
        // Outlook's title goes before a name, and its job is a job title.
        (Kind::OutlookCsv, "title") => return Column::of(Target::Prefix),
        (Kind::GoogleCsv, "photo") => return Column::of(Target::Photo),
        (Kind::GoogleCsv, "name") => return Column::of(Target::Name),
        // Among the others it may be anybody's column; Google's tells when and how it was written.
        (Kind::LinkedInCsv, "url") => {
            return Column { to: Target::Link, label: Some("linkedin".to_owned()), set: 0 };
        }
        _ => {}
    }
    by_words(&name, sets)
}

/// `E-mail 2 - Value`: what, which, and which part of it.
fn numbered(name: &str) -> Option<(&str, &str, &str)> {
    let (what, part) = name.trim().split_once(" - ")?;
    let (what, number) = what.rsplit_once(' ')?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some((what, number, part))
}

/// The numbered columns of Google, of both generations.
fn google(name: &str, sets: &mut Sets) -> Option<Column> {
    let (what, number, part) = numbered(name)?;
    let (what, part) = (plain(what), plain(part));
    let to = match (what.as_str(), part.as_str()) {
        ("email" | "phone" | "address" | "website" | "event" | "customfield", "type" | "label") => {
            Target::Label
        }
        ("email", "value") => Target::Email,
        ("phone", "value") => Target::Phone,
        ("website", "value") => Target::Link,
        ("event", "value") => Target::Event,
        ("customfield", "value") => Target::Custom,
        ("address", "formatted") => Target::Address,
        ("address", "street") => Target::Street,
        ("address", "city") => Target::City,
        ("address", "pobox") => Target::PoBox,
        ("address", "region") => Target::Region,
        ("address", "postalcode") => Target::PostalCode,
        ("address", "country") => Target::Country,
        ("address", "extendedaddress") => Target::Extended,
        ("organization", "name") if number == "1" => Target::Organization,
        ("organization", "title") if number == "1" => Target::Title,
        ("organization", "department") if number == "1" => Target::Department,
        _ => Target::Keep,
    };
    let set = match to {
        Target::Keep => 0,
        _ => sets.of(format!("{what} {number}")),
    };
    Some(Column { to, label: None, set })
}

/// Words for what a column holds, in lower case without blanks and signs, each for columns that are called so.
#[rustfmt::skip]
const WHOLE: &[(Target, &[&str])] = &[
    (Target::Name, &["name", "fullname", "displayname", "contact", "contactname", "person", "nombrecompleto", "nomcomplet", "nomecompleto", "anzeigename", "volledigenaam", "weergavenaam", "naam", "名前", "氏名", "姓名"]),
    (Target::Given, &["firstname", "givenname", "first", "given", "forename", "vorname", "prenom", "prénom", "nombre", "nome", "primeironome", "voornaam", "fornavn", "förnamn", "etunimi", "imię", "имя", "名"]),
    (Target::Middle, &["middlename", "middle", "additionalname", "middleinitial", "zweitervorname", "weiterevornamen", "segundonombre", "deuxièmeprénom"]),
    (Target::Family, &["lastname", "familyname", "surname", "last", "family", "nachname", "familienname", "nom", "nomdefamille", "apellido", "apellidos", "cognome", "sobrenome", "apelido", "achternaam", "etternavn", "efternamn", "efternavn", "sukunimi", "nazwisko", "фамилия", "姓"]),
    (Target::Prefix, &["nameprefix", "prefix", "honorific", "salutation", "anrede", "titre", "tratamiento"]),
    (Target::Suffix, &["namesuffix", "suffix", "suffixe", "sufijo", "namenszusatz"]),
    (Target::Nickname, &["nickname", "nicknames", "nick", "alias", "spitzname", "surnom", "apodo", "soprannome", "bijnaam"]),
    (Target::Organization, &["organization", "organisation", "organizationname", "company", "companyname", "employer", "firma", "unternehmen", "société", "societe", "entreprise", "empresa", "azienda", "società", "bedrijf", "organización", "organizacion", "compañía", "organizzazione", "organização", "会社"]),
    (Target::Department, &["department", "organizationdepartment", "abteilung", "service", "departamento", "reparto", "afdeling"]),
    (Target::Title, &["title", "jobtitle", "job", "position", "role", "occupation", "organizationtitle", "beruf", "fonction", "poste", "cargo", "puesto", "functie"]),
    (Target::Birthday, &["birthday", "birthdate", "dateofbirth", "dob", "bday", "geburtstag", "geburtsdatum", "anniversaire", "datedenaissance", "cumpleaños", "fechadenacimiento", "compleanno", "datadinascita", "aniversário", "datadenascimento", "verjaardag", "geboortedatum", "誕生日", "生日"]),
    (Target::BirthDay, &["birthdayday", "geburtstagtag"]),
    (Target::BirthMonth, &["birthmonth", "geburtsmonat"]),
    (Target::BirthYear, &["birthyear", "yearofbirth", "geburtsjahr"]),
    (Target::Anniversary, &["anniversary", "weddinganniversary", "weddingday", "hochzeitstag", "jahrestag", "aniversario", "anniversariodimatrimonio", "anniversairedemariage", "anniversairedemariageoufête"]),
    (Target::Note, &["note", "notes", "comment", "comments", "remarks", "notizen", "notiz", "bemerkungen", "remarques", "notas", "appunti", "notities", "opmerkingen", "memo"]),
    (Target::Labels, &["labels", "label", "groups", "group", "groupmembership", "categories", "category", "tags", "tag", "circle", "gruppen", "kategorien", "groupes", "catégories", "grupos", "categorías", "categorias", "gruppi", "groepen"]),
    (Target::Zone, &["timezone", "tz", "zeitzone", "fuseauhoraire", "zonahoraria"]),
    (Target::Uid, &["uid", "uuid"]),
    (Target::Photo, &["photo", "photourl", "picture"]),
];

/// Words for a number, an address and so on, which may come with a word for what it is for, and a number.
#[rustfmt::skip]
const REACH: &[(Target, &[&str])] = &[
    (Target::Extended, &["address2", "address3", "addressline2"]),
    (Target::PoBox, &["pobox", "postfach"]),
    (Target::PostalCode, &["postalcode", "zipcode", "zip", "postcode", "plz", "postleitzahl", "codepostal", "códigopostal", "codigopostal", "cap", "cep"]),
    (Target::City, &["city", "town", "locality", "stadt", "ort", "ville", "ciudad", "città", "cidade", "plaats", "stad", "woonplaats", "wohnort"]),
    (Target::Region, &["state", "region", "province", "county", "bundesland", "provincia", "estado", "stateorprovince", "estadooprovincia", "provinciaoestado", "bundeslandkanton", "déprégion"]),
    (Target::Country, &["country", "countryregion", "land", "pays", "país", "pais", "paese", "landregion", "paísoregión", "paisoregion", "paysrégion"]),
    (Target::Street, &["street", "streetaddress", "addressline1", "straße", "strasse", "rue", "calle", "via", "rua", "straat", "address1"]),
    (Target::Address, &["address", "postaladdress", "mailingaddress", "adresse", "anschrift", "dirección", "direccion", "indirizzo", "endereço", "adres", "住所", "地址"]),
    (Target::Email, &["email", "emailaddress", "mail", "emails", "emailadresse", "emailadres", "courriel", "correo", "correoelectrónico", "correoelectronico", "primaryemail", "secondaryemail", "direccióndecorreoelectrónico", "direcciondecorreoelectronico", "direccióndecorreo", "adressedemessagerie", "adresseemail", "adressemail", "indirizzoemail", "indirizzodipostaelettronica", "endereçodeemail", "メール", "邮箱"]),
    (Target::Link, &["website", "webpage", "web", "url", "homepage", "link", "profile", "webseite", "siteweb", "sitioweb", "sito", "páginaweb", "pageweb", "paginaweb"]),
    (Target::Phone, &["phone", "phonenumber", "telephone", "tel", "telefon", "telefonnummer", "téléphone", "telephonenumber", "teléfono", "telefono", "telefone", "telefoon", "number", "rufnummer", "festnetz", "festnetznummer", "teléfonofijo", "telefonofijo", "númerodeteléfono", "tél", "téléphonefixe", "電話", "电话"]),
];

/// Words for numbers that say both, and what they are called in Kith.
#[rustfmt::skip]
const DEVICES: &[(&str, &[&str])] = &[
    ("cell", &["mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "handy", "mobil", "mobiltelefon", "móvil", "movil", "cellulare", "celular", "portable", "mobiel", "handynummer", "mobilnummer", "mobiltelefonnummer", "teléfonomóvil", "telefonomovil", "teléfonocelular", "télmobile", "telmobile", "téléphonemobile", "téléphoneportable", "telefonocellulare", "telemóvel", "携帯"]),
    ("fax", &["fax", "faxnumber", "faxnummer", "homefax", "otherfax", "faxprivat", "faxparticular", "télécopie", "télécopiedomicile"]),
    ("work fax", &["businessfax", "workfax", "faxgeschäftlich", "faxdeltrabajo", "télécopiebureau"]),
    ("home", &["particular"]),
    ("pager", &["pager", "pagernumber"]),
    ("car", &["carphone"]),
    ("assistant", &["assistantsphone"]),
    ("main", &["companymainphone", "primaryphone"]),
    ("callback", &["callback"]),
    ("radio", &["radiophone"]),
    ("textphone", &["ttytddphone"]),
];

/// Words for what a number or an address is for, those of several words before the last of them.
#[rustfmt::skip]
const PLACES: &[(&str, &[&str])] = &[
    ("home", &["home", "personal", "private", "privat", "domicile", "casa", "particular", "thuis", "deresidencia", "residencial", "abitazione"]),
    ("work", &["work", "business", "office", "company", "geschäftlich", "dienstlich", "arbeit", "dutravail", "travail", "dubureau", "bureau", "deltrabajo", "detrabajo", "trabajo", "ufficio", "dotrabalho", "trabalho", "comercial", "werk"]),
    ("other", &["other", "weitere", "andere", "autre", "otro", "altro", "outro"]),
];

fn by_words(name: &str, sets: &mut Sets) -> Column {
    if let Some((to, _)) = WHOLE.iter().find(|(_, words)| words.contains(&name)) {
        return Column::of(*to);
    }
    let unnumbered = name.trim_end_matches(|c: char| c.is_ascii_digit());
    if let Some((label, _)) = DEVICES.iter().find(|(_, words)| words.contains(&unnumbered)) {
        return Column { to: Target::Phone, label: Some((*label).to_owned()), set: 0 };
    }
    let (label, rest) = place(name);
    if let Some(column) = reach(rest, label, sets) {
        return column;
    }
    // "E-mail 2 Address", "Telefon privat 2": the number stands between, or behind.
    let (number, numberless): (String, String) = name.chars().partition(char::is_ascii_digit);
    let (label, rest) = place(&numberless);
    let Some(column) = reach(rest, label, sets).filter(|_| matches!(number.len(), 1 | 2)) else {
        return Column::default();
    };
    match (column.to, number.as_str()) {
        // The next line of the same address.
        (Target::Street, "2" | "3") => Column { to: Target::Extended, ..column },
        _ if column.set > 0 => Column { set: sets.of(format!("address {label:?} {number}")), ..column },
        _ => column,
    }
}

fn reach(name: &str, label: Option<&str>, sets: &mut Sets) -> Option<Column> {
    let (to, _) = REACH.iter().find(|(_, words)| words.contains(&name))?;
    let is_part = !matches!(to, Target::Phone | Target::Email | Target::Link);
    let set = if is_part { sets.of(format!("address {label:?}")) } else { 0 };
    Some(Column { to: *to, label: label.map(str::to_owned), set })
}

/// The word before or behind that says what it is for, and the rest.
fn place(name: &str) -> (Option<&'static str>, &str) {
    let places = PLACES.iter().flat_map(|(label, words)| words.iter().map(move |word| (*label, *word)));
    for (label, word) in places {
        let rest = name.strip_prefix(word).or_else(|| name.strip_suffix(word));
        if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
            return (Some(label), rest);
        }
    }
    (None, name)
}

/// A name of a column in lower case, without blanks and signs.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
