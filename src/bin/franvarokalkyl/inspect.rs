//! What `inspect` says of files: in words, and as JSON. It quotes words for presence and absence, since the one who calls has the
//! file; no other cell of a row.

use franvarokalkyl::locale::{Key, Language, Sentence, Value, capital};
use franvarokalkyl::session::{
    Asked, Choices, Column, Finding, KindSeen, LayoutChoice, Overview, Refused, Role, SystemSeen, TableSeen, Unit, Why, figure_json,
    figure_text, kind_word, letters, write_choices,
};
use franvarokalkyl::wire;
use serde_json::json;

/// What was recognised and chosen, as a file of choices.
pub(crate) fn choices(tables: &[TableSeen], decided: &Choices, language: Language) -> String {
    let tables: Vec<wire::FileOverview> = tables.iter().map(wire::FileOverview::from).collect();
    let layouts = decided.layouts.iter().map(wire::LayoutChoices::from).collect();
    let decided = wire::ReadingChoices { layouts, ..wire::ReadingChoices::default() };
    let layouts = wire::LayoutChoices::to_save(&tables, &decided);
    write_choices(&layouts.iter().map(LayoutChoice::from).collect::<Vec<_>>(), language)
}

/// `närvaro.csv, rad 7, kolumn C (Datum): ett datum går inte att läsa: 2025-13-01 (1 rad). Skriv datum som …`
pub(crate) fn finding(finding: &Finding, language: Language) -> String {
    let place = finding.place.sentence().map_or_else(String::new, |place| place.render(language) + ": ");
    format!("{place}{}. {}", finding.sentence().render(language), finding.advice().render(language))
}

/// Files that can be used, as JSON.
pub(crate) fn json(overview: &Overview<'_>, language: Language) -> String {
    let findings: Vec<_> = overview.findings.iter().map(|finding| finding_json(finding, language)).collect();
    let by: Vec<_> = overview.breakdowns.iter().map(|breakdown| breakdown.name()).collect();
    let rate = |(school, rate): &(String, _)| json!({ "school": school, "registration_rate": figure_json(*rate) });
    let about = json!({
        "files": tables_json(overview.tables, language),
        "grain": overview.grain.name(),
        "from": overview.span.first().to_string(),
        "to": overview.span.last().to_string(),
        "rows": overview.rows,
        "pupils": figure_json(overview.pupils),
        "schools": overview.schools,
        "registration_rate": figure_json(overview.registration),
        "registration_by_school": overview.registration_by_school.iter().map(rate).collect::<Vec<_>>(),
        "breakdowns": by,
        "remarks": findings,
    });
    format!("{about:#}\n")
}

/// Files that cannot be used, as JSON.
pub(crate) fn refused_json(refused: &Refused, language: Language) -> String {
    let findings: Vec<_> = refused.findings.iter().map(|finding| finding_json(finding, language)).collect();
    format!("{:#}", json!({ "refused": findings, "files": tables_json(&refused.tables, language) }))
}

fn name_of(system: &SystemSeen, language: Language) -> &str {
    let [swedish, english] = &system.name;
    match language {
        Language::Swedish => swedish,
        Language::English => english,
    }
}

fn finding_json(finding: &Finding, language: Language) -> serde_json::Value {
    json!({
        "code": finding.kind.code(),
        "text": finding.sentence().render(language),
        "advice": finding.advice().render(language),
        "file": finding.place.file,
        "sheet": finding.place.sheet,
        "row": finding.place.row,
        "column": finding.place.column.map(letters),
        "header": finding.place.header,
        "rows": finding.rows,
    })
}

fn tables_json(tables: &[TableSeen], language: Language) -> serde_json::Value {
    tables.iter().map(|table| table_json(table, language)).collect()
}

/// The letters of a column; none for what group rows say, which is beyond the table's own columns.
fn place_of(table: &TableSeen, column: &Column) -> Option<String> {
    (column.index < table.headers.len()).then(|| letters(column.index))
}

fn table_json(table: &TableSeen, language: Language) -> serde_json::Value {
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| {
            json!({
                "column": place_of(table, column),
                "header": column.header,
                "role": column.role.map(Role::name),
                "unit": column.unit.map(Unit::name),
                "why": column.why.map(Why::name),
            })
        })
        .collect();
    let words = |sentences: &[Sentence]| sentences.iter().map(|sentence| sentence.render(language)).collect::<Vec<_>>();
    let system = table.system.as_ref().map(
        |system| json!({ "id": system.id, "name": name_of(system, language), "inferred": system.inferred, "why": words(&system.why) }),
    );
    let kind = |seen: &KindSeen| {
        json!({
            "word": seen.word,
            "kind": seen.meaning.map(|meaning| meaning.kind.name()),
            "decided": seen.meaning.is_some_and(|meaning| meaning.decided),
            "asks": seen.meaning.is_none_or(|meaning| meaning.asks && !meaning.decided),
            "rows": seen.rows,
        })
    };
    let asked = |asked: &Asked| match asked {
        Asked::Period => json!({ "what": "period" }),
        Asked::Unit { column } => json!({ "what": "unit", "column": letters(*column) }),
        Asked::DayMinutes => json!({ "what": "day_minutes" }),
        Asked::School => json!({ "what": "school" }),
    };
    json!({
        "file": table.file,
        "sheet": table.sheet,
        "facts": words(&table.facts),
        "system": system,
        "grain": table.grain.map(|grain| grain.name()),
        "school": table.given.school,
        "class": table.given.class,
        "from": table.given.period.map(|period| period.first().to_string()),
        "to": table.given.period.map(|period| period.last().to_string()),
        "header_row": table.header_row,
        "rows": table.rows,
        "left_out": table.left_out,
        "columns": columns,
        "kinds": table.kinds.iter().map(kind).collect::<Vec<_>>(),
        "asks": table.asks.iter().map(asked).collect::<Vec<_>>(),
    })
}

/// Files that can be used, in words.
pub(crate) fn text(overview: &Overview<'_>, language: Language) -> String {
    let mut text = tables_text(overview.tables, language);
    let about = wire::Overview::from(overview);
    let line = |key: Key, value: String| format!("{:<24}{value}\n", key.text(language));
    text += &line(Key::PageCheckPeriod, period(about.period, language));
    let rows = Value::Whole(overview.rows).render(language);
    text += &line(Key::PageCheckRows, format!("{rows}, {}", about.grain.text(language)));
    text += &line(Key::PageCheckPupils, figure_text(overview.pupils, language));
    text += &line(
        Key::PageCheckSchools,
        if overview.schools.is_empty() { Key::ReportUnknown.text(language).to_owned() } else { overview.schools.join(", ") },
    );
    text += &line(Key::PageCheckRegistration, figure_text(overview.registration, language));
    if overview.registration_by_school.len() > 1 {
        for (school, rate) in &overview.registration_by_school {
            text += &format!("  {school:<22}{}\n", figure_text(*rate, language));
        }
    }
    text
}

/// What was recognised of each table, in words.
pub(crate) fn tables_text(tables: &[TableSeen], language: Language) -> String {
    tables.iter().map(|table| table_text(table, language)).collect()
}

fn table_text(table: &TableSeen, language: Language) -> String {
    let say = |key: Key| key.text(language);
    let facts: Vec<_> = table.facts.iter().map(|fact| fact.render(language)).collect();
    let mut text = format!("{}: {}\n", table.file, facts.join(", "));
    let mut line = |sentence: String| text += &format!("  {sentence}\n");
    if let Some(system) = &table.system {
        let why = system.why.iter().map(|why| why.render(language)).collect::<Vec<_>>().join(", ");
        let name = name_of(system, language);
        line(match why.is_empty() {
            true => Key::PageCheckSystem.with("system", name).render(language),
            false => Key::PageCheckSystemWhy.with("system", name).with("why", why).render(language),
        });
        if system.inferred {
            line(say(Key::PageCheckSystemInferred).to_owned());
        }
    }
    if table.left_out {
        line(say(Key::PageCheckLeftOut).to_owned());
    }
    if let Some(grain) = table.grain {
        line(capital(say(grain.word())));
    }
    let labelled = |key: Key, value: String| format!("{}: {value}", capital(say(key)));
    if let Some(span) = table.given.period {
        line(labelled(Key::PageCheckPeriod, period((span.first().to_string(), span.last().to_string()), language)));
    }
    for (key, given) in [(Key::RoleSchool, &table.given.school), (Key::RoleClass, &table.given.class)] {
        if let Some(given) = given {
            line(labelled(key, given.clone()));
        }
    }
    for column in &table.columns {
        let role = column.role.map_or("–", |role| say(role.word()));
        let unit = column.unit.map_or_else(String::new, |unit| format!(" ({})", say(unit.word())));
        let why = column.why.map_or_else(String::new, |why| format!(" – {}", say(why.word())));
        line(format!("{:<3} {:<28} {role}{unit}{why}", place_of(table, column).unwrap_or_default(), column.header));
    }
    if !table.kinds.is_empty() {
        line(format!("{}:", say(Key::PageKinds)));
        table.kinds.iter().for_each(|seen| line(format!("  {}", kind_text(seen, language))));
    }
    table.asks.iter().map(asked_key).for_each(|key| line(format!("? {}", say(key))));
    text
}

fn kind_text(seen: &KindSeen, language: Language) -> String {
    let say = |key: Key| key.text(language);
    let word = if seen.word.is_empty() { say(Key::ChoiceEmptyWord) } else { &seen.word };
    let kind = match seen.meaning {
        Some(meaning) => say(kind_word(meaning.kind)).to_owned(),
        None if seen.word.is_empty() => say(Key::PageKindsEmpty).to_owned(),
        None => format!("? {}", say(Key::PageKindsUnknown)),
    };
    let asks = if seen.meaning.is_some_and(|meaning| meaning.asks && !meaning.decided) { " ?" } else { "" };
    format!("{word:<28} {kind}{asks} ({})", Key::SessionRows.with("rows", seen.rows).render(language))
}

const fn asked_key(asked: &Asked) -> Key {
    match asked {
        Asked::Period => Key::PageCheckTablePeriod,
        Asked::Unit { .. } => Key::PageCheckUnitWhy,
        Asked::DayMinutes => Key::PageCheckDayMinutes,
        Asked::School => Key::PageCheckSchool,
    }
}

fn period((from, to): (String, String), language: Language) -> String {
    Key::PageCheckPeriodValue.with("from", from).with("to", to).render(language)
}
