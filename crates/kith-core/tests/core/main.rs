//! What Kith decides, as a person would say it. One program, because linking takes longer than running.

mod book;
mod card;
mod communities;
mod dates;
mod due;
mod ladder;
mod now;
mod plans;
mod recurrence;
mod schedule;
mod scrolling;
mod simulation;
mod today;
