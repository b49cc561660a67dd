//! The session's answers in the wire's plain types.

use super::log::printed;
use super::{Declined, Dossier, Overview, Refused, Section};
use crate::definition::{Definition, Name, Summary};
use crate::disclosure::{Figure, Measure, Published, Subject};
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

impl From<report::Shown> for wire::Figure {
    fn from(shown: report::Shown) -> Self {
        match shown {
            report::Shown::Figure(figure) => figure.into(),
            report::Shown::Percent { whole, .. } => Self::Percent(whole),
            report::Shown::Difference(tenths) => Self::Difference(tenths),
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
        wording: definition.wording().to_vec(),
        notes: definition.notes().iter().map(wire::Bilingual::from).collect(),
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

impl From<report::Picture> for wire::Picture {
    fn from(picture: report::Picture) -> Self {
        Self { svg: wire::Bilingual { sv: picture.sv, en: picture.en }, alternative: picture.alternative, size: picture.size }
    }
}

impl From<report::Kind> for wire::TableKind {
    fn from(kind: report::Kind) -> Self {
        match kind {
            report::Kind::Hits | report::Kind::Curve => Self::Hits,
            report::Kind::Classes => Self::Classes,
            report::Kind::Clauses => Self::Clauses,
            report::Kind::Definitions => Self::Definitions,
            report::Kind::Overlap => Self::Overlap,
            report::Kind::Patterns => Self::Patterns,
        }
    }
}

impl From<&Summary> for wire::ReportDefinition {
    fn from(summary: &Summary) -> Self {
        let clauses = summary.clauses.iter().map(|clause| wire::Clause {
            text: (&clause.text).into(),
            judgement: clause.judgement,
            reason: clause.reason.clone(),
        });
        Self { id: summary.id.clone(), name: (&summary.name).into(), clauses: clauses.collect() }
    }
}

impl wire::ReportTable {
    fn of(report::Captioned { caption, sheet, doubts }: report::Captioned) -> Self {
        Self { doubts, ..Self::of_sheet(sheet, caption) }
    }

    fn of_sheet(sheet: report::Sheet, caption: Sentence) -> Self {
        let column = |heading: report::Heading| wire::ReportColumn { heading: heading.text, measure: heading.measure, time: heading.time };
        let row = |row: report::SheetRow| wire::ReportRow {
            labels: row.labels,
            total: row.total,
            doubt: row.doubt,
            figures: row.figures.into_iter().map(wire::Figure::from).collect(),
        };
        Self {
            kind: sheet.kind.into(),
            caption,
            labels: sheet.labels,
            columns: sheet.columns.into_iter().map(column).collect(),
            rows: sheet.rows.into_iter().map(row).collect(),
            doubts: Vec::new(),
        }
    }
}

impl From<report::Analysis> for wire::Analysis {
    fn from(analysis: report::Analysis) -> Self {
        let report::Analysis { title, sheet, picture, findings, method, questions } = analysis;
        let table = wire::ReportTable::of_sheet(sheet, title);
        Self { table, picture: picture.map(wire::Picture::from), findings, method, questions }
    }
}

impl From<&Dossier> for wire::Dossier {
    fn from(dossier: &Dossier) -> Self {
        let section = |section: &Section| wire::DossierSection {
            inquiry: section.inquiry.clone(),
            report: match &section.answer {
                Ok(answered) => Ok(Box::new(wire::Report::of(answered.published(), answered.alone()))),
                Err(Declined { sentence, advice, .. }) => {
                    Err(wire::Remark { advice: advice.clone(), ..wire::Remark::declined(sentence.clone()) })
                }
            },
        };
        Self { sections: dossier.sections().iter().map(section).collect() }
    }
}

impl wire::Report {
    /// A release, to be shown, with what the same question alone would print of how many figures, where that is another number.
    #[must_use]
    pub fn of(published: &Published, alone: Option<(u64, u64)>) -> Self {
        Self {
            question: report::question(published),
            answer: report::answer(published),
            definitions: published.definitions().iter().map(wire::ReportDefinition::from).collect(),
            tables: report::sheets(published).into_iter().map(wire::ReportTable::of).collect(),
            pictures: report::pictures(published).into_iter().map(wire::Picture::from).collect(),
            analyses: report::analyses(published).into_iter().map(wire::Analysis::from).collect(),
            method: report::method(published),
            limits: report::limits(published),
            audit: report::audit(published),
            printed: printed(published),
            alone,
            file_stem: report::file_stem(published),
        }
    }
}

impl wire::Curve {
    /// A release of a curve, to be shown; none when it is of something else.
    #[must_use]
    pub fn of(published: &Published) -> Option<Self> {
        let (Subject::Curve(definition), Some(table)) = (published.subject(), published.tables().first()) else { return None };
        let row = table.rows().first()?;
        let points = table.measures().zip(row.cells()).filter_map(|(measure, cell)| match measure {
            Measure::Over(limit) => {
                Some(wire::CurvePoint { threshold: limit.threshold.hundredths(), hits: cell.count().into(), share: cell.share().into() })
            }
            _ => None,
        });
        Some(Self {
            caption: report::caption(published, table),
            definition: definition.into(),
            pupils: row.pupils().into(),
            points: points.collect(),
            picture: report::pictures(published).into_iter().next().map(wire::Picture::from),
            method: report::method(published),
            audit: report::audit(published),
            printed: printed(published),
        })
    }
}

impl From<Declined> for wire::Answer {
    fn from(declined: Declined) -> Self {
        let Declined { sentence, advice, instead } = declined;
        let remark = wire::Remark { advice, ..wire::Remark::declined(sentence) };
        match instead {
            None => Self::Declined(remark),
            Some((span, over)) => {
                let (from, to) = (span.first().to_string(), span.last().to_string());
                Self::TooClose(remark, wire::Instead { from, to, over: over.map(wire::Over::from) })
            }
        }
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

    /// A file that the browser could not read to its end, as a remark.
    #[must_use]
    pub fn unread_file(file: &str) -> Self {
        Self {
            code: "file_unread".to_owned(),
            weight: wire::Weight::Error,
            sentence: Key::SurviveFile.with("file", file),
            place: Some(file.into()),
            advice: Key::SurviveFileAdvice.into(),
        }
    }

    /// A file or a link that holds no definition, as a remark.
    #[must_use]
    pub fn unread_definition(file: Option<&str>, sentence: Sentence) -> Self {
        Self {
            code: "definition_unread".to_owned(),
            weight: wire::Weight::Error,
            sentence,
            place: file.map(crate::locale::Value::from),
            advice: Key::EditorFaultAdvice.into(),
        }
    }

    /// A question that was declined, as a remark.
    #[must_use]
    pub fn declined(sentence: Sentence) -> Self {
        Self { code: "declined".to_owned(), weight: wire::Weight::Error, sentence, place: None, advice: Key::SessionDeclinedAdvice.into() }
    }
}
