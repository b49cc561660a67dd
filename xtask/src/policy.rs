//! The page's content policy: what the browser is told to refuse. It stands in `www/index.html`; the packing fills in the hashes.

/// In the shell's policy: where the hashes of the scripts go.
pub const SCRIPTS: &str = "{scripts}";
/// In the shell's policy: where the hashes of the style sheets go.
pub const STYLES: &str = "{styles}";

/// The policy of a page, from its meta element; none when it has none.
#[must_use]
pub fn of(page: &str) -> Option<&str> {
    let (_, after) = page.split_once("<meta http-equiv=\"Content-Security-Policy\" content=\"")?;
    after.split_once('"').map(|(policy, _)| policy)
}

/// The same as a header, with what a meta element cannot say: that nobody may put the page into a frame.
#[must_use]
pub fn header(page: &str) -> Option<String> {
    of(page).map(|policy| format!("{policy}; frame-ancestors 'none'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_the_pages_own_policy_and_refuses_frames() {
        let page = "<head><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><meta charset=\"utf-8\">";
        assert_eq!(header(page).as_deref(), Some("default-src 'none'; frame-ancestors 'none'"));
        assert_eq!(header("<head>"), None);
    }
}
