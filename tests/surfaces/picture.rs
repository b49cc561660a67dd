//! Pictures: a bar or a point for each printed figure and for nothing else, and places without a figure that all look alike.

use super::explain::written;
use super::markup::Element;
use super::surface::LANGUAGES;
use franvarokalkyl::disclosure::{Dimension, Figure, Measure, PatternTable, Published, Row, Subject, Table};
use std::collections::BTreeSet;

/// What a picture of a table has to show, in the order of drawing.
pub(crate) struct Drawn {
    kind: Kind,
    /// Shares; a place without one is withheld or not measurable.
    marks: Vec<Figure>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bars,
    Lines,
    Curve,
    Square,
    Week,
}

impl Drawn {
    /// All pictures of a release.
    pub(crate) fn all(published: &Published) -> Vec<Self> {
        let of = |table| std::iter::once(Self::of(published, table)).chain(Self::of_time(published, table));
        let tables = published.tables().iter().flat_map(of);
        tables.chain(published.patterns().iter().map(Self::of_patterns)).collect()
    }

    /// The absence of all pupils, whatever schools the table has.
    fn of_patterns(table: &PatternTable) -> Self {
        let outer = usize::from(table.by().first() == Some(&Dimension::School));
        let whole = table.rows().iter().filter(|row| row.labels().iter().take(outer).all(Option::is_none));
        let kind = if table.by().contains(&Dimension::Time) { Kind::Week } else { Kind::Bars };
        Self { kind, marks: whole.map(|row| row.shares()[0]).collect() }
    }

    fn of(published: &Published, table: &Table) -> Self {
        let whole = |row: &&Row| row.labels().iter().all(Option::is_none);
        let shares = |row: &Row| row.cells().iter().map(|cell| cell.share()).collect::<Vec<_>>();
        let (kind, marks) = match table.measures().next().unwrap() {
            Measure::Over(_) if matches!(published.subject(), Subject::Curve(_)) => (Kind::Curve, shares(&table.rows()[0])),
            Measure::Hits | Measure::Over(_) | Measure::Class(..) => {
                let outer = |row: &&Row| row.labels().iter().skip(1).all(Option::is_none);
                let in_time = published.over().is_some();
                let rows: Vec<&Row> = table.rows().iter().filter(|row| if in_time { whole(row) } else { outer(row) }).collect();
                let lines = in_time && rows.len() > 1 && !matches!(table.measures().next(), Some(Measure::Class(..)));
                (if lines { Kind::Lines } else { Kind::Bars }, rows.into_iter().flat_map(shares).collect())
            }
            Measure::Clause(..) | Measure::Definition(_) => (Kind::Bars, table.rows().iter().find(whole).map_or_else(Vec::new, shares)),
            Measure::Both(..) | Measure::OnlyFirst(..) | Measure::OnlySecond(..) => (Kind::Square, square(table)),
        };
        Self { kind, marks }
    }

    /// What the picture of a table's shares of time has to show; none where there is no such picture.
    fn of_time(published: &Published, table: &Table) -> Option<Self> {
        let _over = published.over()?;
        let rows: Vec<&Row> = table.rows().iter().filter(|row| row.labels().iter().all(Option::is_none)).collect();
        let told = |place: &usize| table.rows().iter().any(|row| row.absence()[*place] != Figure::NotMeasurable);
        let places: Vec<usize> = (0..table.absence().len()).filter(told).collect();
        let marks = rows.iter().flat_map(|row| places.iter().map(|place| row.absence()[*place]));
        (rows.len() > 1 && !places.is_empty()).then(|| Self { kind: Kind::Lines, marks: marks.collect() })
    }

    fn shares(&self) -> impl Iterator<Item = u64> {
        self.marks.iter().filter_map(|mark| if let Figure::Share(tenths) = mark { Some(*tenths) } else { None })
    }

    fn withheld(&self) -> usize {
        self.marks.iter().filter(|mark| **mark == Figure::Withheld).count()
    }

    /// Shares that stand in the picture: those that it shows and those along its axis.
    pub(crate) fn told(&self) -> BTreeSet<u64> {
        let end = self.shares().max().unwrap_or(0).max(1).div_ceil(40) * 40;
        let axis = (0..=4).map(|part| end * part / 4).filter(|_| !matches!(self.kind, Kind::Square | Kind::Week));
        axis.chain(self.shares()).collect()
    }

    /// What is wrong with a picture.
    pub(crate) fn faults(&self, picture: &[Element], withheld: &str) -> Vec<String> {
        let mut faults = match self.kind {
            Kind::Bars => self.bars(picture, withheld),
            Kind::Lines => self.lines(picture),
            Kind::Curve => self.curve(picture),
            Kind::Week => self.week(picture),
            Kind::Square => {
                let hatched = of_class(picture, "withheld").count();
                if hatched == self.withheld() { Vec::new() } else { vec![format!("{hatched} hatched cells for {}", self.withheld())] }
            }
        };
        let look = |element: &Element| {
            let place = if self.kind == Kind::Curve { ["y", "height"] } else { ["width", "height"] };
            let own = place.into_iter().chain(["fill", "stroke", "stroke-dasharray"]);
            own.map(|name| element.get(name).to_owned()).collect::<Vec<_>>()
        };
        let looks: BTreeSet<Vec<String>> = of_class(picture, "withheld").map(look).collect();
        if looks.len() > 1 {
            faults.push(format!("places without a figure differ: {looks:?}"));
        }
        faults
    }

    fn bars(&self, picture: &[Element], withheld: &str) -> Vec<String> {
        let mut faults = Vec::new();
        let is_bar = |element: &Element| ["bar", "withheld"].contains(&element.get("class"));
        let places: Vec<usize> = (0..picture.len()).filter(|place| is_bar(&picture[*place])).collect();
        let marks: Vec<Figure> = self.marks.iter().copied().filter(|mark| *mark != Figure::NotMeasurable).collect();
        if places.len() != marks.len() {
            faults.push(format!("{} bars for {} figures", places.len(), marks.len()));
        }
        let mut lengths: Vec<(u64, i64)> = Vec::new();
        for (place, mark) in places.into_iter().zip(marks) {
            let bar = &picture[place];
            match (bar.get("class"), mark) {
                ("bar", Figure::Share(tenths)) => lengths.push((tenths, bar.number("width"))),
                ("withheld", Figure::Withheld) => {
                    let said = picture[place..].iter().find(|element| element.name == "text").map_or("", |element| element.text.trim());
                    if said != withheld {
                        faults.push(format!("`{said}` at a place without a figure"));
                    }
                }
                (class, mark) => faults.push(format!("a {class} for {mark:?}")),
            }
        }
        faults.extend(ordered(lengths));
        faults
    }

    /// In each place of the week the figure that it has.
    fn week(&self, picture: &[Element]) -> Vec<String> {
        let places: Vec<usize> = (0..picture.len()).filter(|place| picture[*place].get("class") == "cell").collect();
        if places.len() != self.marks.len() {
            return vec![format!("{} places for {} figures", places.len(), self.marks.len())];
        }
        let said = |place: usize| picture[place..].iter().find(|element| element.name == "text").map_or("", |element| element.text.trim());
        let is = |(place, mark): &(usize, Figure)| {
            let said = said(*place).trim_end_matches(['%', '\u{a0}']);
            match mark {
                // Whole per cents have no decimal.
                Figure::Share(tenths) if tenths.is_multiple_of(10) => said == (tenths / 10).to_string(),
                _ => LANGUAGES.iter().any(|language| said == written(*mark, *language)[0]),
            }
        };
        let wrong = places.into_iter().zip(self.marks.iter().copied()).filter(|own| !is(own));
        wrong.map(|(place, mark)| format!("`{}` for {mark:?}", said(place))).collect()
    }

    /// A dot for each share, higher for a larger one, and a place at the foot for each part of time where something is withheld.
    fn lines(&self, picture: &[Element]) -> Vec<String> {
        let dots: Vec<&Element> = picture.iter().filter(|element| element.name == "circle" && element.get("r") == "3").collect();
        let mut faults = Vec::new();
        if dots.len() != self.shares().count() {
            faults.push(format!("{} dots for {} figures", dots.len(), self.shares().count()));
        }
        let mut heights: Vec<i64> = dots.iter().map(|dot| -dot.number("cy")).collect();
        let mut shares: Vec<u64> = self.shares().collect();
        heights.sort_unstable();
        shares.sort_unstable();
        faults.extend(ordered(shares.into_iter().zip(heights).collect()));
        let hatched = of_class(picture, "withheld").count();
        if (hatched == 0) != (self.withheld() == 0) || hatched > self.withheld() {
            faults.push(format!("{hatched} places without a figure for {}", self.withheld()));
        }
        faults
    }

    fn curve(&self, picture: &[Element]) -> Vec<String> {
        let mut faults = Vec::new();
        let line = |element: &&Element| element.name == "path" && element.get("fill") == "none";
        let mut points: Vec<(i64, i64)> = Vec::new();
        for path in picture.iter().filter(line) {
            for point in path.get("d").split(['M', 'L']).filter(|point| !point.is_empty()) {
                let (x, y) = point.split_once(' ').unwrap();
                points.push((x.parse().unwrap(), y.parse().unwrap()));
            }
        }
        if points.len() != self.shares().count() {
            faults.push(format!("{} points for {} figures", points.len(), self.shares().count()));
        }
        faults.extend(ordered(self.shares().zip(points.iter().map(|(_, y)| -y)).collect()));
        let dots = picture.iter().filter(|element| element.name == "circle" && element.get("r") == "3");
        faults.extend(
            dots.filter(|dot| !points.contains(&(dot.number("cx"), dot.number("cy")))).map(|dot| format!("a dot beside the line: {dot:?}")),
        );
        // Runs of limits without a figure: as many gaps, and none over a point.
        let is_gap = |mark: &Figure| !matches!(mark, Figure::Share(_));
        let runs = self.marks.chunk_by(|one, next| is_gap(one) == is_gap(next)).filter(|run| is_gap(&run[0])).count();
        let gaps: Vec<&Element> = of_class(picture, "withheld").collect();
        if gaps.len() != runs {
            faults.push(format!("{} gaps for {runs} runs", gaps.len()));
        }
        for gap in gaps {
            let (from, to) = (gap.number("x"), gap.number("x") + gap.number("width"));
            if points.iter().any(|(x, _)| (from + 1..to).contains(x)) {
                faults.push(format!("a gap over a point: {gap:?}"));
            }
        }
        faults
    }
}

fn of_class<'a>(picture: &'a [Element], class: &'a str) -> impl Iterator<Item = &'a Element> {
    picture.iter().filter(move |element| element.get("class") == class)
}

/// Equal shares are drawn equally long, and none longer than a larger one.
fn ordered(mut lengths: Vec<(u64, i64)>) -> Vec<String> {
    lengths.sort_unstable();
    let wrong = |pair: &&[(u64, i64)]| pair[0].1 > pair[1].1 || pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1;
    lengths.windows(2).filter(wrong).map(|pair| format!("shares and lengths: {pair:?}")).collect()
}

/// Of each two definitions, the share of each that the other has too.
fn square(table: &Table) -> Vec<Figure> {
    let row = &table.rows()[0];
    let of = |wanted: Measure| table.measures().position(|measure| measure == wanted).map(|place| row.cells()[place].count()).unwrap();
    let share = |both: Figure, only: Figure| match (both, only) {
        (Figure::Count(both), Figure::Count(only)) => Figure::share(both, both + only),
        (Figure::NotMeasurable, _) | (_, Figure::NotMeasurable) => Figure::NotMeasurable,
        _ => Figure::Withheld,
    };
    let pairs = table.measures().filter_map(|measure| if let Measure::Both(one, other) = measure { Some((one, other)) } else { None });
    pairs
        .flat_map(|(one, other)| {
            let both = of(Measure::Both(one, other));
            [share(both, of(Measure::OnlyFirst(one, other))), share(both, of(Measure::OnlySecond(one, other)))]
        })
        .collect()
}

/// The pictures of a document, each with the tags that it is made of.
pub(crate) fn pictures(elements: &[Element]) -> Vec<Vec<Element>> {
    let mut pictures: Vec<Vec<Element>> = Vec::new();
    let mut inside = false;
    for element in elements {
        if element.name == "svg" && !element.get("aria-labelledby").is_empty() {
            pictures.push(Vec::new());
            inside = true;
        }
        inside &= element.name != "/svg";
        if let (true, Some(picture)) = (inside, pictures.last_mut()) {
            picture.push(element.clone());
        }
    }
    pictures
}
