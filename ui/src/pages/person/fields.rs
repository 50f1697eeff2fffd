//! Every field of a person, as the form has them: read from the person, or as they were typed.

use kith_core::{Circle, Labelled, PartialDate, Person, Status};

use super::{bounds::Bounds, carries::Carries};
use crate::{
    ctx::Ctx,
    pages::problem::{self, Opt, Problem, clock},
};

/// So many more values can be added to a list of numbers or addresses at a time.
const BLANK: usize = 4;

/// The fields, as typed.
#[derive(Default)]
pub(crate) struct Fields {
    pub name: String,
    pub nicknames: String,
    /// Empty for none.
    pub circle: String,
    pub status: String,
    pub phones: Vec<Row>,
    pub emails: Vec<Row>,
    pub addresses: Vec<Row>,
    pub links: Vec<Row>,
    pub birthday: String,
    pub anniversary: String,
    pub organization: String,
    pub title: String,
    pub zone: String,
    pub preferred: String,
    pub note: String,
    pub bounds: Bounds,
    pub carries: Carries,
}

/// A value and what it is for.
#[derive(Clone, Default)]
pub(crate) struct Row {
    pub value: String,
    pub label: String,
}

impl Fields {
    /// The fields of somebody.
    pub(crate) fn of(ctx: &Ctx<'_>, person: &Person) -> Fields {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Fields {
            name: person.name.clone(),
            nicknames: person.nicknames.join(", "),
            circle: person.circle.map(Circle::name).unwrap_or_default().to_owned(),
            status: person.status.name().to_owned(),
            phones: rows(&person.phones),
            emails: rows(&person.emails),
            addresses: rows(&person.addresses),
            links: rows(&person.links),
            birthday: person.birthday.map(|date| date.to_string()).unwrap_or_default(),
            anniversary: person.anniversary.map(|date| date.to_string()).unwrap_or_default(),
            organization: text(&person.organization),
            title: text(&person.title),
            zone: person.zone.map(|zone| zone.name().to_owned()).unwrap_or_default(),
            preferred: person.preferred_time.map(clock).unwrap_or_default(),
            note: person.note.clone(),
            bounds: Bounds::of(person),
            carries: Carries::of(ctx, person),
        }
    }

    /// The fields as they came with the form.
    pub(crate) fn typed(ctx: &Ctx<'_>) -> Fields {
        let text = |name: &str| ctx.asked.field(name).to_owned();
        Fields {
            name: text("name"),
            nicknames: text("nicknames"),
            circle: text("circle"),
            status: text("status"),
            phones: typed_rows(ctx, "phone", "phone-label"),
            emails: typed_rows(ctx, "email", "email-label"),
            addresses: typed_rows(ctx, "address", "address-label"),
            links: typed_rows(ctx, "link", "link-label"),
            birthday: text("birthday"),
            anniversary: text("anniversary"),
            organization: text("organization"),
            title: text("title"),
            zone: text("zone"),
            preferred: text("preferred"),
            note: text("note"),
            bounds: Bounds::typed(ctx),
            carries: Carries::typed(ctx),
        }
    }

    /// What the fields make of a person; nothing else of them changes.
    pub(crate) fn change(&self, ctx: &Ctx<'_>) -> Result<impl FnOnce(&mut Person) + use<>, Problem> {
        if self.name.is_empty() {
            return Err(Problem::at(ctx, "name", "error-no-name"));
        }
        let day = |field: &'static str, typed: &str| match typed {
            "" => Ok(None),
            _ => typed
                .parse::<PartialDate>()
                .map(Some)
                .map_err(|_| Problem::typed(ctx, field, "ui-problem-birthday", typed)),
        };
        let birthday = day("birthday", &self.birthday)?;
        let anniversary = day("anniversary", &self.anniversary)?;
        let zone = problem::zone(ctx, "zone", &self.zone)?;
        let preferred_time = problem::time(ctx, "preferred", &self.preferred)?;
        let typed = |value: &str| Some(value.to_owned()).filter(|value| !value.is_empty());
        let nicknames = self.nicknames.split(',').map(str::trim).filter(|name| !name.is_empty());
        let nicknames: Vec<String> = nicknames.map(str::to_owned).collect();
        let (phones, emails) = (labelled(&self.phones), labelled(&self.emails));
        let (addresses, links) = (labelled(&self.addresses), labelled(&self.links));
        let (organization, title) = (typed(&self.organization), typed(&self.title));
        let (name, note) = (self.name.clone(), self.note.clone());
        let circle = self.circle.parse().ok();
        let status = status(&self.status);
        let bound = self.bounds.change(ctx)?;
        let carry = self.carries.change(ctx)?;
        Ok(move |person: &mut Person| {
            person.name = name;
            person.nicknames = nicknames;
            person.phones = phones;
            person.emails = emails;
            person.addresses = addresses;
            person.links = links;
            person.birthday = birthday;
            person.anniversary = anniversary;
            person.organization = organization;
            person.title = title;
            person.zone = zone;
            person.preferred_time = preferred_time;
            // A browser sends its own ends of lines.
            person.note = note.replace("\r\n", "\n");
            person.circle = circle;
            person.status = status.unwrap_or(person.status);
            bound(person);
            carry(person);
        })
    }

    /// With room to type one more of each.
    pub(crate) fn with_blanks(mut self) -> Fields {
        for rows in [&mut self.phones, &mut self.emails, &mut self.addresses, &mut self.links] {
            rows.extend(std::iter::repeat_n(Row::default(), BLANK));
        }
        self
    }

    pub(crate) fn circles(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        circles(ctx, &self.circle)
    }

    pub(crate) fn statuses(&self, ctx: &Ctx<'_>) -> Vec<Opt> {
        let option = |status: Status| Opt {
            value: status.name().to_owned(),
            label: ctx.words.status(status),
            on: status.name() == self.status,
        };
        Status::ALL.into_iter().map(option).collect()
    }
}

/// The circles to choose from, and none.
pub(crate) fn circles(ctx: &Ctx<'_>, chosen: &str) -> Vec<Opt> {
    let settings = ctx.app.settings();
    let option = |circle: Circle| Opt {
        value: circle.name().to_owned(),
        label: ctx.words.circle(circle, &settings),
        on: circle.name() == chosen,
    };
    let none = Opt {
        value: String::new(),
        label: ctx.words.text("ui-circle-none"),
        on: chosen.parse::<Circle>().is_err(),
    };
    Circle::ALL.into_iter().map(option).chain([none]).collect()
}

fn status(name: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| status.name() == name)
}

fn rows(values: &[Labelled]) -> Vec<Row> {
    let row = |it: &Labelled| Row { value: it.value.clone(), label: it.label.clone().unwrap_or_default() };
    values.iter().map(row).collect()
}

fn typed_rows(ctx: &Ctx<'_>, value: &str, label: &str) -> Vec<Row> {
    let labels = ctx.asked.all(label).chain(std::iter::repeat(""));
    let row = |(value, label): (&str, &str)| Row { value: value.to_owned(), label: label.to_owned() };
    ctx.asked.all(value).zip(labels).filter(|(value, _)| !value.is_empty()).map(row).collect()
}

fn labelled(rows: &[Row]) -> Vec<Labelled> {
    let labelled = |row: &Row| Labelled {
        value: row.value.replace("\r\n", "\n"),
        label: Some(row.label.clone()).filter(|label| !label.is_empty()),
    };
    rows.iter().map(labelled).collect()
}
