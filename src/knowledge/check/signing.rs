use serde::Serialize;

use crate::{
    area::Area,
    knowledge::{ArticleId, Knowledge, Origin},
};

/// Who has not yet looked at what, in one area.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signing {
    /// The area.
    pub area: String,
    /// How many articles it has; terms and commitments are data and are not counted.
    pub articles: usize,
    /// Those that nobody has approved.
    pub unsigned: Vec<ArticleId>,
    /// Those whose easy read no reader with a learning disability has read.
    pub unread: Vec<ArticleId>,
}

/// Who has not yet looked at what, area by area.
pub fn signing(knowledge: &Knowledge) -> Vec<Signing> {
    let mut out: Vec<Signing> = Vec::new();
    let mut last: Option<&Area> = None;
    for article in knowledge.articles.iter().filter(|a| matches!(a.origin, Origin::Written | Origin::Imported)) {
        if last != Some(&article.area) {
            out.push(Signing { area: article.area.to_string(), articles: 0, unsigned: Vec::new(), unread: Vec::new() });
            last = Some(&article.area);
        }
        let Some(area) = out.last_mut() else { continue };
        area.articles += 1;
        if !article.is_signed() {
            area.unsigned.push(article.id.clone());
        }
        if !article.is_read() {
            area.unread.push(article.id.clone());
        }
    }
    out
}
