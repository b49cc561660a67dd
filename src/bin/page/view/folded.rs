//! What has been decided, a line for each answered step. At the end these lines are the method note.

use super::{Page, figure, words};
use crate::state::{Action, Source, Step};
use franvarokalkyl::locale::{Key, Value};
use franvarokalkyl::wire::{Comparison, Figure, Over, Overview, Question, Weight};
use yew::{Html, html};

/// The lines; nothing before the first step is answered.
pub(super) fn folded(page: Page<'_>) -> Html {
    let state = page.state;
    let mut lines = Vec::new();
    if let Some(overview) = state.overview.as_deref() {
        if state.step > Step::Reading {
            lines.push(line(page, Key::PageFilesStep, file(page, overview), Step::Files));
        }
        if state.step > Step::Check {
            lines.push(line(page, Key::PageCheckStep, content(page, overview), Step::Check));
        }
    }
    if let Some(question) = state.asked.as_ref().filter(|_| state.step == Step::Result) {
        lines.push(line(page, Key::PageQuestionDefinition, definition(page, question), Step::Question));
        lines.push(line(page, Key::PageQuestionBy, breakdown(page, question), Step::Question));
        lines.extend(over(page, question).map(|over| line(page, Key::PageOver, over, Step::Question)));
        lines.extend(levels(page, question).map(|levels| line(page, Key::PageLevels, levels, Step::Question)));
        lines.extend(
            days(page, &question.from, &question.to, &question.periods)
                .into_iter()
                .map(|(what, days)| line(page, what, days, Step::Question)),
        );
    }
    if let Some(question) = state.patterned.as_ref().filter(|_| state.step == Step::Result) {
        lines.push(line(page, Key::PagePatternsStep, html! { page.say(Key::PagePatternsFolded) }, Step::Question));
        let days = days(page, &question.from, &question.to, &[]);
        lines.extend(days.into_iter().map(|(what, days)| line(page, what, days, Step::Question)));
    }
    if let Some(comparison) = state.compared.as_ref().filter(|_| state.step == Step::Result) {
        lines.push(line(page, Key::PageCompareStep, compared(page, comparison), Step::Compare));
        let days = days(page, &comparison.from, &comparison.to, &comparison.periods);
        lines.extend(days.into_iter().map(|(what, days)| line(page, what, days, Step::Compare)));
    }
    if !state.sections.is_empty() && state.step != Step::Dossier {
        let sections = page.tell(&Key::PageDossierFolded.with("sections", words::count(state.sections.len())));
        lines.push(line(page, Key::PageDossierTitle, html! { sections }, Step::Dossier));
    }
    if state.source.is_none() {
        return Html::default();
    }
    html! {
        <section class="folded" aria-label={page.say(Key::PageSoFar)}>
            if !lines.is_empty() {
                <ol class="steps">{ for lines }</ol>
            }
            <p class="over">
                <button type="button" class="plain" id="start-over" aria-describedby="start-over-help" onclick={page.on(Action::StartOver)}>
                    { page.say(Key::PageStartOver) }
                </button>
                <span class="soft" id="start-over-help">{ page.say(Key::PageStartOverHelp) }</span>
            </p>
        </section>
    }
}

fn line(page: Page<'_>, what: Key, value: Html, step: Step) -> Html {
    html! {
        <li key={what as u16}>
            <span class="what">{ page.say(what) }</span>
            <div class="value">{ value }</div>
            <button type="button" class="plain" onclick={page.on(Action::Open(step))}>
                { page.say(Key::PageChange) }<span class="sr">{ format!(" {}", page.say(what).to_lowercase()) }</span>
            </button>
        </li>
    }
}

fn file(page: Page<'_>, overview: &Overview) -> Html {
    let names = match &page.state.source {
        Some(Source::Files(names)) => Value::List(names.iter().cloned().map(Value::Text).collect()),
        Some(Source::Example) | None => Value::from(page.say(Key::PageFilesExampleName)),
    };
    let (from, to) = overview.period.clone();
    let sentence = Key::PageFilesFolded.with("files", names).with("rows", overview.rows).with("from", from).with("to", to);
    page.show(&sentence)
}

fn content(page: Page<'_>, overview: &Overview) -> Html {
    // What the file does not say is left out here; the checking step has said so.
    let pupils = figure::text(page, overview.pupils);
    let pupils = match overview.schools.len() {
        0 => Key::PageCheckFoldedPupils.with("pupils", pupils),
        schools => Key::PageCheckFoldedSchools.with("pupils", pupils).with("schools", words::count(schools)),
    };
    let mut parts = vec![page.say(overview.grain).to_owned(), page.tell(&pupils)];
    if overview.registration != Figure::NotMeasurable {
        parts.push(page.tell(&Key::PageCheckFoldedRegistered.with("registration", figure::text(page, overview.registration))));
    }
    let warnings = overview.remarks.iter().filter(|remark| remark.weight == Weight::Warning);
    html! {
        <>
            { words::unbroken(&words::capital(&parts.join(", "))) }
            { for warnings.map(|remark| html! { <p class="warned">{ page.line(&remark.sentence) }</p> }) }
        </>
    }
}

fn definition(page: Page<'_>, question: &Question) -> Html {
    let language = page.state.language;
    let Some(definition) = page.state.report.as_deref().and_then(|report| report.definitions.first()) else { return Html::default() };
    let measured = definition.clauses.iter().filter(|clause| !clause.judgement).map(|clause| clause.text.text(language));
    let clauses = measured.collect::<Vec<_>>().join(page.say(Key::PageQuestionOr));
    let name = definition.name.text(language);
    // With several limits it has a clause for each of them, and they stand in a line of their own.
    if clauses.is_empty() || question.bands.is_some() {
        html! { name }
    } else {
        words::unbroken(&format!("{name}: {clauses}"))
    }
}

fn compared(page: Page<'_>, comparison: &Comparison) -> Html {
    let count = page.tell(&Key::PageCompareFolded.with("definitions", words::count(comparison.definitions.len())));
    let schools = comparison.by.as_ref().map(|_| page.say(Key::PageCompareSchools).to_lowercase());
    words::unbroken(&[Some(count), schools].into_iter().flatten().collect::<Vec<_>>().join(", "))
}

fn over(page: Page<'_>, question: &Question) -> Option<Html> {
    let words = match question.over.as_ref()? {
        Over::Month => page.say(Key::PageOverMonth).to_owned(),
        Over::Term => page.say(Key::PageOverTerm).to_owned(),
        Over::Year => page.say(Key::PageOverYear).to_owned(),
        Over::Split(day) => page.tell(&Key::PageOverSplitFolded.with("day", day.as_str())),
        Over::Weeks(weeks) => page.tell(&Key::PageOverWeeksFolded.with("weeks", u64::from(*weeks))),
    };
    Some(html! { words::capital(&words) })
}

fn levels(page: Page<'_>, question: &Question) -> Option<Html> {
    let bands = question.bands.as_ref()?;
    let how = page.say(if bands.disjoint { Key::PageLevelsDisjoint } else { Key::PageLevelsCumulative });
    Some(html! { format!("{}; {how}", bands.thresholds.join("; ")) })
}

fn breakdown(page: Page<'_>, question: &Question) -> Html {
    if question.by.is_empty() {
        return html! { page.say(Key::PageQuestionByNone) };
    }
    let names = question.by.iter().map(|name| words::breakdown(page, name)).collect::<Vec<_>>();
    html! { words::capital(&names.join(", ")) }
}

/// The days and the given periods, where they are others than those of the file.
fn days(page: Page<'_>, from: &Option<String>, to: &Option<String>, periods: &[(String, String)]) -> Vec<(Key, Html)> {
    let mut lines = Vec::new();
    if let Some(overview) = page.state.overview.as_ref().filter(|_| from.is_some() || to.is_some()) {
        let (first, last) = overview.period.clone();
        let (from, to) = (from.clone().unwrap_or(first), to.clone().unwrap_or(last));
        lines.push((Key::PageQuestionDays, page.show(&Key::PageQuestionDaysFolded.with("from", from).with("to", to))));
    }
    if !periods.is_empty() {
        let one =
            |(from, to): &(String, String)| page.tell(&Key::PageQuestionDaysFolded.with("from", from.as_str()).with("to", to.as_str()));
        lines.push((Key::PageGiven, words::unbroken(&periods.iter().map(one).collect::<Vec<_>>().join("; "))));
    }
    lines
}
