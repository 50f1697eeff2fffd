//! Asking for a passphrase: in a terminal without showing what is typed, else a line of standard input.

use std::{
    cell::{OnceCell, RefCell},
    io::{self, BufRead, IsTerminal, Write},
};

use kith_app::Wanted;
use kith_cli::{CliError, Missing, Needed, Secret};
use kith_words::Words;

/// Where passphrases come from.
pub(crate) struct Asking {
    words: Words,
    /// Whether lines of standard input are read instead of a terminal.
    from_lines: bool,
    /// Whether that was said: a script's standard input may be there for something else.
    said: bool,
    /// What opens the book: a command that looks before it acts opens it twice.
    opens: OnceCell<String>,
    /// What the command itself asked for, for the same reason.
    typed: RefCell<Vec<String>>,
}

impl Asking {
    /// From the terminal, unless there is none or lines are wanted.
    pub(crate) fn new(words: Words, said: bool) -> Asking {
        Asking {
            words,
            from_lines: said || !io::stdin().is_terminal(),
            said,
            opens: OnceCell::new(),
            typed: RefCell::default(),
        }
    }

    /// Whether any command may ask, and not only one that always does.
    pub(crate) fn may_ask(&self) -> bool {
        self.said || self.is_terminal()
    }

    /// Whether somebody sits there who can be asked.
    pub(crate) fn is_terminal(&self) -> bool {
        !self.from_lines
    }

    /// What is asked for by the message `question`, not shown while it is typed.
    pub(crate) fn hidden(&self, question: &str) -> Result<String, CliError> {
        match self.from_lines {
            true => line(),
            false => rpassword::prompt_password(format!("{} ", self.words.text(question)))
                .map_err(|_| CliError::NoSecret),
        }
    }

    /// What opens the book, asked for once.
    pub(crate) fn what_opens(&self) -> Result<&str, CliError> {
        if let Some(known) = self.opens.get() {
            return Ok(known);
        }
        let typed = self.hidden("cli-lock-ask-either")?;
        Ok(self.opens.get_or_init(|| typed))
    }

    /// What is asked for by the message `question`, shown while it is typed.
    pub(crate) fn shown(&self, question: &str) -> Result<String, CliError> {
        if self.is_terminal() {
            // Who has closed standard error is asked all the same.
            let _ = write!(io::stderr(), "{} ", self.words.text(question));
        }
        line()
    }

    /// What was typed so far for what the command itself asks for.
    pub(crate) fn typed(&self) -> Secret {
        Secret::new(self.typed.borrow().iter().cloned())
    }

    /// Whether this was answered already, so that the answer was wrong.
    pub(crate) fn was_asked(&self, missing: Missing) -> bool {
        self.typed.borrow().len() > missing.at
    }

    /// Asks for what a command needs, and adds that to what was typed. Whether it could be asked for.
    pub(crate) fn fill(&self, missing: Missing) -> Result<bool, CliError> {
        let answer = match missing.what {
            Needed::NewPassphrase => self.new_passphrase("cli-backup-ask-new")?,
            Needed::ToOpen(Wanted::Identity) => return Ok(false),
            Needed::ToOpen(_) if !self.may_ask() => return Ok(false),
            Needed::ToOpen(Wanted::Passphrase) => self.hidden("cli-backup-ask-passphrase")?,
            Needed::ToOpen(Wanted::Lock) => self.hidden("cli-backup-ask-lock")?,
        };
        let mut typed = self.typed.borrow_mut();
        typed.truncate(missing.at);
        typed.push(answer);
        Ok(true)
    }

    /// A new passphrase; in a terminal it is typed twice.
    pub(crate) fn new_passphrase(&self, question: &str) -> Result<String, CliError> {
        let new = self.hidden(question)?;
        if self.is_terminal() && self.hidden("cli-lock-ask-again")? != new {
            return Err(CliError::Differ);
        }
        Ok(new)
    }
}

fn line() -> Result<String, CliError> {
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line) {
        Ok(read) if read > 0 => Ok(line.trim_end_matches(['\n', '\r']).to_owned()),
        _ => Err(CliError::NoSecret),
    }
}
