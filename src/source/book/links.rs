//! Which parts of a package a part refers to.

use super::super::markup::xml;
use super::zipped::Zip;
use crate::finding::Finding;
use crate::limits::Limits;

/// One reference of a part to another.
pub(super) struct Link {
    /// The name by which the part knows it.
    pub(super) id: String,
    /// What it is: the last word of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The part's place in the package.
    pub(super) part: String,
}

/// What a part refers to; the package itself where the name is empty.
pub(super) fn links(zip: &mut Zip, of: &str, limits: &Limits) -> Result<Vec<Link>, Box<Finding>> {
    let (folder, name) = of.rsplit_once('/').unwrap_or(("", of));
    let listed = zip.whole(&format!("{folder}/_rels/{name}.rels"), limits)?.unwrap_or_default();
    let mut links = Vec::new();
    xml::each_start(&listed, |start| {
        if let (Some(id), Some(target)) = (start.attribute("Id"), start.attribute("Target")) {
            let kind = start.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            links.push(Link { id, kind, part: resolved(folder, &target) });
        }
    })?;
    Ok(links)
}

/// A place as it is written in a part of a folder, seen from the package.
fn resolved(folder: &str, target: &str) -> String {
    let base = if target.starts_with(['/', '\\']) { "" } else { folder };
    let mut steps = Vec::new();
    for step in base.split('/').chain(target.split(['/', '\\'])) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn places_are_seen_from_the_package() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "./worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../xl/sheet1.xml", "xl/sheet1.xml"),
            ("xl", "../../../sheet1.xml", "sheet1.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolved(folder, target), part);
        }
    }
}
