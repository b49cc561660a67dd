//! Made-up towns of which everything is known: a file of lessons, and the same pupils counted in the most obvious way.

use franvarokalkyl::calendar::Day;
use franvarokalkyl::disclosure::{Limit, Measure, Published, Row, Table};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::session::{Breakdown, Choices, Definition, Session, World};
use std::fmt::Write as _;

/// Lessons of a day, all equally long.
const LESSONS: u32 = 5;

/// The days of school: one in each of two months.
const DAYS: [&str; 2] = ["2025-09-01", "2025-10-06"];

/// Lessons that a pupil was absent from on a day: with leave, and without.
pub(crate) type Absent = (u32, u32);

/// Pupils with the same labels.
#[derive(Clone)]
pub(crate) struct Group {
    /// School, grade, class, gender, as the report's contract spells them.
    pub(crate) labels: [String; 4],
    /// For each pupil the absence of each day.
    pub(crate) pupils: Vec<Vec<Absent>>,
}

impl Group {
    /// So many pupils, some of whom are absent: on the first day as told, and on the second a lesson less without leave.
    pub(crate) fn of(labels: [&str; 4], pupils: usize, absent: &[(usize, Absent)]) -> Self {
        let mut days: Vec<Absent> = absent.iter().flat_map(|(number, absent)| std::iter::repeat_n(*absent, *number)).collect();
        assert!(days.len() <= pupils, "{labels:?}");
        days.resize(pupils, (0, 0));
        Self {
            labels: labels.map(str::to_owned),
            pupils: days.into_iter().map(|(with, without): Absent| vec![(with, without), (with, without.saturating_sub(1))]).collect(),
        }
    }
}

/// A definition, and what it says.
pub(crate) struct Own {
    pub(crate) definition: Definition,
    /// Clauses, one of which is enough: absence without leave only, and the per cent to be above.
    clauses: Vec<(bool, u32)>,
}

impl Own {
    pub(crate) fn new(id: &str, name: &str, clauses: &[(bool, u32)]) -> Self {
        let mut text = format!("id = \"{id}\"\nname = \"{name}\"\nsource = \"-\"\n[settings]\ncoverage = \"0 %\"\n");
        for (unauthorised, over) in clauses {
            let kinds = if *unauthorised { "unauthorised" } else { "total" };
            let _ = write!(text, "[[clause]]\nmeasure = \"share\"\nkinds = \"{kinds}\"\nwindow = \"period\"\nmore_than = \"{over} %\"\n");
        }
        let definition = Definition::parse(&text).unwrap_or_else(|fault| panic!("{text}{fault:?}"));
        Self { definition, clauses: clauses.to_vec() }
    }

    fn meets(&self, clause: usize, days: &[Absent]) -> bool {
        let (unauthorised, over) = self.clauses[clause];
        share(days, unauthorised) > f64::from(over)
    }

    fn holds(&self, days: &[Absent]) -> bool {
        (0..self.clauses.len()).any(|clause| self.meets(clause, days))
    }
}

/// Absence in per cent. Whole lessons of five a day are far enough from any limit of a test.
fn share(days: &[Absent], unauthorised: bool) -> f64 {
    let absent: u32 = days.iter().map(|(with, without)| if unauthorised { *without } else { with + without }).sum();
    f64::from(absent) * 100.0 / f64::from(LESSONS * u32::try_from(days.len()).unwrap())
}

fn above(limit: Limit, days: &[Absent]) -> bool {
    share(days, false) * 100.0 > f64::from(limit.threshold.hundredths())
}

/// A town.
#[derive(Clone)]
pub(crate) struct Town(pub(crate) Vec<Group>);

impl Town {
    /// The file.
    pub(crate) fn csv(&self) -> String {
        let mut text = String::from("Skola;Årskurs;Klass;Kön;Elev-id;Datum;Lektionslängd (min);Frånvarotyp\n");
        for (place, group) in self.0.iter().enumerate() {
            let [school, grade, class, gender] = &group.labels;
            let gender = if gender == "girl" { "Flicka" } else { "Pojke" };
            for (number, pupil) in group.pupils.iter().enumerate() {
                for (day, (with, without)) in DAYS.iter().zip(pupil) {
                    for lesson in 0..LESSONS {
                        let kind = match lesson {
                            lesson if lesson < *with => "Giltig frånvaro",
                            lesson if lesson < with + without => "Ogiltig frånvaro",
                            _ => "Närvarande",
                        };
                        let _ = writeln!(text, "{school};{grade};{class};{gender};E{place}-{number};{day};60;{kind}");
                    }
                }
            }
        }
        text
    }

    /// A sitting with the file.
    pub(crate) fn session(&self) -> Session {
        session(self.csv().as_bytes())
    }

    /// Everything that is written in the file and may have a digit, other than days.
    pub(crate) fn labels(&self) -> Vec<String> {
        self.0.iter().flat_map(|group| group.labels.iter().cloned()).collect()
    }

    /// What a figure of a row is in truth, whether it is printed or not.
    pub(crate) fn truth(&self, published: &Published, own: &[Own], table: &Table, row: &Row, measure: Measure) -> u64 {
        let day = DAYS.iter().position(|day| published.over().is_some() && day.starts_with(table.column(row)));
        let counted = |pupil: &&Vec<Absent>| {
            let days = day.map_or(pupil.as_slice(), |day| &pupil[day..=day]);
            match measure {
                Measure::Hits => own[0].holds(days),
                Measure::Over(limit) => above(limit, days),
                Measure::Class(from, to) => from.is_none_or(|from| above(from, days)) && !to.is_some_and(|to| above(to, days)),
                Measure::Clause(definition, clause) => own[definition].meets(clause, days),
                Measure::Definition(place) => own[place].holds(days),
                Measure::Both(one, other) => own[one].holds(days) && own[other].holds(days),
                Measure::OnlyFirst(one, other) => own[one].holds(days) && !own[other].holds(days),
                Measure::OnlySecond(one, other) => own[other].holds(days) && !own[one].holds(days),
            }
        };
        let pupils = self.members(table, row).flat_map(|group| &group.pupils).filter(counted);
        u64::try_from(pupils.count()).unwrap()
    }

    /// The groups that a row sums.
    fn members<'a>(&'a self, table: &'a Table, row: &'a Row) -> impl Iterator<Item = &'a Group> {
        self.0.iter().filter(|group| {
            table.by().iter().zip(row.labels()).all(|(by, label)| {
                let own = match by {
                    Breakdown::School => &group.labels[0],
                    Breakdown::Grade => &group.labels[1],
                    Breakdown::Class | Breakdown::ClassOfSchool => &group.labels[2],
                    Breakdown::Gender => &group.labels[3],
                    Breakdown::Municipality | Breakdown::Organiser | Breakdown::SchoolGroup | Breakdown::Stage | Breakdown::Extra(_) => {
                        panic!("the towns have no {} of their own", by.name())
                    }
                };
                let both = format!("{} {own}", group.labels[0]);
                label.as_ref().is_none_or(|label| label.text == *own || *by == Breakdown::ClassOfSchool && label.text == both)
            })
        })
    }
}

/// A sitting with a file.
pub(crate) fn session(file: &[u8]) -> Session {
    let world = World { today: Day::of(2026, 1, 15).unwrap(), secret: [7; 16], limits: Limits::default() };
    let mut session = Session::new(world).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open("stad.csv", None);
    assert!(reading.push(file));
    reading.close();
    assert!(session.accept(reading).is_ok());
    session
}
