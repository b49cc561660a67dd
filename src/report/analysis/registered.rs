//! How much of what was scheduled is registered, by school and over time: which figures can be trusted.

use super::Analysis;
use crate::disclosure::{Figure, Published, Table};
use crate::locale::{Key, Sentence, Value};
use crate::order::Order as _;
use crate::report::sheet::{Heading, Kind, Sheet, SheetRow, Shown};
use crate::report::words::column_word;

/// The registration rate below which figures are to be doubted, in tenths of a per cent.
pub(in crate::report) const ENOUGH: u64 = 900;

/// The rates of a report over time; none where the files do not tell registered lessons from others.
pub(super) fn registered(published: &Published) -> Option<Analysis> {
    let over = published.over()?;
    let labels = published.tables().first().map(Table::columns)?;
    let rates = published.rates();
    if !rates.iter().any(|rate| matches!(rate.rate, Figure::Share(_))) {
        return None;
    }
    // Schools in their order, all after them.
    let mut schools: Vec<Option<&str>> = rates.iter().filter(|rate| rate.column.is_none()).map(|rate| rate.school.as_deref()).collect();
    schools.order_by_key(Option::is_none);
    let rate = |school: Option<&str>, column: Option<usize>| {
        let own = rates.iter().find(|rate| rate.school.as_deref() == school && rate.column == column);
        // Nobody went there then.
        own.map_or(Figure::NotMeasurable, |own| own.rate)
    };
    let heading = |text: Sentence| Heading { text, measure: None, share: true, time: false };
    let mut columns = vec![heading(Key::AnalysisRegisteredWhole.into())];
    columns.extend(labels.iter().map(|label| heading(Key::ReportHeading.with("text", column_word(over, label)))));
    let places = || std::iter::once(None).chain((0..labels.len()).map(Some));
    let row = |school: &Option<&str>| SheetRow {
        labels: vec![school.map(Value::from)],
        total: school.is_none(),
        doubt: places().any(|place| matches!(rate(*school, place), Figure::Share(tenths) if tenths < ENOUGH)),
        figures: places().map(|place| Shown::from(rate(*school, place))).collect(),
    };
    let rows: Vec<SheetRow> = schools.iter().map(row).collect();
    let doubtful = schools.iter().flatten().filter(|school| matches!(rate(Some(school), None), Figure::Share(tenths) if tenths < ENOUGH));
    let doubtful: Vec<Value> = doubtful.map(|school| Value::from(*school)).collect();
    let finding = match doubtful.is_empty() {
        true => Key::AnalysisRegisteredEnough.into(),
        false => Key::AnalysisRegisteredLittle.with("schools", Value::List(doubtful)),
    };
    Some(Analysis {
        title: Key::AnalysisRegisteredTitle.into(),
        sheet: Sheet { kind: Kind::Hits, labels: vec![Key::ReportSchool.into()], columns, rows },
        picture: None,
        findings: vec![finding],
        method: vec![Key::AnalysisRegisteredMethod.into()],
        questions: Vec::new(),
    })
}
