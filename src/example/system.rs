//! Whose export is imitated, what its rows are, and what the file is.

/// A school system, by the layout of its exports; `assets/systems` says how each layout is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum System {
    /// None in particular: tables headed in plain Swedish.
    #[default]
    Plain,
    /// Vklass.
    Vklass,
    /// Skola24.
    Skola24,
    /// SchoolSoft.
    SchoolSoft,
    /// InfoMentor.
    InfoMentor,
    /// Edlevo, formerly Tieto Edlevo.
    Edlevo,
    /// Unikum.
    Unikum,
    /// Schoolity.
    Schoolity,
    /// LearnPoint.
    LearnPoint,
    /// The standard SS 12000.
    Ss12000,
    /// The national register that Skolverket proposed in 2021.
    Skolverket,
}

impl System {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Plain,
        Self::Vklass,
        Self::Skola24,
        Self::SchoolSoft,
        Self::InfoMentor,
        Self::Edlevo,
        Self::Unikum,
        Self::Schoolity,
        Self::LearnPoint,
        Self::Ss12000,
        Self::Skolverket,
    ];

    /// The name on the command line, and of its file in `assets/systems`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Vklass => "vklass",
            Self::Skola24 => "skola24",
            Self::SchoolSoft => "schoolsoft",
            Self::InfoMentor => "infomentor",
            Self::Edlevo => "edlevo",
            Self::Unikum => "unikum",
            Self::Schoolity => "schoolity",
            Self::LearnPoint => "learnpoint",
            Self::Ss12000 => "ss12000",
            Self::Skolverket => "skolverket",
        }
    }

    /// The system of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.name() == name)
    }

    /// What its exports have as rows, the usual one first.
    #[must_use]
    pub const fn grains(self) -> &'static [Grain] {
        match self {
            Self::Plain => &[Grain::Lesson, Grain::Day, Grain::Event, Grain::Period, Grain::Schedule],
            Self::Vklass => &[Grain::Period, Grain::Lesson],
            Self::Skola24 => &[Grain::Event, Grain::Period, Grain::Notification],
            Self::SchoolSoft => &[Grain::Period, Grain::Event],
            Self::InfoMentor | Self::Unikum => &[Grain::Lesson],
            Self::Edlevo | Self::Ss12000 => &[Grain::Lesson, Grain::Period],
            Self::Schoolity => &[Grain::Event],
            Self::LearnPoint | Self::Skolverket => &[Grain::Period],
        }
    }

    /// The first of its [`grains`](Self::grains).
    #[must_use]
    pub fn default_grain(self) -> Grain {
        self.grains().first().copied().unwrap_or_default()
    }

    /// The files that it exports rows of that grain in; none for a grain that it does not have.
    #[must_use]
    pub fn endings(self, grain: Grain) -> &'static [Ending] {
        use Ending::{Csv, Json, Tsv, Txt, Xls, Xlsx, Xml};
        if !self.grains().contains(&grain) {
            return &[];
        }
        match self {
            Self::Plain => &[Csv, Xlsx, Tsv, Txt, Xls, Xml],
            Self::Vklass => &[Xls, Csv, Xlsx],
            Self::SchoolSoft => &[Csv, Txt, Tsv, Xlsx, Xls],
            Self::Unikum => &[Txt, Tsv],
            Self::Ss12000 => &[Json, Csv],
            Self::Skolverket => &[Csv, Xlsx],
            Self::Skola24 | Self::InfoMentor | Self::Edlevo | Self::Schoolity | Self::LearnPoint => &[Xlsx, Csv, Xls],
        }
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Grain {
    /// A pupil and a scheduled lesson.
    #[default]
    Lesson,
    /// A pupil and a school day.
    Day,
    /// A pupil and a lesson that the pupil was absent from, or from a part of it.
    Event,
    /// A pupil and a period's sums; with some systems a pupil, a period and a subject.
    Period,
    /// A pupil and a scheduled lesson, with nothing about attendance.
    Schedule,
    /// A pupil and an absence that somebody told the school of beforehand.
    Notification,
}

impl Grain {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Lesson, Self::Day, Self::Event, Self::Period, Self::Schedule, Self::Notification];

    /// The name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Day => "day",
            Self::Event => "event",
            Self::Period => "period",
            Self::Schedule => "schedule",
            Self::Notification => "notification",
        }
    }

    /// The grain of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grain| grain.name() == name)
    }
}

/// What a file's name ends in, and with it what the file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Ending {
    /// Text with the system's own delimiter, encoding and decimal sign.
    Csv,
    /// Text with tabs.
    Txt,
    /// The same.
    Tsv,
    /// A workbook of today.
    Xlsx,
    /// What the system calls a workbook: a real one of 1997 from Vklass, a web page with a table from the others.
    Xls,
    /// A workbook as XML (SpreadsheetML 2003).
    Xml,
    /// The objects of SS 12000.
    Json,
}

impl Ending {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Csv, Self::Txt, Self::Tsv, Self::Xlsx, Self::Xls, Self::Xml, Self::Json];

    /// The letters after the dot.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Txt => "txt",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Xls => "xls",
            Self::Xml => "xml",
            Self::Json => "json",
        }
    }

    /// The ending of that name, in capitals or not.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ending| ending.name().eq_ignore_ascii_case(name))
    }
}
