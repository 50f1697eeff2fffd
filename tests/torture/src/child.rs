//! The child of an ordeal: it opens a book as the app does, and does what it is told, line by line. After each act
//! that is acknowledged it says so, and no sooner.
//!
//! | told | does | says |
//! |---|---|---|
//! | | opens the book | `open`, or `no …` |
//! | `do 5` | acts, five or up to the first refusal | `did 3.17` each, or `refused …`; then `done` |
//! | `read` | reads everything | `read 17`, or `unread …` |
//! | `state` | | `writes`, or `reads …` |
//! | nothing more | closes the book | |

use std::{
    io::{self, BufRead, Write},
    panic,
    path::Path,
    process::ExitCode,
    sync::Arc,
};

use kith_app::{App, AppError, SystemClock};
use kith_core::PersonId;
use kith_words::Words;

use crate::diary::{Mark, WITH};

/// Says one line at once. Whether anybody listens still.
pub fn say(line: &str) -> bool {
    let mut out = io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).is_ok()
}

/// Serves until nothing more is told.
pub fn serve(home: &Path, run: u32) -> ExitCode {
    let words = Words::new(Some("en"));
    match App::open(home, Arc::new(SystemClock::new())) {
        Ok(app) => {
            say("open");
            let mut worker = Worker { app, words, run, next: 0 };
            worker.serve();
            // As `kith` closes its book: of what the store catches nobody is to read.
            panic::set_hook(Box::new(|_| {}));
            drop(worker);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("no {}", words.error(&error)));
            ExitCode::FAILURE
        }
    }
}

struct Worker {
    app: App,
    words: Words,
    run: u32,
    next: u32,
}

impl Worker {
    fn serve(&mut self) {
        for line in io::stdin().lock().lines().map_while(Result::ok) {
            let heard = match line.split_once(' ').unwrap_or((&line, "")) {
                ("do", count) => self.act(count.parse().unwrap_or(0)),
                ("read", _) => match self.read() {
                    Ok(count) => say(&format!("read {count}")),
                    Err(error) => say(&format!("unread {}", self.words.error(&error))),
                },
                ("state", _) => match self.app.read_only() {
                    Some(why) => say(&format!("reads {}", self.words.read_only(&why))),
                    None => say("writes"),
                },
                _ => say("what?"),
            };
            if !heard {
                break;
            }
        }
    }

    /// Acts up to the first refusal, or until nobody listens: whoever watches it may have been killed, and then it is
    /// not to fill the disk.
    fn act(&mut self, count: u32) -> bool {
        for _ in 0..count {
            let mark = Mark { run: self.run, act: self.next };
            match self.with().and_then(|with| mark.perform(&self.app, with)) {
                Ok(()) if say(&format!("did {mark}")) => {}
                Ok(()) => return false,
                Err(error) => {
                    say(&format!("refused {}", self.words.error(&error)));
                    break;
                }
            }
            self.next += 1;
        }
        say("done")
    }

    fn with(&self) -> Result<PersonId, AppError> {
        self.app.whom(WITH)
    }

    /// How many contacts there are, each of them read.
    fn read(&self) -> Result<usize, AppError> {
        Ok(self.app.history(self.with()?, 0, usize::MAX)?.len())
    }
}
