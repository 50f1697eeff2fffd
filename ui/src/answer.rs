//! What a handler answers, and what can stand in its way.

use askama::Template;
use http::{HeaderValue, Response, StatusCode, header};
use kith_app::AppError;

use crate::{HostError, door, link::Refused};

/// What a handler answers.
pub(crate) enum Answer {
    /// A page, or a part of one.
    Html { status: StatusCode, body: String },
    /// A file that is part of Kith.
    Asset { kind: &'static str, body: &'static str },
    /// The picture of somebody.
    Jpeg(Vec<u8>),
    /// Done: look there now.
    See(String),
    /// Done, and nothing to look at.
    Done,
}

/// Why a handler could not do what was asked. Nothing was changed.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The use case said no.
    App(AppError),
    /// There is no such page.
    NoPage,
    /// The form is from an earlier run of Kith.
    Stale,
    /// The link is none that Kith opens.
    Link(Refused),
    /// The desktop could not do it.
    Host(HostError),
    /// What was typed in a field cannot be read; the sentence that says so.
    Field(String),
    /// A template failed.
    Template,
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Trouble::App(error)
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Trouble::Link(refused)
    }
}

impl From<HostError> for Trouble {
    fn from(error: HostError) -> Self {
        Trouble::Host(error)
    }
}

impl From<askama::Error> for Trouble {
    fn from(_: askama::Error) -> Self {
        Trouble::Template
    }
}

/// A page, or a part of one.
pub(crate) fn page(template: &impl Template) -> Result<Answer, Trouble> {
    with_status(StatusCode::OK, template)
}

/// A page that says that something did not work.
pub(crate) fn with_status(status: StatusCode, template: &impl Template) -> Result<Answer, Trouble> {
    Ok(Answer::Html { status, body: template.render()? })
}

/// The answer as it goes out.
pub(crate) fn respond(answer: Answer) -> Response<Vec<u8>> {
    let (status, kind, body) = match answer {
        Answer::Html { status, body } => (status, "text/html; charset=utf-8", body.into_bytes()),
        Answer::Asset { kind, body } => (StatusCode::OK, kind, body.as_bytes().to_vec()),
        Answer::Jpeg(body) => (StatusCode::OK, "image/jpeg", body),
        Answer::See(place) => return see(&place),
        Answer::Done => (StatusCode::NO_CONTENT, "text/plain; charset=utf-8", Vec::new()),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    door::guarded(response)
}

fn see(place: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::SEE_OTHER;
    let place = HeaderValue::from_str(place).unwrap_or(HeaderValue::from_static("/today"));
    response.headers_mut().insert(header::LOCATION, place);
    door::guarded(response)
}

/// When not even the page that tells of trouble could be made. Plain words: the message files may be what failed.
pub(crate) fn last_resort() -> Response<Vec<u8>> {
    let body = "Kith could not show this page. Your book is as it was. Close the window and open it again.";
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    door::guarded(response)
}
