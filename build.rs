//! Takes the pictures that `knowledge/pictures.toml` names by an emoji out of the crate that carries them all, so that the program holds some
//! hundred of four thousand.

use std::{env, fmt::Write, fs, path::Path, process::ExitCode};

use twemoji_assets::svg::SvgTwemojiAsset;

const LIST: &str = "knowledge/pictures.toml";
/// The drawings of ours.
const DRAWN: &str = "src/pictures/drawn";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={LIST}");
    println!("cargo::rerun-if-changed={DRAWN}");
    let written = fs::read_to_string(LIST).map_err(|e| e.to_string()).and_then(|list| {
        let out = env::var("OUT_DIR").map_err(|e| e.to_string())?;
        fs::write(Path::new(&out).join("emoji.rs"), table(&list)).map_err(|e| e.to_string())
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={LIST}: the pictures cannot be taken: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The emoji of the list with their drawings, sorted, as the text of a Rust slice. What we draw ourselves, and what the crate lacks, has none.
fn table(list: &str) -> String {
    // A parser would have to be compiled for this one key; a test of the room `pictures` finds what is read wrongly.
    let ours = |line: &str| Path::new(DRAWN).join(line.split(' ').next().unwrap_or_default()).with_extension("svg").exists();
    let mut emoji: Vec<&str> = list.lines().filter(|l| !ours(l)).filter_map(|l| l.split("emoji = \"").nth(1)?.split('"').next()).collect();
    emoji.sort_unstable();
    emoji.dedup();
    let mut out = String::from("&[\n");
    for one in emoji {
        // The crate writes some emoji without the mark that asks for colour.
        let asset = SvgTwemojiAsset::from_emoji(one).or_else(|| SvgTwemojiAsset::from_emoji(&one.replace('\u{fe0f}', "")));
        if let Some(asset) = asset {
            let svg: &str = asset;
            let _ = writeln!(out, "    ({one:?}, {svg:?}),");
        }
    }
    out.push(']');
    out
}
