//! Real documents of councils and departments, where they lie beside the repository.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
};

use super::Place;
use waymark::text;

/// A folder beside the repository, or nothing (which is told).
fn shared(name: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let found = root.ancestors().skip(1).take(3).map(|a| a.join("shared").join(name)).find(|p| p.is_dir());
    if found.is_none() {
        println!("left out: there is no ../shared/{name} here");
    }
    found
}

fn documents(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for path in fs::read_dir(next).unwrap().map(|e| e.unwrap().path()) {
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|e| endings.iter().any(|w| e == *w)) {
                out.push(path);
            }
        }
    }
    out.sort();
    out
}

/// The passages of an article as the program holds them.
fn passages(place: &Place) -> Vec<waymark::knowledge::Passage> {
    let (files, faults) = waymark::knowledge::Files::read(&place.path("k")).unwrap();
    assert!(faults.is_empty(), "{faults:?}");
    let loaded = waymark::knowledge::Knowledge::load(files);
    assert!(loaded.faults.is_empty(), "{:?}", loaded.faults);
    loaded.knowledge.passages
}

#[test]
fn every_seed_makes_sound_passages() {
    let Some(seeds) = shared("seeds") else { return };
    for seed in documents(&seeds, &["txt"]) {
        let place = Place::new();
        let ran = place.import(&[&seed], &[]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{}", seed.display());
        let passages = passages(&place);
        assert!(passages.len() > 5);
        let sizes: Vec<usize> = passages.iter().map(|p| text::words(&format!("{} {}", p.heading, p.text)).len()).collect();
        assert!(sizes.iter().all(|n| (8..=235).contains(n)), "{} {sizes:?}", seed.display());
        let check = place.check();
        assert_eq!(check.code, Some(0), "{}", check.out);
        // The same again is the same.
        let again = place.import(&[&seed], &[]);
        assert!(again.out.contains(&format!("passages: {} unchanged", passages.len())), "{}", again.out);
    }
}

#[test]
fn the_words_of_every_seed_are_all_there() {
    let Some(seeds) = shared("seeds") else { return };
    for seed in documents(&seeds, &["txt"]) {
        let place = Place::new();
        place.import(&[&seed], &[]);
        let (files, _) = waymark::knowledge::Files::read(&place.path("k")).unwrap();
        let knowledge = waymark::knowledge::Knowledge::load(files).knowledge;
        let mut said: Vec<String> = knowledge.articles.iter().map(|a| a.title.clone()).collect();
        said.extend(knowledge.passages.iter().flat_map(|p| p.section.iter().cloned().chain([p.text.clone()])));
        let source = without_tags(&fs::read_to_string(&seed).unwrap());
        let recall = recall(&source, &said.join(" "));
        println!("{}: {recall:.4} of the words", seed.display());
        assert!(recall > 0.985, "{} {recall}", seed.display());
    }
}

// One action, who leads it and every milestone of it are read together.
#[test]
fn rows_of_plans_stay_together() {
    let Some(seeds) = shared("seeds") else { return };
    let place = Place::new();
    place.import(&[&seeds.join("003_e57d631a2faba4d7.txt")], &[]);
    let passages = passages(&place);
    let whole = [
        [
            "Establish a formal Programme Board for SEND",
            "SEND Programme Manager",
            "Independent governance review undertaken (by June 2019)",
        ],
        ["Develop an overarching joint commissioning framework", "Nursing Officer", "Joint commissioning approach refined"],
        [
            "Co-produce an annual communications action plan",
            "Senior Strategic Communications Officer",
            "Unified branding agreed across partners",
        ],
        ["Increase in the knowledge, understanding and use of the Local Offer website", "Google analytics", "2018: 500"],
    ];
    for parts in whole {
        let found = passages.iter().find(|p| p.text.contains(parts[2])).unwrap_or_else(|| panic!("{} is in no passage", parts[2]));
        assert!(parts.iter().all(|part| found.text.contains(part)), "{parts:?} in {}", found.text);
    }
    // Each milestone of the plans has its action before it in the same passage.
    let rows: Vec<_> = passages.iter().filter(|p| p.text.contains("Milestone: ")).collect();
    let with_action = rows.iter().filter(|p| p.text.contains("ACTIONS: ") && p.text.contains("Lead: ")).count();
    println!("{with_action} of {} passages with milestones say their action and lead", rows.len());
    assert!(with_action * 100 >= rows.len() * 95);
}

#[test]
fn a_booklet_as_word_file_and_as_pdf_says_the_same() {
    let Some(documents) = shared("data/documents") else { return };
    let words = |name: &str| {
        let place = Place::new();
        let ran = place.import(&[&documents.join("docx").join(name)], &[]);
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        passages(&place).iter().flat_map(|p| text::words(&format!("{} {}", p.path, p.text))).collect::<Vec<_>>()
    };
    let (docx, pdf) = (words("mulberry_Covid-19_AAC-EN.docx").join(" "), words("mulberry_Covid-19_AAC-EN.pdf").join(" "));
    let (there, back) = (recall(&docx, &pdf), recall(&pdf, &docx));
    println!("overlap: {there:.3} of the DOCX's words are in the PDF's, {back:.3} of the PDF's in the DOCX's");
    assert!(there > 0.9 && back > 0.9, "{there} {back}");
}

#[test]
fn real_documents_of_every_kind_come_in() {
    let Some(folder) = shared("data/documents") else { return };
    let files = documents(&folder, &["pdf", "docx", "html", "md"]);
    let place = Place::new();
    let ran = place.import(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &[]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(place.imported().len(), files.len());
    let passages = passages(&place);
    assert!(passages.iter().all(|p| text::words(&p.text).len() <= 235));
    assert!(passages.iter().any(|p| p.page.is_some()));
    assert_eq!(place.check().code, Some(0));
}

// What every page of a site has is not what the page says.
#[test]
fn web_pages_lose_their_frame() {
    let Some(folder) = shared("data/documents") else { return };
    let files = documents(&folder, &["html"]);
    let place = Place::new();
    place.import(&files.iter().map(PathBuf::as_path).collect::<Vec<_>>(), &[]);
    let passages = passages(&place);
    let frames = ["cookies on gov.uk", "accept additional cookies", "skip to main content", "crown copyright", "is this page useful"];
    for frame in frames {
        assert!(!passages.iter().any(|p| p.text.to_lowercase().contains(frame)), "{frame}");
    }
}

/// How many of the first text's words, each as often as it stands there, the second has.
fn recall(of: &str, within: &str) -> f64 {
    let mut there: HashMap<String, usize> = HashMap::new();
    text::words(within).into_iter().for_each(|w| *there.entry(w).or_default() += 1);
    let words = text::words(of);
    let found = words.iter().filter(|w| there.get_mut(*w).is_some_and(|n| std::mem::replace(n, n.saturating_sub(1)) > 0)).count();
    found as f64 / words.len().max(1) as f64
}

fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let end = rest[at..].find('>').filter(|e| *e < 60).map_or(at + 1, |e| at + e + 1);
        out.push(' ');
        rest = &rest[end..];
    }
    out + rest
}
