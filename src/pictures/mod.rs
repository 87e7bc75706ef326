//! The drawings behind the names of `pictures.toml`: what the web shows at the left of an easy-read line.
//!
//! A name is drawn by the first of three that has it: the council's own folder (a licensed set that its readers know already), a drawing of
//! ours, the drawing of its emoji. The emoji set is Twemoji, of which build.rs takes the few that we name; ours are in its flat style, for what
//! the set lacks or would say wrongly. Each has one meaning, and none is shown to a reader who has switched pictures off.

mod folder;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::Arc,
};

use rust_embed::RustEmbed;

pub use folder::Refused;

use crate::ids::sha256_hex;

#[derive(RustEmbed)]
#[folder = "src/pictures/drawn/"]
#[include = "*.svg"]
struct Drawn;

/// The emoji that `pictures.toml` names, sorted, each with its drawing.
const EMOJI: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/emoji.rs"));

/// The three drawn thumbs side by side as a PNG, for channels that show no SVG: up, to the side, down, apart without colour too.
pub const THUMBS: &[u8] = include_bytes!("thumbs.png");

/// Whose work a drawing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The council's own folder.
    Council,
    /// Drawn for Waymark.
    Ours,
    /// Twemoji, by Twitter and other contributors.
    Twemoji,
}

/// A drawing as a browser gets it.
#[derive(Debug)]
pub struct Drawing {
    /// Where it is served; the digest in it lets browsers keep it for a year.
    pub address: String,
    /// Its content type.
    pub kind: &'static str,
    /// Whose it is.
    pub origin: Origin,
    /// The file.
    pub bytes: Cow<'static, [u8]>,
}

impl Drawing {
    fn new(file: &str, kind: &'static str, origin: Origin, bytes: Cow<'static, [u8]>) -> Arc<Self> {
        let digest = sha256_hex(&bytes);
        let digest = digest.get(..12).unwrap_or(&digest);
        Arc::new(Self { address: format!("/pictures/{digest}/{file}"), kind, origin, bytes })
    }
}

/// All drawings that there are.
#[derive(Debug)]
pub struct Gallery {
    /// By a picture's name: the council's, else ours.
    named: BTreeMap<String, Arc<Drawing>>,
    emoji: HashMap<&'static str, Arc<Drawing>>,
    served: HashMap<String, Arc<Drawing>>,
}

const SVG: &str = "image/svg+xml";

impl Gallery {
    /// The drawings in the program.
    pub fn shipped() -> Self {
        Self::of(BTreeMap::new())
    }

    /// The drawings in the program with those of a council's folder over them, and what in that folder cannot be used. `known` tells whether a
    /// picture has that name.
    pub fn with_folder(folder: &Path, known: impl Fn(&str) -> bool) -> (Self, Vec<Refused>) {
        let (files, refused) = folder::read(folder, known);
        (Self::of(files), refused)
    }

    fn of(council: BTreeMap<String, Arc<Drawing>>) -> Self {
        let mut named = council;
        for file in Drawn::iter() {
            let (Some(found), Some(name)) = (Drawn::get(&file), file.strip_suffix(".svg")) else { continue };
            named.entry(name.to_owned()).or_insert_with(|| Drawing::new(&file, SVG, Origin::Ours, found.data));
        }
        let one = |(emoji, svg): &(&'static str, &'static str)| {
            let file = format!("emoji-{}.svg", emoji.chars().map(|c| format!("{:x}", u32::from(c))).collect::<Vec<_>>().join("-"));
            (*emoji, Drawing::new(&file, SVG, Origin::Twemoji, Cow::Borrowed(svg.as_bytes())))
        };
        let emoji: HashMap<_, _> = EMOJI.iter().map(one).collect();
        let served = named.values().chain(emoji.values()).map(|d| (d.address.clone(), d.clone())).collect();
        Self { named, emoji, served }
    }

    /// The drawing of a picture; none where it has only its emoji, as one of a council's own list may.
    pub fn find(&self, name: &str, emoji: &str) -> Option<&Drawing> {
        self.named.get(name).or_else(|| self.emoji.get(emoji)).map(Arc::as_ref)
    }

    /// The drawing that is served at an address.
    pub fn at(&self, address: &str) -> Option<&Drawing> {
        self.served.get(address).map(Arc::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list() -> Vec<(String, String)> {
        let text = include_str!("../../knowledge/pictures.toml");
        let part = |line: &str| {
            let (name, rest) = line.split_once(" = {")?;
            Some((name.to_owned(), rest.split('"').nth(1)?.to_owned()))
        };
        text.lines().filter(|l| !l.starts_with('#')).filter_map(part).collect()
    }

    #[test]
    fn every_picture_is_drawn_and_every_drawing_is_a_picture() {
        let gallery = Gallery::shipped();
        let list = list();
        assert!(list.len() >= 140);
        let mut seen = std::collections::BTreeSet::new();
        for (name, emoji) in &list {
            let drawing = gallery.find(name, emoji).unwrap_or_else(|| panic!("{name} is not drawn"));
            assert!(seen.insert(drawing.address.clone()), "{name} is drawn as another is");
            assert_eq!(gallery.at(&drawing.address).unwrap().bytes, drawing.bytes);
            assert!(drawing.bytes.len() < 12_000, "{name} has {} bytes", drawing.bytes.len());
            folder::safe_svg(std::str::from_utf8(&drawing.bytes).unwrap()).unwrap_or_else(|why| panic!("{name}: {why}"));
        }
        assert_eq!(gallery.served.len(), list.len(), "drawings that no picture names");
    }
}
