//! `kith insights` and `kith look-back`: how it goes, as tables, and the week in five lines.

use kith_app::chart_csv;
use kith_core::{
    Mode, SupportRole,
    insights::{Chart, Feelings, Insights, Meant, Part, PersonYear},
};
use kith_words::ChartWords;
use serde_json::{Map, Value, json};

use crate::{CliError, Desk, Said, args, files, log::day};

pub(crate) fn run(desk: &Desk<'_>, args: &args::Insights) -> Result<Said, CliError> {
    let insights = desk.app.insights(args.period)?;
    let settings = desk.app.settings();
    let words = |chart| desk.words.chart(chart, &insights, &settings);
    match args.chart {
        Some(chart) if args.csv => {
            let (headers, rows) = words(chart).plain();
            files::give(desk, args.to.as_deref(), chart_csv(&headers, &rows))
        }
        Some(chart) => {
            let words = words(chart);
            let (columns, rows) = words.plain();
            let json = json!({"chart": chart.name(), "says": words.says, "columns": columns, "rows": rows});
            Ok(Said::new(json, told(&words)))
        }
        None => {
            let charts: Vec<String> = Chart::ALL.into_iter().map(|chart| told(&words(chart))).collect();
            Ok(Said::new(all(&insights), charts.join("\n\n")))
        }
    }
}

pub(crate) fn look_back(desk: &Desk<'_>, week: Option<&str>) -> Result<Said, CliError> {
    let in_week = week.map(|text| day(desk, text)).transpose()?.map(|when| when.day);
    let view = desk.app.look_back(in_week)?;
    let lines = desk.words.look_back(&view, &desk.app.local_now());
    let back = &view.back;
    let json = json!({
        "week": back.week,
        "lines": lines,
        "contacts": back.contacts,
        "face_to_face": back.face_to_face,
        "called": back.called,
        "messages": back.messages,
        "untimed": back.untimed,
        "people": back.people.iter().zip(&view.names).map(|(id, name)| json!({"id": id, "name": name})).collect::<Vec<_>>(),
        "promises": {"kept": back.kept, "open": back.open},
        "scrolled": back.scrolled,
    });
    Ok(Said::new(json, format!("{}\n{}", desk.words.look_back_title(&view), lines.join("\n"))))
}

/// A chart as its heading, its sentence, and its table.
fn told(words: &ChartWords) -> String {
    let mut lines = vec![words.title.clone()];
    match &words.nothing {
        Some(nothing) => lines.push(nothing.clone()),
        None => {
            lines.push(words.says.clone());
            lines.extend(words.notes.iter().cloned());
            lines.extend(table(words));
        }
    }
    lines.join("\n")
}

/// Rows with their cells below one another: the first to the left, numbers to the right.
fn table(words: &ChartWords) -> Vec<String> {
    let shown =
        |cells: &[kith_words::Cell]| -> Vec<String> { cells.iter().map(|cell| cell.shown.clone()).collect() };
    let rows: Vec<Vec<String>> =
        std::iter::once(shown(&words.columns)).chain(words.rows.iter().map(|row| shown(row))).collect();
    let length = |text: &String| text.chars().count();
    let wide = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(length).max().unwrap_or_default();
    let widths: Vec<usize> = (0..words.columns.len()).map(wide).collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).enumerate().map(|(at, (cell, width))| {
            let gap = " ".repeat(width - length(cell));
            if at == 0 { format!("  {cell}{gap}") } else { format!("  {gap}{cell}") }
        });
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

fn all(insights: &Insights) -> Value {
    let by_mode = |numbers: Vec<Value>| -> Map<String, Value> {
        Mode::FLOORS.iter().map(|mode| mode.name().to_owned()).zip(numbers).collect()
    };
    let by_role = |numbers: &[u32]| -> Map<String, Value> {
        let names = SupportRole::ALL.map(|role| role.name().to_owned());
        names.into_iter().zip(numbers.iter().map(|number| json!(number))).collect()
    };
    let part = |part: &Part| {
        json!({
            "from": part.from,
            "to": part.to,
            "minutes": by_mode(part.minutes.iter().map(|it| json!(it)).collect()),
            "contacts": by_mode(part.contacts.iter().map(|it| json!(it)).collect()),
            "untimed": by_mode(part.untimed.iter().map(|it| json!(it)).collect()),
            "face_to_face_of_an_hour": part.face_to_face_of_an_hour(),
            "spoken": part.spoken(),
            "scrolled": part.scrolled,
            "support": by_role(&part.support),
            "needed": by_role(&part.needed),
        })
    };
    let felt = |felt: &Feelings| json!({"lifted": felt.lifted, "even": felt.even, "drained": felt.drained, "unsaid": felt.unsaid});
    let meant = |it: &Meant| {
        json!({
            "circle": it.circle,
            "floor": it.floor,
            "people": it.people,
            "meant": it.meant,
            "came": it.came,
            "reached": it.reached,
        })
    };
    let person = |person: &PersonYear| {
        let months: Vec<Value> = person
            .months
            .iter()
            .map(|month| json!({"contacts": month.contacts, "deepest": month.deepest}))
            .collect();
        json!({"person": {"id": person.id, "name": person.name}, "circle": person.circle, "months": months})
    };
    json!({
        "period": insights.period.to_string(),
        "unit": insights.unit.name(),
        "parts": insights.parts.iter().map(part).collect::<Vec<_>>(),
        "felt": by_mode(insights.felt.iter().map(felt).collect()),
        "circles": insights.circles.iter().map(meant).collect::<Vec<_>>(),
        "year": {
            "months": insights.year.months,
            "people": insights.year.people.iter().map(person).collect::<Vec<_>>(),
            "others": insights.year.others,
        },
    })
}
