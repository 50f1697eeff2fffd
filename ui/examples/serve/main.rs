//! The pages in any browser, for working on templates, for screenshots and for the accessibility test. Only for that:
//! it listens on the loopback alone, and opens no link but prints it.
//!
//! `cargo run -p kith-ui --example serve -- [--home DIR] [--at 2026-11-22T09:00:00[Europe/Madrid]] [--port 7878]
//! [--people 0|1|3|50|…] [--came 0|3|…] [--scheme light|dark]`, where `--came` are people who came by an import and
//! wait to be sorted. Without `--home` the book lies in a folder of its own that is gone
//! afterwards. `POST /serve/clock` with the field `at` moves the clock.
#![allow(clippy::print_stdout, reason = "it talks to a developer")]

mod groups;
mod sample;
mod year;

use std::{error::Error, path::PathBuf, sync::Arc};

use http::Request;
use kith_app::{App, Clock, SetClock, SystemClock, parse_moment};
use kith_core::settings::Scheme;
use kith_ui::{Host, HostError, Ui};
use tiny_http::{Header, Response, Server};

type Failure = Box<dyn Error + Send + Sync>;

#[derive(Default)]
struct Options {
    home: Option<PathBuf>,
    at: Option<String>,
    port: u16,
    people: usize,
    came: usize,
    scheme: Option<String>,
}

fn options() -> Result<Options, Failure> {
    let mut options = Options { port: 7878, people: 12, ..Options::default() };
    let mut args = std::env::args().skip(1);
    while let Some(name) = args.next() {
        let value = args.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--home" => options.home = Some(value.into()),
            "--at" => options.at = Some(value),
            "--port" => options.port = value.parse()?,
            "--people" => options.people = value.parse()?,
            "--came" => options.came = value.parse()?,
            "--scheme" => options.scheme = Some(value),
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    Ok(options)
}

fn main() -> Result<(), Failure> {
    let options = options()?;
    let own = tempfile::tempdir()?;
    let home = options.home.clone().unwrap_or_else(|| own.path().to_owned());
    let at = options.at.as_deref().unwrap_or("2026-11-22T14:20:00[Europe/Madrid]");
    let zone = SystemClock::new().zone();
    let moment = parse_moment(at, zone)?;
    let app = App::open(&home, Arc::new(SetClock::new(SystemClock::new(), moment)))?;
    if options.home.is_none() {
        // Whoever looks is no stranger to this book, although what is in it was done long before.
        app.seen();
        sample::fill(&app, options.people)?;
        sample::let_in(&app, options.came)?;
    }
    if let Some(scheme) = &options.scheme {
        let scheme = if scheme == "dark" { Scheme::Dark } else { Scheme::Light };
        app.change_settings(|settings| settings.scheme = scheme)?;
    }
    let ui = Arc::new(Ui::new(app.clone(), Arc::new(Desk)));
    let server = Server::http(("127.0.0.1", options.port))?;
    println!("http://{}/", server.server_addr());
    for mut request in server.incoming_requests() {
        let (ui, app) = (Arc::clone(&ui), app.clone());
        std::thread::spawn(move || {
            let answer = serve(&ui, &app, &mut request);
            // A browser that has gone away needs no answer.
            let _ = request.respond(answer.unwrap_or_else(|error| Response::from_string(error.to_string())));
        });
    }
    Ok(())
}

fn serve(
    ui: &Ui,
    app: &App,
    asked: &mut tiny_http::Request,
) -> Result<Response<std::io::Cursor<Vec<u8>>>, Failure> {
    let mut body = Vec::new();
    asked.as_reader().read_to_end(&mut body)?;
    let header = |name: &'static str| asked.headers().iter().find(|header| header.field.equiv(name));
    let host = header("Host").map(|host| host.value.to_string()).unwrap_or_default();
    let method: http::Method = asked.method().to_string().parse()?;
    if asked.url() == "/serve/clock" && method == http::Method::POST {
        let text = String::from_utf8(body)?;
        app.set_clock(parse_moment(text.trim(), app.zone())?)?;
        return Ok(Response::from_string("set\n"));
    }
    let mut request = Request::builder().method(method).uri(format!("http://{host}{}", asked.url()));
    for name in ["Content-Type", "Kith-Token", "Kith-Glance"] {
        if let Some(header) = header(name) {
            request = request.header(name, header.value.as_str());
        }
    }
    let answer = ui.respond(request.body(body)?);
    let (parts, body) = answer.into_parts();
    let mut response = Response::from_data(body).with_status_code(parts.status.as_u16());
    for (name, value) in &parts.headers {
        let header = Header::from_bytes(name.as_str(), value.as_bytes());
        response.add_header(header.map_err(|()| "a header that cannot be sent")?);
    }
    Ok(response)
}

/// A desktop that says what it would do.
struct Desk;

impl Host for Desk {
    fn open(&self, link: &str) -> Result<(), HostError> {
        println!("open {link}");
        Ok(())
    }

    fn save(&self, name: &str, bytes: &[u8]) -> Result<Option<PathBuf>, HostError> {
        println!("save {name}, {} bytes", bytes.len());
        Ok(Some(name.into()))
    }

    fn choose_folder(&self) -> Result<Option<PathBuf>, HostError> {
        let folder = std::env::temp_dir();
        println!("choose {}", folder.display());
        Ok(Some(folder))
    }

    fn locale(&self) -> Option<String> {
        Some("en-GB".to_owned())
    }

    fn notify_test(&self) -> Result<(), HostError> {
        println!("notification");
        Ok(())
    }

    fn autostart(&self) -> Option<bool> {
        Some(false)
    }

    fn set_autostart(&self, on: bool) -> Result<(), HostError> {
        println!("autostart {on}");
        Ok(())
    }
}
