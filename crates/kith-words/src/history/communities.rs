//! Acts on communities and their gatherings.

use kith_core::{
    Community,
    community::{Answer, Attendance, Subscription},
};
use kith_store::Record;

use super::{Sentence, Telling, fields::Fields};
use crate::Words;

impl<'a> Sentence<'a> {
    fn communities(&self) -> impl Iterator<Item = &'a Community> {
        self.records().filter_map(|record| match record {
            Record::Community(community) => Some(&**community),
            _ => None,
        })
    }

    /// A sentence about a community.
    pub(super) fn community(&self, id: &str) -> String {
        match self.communities().next() {
            Some(community) => self.words.with(id, &[("community", community.name.as_str().into())]),
            None => self.counted_other(),
        }
    }

    /// What was said beforehand, and of which gathering.
    pub(super) fn community_answer(&self) -> String {
        let pair = self.act.changed.iter().find_map(|changed| match (&changed.before, &changed.after) {
            (before, Some(Record::Community(after))) => Some((before.as_ref(), after)),
            _ => None,
        });
        let Some((before, after)) = pair else { return self.community("history-community-answer") };
        let was = |said: &&Attendance| match before {
            Some(Record::Community(before)) => {
                before.answer_to(said.slot.instant()).is_none_or(|was| Some(was) != said.answer)
            }
            _ => true,
        };
        let changed = after.attendance.iter().filter(|said| said.answer.is_some()).find(was);
        let Some((said, answer)) = changed.and_then(|said| Some((said, said.answer?))) else {
            return self.community("history-community-answer");
        };
        let id = match answer {
            Answer::Going => "history-community-going",
            Answer::NotThisTime => "history-community-not",
        };
        let when = self.moment(said.slot.instant());
        self.words.with(id, &[("community", after.name.as_str().into()), ("when", when.into())])
    }

    /// Who was there, where anybody was ticked.
    pub(super) fn attended(&self) -> String {
        let check_in = self.records().find_map(|record| match record {
            Record::CheckIn(check_in) => Some(check_in),
            _ => None,
        });
        match (self.communities().next(), check_in) {
            (Some(community), Some(check_in)) => {
                let contact = self.words.contact(check_in, self.telling.names);
                self.words.with(
                    "history-community-attended",
                    &[("community", community.name.as_str().into()), ("contact", contact.into())],
                )
            }
            _ => self.community("history-community-was-there"),
        }
    }

    pub(super) fn subscribed(&self) -> String {
        self.community(match self.communities().any(|community| community.calendar.is_some()) {
            true => "history-community-subscribe",
            false => "history-community-unsubscribe",
        })
    }

    pub(super) fn gatherings_told(&self) -> String {
        match self.act.tally.communities.changed {
            0 | 1 => self.community("history-community-told"),
            count => self.counted("history-communities-told", count),
        }
    }
}

impl Words {
    pub(super) fn community_changes(
        &self,
        before: &Community,
        after: &Community,
        telling: Telling<'_>,
    ) -> Vec<String> {
        let mut fields = Fields::new(self);
        let mut one = |field: &str, said: &dyn Fn(&Community) -> String| {
            fields.field(field, said(before), said(after));
        };
        one("name", &|it| it.name.clone());
        one("role", &|it| it.role.clone());
        one("place", &|it| it.place.clone());
        one("members", &|it| self.named(&it.members, telling.names));
        one("others", &|it| self.list(it.others.iter().map(String::as_str)));
        one("remind", &|it| it.remind.map(|minutes| self.reminder(minutes)).unwrap_or_default());
        one("calendar", &|it| it.calendar.as_ref().map(|it| it.path.clone()).unwrap_or_default());
        one("gatherings", &|it| {
            let shown = it.series.iter().take(3).map(|series| self.series(series, telling.now.timezone()));
            self.list(shown)
        });
        fields.passage("note", &before.note, &after.note);
        // What was said of a gathering is in the sentence; that it was told, or read again, is no change to tell.
        let quiet = |it: &Community| Community {
            attendance: Vec::new(),
            calendar: it.calendar.clone().map(|it| Subscription { read: String::new(), ..it }),
            ..it.clone()
        };
        if fields.is_empty() && quiet(before) != quiet(after) {
            fields.changed("gatherings");
        }
        fields.lines()
    }
}
