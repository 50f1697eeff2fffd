//! Charts in which time goes from left to right: bars for weeks, months or years.

use kith_core::{Mode, SupportRole, insights::Part};
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    Drawn, Room,
    colour::{EMBER, LINE, OCHRE, PAPER, SAGE, SOFT, STONE},
    sheet::{self, Area, Axis, Key, MINUTES, NotDrawn, TEXT, ticks},
};

const HEIGHT: u32 = 250;
/// From so many minutes on an axis is in hours.
const HOURS_FROM: u64 = 120;

/// The colours of the modes, in their order.
pub(super) const OF_MODES: [RGBColor; 4] = [EMBER, OCHRE, SAGE, STONE];

/// Numbers that are drawn in one colour.
struct Series {
    colour: RGBColor,
    values: Vec<u64>,
}

/// Whether series stand on one another or beside one another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum How {
    Stacked,
    Beside,
}

pub(super) fn minutes(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let parts = &drawn.insights.parts;
    let keys: Vec<Key> = Mode::FLOORS
        .iter()
        .zip(OF_MODES)
        .map(|(mode, colour)| Key::new(colour, drawn.words.mode(*mode)))
        .collect();
    let series: Vec<Series> = OF_MODES
        .iter()
        .enumerate()
        .map(|(mode, colour)| Series {
            colour: *colour,
            values: parts.iter().map(|part| part.minutes[mode]).collect(),
        })
        .collect();
    let most = parts.iter().map(Part::human).max().unwrap_or_default();
    sheet::sheet(room, title, &keys, HEIGHT, |area, _| {
        in_time(drawn, room, area, &series, How::Stacked, &ticks(most, &MINUTES))
    })
}

pub(super) fn face_to_face(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let of_hour = |part: &Part| part.face_to_face_of_an_hour().unwrap_or_default();
    let values = drawn.insights.parts.iter().map(of_hour).collect();
    let keys = [Key::new(EMBER, drawn.words.text("insights-axis-of-hour"))];
    sheet::sheet(room, title, &keys, HEIGHT, |area, _| {
        let series = [Series { colour: EMBER, values }];
        in_time(drawn, room, area, &series, How::Stacked, &[0, 15, 30, 45, 60])
    })
}

pub(super) fn scrolled(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let parts = &drawn.insights.parts;
    let of = |colour, of: fn(&Part) -> u64| Series { colour, values: parts.iter().map(of).collect() };
    let series = [of(EMBER, Part::spoken), of(STONE, |part| part.scrolled)];
    let keys = [
        Key::new(EMBER, drawn.words.text("insights-column-spoken")),
        Key::new(STONE, drawn.words.text("insights-column-scrolled")),
    ];
    let most = series.iter().flat_map(|series| &series.values).max().copied().unwrap_or_default();
    sheet::sheet(room, title, &keys, HEIGHT, |area, _| {
        in_time(drawn, room, area, &series, How::Beside, &ticks(most, &MINUTES))
    })
}

/// Bars over an axis of minutes or hours.
fn in_time(
    drawn: Drawn<'_>,
    room: Room,
    area: &Area<'_>,
    series: &[Series],
    how: How,
    ticks: &[u64],
) -> Result<(), NotDrawn> {
    let insights = drawn.insights;
    let top = ticks.last().copied().unwrap_or(1);
    let hours = top > HOURS_FROM;
    let unit = if hours { "insights-axis-hours" } else { "insights-axis-minutes" };
    let over = Pos::new(HPos::Left, VPos::Top);
    sheet::write(area, &drawn.words.text(unit), (0, 2), (TEXT, SOFT), over)?;
    let (_, below) = area.split_vertically(20);
    let count = insights.parts.len();
    let every = every(count, if room == Room::Wide { 14 } else { 6 });
    let centres: Vec<f64> = (0..count).map(|at| at as f64 + 0.5).collect();
    let mut chart = ChartBuilder::on(&below)
        .margin_top(8)
        .margin_right(14)
        .x_label_area_size(30)
        .y_label_area_size(44)
        .build_cartesian_2d(
            Axis { to: count as f64, points: centres },
            Axis { to: top as f64, points: ticks.iter().map(|tick| *tick as f64).collect() },
        )?;
    let named = |x: &f64| {
        let at = *x as usize;
        match insights.parts.get(at) {
            Some(part) if at % every == (count - 1) % every => {
                drawn.words.part_label(part, insights.unit, count)
            }
            _ => String::new(),
        }
    };
    let amount = |y: &f64| match hours {
        true if (*y as u64).is_multiple_of(60) => format!("{}", *y as u64 / 60),
        true => format!("{:.1}", y / 60.0),
        false => format!("{}", *y as u64),
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .axis_style(LINE)
        .set_all_tick_mark_size(5)
        .x_labels(count)
        .y_labels(ticks.len())
        .bold_line_style(LINE)
        .light_line_style(LINE)
        .label_style(sheet::axis_text())
        .x_label_formatter(&named)
        .y_label_formatter(&amount)
        .draw()?;
    let wide = 0.64;
    for at in 0..count {
        let left = at as f64 + (1.0 - wide) / 2.0;
        let mut from = 0.0;
        for (place, series) in series.iter().enumerate() {
            let value = series.values[at] as f64;
            if value == 0.0 {
                continue;
            }
            let (x, width) = match how {
                How::Stacked => (left, wide),
                How::Beside => (left + place as f64 * wide / 2.0, wide / 2.0),
            };
            let corners = [(x, from), (x + width, from + value)];
            chart.draw_series([Rectangle::new(corners, series.colour.filled())])?;
            if how == How::Stacked {
                if from > 0.0 {
                    // A gap, for whoever does not tell the colours apart.
                    let seam = PathElement::new([(x, from), (x + width, from)], PAPER.stroke_width(2));
                    chart.draw_series([seam])?;
                }
                from += value;
            }
        }
    }
    Ok(())
}

/// Every so many parts are named where so many names fit, the last one always.
fn every(count: usize, fit: usize) -> usize {
    match count {
        // Where there are many, most have no name to begin with.
        13.. => 1,
        _ => count.div_ceil(fit).max(1),
    }
}

/// A strip for each role, all to one scale, with the counts above the bars where there is room.
pub(super) fn support(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    const STRIP: u32 = 48;
    let insights = drawn.insights;
    let asked = insights.parts.iter().any(|part| part.needed.iter().any(|count| *count > 0));
    let mut keys = vec![Key::new(SAGE, drawn.words.text("insights-axis-contacts"))];
    if asked {
        keys.push(Key::new(OCHRE, drawn.words.text("insights-asked")));
    }
    let roles = SupportRole::ALL;
    let counts = |part: &Part| part.support.into_iter().chain(part.needed).max().unwrap_or_default();
    let most = insights.parts.iter().map(counts).max().unwrap_or_default().max(1);
    let count = insights.parts.len();
    let every = every(count, if room == Room::Wide { 12 } else { 4 });
    sheet::sheet(room, title, &keys, STRIP * 5 + 30, |area, _| {
        let mut chart = ChartBuilder::on(area)
            .margin_right(14)
            .x_label_area_size(30)
            .y_label_area_size(116)
            .build_cartesian_2d(
                Axis { to: count as f64, points: (0..count).map(|at| at as f64 + 0.5).collect() },
                Axis { to: 5.0, points: (0..5).map(|row| f64::from(row) + 0.4).collect() },
            )?;
        let named = |x: &f64| {
            let at = *x as usize;
            match insights.parts.get(at) {
                Some(part) if at % every == (count - 1) % every => {
                    drawn.words.part_label(part, insights.unit, count)
                }
                _ => String::new(),
            }
        };
        // The first role is at the top.
        let role = |y: &f64| roles.iter().rev().nth(*y as usize).map(|role| drawn.words.support_role(*role));
        chart
            .configure_mesh()
            .disable_mesh()
            .axis_style(PAPER)
            .set_all_tick_mark_size(5)
            .x_labels(count)
            .y_labels(5)
            .label_style(sheet::axis_text())
            .x_label_formatter(&named)
            .y_label_formatter(&|y| role(y).unwrap_or_default())
            .draw()?;
        for row in 0..roles.len() {
            let base = (roles.len() - 1 - row) as f64;
            let floor = PathElement::new([(0.0, base), (count as f64, base)], LINE);
            chart.draw_series([floor])?;
            for (at, part) in insights.parts.iter().enumerate() {
                let bars = [(SAGE, part.support[row]), (OCHRE, part.needed[row])];
                let wide = if asked { 0.32 } else { 0.6 };
                for (place, (colour, value)) in bars.into_iter().enumerate().filter(|(_, bar)| bar.1 > 0) {
                    let x = at as f64 + 0.2 + place as f64 * wide;
                    let height = 0.66 * f64::from(value) / f64::from(most);
                    let corners = [(x, base), (x + wide, base + height)];
                    chart.draw_series([Rectangle::new(corners, colour.filled())])?;
                    if count <= 12 {
                        let style = TextStyle::from(("sans-serif", TEXT * 0.86).into_font())
                            .color(&SOFT)
                            .pos(Pos::new(HPos::Center, VPos::Bottom));
                        let over = (x + wide / 2.0, base + height + 0.04);
                        chart.draw_series([Text::new(value.to_string(), over, style)])?;
                    }
                }
            }
        }
        Ok(())
    })
}
