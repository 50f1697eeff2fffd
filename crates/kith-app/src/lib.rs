//! The use cases: one method a thing a user can do.
//!
//! [`App`] owns the book, the clock and the rows kept in memory. A face (pages, command line, tray) calls one
//! method and shows what it returns; it never sees the store. Every method is synchronous and quick; the only
//! waiting is the [`scheduler`], which is a dull loop around pure decisions of `kith-core`.
//!
//! An `App` is cheap to clone. [`App::with_clock`] gives the same book at another time, which is how `--now` works
//! while Kith runs.

pub mod backups;
pub mod boundaries;
mod cache;
pub mod cadences;
pub mod calendar;
pub mod check_ins;
pub mod clock;
pub mod communities;
mod counted;
pub mod duplicates;
pub mod error;
pub mod exchange;
pub mod files;
mod held;
pub mod import;
pub mod insights;
pub mod lists;
pub mod lock;
pub mod look_back;
pub mod notices;
pub mod now;
pub mod opening;
mod past;
pub mod people;
pub mod photos;
pub mod plans;
pub mod prompts;
mod reminder;
pub mod returning;
mod sample;
pub mod scheduler;
pub mod scrolling;
pub mod settings;
mod shared;
pub mod sorting;
pub mod starters;
mod step_up;
pub mod support;
pub mod today;
mod told;
mod undo;

pub use backups::{BackupStatus, RestorePreview, Tallied};
pub use boundaries::ToReview;
pub use cadences::{NewCadence, NewRepeat};
pub use calendar::{CalendarTrouble, CalendarWords, KeptCalendar};
pub use check_ins::{Day, Logged, NewCheckIn, NextDue, Satisfied};
pub use clock::{Clock, Moment, SetClock, StillClock, SystemClock, parse_moment};
pub use communities::{
    CalendarKnown, CommunitiesView, CommunityPage, CommunityView, GatheringTold, GatheringView,
    GatheringsRead, Member, NewAttendance, NewCommunity, NewSeries, SeriesView, SubscriptionTrouble,
};
pub use duplicates::SideBySide;
pub use error::AppError;
pub use exchange::Form;
pub use import::{Choice, Choices, Gathered, ImportReport, Importing, Likely, Step};
pub use insights::chart_csv;
pub use lists::{Found, Listed, PeopleList, PeopleQuery, Sort};
pub use look_back::LookBackView;
pub use now::{GoodView, NowView};
pub use opening::Wanted;
pub use past::Undo;
pub use people::{PersonCadence, PersonPage};
pub use plans::{Invitation, NewPlan, OnDay, PlanPage, PlanPerson, PlanTold, PlanView, PlansView};
pub use prompts::{PromptLine, Target, Wait};
pub use scheduler::{Announce, Announcement};
pub use scrolling::{OffTimeView, Offer, Report, ScrollTold, ScrollingView, Timer, When};
pub use shared::App;
pub use sorting::{SORTED, Sorting};
pub use starters::Instead;
pub use step_up::SteppedUp;
pub use support::{HelperView, HelplineView, KeptNeed, NeedView, NewGoingThrough};
pub use today::{AskView, Back, Coming, ComingView, DateView, HeldView, TodayView};
pub use told::{Acts, Can, Told};
pub use undo::Undone;

pub use kith_core as core;
pub use kith_exchange::gatherings::{CalendarError, NotKept, Why};
pub use kith_exchange::{Column, Guess, Mapping, Progress, ReadError, Target as ColumnOf, Version};
pub use kith_key::{
    KeyError,
    backup::{BackupError, Protection, Work},
};
pub use kith_store::{
    By, Changed, CheckReport, Counts, IndexProblem, Manifest, Notice, Opens, Problem, ReadOnly, Readers,
    Snapshot, SnapshotFile, SnapshotTrouble, Source, Tally, Turned,
};
