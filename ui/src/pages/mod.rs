//! One module a page: what it reads, and what can be done on it. Decisions are the use cases'; words are the messages'.

pub(crate) mod backups;
pub(crate) mod cadence;
pub(crate) mod check_in;
pub(crate) mod contact;
pub(crate) mod dates;
pub(crate) mod draft;
pub(crate) mod duplicates;
pub(crate) mod find;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod lock;
pub(crate) mod log;
pub(crate) mod notices;
pub(crate) mod people;
pub(crate) mod person;
pub(crate) mod problem;
pub(crate) mod prompt;
pub(crate) mod reached;
pub(crate) mod settings;
pub(crate) mod sort;
pub(crate) mod statics;
pub(crate) mod today;
pub(crate) mod trouble;
pub(crate) mod undo;
pub(crate) mod unlock;
pub(crate) mod welcome;
