/// How wrong attempts at one thing slow each other down. Counted before the attempt is looked at, so that many at once help nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LockRule {
    /// So many attempts cost nothing.
    pub free: i32,
    /// The wait after the next one; it doubles with each.
    pub first_ms: i64,
    /// The longest wait.
    pub most_ms: i64,
    /// After so long without an attempt everything is forgotten.
    pub forgotten_ms: i64,
}

/// Attempts at one thing, as kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attempts {
    /// How many, since the last success.
    pub count: i32,
    /// When the last one was, in milliseconds since 1970.
    pub last: i64,
    /// Until when no other is looked at.
    pub until: i64,
}

const SECOND_MS: i64 = 1000;
const MINUTE_MS: i64 = 60 * SECOND_MS;

impl LockRule {
    /// For one account, whether there is one of that name or not: five slips, then half a minute, a minute … half an hour.
    pub const ACCOUNT: Self = Self { free: 5, first_ms: 30 * SECOND_MS, most_ms: 30 * MINUTE_MS, forgotten_ms: 24 * 60 * MINUTE_MS };
    /// For one network: a council's whole house may stand behind one address, so more is free and the wait stays short.
    pub const NETWORK: Self = Self { free: 30, first_ms: 10 * SECOND_MS, most_ms: 10 * MINUTE_MS, forgotten_ms: 60 * MINUTE_MS };

    /// The next state when somebody tries, or until when they must wait.
    pub fn attempt(&self, before: Attempts, now: i64) -> Result<Attempts, i64> {
        if before.until > now {
            return Err(before.until);
        }
        let forgotten = now.saturating_sub(before.last) > self.forgotten_ms;
        let count = if forgotten { 1 } else { before.count.saturating_add(1) };
        // The one that uses up what is free is the last that costs nothing.
        let over = count.saturating_sub(self.free);
        let wait = match u32::try_from(over) {
            Ok(over) if over > 0 => self.first_ms.saturating_mul(1_i64 << over.saturating_sub(1).min(20)).min(self.most_ms),
            _ => 0,
        };
        Ok(Attempts { count, last: now, until: now + wait })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_to_its_end_and_is_forgotten() {
        let rule = LockRule::ACCOUNT;
        let (mut state, mut now, mut waits) = (Attempts::default(), 1_000_000_000, Vec::new());
        for _ in 0..14 {
            state = rule.attempt(state, now).unwrap();
            waits.push((state.until - now) / 1000);
            if state.until > now {
                assert_eq!(rule.attempt(state, state.until - 1), Err(state.until));
            }
            now = state.until;
        }
        assert_eq!(waits, [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800]);
        assert_eq!(rule.attempt(state, now + rule.forgotten_ms + 1).unwrap().count, 1);
        let many = Attempts { count: i32::MAX, ..Attempts::default() };
        assert_eq!(rule.attempt(Attempts { last: now, ..many }, now).unwrap().until, now + rule.most_ms);
    }
}
