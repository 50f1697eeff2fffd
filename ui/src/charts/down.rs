//! Charts whose bars lie one below the other, each with its words above it.

use kith_core::{Felt, Mode, insights::Meant};
use plotters::{
    prelude::*,
    style::text_anchor::{HPos, Pos, VPos},
};

use super::{
    Drawn, Room,
    colour::{EMBER, INK, LINE, OCHRE, PAPER, SAGE, SOFT, STONE},
    sheet::{self, Area, COUNTS, Key, Mark, NotDrawn, TEXT, ticks},
};

/// The height of the axis below.
const AXIS: u32 = 26;

/// One row: its words, and its bars from the top down, each of parts from the left to the right.
struct Row {
    words: String,
    bars: Vec<Vec<Piece>>,
}

/// A part of a bar.
struct Piece {
    colour: RGBColor,
    hollow: bool,
    value: u64,
}

pub(super) fn circles(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let keys = [
        Key { mark: Mark::Hollow, ..Key::new(STONE, drawn.words.text("insights-column-meant")) },
        Key::new(EMBER, drawn.words.text("insights-column-came")),
    ];
    let row = |it: &Meant| Row {
        words: drawn.words.circle_floor(it.circle, it.floor, drawn.settings),
        bars: vec![
            vec![Piece { colour: STONE, hollow: true, value: it.meant }],
            vec![Piece { colour: EMBER, hollow: false, value: it.came }],
        ],
    };
    let rows: Vec<Row> = drawn.insights.circles.iter().map(row).collect();
    lying(drawn, room, title, &keys, &rows)
}

pub(super) fn felt(drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    let words = drawn.words;
    let keys = [
        Key::new(SAGE, words.felt(Felt::Lifted)),
        Key::new(STONE, words.felt(Felt::Even)),
        Key::new(OCHRE, words.felt(Felt::Drained)),
        Key { mark: Mark::Hollow, ..Key::new(STONE, words.text("insights-column-unsaid")) },
    ];
    let rows: Vec<Row> = Mode::FLOORS
        .iter()
        .zip(drawn.insights.felt)
        .map(|(mode, felt)| {
            let piece = |colour, value: u32, hollow| Piece { colour, hollow, value: value.into() };
            let pieces = vec![
                piece(SAGE, felt.lifted, false),
                piece(STONE, felt.even, false),
                piece(OCHRE, felt.drained, false),
                piece(STONE, felt.unsaid, true),
            ];
            Row { words: words.mode(*mode), bars: vec![pieces] }
        })
        .collect();
    lying(drawn, room, title, &keys, &rows)
}

fn lying(
    drawn: Drawn<'_>,
    room: Room,
    title: Option<&str>,
    keys: &[Key],
    rows: &[Row],
) -> Result<String, NotDrawn> {
    let bars = rows.iter().map(|row| row.bars.len()).max().unwrap_or(1) as i32;
    let bar = if bars > 1 { 11 } else { 16 };
    let row_height = 24 + bars * (bar + 3) + 12;
    let sum = |pieces: &Vec<Piece>| pieces.iter().map(|piece| piece.value).sum::<u64>();
    let most = rows.iter().flat_map(|row| &row.bars).map(sum).max().unwrap_or_default();
    let ticks = ticks(most, &COUNTS);
    let height = (row_height * rows.len() as i32) as u32 + AXIS;
    sheet::sheet(room, title, keys, height, |area, width| {
        let scale = Scale { top: ticks.last().copied().unwrap_or(1), width: width as i32 - 44 };
        axis(drawn, area, &ticks, scale, height as i32 - AXIS as i32)?;
        for (at, row) in rows.iter().enumerate() {
            let top = at as i32 * row_height;
            sheet::write(area, &row.words, (0, top), (TEXT, INK), Pos::new(HPos::Left, VPos::Top))?;
            for (place, pieces) in row.bars.iter().enumerate() {
                let y = top + 22 + place as i32 * (bar + 3);
                let end = one_bar(area, pieces, scale, (y, y + bar))?;
                let total = sum(pieces).to_string();
                let beside = Pos::new(HPos::Left, VPos::Center);
                sheet::write(area, &total, (end + 7, y + bar / 2), (TEXT * 0.92, SOFT), beside)?;
            }
        }
        Ok(())
    })
}

/// From numbers to how far to the right.
#[derive(Clone, Copy)]
struct Scale {
    top: u64,
    width: i32,
}

impl Scale {
    fn at(self, value: u64) -> i32 {
        (value as f64 / self.top as f64 * f64::from(self.width)).round() as i32
    }
}

/// Lines behind the bars, with their numbers and what they count below.
fn axis(drawn: Drawn<'_>, area: &Area<'_>, ticks: &[u64], scale: Scale, bottom: i32) -> Result<(), NotDrawn> {
    for tick in ticks {
        let x = scale.at(*tick);
        area.draw(&PathElement::new([(x, 20), (x, bottom)], LINE))?;
        if *tick > 0 {
            let below = Pos::new(HPos::Center, VPos::Top);
            sheet::write(area, &tick.to_string(), (x, bottom + 6), (TEXT, SOFT), below)?;
        }
    }
    let what = drawn.words.text("insights-axis-contacts");
    sheet::write(area, &what, (0, bottom + 6), (TEXT, SOFT), Pos::new(HPos::Left, VPos::Top))
}

/// Draws a bar, and gives where it ends.
fn one_bar(area: &Area<'_>, pieces: &[Piece], scale: Scale, (from, to): (i32, i32)) -> Result<i32, NotDrawn> {
    let mut done = 0;
    for piece in pieces.iter().filter(|piece| piece.value > 0) {
        let (left, right) = (scale.at(done), scale.at(done + piece.value));
        match piece.hollow {
            false => area.draw(&Rectangle::new([(left, from), (right, to)], piece.colour.filled()))?,
            true => {
                let outline = piece.colour.stroke_width(2);
                area.draw(&Rectangle::new([(left + 1, from + 1), (right - 1, to - 1)], outline))?;
            }
        }
        if done > 0 && !piece.hollow {
            area.draw(&PathElement::new([(left, from), (left, to)], PAPER.stroke_width(2)))?;
        }
        done += piece.value;
    }
    Ok(scale.at(done))
}
