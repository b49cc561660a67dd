//! The language of definitions: what it says there and back, what is wrong with a text, and the definitions that come along.
#![expect(clippy::disallowed_methods, reason = "the cases are read from their folder")]

use super::arbitrary;
use crate::calendar::{Day, Span};
use crate::definition::{
    AbsenceSet, Clause, Comparison, Condition, DayLimit, DayThreshold, Decimal, Definition, Length, Measure, Measured, Months, Quantifier,
    Settings, Window, preset_text, presets, vocabulary, write,
};
use crate::locale::Language;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

const T: AbsenceSet = AbsenceSet::TOTAL;
const O: AbsenceSet = AbsenceSet::UNAUTHORISED;
const U: AbsenceSet = AbsenceSet::UNREPORTED;
const DAYS: Measure = Measure::Days(DayLimit::WHOLE);
const CONSECUTIVE: Measure = Measure::ConsecutiveDays(DayLimit::WHOLE);
const ABOVE_A_QUARTER: Measure =
    Measure::Days(DayLimit { comparison: Comparison::MoreThan, threshold: DayThreshold::Share(Decimal::from_hundredths(2500)) });

fn measured(measure: Measure, kinds: AbsenceSet, sign: &str, number: u32, window: Window) -> Condition {
    let comparison = match sign {
        ">" => Comparison::MoreThan,
        ">=" => Comparison::AtLeast,
        other => panic!("{other}"),
    };
    let threshold = Decimal::from_hundredths(number * 100);
    Condition::Measured(Measured { measure, kinds, window, quantifier: Quantifier::Any, comparison, threshold })
}

fn one(measure: Measure, kinds: AbsenceSet, sign: &str, number: u32, window: Window) -> Clause {
    Clause { conditions: vec![measured(measure, kinds, sign, number, window)] }
}

fn share(kinds: AbsenceSet, sign: &str, number: u32, window: Window) -> Clause {
    one(Measure::Share, kinds, sign, number, window)
}

const fn months(number: u16) -> Window {
    Window::Rolling(Length::Months(number))
}

const fn weeks(number: u16) -> Window {
    Window::Rolling(Length::Weeks(number))
}

/// The table of presets, written by hand after the wording: id, what can be measured, how many clauses need a person.
fn table() -> Vec<(&'static str, Vec<Clause>, usize)> {
    let known = Condition::Flags { columns: vec!["känd närvaroproblematik".to_owned()], at_least: 1 };
    vec![
        ("botkyrka", vec![share(T, ">", 20, Window::Rolling(Length::SchoolDays(10))), one(DAYS, T, ">", 10, weeks(15))], 1),
        (
            "danderyd",
            vec![
                share(T, ">", 20, Window::Period),
                Clause { conditions: vec![measured(Measure::Share, T, ">", 15, Window::Period), known] },
            ],
            0,
        ),
        (
            "ekero",
            vec![
                share(T, ">", 20, weeks(4)),
                share(T, ">", 15, months(2)),
                share(T, ">", 15, Window::Term),
                share(T, ">", 15, Window::SchoolYear),
                one(CONSECUTIVE, T, ">", 10, Window::Period),
                share(O, ">", 5, Window::Term),
                one(Measure::Spells, T, ">=", 5, Window::Term),
            ],
            2,
        ),
        ("haninge", vec![share(T, ">", 20, months(1))], 0),
        (
            "jarfalla",
            vec![one(CONSECUTIVE, T, ">", 10, Window::Period), one(Measure::PartDays, T, ">=", 5, months(1)), share(T, ">", 25, months(1))],
            1,
        ),
        ("lidingo", vec![share(T, ">", 10, Window::Latest(Length::Months(1)))], 0),
        ("nynashamn", vec![share(T, ">", 20, Window::Given(vec![])), share(U, ">", 5, Window::Given(vec![]))], 1),
        ("salem", vec![one(CONSECUTIVE, U, ">", 15, Window::Period)], 0),
        ("sollentuna", vec![share(T, ">", 15, weeks(4))], 1),
        ("solna", vec![share(T, ">=", 20, weeks(8))], 0),
        ("tyreso", vec![share(T, ">", 30, months(2))], 1),
        ("taby", vec![], 1),
        ("vallentuna", vec![], 1),
        ("vaxholm", vec![], 1),
        ("varmdo", vec![share(T, ">", 15, months(2))], 0),
        ("sou-2016-94", vec![one(CONSECUTIVE, T, ">=", 10, Window::Period), one(ABOVE_A_QUARTER, O, ">=", 5, months(1))], 1),
        (
            "forskning",
            vec![
                share(U, ">", 25, weeks(2)),
                share(T, ">", 15, weeks(15)),
                one(DAYS, U, ">", 3, months(1)),
                one(DAYS, T, ">", 20, Window::Rolling(Length::Days(90))),
            ],
            1,
        ),
        ("stockholm-50", vec![share(T, ">", 50, Window::Term)], 0),
        ("ekero-20", vec![share(T, ">", 20, Window::Term)], 0),
        ("ekero-40", vec![share(T, ">", 40, Window::Term)], 0),
        ("england-10", vec![share(T, ">=", 10, Window::SchoolYear)], 0),
        ("england-50", vec![share(T, ">=", 50, Window::SchoolYear)], 0),
        ("tidig-10", vec![share(T, ">", 10, Window::SchoolYear)], 0),
        ("tidig-stro", vec![one(Measure::PartDays, T, ">=", 5, months(1))], 0),
    ]
}

#[test]
fn the_presets_are_those_of_the_table() {
    let presets = presets().expect("every preset is a definition");
    let table = table();
    let ids: Vec<&str> = presets.iter().map(Definition::id).collect();
    assert_eq!(ids, table.iter().map(|(id, ..)| *id).collect::<Vec<_>>());
    for (preset, (id, clauses, judgements)) in presets.iter().zip(table) {
        assert_eq!(preset.clauses(), clauses, "{id}");
        assert_eq!(preset.judgements().len(), judgements, "{id}");
        assert_eq!(preset.settings(), Settings::default(), "{id}");
    }
}

#[test]
fn a_preset_is_written_in_the_shape_of_its_file_under_its_own_name() {
    for preset in presets().expect("every preset is a definition") {
        assert_eq!(preset_text(preset.id()).expect("the file bears its id"), write(&preset));
        for name in [preset.name(), preset.source()].into_iter().chain(preset.judgements()).chain(preset.notes()) {
            assert!(!name.sv.is_empty() && !name.en.is_empty(), "{}", preset.id());
        }
        assert!(!preset.wording().is_empty(), "{} says what it was read from", preset.id());
        assert!(!preset.judgements().is_empty() || !preset.notes().is_empty(), "{} says how it was read or who must judge", preset.id());
    }
    assert_eq!(preset_text("stockholm"), None);
}

#[test]
fn the_presets_in_words() {
    let mut text = String::new();
    for preset in presets().expect("every preset is a definition") {
        writeln!(text, "{} — {}", preset.id(), preset.name().sv).expect("a string takes all");
        for words in preset.clause_texts() {
            writeln!(text, "  {}\n  {}", words.sv, words.en).expect("a string takes all");
        }
        for words in preset.judgements() {
            writeln!(text, "  ({})\n  ({})", words.sv, words.en).expect("a string takes all");
        }
    }
    insta::assert_snapshot!("presets in words", text);
}

/// A definition with a clause, and settings where they matter.
fn with_clause(clause: &str, settings: &str) -> Definition {
    let text = format!("id = \"x\"\nname = \"x\"\nsource = \"x\"\n[settings]\n{settings}\n[[clause]]\n{clause}\n");
    Definition::parse(&text).unwrap_or_else(|fault| panic!("{clause}: {fault}"))
}

/// Every measure, window, quantifier and kind once, as a reader of a report meets them.
#[test]
fn clauses_in_words() {
    let mut text = String::new();
    for clause in include_str!("words.txt").split("\n\n").map(str::trim) {
        let (settings, clause) = clause.split_once("---\n").unwrap_or(("", clause));
        let words = with_clause(clause, settings).clause_texts().next().expect("one clause");
        writeln!(text, "{}\n{}\n{}\n", clause.replace('\n', "; "), words.sv, words.en).expect("a string takes all");
    }
    insta::assert_snapshot!("clauses in words", text);
}

#[test]
fn settings_are_told_where_they_bear_on_the_clauses() {
    let words = |clause, settings| -> Vec<String> {
        with_clause(clause, settings).settings_words().iter().map(|sentence| sentence.render(Language::English)).collect()
    };
    let left_out =
        "unregistered = \"left out\"\nother_activity = \"left out\"\nlate = \"present\"\nmonths = \"by calendar\"\ncoverage = \"30 %\"";
    let clause = "measure = \"share\"\nwindow = \"rolling 2 months\"\nmore_than = \"20 %\"";
    insta::assert_snapshot!("settings in words", words(clause, left_out).join("\n"));
    assert_eq!(words(clause, left_out).len(), 5);
    // No month, and no share: neither is told; and a share without coverage has none to tell.
    assert_eq!(words("measure = \"lessons\"\nat_least = 3", left_out).len(), 3);
    assert_eq!(words("measure = \"share\"\nmore_than = \"20 %\"", "coverage = \"0 %\"").len(), 3);
    assert!(words("flag = \"x\"", "").is_empty());
}

#[test]
fn faults_name_the_line_and_what_may_stand_there() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definition/faults");
    let mut paths: Vec<_> = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("readable").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(paths.len() > 20, "the cases are there");
    for path in paths {
        let text = fs::read_to_string(&path).expect("readable");
        let faults = Definition::check(&text).expect_err("each is a wrong definition");
        let mut told = String::new();
        for fault in &faults {
            let sentence = fault.sentence();
            writeln!(told, "{}\n{}", sentence.render(Language::Swedish), sentence.render(Language::English)).expect("a string takes all");
        }
        let expected = fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
        assert_eq!(told, expected, "{}", path.display());
        assert_eq!(Definition::parse(&text).expect_err("the same"), faults[0], "{}", path.display());
        assert_eq!(faults[0].to_string(), told.lines().next().unwrap_or_default());
    }
}

/// What the language allows beside the shape that the presets have.
#[test]
fn what_people_write_differently_means_the_same() {
    for (text, same) in [
        (
            "measure = \"lessons\"\nat_least = 5",
            "measure = \"lessons\"\nkinds = \"total\"\nwindow = \"period\"\nwindows = \"any\"\nat_least = \"5\"",
        ),
        ("measure = \"day equivalents\"\nmore_than = 2.5", "measure = \"day equivalents\"\nmore_than = \"2,50\""),
        ("measure = \"share\"\nmore_than = \"20%\"", "measure = \"share\"\nmore_than = \" 20.0  %\""),
        (
            "measure = \"share\"\nmore_than = \"20 %\"\nwindow = \"rolling 1 months\"",
            "measure = \"share\"\nmore_than = \"20 %\"\nwindow = \" rolling  1 month \"",
        ),
        ("measure = \"days\"\nmore_than = 3", "measure = \"days\"\nday_at_least = \"100 %\"\nmore_than = 3"),
        (
            "measure = \"days\"\nday_at_least = \"1 minute\"\nmore_than = 3",
            "measure = \"days\"\nday_at_least = \"1 minutes\"\nmore_than = 3",
        ),
        (
            "measure = \"lessons\"\nkinds = [\"unauthorised\", \"late\"]\nat_least = 5",
            "measure = \"lessons\"\nkinds = \"unauthorised\"\nat_least = 5",
        ),
        (
            "measure = \"lessons\"\nat_least = 5\nwindow = [[2025-08-18, 2025-09-30]]",
            "measure = \"lessons\"\nat_least = 5\nwindow = [[\"2025-08-18\", \"2025-09-30\"]]",
        ),
        ("flag = \"a\"", "flags = [\" a\"]\nat_least = 1"),
        ("all = [{ flag = \"a\" }]", "flag = \"a\""),
    ] {
        assert_eq!(with_clause(text, ""), with_clause(same, ""), "{text}");
    }
    let both = "id = \"x\"\nname = \"Mitt\"\nsource = { sv = \"  ett\\n beslut \", en = \"a decision\" }\nwording = \"ord\"\njudgement = [\"vid oro\"]\n";
    let definition = Definition::parse(both).expect("one text stands for both languages");
    assert_eq!((definition.name().sv.as_str(), definition.name().en.as_str()), ("Mitt", "Mitt"));
    assert_eq!(definition.source().sv, "ett beslut");
    assert_eq!((definition.wording(), definition.judgements()[0].en.as_str()), (["ord".to_owned()].as_slice(), "vid oro"));
}

#[test]
fn what_the_manual_shows_can_be_read_and_it_names_every_word() {
    let manual = include_str!("../../docs/definitions.md");
    let blocks: Vec<&str> = manual.split("```toml\n").skip(1).map(|rest| rest.split("```").next().expect("closed")).collect();
    assert_eq!(blocks.len(), 2);
    assert_eq!(Definition::parse(blocks[0]).map(|definition| definition.clauses().to_vec()), Ok(vec![share(T, ">", 20, months(1))]));
    let clause = format!("id = \"x\"\nname = \"x\"\nsource = \"x\"\n{}", blocks[1]);
    assert_eq!(Definition::parse(&clause).map(|definition| definition.clauses().to_vec()), Ok(table()[1].1[1..].to_vec()));
    for word in vocabulary::all() {
        let named = manual.contains(&format!("`{word}`"))
            || manual.contains(&format!("\"{word}\""))
            || manual.contains(&format!("`{word} 4 weeks`"));
        assert!(named, "the manual names {word}");
    }
}

/// The readings of the manual's last table, each a clause or its settings: two that differ.
#[test]
fn both_readings_of_a_wording_can_be_written() {
    let share = |window: &str, limit: &str| format!("measure = \"share\"\nwindow = {window}\n{limit} = \"20 %\"");
    let count = |measure: &str, limit: &str| format!("measure = \"{measure}\"\nwindow = \"rolling 1 month\"\n{limit} = \"5\"");
    let windows = [
        ("\"rolling 10 school days\"", "\"rolling 10 days\""),
        ("\"rolling 90 days\"", "\"rolling 90 school days\""),
        ("\"period\"", "\"term\""),
        ("\"term\"", "[[\"2025-07-01\", \"2025-12-31\"]]"),
        ("\"rolling 1 month\"", "\"month\""),
        ("\"latest 1 month\"", "\"rolling 1 month\""),
        ("\"rolling 4 weeks\"", "\"latest 4 weeks\""),
        ("\"given periods\"", "\"given periods\"\nwindows = \"every\""),
    ];
    let mut pairs: Vec<(String, String)> =
        windows.into_iter().map(|(one, other)| (share(one, "more_than"), share(other, "more_than"))).collect();
    pairs.extend([
        (share("\"rolling 8 weeks\"", "at_least"), share("\"rolling 8 weeks\"", "more_than")),
        (count("days", "more_than"), count("day equivalents", "more_than")),
        (count("days", "more_than"), count("days", "more_than") + "\nday_more_than = \"0 %\""),
        (count("days", "at_least") + "\nday_more_than = \"25 %\"", count("spells", "at_least")),
        (count("consecutive days", "more_than"), count("consecutive days", "more_than") + "\nday_more_than = \"0 %\""),
        (count("consecutive days", "at_least"), "measure = \"share\"\nwindow = \"rolling 2 weeks\"\nat_least = \"100 %\"".to_owned()),
        (count("part days", "at_least"), count("spells", "at_least")),
        (count("spells", "at_least"), count("lessons", "at_least")),
        (count("spells", "at_least"), count("spells", "more_than")),
        (count("days", "at_least") + "\nkinds = \"unreported\"", count("days", "at_least") + "\nkinds = \"unauthorised\""),
    ]);
    for (one, other) in pairs {
        assert_ne!(with_clause(&one, ""), with_clause(&other, ""), "{one}");
    }
    let month = share("\"rolling 1 month\"", "more_than");
    assert_ne!(with_clause(&month, "months = \"by date\""), with_clause(&month, "months = \"by calendar\""));
}

#[test]
fn no_definition_is_too_large_to_refuse() {
    let head = "id = \"x\"\nname = \"x\"\nsource = \"x\"\n";
    let clause = "[[clause]]\nflag = \"x\"\n";
    assert!(Definition::parse(&format!("{head}{}", clause.repeat(64))).is_ok());
    let fault = |text: &str| Definition::parse(text).expect_err("too large").sentence.key.name();
    assert_eq!(fault(&format!("{head}{}", clause.repeat(65))), "language_too_many");
    let conditions = |number: usize| format!("{head}[[clause]]\nall = [{}]", "{ flag = \"x\" }, ".repeat(number));
    assert!(Definition::parse(&conditions(64)).is_ok());
    assert_eq!(fault(&conditions(65)), "language_too_many");
    let mut long = format!("{head}{clause}#");
    long.push_str(&"x".repeat(64 * 1024 - long.len()));
    assert!(Definition::parse(&long).is_ok());
    long.push('x');
    assert_eq!((fault(&long), Definition::parse(&long).expect_err("too long").line), ("language_too_long", None));
    // Nested without end, and wrong in every line.
    assert_eq!(fault(&format!("{head}clause = {}", "[".repeat(60_000))), "language_syntax");
    assert_eq!(fault(&format!("{head}clause = {}", "{a=".repeat(20_000))), "language_syntax");
    assert_eq!(fault(&format!("{}x = 1", "a.".repeat(30_000))), "language_syntax");
    let wrong: String = (0..5000).map(|number| format!("a{number}=1\n")).collect();
    assert_eq!(Definition::check(&wrong).expect_err("all is wrong").len(), 50);
}

#[test]
fn given_periods_are_filled_in_where_they_are_left_to_the_question() {
    let day = |text| Day::of_iso(text).expect("a day");
    let span = |first, last| Span::new(day(first), day(last)).expect("in order");
    let periods = [span("2025-08-18", "2025-09-30"), span("2025-10-01", "2025-11-15")];
    let left = with_clause("measure = \"share\"\nwindow = \"given periods\"\nmore_than = \"20 %\"", "");
    let written = with_clause("measure = \"share\"\nwindow = [[\"2025-01-01\", \"2025-02-01\"]]\nmore_than = \"20 %\"", "");
    assert!(left.wants_periods() && !written.wants_periods());
    assert_eq!(written.clone().with_periods(&periods), written);
    let filled = left.clone().with_periods(&periods);
    assert_eq!(filled.clauses(), [share(T, ">", 20, Window::Given(periods.to_vec()))]);
    assert!(!filled.wants_periods());
    assert_eq!(left.clone().with_periods(&[]), left);
}

#[test]
fn bands_are_the_first_single_measure_with_other_thresholds() {
    let hundred = |number: u32| Decimal::from_hundredths(number * 100);
    let preset = |id| Definition::parse(preset_text(id).expect("a preset")).expect("a definition");
    let bands = preset("ekero").banded(&[hundred(10), hundred(50)]).expect("a share has bands");
    assert_eq!(bands[0].clauses(), [share(T, ">", 10, weeks(4))]);
    assert_eq!(bands[1].clauses(), [share(T, ">", 50, weeks(4))]);
    assert!(bands.iter().all(|band| band.judgements().is_empty() && band.id() == "ekero"));
    assert_eq!(
        preset("jarfalla").banded(&[hundred(5)]).expect("a run has bands")[0].clauses(),
        [one(CONSECUTIVE, T, ">", 5, Window::Period)]
    );
    // Half a day is no length of a run, nothing is more than 100 %, and a judgement has no threshold.
    assert_eq!(preset("jarfalla").banded(&[Decimal::from_hundredths(250)]), None);
    assert_eq!(preset("ekero").banded(&[hundred(101)]), None);
    assert_eq!(preset("taby").banded(&[hundred(10)]), None);
    // A measure beside a flag is no single measure.
    let flagged = with_clause("all = [{ measure = \"share\", more_than = \"15 %\" }, { flag = \"x\" }]", "");
    assert_eq!(flagged.banded(&[hundred(10)]), None);
}

proptest! {
    #[test]
    fn what_is_written_reads_back_equal(definition in arbitrary::definitions()) {
        let text = write(&definition);
        prop_assert_eq!(Definition::parse(&text).map_err(|fault| format!("{fault}\n{text}")), Ok(definition));
    }

    #[test]
    fn every_definition_has_words_for_all_it_says(definition in arbitrary::definitions()) {
        let texts = definition.clause_texts().flat_map(|name| [name.sv, name.en]);
        let settings = definition.settings_words().into_iter().map(|sentence| sentence.render(Language::Swedish));
        for text in texts.chain(settings) {
            // A value that was forgotten would show as its name in braces; the names of columns may have braces of their own.
            let forgotten = ["{kinds}", "{limit}", "{window}", "{day}", "{number}", "{spans}", "{first}", "{last}", "{share}", "{columns}"];
            prop_assert!(!text.trim().is_empty() && !forgotten.iter().any(|name| text.contains(name)), "{}", text);
        }
    }

    #[test]
    fn any_text_is_a_definition_or_has_a_fault_that_can_be_told(text in "\\PC{0,200}") {
        refused_in_words(&text)?;
    }

    /// A preset with something cut out and something put in: nearly right, which is where readers break.
    #[test]
    fn damaged_definitions_are_refused_in_words(
        place in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), cut in 0..40_usize, put in "[ -~\n\u{0}å\"'=\\[\\]{}]{0,12}",
    ) {
        let presets = presets().expect("every preset is a definition");
        let letters: Vec<char> = write(place.get(&presets)).chars().collect();
        let at = at.index(letters.len());
        let text: String = letters[..at].iter().copied().chain(put.chars()).chain(letters[at..].iter().skip(cut).copied()).collect();
        refused_in_words(&text)?;
    }
}

fn refused_in_words(text: &str) -> Result<(), TestCaseError> {
    match Definition::check(text) {
        Ok(definition) => prop_assert_eq!(Definition::parse(&write(&definition)), Ok(definition)),
        Err(faults) => {
            prop_assert!(!faults.is_empty());
            let lines = text.lines().count().max(1);
            for fault in faults {
                prop_assert!(fault.line.is_some_and(|line| (1..=lines + 1).contains(&line)), "{:?} of {}", fault.line, lines);
                for language in [Language::Swedish, Language::English] {
                    let told = fault.sentence().render(language);
                    prop_assert!(!told.chars().any(char::is_control), "{}", told);
                }
            }
        }
    }
    Ok(())
}

#[test]
fn months_are_named_as_the_settings_read_them() {
    let clause = with_clause("measure = \"share\"\nwindow = \"rolling 2 months\"\nmore_than = \"20 %\"", "months = \"by calendar\"");
    let text = |months| clause.clauses()[0].text_under(months).sv;
    assert_eq!(text(Months::ByDate), "total frånvaro > 20 % under 2 månader");
    assert_eq!(text(Months::ByCalendar), "total frånvaro > 20 % under 2 kalendermånader i följd");
    assert_eq!(clause.clause_texts().next().expect("one").sv, text(Months::ByCalendar));
    assert_eq!(clause.clauses()[0].text().sv, text(Months::ByDate));
}
