//! The programs under torture: run to their end, or kept at hand, told what to do line by line, and killed.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::Failed;

/// How a program ended.
#[derive(Clone, Debug)]
pub struct Ended {
    /// Its code; `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to standard output.
    pub out: String,
    /// What it wrote to standard error.
    pub err: String,
}

/// Runs a program to its end, with this for it to read.
///
/// # Errors
/// When it cannot be started.
pub fn run<S: AsRef<OsStr>>(program: &Path, arguments: &[S], input: &str) -> Result<Ended, Failed> {
    let mut command = Command::new(program);
    command.args(arguments);
    end(command, input)
}

/// Runs what is prepared to its end.
///
/// # Errors
/// When it cannot be started.
pub fn end(mut command: Command, input: &str) -> Result<Ended, Failed> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that has ended already reads nothing.
        let _ = stdin.write_all(input.as_bytes());
    }
    let output = child.wait_with_output()?;
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(Ended { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) })
}

/// A running program that is talked to.
pub struct Talk {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
    errors: Option<JoinHandle<String>>,
}

/// So long a program may be silent before it counts as hanging.
const PATIENCE: Duration = Duration::from_secs(120);

impl Talk {
    /// Starts what is prepared.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn start(mut command: Command) -> Result<Talk, Failed> {
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let (sender, lines) = channel();
        if let Some(out) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(out).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        break;
                    }
                }
            });
        }
        let errors = child.stderr.take().map(|mut err| {
            thread::spawn(move || {
                let mut text = Vec::new();
                let _ = err.read_to_end(&mut text);
                String::from_utf8_lossy(&text).into_owned()
            })
        });
        let stdin = child.stdin.take();
        Ok(Talk { child, stdin, lines, errors })
    }

    /// Tells it something. One that has ended hears nothing.
    pub fn tell(&mut self, line: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = writeln!(stdin, "{line}");
        }
    }

    /// It is told nothing more, and ends by itself.
    pub fn dismiss(&mut self) {
        self.stdin = None;
    }

    /// The next line it says; `None` once it has ended.
    ///
    /// # Errors
    /// When it says nothing for a long time.
    pub fn hear(&mut self) -> Result<Option<String>, Failed> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Ok(Some(line)),
            Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => Ok(None),
            Err(std::sync::mpsc::RecvTimeoutError::Timeout) => Err("the program hangs".into()),
        }
    }

    /// Kills it as `kill -9` does, and gives what it had said and was not heard yet.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn kill(mut self) -> Result<(Vec<String>, Ended), Failed> {
        // It may have ended by itself a moment ago.
        let _ = self.child.kill();
        self.rest()
    }

    /// Waits for its end, and gives what it had said and was not heard yet.
    ///
    /// # Errors
    /// When it cannot be waited for.
    pub fn rest(mut self) -> Result<(Vec<String>, Ended), Failed> {
        self.stdin = None;
        let status = self.child.wait()?;
        let rest: Vec<String> = self.lines.iter().collect();
        let err = self.errors.take().and_then(|errors| errors.join().ok()).unwrap_or_default();
        Ok((rest, Ended { code: status.code(), out: String::new(), err }))
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
