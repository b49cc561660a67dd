//! The call that compares published reports.

use super::audit::read;
use super::{Call, Failure, print};
use clap::{Args, ValueEnum};
use franvarokalkyl::attack;
use franvarokalkyl::claim::Claim;
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::merge::{Merged, Refusal, csv, html, json, merge as compare, text};
use std::path::PathBuf;

#[derive(Args)]
pub(super) struct MergeArgs {
    /// Reports, as JSON or xlsx: two or more
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Format
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Where to write; standard output unless given
    #[arg(short, long)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Csv,
    Html,
    Json,
}

impl Format {
    fn write(self, merged: &Merged, language: Language) -> String {
        match self {
            Self::Text => text(merged, language),
            Self::Csv => csv(merged, language),
            Self::Html => html(merged, language),
            Self::Json => json(merged, language),
        }
    }
}

/// Compares the files, unless they tell together what one of them withholds.
pub(super) fn merge(call: &Call, args: &MergeArgs, language: Language) -> Result<(), Failure> {
    let alone = || Failure::Call(Key::MergeAloneFile.text(language).to_owned());
    if args.files.len() < 2 {
        return Err(alone());
    }
    let mut reports = Vec::new();
    for (bytes, claims) in read(&args.files, language)? {
        let [claim] = <[Claim; 1]>::try_from(claims).map_err(|claims| {
            let file = claims.first().map_or("", |claim| claim.file.as_str());
            eprintln!("{}", Key::MergeSeveral.with("file", file).render(language));
            Failure::Input
        })?;
        reports.push((bytes, claim));
    }
    for (place, (bytes, claim)) in reports.iter().enumerate() {
        if let Some((_, other)) = reports.iter().take(place).find(|(other, _)| other == bytes) {
            let same = Key::MergeSameFile.with("one", other.file.as_str()).with("other", claim.file.as_str());
            return Err(Failure::Call(same.render(language)));
        }
    }
    let merged = compare(reports.into_iter().map(|(_, claim)| claim).collect()).map_err(|refusal| {
        let what = match refusal {
            Refusal::Alone => return alone(),
            Refusal::Nothing(sentence) => sentence.render(language),
            Refusal::Fault(fault) => fault.render(language),
            Refusal::Leak(outcome) => {
                let leaks = u64::try_from(outcome.leaks()).unwrap_or(u64::MAX);
                eprintln!("{}\n", Key::MergeLeak.with("leaks", leaks).render(language));
                eprint!("{}", attack::text(&outcome, language));
                if call.json {
                    print!("{}", attack::json(&outcome, language));
                }
                return Failure::Leak;
            }
        };
        eprintln!("{what}");
        Failure::Input
    })?;
    let format = if call.json { Format::Json } else { args.format };
    print(format.write(&merged, language), args.output.as_deref())
}
