//! What Kith decides, as a person would say it. One program, because linking takes longer than running.

mod book;
mod card;
mod due;
mod plans;
mod recurrence;
mod schedule;
mod simulation;
mod today;
