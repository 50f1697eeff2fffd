//! What can go wrong with keys, as far as a person is told different things about it.

use thiserror::Error;

/// Why something was not sealed, not opened or not unlocked. None of these holds anything secret.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The system gave no random bytes. Nothing was sealed.
    #[error("the system gave no random bytes: {0}")]
    NoRandom(#[from] getrandom::Error),
    /// What is sealed does not authenticate: changed, cut, of another place, or sealed with another key.
    #[error("what is sealed does not authenticate")]
    Tampered,
}
