//! Calls that make tables: a report, a comparison, a curve.

use super::parse::{
    Breakdowns, Series, parse_breakdowns, parse_classes, parse_day, parse_dimension, parse_format, parse_over, parse_period, parse_rule,
    parse_series,
};
use super::{Call, Failure, open, print, session};
use clap::Args;
use franvarokalkyl::calendar::{Day, Span};
use franvarokalkyl::locale::{Key, Language, Sentence, Value};
use franvarokalkyl::session::{
    Bands, Breakdown, Comparison, Definition, Dimension, Format, Inquiry, Named, Over, PatternQuestion, Policy, Proposal, Published,
    Question, Session,
};
use std::fs;
use std::path::PathBuf;

/// What all of them take.
#[derive(Args)]
struct Common {
    /// Attendance exports
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// First day of the analysis period
    #[arg(long, value_parser = parse_day)]
    from: Option<Day>,
    /// Last day of the analysis period
    #[arg(long, value_parser = parse_day)]
    to: Option<Day>,
    /// The rule that protects: standard, show-zeros, strict
    #[arg(long, default_value = "standard", value_parser = parse_rule)]
    rule: Policy,
    /// Raise the smallest group
    #[arg(long, value_name = "N")]
    min_group: Option<u64>,
    /// Raise the smallest count
    #[arg(long, value_name = "N")]
    min_count: Option<u64>,
    /// Format: csv, xlsx, json, html, svg (the pictures)
    #[arg(long, default_value = "json", value_parser = parse_format)]
    format: Format,
    /// Where to write; standard output unless given
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// What those take that judge.
#[derive(Args)]
struct Given {
    /// A given period (mätperiod), for definitions that leave theirs open; may be repeated. The terms unless given
    #[arg(long = "given", value_name = "FIRST/LAST", value_parser = parse_period)]
    periods: Vec<Span>,
}

#[derive(Args)]
pub(super) struct PatternArgs {
    #[command(flatten)]
    common: Common,
    /// What rows are by: weekday, time (with weekday), subject; all that the files can answer unless given
    #[arg(long, value_delimiter = ',', value_name = "LIST", value_parser = parse_dimension)]
    by: Vec<Dimension>,
    /// By school too, small ones together
    #[arg(long)]
    school: bool,
}

#[derive(Args)]
pub(super) struct ReportArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    given: Given,
    /// A definition's id, or a file
    #[arg(long, value_name = "ID_OR_FILE")]
    definition: String,
    /// Breakdown, from the outside in: municipality, organiser, school-group (small schools together), school, stage, grade, class, gender,
    /// or the header of a column of the files' own (in quotes if it has a comma). May be repeated for several tables, which are protected
    /// together
    #[arg(long, value_name = "LIST", value_parser = parse_breakdowns)]
    by: Vec<Breakdowns>,
    /// Where classes of a column's numbers begin: Meritvärde=150,200,250. May be repeated
    #[arg(long, value_name = "COLUMN=LIST", value_parser = parse_classes)]
    classes: Vec<Named>,
    /// Over time: month, term, year, weeks:N for N weeks at a time, or split:DATE for before and after a day
    #[arg(long, value_parser = parse_over)]
    over: Option<Over>,
    /// Several limits for the measure of the definition: 20,40 or a series: ekero (20,40), stockholm (50), england (10,50), tiers (5,10,20)
    #[arg(long, value_name = "LIST", value_parser = parse_series)]
    bands: Option<Series>,
    /// Count between the limits instead of above each
    #[arg(long, requires = "bands")]
    disjoint: bool,
    /// The standard report: how many and where, schools by two limits side by side, month by month, early signs
    #[arg(long, conflicts_with_all = ["by", "over", "bands"])]
    standard: bool,
}

#[derive(Args)]
pub(super) struct CompareArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    given: Given,
    /// Ids of definitions, or files, or `all` for the presets
    #[arg(long, required = true, value_delimiter = ',', value_name = "LIST")]
    definitions: Vec<String>,
    /// Breakdown: municipality, organiser, school-group (small schools together), school, stage, grade, class, gender, or the header of a
    /// column of the files' own
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// Where classes of a column's numbers begin: Meritvärde=150,200,250. May be repeated
    #[arg(long, value_name = "COLUMN=LIST", value_parser = parse_classes)]
    classes: Vec<Named>,
}

#[derive(Args)]
pub(super) struct CurveArgs {
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    given: Given,
    /// A definition's id, or a file
    #[arg(long, value_name = "ID_OR_FILE")]
    definition: String,
}

/// The tables of one definition.
pub(super) fn report(call: &Call, args: &ReportArgs, language: Language) -> Result<(), Failure> {
    let common = &args.common;
    if args.standard {
        return standard(call, args, language);
    }
    let bands = args.bands.as_ref().map(|series| Bands { thresholds: series.0.clone(), disjoint: args.disjoint });
    let named = columns(args.by.iter().flat_map(|by| &by.0), &args.classes);
    answer(call, common, &[&args.definition], named, language, |session, definitions, policy| {
        let question = single((common, &args.given), definitions, &args.definition, policy, language)?;
        let mut tables = args.by.iter().map(|by| breakdowns(session, by, language)).collect::<Result<Vec<_>, _>>()?.into_iter();
        let by = tables.next().unwrap_or_default();
        advised(session, &Inquiry::One(Question { by, beside: tables.collect(), over: args.over, bands, ..question }), language)
    })
}

/// The standard report of one definition.
fn standard(call: &Call, args: &ReportArgs, language: Language) -> Result<(), Failure> {
    let common = &args.common;
    let mut session = session(call)?;
    let definition = match session.definition(&args.definition) {
        Some(known) => known.id().to_owned(),
        None => session.define(read_definition(&args.definition, language)?),
    };
    let policy = policy(common, language)?;
    let _overview = open(&mut session, call, &common.files, Vec::new(), language)?;
    let question =
        Question { periods: args.given.periods.clone(), from: common.from, to: common.to, ..Question::of(known(&session, &definition)?) };
    let inquiries = session.standard(&question);
    let dossier = session.dossier(&inquiries, policy);
    for declined in dossier.sections().iter().filter_map(|section| section.answer.as_ref().err()) {
        eprintln!("{}", declined.sentence.render(language));
    }
    let reports = dossier.reports();
    if reports.is_empty() {
        return Err(Failure::Input);
    }
    let bytes = common.format.write(&reports, language).map_err(|sentence| Failure::Broken(sentence.render(language)))?;
    print(&bytes, common.output.as_deref())
}

fn known<'a>(session: &'a Session, id: &str) -> Result<&'a Definition, Failure> {
    session.definition(id).ok_or_else(|| Failure::Call(format!("`{id}` is no definition")))
}

/// Several definitions on the same pupils.
pub(super) fn compare(call: &Call, args: &CompareArgs, language: Language) -> Result<(), Failure> {
    let common = &args.common;
    let named: Vec<&String> = args.definitions.iter().collect();
    answer(call, common, &named, columns(&args.by, &args.classes), language, |session, definitions, policy| {
        let comparison = Comparison {
            definitions: definitions.iter().collect(),
            by: args.by.as_deref().map(|name| breakdown(session, name, language)).transpose()?,
            from: common.from,
            to: common.to,
            periods: args.given.periods.clone(),
            policy,
        };
        advised(session, &Inquiry::Several(comparison), language)
    })
}

/// Every limit of one definition's measure.
pub(super) fn curve(call: &Call, args: &CurveArgs, language: Language) -> Result<(), Failure> {
    let common = &args.common;
    answer(call, common, &[&args.definition], Vec::new(), language, |session, definitions, policy| {
        let question = single((common, &args.given), definitions, &args.definition, policy, language)?;
        Ok((session.curve(&question).map_err(|sentence| unanswered(&sentence, language))?, Vec::new()))
    })
}

/// When in the week and in which subjects absence falls.
pub(super) fn patterns(call: &Call, args: &PatternArgs, language: Language) -> Result<(), Failure> {
    let common = &args.common;
    answer(call, common, &[], Vec::new(), language, |session, _, policy| {
        let question = PatternQuestion { by: args.by.clone(), school: args.school, from: common.from, to: common.to, policy };
        Ok((session.patterns(&question).map_err(|sentence| unanswered(&sentence, language))?, Vec::new()))
    })
}

/// The answer to a question, and what would show more where it withholds much.
fn advised(session: &Session, inquiry: &Inquiry<'_>, language: Language) -> Result<(Published, Vec<Proposal>), Failure> {
    let published = session.answer_to(inquiry).map_err(|declined| unanswered(&declined.sentence, language))?.into_published();
    let proposals = session.proposals(inquiry, &published);
    Ok((published, proposals))
}

/// Says why the files have no answer.
fn unanswered(sentence: &Sentence, language: Language) -> Failure {
    eprintln!("{}", sentence.render(language));
    Failure::Input
}

/// The breakdown of a name. What no file can have is a word of the call; so is a header that these files do not have.
fn breakdown(session: &Session, name: &str, language: Language) -> Result<Breakdown, Failure> {
    session.breakdown(name).map_err(|sentence| Failure::Call(sentence.render(language)))
}

/// Those of a table. A header can be written in several ways.
fn breakdowns(session: &Session, names: &Breakdowns, language: Language) -> Result<Vec<Breakdown>, Failure> {
    let mut all = Vec::new();
    for name in &names.0 {
        let breakdown = breakdown(session, name, language)?;
        if all.contains(&breakdown) {
            return Err(Failure::Call(format!("`{name}` stands twice")));
        }
        all.push(breakdown);
    }
    Ok(all)
}

/// The question by the only definition that was named.
fn single<'a>(
    (common, given): (&Common, &Given),
    definitions: &'a [Definition],
    named: &str,
    policy: Policy,
    language: Language,
) -> Result<Question<'a>, Failure> {
    let missing = || Failure::Call(Key::SessionNoDefinition.with("id", named).render(language));
    let definition = definitions.first().ok_or_else(missing)?;
    Ok(Question { from: common.from, to: common.to, periods: given.periods.clone(), policy, ..Question::of(definition) })
}

/// The columns of the files' own that a call names: what is broken down by and known by no other name, and what has classes.
fn columns<'a>(by: impl IntoIterator<Item = &'a String>, classes: &[Named]) -> Vec<Named> {
    let by = by.into_iter().filter(|name| Breakdown::named(name).is_none());
    classes.iter().cloned().chain(by.map(|header| Named { header: header.clone(), borders: Vec::new() })).collect()
}

/// Reads the files, asks them, and writes what they answer.
fn answer(
    call: &Call,
    common: &Common,
    named: &[&String],
    columns: Vec<Named>,
    language: Language,
    ask: impl FnOnce(&Session, &[Definition], Policy) -> Result<(Published, Vec<Proposal>), Failure>,
) -> Result<(), Failure> {
    let mut session = session(call)?;
    let mut definitions = Vec::new();
    for name in named {
        match (name.as_str(), session.definition(name)) {
            ("all", _) => definitions.extend(session.definitions().iter().cloned()),
            (_, Some(known)) => definitions.push(known.clone()),
            (path, None) => definitions.push(read_definition(path, language)?),
        }
    }
    let policy = policy(common, language)?;
    let _overview = open(&mut session, call, &common.files, columns, language)?;
    let (published, proposals) = ask(&session, &definitions, policy)?;
    if !proposals.is_empty() {
        let (all, withheld) = (published.audit().cells(), published.audit().withheld());
        let heading = Key::ProposalHeading.with("printed", Value::Whole(all - withheld)).with("all", Value::Whole(all));
        eprintln!("{}", heading.render(language));
        proposals.iter().for_each(|proposal| eprintln!("  {}", proposal.line().render(language)));
    }
    let bytes = common.format.write(&[&published], language).map_err(|sentence| Failure::Broken(sentence.render(language)))?;
    print(&bytes, common.output.as_deref())
}

/// The rule of the call.
fn policy(common: &Common, language: Language) -> Result<Policy, Failure> {
    let rule = common.rule;
    let policy = rule.raised(common.min_group.unwrap_or(rule.min_group()), common.min_count.unwrap_or(rule.min_count()));
    policy.map_err(|lowered| Failure::Call(lowered.sentence().render(language)))
}

fn read_definition(path: &str, language: Language) -> Result<Definition, Failure> {
    let text =
        fs::read_to_string(path).map_err(|fault| Failure::Call(format!("`{path}` is no preset, and no file that can be read: {fault}")))?;
    Definition::parse(&text).map_err(|fault| Failure::Call(format!("{path}: {}", fault.sentence().render(language))))
}
