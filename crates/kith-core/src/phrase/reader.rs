//! Reading a line from left to right, once.
//!
//! Each step takes what stands at one place: a name where one is expected, else a day, a time, a length, a
//! contact, else a name. The first of each kind counts, and what comes again stays in the note.

use std::ops::Range;

use chrono::NaiveDateTime;

use super::{
    Kind, Named, Span, Understood, Who, days, lengths,
    names::{Names, Place},
    note,
    tokens::Line,
    vocabulary::{Meaning, Way},
};
use crate::{Mode, StartedBy, find::Index};

/// What becomes of a token in the note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// It stays.
    Kept,
    /// It was understood, and says nothing more.
    Spent,
    /// As [`Role::Spent`], but it belongs to a word that stays before it: the "call" of "a quick call".
    Held,
}

/// What `line` says.
pub(super) fn read(line: &Line, index: &Index, now: NaiveDateTime) -> Understood {
    let end = note::beginning(line);
    let mut reader = Reader {
        line,
        names: Names::new(line, index, end, now),
        end,
        now,
        roles: vec![Role::Kept; line.tokens.len()],
        understood: Understood::default(),
        people_end: None,
        reached_at: None,
        contact_end: None,
        with_others: false,
    };
    let (mut at, mut place) = (0, Place::Start);
    while at < end {
        let (taken, next) = reader.step(at, place);
        at += taken;
        place = next;
    }
    reader.people_among_words();
    let Reader { mut understood, roles, .. } = reader;
    understood.spans.sort_by_key(|span| span.range.start);
    understood.note = note::note(line, end, &roles);
    understood
}

struct Reader<'a> {
    line: &'a Line<'a>,
    names: Names<'a>,
    end: usize,
    now: NaiveDateTime,
    roles: Vec<Role>,
    understood: Understood,
    /// Where the last people end.
    people_end: Option<usize>,
    /// Where a verb like "called" ends that nobody stood before.
    reached_at: Option<usize>,
    /// Where the last contact ends.
    contact_end: Option<usize>,
    /// Whether it was with people who are not named ("with the team"), whom a name may join.
    with_others: bool,
}

impl Reader<'_> {
    /// Takes what stands at `at`: how many tokens, and where that leaves us.
    fn step(&mut self, at: usize, place: Place) -> (usize, Place) {
        self.people_expected(at, place)
            .or_else(|| self.after_preposition(at))
            .or_else(|| self.when(at))
            .or_else(|| self.length(at))
            .or_else(|| self.contact(at))
            .or_else(|| self.people(at, place))
            .or_else(|| self.puzzle(at))
            .unwrap_or_else(|| match self.line.mark(at) {
                Some(',') => (1, Place::Comma),
                _ if self.with_others => {
                    self.joined(at).map_or((1, Place::Elsewhere), |(next, _)| (next - at, Place::AfterSpan))
                }
                _ => (1, Place::Elsewhere),
            })
    }

    fn people_expected(&mut self, at: usize, place: Place) -> Option<(usize, Place)> {
        place.expects_a_name().then(|| self.people(at, place)).flatten()
    }

    /// "with Ana", "gave Ana a call"; "letter from Ana", "wrote to Ana" after a contact.
    fn after_preposition(&mut self, at: usize) -> Option<(usize, Place)> {
        let follows_contact = self.contact_end == Some(at);
        let (length, meaning) = self.line.find(at, |meaning| match meaning {
            Meaning::With | Meaning::Gave => Some(meaning),
            Meaning::To | Meaning::From if follows_contact => Some(meaning),
            _ => None,
        })?;
        let slash = self.line.mark(at + length) == Some('/') && self.line.tokens[at + length].tight;
        let start = at + length + usize::from(slash);
        if start >= self.end {
            return None;
        }
        let expected = if meaning == Meaning::Gave { Place::Object } else { Place::With };
        let Some((taken, place)) = self.people(start, expected) else {
            self.with_others |= meaning == Meaning::With;
            return None;
        };
        self.spend(at..start);
        match meaning {
            Meaning::From => self.started(StartedBy::Them),
            Meaning::Gave => self.started(StartedBy::Me),
            Meaning::To if self.reached_at.is_some() => self.started(StartedBy::Me),
            _ => {}
        }
        Some((start - at + taken, place))
    }

    /// A day or a time; a second one is left alone.
    fn when(&mut self, at: usize) -> Option<(usize, Place)> {
        let told = &self.understood;
        if let Some((length, when)) = days::day(self.line, at, self.now).filter(|_| told.day.is_none())
            && at + length <= self.end
            && !(when.time.is_some() && told.time.is_some())
        {
            self.understood.day = Some(when.day);
            self.understood.time = when.time.or(self.understood.time);
            self.take(at, length, Kind::Day);
            return Some((length, Place::AfterSpan));
        }
        let (length, time) = lengths::time(self.line, at).filter(|_| self.understood.time.is_none())?;
        if at + length > self.end {
            return None;
        }
        self.understood.time = Some(time);
        self.take(at, length, Kind::Time);
        Some((length, Place::AfterSpan))
    }

    /// What looks like a day or a time and is none, at the beginning or behind something that was understood. It stays in
    /// the note; the first is told.
    fn puzzle(&mut self, at: usize) -> Option<(usize, Place)> {
        let before = at.checked_sub(1).map(|before| match self.line.mark(before) {
            Some(',') => before.checked_sub(1),
            _ => Some(before),
        });
        let is_read = |at: usize| self.roles[at] != Role::Kept || !self.is_kept(at, 1);
        let placed = before.flatten().is_none_or(is_read);
        let told = &self.understood;
        let day = || days::puzzle(self.line, at).or_else(|| days::year(self.line, at));
        let day = || day().filter(|_| told.day.is_none());
        let time = || lengths::puzzle(self.line, at).filter(|_| told.time.is_none());
        let length = time().or_else(day).filter(|length| placed && at + length <= self.end)?;
        let range = self.line.range(at, at + length);
        self.understood.puzzling.get_or_insert_with(|| self.line.text[range].to_owned());
        Some((length, Place::Elsewhere))
    }

    fn length(&mut self, at: usize) -> Option<(usize, Place)> {
        let (length, minutes) =
            lengths::minutes(self.line, at).filter(|_| self.understood.minutes.is_none())?;
        if at + length > self.end {
            return None;
        }
        self.understood.minutes = Some(minutes);
        self.take(at, length, Kind::Minutes);
        Some((length, Place::AfterSpan))
    }

    /// A word for a contact. The first one decides, unless a later one says by what means it was.
    fn contact(&mut self, at: usize) -> Option<(usize, Place)> {
        let (length, (mode, way)) = self.line.find(at, |meaning| match meaning {
            Meaning::Contact(mode, way) => Some((mode, way)),
            _ => None,
        })?;
        if at + length > self.end {
            return None;
        }
        let introduced = self.introduction(at);
        let by = introduced < at || self.line.says(at, Meaning::By).is_some();
        let means = way == Way::Means && (by || self.understood.mode == Some(mode));
        let decides = self.decides(mode, way, at, means);
        if decides {
            self.understood.mode = Some(mode);
        }
        if decides || means {
            self.understood.spans.push(Span { range: self.line.range(at, at + length), kind: Kind::Mode });
            if !matches!(way, Way::Activity | Way::Piece) {
                self.spend(introduced..at + length);
            }
            if matches!(way, Way::Means | Way::Talk) && introduced == at {
                self.roles[at..at + length].fill(Role::Held);
            }
        }
        if decides && way == Way::Reach {
            self.reached_at = Some(at + length);
        }
        let taken = length + self.around_a_verb(at, at + length, way);
        self.contact_end = Some(at + taken);
        let place = match way {
            Way::Reach | Way::Meet => Place::Object,
            _ => Place::AfterContact,
        };
        Some((taken, place))
    }

    /// Where the "on the" begins that stands before a contact at `at`, or `at`.
    fn introduction(&self, at: usize) -> usize {
        let by = |from: usize, to: usize| {
            (self.roles[from] == Role::Kept && self.line.says(from, Meaning::By) == Some(to - from))
                .then_some(from)
        };
        let article = |from: usize| self.line.says(from, Meaning::Small) == Some(1);
        let near = at.checked_sub(1).and_then(|from| by(from, at));
        let far = at.checked_sub(2).filter(|from| article(from + 1)).and_then(|from| by(from, from + 1));
        near.or(far).unwrap_or(at)
    }

    /// Whether a word for a contact decides the mode. A call by WhatsApp stays a call.
    fn decides(&self, mode: Mode, way: Way, at: usize, introduced: bool) -> bool {
        let Some(known) = self.understood.mode else { return true };
        let says_by_what = way == Way::Means && (introduced || self.contact_end == Some(at));
        let call = matches!(known, Mode::Voice | Mode::Video);
        says_by_what && mode != known && !(call && mode == Mode::Message)
    }

    /// Who stands before and after a verb, when it is a small word: "she called me". How many tokens after
    /// it.
    fn around_a_verb(&mut self, at: usize, end: usize, way: Way) -> usize {
        if !matches!(way, Way::Reach | Way::Meet | Way::Talk) {
            return 0;
        }
        let directed = way == Way::Reach;
        let before = at.checked_sub(1).filter(|before| self.roles[*before] == Role::Kept);
        let says = |at: usize, meaning| self.line.says(at, meaning).filter(|length| at + length <= self.end);
        let subject = before.and_then(|before| {
            [(Meaning::I, StartedBy::Me), (Meaning::They, StartedBy::Them)]
                .into_iter()
                .find(|(meaning, _)| says(before, *meaning) == Some(1))
                .map(|(_, by)| (before, by))
        });
        let me = says(end, Meaning::Me);
        let pronoun = says(end, Meaning::Them).filter(|length| self.names_end(end + length));
        match subject {
            Some((before, by)) if directed && self.understood.started_by.is_none() => {
                self.started(by);
                self.take(before, 1, Kind::StartedBy);
            }
            Some((before, StartedBy::Me)) => self.spend(before..before + 1),
            _ if directed && self.people_end == Some(at) => self.started(StartedBy::Them),
            _ => {}
        }
        match (me, pronoun) {
            (Some(length), _) if directed => {
                self.started(StartedBy::Them);
                self.take(end, length, Kind::StartedBy);
                length
            }
            (Some(length), _) | (None, Some(length)) => {
                self.spend(end..end + length);
                length
            }
            (None, None) => 0,
        }
    }

    /// Whether nothing of a sentence about somebody ("her garden") goes on at `at`.
    fn names_end(&self, at: usize) -> bool {
        at >= self.end || self.line.mark(at).is_some() || self.line.meanings(at).next().is_some() || {
            days::day(self.line, at, self.now).is_some() || lengths::minutes(self.line, at).is_some()
        }
    }

    /// Everybody named from `at` on, with what joins them.
    fn people(&mut self, at: usize, place: Place) -> Option<(usize, Place)> {
        let (length, who) = self.names.name(at, place)?;
        if place == Place::Object && self.reached_at == Some(at) {
            self.started(StartedBy::Me);
        }
        self.person(at, length, who);
        let mut end = at + length;
        while let Some((start, place)) = self.joined(end) {
            let Some((length, who)) = self.names.name(start, place) else { break };
            self.spend(end..start);
            self.person(start, length, who);
            end = start + length;
        }
        self.people_end = Some(end);
        Some((end - at, Place::AfterSpan))
    }

    /// Where the next name begins after what joins people at `at`, if it does.
    fn joined(&self, at: usize) -> Option<(usize, Place)> {
        let comma = at + usize::from(self.line.mark(at) == Some(','));
        let and = match self.line.mark(comma) {
            Some('&' | '+' | '/') => comma + 1,
            _ => self.line.skip(comma, Meaning::And),
        };
        let place = if and > comma { Place::And } else { Place::Comma };
        (and > at && and < self.end).then_some((and, place))
    }

    fn person(&mut self, at: usize, length: usize, who: Who) {
        let range = self.line.range(at, at + length);
        self.take(at, length, Kind::Person);
        self.named(range, who);
    }

    fn named(&mut self, range: Range<usize>, who: Who) {
        let typed = self.line.text[range.clone()].to_owned();
        let same = |known: &Named| match (&known.who, &who) {
            (Who::Nobody, Who::Nobody) => known.typed == typed,
            (known, who) => known == who,
        };
        if !self.understood.people.iter().any(same) {
            self.understood.people.push(Named { typed, range, who });
        }
    }

    /// When nobody was named where names are expected: "Ana’s party", "dinner at Ana’s", "liked Ana’s post",
    /// and somebody in the book among other words ("helped Ana move"). The words stay in the note.
    fn people_among_words(&mut self) {
        if !self.understood.people.is_empty() {
            return;
        }
        if let Some((at, who)) = (0..self.end).find_map(|at| Some((at, self.owner(at)?))) {
            return self.mention(at, 1, who);
        }
        let known = |reader: &Self, at: usize| {
            reader.names.name(at, Place::AfterSpan).filter(|(length, _)| reader.is_kept(at, *length))
        };
        let mut next = (0..self.end).find(|at| known(self, *at).is_some());
        while let Some(at) = next {
            let Some((length, who)) = known(self, at) else { return };
            self.mention(at, length, who);
            next = self.joined(at + length).map(|(start, _)| start);
        }
    }

    fn owner(&self, at: usize) -> Option<Who> {
        let introduced = at.checked_sub(1).is_none_or(|before| {
            let words = [Meaning::At, Meaning::To, Meaning::For];
            let reaction = self.understood.mode == Some(Mode::Reaction) && self.contact_end == Some(at);
            reaction || words.iter().any(|word| self.line.says(before, *word).is_some())
        });
        self.names.owner(at).filter(|_| introduced && self.is_kept(at, 1))
    }

    /// Whether nothing was understood of these tokens yet.
    fn is_kept(&self, at: usize, length: usize) -> bool {
        let range = self.line.range(at, at + length);
        self.understood
            .spans
            .iter()
            .all(|span| span.range.end <= range.start || range.end <= span.range.start)
    }

    fn mention(&mut self, at: usize, length: usize, who: Who) {
        let range = self.line.range(at, at + length);
        self.understood.spans.push(Span { range: range.clone(), kind: Kind::Person });
        self.named(range, who);
    }

    fn started(&mut self, by: StartedBy) {
        self.understood.started_by.get_or_insert(by);
    }

    fn take(&mut self, at: usize, length: usize, kind: Kind) {
        self.understood.spans.push(Span { range: self.line.range(at, at + length), kind });
        self.spend(at..at + length);
    }

    fn spend(&mut self, tokens: Range<usize>) {
        self.roles[tokens].fill(Role::Spent);
    }
}
