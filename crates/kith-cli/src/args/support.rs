//! What `kith need` and `kith going-through` take, and how roles are written.

use chrono::NaiveDate;
use clap::Args;
use kith_core::{Interval, Mode, Support, SupportRole};

/// Somebody is going through something.
#[derive(Args, Debug)]
pub struct GoingThrough {
    /// Who
    pub person: String,
    /// How often to be in touch
    #[arg(long, default_value = "3d", value_name = "INTERVAL")]
    pub every: Interval,
    /// The least that counts: in-person, video, voice or message
    #[arg(long, default_value = "message")]
    pub mode: Mode,
    /// For how long
    #[arg(long = "for", default_value = "3w", value_name = "INTERVAL", conflicts_with = "until")]
    pub length: Interval,
    /// Until this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<NaiveDate>,
    /// What it is
    #[arg(long, default_value = "")]
    pub note: String,
    /// It is over
    #[arg(long, conflicts_with_all = ["every", "mode", "length", "until", "note"])]
    pub end: bool,
}

/// A role by its name.
pub(super) fn role(text: &str) -> Result<SupportRole, String> {
    SupportRole::named(text).ok_or_else(|| {
        format!("“{text}” is nothing one can need here: listening, practical-help, advice, company or professional")
    })
}

/// `listening`, or `practical-help: has a car`; `none` is no role at all.
pub(super) fn carried(text: &str) -> Result<Option<Support>, String> {
    if text == "none" {
        return Ok(None);
    }
    let (name, note) = text.split_once([':', '=']).unwrap_or((text, ""));
    Ok(Some(Support { note: note.trim().to_owned(), ..Support::of(role(name.trim())?) }))
}
