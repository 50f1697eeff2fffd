//! A book, a desktop that remembers what it was asked to do, and a browser without a screen.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use http::{Request, StatusCode, header};
use kith_app::{App, Day, NewCheckIn, NewPlan, StillClock, parse_moment};
use kith_core::{Circle, Labelled, Mode, PersonId, PlanId, PlanState, PlanTime};
use kith_ui::{Host, HostError, Ui};
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

pub const NOW: &str = "2026-11-22T14:20:00[Europe/Madrid]";

/// Kith with its pages open.
pub struct Kith {
    pub app: App,
    pub ui: Ui,
    pub desk: Arc<Desk>,
    clock: Arc<StillClock>,
    _home: TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    pub headers: http::HeaderMap,
    pub bytes: Vec<u8>,
    /// What came as text; empty for a picture.
    pub text: String,
    pub html: Html,
}

/// A desktop that only remembers.
#[derive(Default)]
pub struct Desk {
    pub opened: Mutex<Vec<String>>,
    pub saved: Mutex<Vec<(String, Vec<u8>)>>,
    /// Which folder is chosen when one is asked for.
    pub folder: Mutex<Option<PathBuf>>,
}

impl Host for Desk {
    fn open(&self, link: &str) -> Result<(), HostError> {
        self.opened.lock().expect("no panic").push(link.to_owned());
        Ok(())
    }
    fn save(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, HostError> {
        self.saved.lock().expect("no panic").push((name.to_owned(), bytes.to_owned()));
        Ok(Some(name.into()))
    }
    fn choose_folder(&self) -> Result<Option<PathBuf>, HostError> {
        Ok(self.folder.lock().expect("no panic").clone())
    }
    fn locale(&self) -> Option<String> {
        Some("en-GB".to_owned())
    }
    fn notify_test(&self) -> Result<(), HostError> {
        Ok(())
    }
    fn autostart(&self) -> Option<bool> {
        Some(false)
    }
    fn set_autostart(&self, _: bool) -> Result<(), HostError> {
        Err(HostError::Failed)
    }
}

impl Kith {
    /// An empty book on Sunday 22 November 2026 at 14:20 in Madrid.
    pub fn new() -> Kith {
        Kith::on(tempfile::tempdir().expect("a folder"))
    }

    /// The book in this folder, at the same time.
    pub fn on(home: TempDir) -> Kith {
        let moment = parse_moment(NOW, chrono_tz::Tz::UTC).expect("a moment");
        let clock = Arc::new(StillClock::new(moment));
        let app = App::open(home.path(), clock.clone()).expect("a book");
        app.seen();
        let desk = Arc::new(Desk::default());
        Kith { ui: Ui::new(app.clone(), desk.clone()), app, desk, clock, _home: home }
    }

    /// Closes the book, and gives its folder.
    pub fn closed(self) -> TempDir {
        let Kith { app, ui, _home: home, .. } = self;
        drop((app, ui));
        home
    }

    pub fn set_time(&self, moment: &str) {
        self.app
            .set_clock(parse_moment(moment, chrono_tz::Tz::Europe__Madrid).expect("a moment"))
            .expect("a clock to set");
    }

    /// Somebody whom you meant to call long ago.
    pub fn due(&self, name: &str) -> PersonId {
        let past = self
            .app
            .at(parse_moment("2026-01-01T12:00:00[Europe/Madrid]", chrono_tz::Tz::UTC).expect("a moment"));
        let person = past.add_person(name, |person| {
            person.circle = Some(Circle::Friends);
            person.phones = vec![Labelled::plain("+34 600 10 20 30")];
            person.zone = Some(chrono_tz::Tz::Europe__Madrid);
        });
        person.expect("a person").id
    }

    /// Somebody of whom only the name is known.
    pub fn person(&self, name: &str) -> PersonId {
        self.app.add_person(name, |_| {}).expect("a person").id
    }

    pub fn call(&self, person: PersonId, day: &str, note: &str) -> kith_core::CheckIn {
        let new = NewCheckIn {
            people: vec![person],
            mode: Mode::Voice,
            when: Some(Day { day: day.parse().expect("a day"), time: None }),
            minutes: Some(30),
            started_by: None,
            note: note.to_owned(),
            felt: None,
            promise: None,
        };
        self.app.log(&new).expect("logged").check_in
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(Request::get(address(path)).body(Vec::new()).expect("a request"))
    }

    /// Sends a form as the page would, with the token that is on every page.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("token", token.as_str())]).collect();
        self.post_as_is(path, &fields)
    }

    pub fn post_as_is(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::post(address(path))
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(body.into_bytes());
        self.send(request.expect("a request"))
    }

    /// Sends a file as the page would.
    pub fn post_file(&self, path: &str, bytes: &[u8]) -> Answer {
        let request = Request::post(address(path))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("kith-token", self.token())
            .body(bytes.to_vec());
        self.send(request.expect("a request"))
    }

    /// Sends several files in one body, as the page would.
    pub fn post_files(&self, path: &str, files: &[(&str, &[u8])]) -> Answer {
        let named = files.iter().map(|(name, bytes)| (*name, bytes.len().to_string()));
        let line = form_urlencoded::Serializer::new(String::new()).extend_pairs(named).finish();
        let all: Vec<u8> = files.iter().flat_map(|(_, bytes)| *bytes).copied().collect();
        let request = Request::post(address(path))
            .header(header::CONTENT_TYPE, "application/x-kith-files")
            .header("kith-token", self.token())
            .body([line.as_bytes(), b"\n", &all].concat());
        self.send(request.expect("a request"))
    }

    /// The page at this path, looked at again until it waits for nothing.
    pub fn settled(&self, path: &str) -> Answer {
        loop {
            let page = self.get(path);
            if !page.has("[data-refresh]") {
                return page;
            }
            std::thread::yield_now();
        }
    }

    /// Sends a form, and goes where it leads.
    pub fn post_and_follow(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields);
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.problem());
        self.get(&answer.location.expect("a place to go"))
    }

    pub fn send(&self, request: Request<Vec<u8>>) -> Answer {
        let (parts, body) = self.ui.respond(request).into_parts();
        let kind = parts.headers.get(header::CONTENT_TYPE);
        let is_text = kind.is_none_or(|kind| kind != "image/jpeg");
        let text = if is_text { String::from_utf8(body.clone()).expect("UTF-8") } else { String::new() };
        let location =
            parts.headers.get(header::LOCATION).map(|place| place.to_str().expect("ASCII").to_owned());
        Answer {
            status: parts.status,
            location,
            headers: parts.headers,
            html: Html::parse_document(&text),
            bytes: body,
            text,
        }
    }

    pub fn token(&self) -> String {
        let request =
            Request::get(address("/log")).header("kith-glance", "1").body(Vec::new()).expect("a request");
        self.send(request).attr("meta[name=kith-token]", "content")
    }

    /// Everything the book shows of itself, to tell whether anything changed.
    pub fn state(&self) -> String {
        let changes = *self.app.changes().borrow();
        let undo = self.app.latest_undo();
        let people = self.app.people(&Default::default());
        format!(
            "{changes} {undo:?} {people:?} {:?} {:?} {:?}",
            self.app.recent(1000),
            self.app.settings(),
            self.app.plans()
        )
    }
}

fn address(path: &str) -> String {
    format!("kith://localhost{path}")
}

impl Answer {
    pub fn all(&self, selector: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(selector).expect("a selector")).collect()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The text of the first such element, white space collapsed.
    pub fn words(&self, selector: &str) -> String {
        let all = self.all(selector);
        let first = all.first().unwrap_or_else(|| panic!("no {selector} in {}", self.text));
        first.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub fn attr(&self, selector: &str, name: &str) -> String {
        let all = self.all(selector);
        let first = all.first().unwrap_or_else(|| panic!("no {selector} in {}", self.text));
        first.value().attr(name).unwrap_or_default().to_owned()
    }

    /// What the page says went wrong.
    pub fn problem(&self) -> String {
        if self.has("[data-problem]") { self.words("[data-problem]") } else { String::new() }
    }

    /// What was said once.
    pub fn said(&self) -> String {
        self.words("#said")
    }
}

/// What the clock shows in Madrid, as a plan has it.
pub fn at(local: &str) -> PlanTime {
    PlanTime { local: local.parse().expect("a wall time"), zone: chrono_tz::Tz::Europe__Madrid }
}

/// A meeting in a café, which stands so.
pub fn plan(kith: &Kith, people: &[PersonId], state: PlanState, times: &[&str]) -> PlanId {
    let new = NewPlan {
        people: people.to_vec(),
        mode: Mode::InPerson,
        times: times.iter().map(|time| at(time)).collect(),
        minutes: 120,
        place: "Café Central".to_owned(),
        note: "bring the tent".to_owned(),
        state,
    };
    kith.app.make_plan(&new).expect("a plan").id
}
