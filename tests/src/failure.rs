//! Why a step of a test or of the demonstration did not happen, in one sentence.

use std::error::Error;

/// What steps answer with.
pub type Outcome<T> = Result<T, Failure>;

/// Why a step did not happen.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A program of the session is not installed. It is never a reason to skip a test.
    #[error("{program} is not installed; on Debian and Ubuntu: apt-get install {package}")]
    Missing {
        /// The program's name.
        program: &'static str,
        /// The Debian package that brings it.
        package: &'static str,
    },
    /// A condition did not come true before the deadline.
    #[error("waited {seconds} s in vain until {what}")]
    Late {
        /// How long it was waited for, in seconds.
        seconds: u64,
        /// What was waited for.
        what: String,
    },
    /// Something else went wrong on the way.
    #[error("{what}: {source}")]
    Broken {
        /// What was being done.
        what: String,
        /// What came of it.
        source: Box<dyn Error + Send + Sync>,
    },
    /// Something is there, and is not as it should be.
    #[error("{0}")]
    Wrong(String),
}

/// Says what was being done when something failed.
pub trait During<T> {
    /// Wraps the error with what was being done.
    fn during(self, what: &str) -> Outcome<T>;
}

impl<T, E: Into<Box<dyn Error + Send + Sync>>> During<T> for Result<T, E> {
    fn during(self, what: &str) -> Outcome<T> {
        self.map_err(|source| Failure::Broken { what: what.to_owned(), source: source.into() })
    }
}
