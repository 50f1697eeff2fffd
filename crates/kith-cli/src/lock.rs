//! `kith lock`: a passphrase over the book.
//!
//! What has to be typed comes in the desk's [`Secret`](crate::Secret), in the order the terminal asked for it.
//! Putting a lock on takes two calls on the same open book: the first makes the lock and gives the recovery phrase,
//! the second has that phrase typed back and puts the lock on.

use kith_app::lock::{By, LockState};
use serde_json::{Value, json};

use crate::{
    CliError, Desk, Said,
    args::{Lock, Switch},
};

pub(crate) fn run(desk: &Desk<'_>, lock: Lock) -> Result<Said, CliError> {
    let app = desk.app;
    match (lock, desk.secret.answers().as_slice()) {
        (Lock::Status, _) => {
            let state = app.lock_state()?;
            Ok(Said::new(state_json(state), desk.words.lock_state(state)))
        }
        (Lock::On, _) if app.lock_state()? != LockState::Off => Err(CliError::HasLock),
        (Lock::On, [passphrase]) => {
            let words = app.begin_lock(passphrase)?;
            Ok(Said::new(json!({"phrase": words}), numbered(desk, &words)))
        }
        (Lock::On, [_, phrase]) => {
            app.finish_lock(phrase, false)?;
            done(desk, "lock-put-on")
        }
        (Lock::Off, [current]) => {
            open(desk, current)?;
            app.take_lock_off(By::Either(current))?;
            done(desk, "lock-taken-off")
        }
        (Lock::Now, _) => {
            app.lock_now()?;
            done(desk, "lock-is-closed")
        }
        (Lock::Open, _) if app.lock_state()? == LockState::Off => Err(kith_app::AppError::NoLock.into()),
        (Lock::Open, [current]) => {
            app.unlock(By::Either(current))?;
            done(desk, "lock-opened")
        }
        (Lock::Passphrase, [current, new]) => {
            open(desk, current)?;
            app.change_passphrase(By::Either(current), new)?;
            done(desk, "lock-passphrase-changed")
        }
        (Lock::Keyring { to }, _) => {
            app.use_keyring(to == Switch::On)?;
            done(desk, if to == Switch::On { "lock-keyring-on" } else { "lock-keyring-off" })
        }
        (Lock::On | Lock::Off | Lock::Open | Lock::Passphrase, _) => Err(CliError::NoSecret),
    }
}

/// Opens the book if it is closed: only an open book is written anew.
fn open(desk: &Desk<'_>, current: &str) -> Result<(), CliError> {
    match desk.app.is_locked() {
        true => Ok(desk.app.unlock(By::Either(current))?),
        false => Ok(()),
    }
}

/// It is done, also when how it stands with the lock cannot be read at this moment.
fn done(desk: &Desk<'_>, message: &str) -> Result<Said, CliError> {
    let state = desk.app.lock_state().map_or(Value::Null, state_json);
    Ok(Said::new(state, desk.words.text(message)))
}

fn state_json(state: LockState) -> Value {
    match state {
        LockState::Off => json!({"lock": "off"}),
        LockState::Open { keyring } => json!({"lock": "open", "keyring": keyring}),
        LockState::Closed { keyring } => json!({"lock": "closed", "keyring": keyring}),
    }
}

/// The words one below the other, as they are written down.
fn numbered(desk: &Desk<'_>, words: &[&str]) -> String {
    let lines = words.iter().enumerate().map(|(at, word)| format!("{:>4}. {word}", at + 1));
    let said = [desk.words.text("cli-lock-words"), String::new()].into_iter();
    let after = [String::new(), desk.words.text("cli-lock-words-then")];
    said.chain(lines).chain(after).collect::<Vec<_>>().join("\n")
}
