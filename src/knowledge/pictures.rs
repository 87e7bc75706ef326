use std::collections::BTreeMap;

use serde::Deserialize;

/// The pictures that an easy-read line may start with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pictures {
    #[serde(default)]
    pictures: BTreeMap<String, Picture>,
}

/// What a picture's name stands for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The picture where there are no drawings.
    pub emoji: String,
    /// Its one meaning.
    pub means: String,
}

impl Pictures {
    /// Whether there is a picture of that name.
    pub fn knows(&self, name: &str) -> bool {
        self.pictures.contains_key(name)
    }

    /// The names of all pictures.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pictures.keys().map(String::as_str)
    }

    /// All pictures with their names, in order.
    pub fn all(&self) -> impl Iterator<Item = (&str, &Picture)> {
        self.pictures.iter().map(|(name, picture)| (name.as_str(), picture))
    }

    /// The picture as an emoji, for channels without drawings; empty for no picture.
    pub fn emoji(&self, name: &str) -> &str {
        self.pictures.get(name).map_or("", |p| p.emoji.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn shipped() -> Pictures {
        toml::from_str(include_str!("../../knowledge/pictures.toml")).unwrap()
    }

    // A reader who has learnt a picture must be able to trust it.
    #[test]
    fn every_picture_has_one_meaning_and_every_meaning_one_picture() {
        let pictures = shipped();
        let mut emoji: BTreeMap<String, &str> = BTreeMap::new();
        let mut meanings = BTreeSet::new();
        for (name, picture) in pictures.all() {
            // The mark that asks for colour makes no other picture.
            let shown = picture.emoji.replace('\u{fe0f}', "");
            assert!(!shown.is_empty() && !picture.means.is_empty(), "{name}");
            if let Some(other) = emoji.insert(shown, name) {
                panic!("{name} and {other} look the same");
            }
            assert!(meanings.insert(picture.means.to_lowercase()), "`{}` has two pictures", picture.means);
        }
        assert!(emoji.len() >= 140, "{}", emoji.len());
    }
}
