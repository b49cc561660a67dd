//! Nothing is cut off, too small to hit or out of order, in any state of the page and however it is shown; every state as a picture
//! in `target/screens`, to be looked at.

use anyhow::{Context, Result, ensure};
use browser_tests::access::{DARK, ENLARGED, FORCED, Look, NARROW, PHONE, PROJECTOR, WIDE};
use browser_tests::states::WALKS;
use browser_tests::{Browser, page_on_disk};
use serde_json::json;

/// Text of twice the size, as browsers enlarge text alone.
const LARGE_TEXT: &str = "document.documentElement.style.fontSize = arguments[0] ? '200%' : '';";
/// Criterion 1.4.12: the distances that a reader may ask for.
const SPACING: &str = "
    window.spaced ??= new CSSStyleSheet();
    spaced.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }');
    document.adoptedStyleSheets = arguments[0] ? [spaced] : [];";
/// What moves although it should not.
const MOVES: &str = "
    return [...document.querySelectorAll('*')].flatMap(one => {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one);
        const still = animationName === 'none' && transitionDuration.split(',').every(time => parseFloat(time) === 0) && scrollBehavior === 'auto';
        return still ? [] : [one.outerHTML.slice(0, 120)];
    });";

/// Adds to `wrong` what these questions find.
fn ask(browser: &Browser, place: &str, questions: &[&str], wrong: &mut Vec<String>) -> Result<()> {
    for question in questions {
        wrong.extend(browser.wrong(question)?.into_iter().map(|said| format!("{place}: {said}")));
    }
    Ok(())
}

#[test]
fn every_state_fits_however_it_is_shown() -> Result<()> {
    let mut wrong = Vec::new();
    for states in WALKS {
        let browser = Browser::start()?;
        browser.open(&page_on_disk()?)?;
        for state in states {
            (state.reach)(&browser).with_context(|| format!("on the way to `{}`", state.name))?;
            browser.settle()?;
            for look in [WIDE, PROJECTOR, DARK, FORCED, PHONE, ENLARGED, NARROW] {
                let Look { name, .. } = look;
                browser.look(&look)?;
                ask(&browser, &format!("{}, {name}", state.name), &["cut()", "targets()"], &mut wrong)?;
                browser.picture(&format!("{}-{name}", state.name))?;
            }
            for (name, look, script) in [("text of twice the size", WIDE, LARGE_TEXT), ("wider spacing", NARROW, SPACING)] {
                browser.look(&look)?;
                let _ = browser.script(script, &[json!(true)])?;
                ask(&browser, &format!("{}, {name}", state.name), &["cut()"], &mut wrong)?;
                if script == LARGE_TEXT {
                    browser.picture(&format!("{}-large", state.name))?;
                }
                let _ = browser.script(script, &[json!(false)])?;
            }
            browser.look(&Look { name: "still", features: &[("prefers-reduced-motion", "reduce")], ..WIDE })?;
            let moves = browser.script(MOVES, &[])?;
            ensure!(moves == json!([]), "{}: something moves: {moves}", state.name);
            browser.look(&WIDE)?;
            ask(&browser, state.name, &["structure()"], &mut wrong)?;
        }
    }
    wrong.dedup();
    ensure!(wrong.is_empty(), "{} things are wrong:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn paper_has_the_report_and_no_controls() -> Result<()> {
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    let states = WALKS.first().context("no walk")?;
    let last = states.iter().position(|state| state.name == "result").context("no result")?;
    for state in states.iter().take(last + 1) {
        (state.reach)(&browser).with_context(|| format!("on the way to `{}`", state.name))?;
    }
    browser.settle()?;
    browser.printed("result-paper")?;
    let _ = browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
    let said = browser.script(
        "const shown = (selector) => [...document.querySelectorAll(selector)].filter(one => one.checkVisibility() && !one.matches('.sr, .sr *'));
         const repeats = shown('#tables thead').every(head => getComputedStyle(head).display === 'table-header-group');
         return { controls: shown('button, select, input, .button, .skip, .statement').map(one => one.outerHTML.slice(0, 120)),
                  method: shown('.method').length > 0, steps: shown('.steps li').length > 0, tables: shown('#tables table').length > 0, repeats };",
        &[],
    )?;
    ensure!(said == json!({ "controls": [], "method": true, "steps": true, "tables": true, "repeats": true }), "{said}");
    Ok(())
}
