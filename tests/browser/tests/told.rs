//! What assistive technology is told, held against the walk that `docs/screen-reader.md` writes down.

use anyhow::{Context, Result, ensure};
use browser_tests::states::WALKS;
use browser_tests::{Browser, page_on_disk, walk};
use std::collections::BTreeMap;
use std::fs;
use xtask::project;

const WALK: &str = "docs/screen-reader.md";
const BLOCK: &str = "```text ";

/// What the walk says of each state: blocks that begin with the state's name.
fn written() -> Result<BTreeMap<String, String>> {
    let text = fs::read_to_string(project::root().join(WALK))?.replace("\r\n", "\n");
    let blocks = text.split(BLOCK).skip(1).map(|block| {
        let (name, rest) = block.split_once('\n').context("a block without a name")?;
        let (told, _) = rest.split_once("```").context("a block without an end")?;
        Ok((name.to_owned(), told.trim_end().to_owned()))
    });
    blocks.collect()
}

#[test]
fn the_walk_with_a_screen_reader_is_as_it_is_written_down() -> Result<()> {
    let mut written = written()?;
    let folder = walk("told")?;
    let mut other = Vec::new();
    for states in WALKS {
        // No further than the last state that is written down.
        let Some(last) = states.iter().rposition(|state| written.contains_key(state.name)) else { continue };
        let browser = Browser::start()?;
        browser.open(&page_on_disk()?)?;
        for state in states.iter().take(last + 1) {
            (state.reach)(&browser).with_context(|| format!("on the way to `{}`", state.name))?;
            let Some(wanted) = written.remove(state.name) else { continue };
            browser.settle()?;
            let told = browser.told()?;
            if told != wanted {
                let path = folder.join(format!("{}.txt", state.name));
                fs::write(&path, told)?;
                other.push(path.display().to_string());
            }
        }
    }
    ensure!(written.is_empty(), "{WALK} tells of states that there are not: {:?}", written.keys());
    ensure!(other.is_empty(), "{WALK} says something else; what is told now is in {}", other.join(", "));
    Ok(())
}

#[test]
fn a_withheld_figure_is_read_as_one() -> Result<()> {
    let states = WALKS.into_iter().find(|states| states.iter().any(|state| state.name == "result-withheld")).context("no such state")?;
    let browser = Browser::start()?;
    browser.open(&page_on_disk()?)?;
    for state in states {
        (state.reach)(&browser)?;
        if state.name == "result-withheld" {
            break;
        }
    }
    browser.settle()?;
    let hidden = browser.find_all("#tables td.hidden")?.len();
    let read = browser.told_of("cell")?.into_iter().filter(|name| name == "dolt, få elever").count();
    ensure!(hidden > 10 && read >= hidden, "{hidden} figures are withheld and {read} are read so");
    Ok(())
}
