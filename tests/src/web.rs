//! The pages in the window, driven by WebDriver.
//!
//! Debian's WebKitWebDriver is spoken to directly. Tauri's own driver would only translate the capabilities and set the one
//! variable below, and would have to be compiled first.

use std::path::Path;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::{
    app,
    failure::{During, Outcome},
    process::Process,
    session::Session,
    wait::until,
};

/// The app, started by the driver, with its pages at hand.
pub struct Driven {
    /// Reads the page, clicks and types.
    pub page: Client,
    driver: Process,
}

impl Driven {
    /// Starts the app under the driver, and waits until its first page is there.
    pub async fn start(session: &Session, arguments: &[&str]) -> Outcome<Driven> {
        Driven::start_program(app::program("kith-desktop")?, session, arguments).await
    }

    /// Starts another program with a web view, as the app is started.
    pub async fn start_program(program: &Path, session: &Session, arguments: &[&str]) -> Outcome<Driven> {
        let port = free_port()?;
        let mut environment = session.environment().to_vec();
        environment.push(("TAURI_WEBVIEW_AUTOMATION".to_owned(), "true".to_owned()));
        let driver = Process::start(
            ("WebKitWebDriver", "webkit2gtk-driver"),
            [format!("--port={port}")],
            &environment,
            &session.log(),
        )?;
        until("the web driver listens", async || {
            tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok().map(drop)
        })
        .await?;
        let wanted = json!({"webkitgtk:browserOptions": {"binary": program, "args": arguments}});
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted.as_object().cloned().unwrap_or_default());
        let page = builder.connect(&format!("http://127.0.0.1:{port}")).await.during("driving the app")?;
        Ok(Driven { page, driver })
    }

    /// Waits until the page shows the words.
    pub async fn shows(&self, words: &str) -> Outcome<()> {
        until(&format!("the page shows “{words}”"), async || {
            self.text().await?.contains(words).then_some(())
        })
        .await
    }

    /// The words of the page as a person sees them.
    pub async fn text(&self) -> Option<String> {
        let body = self.page.find(fantoccini::Locator::Css("body")).await.ok()?;
        body.text().await.ok()
    }

    /// Whether the driver, and so the app, still runs.
    pub fn runs(&mut self) -> bool {
        self.driver.runs()
    }
}

/// A port that nobody listens on.
fn free_port() -> Outcome<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).during("looking for a free port")?;
    listener.local_addr().during("looking for a free port").map(|address| address.port())
}
