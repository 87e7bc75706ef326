//! Messages with personal data in them, made from templates: the templates are committed, the people are not. Names come from lists of
//! given names and from word pieces, numbers from a seed, so that every run sees the same.

use std::collections::HashMap;

/// A small generator of random numbers (SplitMix64), so that a seed gives the same corpus on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn digits(&mut self, n: usize) -> String {
        (0..n).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn letters(&mut self, n: usize, from: &str) -> String {
        let from: Vec<char> = from.chars().collect();
        (0..n).map(|_| from[self.below(from.len())]).collect()
    }
}

/// A message and where personal data stands in it, in bytes, with what kind it is.
pub struct Message {
    pub text: String,
    pub spans: Vec<(std::ops::Range<usize>, &'static str)>,
}

/// The names that the two halves draw from: every second of each list for either.
pub struct Names {
    given: Vec<&'static str>,
    rare: Vec<&'static str>,
    families: Vec<&'static str>,
}

fn list(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.is_empty() && !l.starts_with('#'))
}

impl Names {
    pub fn half(odd: bool) -> Self {
        let half = |file| list(file).enumerate().filter(|(i, _)| (i % 2 == 1) == odd).map(|(_, n)| n).collect();
        Self {
            given: half(include_str!("../../src/privacy/redact/data/given_names.txt")),
            rare: half(include_str!("../fixtures/masking/rare_names.txt")),
            families: half(include_str!("../../src/privacy/redact/data/surnames.txt")),
        }
    }

    /// Seven in ten from the list that the program knows, two that are too rare for it, one that nobody has.
    fn given(&self, dice: &mut Dice) -> String {
        match dice.below(10) {
            0 => made_up(dice),
            1 | 2 => dice.pick(&self.rare).to_owned(),
            _ => dice.pick(&self.given).to_owned(),
        }
    }

    fn family(&self, dice: &mut Dice) -> String {
        if dice.below(2) == 0 {
            dice.pick(&self.families).to_owned()
        } else {
            let head = dice
                .pick(&["hart", "brad", "thorn", "wex", "kel", "mar", "sand", "oak", "pen", "tre", "gol", "whit", "cald", "ash", "bram"]);
            let tail = dice
                .pick(&["wick", "ley", "thorpe", "ingham", "field", "combe", "sley", "worth", "enko", "owski", "escu", "adze", "ington"]);
            format!("{head}{tail}")
        }
    }
}

fn made_up(dice: &mut Dice) -> String {
    let head =
        dice.pick(&["kav", "tol", "zer", "mav", "jor", "bren", "shay", "dal", "lio", "nim", "ras", "yul", "fen", "ondr", "quil", "vas"]);
    let tail = dice.pick(&["rin", "umi", "ian", "elle", "iko", "aya", "ette", "wen", "ash", "ora", "ius", "een", "anka", "eth"]);
    format!("{head}{tail}")
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

/// The message of a template: each `{slot}` filled; a slot with a number at its end keeps its value within the message.
pub fn fill(template: &str, names: &Names, dice: &mut Dice) -> Message {
    let small = !template.split(['{', '}']).step_by(2).any(|t| t.contains(|c: char| c.is_ascii_uppercase()));
    let mut kept: HashMap<String, String> = HashMap::new();
    let (mut text, mut spans, mut rest) = (String::new(), Vec::new(), template);
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (slot, after) = after.split_once('}').expect("each brace closes");
        let same = slot.ends_with(|c: char| c.is_ascii_digit());
        let value = kept.get(slot).filter(|_| same).cloned().unwrap_or_else(|| value(slot, small, names, dice));
        kept.insert(slot.to_owned(), value.clone());
        spans.push((text.len()..text.len() + value.len(), kind(slot)));
        text.push_str(&value);
        rest = after;
    }
    text.push_str(rest);
    Message { text, spans }
}

fn kind(slot: &str) -> &'static str {
    match slot.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "n" | "N" | "NN" | "s" | "S" | "SS" => "name",
        "phone" => "phone",
        "email" | "emailw" => "e-mail",
        "pc" => "postcode",
        "addr" | "street" => "address",
        "dob" => "date of birth",
        _ => "number",
    }
}

const OUTWARD: [&str; 12] = ["NR1", "NR31", "PE30", "IP33", "ST5", "ST17", "WS13", "NR7", "IP1", "SW1A", "M1", "DE14"];

fn value(slot: &str, small: bool, names: &Names, dice: &mut Dice) -> String {
    let cased = |text: String, dice: &mut Dice| if small && dice.below(2) == 0 { text.to_lowercase() } else { text };
    match slot.trim_end_matches(|c: char| c.is_ascii_digit()) {
        "n" => names.given(dice),
        "N" => capital(&names.given(dice)),
        "NN" => names.given(dice).to_uppercase(),
        "s" => names.family(dice),
        "S" => capital(&names.family(dice)),
        "SS" => names.family(dice).to_uppercase(),
        "phone" => phone(dice),
        "email" => {
            let (given, number) = (names.given(dice), dice.digits(2));
            let host = dice.pick(&["example.com", "example.co.uk", "mail.example.org", "gmail.com", "hotmail.co.uk", "btinternet.com"]);
            match dice.below(4) {
                0 => format!("{given}.{}@{host}", names.family(dice)),
                1 => format!("{given}{number}@{host}"),
                2 => format!("{}_{given}@{}", dice.letters(1, "abcdefgh"), host.to_uppercase()),
                _ => format!("{given}@{host}"),
            }
        }
        "emailw" => {
            let (given, host) = (names.given(dice), dice.pick(&["gmail", "hotmail", "outlook", "yahoo", "icloud"]));
            let end = dice.pick(&["dot com", "dot co dot uk", ".com", "dot co.uk"]);
            let at = dice.pick(&["at", "(at)", "@"]);
            match dice.below(2) {
                0 => format!("{given} {at} {host} {end}"),
                _ => format!("{given}{} {at} {host} {end}", dice.digits(2)),
            }
        }
        "pc" => {
            let outward = dice.pick(&OUTWARD);
            let space = dice.pick(&[" ", " ", "", "  "]);
            let full = format!("{outward}{space}{}{}", dice.below(10), dice.letters(2, "ABDEFGHJLNPQRSTUWXYZ"));
            cased(full, dice)
        }
        "addr" => {
            let street = street(dice);
            let made = match dice.below(8) {
                0 => format!("Flat {}, {} {street}", 1 + dice.below(20), 1 + dice.below(200)),
                1 => format!("{}{} {street}", 1 + dice.below(150), dice.letters(1, "ABC").to_lowercase()),
                2 => format!(
                    "{} {}, {street}",
                    capital(dice.pick(&["rose", "ivy", "mill", "orchard"])),
                    capital(dice.pick(&["cottage", "house", "farm", "barn"]))
                ),
                3 => format!("{}, {street}", 1 + dice.below(99)),
                _ => format!("{} {street}", 1 + dice.below(250)),
            };
            if small { made.to_lowercase() } else { made }
        }
        "street" => {
            let made = street(dice);
            if small { made.to_lowercase() } else { made }
        }
        "dob" => birth(dice, small),
        "nhs" => nhs(dice),
        "nino" => {
            let two = format!("{}{}", dice.letters(1, "ABCEHJKLMPRSTWXYZ"), dice.letters(1, "ABCEHJKLMPRSTWXYZ"));
            let space = dice.pick(&[" ", "", " "]);
            let (a, b, c) = (dice.digits(2), dice.digits(2), dice.digits(2));
            let made = format!("{two}{space}{a}{space}{b}{space}{c}{space}{}", dice.letters(1, "ABCD"));
            cased(made, dice)
        }
        "card" => card(dice),
        "sort" => {
            let space = dice.pick(&["-", " ", "-"]);
            format!("{}{space}{}{space}{}", dice.digits(2), dice.digits(2), dice.digits(2))
        }
        "acct" => dice.digits(8),
        "upn" => format!("{}{}", dice.letters(1, "ABCDEFGHJKLMNPQRTUVWXYZ"), dice.digits(12)),
        "uln" => format!("{}{}", 1 + dice.below(9), dice.digits(9)),
        "plate" => {
            let space = dice.pick(&[" ", ""]);
            let made = format!(
                "{}{}{space}{}",
                dice.letters(2, "ABCDEFGHKLMNPRSTVWXY"),
                10 + dice.below(65),
                dice.letters(3, "BCDFGHJKLMNPRSTVWXYZ")
            );
            cased(made, dice)
        }
        "passport" => dice.digits(9),
        "licence" => {
            let family: String =
                format!("{}99999", names.family(dice)).to_uppercase().chars().filter(char::is_ascii_alphanumeric).take(5).collect();
            format!(
                "{family}{}{}{}{}",
                dice.digits(6),
                dice.letters(1, "ABCDEFGHJKLMNPRSTW"),
                "9",
                format_args!("{}{}", dice.digits(1), dice.letters(2, "ABCDEFGHJKLMNPRSTUVWXYZ"))
            )
        }
        "handle" => format!("@{}{}{}", names.given(dice), dice.pick(&["_", "", "."]), dice.digits(2)),
        "url" => {
            let who = names.given(dice);
            let host = dice.pick(&["https://www.facebook.com/", "facebook.com/", "https://instagram.com/", "www.tiktok.com/@"]);
            format!("{host}{who}.{}", dice.digits(3))
        }
        "ip" => format!("{}.{}.{}.{}", 11 + dice.below(200), dice.below(256), dice.below(256), 1 + dice.below(254)),
        other => panic!("no such slot: {other}"),
    }
}

fn street(dice: &mut Dice) -> String {
    let name = dice.pick(&[
        "Mill",
        "Station",
        "Church",
        "Oak",
        "St Peters",
        "Victoria",
        "Queens",
        "Heron",
        "Bramble",
        "Fakenfield",
        "Old Rectory",
        "Yarrow",
        "Low",
    ]);
    let kind = dice.pick(&["Lane", "Road", "Street", "Close", "Avenue", "Way", "Drive", "Crescent", "Court", "Gardens", "Rd", "Hill"]);
    format!("{name} {kind}")
}

/// Numbers of the ranges that are set aside for drama, and others of the same form, in the ways people write them.
fn phone(dice: &mut Dice) -> String {
    let tail = dice.digits(3);
    let (mobile, land) = (format!("07700900{tail}"), format!("01632960{tail}"));
    let at = |number: &str, cuts: &[usize], between: &str| {
        let (mut out, mut from) = (String::new(), 0);
        for cut in cuts {
            out.push_str(&number[from..*cut]);
            out.push_str(between);
            from = *cut;
        }
        out + &number[from..]
    };
    match dice.below(16) {
        0 | 1 => mobile,
        2 => at(&mobile, &[5], " "),
        3 => at(&mobile, &[5, 8], " "),
        4 => at(&mobile, &[4, 7], "-"),
        5 => format!("+44 {}", at(&mobile[1..], &[4], " ")),
        6 => format!("+44{}", &mobile[1..]),
        7 => format!("+44 (0){}", at(&mobile[1..], &[4, 7], " ")),
        8 => format!("0044{}", &mobile[1..]),
        9 => at(&mobile, &[3, 5, 7, 9], " "),
        10 => land,
        11 => at(&land, &[5, 8], " "),
        12 => format!("({}) {}", &land[..5], &land[5..]),
        13 => at(&format!("02079460{tail}"), &[3, 7], " "),
        14 => at(&mobile, &[5, 8], "."),
        _ => {
            let word = |c: char| ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][c as usize - '0' as usize];
            mobile.chars().map(word).collect::<Vec<_>>().join(" ")
        }
    }
}

fn birth(dice: &mut Dice, small: bool) -> String {
    const MONTHS: [&str; 12] =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let (day, month, year) = (1 + dice.below(28), 1 + dice.below(12), 2005 + dice.below(20));
    let name = MONTHS[month - 1];
    let made = match dice.below(9) {
        0 | 1 => format!("{day}/{month}/{year}"),
        2 => format!("{day:02}/{month:02}/{:02}", year % 100),
        3 => format!("{day:02}.{month:02}.{year}"),
        4 => format!("{day:02}-{month:02}-{year}"),
        5 => format!("{day} {name} {year}"),
        6 => format!("{day}th {name} {year}"),
        7 => format!("{day} {} {:02}", &name[..3], year % 100),
        _ => format!("{name} {day} {year}"),
    };
    if small { made.to_lowercase() } else { made }
}

fn nhs(dice: &mut Dice) -> String {
    loop {
        let nine = format!("{}{}", 4 + dice.below(4), dice.digits(8));
        let sum: usize = nine.bytes().zip((2..=10).rev()).map(|(b, weight)| usize::from(b - b'0') * weight).sum();
        let check = (11 - sum % 11) % 11;
        if check < 10 {
            let all = format!("{nine}{check}");
            return if dice.below(2) == 0 { all } else { format!("{} {} {}", &all[..3], &all[3..6], &all[6..]) };
        }
    }
}

fn card(dice: &mut Dice) -> String {
    let fifteen = format!("4{}", dice.digits(14));
    let sum: usize = fifteen
        .bytes()
        .rev()
        .enumerate()
        .map(|(i, b)| (usize::from(b - b'0'), i))
        .map(|(d, i)| if i % 2 == 0 { (2 * d) / 10 + (2 * d) % 10 } else { d })
        .sum();
    let all = format!("{fifteen}{}", (10 - sum % 10) % 10);
    if dice.below(2) == 0 { all } else { [&all[..4], &all[4..8], &all[8..12], &all[12..]].join(" ") }
}
