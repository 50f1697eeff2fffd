//! The fields of a contact, as two forms share them: logging one, and correcting one.
//!
//! A line says most of it ("coffee with Ana yesterday, 1h"); what is typed into a field of its own counts before what
//! the line was understood to say. A mode in the line counts before the buttons, which may be from an earlier line.

use kith_app::{AppError, Day, NewCheckIn};
use kith_core::{
    Felt, Mode, PersonId, StartedBy,
    phrase::{self, Named, Understood, Who},
};

use crate::{answer::Trouble, ctx::Ctx};

/// Names are asked for in fields `chosen0` to `chosen9`.
const MOST_CHOSEN: usize = 10;

/// What the line says, with the people who were named beside it, and whom of several is meant.
pub(crate) fn understood(ctx: &Ctx<'_>) -> Understood {
    understood_of(ctx, ctx.asked.field("text"))
}

/// The same for a line that is not from the form, such as a draft.
pub(crate) fn understood_of(ctx: &Ctx<'_>, text: &str) -> Understood {
    let mut understood = ctx.app.understand(text);
    let known: Vec<Named> = ctx
        .asked
        .all("with")
        .filter_map(|id| id.parse().ok())
        .map(|id: PersonId| Named { typed: ctx.app.name(id), range: 0..0, who: Who::One(id) })
        .filter(|named| !named.typed.is_empty())
        .collect();
    understood.people.retain(|named| !known.iter().any(|known| known.who == named.who));
    understood.people.splice(0..0, known);
    understood.mode = understood.mode.or_else(|| ctx.asked.parsed("mode"));
    understood
}

/// Whom of several the user chose.
pub(crate) fn chosen(ctx: &Ctx<'_>) -> Vec<PersonId> {
    (0..MOST_CHOSEN).filter_map(|n| ctx.asked.parsed(&format!("chosen{n}"))).collect()
}

/// The contact that the form describes. People whom the user wanted added are added first.
pub(crate) fn from_form(ctx: &Ctx<'_>) -> Result<NewCheckIn, Trouble> {
    let mut understood = understood(ctx);
    for name in names(ctx.asked.field("also")) {
        let who = Who::One(ctx.app.whom(name)?);
        understood.people.push(Named { typed: name.to_owned(), range: 0..0, who });
    }
    // What can be refused is refused before anybody is added.
    let fields = Fields::of(ctx)?;
    understood.puzzling = understood.puzzling.filter(|_| fields.when.is_none());
    understood.mode.ok_or(AppError::NoMode)?;
    for named in &mut understood.people {
        if is_to_add(ctx, named) {
            named.who = Who::One(ctx.app.add_person(&named.typed, |_| {})?.id);
        }
    }
    Ok(fields.over(ctx.app.from_understood(&understood, &chosen(ctx))?))
}

fn is_to_add(ctx: &Ctx<'_>, named: &Named) -> bool {
    named.who == Who::Nobody && ctx.asked.all("add").any(|name| name == named.typed)
}

/// What was typed into fields of its own.
pub(crate) struct Fields {
    pub when: Option<Day>,
    pub minutes: Option<u32>,
    pub started_by: Option<StartedBy>,
    pub felt: Option<Felt>,
    pub note: String,
    pub promise: Option<String>,
}

impl Fields {
    pub(crate) fn of(ctx: &Ctx<'_>) -> Result<Fields, Trouble> {
        let minutes = match ctx.asked.field("minutes") {
            "" => None,
            typed => Some(typed.parse().map_err(|_| AppError::OutOfRange("minutes"))?),
        };
        let started_by = match ctx.asked.field("started") {
            "me" => Some(StartedBy::Me),
            "them" => Some(StartedBy::Them),
            _ => None,
        };
        let felt = match ctx.asked.field("felt") {
            "lifted" => Some(Felt::Lifted),
            "even" => Some(Felt::Even),
            "drained" => Some(Felt::Drained),
            _ => None,
        };
        let note = ctx.asked.field("note").to_owned();
        let promise = Some(ctx.asked.field("promise").to_owned()).filter(|promise| !promise.is_empty());
        Ok(Fields { when: when(ctx)?, minutes, started_by, felt, note, promise })
    }

    /// The contact of a line, with these over it.
    fn over(self, line: NewCheckIn) -> NewCheckIn {
        let notes = [line.note, self.note].into_iter().filter(|note| !note.is_empty());
        NewCheckIn {
            when: self.when.or(line.when),
            minutes: self.minutes.or(line.minutes),
            started_by: self.started_by.or(line.started_by),
            felt: self.felt.or(line.felt),
            note: notes.collect::<Vec<_>>().join("\n"),
            promise: self.promise.or(line.promise),
            people: line.people,
            mode: line.mode,
        }
    }
}

/// The field `when`, in words or as a date.
fn when(ctx: &Ctx<'_>) -> Result<Option<Day>, Trouble> {
    let typed = ctx.asked.field("when");
    if typed.is_empty() {
        return Ok(None);
    }
    let when = phrase::when(typed, ctx.app.now(), ctx.app.zone());
    let when = when.map_err(|_| AppError::BadWhen(typed.to_owned()))?;
    Ok(Some(Day { day: when.day, time: when.time }))
}

/// Names separated by commas.
pub(crate) fn names(list: &str) -> impl Iterator<Item = &str> {
    list.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// A button of a group of which one is pressed.
pub(crate) struct Choice {
    pub value: &'static str,
    pub label: String,
    pub icon: &'static str,
    pub on: bool,
}

/// The modes to choose from.
pub(crate) fn modes(ctx: &Ctx<'_>, chosen: Option<Mode>) -> Vec<Choice> {
    let option = |mode: Mode| Choice {
        value: mode.name(),
        label: ctx.words.mode(mode),
        icon: crate::show::icon(mode),
        on: chosen == Some(mode),
    };
    Mode::FLOORS.into_iter().map(option).collect()
}

/// Who started it, to choose from.
pub(crate) fn started(ctx: &Ctx<'_>, chosen: Option<StartedBy>) -> Vec<Choice> {
    let option =
        |(who, value)| Choice { value, label: ctx.words.started_by(who), icon: "", on: chosen == Some(who) };
    [(StartedBy::Me, "me"), (StartedBy::Them, "them")].into_iter().map(option).collect()
}

/// How it left the user, to choose from.
pub(crate) fn felts(ctx: &Ctx<'_>, chosen: Option<Felt>) -> Vec<Choice> {
    let option =
        |(felt, value)| Choice { value, label: ctx.words.felt(felt), icon: "", on: chosen == Some(felt) };
    [(Felt::Lifted, "lifted"), (Felt::Even, "even"), (Felt::Drained, "drained")]
        .into_iter()
        .map(option)
        .collect()
}
