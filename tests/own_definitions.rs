//! Definitions that a user writes, opens and sends: there and back, what is wrong with them, and under which name they are kept.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use franvarokalkyl::calendar::Day;
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Key;
use franvarokalkyl::session::{Session, World, defined_card};
use franvarokalkyl::wire::{
    Bilingual, ComparisonChoice, ConditionDraft, ConditionField, DayDraft, DayUnit, DefinitionDraft, DraftField, KindsChoice, LengthUnit,
    MeasureChoice, MeasuredDraft, QuantifierChoice, SettingsDraft, WindowChoice,
};

fn session() -> Session {
    Session::new(World { today: Day::of(2026, 1, 1).unwrap(), secret: [0; 16], limits: Limits::default() }).unwrap()
}

fn named(name: &str, clauses: Vec<Vec<ConditionDraft>>) -> DefinitionDraft {
    DefinitionDraft { name: Bilingual { sv: name.into(), en: name.into() }, clauses, ..DefinitionDraft::default() }
}

fn measured(measured: MeasuredDraft) -> ConditionDraft {
    ConditionDraft::Measured(measured)
}

fn twenty() -> MeasuredDraft {
    MeasuredDraft { threshold: "20".into(), ..MeasuredDraft::default() }
}

#[test]
fn every_preset_can_be_changed_sent_and_saved_and_is_still_itself() {
    let session = session();
    for preset in session.definitions() {
        let card = defined_card(preset);
        assert_eq!(session.check_draft(&card.draft), Ok(card.clone()), "{}", preset.id());
        assert_eq!(session.read_definition(&card.text).as_ref(), Ok(preset), "{}", preset.id());
        assert_eq!(session.read_definition_link(&card.fragment).as_ref(), Ok(preset), "{}", preset.id());
    }
}

#[test]
fn everything_that_can_be_written_in_the_page_comes_back() {
    let measures = [
        MeasureChoice::Share,
        MeasureChoice::Days,
        MeasureChoice::DayEquivalents,
        MeasureChoice::ConsecutiveDays,
        MeasureChoice::Spells,
        MeasureChoice::PartDays,
        MeasureChoice::Lessons,
        MeasureChoice::LateArrivals,
    ];
    let windows = [
        WindowChoice::Period,
        WindowChoice::Term,
        WindowChoice::SchoolYear,
        WindowChoice::Month,
        WindowChoice::Rolling,
        WindowChoice::Latest,
        WindowChoice::Given,
    ];
    let chosen = vec!["reported".to_owned(), "leave denied".to_owned(), "late".to_owned()];
    let mut clauses = Vec::new();
    for (number, measure) in measures.into_iter().enumerate() {
        for window in windows {
            let days = matches!(measure, MeasureChoice::Days | MeasureChoice::ConsecutiveDays);
            let day = DayDraft { comparison: ComparisonChoice::MoreThan, amount: "60".into(), unit: DayUnit::Minutes };
            let several = window.is_several() && number % 2 == 0;
            let picked = measure != MeasureChoice::LateArrivals && number % 3 == 0;
            clauses.push(vec![measured(MeasuredDraft {
                kinds: if picked { KindsChoice::Chosen } else { KindsChoice::Total },
                chosen: if picked { chosen.clone() } else { Vec::new() },
                measure,
                comparison: ComparisonChoice::AtLeast,
                threshold: "12".into(),
                day: if days { day } else { DayDraft::default() },
                window,
                length: if window.has_length() { "3".into() } else { "1".into() },
                unit: if window.has_length() { LengthUnit::SchoolDays } else { LengthUnit::Months },
                quantifier: if several { QuantifierChoice::Every } else { QuantifierChoice::Any },
                periods: if window == WindowChoice::Given { vec![("2025-09-01".into(), "2025-09-30".into())] } else { Vec::new() },
            })]);
        }
    }
    let flags = ConditionDraft::Flags { columns: vec!["Stöd, \"extra\"".into(), "Ä".into()], at_least: "2".into() };
    let last = clauses.pop().unwrap();
    clauses.push([last, vec![flags, ConditionDraft::Flags { columns: vec!["känd".into()], at_least: "1".into() }]].concat());
    let settings = SettingsDraft {
        unregistered_attended: false,
        other_activity_attended: false,
        late_absence: false,
        months_by_date: false,
        coverage: "0".into(),
    };
    let judgements = vec![Bilingual { sv: "vid oro".into(), en: "where there is concern".into() }];
    let draft = DefinitionDraft { id: "allt".into(), judgements, settings, ..named("Allt \\ möjligt", clauses) };
    let card = session().check_draft(&draft).unwrap();
    let source = card.draft.source.clone();
    assert_eq!(card.draft, DefinitionDraft { source, ..draft });
    assert_eq!(session().read_definition_link(&card.fragment).map(|definition| defined_card(&definition)), Ok(card));
}

#[test]
fn numbers_are_taken_as_people_write_them() {
    for (written, words) in [("20", "> 20 %"), (" 12,5 % ", "> 12,5 %"), ("12.5", "> 12,5 %"), ("0", "> 0 %"), ("100", "> 100 %")] {
        let draft = named("x", vec![vec![measured(MeasuredDraft { threshold: written.into(), ..twenty() })]]);
        let card = session().check_draft(&draft).unwrap();
        let text = &card.card.clauses.first().unwrap().text.sv;
        assert!(text.replace('\u{a0}', " ").contains(words), "{written}: {text}");
    }
}

#[test]
fn what_is_wrong_is_said_of_its_field() {
    let at = |field| DraftField::Condition(0, 0, field);
    let one = |draft: MeasuredDraft| named("x", vec![vec![measured(draft)]]);
    let flags = |columns: &[&str], least: &str| {
        let columns = columns.iter().map(|column| (*column).to_owned()).collect();
        named("x", vec![vec![ConditionDraft::Flags { columns, at_least: least.into() }]])
    };
    let count = || MeasuredDraft { measure: MeasureChoice::Lessons, ..twenty() };
    let day = |amount: &str, unit| MeasuredDraft {
        measure: MeasureChoice::Days,
        day: DayDraft { amount: amount.into(), unit, ..DayDraft::default() },
        ..twenty()
    };
    let given = |from: &str, to: &str| MeasuredDraft {
        window: WindowChoice::Given,
        periods: vec![("2025-08-18".into(), "2025-08-18".into()), (from.into(), to.into())],
        ..twenty()
    };
    let threshold = |measured: MeasuredDraft, text: &str| one(MeasuredDraft { threshold: text.into(), ..measured });
    let cases = [
        (named(" ", vec![vec![measured(twenty())]]), DraftField::Name, Key::EditorFaultName),
        (named("x", Vec::new()), DraftField::Whole, Key::EditorFaultWhole),
        (threshold(twenty(), ""), at(ConditionField::Threshold), Key::EditorFaultThresholdShare),
        (threshold(twenty(), "100,01"), at(ConditionField::Threshold), Key::EditorFaultThresholdShare),
        (threshold(twenty(), "-1"), at(ConditionField::Threshold), Key::EditorFaultThresholdShare),
        (threshold(count(), "2,5"), at(ConditionField::Threshold), Key::EditorFaultThreshold),
        (
            threshold(MeasuredDraft { measure: MeasureChoice::DayEquivalents, ..twenty() }, "två"),
            at(ConditionField::Threshold),
            Key::EditorFaultThresholdDecimal,
        ),
        (one(MeasuredDraft { kinds: KindsChoice::Chosen, ..twenty() }), at(ConditionField::Kinds), Key::EditorFaultKinds),
        (one(day("101", DayUnit::PerCent)), at(ConditionField::Day), Key::EditorFaultDayPercent),
        (one(day("1441", DayUnit::Minutes)), at(ConditionField::Day), Key::EditorFaultDayMinutes),
        (one(MeasuredDraft { length: "0".into(), ..twenty() }), at(ConditionField::Length), Key::EditorFaultLength),
        (one(MeasuredDraft { length: "1001".into(), ..twenty() }), at(ConditionField::Length), Key::EditorFaultLength),
        (one(given("2025-09-02", "2025-09-01")), at(ConditionField::Period(1)), Key::EditorFaultPeriod),
        (one(given("", "2025-09-01")), at(ConditionField::Period(1)), Key::EditorFaultPeriod),
        (flags(&["a", " "], "1"), at(ConditionField::Column(1)), Key::EditorFaultColumn),
        (flags(&["a", "b"], "3"), at(ConditionField::AtLeast), Key::EditorFaultLeast),
        (
            DefinitionDraft { judgements: vec![Bilingual::default()], ..named("x", Vec::new()) },
            DraftField::Judgement(0),
            Key::EditorFaultJudgement,
        ),
        (
            DefinitionDraft { settings: SettingsDraft { coverage: "101".into(), ..SettingsDraft::default() }, ..one(twenty()) },
            DraftField::Coverage,
            Key::EditorFaultCoverage,
        ),
    ];
    for (draft, field, key) in cases {
        let faults = session().check_draft(&draft).unwrap_err();
        let faults: Vec<_> = faults.iter().map(|fault| (fault.field, fault.sentence.key)).collect();
        assert_eq!(faults, [(field, key)]);
    }
    // What only the reader of definitions knows is said of the whole.
    let twice = session().check_draft(&flags(&["a", "a"], "1")).unwrap_err();
    assert_eq!(twice.iter().map(|fault| fault.field).collect::<Vec<_>>(), [DraftField::Whole]);
}

#[test]
fn an_own_definition_never_takes_the_place_of_a_preset() {
    let mut session = session();
    let haninge = session.definition("haninge").unwrap().clone();
    let draft = named("Haninge", vec![vec![measured(MeasuredDraft { threshold: "25".into(), ..twenty() })]]);
    let id = |session: &Session, draft: &DefinitionDraft| session.check_draft(draft).unwrap().card.id;
    assert_eq!(id(&session, &draft), "haninge-2");
    let posing = DefinitionDraft { id: "haninge".into(), ..draft.clone() };
    let posing = session.check_draft(&posing).unwrap();
    assert_eq!(posing.card.id, "haninge-2");
    let forged = posing.text.replacen("haninge-2", "haninge", 1);
    let read = session.read_definition(&forged).unwrap();
    assert_eq!((read.id(), session.define(read.clone())), ("haninge-2", "haninge-2".to_owned()));
    assert_eq!(session.definition("haninge"), Some(&haninge));
    assert_eq!(session.definition("haninge-2"), Some(&read));
    // The preset itself is there already.
    assert_eq!((session.define(haninge), session.own_definitions().len()), ("haninge".to_owned(), 1));
    // The user's own is replaced by what they make of it, but not by what somebody sends.
    let changed =
        DefinitionDraft { id: "haninge-2".into(), judgements: vec![Bilingual { sv: "oro".into(), en: "oro".into() }], ..draft.clone() };
    let changed = session.check_draft(&changed).unwrap();
    assert_eq!(changed.card.id, "haninge-2");
    let sent = session.read_definition_link(&changed.fragment).unwrap();
    assert_eq!(sent.id(), "haninge-2-2");
    assert_eq!(id(&session, &draft), "haninge-3");
    session.forget_definitions();
    assert!(session.definition("haninge-2").is_none());
}

#[test]
fn an_id_is_made_of_the_name() {
    let long = "å".repeat(80);
    for (name, wanted) in [("Åkersberga, HT 25!", "akersberga-ht-25"), ("???", "egen"), (long.as_str(), &"a".repeat(40))] {
        let card = session().check_draft(&named(name, vec![vec![measured(twenty())]])).unwrap();
        assert_eq!(card.card.id, wanted);
    }
}

#[test]
fn a_damaged_link_is_said_to_be_one() {
    let session = session();
    for link in ["", "a", "%%%", "aGVq"] {
        assert!(session.read_definition_link(link).is_err(), "{link}");
    }
    assert_eq!(session.read_definition_link("a").unwrap_err().key, Key::EditorFaultLink);
}
