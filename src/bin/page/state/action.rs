//! What happens to the page, and what it leaves to do.

use super::{Change, DayField, Detail, Edit, Id, Step, Then, Told, Way};
use franvarokalkyl::locale::Language;
use franvarokalkyl::wire::{Answer, Ask, ExportedFile, Format, LayoutChoices};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// Another language was chosen.
    Speak(Language),
    /// Files of these names were chosen or dropped.
    Choose(Vec<String>),
    /// The example was chosen.
    Example,
    /// The same files again, after a cancelled or broken reading.
    ReadAgain,
    /// The user wants to stop the reading.
    Cancel,
    /// Go back, or forward again, to a step that has been reached before.
    Open(Step),
    /// The user says this of the table in that place.
    Change(usize, Change),
    /// Read again with what was changed.
    Reread,
    /// A file of saved choices was given.
    LoadChoices,
    /// Save the choices as a file.
    SaveChoices,
    /// Read again without what was kept of these tables from before.
    ForgetChoices,
    /// Remove all that the browser has kept.
    ForgetStored,
    /// What was recognised is right.
    Accept,
    /// A definition was chosen, by its id.
    Define(String),
    /// A breakdown was switched on or off.
    Break(String, bool),
    /// The first day was written.
    From(DayField),
    /// The last day was written.
    To(DayField),
    /// Another part of the question was filled in.
    Detail(Detail),
    /// Show the result.
    Publish,
    /// Write a definition: from the one of an id, or from nothing.
    Write(Option<String>),
    /// The definition that is being written was changed.
    Edit(Edit),
    /// This is to be done with the definition that is being written, or with the one that is chosen.
    Then(Then),
    /// A file with a definition was given.
    LoadDefinition,
    /// Whether what was to be copied is; else it is marked.
    Copied(bool),
    /// Leave the definition that is being written.
    LeaveEditor,
    /// The page was opened with a definition at the end of its address.
    Linked(String),
    /// Whether the definition of a link is used.
    Answer(bool),
    /// Remove one of the user's own definitions, by its id.
    Discard(String),
    /// A definition is compared or not.
    Compare(String, bool),
    /// All are, or none.
    CompareAll(bool),
    /// The schools are told apart when definitions are compared.
    CompareSchools(bool),
    /// Show the comparison.
    PublishComparison,
    /// The limit was moved to so many hundredths, at that time in milliseconds.
    Slide(u32, u64),
    /// The limit was put back, at that time.
    SlideBack(u64),
    /// Shares of time are shown on a narrow screen too, or wait.
    ShowTime(bool),
    /// Show when in the week and in which subjects absence falls.
    Patterns,
    /// Make the standard report.
    Standard,
    /// What is on screen becomes a section of the report of several questions.
    AddSection,
    /// A section is moved.
    MoveSection(usize, Way),
    /// A section is taken out.
    RemoveSection(usize),
    /// Copy the table in that place on screen.
    CopyTable(usize),
    /// Save a picture on screen, by its SVG, as pixels.
    SavePicture(String),
    /// Save the report.
    Export(Format),
    /// Print the page.
    Print,
    /// What is on screen is being printed, copied or dragged away, by whatever means.
    Leave,
    /// Ask about the days that a fault offers.
    TakeInstead,
    /// Ask what was proposed in that place.
    TakeProposal(usize),
    /// Go to the element of this id.
    GoTo(Id),
    /// The fingerprint of the page's file; none where the browser does not work it out.
    Fingerprint(Option<String>),
    /// Try the ways out of the page.
    Try,
    /// The trial tells this.
    Tried(Told),
    /// Clear everything.
    StartOver,
    /// The worker said this, at that time in milliseconds.
    Heard(Answer, u64),
    /// The worker broke, in its own words.
    Broke(String),
}

/// What is left for the app to do.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Errand {
    /// End the worker, and what it holds of pupils with it, and start another.
    Restart,
    /// Ask the worker; the chosen files go beside [`Ask::Read`], the file that was given beside [`Ask::Load`] and
    /// [`Ask::ReadDefinition`].
    Ask(Ask),
    /// Hand a file to the user.
    Save(ExportedFile),
    /// Move the focus to the element of this id, once it is there.
    Focus(Id),
    /// The same, unless the user has gone elsewhere while the worker was busy.
    FocusGently(Id),
    /// Remember the language.
    Remember(Language),
    /// Keep these choices for another time.
    Keep(Vec<LayoutChoices>),
    /// Keep these definitions for another time, each as TOML.
    KeepDefinitions(Vec<String>),
    /// Copy what stands in the field of this id, or mark it.
    Copy(Id),
    /// Let go of the files.
    DropFiles,
    /// Remove all that the browser stores for the page.
    ForgetStored,
    /// Print.
    Print,
    /// Try the ways out of the page.
    Try,
    /// Copy the table in the element of this id.
    CopyTable(Id),
    /// Save an SVG as pixels, under this name.
    SavePixels(String, String),
}
