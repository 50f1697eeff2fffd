//! The local socket by which `kith` reaches a Kith that is running and so holds the book.
//!
//! Only the owner can open it: on Unix a socket with mode 0600 in the book's own folder, whose peer is checked besides;
//! on Windows a named pipe with an access list of the owner alone. One request and one answer, each a line of JSON; to
//! whoever wants to know, lines before the answer say how far it is. They also tell the running Kith whether anybody
//! waits for the answer still: an import that was given up in the terminal is given up.

use std::{
    cell::{Cell, RefCell},
    fs, io,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    thread,
};

use interprocess::local_socket::{Listener, ListenerOptions, Name, Stream, prelude::*};
use kith_app::{App, Progress};
use kith_words::Words;
use serde::{Deserialize, Serialize};

use crate::{Answer, CliError, Secret, execute, parse, refused};

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
    /// Whether to say how far it is.
    #[serde(default)]
    pub far: bool,
}

/// What is said to a request: how far it is, and at last the answer.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Reply {
    Far { done: usize, of: usize, people: usize },
    Answer(Answer),
}

/// Asks the Kith that holds the book in `home`. `None` when none listens. `far` is told how far it is.
///
/// # Errors
/// [`CliError::Gone`] when it ended before it had answered: what was asked for may be done. [`CliError::NotHeard`] for a
/// request that is too long.
pub fn ask(home: &Path, request: &Request, far: &dyn Fn(Progress)) -> Result<Option<Answer>, CliError> {
    let Some(mut stream) = name(home).ok().and_then(|name| Stream::connect(name).ok()) else {
        return Ok(None);
    };
    let line = serde_json::to_string(request).map_err(|_| CliError::NotHeard)? + "\n";
    if line.len() as u64 > LONGEST {
        return Err(CliError::NotHeard);
    }
    converse(&mut stream, &line, far).map(Some).map_err(|_| CliError::Gone)
}

fn converse(stream: &mut Stream, request: &str, far: &dyn Fn(Progress)) -> io::Result<Answer> {
    stream.write_all(request.as_bytes())?;
    stream.flush()?;
    for line in BufReader::new(stream).lines() {
        match serde_json::from_str(&line?)? {
            Reply::Far { done, of, people } => far(Progress { done, of, people }),
            Reply::Answer(answer) => return Ok(answer),
        }
    }
    Err(io::ErrorKind::UnexpectedEof.into())
}

/// Listens from now on, on a thread of its own, for as long as the process lives.
///
/// # Errors
/// When the socket cannot be made.
pub fn serve(app: App) -> io::Result<()> {
    let listener = listen(app.own_home())?;
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
    let owner = is_owner(&stream, app.own_home());
    let mut line = String::new();
    let read = BufReader::new(&mut stream).take(LONGEST).read_line(&mut line);
    let request = read.ok().and_then(|_| serde_json::from_str::<Request>(&line).ok());
    let stream = RefCell::new(stream);
    let reply = |reply: &Reply| -> io::Result<()> {
        let mut stream = stream.borrow_mut();
        writeln!(stream, "{}", serde_json::to_string(reply)?)?;
        stream.flush()
    };
    let Some(request) = request.filter(|_| owner) else {
        let words = Words::new(app.settings().locale.as_deref());
        let _ = reply(&Reply::Answer(refused(&CliError::NotHeard, &words)));
        return;
    };
    // A line each percent, and one before anything is changed.
    let (percent, waits) = (Cell::new(usize::MAX), Cell::new(true));
    let going = |Progress { done, of, people }: Progress| {
        let now = done * 100 / of.max(1);
        if request.far && waits.get() && (percent.replace(now) != now || done == of) {
            waits.set(reply(&Reply::Far { done, of, people }).is_ok());
        }
        waits.get()
    };
    let answer = match parse(&request.args) {
        Ok(cli) => execute(app, &cli, &request.folder, &request.secret, &going),
        Err(answer) => answer,
    };
    let _ = reply(&Reply::Answer(answer));
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

#[cfg(all(test, unix))]
mod tests {
    use std::sync::Arc;

    use kith_app::{StillClock, parse_moment};

    use super::*;

    fn app(home: &Path) -> App {
        let moment = parse_moment("2026-11-22T09:00:00+01:00", chrono_tz::Europe::Madrid).expect("a moment");
        App::open(home, Arc::new(StillClock::new(moment))).expect("open")
    }

    fn import(home: &Path) -> Request {
        fs::write(home.join("cards.vcf"), "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Ruiz\nEND:VCARD\n")
            .expect("written");
        let args = ["kith", "--json", "import", "cards.vcf"].map(str::to_owned).to_vec();
        Request { args, folder: home.to_owned(), secret: Secret::default(), far: true }
    }

    #[test]
    fn an_import_that_was_given_up_in_the_terminal_is_given_up() {
        let home = tempfile::tempdir().expect("folder");
        let app = app(home.path());
        let listener = listen(home.path()).expect("listens");
        let mut stream = Stream::connect(name(home.path()).expect("name")).expect("connects");
        write!(stream, "{}", serde_json::to_string(&import(home.path())).expect("JSON")).expect("written");
        drop(stream);
        attend(&app, listener.accept().expect("accepts"));
        assert_eq!(app.find("Ana", 9).len(), 0, "nobody waits for it any more");
    }

    #[test]
    fn whoever_waits_for_an_import_is_told_how_far_it_is() {
        let home = tempfile::tempdir().expect("folder");
        serve(app(home.path())).expect("serves");
        let far = Cell::new(0);
        let answer = ask(home.path(), &import(home.path()), &|progress| far.set(progress.people));
        assert_eq!((answer.ok().flatten().expect("an answer").code, far.get()), (0, 1));
    }

    #[test]
    fn a_kith_that_ends_before_it_has_answered_is_no_reason_to_do_it_once_more() {
        let home = tempfile::tempdir().expect("folder");
        let listener = listen(home.path()).expect("listens");
        let ends = thread::spawn(move || {
            let mut line = String::new();
            BufReader::new(listener.accept().expect("accepts")).read_line(&mut line).expect("a request");
        });
        let answer = ask(home.path(), &import(home.path()), &|_| {});
        assert!(matches!(answer, Err(CliError::Gone)), "{answer:?}");
        ends.join().expect("ended");
        drop(fs::remove_file(home.path().join("kith.sock")));
        assert!(matches!(ask(home.path(), &import(home.path()), &|_| {}), Ok(None)));
    }

    #[test]
    fn what_is_no_request_is_refused_in_words_and_one_too_long_is_not_sent() {
        let home = tempfile::tempdir().expect("folder");
        serve(app(home.path())).expect("serves");
        let mut stream = Stream::connect(name(home.path()).expect("name")).expect("connects");
        let answer = converse(&mut stream, "{}\n", &|_| {}).expect("an answer");
        assert!(answer.code == 1 && answer.err.contains("Nothing was changed"), "{answer:?}");
        let mut long = import(home.path());
        long.args.push("x".repeat(1 << 20));
        assert!(matches!(ask(home.path(), &long, &|_| {}), Err(CliError::NotHeard)));
    }
}
