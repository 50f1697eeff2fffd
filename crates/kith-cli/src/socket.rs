//! The local socket by which `kith` reaches a Kith that is running and so holds the book.
//!
//! Only the owner can open it: on Unix a socket with mode 0600 in the book's own folder, whose peer is checked besides;
//! on Windows a named pipe with an access list of the owner alone. One request and one answer, each a line of JSON.

use std::{
    fs, io,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    thread,
};

use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream, prelude::*};
use kith_app::App;
use serde::{Deserialize, Serialize};

use crate::{Answer, Secret, execute, parse};

/// A request is at most so many bytes: arguments, never files.
const LONGEST: u64 = 1 << 20;

/// A command to carry out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The arguments, the program's name first.
    pub args: Vec<String>,
    /// What relative paths are relative to.
    pub folder: PathBuf,
    /// What was asked for in the terminal, such as a passphrase.
    #[serde(default, skip_serializing_if = "Secret::is_empty")]
    pub secret: Secret,
}

/// Asks the Kith that holds the book in `home`. `None` when none listens.
pub fn ask(home: &Path, request: &Request) -> Option<Answer> {
    let mut stream = Stream::connect(name(home).ok()?).ok()?;
    converse(&mut stream, request).ok()
}

fn converse(stream: &mut Stream, request: &Request) -> io::Result<Answer> {
    writeln!(stream, "{}", serde_json::to_string(request)?)?;
    stream.flush()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line)?;
    Ok(serde_json::from_str(&line)?)
}

/// Listens from now on, on a thread of its own, for as long as the process lives.
///
/// # Errors
/// When the socket cannot be made.
pub fn serve(app: App) -> io::Result<()> {
    let listener = listen(app.home())?;
    thread::Builder::new().name("kith-socket".into()).spawn(move || {
        for stream in listener.incoming().flatten() {
            let app = app.clone();
            // One that hangs does not keep the others waiting.
            let _ = thread::Builder::new().name("kith-command".into()).spawn(move || attend(&app, stream));
        }
    })?;
    Ok(())
}

/// Answers one request. Whoever breaks off early gets no answer, and nothing else happens.
fn attend(app: &App, mut stream: Stream) {
    if !is_owner(&stream, app.home()) {
        return;
    }
    let mut line = String::new();
    let read = BufReader::new(&mut stream).take(LONGEST).read_line(&mut line);
    let Some(request) = read.ok().and_then(|_| serde_json::from_str::<Request>(&line).ok()) else { return };
    let answer = match parse(&request.args) {
        Ok(cli) => execute(app, &cli, &request.folder, &request.secret),
        Err(answer) => answer,
    };
    if let Ok(text) = serde_json::to_string(&answer) {
        let _ = writeln!(stream, "{text}").and_then(|()| stream.flush());
    }
}

#[cfg(unix)]
fn listen(home: &Path) -> io::Result<Listener> {
    use interprocess::os::unix::local_socket::ListenerOptionsExt;
    // A socket left by a crash is nobody's: we hold the book's lock.
    ListenerOptions::new().name(name(home)?).mode(0o600).try_overwrite(true).create_sync()
}

#[cfg(windows)]
fn listen(home: &Path) -> io::Result<Listener> {
    use interprocess::os::windows::{
        local_socket::ListenerOptionsExt, security_descriptor::SecurityDescriptor,
    };
    // Full access for the owner, none for anybody else, nothing inherited (SDDL).
    let owner_only = SecurityDescriptor::deserialize(widestring::u16cstr!("D:P(A;;GA;;;OW)"))?;
    ListenerOptions::new().name(name(home)?).security_descriptor(owner_only).create_sync()
}

#[cfg(unix)]
fn is_owner(stream: &Stream, home: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = fs::metadata(home).map(|folder| folder.uid()).ok();
    let peer = stream.peer_creds().ok().and_then(|peer| peer.euid());
    owner.is_some() && owner == peer
}

/// The access list has decided already.
#[cfg(windows)]
fn is_owner(_stream: &Stream, _home: &Path) -> bool {
    true
}

#[cfg(unix)]
fn name(home: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericFilePath, ToFsName};
    /// A socket's path may be little longer (sun_path).
    const LONGEST_PATH: usize = 100;
    let in_home = fs::canonicalize(home)?.join("kith.sock");
    let path = match in_home.as_os_str().len() <= LONGEST_PATH {
        true => in_home,
        false => std::env::temp_dir().join(format!("kith-{}.sock", of_home(home)?)),
    };
    path.to_fs_name::<GenericFilePath>()
}

#[cfg(windows)]
fn name(home: &Path) -> io::Result<Name<'static>> {
    use interprocess::local_socket::{GenericNamespaced, ToNsName};
    format!("kith-{}", of_home(home)?).to_ns_name::<GenericNamespaced>()
}

/// A short name for a folder, the same in every process.
fn of_home(home: &Path) -> io::Result<uuid::Uuid> {
    let path = fs::canonicalize(home)?;
    Ok(uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, path.as_os_str().as_encoded_bytes()))
}
