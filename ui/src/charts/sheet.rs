//! What all charts have: a sheet with a heading and a legend, scales with round numbers, and text.

use std::ops::Range;

use plotters::{
    coord::{
        Shift,
        ranged1d::{DefaultFormatting, KeyPointHint},
    },
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    Room,
    colour::{INK, PAPER, SOFT},
};

/// Where it is drawn on.
pub(super) type Area<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// A chart could not be drawn.
#[derive(Debug)]
pub(crate) struct NotDrawn;

impl<E: std::error::Error + Send + Sync> From<DrawingAreaErrorKind<E>> for NotDrawn {
    fn from(_: DrawingAreaErrorKind<E>) -> Self {
        NotDrawn
    }
}

/// From nothing to `to`, with lines and words at these points.
pub(super) struct Axis {
    pub to: f64,
    pub points: Vec<f64>,
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (value / self.to * f64::from(to - from)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() { Vec::new() } else { self.points.clone() }
    }

    fn range(&self) -> Range<f64> {
        0.0..self.to
    }
}

/// What the library makes 13 units high.
pub(super) const TEXT: f64 = 16.2;
const TITLE: f64 = 24.0;
/// The height of a line of the legend.
const LINE_HEIGHT: i32 = 22;
/// About how wide a letter is.
const LETTER: f64 = 6.9;
/// The sides of a sheet that is a file.
const MARGIN: i32 = 24;

/// What a colour stands for.
pub(super) struct Key {
    pub colour: RGBColor,
    pub text: String,
    pub mark: Mark,
}

/// How it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Filled,
    Hollow,
    /// A dot of this radius.
    Dot(i32),
}

impl Key {
    pub fn new(colour: RGBColor, text: String) -> Key {
        Key { colour, text, mark: Mark::Filled }
    }
}

/// Draws a sheet `height` high below its heading and legend.
pub(super) fn sheet(
    room: Room,
    title: Option<&str>,
    keys: &[Key],
    height: u32,
    draw: impl FnOnce(&Area<'_>, u32) -> Result<(), NotDrawn>,
) -> Result<String, NotDrawn> {
    let margin = if title.is_some() { MARGIN } else { 0 };
    let inner = room.width();
    let heading = if title.is_some() { 44 } else { 0 };
    let places = legend_places(keys, inner);
    let legend = places.last().map_or(0, |(_, y)| y + LINE_HEIGHT + 10);
    let size = (inner + 2 * unsigned(margin), height + unsigned(heading + legend + 2 * margin));
    let mut svg = String::new();
    {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        if let Some(title) = title {
            root.fill(&PAPER)?;
            write(&root, title, (margin, margin + 2), (TITLE, INK), Pos::new(HPos::Left, VPos::Top))?;
        }
        let below = root.margin(margin + heading, margin, margin, margin);
        for (key, (x, y)) in keys.iter().zip(&places) {
            legend_entry(&below, key, (*x, *y))?;
        }
        let (_, body) = below.split_vertically(legend);
        draw(&body, inner)?;
        root.present()?;
    }
    Ok(svg)
}

/// Where each entry of the legend begins: one after the other, in as many lines as they need.
fn legend_places(keys: &[Key], width: u32) -> Vec<(i32, i32)> {
    let (mut x, mut y) = (0, 0);
    keys.iter()
        .map(|key| {
            let wide = 22 + text_width(&key.text) + 18;
            if x > 0 && x + wide - 18 > width.cast_signed() {
                (x, y) = (0, y + LINE_HEIGHT);
            }
            let place = (x, y);
            x += wide;
            place
        })
        .collect()
}

fn legend_entry(area: &Area<'_>, key: &Key, (x, y): (i32, i32)) -> Result<(), NotDrawn> {
    let middle = y + LINE_HEIGHT / 2;
    match key.mark {
        Mark::Filled => {
            area.draw(&Rectangle::new([(x, middle - 6), (x + 13, middle + 7)], key.colour.filled()))?;
        }
        Mark::Hollow => {
            let outline = key.colour.stroke_width(2);
            area.draw(&Rectangle::new([(x + 1, middle - 5), (x + 12, middle + 6)], outline))?;
        }
        Mark::Dot(radius) => area.draw(&Circle::new((x + 8, middle), radius, key.colour.filled()))?,
    }
    write(area, &key.text, (x + 21, middle), (TEXT, INK), Pos::new(HPos::Left, VPos::Center))
}

/// Writes a text.
pub(super) fn write(
    area: &Area<'_>,
    text: &str,
    at: (i32, i32),
    (size, colour): (f64, RGBColor),
    pos: Pos,
) -> Result<(), NotDrawn> {
    let style = TextStyle::from(("sans-serif", size).into_font()).color(&colour).pos(pos);
    Ok(area.draw(&Text::new(text.to_owned(), at, style))?)
}

/// The style of what stands on axes.
pub(super) fn axis_text() -> TextStyle<'static> {
    TextStyle::from(("sans-serif", TEXT).into_font()).color(&SOFT)
}

/// About how wide a text is.
pub(super) fn text_width(text: &str) -> i32 {
    (text.chars().count() as f64 * LETTER).ceil() as i32
}

/// The beginning of a text that is too long for so many letters.
pub(super) fn cut(text: &str, letters: usize) -> String {
    match text.chars().count() > letters {
        true => text.chars().take(letters - 1).collect::<String>().trim_end().to_owned() + "…",
        false => text.to_owned(),
    }
}

/// Round numbers from nothing to at least `most`: about four of them, in one of these steps or ten times as much.
pub(super) fn ticks(most: u64, steps: &[u64]) -> Vec<u64> {
    let mut tens = 1;
    let step = loop {
        if let Some(step) = steps.iter().map(|step| step * tens).find(|step| step * 4 >= most) {
            break step;
        }
        tens *= 10;
    };
    (0..=most.div_ceil(step).max(1)).map(|at| at * step).collect()
}

/// Steps in which contacts are counted,
pub(super) const COUNTS: [u64; 3] = [1, 2, 5];
/// and minutes: a quarter of an hour, half an hour, hours.
pub(super) const MINUTES: [u64; 8] = [15, 30, 60, 120, 300, 600, 1200, 3000];

fn unsigned(pixels: i32) -> u32 {
    u32::try_from(pixels).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(0, &COUNTS, &[0, 1])]
    #[case(3, &COUNTS, &[0, 1, 2, 3])]
    #[case(9, &COUNTS, &[0, 5, 10])]
    #[case(130, &COUNTS, &[0, 50, 100, 150])]
    #[case(50, &MINUTES, &[0, 15, 30, 45, 60])]
    #[case(700, &MINUTES, &[0, 300, 600, 900])]
    #[case(1_000_000, &MINUTES, &[0, 300_000, 600_000, 900_000, 1_200_000])]
    fn scales_have_a_few_round_numbers(#[case] most: u64, #[case] steps: &[u64], #[case] expected: &[u64]) {
        assert_eq!(ticks(most, steps), expected);
    }
}
