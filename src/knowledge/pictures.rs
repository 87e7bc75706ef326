use std::collections::BTreeMap;

use serde::Deserialize;

/// The pictures that an easy-read line may start with.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pictures {
    #[serde(default)]
    pictures: BTreeMap<String, Picture>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Picture {
    emoji: String,
    #[serde(rename = "means")]
    _means: String,
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

    /// The picture as an emoji, for channels without drawings; empty for no picture.
    pub fn emoji(&self, name: &str) -> &str {
        self.pictures.get(name).map_or("", |p| p.emoji.as_str())
    }
}
