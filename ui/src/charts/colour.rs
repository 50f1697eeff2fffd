//! The colours of charts, and the classes that stand for them in a page.

use plotters::style::RGBColor;

/// Words.
pub(super) const INK: RGBColor = RGBColor(0x24, 0x21, 0x1d);
/// What stands on axes.
pub(super) const SOFT: RGBColor = RGBColor(0x64, 0x5d, 0x54);
/// Lines behind everything.
pub(super) const LINE: RGBColor = RGBColor(0xe7, 0xe0, 0xd6);
/// Paper, and the gap between what is stacked.
pub(super) const PAPER: RGBColor = RGBColor(0xff, 0xff, 0xff);
/// What matters most: face to face, and what came about.
pub(super) const EMBER: RGBColor = RGBColor(0xb3, 0x4d, 0x27);
/// Second to that.
pub(super) const OCHRE: RGBColor = RGBColor(0xb0, 0x7d, 0x2b);
/// And third.
pub(super) const SAGE: RGBColor = RGBColor(0x4a, 0x7b, 0x6a);
/// The least.
pub(super) const STONE: RGBColor = RGBColor(0x8d, 0x84, 0x77);

/// Each colour as the library writes it, with its class.
const CLASSES: [(RGBColor, &str); 8] = [
    (INK, "ink"),
    (SOFT, "soft"),
    (LINE, "line"),
    (PAPER, "paper"),
    (EMBER, "ember"),
    (OCHRE, "ochre"),
    (SAGE, "sage"),
    (STONE, "stone"),
];

/// A drawing with classes in the place of its colours and of its font, as a picture that is called `label`.
pub(super) fn as_classes(svg: &str, label: &str) -> String {
    let mut svg = svg.replace(" font-family=\"sans-serif\"", "");
    for (RGBColor(red, green, blue), class) in CLASSES {
        let written = format!("#{red:02X}{green:02X}{blue:02X}");
        svg = svg.replace(&format!("fill=\"{written}\" stroke=\"none\""), &format!("class=\"f-{class}\""));
        svg = svg.replace(&format!("fill=\"{written}\""), &format!("class=\"f-{class}\""));
        svg = svg.replace(&format!("stroke=\"{written}\""), &format!("class=\"s-{class}\""));
    }
    let open = format!("<svg role=\"img\" aria-label=\"{}\" ", escaped(label));
    svg.replacen("<svg ", &open, 1)
}

/// A text as a value of an attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
