//! A picture for a line by what it is about; none where no word tells it for certain.

use crate::{knowledge::Pictures, text};

/// Words and the picture they stand for, the most telling first: a line about a letter from the council is about the letter.
const ABOUT: &[(&[&str], &str)] = &[
    (&["appeal", "appeals", "mediation"], "appeal"),
    (&["tribunal", "judge", "court"], "court"),
    (&["deadline", "deadlines"], "deadline"),
    (&["survey", "surveys", "questionnaire"], "survey"),
    (&["bus", "minibus"], "bus"),
    (&["taxi"], "taxi"),
    (&["transport"], "transport"),
    (&["wheelchair"], "wheelchair"),
    (&["speech", "talking"], "speech"),
    (&["medicine", "medication"], "medicine"),
    (&["doctor", "gp", "nurse", "paediatrician"], "doctor"),
    (&["hospital"], "hospital"),
    (&["bullying", "bullied"], "stop"),
    (&["anxiety", "worry", "worried", "scared"], "feelings"),
    (&["mental", "camhs", "wellbeing"], "brain"),
    (&["complaint", "complain", "complaints"], "complaint"),
    (&["phone", "telephone", "helpline"], "phone"),
    (&["email", "e-mail"], "email"),
    (&["website", "online", "portal", "web"], "computer"),
    (&["letter", "letters"], "letter"),
    (&["meeting", "meetings", "meet"], "meeting"),
    (&["form", "forms"], "form"),
    (&["ofsted", "inspectors", "inspection", "inspected"], "inspector"),
    (&["money", "funding", "funded", "cost", "costs", "pay", "payments", "fine"], "money"),
    (&["job", "jobs", "employment", "apprenticeship"], "job"),
    (&["college", "colleges"], "college"),
    (&["university"], "university"),
    (&["exam", "exams"], "exam"),
    (&["training", "trained", "train"], "training"),
    (&["listen", "listened", "heard"], "ear"),
    (&["told", "said", "views", "voice", "say"], "say"),
    (&["assessment", "assess", "assessments"], "search"),
    (&["review", "reviewed", "reviews"], "review"),
    (&["plan", "plans", "ehcp", "strategy"], "plan"),
    (&["music", "concert"], "music"),
    (&["sport", "sports", "swimming"], "sport"),
    (&["club", "clubs", "activities"], "club"),
    (&["friends", "friend"], "friends"),
    (&["wait", "waiting"], "wait"),
    (&["weeks", "months", "days"], "clock"),
    (&["teacher", "teachers"], "teacher"),
    (&["school", "schools"], "school"),
    (&["health", "nhs"], "health"),
    (&["council"], "council"),
    (&["parents", "parent", "carers", "carer"], "parent"),
    (&["families", "family"], "family"),
    (&["children", "child"], "child"),
    (&["information"], "information"),
    (&["support", "help"], "support"),
];

/// The name of the picture for a line; empty where none is sure.
pub(super) fn of(line: &str, pictures: &Pictures) -> String {
    let words = text::words(line);
    // "Forms a plan" is no form to fill in.
    let is_form = |w: &str| {
        words.windows(2).any(|p| {
            p[1] == w
                && ["a", "the", "this", "that", "your", "enclosed", "application", "appeal", "consent", "attendance", "these"]
                    .contains(&p[0].as_str())
        })
    };
    let words: Vec<String> = words.iter().filter(|w| !["form", "forms"].contains(&w.as_str()) || is_form(w)).cloned().collect();
    let telling = ABOUT.iter().find(|(names, picture)| pictures.knows(picture) && words.iter().any(|w| names.contains(&w.as_str())));
    telling.map_or_else(String::new, |(_, picture)| (*picture).to_owned())
}
