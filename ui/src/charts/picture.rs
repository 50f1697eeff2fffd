//! A drawing as a picture, with the fonts of the system.

use std::sync::Arc;

use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

/// So many pixels for a unit of the drawing: sharp also on screens with small ones.
const SCALE: f32 = 2.0;

/// Why there is no picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum NoPicture {
    /// Without a font there would be no words in it.
    NoFont,
    /// It could not be drawn.
    NotDrawn,
}

/// The drawing as a PNG.
pub(crate) fn png(svg: &str) -> Result<Vec<u8>, NoPicture> {
    let mut fonts = fontdb::Database::new();
    fonts.load_system_fonts();
    let sans = fontdb::Query { families: &[fontdb::Family::SansSerif], ..fontdb::Query::default() };
    if fonts.query(&sans).is_none() {
        let family = plain_family(&fonts).ok_or(NoPicture::NoFont)?;
        fonts.set_sans_serif_family(family);
    }
    let options = Options { fontdb: Arc::new(fonts), ..Options::default() };
    let tree = Tree::from_str(svg, &options).map_err(|_| NoPicture::NotDrawn)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(NoPicture::NotDrawn)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(NoPicture::NotDrawn)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|_| NoPicture::NotDrawn)
}

/// Where the system does not say which font has no serifs: one that is called so in its plain cut, or else any.
fn plain_family(fonts: &fontdb::Database) -> Option<String> {
    let plain = |face: &&fontdb::FaceInfo| {
        face.style == fontdb::Style::Normal && face.weight == fontdb::Weight::NORMAL && !face.monospaced
    };
    let name = |face: &fontdb::FaceInfo| face.families.first().map(|family| family.0.clone());
    let named = fonts.faces().filter(plain).filter_map(name).filter(|name| name.contains("Sans"));
    // The shortest is the one for Latin letters: "Noto Sans" before "Noto Sans Arabic".
    named.min_by_key(String::len).or_else(|| fonts.faces().find_map(name))
}
