//! The conversations that `kith lock`, a locked book and a backup need, whoever holds the book.

use std::io::{self, Write};

use kith_app::{App, lock::By};
use kith_cli::{
    Answer, CliError, Secret,
    args::{Command, Lock},
};
use kith_words::Words;

use crate::asking::Asking;

/// So often the recovery phrase may be typed in a terminal before it is given up.
const TRIES: usize = 3;

/// Opens a book that is locked, for one command. What `kith lock` does to a closed book, it asks for by itself.
pub(crate) fn unlock(asking: &Asking, app: &App, command: &Command) -> Result<(), CliError> {
    let by_itself = matches!(command, Command::Lock(lock) if !matches!(lock, Lock::Keyring { .. }));
    if by_itself || !app.is_locked() {
        return Ok(());
    }
    if !asking.may_ask() {
        return Err(CliError::Locked);
    }
    Ok(app.unlock(By::Either(asking.what_opens()?))?)
}

/// Asks for what the command needs, and has it carried out with that.
pub(crate) fn converse(
    asking: &Asking,
    lock: Lock,
    carry_out: impl Fn(&Secret) -> Result<Answer, CliError>,
) -> Result<Answer, CliError> {
    match lock {
        Lock::Status | Lock::Now | Lock::Keyring { .. } => carry_out(&Secret::default()),
        Lock::Off | Lock::Open => carry_out(&Secret::new([asking.hidden("cli-lock-ask-either")?])),
        Lock::Passphrase => {
            let current = asking.hidden("cli-lock-ask-either")?;
            carry_out(&Secret::new([current, asking.new_passphrase("cli-lock-ask-new")?]))
        }
        Lock::On => put_on(asking, carry_out),
    }
}

fn put_on(
    asking: &Asking,
    carry_out: impl Fn(&Secret) -> Result<Answer, CliError>,
) -> Result<Answer, CliError> {
    let passphrase = asking.new_passphrase("cli-lock-ask-new")?;
    let begun = carry_out(&Secret::new([passphrase.clone()]))?;
    if begun.code != 0 {
        return Ok(begun);
    }
    let mut out = io::stdout();
    // Whoever does not see the words cannot type them back, and then nothing is locked.
    let _ = out.write_all(begun.out.as_bytes()).and_then(|()| out.flush());
    let tries = if asking.is_terminal() { TRIES } else { 1 };
    for left in (0..tries).rev() {
        let phrase = asking.shown("cli-lock-ask-words").map_err(|_| CliError::NoWords)?;
        let answer = carry_out(&Secret::new([passphrase.clone(), phrase]))?;
        if answer.code == 0 || left == 0 {
            return Ok(answer);
        }
        let _ = io::stderr().write_all(answer.err.as_bytes());
    }
    Err(CliError::NoWords)
}

/// Asks for what the command cannot go on without, and has it carried out with that. What was wrong may be typed again
/// in a terminal.
pub(crate) fn go_on(
    asking: &Asking,
    first: Answer,
    carry_out: impl Fn(&Secret) -> Result<Answer, CliError>,
) -> Result<Answer, CliError> {
    let (mut answer, mut wrong) = (first, 0);
    while let Some(missing) = answer.missing {
        if asking.was_asked(missing) {
            wrong += 1;
            if !asking.is_terminal() || wrong == TRIES {
                break;
            }
            let _ = io::stderr().write_all(answer.err.as_bytes());
        }
        if !asking.fill(missing)? {
            break;
        }
        answer = carry_out(&asking.typed())?;
    }
    Ok(answer)
}

/// The answer where Kith is not running: then nothing stays open.
pub(crate) fn alone(lock: Lock, answer: Answer, words: &Words) -> Answer {
    match (lock, answer.code) {
        (Lock::Open, 0) => Answer { out: words.text("cli-lock-no-kith") + "\n", ..answer },
        _ => answer,
    }
}
