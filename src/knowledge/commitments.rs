use serde::Deserialize;

use jiff::civil::Date;

use super::ArticleId;
use crate::area::Area;

/// A council's plan that made promises.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Its short name, which commitments refer to.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Whose plan it is.
    pub area: Area,
    /// The source's title.
    pub document: String,
    /// The seed file.
    #[serde(default)]
    pub code: Option<String>,
    /// When it was published.
    #[serde(default)]
    pub published: Option<String>,
    /// Its address.
    #[serde(default)]
    pub url: Option<String>,
    /// When it ran out.
    #[serde(default)]
    pub ended: Option<Date>,
    /// The article on what took its place.
    #[serde(default)]
    pub superseded_by: Option<String>,
    /// What has to be said first: how old it is and whether it still holds.
    pub note: String,
}

/// One thing that a plan promised to do.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// The plan's short name.
    pub plan: String,
    /// The priority it belongs to.
    #[serde(default)]
    pub priority: String,
    /// The objective it belongs to.
    #[serde(default)]
    pub objective: String,
    /// What was to be done, in one sentence of ours.
    pub action: String,
    /// Who leads, as told; empty where nobody is named.
    #[serde(default)]
    pub lead: String,
    /// Its subjects.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Where it stands in the plan.
    pub section: String,
    /// Words by which families look for it.
    #[serde(default)]
    pub words: Vec<String>,
    /// The steps, with their dates.
    #[serde(default, rename = "milestone")]
    pub milestones: Vec<Milestone>,
}

/// A step of a commitment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What was to be there.
    pub what: String,
    /// By when, as `2017`, `2017-09` or `2017-09-30`; absent where no date is told.
    #[serde(default)]
    pub due: Option<String>,
    /// The date as told.
    #[serde(default)]
    pub due_text: String,
    /// What the source says was done; empty where it says nothing.
    #[serde(default)]
    pub progress: String,
}

/// All plans and what they promised.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitments {
    /// The plans.
    #[serde(default, rename = "plan")]
    pub plans: Vec<Plan>,
    /// What they promised.
    #[serde(default, rename = "commitment")]
    pub commitments: Vec<Commitment>,
}

impl Commitments {
    /// The plan of that short name.
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|p| p.id == id)
    }
}

impl Plan {
    /// The article on what took its place, when its name has the form of one.
    pub(super) fn successor(&self) -> Option<ArticleId> {
        self.superseded_by.as_deref().and_then(|s| s.parse().ok())
    }
}
