//! The arguments of `kith plan`.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use kith_core::Mode;

/// Calls and meetings to agree on.
#[derive(Args, Debug)]
pub struct Plan {
    /// What to do; without it, what is planned.
    #[command(subcommand)]
    pub what: Option<PlanCommand>,
}

/// What to do with plans. A plan is named by somebody in it, or by its id, which `kith plan` shows where a
/// name does not tell which one is meant.
#[derive(Subcommand, Debug)]
pub enum PlanCommand {
    /// What is planned
    List,
    /// Plan something: an idea without a time, else a proposal
    Add {
        /// With whom: "Ana, Luis"
        #[arg(required = true)]
        people: Vec<String>,
        /// How: in-person, video, voice or message
        #[arg(long, default_value = "in-person")]
        mode: Mode,
        /// When.
        #[command(flatten)]
        times: NewTimes,
        /// Where
        #[arg(long)]
        place: Option<String>,
        /// How long
        #[arg(long, value_name = "N")]
        minutes: Option<u32>,
        /// What for, or what to bring; for you alone
        #[arg(long)]
        note: Option<String>,
    },
    /// Everything about a plan
    Show {
        /// Which
        plan: String,
    },
    /// Everybody knows when
    Agree {
        /// Which
        plan: String,
        /// When: 2026-12-03T19:00, 2026-12-03T19:00[Europe/Lisbon]
        #[arg(long, value_name = "TIME", conflicts_with = "time")]
        at: Option<String>,
        /// Which of its times, from 1 on
        #[arg(long, value_name = "N")]
        time: Option<usize>,
    },
    /// It happened: log it, with everybody who was there
    Happened {
        /// Which
        plan: String,
        /// Who was there, if not those it was planned with
        #[arg(long, num_args = 1.., value_name = "NAME")]
        with: Vec<String>,
        /// How long
        #[arg(long, value_name = "N")]
        minutes: Option<u32>,
        /// What stayed of it
        #[arg(long)]
        note: Option<String>,
    },
    /// Another time, or an idea again
    Move {
        /// Which
        plan: String,
        /// When.
        #[command(flatten)]
        times: NewTimes,
    },
    /// Let a plan go, which is no failure
    Drop {
        /// Which
        plan: String,
    },
    /// The text of an invitation, to send it yourself
    Invite {
        /// To which
        plan: String,
    },
    /// The plan as a file for a calendar
    Ics {
        /// Which
        plan: String,
        /// Where to; standard output if not given
        file: Option<PathBuf>,
    },
}

/// Times for a plan.
#[derive(Args, Debug)]
pub struct NewTimes {
    /// When (up to three): 2026-12-03T19:00, 2026-12-03T19:00[Europe/Lisbon]
    #[arg(long, value_name = "TIME")]
    pub at: Vec<String>,
    /// So many times that suit everybody, as Kith finds them
    #[arg(long, value_name = "N", conflicts_with = "at", value_parser = clap::value_parser!(u8).range(1..=3))]
    pub propose: Option<u8>,
    /// The time is agreed on already
    #[arg(long)]
    pub agreed: bool,
}
