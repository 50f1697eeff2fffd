//! What somebody can be turned to for, as their form has it.

use kith_core::{FreeHours, Person, Support, SupportRole};

use super::bounds::Span;
use crate::{ctx::Ctx, pages::problem::Problem};

/// The fields, as typed.
#[derive(Clone, Default)]
pub(crate) struct Carries {
    /// Whether the form had them: one that did not changes none of them.
    sent: bool,
    pub roles: Vec<RoleField>,
    pub any_hour: bool,
    pub phone: String,
    pub weekdays: Span,
    pub weekends: Span,
}

/// One of the roles.
#[derive(Clone)]
pub(crate) struct RoleField {
    role: SupportRole,
    pub key: &'static str,
    pub label: String,
    pub hint: String,
    pub on: bool,
    pub note: String,
}

impl Carries {
    /// The fields of somebody.
    pub(crate) fn of(ctx: &Ctx<'_>, person: &Person) -> Carries {
        let find = |role| person.support.iter().find(|support| support.role == role);
        let practice = find(SupportRole::Professional);
        let hours = practice.and_then(|support| support.hours).unwrap_or_default();
        let note = |role| find(role).map(|support| support.note.clone()).unwrap_or_default();
        Carries {
            sent: true,
            roles: fields(ctx, |role| find(role).is_some(), note),
            any_hour: person.any_hour,
            phone: practice.and_then(|support| support.phone.clone()).unwrap_or_default(),
            weekdays: Span::of(hours.weekdays),
            weekends: Span::of(hours.weekends),
        }
    }

    /// The fields as they came with the form.
    pub(crate) fn typed(ctx: &Ctx<'_>) -> Carries {
        let on = |role: SupportRole| ctx.asked.all("carries").any(|name| name == role.name());
        let note = |role: SupportRole| ctx.asked.field(&format!("carries-{}", role.name())).to_owned();
        Carries {
            sent: ctx.asked.given("support").is_some(),
            roles: fields(ctx, on, note),
            any_hour: !ctx.asked.field("any-hour").is_empty(),
            phone: ctx.asked.field("practice-phone").to_owned(),
            weekdays: Span::typed(ctx, "practice-weekdays-from", "practice-weekdays-to"),
            weekends: Span::typed(ctx, "practice-weekends-from", "practice-weekends-to"),
        }
    }

    /// What the fields make of a person; nothing, if they were not in the form.
    pub(crate) fn change(&self, ctx: &Ctx<'_>) -> Result<impl FnOnce(&mut Person) + use<>, Problem> {
        let hours = FreeHours {
            weekdays: self.weekdays.read(ctx, "practice-weekdays-to")?,
            weekends: self.weekends.read(ctx, "practice-weekends-to")?,
        };
        let hours = Some(hours).filter(|hours| *hours != FreeHours::default());
        let phone = Some(self.phone.trim().to_owned()).filter(|phone| !phone.is_empty());
        let (sent, any_hour) = (self.sent, self.any_hour);
        let carried = self.roles.iter().filter(|field| field.on);
        let carried: Vec<(SupportRole, String)> =
            carried.map(|field| (field.role, field.note.trim().to_owned())).collect();
        Ok(move |person: &mut Person| {
            if !sent {
                return;
            }
            let before = std::mem::take(&mut person.support);
            let known = |role| before.iter().find(|support: &&Support| support.role == role).cloned();
            let support = |(role, note): (SupportRole, String)| {
                let support = Support { note, ..known(role).unwrap_or_else(|| Support::of(role)) };
                match role {
                    SupportRole::Professional => Support { hours, phone: phone.clone(), ..support },
                    _ => support,
                }
            };
            person.support = carried.into_iter().map(support).collect();
            person.any_hour = any_hour;
        })
    }
}

fn fields(
    ctx: &Ctx<'_>,
    on: impl Fn(SupportRole) -> bool,
    note: impl Fn(SupportRole) -> String,
) -> Vec<RoleField> {
    let field = |role: SupportRole| RoleField {
        role,
        key: role.name(),
        label: ctx.words.support_role(role),
        hint: ctx.words.support_role_hint(role),
        on: on(role),
        note: note(role),
    };
    SupportRole::ALL.into_iter().map(field).collect()
}
