//! Time as a value that is handed in: the core has no wall clock, so a test or `WAYMARK_TODAY` can stand at any day.

use std::time::Instant;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::locale::Locale;

/// Where the time comes from.
#[derive(Debug, Clone)]
pub struct Clock {
    fixed: Option<(Timestamp, Instant)>,
    zone: TimeZone,
}

impl Clock {
    /// The machine's clock, in London's civil time.
    pub fn system() -> Self {
        Self { fixed: None, zone: london() }
    }

    /// A clock that starts at noon of `today` and runs from there, for tests and `WAYMARK_TODAY`.
    pub fn starting_on(today: Date) -> Self {
        let zone = london();
        let noon = today.at(12, 0, 0, 0).to_zoned(zone.clone()).map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp());
        Self { fixed: Some((noon, Instant::now())), zone }
    }

    /// This moment.
    pub fn now(&self) -> Timestamp {
        match self.fixed {
            None => Timestamp::now(),
            Some((noon, since)) => noon.saturating_add(since.elapsed()).unwrap_or(noon),
        }
    }

    /// This moment in milliseconds since 1970, as stores keep it.
    pub fn now_ms(&self) -> i64 {
        self.now().as_millisecond()
    }

    /// Today's date in London.
    pub fn today(&self) -> Date {
        self.now().to_zoned(self.zone.clone()).date()
    }

    /// The civil date and time in London of a stored moment, as `21 November 2026, 14:05`.
    pub fn say_moment(&self, ms: i64) -> String {
        let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone());
        format!("{}, {:02}:{:02}", say_date(at.date()), at.hour(), at.minute())
    }

    /// The same as a reader of that language reads it.
    pub fn say_moment_in(&self, ms: i64, locale: &Locale) -> String {
        let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(self.zone.clone());
        format!("{}, {:02}:{:02}", locale.say_date(at.date()), at.hour(), at.minute())
    }
}

fn london() -> TimeZone {
    TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC)
}

/// The month in London of a stored moment, as counts name it: `2026-11`.
pub fn month(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH).to_zoned(london());
    format!("{:04}-{:02}", at.year(), at.month())
}

/// A date as British readers write it: `3 July 2025`.
pub fn say_date(date: Date) -> String {
    format!("{} {} {}", date.day(), MONTHS[usize::from(date.month().unsigned_abs()).saturating_sub(1) % 12], date.year())
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A date told as exactly as the evidence tells it: `2024`, `2024-08` or `2024-08-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartialDate {
    /// Only the year is known.
    Year(i16),
    /// The year and month are known.
    Month(i16, i8),
    /// The day is known.
    Day(Date),
}

impl std::str::FromStr for PartialDate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date; write 2024, 2024-08 or 2024-08-21");
        let parts: Vec<&str> = text.split('-').collect();
        let year: i16 = parts.first().filter(|y| y.len() == 4).and_then(|y| y.parse().ok()).ok_or_else(wrong)?;
        match parts.as_slice() {
            [_] => Ok(Self::Year(year)),
            [_, month] => {
                let month: i8 = month.parse().ok().filter(|m| (1..=12).contains(m)).ok_or_else(wrong)?;
                Ok(Self::Month(year, month))
            }
            _ => text.parse().map(Self::Day).map_err(|_| wrong()),
        }
    }
}

impl PartialDate {
    /// As a person reads it: `2024`, `August 2024`, `21 August 2024`.
    pub fn say(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => format!("{} {year}", MONTHS[usize::from(month.unsigned_abs()).saturating_sub(1) % 12]),
            Self::Day(date) => say_date(date),
        }
    }

    /// As a reader of that language reads it.
    pub fn say_in(self, locale: &Locale) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(year, month) => locale.say_month(year, month),
            Self::Day(date) => locale.say_date(date),
        }
    }

    /// As the evidence wrote it: `2024`, `2024-08`, `2024-08-21`.
    pub fn iso(self) -> String {
        match self {
            Self::Year(year) => format!("{year:04}"),
            Self::Month(year, month) => format!("{year:04}-{month:02}"),
            Self::Day(date) => date.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_said_as_in_britain() {
        assert_eq!("2025-07-03".parse::<PartialDate>().map(PartialDate::say), Ok("3 July 2025".to_owned()));
        assert_eq!("2024-08".parse::<PartialDate>().map(PartialDate::say), Ok("August 2024".to_owned()));
        assert_eq!("2017".parse::<PartialDate>().map(PartialDate::iso), Ok("2017".to_owned()));
        assert!("2024-13".parse::<PartialDate>().is_err());
        assert!("July".parse::<PartialDate>().is_err());
    }

    #[test]
    fn a_fixed_clock_stands_on_its_day() {
        let clock = Clock::starting_on(jiff::civil::date(2026, 7, 3));
        assert_eq!(say_date(clock.today()), "3 July 2026");
        assert_eq!(clock.say_moment(clock.now_ms()).split(',').next(), Some("3 July 2026"));
    }
}
