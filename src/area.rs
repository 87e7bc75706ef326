//! The councils' areas: which there are, what places lie in them, and whom to ring.
//!
//! An area is data (`knowledge/areas/<area>.toml`), so that a council joins by adding a file. Places know their council; where the NHS
//! is organised differently, the place says so.

use std::{collections::BTreeMap, fmt, str::FromStr};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{content::Inline, text};

/// Names an area in files, rows and addresses: lower-case letters and hyphens, at most 40.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Area(String);

impl Area {
    /// The whole country: what the law says everywhere.
    pub fn england() -> Self {
        Self("england".to_owned())
    }

    /// The name as files and rows have it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Area {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(format!("`{text}` is not an area; write a name such as norfolk, in lower case")) }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Area {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// One way to reach help, with who confirmed it and when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Whom a person reaches: `SENDIASS`, `Customer First`.
    pub name: String,
    /// What they help with, in one plain sentence.
    pub about: String,
    /// A number as it is written, where one is known.
    #[serde(default)]
    pub phone: Option<String>,
    /// An e-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// A page.
    #[serde(default)]
    pub url: Option<String>,
    /// When it can be used, as the service tells it.
    #[serde(default)]
    pub hours: Option<String>,
    /// What this contact is for; decides where it is offered.
    pub role: ContactRole,
    /// The day somebody confirmed it; absent means nobody has.
    #[serde(default)]
    pub checked_on: Option<Date>,
    /// The team that keeps it right.
    pub owner: String,
    /// The sources disagree: shown as unsure, and never as the only way.
    #[serde(default)]
    pub disputed: bool,
}

/// What a contact is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactRole {
    /// Free, impartial advice about SEND.
    Advice,
    /// The council's own information pages or line.
    Information,
    /// Somebody may be at risk.
    Protection,
    /// Who can look at one person's own case.
    Casework,
    /// Health advice.
    Health,
}

/// A town or village and, where it differs, the NHS area that serves it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its name as people write it.
    pub name: String,
    /// The NHS board, where it is not the area's own.
    #[serde(default)]
    pub nhs: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct AreaFile {
    name: String,
    #[serde(default)]
    council: Option<String>,
    #[serde(default)]
    local_offer: Option<String>,
    #[serde(default)]
    nhs: Option<String>,
    #[serde(default)]
    order: u32,
    #[serde(default)]
    place: Vec<Place>,
    #[serde(default)]
    not_here: Vec<Elsewhere>,
    #[serde(default)]
    contact: Vec<Contact>,
}

/// A place that people take for part of an area and is not.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// The place.
    pub name: String,
    /// What to say about it.
    pub say: String,
}

/// What is known of one area.
#[derive(Debug, Clone)]
pub struct AreaInfo {
    /// Its name in files and rows.
    pub area: Area,
    /// Its name for people.
    pub name: String,
    /// The council that is responsible, where it is one.
    pub council: Option<String>,
    /// The Local Offer's address.
    pub local_offer: Option<String>,
    /// The NHS board that serves most of it.
    pub nhs: Option<String>,
    /// Its towns and villages.
    pub places: Vec<Place>,
    /// Places often taken for part of it.
    pub not_here: Vec<Elsewhere>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    order: u32,
}

impl AreaInfo {
    /// The area that the text of `<area>.toml` describes; the error says where and what is wrong.
    pub fn parse(area: Area, toml_text: &str) -> Result<Self, toml::de::Error> {
        let file: AreaFile = toml::from_str(toml_text)?;
        Ok(Self {
            area,
            name: file.name,
            council: file.council,
            local_offer: file.local_offer,
            nhs: file.nhs,
            places: file.place,
            not_here: file.not_here,
            contacts: file.contact,
            order: file.order,
        })
    }

    /// The contacts for one purpose, in the order of the file.
    pub fn contacts_for(&self, role: ContactRole) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |c| c.role == role)
    }
}

impl Contact {
    /// The words that offer this contact: name, what for, and each way in, with numbers and addresses as links.
    pub fn inlines(&self) -> Vec<Inline> {
        let mut out = vec![Inline::Strong { content: vec![Inline::text(&self.name)] }, Inline::text(format!(": {}", self.about))];
        let mut way = |target: String, words: &str| {
            out.push(Inline::text(" "));
            out.push(Inline::Link { target, content: vec![Inline::text(words)] });
        };
        if let Some(phone) = &self.phone {
            way(format!("tel:{}", phone.replace(' ', "")), phone);
        }
        if let Some(email) = &self.email {
            way(format!("mailto:{email}"), email);
        }
        if let Some(url) = &self.url {
            way(url.clone(), url.trim_start_matches("https://").trim_end_matches('/'));
        }
        if let Some(hours) = &self.hours {
            out.push(Inline::text(format!(" ({hours})")));
        }
        out
    }
}

/// All areas, England among them.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    by_name: BTreeMap<Area, AreaInfo>,
    places: Vec<(Vec<String>, Area)>,
}

impl Areas {
    /// The areas of a knowledge base.
    pub fn new(infos: Vec<AreaInfo>) -> Self {
        let mut places = Vec::new();
        for info in &infos {
            let own = std::iter::once(info.name.as_str());
            for name in own.chain(info.places.iter().map(|p| p.name.as_str())) {
                if info.area != Area::england() {
                    places.push((text::words(name), info.area.clone()));
                }
            }
        }
        places.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Self { by_name: infos.into_iter().map(|i| (i.area.clone(), i)).collect(), places }
    }

    /// What is known of an area.
    pub fn get(&self, area: &Area) -> Option<&AreaInfo> {
        self.by_name.get(area)
    }

    /// Every area, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = &AreaInfo> {
        self.by_name.values()
    }

    /// The area's name for people; its own name where the area is unknown.
    pub fn name<'a>(&'a self, area: &'a Area) -> &'a str {
        self.get(area).map_or(area.as_str(), |i| i.name.as_str())
    }

    /// The areas a person can choose, in the order councils joined; England is what everybody gets.
    pub fn choices(&self) -> Vec<&AreaInfo> {
        let mut all: Vec<&AreaInfo> = self.by_name.values().filter(|i| i.area != Area::england()).collect();
        all.sort_by_key(|i| (i.order, i.area.clone()));
        all
    }

    /// The one area whose name or place stands in the words of a message; none when two areas are named.
    pub fn mentioned(&self, words: &[String]) -> Option<&Area> {
        let mut found: Option<&Area> = None;
        for (place, area) in &self.places {
            let here = !place.is_empty() && words.windows(place.len()).any(|w| w == place.as_slice());
            if here && found.is_some_and(|f| f != area) {
                return None;
            }
            if here {
                found = Some(area);
            }
        }
        found
    }

    /// The words without the names of that area and its places.
    pub fn without_names(&self, words: &[String], area: &Area) -> Vec<String> {
        let mut out = words.to_vec();
        for (place, _) in self.places.iter().filter(|(place, of)| of == area && !place.is_empty()) {
            while let Some(at) = out.windows(place.len()).position(|w| w == place.as_slice()) {
                out.drain(at..at + place.len());
            }
        }
        out
    }

    /// The place in these words that belongs to none of our areas though people think so.
    pub fn elsewhere(&self, words: &[String]) -> Option<&Elsewhere> {
        self.by_name.values().flat_map(|i| &i.not_here).find(|e| {
            let name = text::words(&e.name);
            !name.is_empty() && words.windows(name.len()).any(|w| w == name.as_slice())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> Areas {
        let norfolk = AreaInfo::parse("norfolk".parse().unwrap(), "name = \"Norfolk\"\n[[place]]\nname = \"Great Yarmouth\"").unwrap();
        let suffolk = AreaInfo::parse("suffolk".parse().unwrap(), "name = \"Suffolk\"\n[[place]]\nname = \"Lowestoft\"").unwrap();
        Areas::new(vec![norfolk, suffolk])
    }

    #[test]
    fn a_place_sets_the_area_and_two_areas_set_none() {
        let areas = areas();
        let of = |t: &str| areas.mentioned(&text::words(t)).map(Area::as_str);
        assert_eq!(of("clubs in great yarmouth?"), Some("norfolk"));
        assert_eq!(of("I live in Lowestoft, Suffolk"), Some("suffolk"));
        assert_eq!(of("moving from norfolk to suffolk"), None);
        assert_eq!(of("a great day"), None);
    }

    #[test]
    fn an_area_name_is_safe_in_paths() {
        assert!("norfolk".parse::<Area>().is_ok());
        assert!("../etc".parse::<Area>().is_err());
        assert!("".parse::<Area>().is_err());
    }
}
