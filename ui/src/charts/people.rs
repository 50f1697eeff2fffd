//! A year in people: a line for each, a dot for each month in which there was contact.

use kith_core::{Circle as Close, Mode};
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    Drawn, Room,
    across::OF_MODES,
    colour::{INK, LINE, SOFT},
    sheet::{self, Key, Mark, NotDrawn, TEXT},
};

const ROW: i32 = 24;
/// Above the first line: the months.
const HEAD: i32 = 26;
/// Between two circles.
const GAP: i32 = 34;

/// The sizes of the dots, as the modes.
const RADII: [i32; 4] = [8, 7, 6, 4];

pub(super) fn year(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let year = &drawn.insights.year;
    let keys: Vec<Key> = Mode::FLOORS
        .iter()
        .zip(OF_MODES.iter().zip(RADII))
        .map(|(mode, (colour, radius))| Key {
            mark: Mark::Dot(radius),
            ..Key::new(*colour, drawn.words.mode(*mode))
        })
        .collect();
    let (left, letters) = if room == Room::Wide { (210, 28) } else { (128, 17) };
    let mut lines: Vec<(i32, usize)> = Vec::new();
    let mut circles: Vec<(i32, Option<Close>)> = Vec::new();
    let mut y = HEAD;
    for (at, person) in year.people.iter().enumerate() {
        if circles.last().is_none_or(|(_, circle)| *circle != person.circle) {
            circles.push((y, person.circle));
            y += GAP;
        }
        lines.push((y, at));
        y += ROW;
    }
    sheet::sheet(room, title, &keys, (y + 8) as u32, |area, width| {
        let column = |month: usize| {
            let step = (width as i32 - left) as f64 / 12.0;
            left + (step * (month as f64 + 0.5)).round() as i32
        };
        let centre = Pos::new(HPos::Center, VPos::Top);
        for (at, month) in year.months.iter().enumerate() {
            let name = drawn.words.short_month(*month);
            let name = if room == Room::Wide { name } else { name.chars().take(1).collect() };
            sheet::write(area, &name, (column(at), 2), (TEXT, SOFT), centre)?;
        }
        for (y, circle) in &circles {
            let name = match circle {
                Some(circle) => drawn.words.circle(*circle, drawn.settings),
                None => drawn.words.text("insights-without-circle"),
            };
            let name = sheet::cut(&name, letters);
            sheet::write(area, &name, (0, y + 13), (TEXT, SOFT), Pos::new(HPos::Left, VPos::Top))?;
        }
        for (y, at) in &lines {
            let (person, middle) = (&year.people[*at], y + ROW / 2);
            let name = sheet::cut(&person.name, letters);
            sheet::write(area, &name, (0, middle), (TEXT, INK), Pos::new(HPos::Left, VPos::Center))?;
            area.draw(&PathElement::new([(left, middle), (width as i32, middle)], LINE))?;
            for (month, of_month) in person.months.iter().enumerate() {
                let deepest = Mode::FLOORS.iter().position(|mode| Some(*mode) == of_month.deepest);
                if let Some(mode) = deepest {
                    let dot = Circle::new((column(month), middle), RADII[mode], OF_MODES[mode].filled());
                    area.draw(&dot)?;
                }
            }
        }
        Ok(())
    })
}
