//! How it goes: charts with a sentence and a table each, which can be saved.

use askama::Template;
use kith_app::chart_csv;
use kith_core::insights::{Chart, Period};
use kith_words::ChartWords;

use crate::{
    answer::{self, Answer, Trouble},
    charts::{self, Drawn, NoPicture, Plot, Room},
    ctx::Ctx,
    frame::{Frame, Here},
    pages::people::export::file_name,
};

/// So many years can be chosen one by one; what lies before them is in all of it.
const YEARS: usize = 6;

#[derive(Template)]
#[template(path = "insights.html")]
struct InsightsPage<'a> {
    frame: Frame<'a>,
    periods: Vec<PeriodShown>,
    /// The period that is shown, as it stands in addresses.
    period: String,
    /// Empty while there is no check-in.
    charts: Vec<ChartShown>,
}

/// A period to choose.
struct PeriodShown {
    key: String,
    name: String,
    on: bool,
}

/// A chart as the page shows it.
struct ChartShown {
    key: &'static str,
    words: ChartWords,
    /// Over the whole width of the page.
    wide: bool,
    /// The drawing for a wide page, where it is another than the narrow one.
    broad: Option<Plot>,
    /// `None` when there is nothing to draw.
    narrow: Option<Plot>,
    table_label: String,
    save_label: String,
}

pub(crate) fn page(ctx: &Ctx<'_>) -> Result<Answer, Trouble> {
    let period = chosen(ctx);
    let years = ctx.app.years()?;
    let charts = if years.is_empty() { Vec::new() } else { shown(ctx, period)? };
    let name = |period: Period| match period {
        Period::Weeks => ctx.words.text("insights-weeks"),
        Period::Months => ctx.words.text("insights-months"),
        Period::All => ctx.words.text("insights-all"),
        Period::Year(year) => year.to_string(),
    };
    let years = years.into_iter().take(YEARS).map(Period::Year);
    let periods = [Period::Weeks, Period::Months].into_iter().chain(years).chain([Period::All]);
    answer::page(&InsightsPage {
        frame: ctx.frame("insights-title", Here::Insights),
        periods: periods
            .map(|it| PeriodShown { key: it.to_string(), name: name(it), on: it == period })
            .collect(),
        period: period.to_string(),
        charts,
    })
}

/// The period that was asked for.
fn chosen(ctx: &Ctx<'_>) -> Period {
    ctx.asked.parsed("period").unwrap_or_default()
}

fn shown(ctx: &Ctx<'_>, period: Period) -> Result<Vec<ChartShown>, Trouble> {
    let (insights, settings) = (ctx.app.insights(period)?, ctx.app.settings());
    let drawn = Drawn { insights: &insights, settings: &settings, words: &ctx.words };
    let one = |chart: Chart| {
        let words = ctx.words.chart(chart, &insights, &settings);
        let wide = matches!(chart, Chart::Minutes | Chart::Year | Chart::Support);
        let draw = |room| match &words.nothing {
            Some(_) => Ok(None),
            None => {
                let label = format!("{}. {}", words.title, words.says);
                charts::for_page(chart, drawn, room, &label).map(Some)
            }
        };
        let failed = |_| Trouble::Template;
        Ok(ChartShown {
            key: chart.name(),
            wide,
            broad: wide.then(|| draw(Room::Wide)).transpose().map_err(failed)?.flatten(),
            narrow: draw(Room::Narrow).map_err(failed)?,
            table_label: ctx.words.with("insights-table-of", &[("chart", words.title.as_str().into())]),
            save_label: ctx.words.with("insights-save-of", &[("chart", words.title.as_str().into())]),
            words,
        })
    };
    Chart::ALL.into_iter().map(one).collect()
}

/// Saves a chart as a drawing, a picture or a table, wherever the user says.
pub(crate) fn save(ctx: &Ctx<'_>, chart: &str) -> Result<Answer, Trouble> {
    let chart = Chart::named(chart).ok_or(Trouble::NoPage)?;
    let period = chosen(ctx);
    let (insights, settings) = (ctx.app.insights(period)?, ctx.app.settings());
    let drawn = Drawn { insights: &insights, settings: &settings, words: &ctx.words };
    let drawing = || charts::for_file(chart, drawn).map_err(|_| Trouble::Template);
    let (bytes, ending) = match ctx.asked.field("form") {
        "csv" => {
            let (headers, rows) = ctx.words.chart(chart, &insights, &settings).plain();
            (chart_csv(&headers, &rows).into_bytes(), "csv")
        }
        "png" => match charts::png(&drawing()?) {
            Ok(png) => (png, "png"),
            Err(why) => {
                ctx.say(ctx.words.text(match why {
                    NoPicture::NoFont => "insights-no-font",
                    NoPicture::NotDrawn => "insights-not-drawn",
                }));
                return Ok(ctx.back_or("/insights"));
            }
        },
        _ => (drawing()?.into_bytes(), "svg"),
    };
    let name = format!("{} {period}.{ending}", file_name(&ctx.words.chart_title(chart)));
    if let Some(path) = ctx.ui.host.save(&name, &bytes)? {
        ctx.say(ctx.words.with("insights-saved", &[("path", path.display().to_string().into())]));
    }
    Ok(ctx.back_or("/insights"))
}
