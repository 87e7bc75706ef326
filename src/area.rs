//! The councils' areas: which there are, what places lie in them, and whom to ring.
//!
//! An area is data (`knowledge/areas/<area>.toml`), so that a council joins by adding a file. Places know their council; where the NHS
//! is organised differently, the place says so.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    str::FromStr,
};

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
    /// Outward postcodes that lie within the area, single or as a range: `NR1-NR31`.
    #[serde(default)]
    outcodes: Vec<String>,
    #[serde(default)]
    not_here: Vec<Elsewhere>,
    /// Counties, cities and countries that have nothing to do with ours.
    #[serde(default)]
    far: Vec<Far>,
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
    /// It is a county or country of its own: none of our local pages is about it.
    #[serde(default)]
    pub far: bool,
}

/// Places for which the same is to be said.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Far {
    names: Vec<String>,
    say: String,
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
    /// Its outward postcodes, in lower case.
    pub outcodes: Vec<String>,
    /// Places often taken for part of it, and places far from it.
    pub not_here: Vec<Elsewhere>,
    /// Whom to ask.
    pub contacts: Vec<Contact>,
    order: u32,
}

impl AreaInfo {
    /// The area that the text of `<area>.toml` describes; the error says where and what is wrong.
    pub fn parse(area: Area, toml_text: &str) -> Result<Self, toml::de::Error> {
        let file: AreaFile = toml::from_str(toml_text)?;
        let mut outcodes = Vec::new();
        for range in &file.outcodes {
            let wrong =
                || serde::de::Error::custom(format!("outcodes: `{range}` is not an outward postcode or a range; write NR1 or NR1-NR31"));
            outcodes.extend(outcodes_of(range).ok_or_else(wrong)?);
        }
        let far = file.far.into_iter().flat_map(|f| f.names.into_iter().map(move |name| Elsewhere { name, say: f.say.clone(), far: true }));
        Ok(Self {
            area,
            name: file.name,
            council: file.council,
            local_offer: file.local_offer,
            nhs: file.nhs,
            places: file.place,
            outcodes,
            not_here: file.not_here.into_iter().chain(far).collect(),
            contacts: file.contact,
            order: file.order,
        })
    }

    /// The contacts for one purpose, in the order of the file.
    pub fn contacts_for(&self, role: ContactRole) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |c| c.role == role)
    }
}

/// The outward postcodes of `NR1` or `NR1-NR31`, in lower case.
fn outcodes_of(range: &str) -> Option<Vec<String>> {
    let read = |code: &str| {
        let code = code.trim().to_lowercase();
        let digits = code.find(|c: char| c.is_ascii_digit())?;
        let (letters, number) = code.split_at(digits);
        Some((letters.to_owned(), number.parse::<u8>().ok()?))
    };
    let (from, to) = range.split_once('-').unwrap_or((range, range));
    let ((letters, first), (same, last)) = (read(from)?, read(to)?);
    (letters == same && first <= last).then(|| (first..=last).map(|n| format!("{letters}{n}")).collect())
}

/// The outward part of a word that is a whole postcode written together; else the word.
fn outcode(word: &str) -> &str {
    let cut = word.len().saturating_sub(3);
    match word.as_bytes().get(cut..) {
        Some([digit, a, b]) if cut >= 2 && digit.is_ascii_digit() && a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            word.get(..cut).unwrap_or(word)
        }
        _ => word,
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
    outcodes: HashMap<String, Area>,
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
        let outcodes = infos.iter().flat_map(|i| i.outcodes.iter().map(|o| (o.clone(), i.area.clone()))).collect();
        Self { outcodes, by_name: infos.into_iter().map(|i| (i.area.clone(), i)).collect(), places }
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

    /// The one area whose name, place or postcode stands in the words of a message; none when two areas are named.
    pub fn mentioned(&self, words: &[String]) -> Option<&Area> {
        let mut found: Option<&Area> = words.iter().find_map(|w| self.outcodes.get(outcode(w)));
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

    /// A message without the names of that area and its places; its other words stay as they were written.
    pub fn without(&self, message: &str, area: &Area) -> String {
        // Each piece with the folded words it holds, so that a name of two words is found across pieces.
        let pieces: Vec<(&str, Vec<String>)> = message.split_inclusive(char::is_whitespace).map(|p| (p, text::words(p))).collect();
        let mut gone = vec![false; pieces.len()];
        for (place, _) in self.places.iter().filter(|(place, of)| of == area && !place.is_empty()) {
            for from in 0..pieces.len() {
                let mut rest = place.as_slice();
                for (at, (_, words)) in pieces.iter().enumerate().skip(from) {
                    match rest.strip_prefix(words.as_slice()) {
                        Some(left) if !words.is_empty() => rest = left,
                        _ => break,
                    }
                    if rest.is_empty() {
                        gone.get_mut(from..=at).into_iter().flatten().for_each(|g| *g = true);
                        break;
                    }
                }
            }
        }
        // What ends a sentence stays where it stood.
        let kept =
            |(piece, _): &(&str, Vec<String>), gone: bool| match (gone, piece.trim_end().chars().last().filter(|c| ".?!".contains(*c))) {
                (false, _) => (*piece).to_owned(),
                (true, Some(end)) => format!("{end} "),
                (true, None) => String::new(),
            };
        pieces.iter().zip(gone).map(|(p, g)| kept(p, g)).collect::<String>().trim().to_owned()
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
    fn a_postcode_sets_the_area_and_a_wrong_range_is_told() {
        let norfolk = AreaInfo::parse("norfolk".parse().unwrap(), "name = \"Norfolk\"\noutcodes = [\"NR1-NR31\", \"PE38\"]").unwrap();
        let suffolk = AreaInfo::parse("suffolk".parse().unwrap(), "name = \"Suffolk\"\noutcodes = [\"NR32-NR35\"]").unwrap();
        let areas = Areas::new(vec![norfolk, suffolk]);
        let of = |t: &str| areas.mentioned(&text::words(t)).map(Area::as_str);
        assert_eq!(
            (of("clubs near NR3 1AB"), of("nr321ab clubs"), of("PE38?"), of("nr40")),
            (Some("norfolk"), Some("suffolk"), Some("norfolk"), None)
        );
        assert!(AreaInfo::parse("norfolk".parse().unwrap(), "name = \"N\"\noutcodes = [\"NR9-NR2\"]").is_err());
    }

    #[test]
    fn a_name_is_taken_out_and_the_rest_stays_as_written() {
        let areas = areas();
        let norfolk: Area = "norfolk".parse().unwrap();
        assert_eq!(areas.without("Clubs in Great Yarmouth, Norfolk? And who helps?", &norfolk), "Clubs in ? And who helps?");
        assert_eq!(areas.without("Norfolk?", &norfolk), "?");
        assert_eq!(areas.without("a great day", &norfolk), "a great day");
    }

    #[test]
    fn an_area_name_is_safe_in_paths() {
        assert!("norfolk".parse::<Area>().is_ok());
        assert!("../etc".parse::<Area>().is_err());
        assert!("".parse::<Area>().is_err());
    }
}
