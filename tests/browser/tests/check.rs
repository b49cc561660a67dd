//! The checking step in a real browser: questions, answers, and choices that are kept, saved and loaded.

use anyhow::{Context, Result, ensure};
use browser_tests::{Browser, Site, file, page_on_disk};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{
    Answer, Asked, Bilingual, Catalogue, ColumnOverview, DefinedCard, DefinitionCard, DefinitionDraft, Figure, FileOverview, KindCard,
    KindOverview, Overview, Remark, RoleCard, SystemOverview, Weight,
};
use serde_json::{Value, json};
use std::fs;

const TAB: &str = "\u{E004}";
const ENTER: &str = "\u{E007}";

fn catalogue() -> Catalogue {
    let role = |(name, word, amounts): (&str, Key, bool)| RoleCard { name: name.into(), word, amounts };
    let kind = |(name, word, heading): (&str, Key, Key)| KindCard { name: name.into(), word, heading };
    let name = Bilingual { sv: "Haninge".into(), en: "Haninge".into() };
    let card = DefinedCard {
        card: DefinitionCard { id: "haninge".into(), name, ..DefinitionCard::default() },
        draft: DefinitionDraft::default(),
        text: String::new(),
        fragment: String::new(),
    };
    Catalogue {
        version: "0".into(),
        definitions: vec![card],
        absences: Vec::new(),
        roles: [
            ("class", Key::RoleClass, false),
            ("pupil_name", Key::RolePupilName, false),
            ("pupil_id", Key::RolePupilId, false),
            ("length", Key::RoleLength, true),
            ("unauthorised", Key::RoleUnauthorised, true),
            ("status", Key::RoleStatus, false),
            ("note", Key::RoleNote, false),
        ]
        .map(role)
        .to_vec(),
        units: vec![("minutes".into(), Key::UnitMinutes), ("hours".into(), Key::UnitHours), ("percent".into(), Key::UnitPercent)],
        kinds: [
            ("present", Key::ChoiceKindPresent, Key::ChoiceKindsPresent),
            ("late", Key::ChoiceKindLate, Key::ChoiceKindsPresent),
            ("reported", Key::ChoiceKindReported, Key::ChoiceKindsAuthorised),
            ("unreported", Key::ChoiceKindUnreported, Key::ChoiceKindsUnauthorised),
            ("unauthorised", Key::ChoiceKindUnauthorised, Key::ChoiceKindsUnauthorised),
            ("unregistered", Key::ChoiceKindUnregistered, Key::ChoiceKindsOther),
        ]
        .map(kind)
        .to_vec(),
    }
}

fn column(letters: &str, header: &str, role: Option<&str>, samples: &[&str]) -> ColumnOverview {
    ColumnOverview {
        letters: letters.into(),
        header: header.into(),
        role: role.map(str::to_owned),
        unit: (header == "F min").then(|| "minutes".to_owned()),
        why: role.map(|_| Key::ChoiceBecauseWord),
        samples: samples.iter().map(|sample| (*sample).to_owned()).collect(),
    }
}

/// Three sheets of a made-up workbook: one that asks, one like it that does not, one that is left out.
fn tables(decided: bool) -> Vec<FileOverview> {
    let word = |word: &str, kind: Option<&str>, why: Option<Key>, rows| KindOverview {
        word: word.into(),
        kind: kind.map(str::to_owned),
        decided: decided && word == "Frånv",
        why,
        rows,
    };
    let table = FileOverview {
        name: "närvaro hösten 2025.xlsx".into(),
        sheet: Some("5A".into()),
        facts: vec![Key::SourceFormatWorkbook.into(), Key::PlaceSheet.with("sheet", "5A"), Key::SessionHeaderRow.with("row", "4")],
        system: Some(SystemOverview {
            id: "vklass".into(),
            name: Bilingual { sv: "Vklass".into(), en: "Vklass".into() },
            inferred: true,
            why: vec![Key::PlaceSheet.with("sheet", "SchoolAbscenceEveryone"), Key::PlaceHeaded.with("header", "Undv. tid")],
        }),
        grain: Some(Key::GrainPeriod),
        headers: ["namn", "personnr", "undv tid", "f min", "anm", "anteckning"].map(str::to_owned).to_vec(),
        columns: vec![
            column("A", "Namn", Some("pupil_name"), &["Xxxx Xxxxxx", "Xxx Xx"]),
            column("B", "Personnr", Some("pupil_id"), &["000000-0000"]),
            column("C", "Undv. tid", Some("length"), &["12345", "9876"]),
            column("D", "F min", Some("unauthorised"), &["0", "120"]),
            column("E", "Anm.", Some("status"), &["Sjuk", "Xxxxx"]),
            column("F", "Anteckning", None, &["xxxx xxx"]),
        ],
        kinds: vec![
            word("Närvarande", Some("present"), None, 1203),
            word("Sjuk", Some("reported"), None, 118),
            word("Frånv", decided.then_some("unauthorised"), None, 34),
            word("Sen", Some("late"), Some(Key::ChoiceWhyLate), 17),
        ],
        preview: vec![["Xxxx Xxxxxx", "000000-0000", "12345", "0", "Sjuk", ""].map(str::to_owned).to_vec(); 3],
        rows: Some(243),
        header_row: Some(4),
        asks: vec![Asked::Unit("C".into()), Asked::Period],
        ..FileOverview::default()
    };
    let other = FileOverview { sheet: Some("5B".into()), kinds: Vec::new(), asks: Vec::new(), ..table.clone() };
    let cover = FileOverview { name: table.name.clone(), sheet: Some("Försättsblad".into()), left_out: true, ..FileOverview::default() };
    vec![table, other, cover]
}

fn remark(weight: Weight, key: Key, advice: Key) -> Remark {
    let place = Some(franvarokalkyl::locale::Value::from("närvaro hösten 2025.xlsx, blad 5A, rad 17"));
    Remark { code: "x".into(), weight, sentence: key.with("rows", 12).with("found", "datum"), place, advice: advice.into() }
}

/// The page with a worker that answers as the real one would: refused until the unknown word is said to be unauthorised absence.
fn played() -> Result<Site> {
    let overview = Overview {
        files: tables(true),
        period: ("2025-08-18".into(), "2025-12-19".into()),
        grain: Key::GrainPeriod,
        rows: 486,
        pupils: Figure::Count(486),
        schools: vec!["Aspskolan".into(), "Björkskolan".into()],
        registration: Figure::Share(971),
        registration_by_school: vec![("Aspskolan".into(), Figure::Share(988)), ("Björkskolan".into(), Figure::Withheld)],
        breakdowns: vec!["school".into()],
        remarks: vec![
            remark(Weight::Warning, Key::FindingAbsenceOverLesson, Key::AdviceAbsenceOverLesson),
            remark(Weight::Note, Key::FindingCancelledLessons, Key::AdviceCancelledLessons),
        ],
    };
    let unknown = Remark { code: "unknown_status".into(), ..remark(Weight::Error, Key::FindingUnknownStatus, Key::AdviceUnknownStatus) };
    let answers = json!({
        "ready": Answer::Ready(catalogue()),
        "refused": Answer::Refused(vec![unknown], tables(false)),
        "read": Answer::Read(overview),
    });
    let worker = format!(
        "self.onmessage = () => {{
           const answers = {answers};
           self.onmessage = ({{data: {{ask}}}}) => {{
             const known = JSON.stringify(ask).includes('\"word\":\"Frånv\",\"kind\":\"unauthorised\"');
             if (ask.Read) self.postMessage({{answer: known ? answers.read : answers.refused}});
           }};
           self.postMessage({{answer: answers.ready}});
         }};"
    );
    let page = fs::read_to_string(xtask::project::page())?;
    let (before, rest) = page.split_once("id=\"engine-boot\">").context("the page has no engine boot")?;
    let (_, after) = rest.split_once("</script>").context("the engine boot has no end")?;
    Site::holding(&format!("{before}id=\"engine-boot\">{worker}</script>{after}"))
}

#[test]
fn an_unknown_word_is_answered_by_keyboard_alone_and_remembered() -> Result<()> {
    let (site, browser) = (played()?, Browser::start()?);
    let data = file("check", "närvaro.csv", "x")?;
    browser.open(&site.address())?;
    browser.find("#file")?.give_file(&data)?;
    let said = browser.find("#faults:focus")?.text()?;
    ensure!(said.contains("Välj vad ”Frånv” räknas som"), "the question is not in the summary: {said}");
    browser.resize(1280, 3600)?;
    browser.screenshot("ask-wide")?;
    ensure!(browser.find_all("#accept")?.is_empty(), "one can go on without an answer");
    // From the summary to the field, and an answer.
    browser.press(TAB)?;
    browser.press(ENTER)?;
    let field = browser.find("#kind-0-0:focus")?;
    assert_eq!(field.attribute("aria-invalid")?.as_deref(), Some("true"));
    browser.press("Ogiltig f")?;
    let _ = browser.find("#changed")?;
    assert_eq!(field.attribute("aria-invalid")?, None);
    ensure!(browser.find_all("#faults")?.is_empty(), "the answered question still stands as a fault");
    // A question with a default is marked, and can stay as it is.
    let default = browser.find("#kind-0-1 option[value=late]")?.text()?;
    ensure!(default.contains("förvalt"), "the default is not marked: {default}");
    browser.tab_to("#reread")?;
    browser.press(ENTER)?;
    let _ = browser.find("#accept")?;
    browser.screenshot("check-wide")?;
    let summaries = browser.script("return [...document.querySelectorAll('details.file > summary')].map((e) => e.textContent)", &[])?;
    let second = summaries.pointer("/1").and_then(Value::as_str).unwrap_or_default();
    assert_eq!(second, "närvaro hösten 2025.xlsx, blad 5B: Vklass, en rad per elev och period, 243 rader, 1 kolumn används inte");
    let open = browser.script("return [...document.querySelectorAll('details.file')].map((e) => e.open)", &[])?;
    assert_eq!(open, json!([true, false]), "only what asks is open");
    for width in [320, 360] {
        browser.resize(width, 4200)?;
        let _ = browser.script("document.querySelectorAll('details').forEach((e) => { e.open = true; });", &[])?;
        browser.screenshot(&format!("check-{width}"))?;
        ensure!(!browser.scrolls_sideways()?, "the page scrolls sideways at {width} px");
    }
    browser.resize(1280, 3600)?;
    browser.darken()?;
    browser.screenshot("check-dark")?;
    browser.tab_to("#accept")?;
    browser.press(ENTER)?;
    let _ = browser.find("#definition")?;
    // Another visit, the same kind of file: nobody asks about the word any more.
    browser.open(&site.address())?;
    browser.find("#file")?.give_file(&data)?;
    let _ = browser.find("#reused")?;
    let kept = browser.script("return JSON.stringify({...localStorage})", &[])?.to_string();
    ensure!(kept.contains("Frånv") && !kept.contains("närvaro hösten") && !kept.contains("5A"), "more than words is kept: {kept}");
    browser.tab_to("#forget-choices")?;
    browser.press(ENTER)?;
    let _ = browser.find("#faults:focus")?;
    assert_eq!(browser.script("return localStorage.length", &[])?, json!(0));
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

/// Twelve pupils with five lessons on a Monday; half of them are away from two, by a word that nobody knows.
fn with_an_unknown_word() -> String {
    let mut text = String::from("Elev-id;Datum;Starttid;Sluttid;Ämne;Frånvarotyp\n");
    for pupil in 0..12 {
        for lesson in 0..5 {
            let word = if pupil < 6 && lesson < 2 { "Frånv" } else { "Närvarande" };
            text += &format!("E{pupil:03};2025-08-18;{:02}:00;{:02}:40;Matematik;{word}\n", 8 + lesson, 8 + lesson);
        }
    }
    text
}

#[test]
fn an_unknown_word_leads_by_its_answer_to_the_table() -> Result<()> {
    let data = file("check", "okänt ord.csv", &with_an_unknown_word())?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&data)?;
    let said = browser.find("#faults")?.text()?;
    ensure!(said.contains("Frånv"), "the word is not named: {said}");
    let question = browser.find("label[for=kind-0-0]")?.text()?;
    ensure!(question.contains("Frånv") && question.contains("12 rader"), "the question has no word or no rows: {question}");
    browser.resize(1280, 2600)?;
    browser.screenshot("ask-real")?;
    browser.find("#kind-0-0 option[value=unauthorised]")?.click()?;
    browser.find("#reread")?.click()?;
    let _ = browser.find("#accept")?;
    browser.screenshot("answered-real")?;
    browser.find("#accept")?.click()?;
    browser.find("#definition option[value='ekero-20']")?.click()?;
    browser.find("#submit")?.click()?;
    let _ = browser.find("#tables table.figures")?;
    let cells = "return [...document.querySelector('#tables table.figures').tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent.trim()))";
    let rows = browser.script(cells, &[])?;
    assert_eq!(rows, json!([["Alla", "12", "6", "50\u{a0}%", "20,0\u{a0}%", "0,0\u{a0}%", "20,0\u{a0}%"]]));
    // The same file again: the word is known.
    browser.find("#start-over")?.click()?;
    browser.find("#file")?.give_file(&data)?;
    let _ = browser.find("#reused")?;
    let _ = browser.find("#accept")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}

#[test]
fn choices_are_saved_loaded_and_remembered_by_the_real_engine() -> Result<()> {
    let mut text = String::from("Elev-id;Datum;Lektionsdatum;Ämne;Lektionslängd;Frånvarotyp\n");
    for pupil in 0..12 {
        text += &format!("E{pupil:03};2025-08-18;2025-08-19;Matematik;60;{}\n", if pupil < 6 { "Giltig frånvaro" } else { "Närvarande" });
    }
    let data = file("check", "två datum.csv", &text)?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    browser.find("#file")?.give_file(&data)?;
    let _ = browser.find("#faults")?;
    browser.find("#column-0-B option[value='']")?.click()?;
    browser.find("#column-0-C option[value=date]")?.click()?;
    browser.find("#reread")?.click()?;
    let _ = browser.find("#accept")?;
    browser.find("#save-choices")?.click()?;
    let saved = String::from_utf8(browser.saved("franvarokalkyl-val.toml")?)?;
    for line in ["schema = \"franvarokalkyl/choices/1\"", "\"Datum\" = \"-\"", "\"Lektionsdatum\" = \"date\""] {
        ensure!(saved.lines().any(|known| known == line), "`{line}` is not in {saved}");
    }
    ensure!(!saved.contains("två datum") && !saved.contains("E001"), "more than columns and words is saved: {saved}");
    browser.find("#accept")?.click()?;
    let _ = browser.find("#definition")?;
    // The next file of the kind is read without a question.
    browser.find("#start-over")?.click()?;
    browser.find("#file")?.give_file(&data)?;
    let _ = browser.find("#reused")?;
    // Nothing is left of it when all is removed.
    browser.find("#forget-stored")?.click()?;
    browser.wait_for("the storage to be empty", || Ok((browser.script("return localStorage.length", &[])? == json!(0)).then_some(())))?;
    browser.find("#start-over")?.click()?;
    browser.find("#file")?.give_file(&data)?;
    let _ = browser.find("#faults")?;
    // The file does what the memory did, and one that is none says so.
    browser.find("#load-choices")?.give_file(&file("check", "fel.toml", "[columns]\nDatum = \"dautm\"\n")?)?;
    let fault = browser.wait_for("the fault", || {
        let text = browser.find("#app")?.text()?;
        Ok(text.contains("dautm").then_some(text))
    })?;
    ensure!(fault.contains("ad 2:") && fault.contains("pupil_id"), "no line, or not what is known: {fault}");
    browser.find("#load-choices")?.give_file(&file("check", "val.toml", &saved)?)?;
    let _ = browser.find("#accept")?;
    assert_eq!(browser.console()?, Vec::<String>::new());
    Ok(())
}
