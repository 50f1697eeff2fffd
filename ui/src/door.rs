//! The door: who may ask at all, and what every answer says to the browser about trust.
//!
//! The web view shows nothing but these pages, and still each point is checked: a page from elsewhere that reached
//! this function could read the book.

use http::{HeaderValue, Request, Response, StatusCode, header};

use crate::{
    answer::Trouble,
    request::{Asked, Method},
};

/// What a page may load: from here, and nothing else. No inline script, no inline style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// 128 bits that only pages of this process know.
pub(crate) fn new_token() -> Option<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// The request, if it came to one of Kith's own addresses and is a GET or a POST.
pub(crate) fn admitted(request: Request<Vec<u8>>) -> Option<Asked> {
    own_address(request.uri()).then(|| Asked::read(request).ok()).flatten()
}

/// `kith://localhost`, `http://kith.localhost` (Windows), or the development server on the loopback.
fn own_address(uri: &http::Uri) -> bool {
    match (uri.scheme_str(), uri.host()) {
        (Some("kith"), Some("localhost")) => true,
        (Some("http" | "https"), Some("kith.localhost")) => uri.port().is_none(),
        (Some("http"), Some("127.0.0.1" | "localhost" | "[::1]")) => uri.port().is_some(),
        _ => false,
    }
}

/// A POST carries the token of this process, in its form or in a header.
pub(crate) fn checked(asked: &Asked, token: Option<&str>) -> Result<(), Trouble> {
    let carried = asked.token.as_deref().or_else(|| asked.given("token"));
    match (asked.method, token) {
        (Method::Get, _) => Ok(()),
        (Method::Post, Some(token)) if carried == Some(token) => Ok(()),
        (Method::Post, _) => Err(Trouble::Stale),
    }
}

/// The answer to whoever should not ask.
pub(crate) fn turned_away() -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::FORBIDDEN;
    guarded(response)
}

/// The answer with the headers that every answer has.
pub(crate) fn guarded(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
