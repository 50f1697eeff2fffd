//! What was done, each act as one sentence: for the history page, for Undo, and for whoever asks in a terminal.

mod ahead;
mod communities;
mod fields;
mod scrolled;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use kith_app::{Changed, Told, Undone};
use kith_core::{CheckIn, Fate, Noted, NotedWhat, Person, PersonId, Prompt, Settings};
use kith_store::Record;

use crate::{Words, names::mode_arg};

/// So many people are named; more are counted.
const NAMED: usize = 3;

/// What an act is told with besides itself.
#[derive(Clone, Copy, Debug)]
pub struct Telling<'a> {
    /// The names of the people in it.
    pub names: &'a BTreeMap<PersonId, String>,
    /// The settings in force, for the names of circles.
    pub settings: &'a Settings,
    /// What time it is here.
    pub now: &'a DateTime<Tz>,
}

impl Words {
    /// An act in a sentence: "You logged a call with Ana, 20 min.", "Undid: You moved 12 people to Friends."
    pub fn act(&self, act: &Told, telling: Telling<'_>) -> String {
        match (&act.of, act.again) {
            (Some(of), false) => {
                self.with("history-undid", &[("act", Sentence::of(self, of, telling).into())])
            }
            (Some(of), true) => {
                self.with("history-did-again", &[("act", Sentence::of(self, of, telling).into())])
            }
            (None, _) => Sentence::of(self, act, telling),
        }
    }

    /// What undoing did: "Undid: You logged a call with Ana, 20 min."
    pub fn undone(&self, undone: &Undone, act: &Told, telling: Telling<'_>) -> String {
        let kept = match undone.kept {
            0 => String::new(),
            count => self.with("history-kept", &[("count", count.into())]),
        };
        self.sentences([self.act(act, telling), kept])
    }

    /// The day of acts, for a heading: "today", "Sunday 22 November", "22 November 2025".
    pub fn day_of_acts(&self, day: NaiveDate, today: NaiveDate) -> String {
        use chrono::Datelike;
        match (today - day).num_days() {
            0 | 1 => self.day(day, today),
            _ if day.year() == today.year() => self.full_day(day),
            _ => self.date(day),
        }
    }
}

/// One act on its way to a sentence.
struct Sentence<'a> {
    words: &'a Words,
    act: &'a Told,
    telling: Telling<'a>,
}

impl<'a> Sentence<'a> {
    fn of(words: &'a Words, act: &'a Told, telling: Telling<'a>) -> String {
        Sentence { words, act, telling }.said()
    }

    fn said(&self) -> String {
        match self.act.name.as_str() {
            "people.add" => self.about_people("history-people-add"),
            "people.edit" => self.about_people("history-people-edit"),
            "people.circle" => self.circle(),
            "people.sort" => self.sorting(),
            "people.merge" => self.about_people("history-people-merge"),
            "photo.set" => self.about_people("history-photo-set"),
            "photo.remove" => self.about_people("history-photo-remove"),
            "people.two" => self.about_people("history-people-two"),
            "people.remove" => self.removal(),
            "cadence.add" => self.about_people("history-cadence-add"),
            "cadence.edit" => self.about_people("history-cadence-edit"),
            "cadence.remove" => self.about_people("history-cadence-remove"),
            "log" => self.contact("history-log"),
            "check-in.edit" => self.contact("history-check-in-edit"),
            "check-in.remove" => self.contact("history-check-in-remove"),
            "import" => match self.act.tally.people {
                people if people.added == 0 && people.changed > 0 => {
                    self.counted("history-import-changed", people.changed)
                }
                people => self.counted("history-import", people.added),
            },
            "snooze" => self.snooze(),
            "spread" => self.words.text("history-spread"),
            "skip" => self.about_people("history-skip"),
            "pause" => self.pause(),
            "resume" => match self.person() {
                Some(_) => self.about_people("history-resume"),
                None => self.words.text("history-resume-all"),
            },
            "settings" => self.words.text("history-settings"),
            "prompts" => self.prompts(),
            "plan.add" => self.plan("history-plan-add"),
            "plan.edit" => self.plan("history-plan-edit"),
            "plan.propose" => self.proposal(),
            "plan.agree" => self.plan("history-plan-agree"),
            "plan.happened" => self.contact("history-plan-happened"),
            "plan.move" => self.plan_moved(),
            "plan.drop" => self.plan("history-plan-drop"),
            "plans.told" => self.plans_told(),
            "support.carry" => self.about_people("history-support-carry"),
            "support.drop" => self.about_people("history-support-drop"),
            "going-through.begin" => self.about_people("history-going-through-begin"),
            "going-through.end" => self.about_people("history-going-through-end"),
            "helpline.add" => self.words.text("history-helpline-add"),
            "helpline.edit" => self.words.text("history-helpline-edit"),
            "helpline.remove" => self.words.text("history-helpline-remove"),
            "need.keep" => self.need(),
            "need.forget" => self.counted("history-need-forget", self.act.tally.total()),
            "community.add" => self.community("history-community-add"),
            "community.edit" => self.community("history-community-edit"),
            "community.remove" => self.community("history-community-remove"),
            "community.series.add" => self.community("history-community-series-add"),
            "community.series.edit" => self.community("history-community-series-edit"),
            "community.series.remove" => self.community("history-community-series-remove"),
            "community.cancel" => self.community("history-community-cancel"),
            "community.once-more" => self.community("history-community-once-more"),
            "community.answer" => self.community_answer(),
            "community.attended" => self.attended(),
            "community.not-there" => self.community("history-community-not-there"),
            "community.import" => self.community("history-community-import"),
            "community.subscribe" => self.subscribed(),
            "community.read" => self.community("history-community-read"),
            "communities.told" => self.gatherings_told(),
            "look-back.told" => self.words.text("history-look-back-told"),
            "starter.add" => self.starter("history-starter-add"),
            "starter.edit" => self.starter("history-starter-edit"),
            "starter.done" | "starter.tick" => self.starter("history-starter-done"),
            "starter.remove" => self.starter("history-starter-remove"),
            "question.another" => self.about_people("history-question-another"),
            "instead" => self.starter("history-instead"),
            "reached" => self.reached(),
            "sample" => self.words.text("history-sample"),
            "boundary.keep" => self.about_people("history-boundary-keep"),
            "boundary.remove" => self.about_people("history-boundary-remove"),
            "scrolled.add" => self.scrolled("history-scrolled-add"),
            "scrolled.edit" => self.scrolled("history-scrolled-edit"),
            "scrolled.remove" => self.scrolled("history-scrolled-remove"),
            "timer.start" => self.scrolled("history-timer-start"),
            "timer.stop" => self.timer_stopped(),
            "off-time.add" => self.words.text("history-off-time-add"),
            "off-time.edit" => self.words.text("history-off-time-edit"),
            "off-time.remove" => self.words.text("history-off-time-remove"),
            "budget" => self.words.text("history-budget"),
            "scrolling.told" => self.words.text("history-scrolling-told"),
            "restore" => self.counted("history-restore", self.act.tally.total()),
            "repair" => self.counted("history-repair", self.act.tally.total()),
            "repair.done" => self.words.text("history-repair-done"),
            "undo" | "redo" => self.words.text("history-undid-something"),
            name => self
                .words
                .with("history-other", &[("name", name.into()), ("count", self.act.tally.total().into())]),
        }
    }

    fn about_people(&self, id: &str) -> String {
        self.words.with(id, &[("names", self.people().into())])
    }

    fn counted(&self, id: &str, count: u64) -> String {
        self.words.with(id, &[("count", count.into())])
    }

    fn circle(&self) -> String {
        match self.person().and_then(|person| person.circle) {
            None => self.about_people("history-people-circle-none"),
            Some(circle) => {
                let circle = self.words.circle(circle, self.telling.settings);
                self.words.with(
                    "history-people-circle",
                    &[("names", self.people().into()), ("circle", circle.into())],
                )
            }
        }
    }

    /// Who came with others was put into a circle, or into none.
    fn sorting(&self) -> String {
        match self.person().and_then(|person| person.circle) {
            None => self.about_people("history-people-sort-none"),
            Some(_) => self.circle(),
        }
    }

    fn removal(&self) -> String {
        match self.act.tally.check_ins.removed {
            0 => self.about_people("history-people-remove"),
            count => self.words.with(
                "history-people-remove-with",
                &[("names", self.people().into()), ("count", count.into())],
            ),
        }
    }

    fn contact(&self, id: &str) -> String {
        let check_in = self.records().find_map(|record| match record {
            Record::CheckIn(check_in) => Some(check_in),
            _ => None,
        });
        match check_in {
            Some(check_in) => {
                let contact = self.words.contact(check_in, self.telling.names);
                self.words.with(id, &[("contact", contact.into())])
            }
            None => self.counted_other(),
        }
    }

    fn snooze(&self) -> String {
        self.put_off("history-snooze")
    }

    fn put_off(&self, id: &str) -> String {
        let until = self.prompt().and_then(|prompt| match prompt.fate {
            Fate::Snoozed { until } => Some(until),
            _ => None,
        });
        match until {
            Some(until) => self.until(id, self.moment(until)),
            None => self.counted_other(),
        }
    }

    fn pause(&self) -> String {
        let settings = self.records().find_map(|record| match record {
            Record::Settings(settings) => settings.paused_until,
            _ => None,
        });
        match (self.person().and_then(|person| person.paused_until), settings) {
            (Some(day), _) => self.until("history-pause", self.words.day(day, self.telling.now.date_naive())),
            (None, Some(until)) => {
                self.words.with("history-pause-all", &[("until", self.moment(until).into())])
            }
            (None, None) => self.counted_other(),
        }
    }

    fn need(&self) -> String {
        let role = self.records().find_map(|record| match record {
            Record::Noted(Noted { what: NotedWhat::Needed { role }, .. }) => Some(*role),
            _ => None,
        });
        match role {
            Some(role) => {
                self.words.with("history-need-keep", &[("need", self.words.support_for(role).into())])
            }
            None => self.counted_other(),
        }
    }

    fn prompts(&self) -> String {
        match self.act.tally.prompts.added {
            0 => self.about_people("history-prompts-passed"),
            _ => self.about_people("history-prompts"),
        }
    }

    fn until(&self, id: &str, until: String) -> String {
        self.words.with(id, &[("names", self.people().into()), ("until", until.into())])
    }

    fn counted_other(&self) -> String {
        let args = [("name", self.act.name.as_str().into()), ("count", self.act.tally.total().into())];
        self.words.with("history-other", &args)
    }

    fn moment(&self, at: DateTime<Utc>) -> String {
        self.words.instant(at, self.telling.now)
    }

    /// The records as they became, or as they were where they are gone.
    fn records(&self) -> impl Iterator<Item = &'a Record> {
        self.act.changed.iter().filter_map(|changed| changed.after.as_ref().or(changed.before.as_ref()))
    }

    fn person(&self) -> Option<&'a Person> {
        self.records().find_map(|record| match record {
            Record::Person(person) => Some(&**person),
            _ => None,
        })
    }

    fn prompt(&self) -> Option<&'a Prompt> {
        self.records().find_map(|record| match record {
            Record::Prompt(prompt) => Some(prompt),
            _ => None,
        })
    }

    /// Whom it is about: the people it changed, or else those it asked for, whose picture it changed or for whom something
    /// is kept. Named while they are few.
    fn people(&self) -> String {
        let mut people: Vec<PersonId> = self
            .records()
            .filter_map(|record| match record {
                Record::Person(person) => Some(person.id),
                _ => None,
            })
            .collect();
        let mut count =
            self.act.tally.people.added + self.act.tally.people.changed + self.act.tally.people.removed;
        if people.is_empty() {
            let asked = self.records().filter_map(|record| match record {
                Record::Prompt(prompt) => Some(prompt.person),
                Record::Photo(photo) => Some(photo.id),
                Record::Starter(starter) => Some(starter.person),
                _ => None,
            });
            people = asked.collect::<BTreeSet<_>>().into_iter().collect();
            count = people.len() as u64;
        }
        people.sort_by_key(|id| self.telling.names.get(id).map(|name| name.to_lowercase()));
        match people.len() {
            1..=NAMED if count <= NAMED as u64 => self.words.named(&people, self.telling.names),
            _ => self.words.with("history-people", &[("count", count.into())]),
        }
    }
}

impl Words {
    /// "Ana and Luis"; who is nowhere by name any more is "somebody you removed".
    fn named(&self, people: &[PersonId], names: &BTreeMap<PersonId, String>) -> String {
        let name = |id| names.get(id).cloned().unwrap_or_else(|| self.text("somebody-removed"));
        self.list(people.iter().map(name))
    }

    /// Those people by name while they are few.
    fn few_named(&self, people: &[PersonId], names: &BTreeMap<PersonId, String>) -> String {
        match people.len() {
            0..=NAMED => self.named(people, names),
            count => self.with("history-people", &[("count", count.into())]),
        }
    }

    /// "a call with Ana, 20 min".
    fn contact(&self, check_in: &CheckIn, names: &BTreeMap<PersonId, String>) -> String {
        let names = self.few_named(&check_in.people, names);
        match check_in.minutes {
            None => self.with("history-contact", &[mode_arg(check_in.mode), ("names", names.into())]),
            Some(minutes) => {
                let minutes = self.minutes(minutes).into();
                self.with(
                    "history-contact-minutes",
                    &[mode_arg(check_in.mode), ("names", names.into()), ("minutes", minutes)],
                )
            }
        }
    }

    /// What an act changed, a line each; the last counts what is not told. Empty where the sentence says it all.
    pub fn act_details(&self, act: &Told, telling: Telling<'_>) -> Vec<String> {
        // What an undo changed is what the act that it took back had changed.
        let act = act.of.as_deref().unwrap_or(act);
        let alone = act.changed.len() == 1;
        let mut lines: Vec<String> =
            act.changed.iter().flat_map(|changed| self.changed(changed, alone, telling)).collect();
        let untold = act.tally.total().saturating_sub(act.changed.len() as u64);
        if untold > 0 {
            lines.push(self.with("history-more", &[("count", untold.into())]));
        }
        lines
    }

    fn changed(&self, changed: &Changed, alone: bool, telling: Telling<'_>) -> Vec<String> {
        let subject = |what: String, lines: Vec<String>| -> Vec<String> {
            if alone {
                return lines;
            }
            let line = |change: String| {
                self.with("history-of", &[("what", what.as_str().into()), ("change", change.into())])
            };
            lines.into_iter().map(line).collect()
        };
        let come = |what: String| vec![self.with("history-added", &[("what", what.into())])];
        let gone = |what: String| vec![self.with("history-removed", &[("what", what.into())])];
        match (&changed.before, &changed.after) {
            (Some(Record::Person(before)), Some(Record::Person(after))) => {
                subject(after.name.clone(), self.person_changes(before, after, telling))
            }
            // The sentence has said that already.
            (None, Some(Record::Person(_))) | (Some(Record::Person(_)), None) if alone => Vec::new(),
            (None, Some(Record::Person(person))) => come(person.name.clone()),
            (Some(Record::Person(person)), None) => gone(person.name.clone()),
            (Some(Record::CheckIn(before)), Some(Record::CheckIn(after))) => {
                subject(self.told_check_in(after, telling), self.check_in_changes(before, after, telling))
            }
            (None, Some(Record::CheckIn(check_in))) => come(self.told_check_in(check_in, telling)),
            (Some(Record::CheckIn(check_in)), None) => gone(self.told_check_in(check_in, telling)),
            (Some(Record::Plan(before)), Some(Record::Plan(after))) => {
                subject(self.told_plan(after, telling), self.plan_changes(before, after, telling))
            }
            (Some(Record::Starter(before)), Some(Record::Starter(after))) => {
                subject(self.told_starter(after, telling), self.starter_changes(before, after, telling))
            }
            (Some(Record::Community(before)), Some(Record::Community(after))) => {
                subject(after.name.clone(), self.community_changes(before, after, telling))
            }
            (_, Some(Record::Plan(_) | Record::Starter(_) | Record::Community(_)))
            | (Some(Record::Plan(_) | Record::Starter(_) | Record::Community(_)), _)
                if alone =>
            {
                Vec::new()
            }
            (None, Some(Record::Plan(plan))) => come(self.told_plan(plan, telling)),
            (Some(Record::Plan(plan)), None) => gone(self.told_plan(plan, telling)),
            (None, Some(Record::Community(community))) => come(community.name.clone()),
            (Some(Record::Community(community)), None) => gone(community.name.clone()),
            (None, Some(Record::Starter(starter))) => come(self.told_starter(starter, telling)),
            (Some(Record::Starter(starter)), None) => gone(self.told_starter(starter, telling)),
            (before, Some(Record::Settings(after))) => {
                let before = match before {
                    Some(Record::Settings(before)) => before.clone(),
                    _ => Box::default(),
                };
                self.settings_changes(&before, after, telling)
            }
            // What becomes of prompts follows from the rest.
            _ => Vec::new(),
        }
    }

    fn told_check_in(&self, check_in: &CheckIn, telling: Telling<'_>) -> String {
        let name = |id| telling.names.get(id).cloned().unwrap_or_else(|| self.text("somebody-removed"));
        let names: Vec<String> = check_in.people.iter().map(name).collect();
        self.check_in(check_in, &names, telling.now)
    }
}
