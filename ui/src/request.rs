//! A request as a handler reads it: a method, the segments of the path, and fields.

use std::cell::RefCell;

use http::{Request, header};

/// What is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Method {
    Get,
    Post,
}

/// A request, taken apart. Fields that are missing read as empty: a handler asks for what it needs.
pub(crate) struct Asked {
    pub method: Method,
    /// The path with the query, as it came.
    pub target: String,
    segments: Vec<String>,
    fields: Vec<(String, String)>,
    /// The token the request carries in its header.
    pub token: Option<String>,
    /// Whether the page only looks again: what is said once is then kept for a visit.
    pub glance: bool,
    /// The files in the body, where it is not a form.
    files: RefCell<Vec<Sent>>,
}

/// A file that was sent.
pub(crate) struct Sent {
    /// How it is called; empty where that was not said.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// What a body is that holds several files: a line like a query that names each with its length, then their bytes.
const FILES: &str = "application/x-kith-files";

/// A request that is neither GET nor POST.
pub(crate) struct OtherMethod;

impl Asked {
    pub(crate) fn read(request: Request<Vec<u8>>) -> Result<Asked, OtherMethod> {
        let (parts, mut body) = request.into_parts();
        let method = match parts.method {
            http::Method::GET => Method::Get,
            http::Method::POST => Method::Post,
            _ => return Err(OtherMethod),
        };
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
        let is_of =
            |kind: &str| header(header::CONTENT_TYPE.as_str()).is_some_and(|given| given.starts_with(kind));
        let (form, several) = (is_of("application/x-www-form-urlencoded"), is_of(FILES));
        let mut fields = pairs(parts.uri.query().unwrap_or_default().as_bytes());
        if method == Method::Post && form {
            // What the form says counts before what its address says.
            let asked = std::mem::replace(&mut fields, pairs(&body));
            fields.extend(asked);
            body = Vec::new();
        }
        let path = parts.uri.path();
        Ok(Asked {
            method,
            segments: path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect(),
            target: parts.uri.path_and_query().map(|target| target.as_str().to_owned()).unwrap_or_default(),
            fields,
            token: header("kith-token").map(str::to_owned),
            glance: header("kith-glance").is_some(),
            files: RefCell::new(match several {
                true => files(body),
                false => vec![Sent { name: String::new(), bytes: body }],
            }),
        })
    }

    /// The path, cut at its slashes.
    pub(crate) fn segments(&self) -> Vec<&str> {
        self.segments.iter().map(String::as_str).collect()
    }

    /// A field of the form or the query, trimmed; empty where it is missing.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.given(name).unwrap_or_default().trim()
    }

    /// A field as it was typed, if it was sent.
    pub(crate) fn given(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a field that may come several times.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// The fields whose name begins like this, with the rest of it.
    pub(crate) fn beginning<'a>(&'a self, with: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.fields.iter().filter_map(move |(key, value)| Some((key.strip_prefix(with)?, value.trim())))
    }

    /// The files that were sent and hold something; given once, for they may be large. One that is empty beside others
    /// comes too, so that whoever reads it can say so.
    pub(crate) fn take_files(&self) -> Vec<Sent> {
        let files = self.files.take();
        if files.iter().all(|file| file.bytes.is_empty()) { Vec::new() } else { files }
    }

    /// A field read as what it stands for; `None` where it is empty or something else.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.field(name).parse().ok()
    }
}

/// The files of a body that names them in its first line. What is shorter than that says is cut there.
fn files(mut body: Vec<u8>) -> Vec<Sent> {
    let line = body.iter().position(|byte| *byte == b'\n').unwrap_or(body.len());
    let list = pairs(&body[..line]);
    let mut rest = body.split_off((line + 1).min(body.len()));
    let mut sent = Vec::new();
    for (name, length) in list {
        let after = rest.split_off(length.parse().unwrap_or(0).min(rest.len()));
        sent.push(Sent { name, bytes: std::mem::replace(&mut rest, after) });
    }
    sent
}

fn pairs(encoded: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(encoded).into_owned().collect()
}
