use std::{
    panic::resume_unwind,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Items that a thread takes at once: enough that taking costs nothing, few enough that no core is left with a long rest.
const AT_ONCE: usize = 16;

/// Does the same with each of many items, known by its place, on all cores; what comes out is in the order of the items.
pub fn side_by_side<'a, T: Sync, R: Send>(items: &'a [T], work: impl Fn(usize, &'a T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len().div_ceil(AT_ONCE));
    if threads < 2 {
        return items.iter().enumerate().map(|(i, item)| work(i, item)).collect();
    }
    let next = AtomicUsize::new(0);
    let take = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(some) = items.chunks(AT_ONCE).nth(at) else { return done };
            done.push((at, some.iter().enumerate().map(|(i, item)| work(at * AT_ONCE + i, item)).collect::<Vec<R>>()));
        }
    };
    let mut done: Vec<(usize, Vec<R>)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(take)).collect();
        let mut done = take();
        for other in others {
            done.extend(other.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        done
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, some)| some).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_stays_and_nothing_is_lost() {
        for count in [0, 1, 15, 16, 17, 1_000] {
            let items: Vec<usize> = (0..count).collect();
            assert_eq!(side_by_side(&items, |at, i| at + i), items.iter().map(|i| i * 2).collect::<Vec<_>>());
        }
    }
}
