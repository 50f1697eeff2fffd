//! What two people say, field by field, beside each other: to choose from where only one value can stand, and to be seen
//! where both are kept.

use kith_app::SideBySide;
use kith_core::{Labelled, Person, merge::Field};

use crate::ctx::Ctx;

/// One field of both.
pub(super) struct Line {
    pub label: String,
    /// The name of the choice in the form, where one of the two values has to give way.
    pub choice: Option<&'static str>,
    pub kept: Vec<String>,
    pub other: Vec<String>,
}

/// What the choice of a field is called in the form.
pub(super) fn name(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Organization => "organization",
        Field::Title => "title",
        Field::Birthday => "birthday",
        Field::Anniversary => "anniversary",
        Field::Zone => "zone",
        Field::Circle => "circle",
        Field::Cadences => "cadence",
        Field::PreferredTime => "preferred-time",
        Field::Status => "status",
        Field::PausedUntil => "paused",
        Field::Boundary => "boundary",
        Field::BoundaryReview => "boundary-review",
        Field::Free => "free",
        Field::BirthdayLead => "birthday-lead",
        Field::Remembrance => "remembrance",
    }
}

/// Every field in which at least one of them says something: first those to choose from.
pub(super) fn lines(ctx: &Ctx<'_>, both: &SideBySide) -> Vec<Line> {
    let label = |field: &str| ctx.words.with("history-field", &[("field", field.into())]);
    // Where neither has cadences of their own, the circle says it all.
    let without_own = both.kept.cadences.is_empty() && both.other.cadences.is_empty();
    let mut lines: Vec<Line> = Field::ALL
        .into_iter()
        .filter(|field| !(without_own && *field == Field::Cadences))
        .map(|field| Line {
            label: label(name(field)),
            choice: both.differing.contains(&field).then(|| name(field)),
            kept: said(ctx, field, &both.kept),
            other: said(ctx, field, &both.other),
        })
        .collect();
    let values = |of: &[Labelled]| of.iter().map(|it| it.value.clone()).collect::<Vec<_>>();
    let mut list = |field: &str, of: &dyn Fn(&Person) -> Vec<String>| {
        lines.push(Line { label: label(field), choice: None, kept: of(&both.kept), other: of(&both.other) });
    };
    list("nicknames", &|person| person.nicknames.clone());
    list("phones", &|person| values(&person.phones));
    list("emails", &|person| values(&person.emails));
    list("addresses", &|person| values(&person.addresses));
    list("links", &|person| values(&person.links));
    list("note", &|person| Some(person.note.clone()).filter(|note| !note.is_empty()).into_iter().collect());
    lines.retain(|line| line.choice.is_some() || !line.kept.is_empty() || !line.other.is_empty());
    lines.sort_by_key(|line| line.choice.is_none());
    lines
}

/// What somebody says in a field, as it reads elsewhere.
fn said(ctx: &Ctx<'_>, field: Field, person: &Person) -> Vec<String> {
    let words = &ctx.words;
    let of = |value: Option<String>| value.into_iter().collect::<Vec<_>>();
    match field {
        Field::Name | Field::Organization | Field::Title => field.said(person),
        Field::Birthday => of(person.birthday.map(|date| words.birthday(date))),
        Field::Anniversary => of(person.anniversary.map(|date| words.birthday(date))),
        Field::Zone => of(person.zone.map(|zone| words.zone(zone))),
        Field::Circle => of(person.circle.map(|circle| words.circle(circle, &ctx.app.settings()))),
        Field::Cadences if person.cadences.is_empty() => {
            of(person.circle.map(|_| words.text("duplicates-of-circle")))
        }
        Field::Cadences => person.cadences.iter().map(|cadence| words.cadence(cadence)).collect(),
        Field::PreferredTime => of(person.preferred_time.map(|time| words.time(time))),
        Field::Status => of((!person.status.is_active()).then(|| words.status(person.status))),
        Field::PausedUntil => {
            of(person.paused_until.map(|until| words.day(until, ctx.app.local_now().date_naive())))
        }
        Field::Boundary => of(person.boundary.map(|boundary| words.boundary(boundary))),
        Field::BoundaryReview => {
            of(person.boundary_review.map(|day| words.day(day, ctx.app.local_now().date_naive())))
        }
        Field::Free => of(person.free.map(|free| words.free_hours(free))),
        Field::BirthdayLead => of(person.birthday_lead.map(|days| words.days_before(days))),
        Field::Remembrance => of(person.remembrance.map(|date| words.birthday(date))),
    }
}
