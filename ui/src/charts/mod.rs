//! Charts: drawn by plotters as SVG, with axes and words, in the colours of Kith.
//!
//! The library writes colours into the elements. The page replaces each by a class, so that a chart follows the scheme
//! without any style of its own; a file that is saved keeps them as they are: those of the light scheme.

mod across;
mod colour;
mod down;
mod people;
mod picture;
mod sheet;

use std::fmt;

use askama::filters::HtmlSafe;
use kith_core::{
    Settings,
    insights::{Chart, Insights},
};
use kith_words::Words;

pub(crate) use picture::{NoPicture, png};
use sheet::NotDrawn;

/// How much room a chart has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Room {
    /// The width of a page.
    Wide,
    /// Half of it, or a telephone.
    Narrow,
}

impl Room {
    /// In units of the drawing, which are pixels where nobody enlarges the text.
    const fn width(self) -> u32 {
        match self {
            Room::Wide => 860,
            Room::Narrow => 430,
        }
    }
}

/// What a chart is drawn from.
#[derive(Clone, Copy)]
pub(crate) struct Drawn<'a> {
    pub insights: &'a Insights,
    pub settings: &'a Settings,
    pub words: &'a Words,
}

/// A drawing for a page. Only this module makes one: the library wrote every text in it with its signs escaped, so a
/// template need not do that again.
pub(crate) struct Plot(String);

impl fmt::Display for Plot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Plot {}

/// A chart for a page: an `svg` with classes in the place of colours, which is named by `label`.
pub(crate) fn for_page(chart: Chart, drawn: Drawn<'_>, room: Room, label: &str) -> Result<Plot, NotDrawn> {
    Ok(Plot(colour::as_classes(&draw(chart, drawn, room, None)?, label)))
}

/// A chart for a file, with its heading and on paper.
pub(crate) fn for_file(chart: Chart, drawn: Drawn<'_>) -> Result<String, NotDrawn> {
    draw(chart, drawn, Room::Wide, Some(&drawn.words.chart_title(chart)))
}

fn draw(chart: Chart, drawn: Drawn<'_>, room: Room, title: Option<&str>) -> Result<String, NotDrawn> {
    match chart {
        Chart::Minutes => across::minutes(drawn, room, title),
        Chart::FaceToFace => across::face_to_face(drawn, room, title),
        Chart::Scrolled => across::scrolled(drawn, room, title),
        Chart::Support => across::support(drawn, room, title),
        Chart::Circles => down::circles(drawn, room, title),
        Chart::Felt => down::felt(drawn, room, title),
        Chart::Year => people::year(drawn, room, title),
    }
}
