//! The words that a line about a contact is read by.
//!
//! They live in a value and not in the code that reads, so that another language is another table. The order
//! of words is that of English and its neighbours: a number, then its unit; a verb, then whom.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use chrono::Weekday;

use crate::{Mode, find::fold::fold};

/// What a word or a phrase can mean. One word can mean several things; what stands around it decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// A contact, in this mode.
    Contact(Mode, Way),
    /// So many days ago: today is 0, tomorrow is −1.
    DaysAgo(i64),
    /// This moment.
    Now,
    /// A part of a day ("morning"), understood only after a day.
    PartOfDay,
    /// A wall time, in minutes after midnight ("noon").
    Clock(u32),
    /// A day of the week.
    Weekday(Weekday),
    /// The short form of one that is also another word ("sun"): only after "on", "last", "next" or "this".
    ShortWeekday(Weekday),
    /// A month, from 1.
    Month(u32),
    /// A number ("two", "a couple of").
    Number(u32),
    /// Half of the unit that was counted ("two and a half hours").
    AndAHalf,
    /// A whole length of time, in minutes ("half an hour").
    Minutes(u32),
    /// A unit that is counted.
    Counts(Unit),
    /// Before noon (`false`) or after it, following an hour.
    Meridiem(bool),
    /// After a number and a unit: so long before now.
    Ago,
    /// Before a weekday: the latest before today.
    Last,
    /// Before a weekday: the first after today.
    Next,
    /// Before a weekday: the one of this week, from Monday to Sunday.
    This,
    /// Before a day.
    On,
    /// Before a time.
    At,
    /// Before a length of time.
    For,
    /// Before an estimate; before anything else, the beginning of the note.
    About,
    /// Before people.
    With,
    /// Before people, and then what they were given ("gave Ana a call"): you started it.
    Gave,
    /// Before people, after a contact: you started it.
    To,
    /// Before people, after a contact: they started it.
    From,
    /// Before the means of a contact ("on" the phone).
    By,
    /// Between people.
    And,
    /// Between the numbers of a date, without a meaning of its own ("the 22nd of November").
    Of,
    /// You, as who started it.
    I,
    /// You, as whom they reached.
    Me,
    /// They, as who started it.
    They,
    /// They, as whom you reached.
    Them,
    /// Before what the user will do for them ("I said I would").
    Promised,
    /// Before a contact, without a meaning of its own ("had a").
    Filler,
    /// A small word, a name only when it is somebody's whole name and nothing goes on after it.
    Small,
    /// A verb or another word that ends a name.
    Verb,
}

/// What a word says about a contact besides its mode.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// What was done together ("coffee"). It tells more than the mode, so it stays in the note.
    Activity,
    /// A verb, followed by "to" or "with" and people, that does not say who started ("talked").
    Talk,
    /// A verb, followed by people, that does not say who started ("met").
    Meet,
    /// A verb, followed by people, whose subject started it ("called").
    Reach,
    /// By what means ("call", "video"), perhaps from or to people.
    Means,
    /// As [`Way::Means`], but it tells more than the mode ("postcard"), so it stays in the note.
    Piece,
}

/// A unit of time that people count in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// Minutes.
    Minute,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// The words of a language that [`understand`](super::understand) knows. A copy costs next to nothing.
#[derive(Clone, Default, Debug)]
pub struct Vocabulary {
    /// By the first word, the longest first.
    phrases: Arc<HashMap<String, Vec<Phrase>>>,
}

#[derive(Clone, Debug)]
struct Phrase {
    rest: Vec<String>,
    meaning: Meaning,
}

impl Vocabulary {
    /// Adds phrases, separated by commas, that mean this.
    #[must_use]
    pub fn with(mut self, meaning: Meaning, phrases: &str) -> Self {
        let all = Arc::make_mut(&mut self.phrases);
        for phrase in phrases.split(',') {
            let folded = fold(phrase);
            let mut words = folded.split(' ').map(str::to_owned);
            let Some(first) = words.next().filter(|first| !first.is_empty()) else { continue };
            let phrase = Phrase { rest: words.collect(), meaning };
            let known = all.entry(first).or_default();
            known.insert(known.partition_point(|other| other.rest.len() >= phrase.rest.len()), phrase);
        }
        self
    }

    /// What the phrases that begin with `first` mean, with the words that follow, the longest first.
    pub(super) fn beginning_with(&self, first: &str) -> impl Iterator<Item = (&[String], Meaning)> {
        let phrases = self.phrases.get(first).into_iter().flatten();
        phrases.map(|phrase| (phrase.rest.as_slice(), phrase.meaning))
    }

    /// The words of English.
    pub fn english() -> Self {
        static KNOWN: LazyLock<Vocabulary> = LazyLock::new(|| {
            ENGLISH
                .iter()
                .fold(Vocabulary::default(), |known, (meaning, phrases)| known.with(*meaning, phrases))
        });
        KNOWN.clone()
    }
}

const ENGLISH: &[(Meaning, &str)] = {
    use Meaning::*;
    use Mode::{InPerson, Message, Reaction, Video, Voice};
    use Way::{Activity, Means, Meet, Piece, Reach, Talk};
    use chrono::Weekday::*;
    &[
        // In person.
        (
            Contact(InPerson, Activity),
            "coffee, coffees, tea, breakfast, brunch, lunch, dinner, supper, meal, ice cream",
        ),
        (
            Contact(InPerson, Activity),
            "beer, beers, pint, pints, drink, drinks, wine, cocktails, pub, bar, pizza",
        ),
        (
            Contact(InPerson, Activity),
            "walk, walked, stroll, hike, hiked, hiking, run, ran, jog, swim, swam, swimming",
        ),
        (
            Contact(InPerson, Activity),
            "gym, yoga, climbing, tennis, football, bike ride, cycling, sauna, dancing",
        ),
        (
            Contact(InPerson, Activity),
            "party, birthday party, dinner party, birthday dinner, wedding, funeral, picnic",
        ),
        (
            Contact(InPerson, Activity),
            "barbecue, bbq, cinema, film, movie, concert, theatre, theater, museum, choir",
        ),
        (
            Contact(InPerson, Activity),
            "game night, board games, sleepover, playdate, play date, shopping, church",
        ),
        (
            Contact(InPerson, Activity),
            "trip, road trip, camping, holiday, visit, hung out, hanging out, meetup, meet up",
        ),
        (
            Contact(InPerson, Activity),
            "came over, came by, came round, dropped by, dropped in, stopped by, stayed over",
        ),
        (Contact(InPerson, Means), "in person, face to face, meeting, hangout"),
        (Contact(InPerson, Meet), "met, meet, met up, saw, see, ran into, bumped into"),
        (Contact(InPerson, Reach), "visited, dropped in on"),
        // Voice.
        (Contact(Voice, Reach), "called, called up, phoned, rang, rang up, telephoned, dialled, dialed"),
        (Contact(Voice, Talk), "spoke, spoken, talk, talked, chat, chatted"),
        (
            Contact(Voice, Means),
            "call, calls, phone, phone call, voice call, telephone, telephone call, on the phone",
        ),
        (Contact(Voice, Means), "ring, whatsapp call, signal call, audio call, over the phone"),
        // Video.
        (Contact(Video, Reach), "video called, videocalled, facetimed, skyped, zoomed"),
        (
            Contact(Video, Means),
            "video, video call, videocall, video chat, facetime, facetime call, zoom, zoom call",
        ),
        (
            Contact(Video, Means),
            "skype, skype call, google meet, jitsi, webcam, whatsapp video, whatsapp video call",
        ),
        (Contact(Video, Means), "meet by video, met by video, teams call, on teams"),
        // Messages.
        (Contact(Message, Reach), "texted, wrote, sent, messaged, emailed, mailed, whatsapped, dmed, pinged"),
        (
            Contact(Message, Means),
            "text, texts, text message, message, messages, mail, email, emails, e mail, sms, dm",
        ),
        (
            Contact(Message, Means),
            "whatsapp, whatsapp message, signal, signal message, telegram, imessage, messenger",
        ),
        (Contact(Message, Means), "voice message, voice note, voicemail"),
        (
            Contact(Message, Piece),
            "letter, letters, postcard, card, birthday card, christmas card, parcel, package",
        ),
        // Reactions, which count for nothing.
        (Contact(Reaction, Meet), "liked, hearted, reacted to, commented on, upvoted"),
        // Days.
        (DaysAgo(0), "today, tonight, this morning, this afternoon, this evening, earlier today"),
        (DaysAgo(1), "yesterday, last night, last evening"),
        (DaysAgo(2), "the day before yesterday, day before yesterday"),
        (DaysAgo(-1), "tomorrow"),
        (DaysAgo(-2), "the day after tomorrow, day after tomorrow"),
        (Now, "now, just now, right now"),
        (PartOfDay, "morning, afternoon, evening, night, lunchtime, at night"),
        (PartOfDay, "in the morning, in the afternoon, in the evening"),
        (Clock(12 * 60), "noon, midday"),
        (Clock(0), "midnight"),
        (Weekday(Mon), "monday"),
        (Weekday(Tue), "tuesday"),
        (Weekday(Wed), "wednesday"),
        (Weekday(Thu), "thursday"),
        (Weekday(Fri), "friday"),
        (Weekday(Sat), "saturday"),
        (Weekday(Sun), "sunday"),
        (ShortWeekday(Mon), "mon"),
        (ShortWeekday(Tue), "tue, tues"),
        (ShortWeekday(Wed), "wed, weds"),
        (ShortWeekday(Thu), "thu, thur, thurs"),
        (ShortWeekday(Fri), "fri"),
        (ShortWeekday(Sat), "sat"),
        (ShortWeekday(Sun), "sun"),
        (Month(1), "january, jan"),
        (Month(2), "february, feb"),
        (Month(3), "march, mar"),
        (Month(4), "april, apr"),
        (Month(5), "may"),
        (Month(6), "june, jun"),
        (Month(7), "july, jul"),
        (Month(8), "august, aug"),
        (Month(9), "september, sept, sep"),
        (Month(10), "october, oct"),
        (Month(11), "november, nov"),
        (Month(12), "december, dec"),
        (Ago, "ago"),
        (Last, "last"),
        (Next, "next"),
        (This, "this"),
        (On, "on"),
        (At, "at, around"),
        (Of, "of, the"),
        // Lengths.
        (Number(1), "a, an, one"),
        (Number(2), "two, a couple of, a couple, couple of"),
        (Number(3), "three"),
        (Number(4), "four"),
        (Number(5), "five"),
        (Number(6), "six"),
        (Number(7), "seven"),
        (Number(8), "eight"),
        (Number(9), "nine"),
        (Number(10), "ten"),
        (Number(11), "eleven"),
        (Number(12), "twelve"),
        (Number(15), "fifteen"),
        (Number(20), "twenty"),
        (Number(30), "thirty"),
        (Number(40), "forty"),
        (Number(45), "forty five"),
        (Number(50), "fifty"),
        (Number(60), "sixty"),
        (Number(90), "ninety"),
        (AndAHalf, "and a half"),
        (Minutes(15), "a quarter of an hour, quarter of an hour, a quarter hour, quarter hour"),
        (Minutes(30), "half an hour, a half hour, half hour"),
        (Minutes(45), "three quarters of an hour"),
        (Minutes(90), "an hour and a half"),
        (Counts(Unit::Minute), "m, min, mins, minute, minutes"),
        (Counts(Unit::Hour), "h, hr, hrs, hour, hours"),
        (Counts(Unit::Day), "day, days"),
        (Counts(Unit::Week), "week, weeks"),
        (Counts(Unit::Month), "month, months"),
        (Counts(Unit::Year), "year, years"),
        (Meridiem(false), "am"),
        (Meridiem(true), "pm"),
        (For, "for"),
        (About, "about"),
        // People.
        (With, "with, with both, together with, along with, w"),
        (Gave, "gave"),
        (To, "to"),
        (From, "from, by"),
        (By, "on, by, via, over, through, in"),
        (And, "and"),
        (I, "i, we"),
        (Me, "me, us"),
        (They, "she, he, they"),
        (Them, "her, him, them"),
        (
            Promised,
            "i said i would, i said i'd, i said i will, i said i'll, said i would, said i'd, said i'll",
        ),
        (
            Promised,
            "we said we would, we said we'd, i promised to, i promised i would, i promised i'd, i promised",
        ),
        (Promised, "i have promised to, i've promised to, promised to, promised i would, promised i'd"),
        (
            Filler,
            "i, we, had, have, having, got, grabbed, just, went, go, for, to, a, an, the, some, did, was, at, our",
        ),
        (
            Small,
            "a, an, the, my, his, her, our, their, your, some, any, this, that, these, those, it, its, you, i, we",
        ),
        (
            Small,
            "she, he, they, me, us, him, them, in, on, at, of, for, from, to, by, with, and, or, but, so, as, if",
        ),
        (
            Small,
            "into, over, under, near, after, before, during, while, because, without, not, no, very, really, too",
        ),
        (
            Small,
            "also, again, then, both, all, via, about, around, who, what, when, where, why, how, which, is, are",
        ),
        (
            Small,
            "everyone, everybody, someone, somebody, anyone, people, friend, friends, family, colleagues, folks",
        ),
        (
            Small,
            "kids, neighbours, neighbors, team, others, mates, old, new, last, next, few, many, more, most, less",
        ),
        (
            Verb,
            "went, came, had, have, has, got, made, did, do, does, go, going, gone, took, gave, told, said, asked",
        ),
        (
            Verb,
            "watched, ate, cooked, played, helped, stayed, left, drove, laughed, was, were, be, been, would, could",
        ),
        (
            Verb,
            "should, can, will, might, must, felt, feel, think, thought, brought, bought, heard, got, there, here",
        ),
        (
            Verb,
            "home, together, outside, inside, online, later, earlier, early, late, soon, long, quick, quickly, just",
        ),
    ]
};
