//! What a report is a report of, by name.

use crate::claim::Claim;
use std::collections::BTreeSet;

/// A report among others.
pub(super) struct Unit {
    /// Its municipality's name where the report has one only, else its file's; unlike that of any other.
    pub(super) name: String,
    /// Its file.
    pub(super) file: String,
    /// The only municipality that it names.
    municipality: Option<String>,
}

/// The reports by name, in their order.
pub(super) fn units(claims: &[Claim]) -> Vec<Unit> {
    let municipalities: Vec<Option<String>> = claims.iter().map(municipality).collect();
    let names: Vec<String> =
        claims.iter().zip(&municipalities).map(|(claim, own)| own.clone().unwrap_or_else(|| stem(&claim.file).to_owned())).collect();
    let with_stem: Vec<String> = names.iter().zip(claims).map(|(name, claim)| format!("{name} ({})", stem(&claim.file))).collect();
    let is_alone = |names: &[String], name: &String| names.iter().filter(|other| *other == name).count() == 1;
    let unlike = |(name, (with_stem_of, claim)): (&String, (&String, &Claim))| match () {
        () if is_alone(&names, name) => name.clone(),
        () if name != stem(&claim.file) && is_alone(&with_stem, with_stem_of) => with_stem_of.clone(),
        () => claim.file.clone(),
    };
    let named = names.iter().zip(with_stem.iter().zip(claims)).map(unlike);
    named
        .zip(claims)
        .zip(municipalities)
        .map(|((name, claim), municipality)| Unit { name, file: claim.file.clone(), municipality })
        .collect()
}

/// Whether each is of a municipality of its own, so that what is counted in one is not counted in another.
pub(super) fn are_apart(units: &[Unit]) -> bool {
    let municipalities: BTreeSet<&String> = units.iter().filter_map(|unit| unit.municipality.as_ref()).collect();
    municipalities.len() == units.len()
}

/// The only municipality in the rows of a report.
fn municipality(claim: &Claim) -> Option<String> {
    let mut named = BTreeSet::new();
    for table in &claim.tables {
        let Some(place) = table.by.iter().position(|by| by == "municipality") else { continue };
        named.extend(table.rows.iter().filter_map(|row| row.keys.get(place)?.as_ref()));
    }
    let only = named.first().filter(|_| named.len() == 1)?;
    (only.as_str() != "unknown").then(|| (*only).clone())
}

/// The name of a file without its folders and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn files_are_called_without_folder_and_ending() {
        for (file, name) in [("a/b.c/Ekby HT.json", "Ekby HT"), ("C:\\r\\Ekby.xlsx", "Ekby"), ("Ekby", "Ekby")] {
            assert_eq!(stem(file), name);
        }
    }
}
