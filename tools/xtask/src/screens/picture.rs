//! Makes a picture small: few colours in a palette, because a page has few and the pictures lie in the repository.

use std::collections::HashMap;
use std::io::Cursor;

use anyhow::{Result, bail};
use png::{BitDepth, ColorType, Compression, Decoder, Encoder, Filter};

type Colour = [u8; 3];

/// As many as a palette of one byte holds.
const MOST_COLOURS: usize = 256;
/// Shades closer than this are one: nobody sees the difference, and fewer of them pack better.
const SHADE: u8 = 8;

/// The same picture in at most 256 colours.
pub fn smaller(png: &[u8]) -> Result<Vec<u8>> {
    let mut reader = Decoder::new(Cursor::new(png)).read_info()?;
    let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
    let frame = reader.next_frame(&mut bytes)?;
    let step = match frame.color_type {
        ColorType::Rgb => 3,
        ColorType::Rgba => 4,
        other => bail!("a picture of {other:?} was not expected"),
    };
    let pixels: Vec<Colour> =
        bytes.chunks_exact(step).map(|pixel| rounded([pixel[0], pixel[1], pixel[2]])).collect();
    let palette = most_frequent(&pixels);
    let places = nearest(&palette, &pixels);
    let mut small = Vec::new();
    let mut encoder = Encoder::new(&mut small, frame.width, frame.height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(Compression::High);
    encoder.set_filter(Filter::NoFilter);
    encoder.write_header()?.write_image_data(&places)?;
    Ok(small)
}

/// Black and white stay what they are.
fn rounded(colour: Colour) -> Colour {
    colour.map(|part| if part > 255 - SHADE { 255 } else { part / SHADE * SHADE })
}

fn most_frequent(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut colours: Vec<(Colour, usize)> = counts.into_iter().collect();
    // Equal counts in the order of the colours, so that the same page makes the same file.
    colours.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(&other.0)));
    colours.truncate(MOST_COLOURS);
    colours.into_iter().map(|(colour, _)| colour).collect()
}

/// For each pixel the place of the nearest colour.
fn nearest(palette: &[Colour], pixels: &[Colour]) -> Vec<u8> {
    let mut known: HashMap<Colour, u8> = HashMap::new();
    let place_of = |pixel: &Colour| *known.entry(*pixel).or_insert_with(|| closest(palette, *pixel));
    pixels.iter().map(place_of).collect()
}

fn closest(palette: &[Colour], pixel: Colour) -> u8 {
    let distance = |colour: &Colour| -> u32 {
        colour.iter().zip(pixel).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let best = (0..=u8::MAX).zip(palette).min_by_key(|(_, colour)| distance(colour));
    best.map_or(0, |(place, _)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(colours: impl Iterator<Item = Colour>) -> Vec<u8> {
        let pixels: Vec<u8> = colours.flatten().collect();
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 1, pixels.len() as u32 / 3);
        encoder.set_color(ColorType::Rgb);
        encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
        bytes
    }

    fn colours_of(png: &[u8]) -> Vec<Colour> {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(png::Transformations::EXPAND);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut bytes).unwrap();
        bytes.chunks_exact(3).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    }

    #[test]
    fn a_picture_keeps_its_size_and_its_black_and_white() {
        let black_and_white = [[255; 3], [0; 3], [252; 3], [3; 3]];
        let small = smaller(&picture(black_and_white.into_iter())).unwrap();
        assert_eq!(colours_of(&small), [[255; 3], [0; 3], [255; 3], [0; 3]]);
    }

    #[test]
    fn more_colours_than_a_palette_holds_become_their_neighbours() {
        let many = || (0..1000_u32).map(|n| [(n % 32) as u8 * 8, (n / 32) as u8 * 8, 0]);
        let small = colours_of(&smaller(&picture(many())).unwrap());
        assert_eq!(small.len(), 1000);
        let farthest = small.iter().zip(many()).map(|(one, other)| one[1].abs_diff(other[1])).max();
        assert!(farthest.is_some_and(|distance| distance < 255), "{farthest:?}");
    }
}
