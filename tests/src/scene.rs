//! The scene that most tests begin with: one friend, one cadence, and a morning on which it asks.

use crate::{
    app::{ask, kith},
    failure::{Failure, Outcome},
    session::Session,
    wait::until,
};

/// The friend.
pub const ANA: &str = "Ana Souza";

/// Half an hour before Ana's cadence asks.
pub const BEFORE: &str = "2026-11-22T08:30:00[Europe/Madrid]";

/// The moment Ana's cadence asks: three weeks after the last call, at nine.
pub const DUE: &str = "2026-11-22T09:00:05[Europe/Madrid]";

/// Makes a book in which Ana is to be called every three weeks, and was last called on 1 November about her garden.
pub async fn ana(session: &Session) -> Outcome<()> {
    let then = "2026-11-01T18:00:00[Europe/Madrid]";
    friend(session, then, ANA, "her new garden").await
}

/// Adds a friend to call every three weeks, who was called at `then`.
pub async fn friend(session: &Session, then: &str, name: &str, note: &str) -> Outcome<()> {
    let steps: [&[&str]; 3] = [
        &["--now", then, "people", "add", name, "--phone", "+34 600 10 20 30", "--zone", "Europe/Madrid"],
        &["--now", then, "cadence", "add", name, "--every", "3w", "--mode", "voice"],
        &["--now", then, "log", "--with", name, "--mode", "voice", "--note", note],
    ];
    for step in steps {
        kith(session, step).await?;
    }
    Ok(())
}

/// Moves the clock of the running Kith.
pub async fn clock(session: &Session, time: &str) -> Outcome<()> {
    // The socket is there a moment after the program is.
    until("the running Kith hears `kith clock`", async || kith(session, &["clock", time]).await.ok())
        .await
        .map(drop)
}

/// How many contacts with the friend are logged.
pub async fn contacts(session: &Session, name: &str) -> Outcome<usize> {
    let history = ask(session, &["history", name]).await?;
    history.as_array().map(Vec::len).ok_or_else(|| Failure::Wrong(format!("the history is {history}")))
}

/// What became of the prompts, newest first, as the book has it.
pub async fn fates(session: &Session) -> Outcome<Vec<String>> {
    let prompts = ask(session, &["prompts"]).await?;
    let lines = prompts.as_array().cloned().unwrap_or_default();
    Ok(lines.iter().map(|line| line["fate"]["is"].as_str().unwrap_or_default().to_owned()).collect())
}
