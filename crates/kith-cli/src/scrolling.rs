//! `kith scrolled` and `kith timer`: what went to social media this week, as the user says it.

use kith_app::{Offer, ScrollingView, Timer, When};
use serde_json::{Value, json};

use crate::{CliError, Desk, Said, args::Ring};

/// Notes minutes, or says how the week stands.
pub(crate) fn scrolled(desk: &Desk<'_>, minutes: Option<u32>) -> Result<Said, CliError> {
    let id = minutes.map(|minutes| desk.app.scrolled(minutes)).transpose()?;
    let view = desk.app.scrolling()?;
    let mut lines = vec![desk.words.scroll_week(&view.week)];
    let now = desk.app.local_now();
    lines.extend(view.holding.map(|holding| desk.words.off_until(&holding.ends, &now)));
    lines.extend(view.next.filter(|_| view.holding.is_none()).map(|next| {
        desk.words.with("scroll-off-next", &[("at", desk.words.moment(&next.begins, &now).into())])
    }));
    lines.extend(view.timer.map(|timer| runs(desk, timer)));
    lines.extend(view.offer.as_ref().map(|offer| desk.words.scroll_offer(offer, true)));
    if minutes.is_none() && view.times.is_empty() && view.week.budget.is_none() {
        lines.push(desk.words.text("scroll-private"));
    }
    let mut json = week(&view);
    json["noted"] = json!(id);
    Ok(Said::new(json, lines.join("\n")))
}

/// Starts a timer, stops it, or says how long it runs.
pub(crate) fn timer(desk: &Desk<'_>, ring: Option<Ring>) -> Result<Said, CliError> {
    match ring {
        Some(Ring::After(minutes)) => {
            let timer = desk.app.start_timer(minutes)?;
            let at = desk.words.time(timer.ends.time());
            let text = desk.words.with("scroll-timer-started", &[("at", at.into())]);
            Ok(Said::new(timer_json(timer), text))
        }
        Some(Ring::Stop) => {
            let minutes = desk.app.stop_timer()?;
            let text = match minutes {
                0 => desk.words.text("scroll-timer-stopped-at-once"),
                _ => {
                    let length = desk.words.minutes(minutes);
                    desk.words.with("scroll-timer-stopped", &[("length", length.into())])
                }
            };
            Ok(Said::new(json!({"minutes": minutes}), text))
        }
        None => match desk.app.scrolling()?.timer {
            Some(timer) => Ok(Said::new(timer_json(timer), runs(desk, timer))),
            None => Ok(Said::new(Value::Null, desk.words.text("cli-timer-none"))),
        },
    }
}

fn runs(desk: &Desk<'_>, timer: Timer) -> String {
    let left = desk.words.minutes(timer.left);
    let args = [("left", left.into()), ("at", desk.words.time(timer.ends.time()).into())];
    desk.words.with("scroll-timer-runs", &args)
}

fn week(view: &ScrollingView) -> Value {
    let when = |when: &When| json!({"begins": when.begins.to_rfc3339(), "ends": when.ends.to_rfc3339()});
    let offer = |offer: &Offer| {
        let person = offer.person.as_ref().map(|good| json!({"id": good.person, "name": good.name}));
        json!({"person": person, "thing": offer.thing.name()})
    };
    let reports = view.reports.iter().map(|report| {
        json!({
            "id": report.id, "at": report.at.to_rfc3339(), "minutes": report.minutes, "timed": report.timed,
        })
    });
    json!({
        "week": view.week.monday,
        "minutes": view.week.minutes,
        "budget": view.week.budget,
        "left": view.week.left(),
        "times": view.times.iter().map(|it| json!(it.time)).collect::<Vec<_>>(),
        "holding": view.holding.as_ref().map(when),
        "next": view.next.as_ref().map(when),
        "reports": reports.collect::<Vec<_>>(),
        "timer": view.timer.map(timer_json),
        "instead": view.offer.as_ref().map(offer),
    })
}

fn timer_json(timer: Timer) -> Value {
    json!({
        "id": timer.id, "minutes": timer.minutes, "ends": timer.ends.to_rfc3339(), "left": timer.left,
    })
}
