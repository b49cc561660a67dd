//! Whole numbers between bounds and what is known of their sums.

/// As good as no bound.
pub(super) const FAR: i64 = 1 << 40;
/// More rounds than bounds need that settle at all; sums of thousands would creep on.
const ROUNDS: usize = 60;

/// A sum of numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) constant: i64,
}

impl Form {
    /// Adds another sum, so many times.
    pub(super) fn add(&mut self, other: &Self, times: i64) {
        self.constant += times * other.constant;
        self.terms.extend(other.terms.iter().map(|(number, factor)| (*number, factor * times)));
    }

    /// The same with one term per number.
    pub(super) fn gathered(mut self) -> Self {
        self.terms.sort_unstable_by_key(|(number, _)| *number);
        self.terms.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        self.terms.retain(|(_, factor)| *factor != 0);
        self
    }

    /// What it comes to.
    pub(super) fn value(&self, numbers: &[i64]) -> i64 {
        self.terms.iter().fold(self.constant, |sum, (number, factor)| sum + factor * numbers.get(*number).copied().unwrap_or(0))
    }
}

/// Between what and what a sum lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) terms: Vec<(usize, i64)>,
    pub(super) low: i64,
    pub(super) high: i64,
}

impl Line {
    pub(super) fn new(form: &Form, low: i64, high: i64) -> Self {
        let shifted = |bound: i64| if bound.abs() >= FAR { bound } else { bound - form.constant };
        Self { terms: form.terms.clone(), low: shifted(low), high: shifted(high) }
    }

    pub(super) const fn is_equation(&self) -> bool {
        self.low == self.high
    }

    /// What the sum comes to at least and at most.
    fn extent(&self, bounds: &Bounds) -> (i64, i64) {
        self.terms.iter().fold((0, 0), |(low, high), (number, factor)| {
            let (least, most) = bounds.of(*number);
            let ends = (factor * least, factor * most);
            (low + ends.0.min(ends.1), high + ends.0.max(ends.1))
        })
    }

    /// Whether numbers agree with it.
    pub(super) fn admits(&self, numbers: &[i64]) -> bool {
        let sum: i64 = self.terms.iter().map(|(number, factor)| factor * numbers.get(*number).copied().unwrap_or(0)).sum();
        (self.low..=self.high).contains(&sum)
    }
}

/// The printed figures contradict one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Contradiction;

/// Between what and what each number lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) low: Vec<i64>,
    pub(super) high: Vec<i64>,
}

impl Bounds {
    /// One more number; its name is its place.
    pub(super) fn add(&mut self, low: i64, high: i64) -> usize {
        self.low.push(low);
        self.high.push(high);
        self.low.len() - 1
    }

    pub(super) fn of(&self, number: usize) -> (i64, i64) {
        (self.low.get(number).copied().unwrap_or(0), self.high.get(number).copied().unwrap_or(0))
    }

    pub(super) fn is_fixed(&self, number: usize) -> bool {
        let (low, high) = self.of(number);
        low == high
    }

    /// Narrows a number; whether that changed anything.
    fn narrow(&mut self, number: usize, low: i64, high: i64) -> Result<bool, Contradiction> {
        let (Some(least), Some(most)) = (self.low.get_mut(number), self.high.get_mut(number)) else { return Ok(false) };
        let changed = low > *least || high < *most;
        *least = low.max(*least);
        *most = high.min(*most);
        if *least > *most { Err(Contradiction) } else { Ok(changed) }
    }

    /// Narrows all numbers by each line alone, again and again until nothing changes.
    pub(super) fn settle<'a>(&mut self, lines: impl Iterator<Item = &'a Line> + Clone) -> Result<(), Contradiction> {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for line in lines.clone() {
                let (low, high) = line.extent(self);
                if low > line.high || high < line.low {
                    return Err(Contradiction);
                }
                if low >= line.low && high <= line.high {
                    continue;
                }
                for (number, factor) in &line.terms {
                    let (least, most) = self.of(*number);
                    let ends = (factor * least, factor * most);
                    // What the others leave for this one.
                    let room = (line.low - (high - ends.0.max(ends.1)), line.high - (low - ends.0.min(ends.1)));
                    let (from, to) = if *factor > 0 {
                        (ceiling(room.0, *factor), floor(room.1, *factor))
                    } else {
                        (ceiling(-room.1, -factor), floor(-room.0, -factor))
                    };
                    changed |= self.narrow(*number, from, to)?;
                }
            }
            if !changed {
                break;
            }
        }
        Ok(())
    }
}

/// The quotient by a positive number, rounded down.
pub(super) const fn floor(number: i64, by: i64) -> i64 {
    number.div_euclid(by)
}

/// The quotient by a positive number, rounded up.
pub(super) const fn ceiling(number: i64, by: i64) -> i64 {
    -(-number).div_euclid(by)
}

/// The lines over numbers that are not fixed, without those that bounds imply, each said of as few numbers as can be: one less others
/// that are parts of it says the same, and ties fewer numbers together.
///
/// # Errors
/// [`Contradiction`] when two lines say different things of the same numbers.
pub(super) fn reduced<'a>(lines: impl Iterator<Item = &'a Line>, bounds: &Bounds) -> Result<Vec<Line>, Contradiction> {
    let (mut equations, mut others): (Vec<Line>, Vec<Line>) = lines
        .filter(|line| {
            let (low, high) = line.extent(bounds);
            low < line.low || high > line.high
        })
        .map(|line| {
            let known: i64 = line.terms.iter().filter(|(n, _)| bounds.is_fixed(*n)).map(|(n, factor)| factor * bounds.of(*n).0).sum();
            let mut terms: Vec<(usize, i64)> = line.terms.iter().copied().filter(|(number, _)| !bounds.is_fixed(*number)).collect();
            terms.sort_unstable();
            Line { terms, low: line.low - known, high: line.high - known }
        })
        .partition(Line::is_equation);
    equations
        .sort_by(|one, other| other.terms.len().cmp(&one.terms.len()).then_with(|| (&one.terms, one.low).cmp(&(&other.terms, other.low))));
    equations.dedup();
    let sets: Vec<Vec<u64>> = equations.iter().map(|line| bits(&line.terms, bounds.low.len())).collect();
    let mut short = Vec::with_capacity(equations.len() + others.len());
    for (place, line) in equations.iter().enumerate() {
        let mut left = line.clone();
        let mut set = sets.get(place).cloned().unwrap_or_default();
        // Larger parts first, so that few are taken off.
        for (part, own) in equations.iter().zip(&sets).skip(place + 1) {
            let within = own.iter().zip(&set).all(|(part, whole)| part & !whole == 0);
            if within && part.terms.len() < line.terms.len() && part.terms.iter().all(|term| left.terms.binary_search(term).is_ok()) {
                left.terms.retain(|term| part.terms.binary_search(term).is_err());
                left.low -= part.low;
                left.high -= part.low;
                set.iter_mut().zip(own).for_each(|(whole, part)| *whole &= !part);
            }
        }
        match left.terms.is_empty() {
            true if left.low != 0 => return Err(Contradiction),
            true => (),
            false => short.push(left),
        }
    }
    short.append(&mut others);
    Ok(short)
}

fn bits(terms: &[(usize, i64)], numbers: usize) -> Vec<u64> {
    let mut bits = vec![0; numbers.div_ceil(64)];
    for (number, _) in terms {
        if let Some(word) = bits.get_mut(number / 64) {
            *word |= 1 << (number % 64);
        }
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(terms: &[(usize, i64)], low: i64, high: i64) -> Line {
        Line { terms: terms.to_vec(), low, high }
    }

    #[test]
    fn bounds_follow_from_single_lines() {
        let mut bounds = Bounds::default();
        (0..3).for_each(|_| {
            let _ = bounds.add(0, 10);
        });
        let lines = [line(&[(0, 1), (1, 1)], 2, 2), line(&[(1, 1), (2, -1)], 2, FAR), line(&[(2, 1000)], 1, FAR)];
        assert_eq!(bounds.settle(lines.iter()), Err(Contradiction));
        let mut bounds = Bounds { low: vec![0; 3], high: vec![10; 3] };
        let lines = [line(&[(0, 1), (1, 1)], 2, 2), line(&[(1, 1), (2, -1)], 2, FAR)];
        assert_eq!(bounds.settle(lines.iter()), Ok(()));
        assert_eq!(bounds, Bounds { low: vec![0, 2, 0], high: vec![0, 2, 0] });
    }

    #[test]
    fn a_sum_is_said_of_what_its_known_parts_leave() {
        let bounds = Bounds { low: vec![0; 5], high: vec![9; 5] };
        let lines = [
            line(&[(0, 1), (1, 1), (2, 1), (3, 1)], 20, 20),
            line(&[(0, 1), (1, 1)], 12, 12),
            line(&[(2, 1), (3, 1)], 8, 8),
            line(&[(4, 1)], 0, 9),
        ];
        let short = reduced(lines.iter(), &bounds);
        assert_eq!(short, Ok(vec![line(&[(0, 1), (1, 1)], 12, 12), line(&[(2, 1), (3, 1)], 8, 8)]));
        let lines = [line(&[(0, 1), (1, 1)], 12, 12), line(&[(0, 1), (1, 1)], 13, 13)];
        assert_eq!(reduced(lines.iter(), &bounds).map(|short| short.len()), Ok(2));
    }
}
