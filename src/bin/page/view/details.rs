//! Parts of the question that not everybody asks: columns of time, several limits, given periods.

use super::controls::{self, Text};
use super::{Page, faults, words};
use crate::state::{Action, Detail, Levels, OverChoice, asks_for_periods, movable, period_id};
use franvarokalkyl::locale::Key;
use franvarokalkyl::wire::{DefinedCard, MeasureChoice};
use yew::{Html, html};

/// What the columns of a table over time are.
pub(super) fn over(page: Page<'_>) -> Html {
    const CHOICES: [(OverChoice, Key); 6] = [
        (OverChoice::None, Key::PageOverNone),
        (OverChoice::Month, Key::PageOverMonth),
        (OverChoice::Term, Key::PageOverTerm),
        (OverChoice::Year, Key::PageOverYear),
        (OverChoice::Weeks, Key::PageOverWeeks),
        (OverChoice::Split, Key::PageOverSplit),
    ];
    let details = &page.state.draft.details;
    let label = page.say(Key::PageOver);
    let weeks = Text { label: Some(page.say(Key::PageOverWeeksNumber).into()), ..written(page, "weeks", "number", &details.weeks) };
    let split = Text { label: Some(page.say(Key::PageOverSplitDay).into()), ..written(page, "split", "date", &details.split) };
    let control = html! {
        <div class="sentence">
            { controls::select(page, ("over".into(), label.into()), &CHOICES, details.over, |over| Action::Detail(Detail::Over(over))) }
            if details.over == OverChoice::Weeks {
                <span aria-hidden="true">{ "N =" }</span>
                { controls::text(page, weeks, |weeks| Action::Detail(Detail::Weeks(weeks))) }
            }
            if details.over == OverChoice::Split {
                { controls::text(page, split, |day| Action::Detail(Detail::Split(day))) }
            }
        </div>
    };
    html! { <div class="part">{ controls::field(page, "over", label, None, html! { <>{ faults::at(page, "weeks") }{ faults::at(page, "split") }{ control }</> }) }</div> }
}

/// Several limits, for a definition that has one to move.
pub(super) fn levels(page: Page<'_>, card: &DefinedCard) -> Html {
    const OF_SHARES: [(Levels, Key); 6] = [
        (Levels::None, Key::PageLevelsNone),
        (Levels::Ekero, Key::PageLevelsEkero),
        (Levels::Stockholm, Key::PageLevelsStockholm),
        (Levels::England, Key::PageLevelsEngland),
        (Levels::Usa, Key::PageLevelsUsa),
        (Levels::Own, Key::PageLevelsOwn),
    ];
    const OF_OTHERS: [(Levels, Key); 2] = [(Levels::None, Key::PageLevelsNone), (Levels::Own, Key::PageLevelsOwn)];
    let Some(measured) = movable(card) else { return Html::default() };
    let share = measured.measure == MeasureChoice::Share;
    let details = &page.state.draft.details;
    let current = if share || details.levels == Levels::Own { details.levels } else { Levels::None };
    let choices: &[(Levels, Key)] = if share { &OF_SHARES } else { &OF_OTHERS };
    let label = page.say(Key::PageLevels);
    let own = written(page, "own-levels", "text", &details.own);
    let help = Key::PageLevelsHelp.with("measure", clause(page, card));
    let radio = |disjoint: bool, key: Key| {
        html! {
            <label class="choice">
                <input type="radio" name="disjoint" checked={details.disjoint == disjoint} onchange={page.act.reform(move |_: web_sys::Event| Action::Detail(Detail::Disjoint(disjoint)))} />
                <span>{ words::capital(page.say(key)) }</span>
            </label>
        }
    };
    html! {
        <div class="part">
            { controls::field(page, "levels", label, Some(("levels-help".into(), page.show(&help))), html! {
                { controls::select(page, ("levels".into(), label.into()), choices, current, |levels| Action::Detail(Detail::Levels(levels))) }
            }) }
            if current == Levels::Own {
                { controls::field(page, "own-levels", page.say(Key::PageLevelsOwnLabel), None, controls::text(page, own, |own| Action::Detail(Detail::OwnLevels(own)))) }
            }
            if current != Levels::None {
                <div class="choices" role="radiogroup" aria-label={page.say(Key::PageLevelsHow)}>
                    { radio(false, Key::PageLevelsCumulative) }
                    { radio(true, Key::PageLevelsDisjoint) }
                </div>
            }
        </div>
    }
}

/// The measure whose limit is moved, in words: its clause.
pub(super) fn clause(page: Page<'_>, card: &DefinedCard) -> String {
    let place = card.draft.clauses.iter().position(|clause| {
        clause.len() == 1
            && movable(card).is_some_and(
                |measured| matches!(clause.first(), Some(franvarokalkyl::wire::ConditionDraft::Measured(first)) if first == measured),
            )
    });
    let clause = place.and_then(|place| card.card.clauses.iter().filter(|clause| !clause.judgement).nth(place));
    clause.map(|clause| clause.text.text(page.state.language).to_owned()).unwrap_or_default()
}

/// The periods that definitions ask for.
pub(super) fn periods<'a>(page: Page<'_>, mut cards: impl Iterator<Item = &'a DefinedCard>) -> Html {
    if !cards.any(asks_for_periods) {
        return Html::default();
    }
    let one = |(number, (from, to)): (usize, &(String, String))| {
        let (first, last) = (from.clone(), to.clone());
        let id = period_id(number).into_owned();
        let fault = faults::is_at(page, &id).map(|_| format!("{id}-fault"));
        let remove = page.tell(&Key::EditorPeriodRemove.with("number", words::count(number + 1)));
        let say = |key: Key| Some(page.say(key).into());
        html! {
            <>
                { faults::at(page, &id) }
                <div class="sentence">
                    <span aria-hidden="true">{ page.say(Key::EditorPeriodFrom) }</span>
                    { controls::day(page, id.clone(), say(Key::EditorPeriodFrom), from.clone(), fault.clone(), move |from| {
                        Action::Detail(Detail::Period(number, (from, last.clone())))
                    }) }
                    <span aria-hidden="true">{ page.say(Key::EditorPeriodTo) }</span>
                    { controls::day(page, format!("{id}-to"), say(Key::EditorPeriodTo), to.clone(), fault, move |to| {
                        Action::Detail(Detail::Period(number, (first.clone(), to)))
                    }) }
                    { controls::button(page, None, Some("plain"), (Key::EditorRemoveShort, Some(remove)), Action::Detail(Detail::RemovePeriod(number))) }
                </div>
            </>
        }
    };
    html! {
        <fieldset aria-describedby="given-help">
            <legend>{ page.say(Key::PageGiven) }</legend>
            <p class="help" id="given-help">{ page.say(Key::PageGivenHelp) }</p>
            { for page.state.draft.details.periods.iter().enumerate().map(one) }
            { controls::button(page, Some("add-given".into()), Some("plain"), (Key::EditorPeriodAdd, None), Action::Detail(Detail::AddPeriod)) }
        </fieldset>
    }
}

fn written(page: Page<'_>, id: &str, class: &'static str, value: &str) -> Text {
    Text { id: id.to_owned(), class, label: None, value: value.to_owned(), described: None, wrong: faults::is_at(page, id).is_some() }
}
