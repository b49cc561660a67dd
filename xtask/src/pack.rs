//! One file out of everything: the last step of Trunk's build.
//!
//! `www/index.html` is the page as it will be, with empty elements that say what belongs in them: `<style data-pack="style.css">`,
//! `<script data-pack="page.js">`. Each is filled with the file of that name, from what Trunk has built or else from `www/`. Programs
//! go in together, by their names with a space between, as one archive in base64. What the browser is to run or apply is allowed by its hash in the content policy; a script with a
//! `type` is inert and needs no leave. Since this is a hook of Trunk's, `trunk serve` shows the same file that is handed out.

use crate::{archive, policy, strip};
use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::{env, fs};

const SLOT: &str = " data-pack=\"";

/// Packs what Trunk has staged, and leaves nothing else there.
///
/// # Errors
/// Trunk is not the caller, a part is missing, or the shell asks for something that one file cannot have.
pub fn staged() -> Result<()> {
    let folder = |name| env::var_os(name).map(PathBuf::from).with_context(|| format!("{name} is not set; packing is run by Trunk"));
    let (staging, source) = (folder("TRUNK_STAGING_DIR")?, folder("TRUNK_SOURCE_DIR")?);
    let index = staging.join("index.html");
    let shell = fs::read_to_string(&index).with_context(|| format!("{} cannot be read", index.display()))?;
    let page = canonical(&pack(&shell, |name| {
        let built = staging.join(name);
        let path = if built.is_file() { built } else { source.join(name) };
        fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))
    })?);
    clear(&staging)?;
    fs::write(&index, &page).with_context(|| format!("{} cannot be written", index.display()))?;
    println!("Packed into one page of {} kB.", page.len().div_ceil(1000));
    Ok(())
}

fn clear(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) }
            .with_context(|| format!("{} cannot be removed", path.display()))?;
    }
    Ok(())
}

/// Fills a shell's empty elements with their parts, and its policy with the hashes of those that run.
///
/// # Errors
/// A part is missing or would end its element early; an element is not empty; the shell has a script, a style or an address
/// that did not come in by `data-pack`; its policy is missing or stands too late.
pub fn pack(shell: &str, part: impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let (mut page, mut scripts, mut styles) = (String::new(), Vec::new(), Vec::new());
    let mut rest = shell;
    while let Some((before, after)) = rest.split_once(SLOT) {
        let (plain, open) = before.rsplit_once('<').context("`data-pack` stands outside of any element")?;
        let (name, after) = after.split_once('"').with_context(|| format!("`data-pack=\"{}` has no end", first_line(after)))?;
        let (more, after) = after.split_once('>').with_context(|| format!("the element of {name} has no end"))?;
        refuse_addresses(plain)?;
        if page.is_empty() {
            let stated = policy::of(plain).is_some_and(|policy| policy.contains(policy::SCRIPTS) && policy.contains(policy::STYLES));
            ensure!(stated, "the content policy has to stand before the first part, with {} and {}", policy::SCRIPTS, policy::STYLES);
        }
        page.push_str(plain);
        let tag = format!("{open}{more}");
        rest = match tag.split_whitespace().next() {
            Some("link") => {
                page.push_str(&format!("<{tag} href=\"{}\">", data_address(name, &part(name)?)?));
                after
            }
            Some(element @ ("script" | "style")) => {
                let end = format!("</{element}>");
                let content = match extension(name) {
                    "wasm" => programs(name, &part)?,
                    _ => text(name, part(name)?, element)?,
                };
                if element == "style" {
                    styles.push(hash(&content));
                } else if !tag.contains(" type=") {
                    scripts.push(hash(&content));
                }
                page.push_str(&format!("<{tag}>{content}{end}"));
                after.strip_prefix(&end).with_context(|| format!("the element of {name} is not empty"))?
            }
            _ => bail!("{name} is to be packed into `<{tag}>`, which is neither script, style nor link"),
        };
    }
    ensure!(!page.is_empty(), "the shell has nothing to pack");
    refuse_addresses(rest)?;
    page.push_str(rest);
    Ok(page.replacen(policy::SCRIPTS, &scripts.join(" "), 1).replacen(policy::STYLES, &styles.join(" "), 1))
}

/// Programs as one archive.
fn programs(names: &str, part: &impl Fn(&str) -> Result<Vec<u8>>) -> Result<String> {
    let programs = names.split(' ').map(|name| Ok(strip::stripped(&part(name)?))).collect::<Result<Vec<_>>>()?;
    Ok(BASE64_STANDARD.encode(archive::archive(&programs)?))
}

/// The page as a browser writes it back after reading it, but for the line before `<html>`: no white space where reading drops it.
fn canonical(page: &str) -> String {
    let (before, after) = page.split_once("<head>").unwrap_or_default();
    let (body, _) = after.rsplit_once("</body>").unwrap_or((after, ""));
    format!("{}<head>{}</body></html>", before.trim_end(), body.trim_end())
}

/// What an element is to hold. Line ends are as the browser will see them, since it hashes what it sees.
fn text(name: &str, bytes: Vec<u8>, element: &str) -> Result<String> {
    let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8"))?.replace("\r\n", "\n");
    let lower = text.to_ascii_lowercase();
    for end in [format!("</{element}"), "<!--".to_owned()] {
        ensure!(!lower.contains(&end), "{name} holds `{end}`, which a browser would take for the end of its element");
    }
    Ok(text)
}

fn data_address(name: &str, bytes: &[u8]) -> Result<String> {
    let media = match extension(name) {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        other => bail!("{name}: `{other}` is not known as an icon"),
    };
    Ok(format!("data:{media};base64,{}", BASE64_STANDARD.encode(bytes)))
}

fn extension(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)))
}

/// The page is alone: what it asks for by address is not there, and what is not hashed would not run.
fn refuse_addresses(plain: &str) -> Result<()> {
    for asking in ["<script", "<style", "<link", "<base", "<iframe", "<object", " src=", " srcset=", " style=", " onclick=", " onload="] {
        ensure!(!plain.contains(asking), "the shell has `{}…` without `data-pack`", asking.trim());
    }
    Ok(())
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src {scripts}; style-src {styles}\">";

    fn packed(body: &str, part: &str) -> Result<String> {
        pack(&format!("{POLICY}{body}"), |_| Ok(part.as_bytes().to_vec()))
    }

    fn complaint(body: &str, part: &str) -> String {
        packed(body, part).err().map(|fault| format!("{fault:#}")).unwrap_or_default()
    }

    #[test]
    fn what_runs_is_packed_and_allowed_by_its_hash() -> Result<()> {
        let page = packed("<script data-pack=\"a.js\"></script><style data-pack=\"a.css\"></style>", "alert(1)\r\n")?;
        // printf 'alert(1)\n' | openssl dgst -sha256 -binary | base64
        let hash = "'sha256-MaeD7tQk/YNyd6Pm9J12ROmv0Z93QwNN4VH7v3gI+RI='";
        let policy = POLICY.replace("{scripts}", hash).replace("{styles}", hash);
        assert_eq!(page, format!("{policy}<script>alert(1)\n</script><style>alert(1)\n</style>"));
        Ok(())
    }

    #[test]
    fn inert_blocks_are_packed_and_not_allowed_to_run() -> Result<()> {
        let page = packed(
            "<script type=\"text/plain\" id=\"a\" data-pack=\"a.js\"></script><script type=\"x\" data-pack=\"a.wasm b.wasm\"></script>",
            "hej",
        )?;
        let policy = POLICY.replace("{scripts}", "").replace("{styles}", "");
        let programs = BASE64_STANDARD.encode(archive::archive(&[b"hej".to_vec(), b"hej".to_vec()])?);
        assert_eq!(page, format!("{policy}<script type=\"text/plain\" id=\"a\">hej</script><script type=\"x\">{programs}</script>"));
        Ok(())
    }

    #[test]
    fn white_space_goes_where_browsers_drop_it() {
        let page = "<!doctype html>\n<html lang=\"sv\">\n<head>\n</head>\n<body>\n<p>å</p>\n</body>\n</html>\n";
        assert_eq!(canonical(page), "<!doctype html>\n<html lang=\"sv\"><head>\n</head>\n<body>\n<p>å</p></body></html>");
    }

    #[test]
    fn an_icon_becomes_its_own_address() -> Result<()> {
        assert!(
            packed("<link rel=\"icon\" data-pack=\"icon.svg\">", "hej")?
                .ends_with("<link rel=\"icon\" href=\"data:image/svg+xml;base64,aGVq\">")
        );
        Ok(())
    }

    #[test]
    fn a_part_may_not_end_its_element() {
        let slot = "<script data-pack=\"a.js\"></script>";
        assert_eq!(complaint(slot, "'</SCRIPT>'"), "a.js holds `</script`, which a browser would take for the end of its element");
        assert_eq!(complaint(slot, "'<!--'"), "a.js holds `<!--`, which a browser would take for the end of its element");
    }

    #[test]
    fn a_shell_that_asks_for_more_is_refused() {
        let slot = "<script data-pack=\"a.js\"></script>";
        assert_eq!(complaint(&format!("{slot}<img src=\"x.png\">"), ""), "the shell has `src=…` without `data-pack`");
        assert_eq!(complaint(&format!("<link rel=\"preload\">{slot}"), ""), "the shell has `<link…` without `data-pack`");
        assert_eq!(complaint("<script data-pack=\"a.js\">1</script>", ""), "the element of a.js is not empty");
        assert_eq!(complaint("", ""), "the shell has nothing to pack");
    }

    #[test]
    fn a_policy_that_comes_too_late_is_refused() {
        let late = pack(&format!("<script data-pack=\"a.js\"></script>{POLICY}"), |_| Ok(Vec::new()));
        assert!(late.is_err_and(|fault| fault.to_string().starts_with("the content policy has to stand before")));
    }

    #[test]
    fn nothing_else_stays_in_the_staging_folder() -> Result<()> {
        let folder = env::temp_dir().join(format!("franvarokalkyl-clear-{}", std::process::id()));
        fs::create_dir_all(folder.join("snippets"))?;
        fs::write(folder.join("page.js"), "")?;
        clear(&folder)?;
        assert_eq!(fs::read_dir(&folder)?.count(), 0);
        fs::remove_dir(&folder)?;
        Ok(())
    }
}
