//! The session's answers in the wire's plain types.

use super::{Overview, Refused};
use crate::definition::{Definition, Name};
use crate::disclosure::{Figure, Published};
use crate::finding::{Finding, Severity};
use crate::locale::{Key, Sentence};
use crate::{report, wire};

impl From<Figure> for wire::Figure {
    fn from(figure: Figure) -> Self {
        match figure {
            Figure::Count(number) => Self::Count(number),
            Figure::Share(tenths) => Self::Share(tenths),
            Figure::Withheld => Self::Withheld,
            Figure::NotMeasurable => Self::NotMeasurable,
        }
    }
}

impl From<&Name> for wire::Bilingual {
    fn from(name: &Name) -> Self {
        Self { sv: name.sv.clone(), en: name.en.clone() }
    }
}

/// A definition, as a user chooses it.
#[must_use]
pub fn definition_card(definition: &Definition) -> wire::DefinitionCard {
    let clause = |text: &Name, judgement| wire::Clause { text: text.into(), judgement, reason: None };
    let measured = definition.clauses().iter().map(|measured| clause(&measured.text(), false));
    let judged = definition.judgements().iter().map(|text| clause(text, true));
    wire::DefinitionCard {
        id: definition.id().to_owned(),
        name: definition.name().into(),
        clauses: measured.chain(judged).collect(),
        source: definition.source().into(),
    }
}

/// A finding, ready to be read.
#[must_use]
pub fn remark(finding: &Finding) -> wire::Remark {
    wire::Remark {
        code: finding.kind.code().to_owned(),
        weight: match finding.kind.severity() {
            Severity::Note => wire::Weight::Note,
            Severity::Warning => wire::Weight::Warning,
            Severity::Error => wire::Weight::Error,
        },
        sentence: finding.sentence(),
        place: finding.place.sentence(),
        advice: finding.advice(),
    }
}

impl From<&Overview<'_>> for wire::Overview {
    fn from(overview: &Overview<'_>) -> Self {
        Self {
            files: overview.tables.iter().map(wire::FileOverview::from).collect(),
            period: (overview.span.first().to_string(), overview.span.last().to_string()),
            grain: overview.grain.word(),
            rows: overview.rows,
            pupils: overview.pupils.into(),
            schools: overview.schools.iter().map(|school| (*school).to_owned()).collect(),
            registration: overview.registration.into(),
            registration_by_school: overview
                .registration_by_school
                .iter()
                .map(|(school, figure)| (school.clone(), (*figure).into()))
                .collect(),
            breakdowns: overview.breakdowns.iter().map(|breakdown| breakdown.name().to_owned()).collect(),
            remarks: overview.findings.iter().map(|finding| remark(finding)).collect(),
        }
    }
}

impl From<&Refused> for wire::Answer {
    fn from(refused: &Refused) -> Self {
        Self::Refused(refused.findings.iter().map(remark).collect(), refused.tables.iter().map(wire::FileOverview::from).collect())
    }
}

impl wire::Report {
    /// The first table of a release, to be shown.
    #[must_use]
    pub fn of(published: &Published) -> Option<Self> {
        let table = published.tables().first()?;
        let rows = report::telling_rows(table).map(|row| wire::ReportRow {
            labels: table
                .by()
                .iter()
                .zip(row.labels())
                .map(|(breakdown, label)| label.as_ref().map(|label| report::label_word(*breakdown, label)))
                .collect(),
            pupils: row.pupils().into(),
            hits: row.hits().into(),
            share: row.share().into(),
        });
        let clauses = published.definition().clauses.iter().map(|clause| wire::Clause {
            text: (&clause.text).into(),
            judgement: clause.judgement,
            reason: clause.reason.clone(),
        });
        let audit = published.audit();
        Some(Self {
            answer: report::answer(published),
            caption: report::caption(published, table),
            definition: (&published.definition().name).into(),
            clauses: clauses.collect(),
            by: table.by().iter().map(|breakdown| report::breakdown_word(*breakdown)).collect(),
            rows: rows.collect(),
            method: report::method(published),
            audit: report::audit(published),
            printed: (audit.cells().saturating_sub(audit.withheld()), audit.cells()),
            file_stem: report::file_stem(published),
        })
    }
}

impl wire::Remark {
    /// A file of choices that cannot be used, as a remark.
    #[must_use]
    pub fn unread_choices(file: &str, sentence: Sentence) -> Self {
        Self {
            code: "choices_unread".to_owned(),
            weight: wire::Weight::Error,
            sentence,
            place: Some(file.into()),
            advice: Key::ChoiceFaultAdvice.into(),
        }
    }

    /// A question that was declined, as a remark.
    #[must_use]
    pub fn declined(sentence: Sentence) -> Self {
        Self { code: "declined".to_owned(), weight: wire::Weight::Error, sentence, place: None, advice: Key::SessionDeclinedAdvice.into() }
    }
}
