//! What Kith knows and decides, without touching the world.
//!
//! Nothing here reads a clock, a file or the network: the instant and the zone come in as arguments, what to do
//! goes out as data. That is what lets ten years of prompts be tested in a second.

pub mod alike;
mod as_text;
pub mod cadence;
pub mod card;
pub mod check_in;
pub mod circle;
pub mod coming;
pub mod community;
pub mod dates;
pub mod due;
pub mod find;
pub mod id;
pub mod insights;
pub mod interval;
pub mod ladder;
pub mod look_back;
pub mod merge;
pub mod mode;
pub mod need;
pub mod net;
pub mod noted;
pub mod now;
pub mod partial_date;
pub mod person;
pub mod photo;
pub mod phrase;
pub mod plan;
pub mod prompt;
pub mod questions;
pub mod recurrence;
pub mod region;
pub mod returning;
pub mod row;
pub mod schedule;
pub mod scrolling;
pub mod settings;
pub mod spread;
pub mod starter;
pub mod suggest;
pub mod summary;
pub mod support;
pub mod today;
pub mod whereabouts;
pub mod zoned;

pub use cadence::{Cadence, Repeat};
pub use card::Card;
pub use check_in::{CheckIn, Felt, StartedBy};
pub use circle::{Circle, CircleDefault};
pub use community::{Community, Gathering, Series};
pub use due::{Due, Frame, due};
pub use id::{CadenceId, CheckInId, CommunityId, NotedId, PersonId, PlanId, PromptId, StarterId};
pub use interval::Interval;
pub use mode::Mode;
pub use noted::{Noted, NotedWhat};
pub use partial_date::PartialDate;
pub use person::{Boundary, Labelled, Person, Status};
pub use photo::Photo;
pub use plan::{Plan, PlanState, PlanTime};
pub use prompt::{Fate, Prompt, Slot};
pub use recurrence::{Rule, RuleError};
pub use region::Region;
pub use row::{Row, RowCadence};
pub use settings::{DailySpan, FreeHours, OffTime, Scrolling, Settings};
pub use starter::{Starter, StarterKind};
pub use summary::{Contact, LastContacts, Mark, OpenPrompt, PastPrompt, Summary};
pub use support::{GoingThrough, Helpline, Support, SupportRole};

/// Fields of a record that this version of Kith does not know. They are kept and written again.
pub type Extra = serde_json::Map<String, serde_json::Value>;
