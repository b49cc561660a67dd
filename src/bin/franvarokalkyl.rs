//! The command line: the same core as the page, for scripts, for tests and for files that a browser cannot hold.
//!
//! Results go to standard output, findings to standard error. Exit codes: 0 done, 1 an audit found a leak, 2 the words of the
//! call, 3 the input cannot be used.

#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is the outermost layer: it hands the world in"
)]

#[path = "franvarokalkyl/audit.rs"]
mod audit;
#[path = "franvarokalkyl/inspect.rs"]
mod inspect;
#[path = "franvarokalkyl/merge.rs"]
mod merge;
#[path = "franvarokalkyl/parse.rs"]
mod parse;
#[path = "franvarokalkyl/tables.rs"]
mod tables;

use clap::{Args, Parser, Subcommand, ValueEnum};
use franvarokalkyl::calendar::{Day, Span};
use franvarokalkyl::example::{self, Ending, Example, Grain, System};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::{Key, Language};
use franvarokalkyl::session::{Choices, Named, Overview, Refused, Session, World, definition_card, parse_choices, preset_text};
use parse::{parse_day, parse_grain, parse_period, parse_system};
use serde_json::json;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes read at a time.
const SLICE: usize = 4 << 20;

#[derive(Parser)]
#[command(
    name = "franvarokalkyl",
    version,
    about = "Anonymised tables of problematic school absence, from a school's own attendance export"
)]
struct Call {
    #[command(subcommand)]
    command: Command,
    /// Machine-readable output
    #[arg(long, global = true)]
    json: bool,
    /// Saved choices, as the page or `inspect --save-columns` writes them (TOML: a table `columns` of header = "role", or "-" to leave a
    /// column out, and a table `kinds` of word = "kind"; under `[[layout]]` for tables with certain headers)
    #[arg(long, global = true, value_name = "FILE")]
    columns: Option<PathBuf>,
    /// The days that totals sum where the file does not say: 2025-08-18/2025-12-19
    #[arg(long, global = true, value_name = "FIRST/LAST", value_parser = parse_period)]
    period: Option<Span>,
    /// Scheduled minutes of every school day, where the files list absences only
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1440))]
    day_minutes: Option<u16>,
    /// Language of messages and reports
    #[arg(long, global = true, value_enum, default_value = "sv")]
    lang: Lang,
    /// The date that a report states as its making; today unless given
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    made: Option<Day>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    Sv,
    En,
}

impl Lang {
    const fn language(self) -> Language {
        match self {
            Self::Sv => Language::Swedish,
            Self::En => Language::English,
        }
    }
}

#[derive(Subcommand)]
enum Command {
    /// Say what was recognised in files
    Inspect {
        /// Attendance exports
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Save what was recognised and chosen of columns and words; no pupil data, and no word that stands in fewer than five rows
        #[arg(long, value_name = "FILE")]
        save_columns: Option<PathBuf>,
    },
    /// The anonymised tables of one definition
    Report(tables::ReportArgs),
    /// How many pupils each of several definitions catches, and what each two have in common
    Compare(tables::CompareArgs),
    /// How many pupils are above each limit there is
    Curve(tables::CurveArgs),
    /// When in the week and in which subjects absence falls, as shares of scheduled time
    Patterns(tables::PatternArgs),
    /// Attack published reports together, as a reader would: exit code 1 when anything withheld can be worked out
    ///
    /// Takes any files of the contract franvarokalkyl/report/1 (`--format json`), also edited ones and those of other programs, and workbooks
    /// that `--format xlsx` has written. Each withheld
    /// figure, and each number that figures side by side tell, is bounded from all that is shown and how many pupils the groups have.
    Audit {
        /// Reports, as JSON or xlsx
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Compare units or municipalities from published reports: what is the same, what differs, and their tables side by side
    ///
    /// Takes what `audit` takes, and audits it first: where the reports together let something withheld be worked out, nothing is compared,
    /// and the exit code is 1.
    Merge(merge::MergeArgs),
    /// List the definitions, or print one as TOML
    Definitions {
        /// A definition's id
        id: Option<String>,
    },
    /// A synthetic export, in a system's own layout: the file's name says the kind of file
    Example(ExampleArgs),
}

#[derive(Args)]
struct ExampleArgs {
    /// Whose layout: plain, vklass, skola24, schoolsoft, infomentor, edlevo, unikum, schoolity, learnpoint, ss12000, skolverket
    #[arg(long, default_value = "plain", value_parser = parse_system)]
    system: System,
    /// Pupils
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pupils: Option<u32>,
    /// Pupils and weeks for about so many rows
    #[arg(long, value_name = "N", conflicts_with_all = ["pupils", "weeks", "schools"], value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    rows: Option<u64>,
    /// Calendar weeks from 18 August 2025
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=43))]
    weeks: Option<u16>,
    /// Schools
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=1000))]
    schools: Option<u16>,
    /// What a row is: lesson, day, event, period, schedule, notification; the system's usual one unless given
    #[arg(long, value_parser = parse_grain)]
    grain: Option<Grain>,
    /// Pupils' results and support beside: merit value and special support. The plain tables by day and by period have them
    #[arg(long)]
    results: bool,
    /// The same seed gives the same file
    #[arg(long)]
    seed: Option<u64>,
    /// Where to write: a name ending in .csv, .txt, .tsv, .xlsx, .xls, .xml or .json, as far as the system has them
    #[arg(short, long)]
    output: PathBuf,
}

/// Why nothing came of the call.
enum Failure {
    /// The words of the call.
    Call(String),
    /// An audit found a leak, and has said so.
    Leak,
    /// The input cannot be used; the findings have been printed.
    Input,
    /// The program's own fault.
    Broken(String),
}

fn main() -> ExitCode {
    let call = Call::parse();
    let language = call.lang.language();
    match run(&call, language) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Call(what)) => {
            eprintln!("{what}");
            ExitCode::from(2)
        }
        Err(Failure::Leak) => ExitCode::from(1),
        Err(Failure::Input) => ExitCode::from(3),
        Err(Failure::Broken(what)) => {
            eprintln!("{}", Key::FindingBroken.with("found", what).with("rows", 1).render(language));
            ExitCode::from(3)
        }
    }
}

fn run(call: &Call, language: Language) -> Result<(), Failure> {
    match &call.command {
        Command::Inspect { files, save_columns } => {
            let mut session = session(call)?;
            let choices = choices(call, language)?;
            let read = read(&mut session, choices.clone(), files)?;
            if let Some(path) = save_columns {
                let tables = read.as_ref().map_or_else(|refused| refused.tables.as_slice(), |overview| overview.tables);
                print(inspect::choices(tables, &choices, language), Some(path))?;
            }
            match read {
                Ok(overview) => {
                    overview.findings.iter().for_each(|finding| eprintln!("{}", inspect::finding(finding, language)));
                    print(&if call.json { inspect::json(&overview, language) } else { inspect::text(&overview, language) }, None)
                }
                Err(refused) => {
                    if !call.json {
                        print(inspect::tables_text(&refused.tables, language), None)?;
                    }
                    Err(refusal(&refused, call.json, language))
                }
            }
        }
        Command::Report(args) => tables::report(call, args, language),
        Command::Compare(args) => tables::compare(call, args, language),
        Command::Curve(args) => tables::curve(call, args, language),
        Command::Patterns(args) => tables::patterns(call, args, language),
        Command::Audit { files } => audit::audit(call, files, language),
        Command::Merge(args) => merge::merge(call, args, language),
        Command::Definitions { id } => definitions(call, id.as_deref(), language),
        Command::Example(args) => make_example(args),
    }
}

fn session(call: &Call) -> Result<Session, Failure> {
    let mut secret = [0; 16];
    getrandom::fill(&mut secret).map_err(|fault| Failure::Broken(fault.to_string()))?;
    let today = call.made.unwrap_or_else(|| {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Day::from_number(u16::try_from(since.as_secs() / 86_400).unwrap_or(0))
    });
    Session::new(World { today, secret, limits: Limits::default() }).map_err(|fault| Failure::Broken(fault.0))
}

/// The saved choices of the call.
fn choices(call: &Call, language: Language) -> Result<Choices, Failure> {
    let said = Choices { period: call.period, day_minutes: call.day_minutes, ..Choices::default() };
    let Some(path) = call.columns.as_deref() else { return Ok(said) };
    let wrong = |what: String| Failure::Call(format!("{}: {what}", path.display()));
    let text = fs::read_to_string(path).map_err(|fault| wrong(fault.to_string()))?;
    let layouts = parse_choices(&text).map_err(|fault| wrong(fault.sentence().render(language)))?;
    Ok(Choices { layouts, ..said })
}

/// Reads the files.
fn read<'a>(session: &'a mut Session, choices: Choices, files: &[PathBuf]) -> Result<Result<Overview<'a>, Refused>, Failure> {
    let mut reading = session.read(choices, Box::new(|_| {}));
    for path in files {
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let unreadable = |fault: io::Error| Failure::Call(format!("{}: {fault}", path.display()));
        let mut file = File::open(path).map_err(unreadable)?;
        reading.open(&name, file.metadata().ok().map(|about| about.len()));
        let mut slice = vec![0; SLICE];
        loop {
            let length = file.read(&mut slice).map_err(unreadable)?;
            if length == 0 || !reading.push(slice.get(..length).unwrap_or_default()) {
                break;
            }
        }
        reading.close();
    }
    Ok(session.accept(reading))
}

/// Reads the files, with the columns that the question names, and prints what was found to standard error.
fn open<'a>(
    session: &'a mut Session,
    call: &Call,
    files: &[PathBuf],
    named: Vec<Named>,
    language: Language,
) -> Result<Overview<'a>, Failure> {
    let choices = Choices { named, ..choices(call, language)? };
    let overview = read(session, choices, files)?.map_err(|refused| refusal(&refused, call.json, language))?;
    overview.findings.iter().for_each(|finding| eprintln!("{}", inspect::finding(finding, language)));
    Ok(overview)
}

/// Prints why the files cannot be used.
fn refusal(refused: &Refused, as_json: bool, language: Language) -> Failure {
    for finding in &refused.findings {
        eprintln!("{}", inspect::finding(finding, language));
    }
    if as_json {
        println!("{}", inspect::refused_json(refused, language));
    }
    Failure::Input
}

fn definitions(call: &Call, id: Option<&str>, language: Language) -> Result<(), Failure> {
    if let Some(id) = id {
        let text = preset_text(id).ok_or_else(|| Failure::Call(Key::SessionNoDefinition.with("id", id).render(language)))?;
        return print(text, None);
    }
    let session = session(call)?;
    if call.json {
        let list: Vec<_> = session
            .definitions()
            .iter()
            .map(|definition| {
                let clauses: Vec<_> = definition.clauses().iter().map(|clause| clause.text().text(language).to_owned()).collect();
                let judgements: Vec<_> = definition.judgements().iter().map(|text| text.text(language)).collect();
                json!({ "id": definition.id(), "name": definition.name().text(language), "clauses": clauses, "judgements": judgements })
            })
            .collect();
        return print(format!("{:#}\n", json!(list)), None);
    }
    let mut text = String::new();
    for definition in session.definitions() {
        let card = definition_card(definition);
        text += &format!("{:<14}{}\n", card.id, card.name.text(language));
        for clause in &card.clauses {
            text += &format!("{:14}{} {}\n", "", if clause.judgement { "?" } else { "•" }, clause.text.text(language));
        }
    }
    print(&text, None)
}

fn make_example(args: &ExampleArgs) -> Result<(), Failure> {
    let built_in = args.rows.map_or_else(Example::built_in, Example::for_rows);
    let example = Example {
        system: args.system,
        grain: args.grain.unwrap_or_else(|| args.system.default_grain()),
        pupils: args.pupils.unwrap_or(built_in.pupils),
        weeks: args.weeks.unwrap_or(built_in.weeks),
        schools: args.schools.unwrap_or(built_in.schools),
        seed: args.seed.unwrap_or(built_in.seed),
        results: args.results,
        ..built_in
    };
    let failed = |fault: &dyn std::fmt::Display| Failure::Call(format!("{}: {fault}", args.output.display()));
    let endings = example.system.endings(example.grain);
    let ending = args.output.extension().and_then(|ending| ending.to_str()).and_then(Ending::named);
    let Some(ending) = ending.filter(|ending| endings.contains(ending)) else { return Err(failed(&exports(example.system))) };
    let out = File::create(&args.output).map(BufWriter::new).map_err(|fault| failed(&fault))?;
    example::write(&example, ending, out).map_err(|fault| failed(&fault))
}

/// `vklass exports period as .xls, .csv or .xlsx; lesson as .xls, .csv or .xlsx`
fn exports(system: System) -> String {
    let files = |grain: &Grain| {
        let endings: Vec<String> = system.endings(*grain).iter().map(|ending| format!(".{}", ending.name())).collect();
        let list = match endings.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => endings.concat(),
        };
        format!("{} as {list}", grain.name())
    };
    let grains: Vec<String> = system.grains().iter().map(files).collect();
    format!("{} exports {}", system.name(), grains.join("; "))
}

fn print(text: impl AsRef<[u8]>, to: Option<&Path>) -> Result<(), Failure> {
    match to {
        Some(path) => fs::write(path, text).map_err(|fault| Failure::Call(format!("{}: {fault}", path.display()))),
        // A reader that has seen enough (`| head`) is no failure.
        None => io::stdout().write_all(text.as_ref()).or_else(|fault| match fault.kind() {
            io::ErrorKind::BrokenPipe => Ok(()),
            _ => Err(Failure::Call(fault.to_string())),
        }),
    }
}
