//! Several questions to the same data as one report: each is answered beside those before it, as if they had left, so that all of it can
//! leave together.

use super::{Answered, Bands, Comparison, Declined, Inquiry, PatternQuestion, Policy, Question, Session};
use crate::calendar::Span;
use crate::definition::{Condition, Decimal, Definition, Measure, Over, write};
use crate::disclosure::Published;
use crate::register::{Breakdown, Grain};
use crate::wire;

/// A report of several questions.
#[derive(Default)]
pub struct Dossier {
    sections: Vec<Section>,
}

/// One of its questions, and the answer or why there is none.
pub struct Section {
    /// The question.
    pub inquiry: wire::Inquiry,
    /// The answer.
    pub answer: Result<Answered, Declined>,
}

impl Dossier {
    /// The sections, in order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The reports of those that have an answer, in order.
    #[must_use]
    pub fn reports(&self) -> Vec<&Published> {
        self.answered().map(Answered::published).collect()
    }

    fn answered(&self) -> impl Iterator<Item = &Answered> {
        self.sections.iter().filter_map(|section| section.answer.as_ref().ok())
    }
}

/// Ekerö's comparison of schools: limits side by side, in per cent.
const SIDE_BY_SIDE: [Decimal; 2] = [Decimal::from_hundredths(2000), Decimal::from_hundredths(4000)];

/// The definitions of early signs: the one is about the younger, the other about whether it rises.
const EARLY: &str = "tidig-10";
const SCATTERED: &str = "tidig-stro";

impl Session {
    /// Answers questions one beside the other, under a rule.
    #[must_use]
    pub fn dossier(&self, inquiries: &[wire::Inquiry], policy: Policy) -> Dossier {
        let mut dossier = Dossier::default();
        for inquiry in inquiries {
            let answer = self.definitions_of(inquiry).map_err(Declined::from).and_then(|definitions| {
                let before: Vec<&Answered> = dossier.answered().collect();
                self.answer_section(inquiry, &definitions, &before, policy)
            });
            dossier.sections.push(Section { inquiry: inquiry.clone(), answer });
        }
        dossier
    }

    fn answer_section(
        &self,
        asked: &wire::Inquiry,
        definitions: &[Definition],
        before: &[&Answered],
        policy: Policy,
    ) -> Result<Answered, Declined> {
        let (question, judged) = match self.inquiry(asked, definitions)? {
            Inquiry::One(question) => self.question(&Question { policy, ..question })?,
            Inquiry::Several(comparison) => self.comparison(&Comparison { policy, ..comparison })?,
            Inquiry::Patterns(question) => self.pattern_work(&PatternQuestion { policy, ..question })?,
        };
        let mut answered = self.answer_beside(question, judged, before)?;
        answered.origin = Some((asked.clone(), definitions.iter().map(write).collect()));
        Ok(answered)
    }

    /// All of it leaves: from now on every other report from these data is made safe beside it.
    ///
    /// # Errors
    /// As for [`Session::leave`]; what comes before the first that cannot leave has left then.
    pub fn leave_all(&mut self, dossier: &Dossier) -> Result<(), Declined> {
        dossier.answered().try_for_each(|answered| self.leave(answered))
    }

    /// The questions of the standard report, by a question's definition and on its days: how many and where, schools by two limits side by
    /// side, month by month, early signs and whether they rise. Those that the files have no breakdown for are left out.
    #[must_use]
    pub fn standard(&self, question: &Question<'_>) -> Vec<wire::Inquiry> {
        let known: &[Breakdown] = self.files.as_ref().map_or(&[], |files| files.register.breakdowns());
        let has = |by: &Breakdown| known.contains(by);
        let plain = Question { by: Vec::new(), beside: Vec::new(), over: None, bands: None, ..question.clone() };
        let tables = [Breakdown::Grade, Breakdown::Gender, Breakdown::Organiser, Breakdown::School].into_iter().filter(has);
        let mut tables = tables.map(|by| vec![by]);
        let school: Vec<Breakdown> = [Breakdown::School].into_iter().filter(has).collect();
        let mut questions = vec![Question { by: tables.next().unwrap_or_default(), beside: tables.collect(), ..plain.clone() }];
        if is_share(question.definition) && !school.is_empty() {
            let bands = Some(Bands { thresholds: SIDE_BY_SIDE.to_vec(), disjoint: false });
            questions.push(Question { by: school.clone(), bands, ..plain.clone() });
        }
        let over = self.parts(question);
        questions.extend(over.map(|over| Question { by: school.clone(), over: Some(over), ..plain.clone() }));
        let other = |id: &str| self.definition(id).filter(|other| other.id() != question.definition.id());
        let early = other(EARLY).filter(|_| has(&Breakdown::Grade));
        // The younger of each school, too: by stage, since so few of one grade are above it.
        let of_schools: Vec<Vec<Breakdown>> = if school.is_empty() { Vec::new() } else { vec![vec![Breakdown::School, Breakdown::Stage]] };
        questions.extend(early.map(|definition| Question { definition, by: vec![Breakdown::Grade], beside: of_schools, ..plain.clone() }));
        // Sums do not tell which days they are about.
        let scattered = other(SCATTERED).filter(|_| self.files.as_ref().is_some_and(|files| files.register.grain() != Grain::Period));
        questions.extend(scattered.zip(over).map(|(definition, over)| Question { definition, by: school, over: Some(over), ..plain }));
        questions.into_iter().map(|question| wire::Inquiry::from(&Inquiry::One(question))).collect()
    }
}

impl Session {
    /// The parts in which the days of a question can be told beside all of them: months, or terms of sums. None where there is but one, or one
    /// that is most of the days.
    fn parts(&self, question: &Question<'_>) -> Option<Over> {
        let register = &self.files.as_ref()?.register;
        let whole = register.span();
        let span = Span::new(question.from.unwrap_or(whole.first()), question.to.unwrap_or(whole.last()))?.and(whole)?;
        let over = if register.grain() == Grain::Period { Over::Term } else { Over::Month };
        let columns = over.columns(span);
        (columns.len() > 1 && columns.iter().all(|column| column.span.days() * 2 <= span.days())).then_some(over)
    }
}

/// Whether a definition has a single measure that is a share, which can be asked with other limits.
fn is_share(definition: &Definition) -> bool {
    let single = definition.clauses().iter().find_map(|clause| match clause.conditions.as_slice() {
        [Condition::Measured(measured)] => Some(measured),
        _ => None,
    });
    single.is_some_and(|measured| measured.measure == Measure::Share)
}
