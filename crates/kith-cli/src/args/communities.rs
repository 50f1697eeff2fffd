//! The arguments of `kith communities`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// Groups with their own gatherings.
#[derive(Args, Debug)]
pub struct Communities {
    /// What to do; without it, what comes and which there are.
    #[command(subcommand)]
    pub what: Option<CommunitiesCommand>,
}

/// What to do with communities. One is named by its name, the beginning of that, or its id (from `kith communities
/// --json`).
#[derive(Subcommand, Debug)]
pub enum CommunitiesCommand {
    /// What comes, what is to be answered, and which there are
    List,
    /// Everything about a community
    Show {
        /// Which
        community: String,
    },
    /// You are going: to its next gathering, or to that of a day
    Going {
        /// Which community
        community: String,
        /// The day of the gathering: 2026-11-26, tomorrow
        #[arg(long, value_name = "DAY")]
        at: Option<String>,
    },
    /// Not this time; of one that is over, that you were not there
    Not {
        /// Which community
        community: String,
        /// The day of the gathering: 2026-11-26, yesterday
        #[arg(long, value_name = "DAY")]
        at: Option<String>,
    },
    /// You were there: log a meeting with exactly the members you name
    Attended {
        /// Which community
        community: String,
        /// Which members were there: Ana, Luis
        #[arg(long, num_args = 1.., value_name = "NAME")]
        with: Vec<String>,
        /// The day of the gathering, if not the last one
        #[arg(long, value_name = "DAY")]
        at: Option<String>,
        /// How long, if not as long as it was to be
        #[arg(long, value_name = "N")]
        minutes: Option<u32>,
        /// What stayed of it
        #[arg(long)]
        note: Option<String>,
    },
    /// Read gatherings from a calendar: an .ics file
    Import {
        /// The file
        file: PathBuf,
        /// Into this community; without it, a new one that is called as the calendar calls itself
        #[arg(long, value_name = "NAME")]
        into: Option<String>,
    },
}
