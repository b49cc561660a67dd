//! What crosses between the page and its worker, in plain types of its own. Nothing here can hold a pupil or a raw count:
//! a [`Figure`] is published or withheld, and the samples of the checking step are masked before they get here.
//!
//! Sentences cross as keys with values, so that the page can change its language without asking again.

mod advice;
mod choices;
mod definition;
mod left;
mod overview;
mod question;
mod result;

pub use advice::{Proposal, loses_much};
pub use choices::{ColumnChoice, KEPT_ROWS, KindChoice, LayoutChoices, ReadingChoices, SHARED, TableChoices};
pub use definition::{
    AbsenceCard, ComparisonChoice, ConditionDraft, ConditionField, DayDraft, DayUnit, DefinedCard, DefinitionDraft, DraftFault, DraftField,
    KindsChoice, LengthUnit, MeasureChoice, MeasuredDraft, Origin, QuantifierChoice, SettingsDraft, WindowChoice,
};
pub use left::{Inquiry, Instead, Released};
pub use overview::{Asked, ColumnOverview, FileOverview, GivenOverview, KindOverview, Overview, SystemOverview};
pub use question::{Bands, Comparison, CurveQuestion, Over, PatternQuestion, Question};
pub use result::{
    Analysis, Curve, CurvePoint, Dossier, DossierSection, Figure, Picture, Report, ReportColumn, ReportDefinition, ReportRow, ReportTable,
    TableKind,
};

use crate::locale::{Key, Language, Sentence, Value};
use serde::{Deserialize, Serialize};

/// From the page. The files to read come beside the message, as the browser's own `File` objects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// Read the files beside this message, with what the user has decided.
    Read(ReadingChoices),
    /// Make the built-in example and read it, with what the user has decided.
    Example(ReadingChoices),
    /// Understand the file of saved choices beside this message.
    Load,
    /// These choices as a file.
    Save(Vec<LayoutChoices>, Language),
    /// Read this draft of a definition back in words, or say what is wrong with it.
    Define(Box<DefinitionDraft>),
    /// Understand the definition in the file beside this message.
    ReadDefinition,
    /// Understand a definition that came with a link: what stands after `#definition=`.
    ReadDefinitionLink(String),
    /// These are the user's own definitions from now on, each as TOML.
    Adopt(Vec<String>),
    /// Judge by one definition, count, protect: answered with [`Answer::Published`].
    Publish(Question),
    /// Judge by several definitions, count, protect: answered with [`Answer::Published`] too.
    Compare(Comparison),
    /// Sum when in the week and in which subjects absence falls, protect: answered with [`Answer::Published`] too.
    Patterns(PatternQuestion),
    /// The standard report by the definition of a question and on its days: answered with [`Answer::Compiled`].
    Standard(Question),
    /// These questions as one report, in this order: answered with [`Answer::Compiled`] too.
    Compile(Vec<Inquiry>),
    /// Count above every limit, protect: answered with [`Answer::Curve`].
    Curve(CurveQuestion),
    /// The latest published report as a file: it leaves, and [`Answer::Released`] comes before the file.
    Export(Format, Language),
    /// The latest compiled report as a file: all of it leaves, and [`Answer::Released`] comes before the file.
    ExportAll(Format, Language),
    /// The latest compiled report leaves: it is printed or copied. Answered with [`Answer::Released`].
    LeaveAll,
    /// The report that this question made leaves: it is printed or copied. Answered with [`Answer::Released`].
    Leave(Inquiry),
    /// What would show more than the report of this question, which prints so many figures of all that it has. Answered with
    /// [`Answer::Proposals`], beside whatever else is asked.
    Advise(Inquiry, (u64, u64)),
    /// This has left in workers before this one, in this order; of whatever data are read.
    Recall(Vec<Released>),
}

/// From the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The worker is up; what it offers.
    Ready(Catalogue),
    /// How far the reading has come.
    Progress(Progress),
    /// The files were read: what was recognised in them.
    Read(Overview),
    /// The files cannot be used; the errors come first. The files as far as they were recognised, so that columns can be chosen.
    Refused(Vec<Remark>, Vec<FileOverview>),
    /// The draft is a definition.
    Defined(Box<DefinedCard>),
    /// The draft is none yet.
    Undefined(Vec<DraftFault>),
    /// The definition of a file or a link, or why it is none.
    Understood(Origin, Result<Box<DefinedCard>, Remark>),
    /// The user's own definitions, without those that could not be understood.
    Adopted(Vec<DefinedCard>),
    /// The protected tables.
    Published(Box<Report>),
    /// Several reports as one.
    Compiled(Box<Dossier>),
    /// The protected curve.
    Curve(Box<Curve>),
    /// The question cannot be answered safely or at all.
    Declined(Remark),
    /// It cannot since a report about almost the same days has left, and what could be asked instead.
    TooClose(Remark, Instead),
    /// All that has left of the data that are read, by the name of these data.
    Released(String, Vec<Released>),
    /// What would show more than the report of this question, the best first.
    Proposals(Inquiry, Vec<Proposal>),
    /// What a file of saved choices says.
    Choices(Vec<LayoutChoices>),
    /// A file to save.
    File(ExportedFile),
}

/// What the program offers to choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// The program's version.
    pub version: String,
    /// The definitions, in the order to show them.
    pub definitions: Vec<DefinedCard>,
    /// Every kind of absence that a definition can name.
    pub absences: Vec<AbsenceCard>,
    /// Every role that a column can have.
    pub roles: Vec<RoleCard>,
    /// Every unit that amounts can count in: its name and its word.
    pub units: Vec<(String, Key)>,
    /// Every kind that a word for presence or absence can count as.
    pub kinds: Vec<KindCard>,
}

/// A role that a column can have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleCard {
    /// Its name in the saved choices.
    pub name: String,
    /// Its word.
    pub word: Key,
    /// Whether its cells are amounts that count in a unit.
    pub amounts: bool,
}

/// A kind of presence or absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCard {
    /// Its name in the saved choices.
    pub name: String,
    /// Its word.
    pub word: Key,
    /// The heading that it is listed under; kinds under one heading follow each other.
    pub heading: Key,
}

/// A definition, as a user chooses it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinitionCard {
    /// The id, as the command line knows it.
    pub id: String,
    /// Its name, Swedish and English.
    pub name: Bilingual,
    /// Its clauses in words.
    pub clauses: Vec<Clause>,
    /// Where it comes from.
    pub source: Bilingual,
    /// What its source says, word for word.
    pub wording: Vec<String>,
    /// How the wording was read.
    pub notes: Vec<Bilingual>,
}

/// A text that a definition brings in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Swedish.
    pub sv: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The text in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Swedish => &self.sv,
            Language::English => &self.en,
        }
    }
}

/// One clause of a definition in words, and whether it was evaluated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// `total frånvaro > 20 % under en månad`.
    pub text: Bilingual,
    /// Needs a person's judgement; never evaluated.
    pub judgement: bool,
    /// Why it was not evaluated; none when it was (or, in the catalogue, when nothing is known yet).
    pub reason: Option<Sentence>,
}

/// How far the reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Bytes read so far, of all files.
    pub bytes: u64,
    /// Bytes there are.
    pub total: u64,
    /// Rows read so far.
    pub rows: u64,
    /// All rows are read; what they come to is being settled.
    pub settling: bool,
}

/// A finding, ready to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Its code in machine-readable output.
    pub code: String,
    /// How much it weighs.
    pub weight: Weight,
    /// What it is.
    pub sentence: Sentence,
    /// Where.
    pub place: Option<Value>,
    /// What to do.
    pub advice: Sentence,
}

/// How much a remark weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// Worth knowing.
    Note,
    /// Read with care.
    Warning,
    /// Cannot be used.
    Error,
}

/// A format to save a report in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// For Swedish Excel: semicolons, decimal comma, byte order mark.
    Csv,
    /// For machines: the contract of `franvarokalkyl/report/1`.
    Json,
    /// A page of its own, to print or to send.
    Html,
    /// The picture, for a document.
    Svg,
    /// A workbook.
    Xlsx,
}

/// A file to save.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportedFile {
    /// Its name, without anything personal.
    pub name: String,
    /// Its media type.
    pub media: String,
    /// Its content.
    pub bytes: Vec<u8>,
}
