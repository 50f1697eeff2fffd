//! Pictures of people, made small. What a file embeds can be megabytes, can be a bomb of a few bytes that unpacks to
//! gigabytes, and can carry where it was taken; what Kith keeps is a small JPEG without any of that.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};

/// A side has at most so many pixels.
pub const SIDE: u32 = 256;

/// What is over twice as large is made so large first, by plain averages: most of the time that the finer way takes of a
/// picture of a camera goes into pixels that nobody sees.
const BETWEEN: u32 = 2 * SIDE;

/// A file has at most so many bytes: what a camera makes, and not a film. What is embedded in a card has less
/// ([`crate::PHOTO_LIMIT`]).
pub const FILE_LIMIT: usize = 20_000_000;

/// A picture with a longer side is not decoded; its header is enough to know.
const DECODED_SIDE: u32 = 8192;

/// Decoding may take so many bytes of memory.
const MEMORY: u64 = 128 * 1024 * 1024;

/// How good a JPEG is written, of 100: a face of 256 pixels takes about ten kB.
const QUALITY: u8 = 80;

/// A picture cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum PhotoError {
    /// None of JPEG, PNG, WebP and GIF.
    #[error("neither a JPEG, a PNG, a WebP nor a GIF")]
    Kind,
    /// Over so many bytes.
    #[error("a picture of over {limit} bytes")]
    TooLarge {
        /// In bytes.
        limit: usize,
    },
    /// More pixels than anybody's face needs.
    #[error("a picture of too many pixels")]
    TooManyPixels,
    /// It begins like a picture, and does not go on like one.
    #[error("a damaged picture")]
    Damaged,
}

/// The picture as a JPEG of at most [`SIDE`] pixels a side, turned the way it was taken, on white where it was
/// transparent, without any of the data that came with it. Of a moving picture it is the first one.
///
/// A picture that is small already is encoded again as well: nothing of a stranger's file is kept as it was.
///
/// # Errors
/// [`PhotoError`]; the size in pixels is judged by the header, before anything is decoded.
pub fn scaled(bytes: &[u8]) -> Result<Vec<u8>, PhotoError> {
    if bytes.len() > FILE_LIMIT {
        return Err(PhotoError::TooLarge { limit: FILE_LIMIT });
    }
    let format = format_of(bytes).ok_or(PhotoError::Kind)?;
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(DECODED_SIDE);
    limits.max_image_height = Some(DECODED_SIDE);
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(why)?;
    let turned = decoder.orientation().unwrap_or(image::metadata::Orientation::NoTransforms);
    let (width, height) = decoder.dimensions();
    if width > DECODED_SIDE || height > DECODED_SIDE || decoder.total_bytes() > MEMORY {
        return Err(PhotoError::TooManyPixels);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(why)?;
    let picture = match width.max(height) > 2 * BETWEEN {
        true => picture.thumbnail(BETWEEN, BETWEEN),
        false => picture,
    };
    let mut picture = match width.max(height) > SIDE {
        true => picture.resize(SIDE, SIDE, FilterType::CatmullRom),
        false => picture,
    };
    picture.apply_orientation(turned);
    let mut jpeg = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
    on_white(&picture).write_with_encoder(encoder).map_err(why)?;
    Ok(jpeg)
}

/// A picture counts for at least so many: reading its header takes time as well.
const AT_LEAST: u64 = 10_000;

/// How many pixels decoding it takes, by its header alone. A picture that is none takes none.
pub fn pixels(bytes: &[u8]) -> u64 {
    let dimensions = format_of(bytes)
        .and_then(|format| ImageReader::with_format(Cursor::new(bytes), format).into_dimensions().ok());
    let of = |(width, height): (u32, u32)| u64::from(width) * u64::from(height);
    dimensions.map_or(AT_LEAST, |dimensions| of(dimensions).max(AT_LEAST))
}

/// The media type of a picture that [`scaled`] may be able to read.
pub(crate) fn media_type(bytes: &[u8]) -> Option<&'static str> {
    format_of(bytes).map(|format| format.to_mime_type())
}

fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    image::guess_format(bytes).ok().filter(|format| {
        matches!(format, ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP | ImageFormat::Gif)
    })
}

fn why(error: ImageError) -> PhotoError {
    match error {
        ImageError::Limits(_) => PhotoError::TooManyPixels,
        ImageError::Unsupported(_) => PhotoError::Kind,
        _ => PhotoError::Damaged,
    }
}

/// A JPEG knows no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let picture = picture.to_rgba8();
    RgbImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [red, green, blue, alpha] = picture.get_pixel(x, y).0.map(u16::from);
        let over = |part: u16| u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255);
        image::Rgb([over(red), over(green), over(blue)])
    })
}
