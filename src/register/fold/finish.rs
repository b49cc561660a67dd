//! What all rows come to, and what is to be said of it.

use super::{Folder, extra};
use crate::calendar::Span;
use crate::finding::{Finding, Findings, Kind as FindingKind, Place};
use crate::layout::{Absence, AbsenceSet, Gender, Grain};
use crate::locale::Value;
use crate::register::settle::{Basis, Raw, Settled, settle};
use crate::register::{Breakdown, Pupil, Register, Told, What};

/// So many weeks of a gap are named.
const WEEKS: usize = 8;

impl Folder {
    /// The register, and what was found on the way. No register when any of that is an error.
    #[must_use]
    pub fn finish(mut self) -> (Option<Register>, Findings) {
        self.leave();
        let place = Place { file: self.tables.last().map(|table| table.file.clone()), ..Place::default() };
        if self.seen.rows == 0 && !self.findings.refuse() {
            self.findings.add(Finding::new(FindingKind::NoRows, place.clone()));
        }
        self.refuse_mixed();
        // Where files are refused, what else is odd in them does not matter.
        if self.findings.refuse() {
            return (None, self.findings);
        }
        let grade = self.seen.breakdowns.contains(&Breakdown::Grade);
        let implied = self.imply_genders();
        let protected = self.drafts.iter().any(|draft| draft.protected);
        let forgive_blank = self.seen.blank_status && !self.seen.present;
        let extras = std::mem::take(&mut self.extras).settle(&mut self.sources, self.drafts.len(), &mut self.findings);
        let mut settled = settle(Raw {
            drafts: std::mem::take(&mut self.drafts),
            sources: std::mem::take(&mut self.sources),
            schools: std::mem::take(&mut self.schools).into_names(),
            classes: std::mem::take(&mut self.classes).into_names(),
            municipalities: std::mem::take(&mut self.municipalities).into_names(),
            subjects: std::mem::take(&mut self.subjects).into_names(),
            clocked: self.tables.iter().map(|table| table.clocked).collect(),
            presence: std::mem::take(&mut self.presence),
            forgive_blank,
            day_minutes: self.day_minutes,
            grades_of_classes: !grade,
        });
        let registration = (self.seen.registration || self.seen.present || self.blank_is_missing()) && !settled.doubts.planned;
        self.say(&settled, &place);
        if implied {
            self.findings.add(Finding::new(FindingKind::GenderFromNumber, place.clone()));
        }
        if protected {
            self.findings.add(Finding::new(FindingKind::ProtectedPupils, place.clone()));
        }
        let grain = self.grain_of(&settled);
        let span = self.span(&settled.pupils, grain);
        let (Some(span), false) = (span, self.findings.refuse()) else {
            if !self.findings.refuse() {
                self.findings.add(Finding::new(FindingKind::NoRows, place));
            }
            return (None, self.findings);
        };
        let grade = grade || settled.grades > 0;
        let says = std::mem::take(&mut self.seen.breakdowns);
        let has = |breakdown: &Breakdown| match breakdown {
            Breakdown::SchoolGroup => says.contains(&Breakdown::School),
            Breakdown::Stage | Breakdown::Grade => grade,
            Breakdown::Gender => implied || says.contains(breakdown),
            said => says.contains(said),
        };
        let doubts = settled.doubts;
        let totals = [
            (self.seen.totals, Absence::Authorised),
            (self.seen.unspecified, Absence::Unspecified),
            (self.seen.unclear, Absence::Unauthorised),
        ];
        let kinds: AbsenceSet = totals.into_iter().filter(|(seen, _)| *seen).map(|(_, absence)| absence).collect();
        let mut register = Register {
            pupils: std::mem::take(&mut settled.pupils),
            placements: settled.placements,
            timetables: settled.timetables,
            arrangements: settled.arrangements,
            schools: settled.schools,
            classes: settled.classes,
            municipalities: settled.municipalities,
            subjects: settled.subjects,
            span,
            grain,
            told: Told {
                kinds: doubts.kinds | kinds,
                registration,
                scheduled: settled.basis != Basis::Nothing,
                lessons: match grain {
                    Grain::Lesson => true,
                    Grain::Event => !doubts.whole_days && !doubts.spans,
                    Grain::Day | Grain::Period | Grain::Schedule => false,
                },
                order: !doubts.unordered && (settled.basis != Basis::Nothing || !doubts.parts),
                late: !self.seen.no_late,
                day_shares: settled.basis != Basis::Nothing || !doubts.parts,
                addable: settled.addable,
                one_unit: settled.one_unit,
            },
            breakdowns: Breakdown::ALL.into_iter().filter(has).collect(),
            flags: self.flag_names,
            marks: self.mark_names,
            extras,
        };
        for place in 0..register.extras.len() {
            let content = register.content(place);
            register.extras.get_mut(place).into_iter().for_each(|column| column.extra = column.extra.with_content(content));
        }
        register.breakdowns.extend(extra::breakdowns(&register.extras, &register.marks));
        for (school, mondays) in register.gaps() {
            let mut finding = Finding::new(FindingKind::GapInTime, place.clone());
            finding.rows = u64::try_from(mondays.len()).unwrap_or(u64::MAX);
            let weeks = mondays.iter().take(WEEKS).map(|monday| Value::Text(format!("v{} {}", monday.week().1, monday.week().0)));
            finding.found = Some(Value::List(std::iter::once(Value::from(school)).chain(weeks).collect()));
            self.findings.add(finding);
        }
        (Some(register), self.findings)
    }

    /// Whether an empty word says that nobody registered the lesson.
    const fn blank_is_missing(&self) -> bool {
        self.seen.blank_status && self.seen.present
    }

    /// Totals and lessons together would count the same time twice.
    fn refuse_mixed(&mut self) {
        let filled = || self.tables.iter().filter(|table| table.rows > 0);
        let totals = |wanted: bool| filled().filter(move |table| (table.grain == Grain::Period) == wanted);
        if totals(true).next().is_none() || totals(false).next().is_none() {
            return;
        }
        let name = |table: &super::TableFacts| {
            Value::Text(table.sheet.as_deref().map_or_else(|| table.file.clone(), |sheet| format!("{} ({sheet})", table.file)))
        };
        let mut names: Vec<Value> = totals(true).map(name).collect();
        names.dedup();
        let finding = Finding::new(FindingKind::GrainsMixed, Place::default()).found(Value::List(names));
        self.findings.add(finding);
    }

    /// Gives pupils whose gender no row says the one that their number implies. Answers whether there was any.
    fn imply_genders(&mut self) -> bool {
        let said = self.seen.breakdowns.contains(&Breakdown::Gender);
        let mut implied = false;
        for draft in self.drafts.iter_mut().filter(|draft| !said && draft.implied_gender != Gender::Unknown) {
            draft.gender = draft.implied_gender;
            implied = true;
        }
        implied
    }

    /// What a row of the files was, all taken together.
    fn grain_of(&self, settled: &Settled) -> Grain {
        if settled.pupils.iter().any(|pupil| !pupil.totals.is_empty()) {
            return Grain::Period;
        }
        let busiest = settled.pupils.iter().flat_map(|pupil| &pupil.days).map(|day| day.lessons).max().unwrap_or(0);
        match settled.basis {
            Basis::Nothing => Grain::Event,
            Basis::GivenDays => Grain::Day,
            Basis::Lessons if self.seen.lesson_columns || busiest > 1 => Grain::Lesson,
            Basis::Lessons => Grain::Day,
        }
    }

    /// The days that the files cover: of totals and of lists of absences also those that a title or the user gives.
    fn span(&self, pupils: &[Pupil], grain: Grain) -> Option<Span> {
        let days = pupils.iter().flat_map(|pupil| {
            let edges = pupil.days.first().zip(pupil.days.last()).map(|(first, last)| (first.day, last.day));
            edges.into_iter().chain(pupil.totals.iter().map(|total| (total.period.first(), total.period.last())))
        });
        let given = self.tables.iter().filter(|table| grain == Grain::Event && table.rows > 0).filter_map(|table| table.period);
        let edges = days.chain(given.map(|given| (given.first(), given.last())));
        let (first, last) = edges.reduce(|(first, last), (from, to)| (first.min(from), last.max(to)))?;
        Span::new(first, last)
    }

    /// Says what settling the rows has shown.
    fn say(&mut self, settled: &Settled, place: &Place) {
        let marks = settled.pupils.iter().flat_map(|pupil| &pupil.marks);
        let unregistered = marks.filter(|mark| mark.what == What::Unregistered).fold(0, |count, _| count + 1);
        let only_absent = settled.basis != Basis::Lessons && !settled.pupils.is_empty();
        let counted = [
            (FindingKind::RowsTwice, settled.doubles.twice + settled.sums.twice),
            (FindingKind::RowsConflict, settled.doubles.conflicts + settled.sums.conflicts),
            (FindingKind::LessonsOverlap, settled.doubles.overlaps),
            (FindingKind::DaysInTwoTables, settled.days_in_two_tables),
            (FindingKind::DayOverfull, settled.overfull),
            (FindingKind::AbsenceWithoutLesson, settled.without_lesson),
            (FindingKind::LessonTakenAsHour, settled.hours),
            (FindingKind::IdInTwoSchools, settled.in_two.0),
            (FindingKind::NameInTwoClasses, settled.in_two.1),
            (FindingKind::RowsCannotBeSummed, settled.sums.unaddable),
            (FindingKind::PeriodsOverlap, settled.sums.overlaps),
            (FindingKind::PupilsWithoutLessons, settled.sums.empty),
            (FindingKind::UnregisteredLessons, unregistered),
            (FindingKind::GradeFromClass, u64::from(settled.grades > 0)),
            (FindingKind::ClassWithoutGrade, settled.classes_without_grade),
            (FindingKind::OnlyAbsentPupils, u64::from(only_absent)),
            (FindingKind::DaysFromAbsences, u64::from(settled.basis == Basis::GivenDays)),
        ];
        for (kind, rows) in counted.into_iter().filter(|(_, rows)| *rows > 0) {
            let mut finding = Finding::new(kind, place.clone());
            finding.rows = rows;
            self.findings.add(finding);
        }
    }
}
