//! The accessibility statement is the same in the page and in the document that a publisher takes it from.

#![expect(clippy::disallowed_methods, clippy::panic, reason = "the test reads the document, and stops at the first surprise")]

use franvarokalkyl::locale::{Key, Language};
use std::fs;
use std::path::Path;

#[test]
fn the_document_says_what_the_page_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tillganglighet.md");
    let document = fs::read_to_string(&path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    let (swedish, english) = document.split_once("## English").unwrap_or_else(|| panic!("the document has no English part"));
    for (text, language) in [(swedish, Language::Swedish), (english, Language::English)] {
        let said: Vec<&str> = Key::ALL.iter().filter(|key| key.name().starts_with("access_")).map(|key| key.text(language)).collect();
        assert!(said.len() > 10, "the page has no statement");
        let missing: Vec<&&str> = said.iter().filter(|sentence| !text.contains(**sentence)).collect();
        assert!(missing.is_empty(), "the document does not say: {missing:#?}");
    }
}
