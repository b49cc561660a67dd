//! One shape for every remark on a file: what is wrong or worth knowing, where, what was found, what to do.
//!
//! `found` quotes the cell that could not be read, for the one who has the file: on screen or standard error. It quotes columns
//! that hold dates, minutes, genders or a word for absence, never those of a pupil's name or number. What is published of a
//! finding is its code and its protected number of rows (`disclosure::Remark`).

use crate::locale::{Key, Sentence, Value};
use crate::order::Order as _;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing to do.
    Note,
    /// The figures can be used, with care.
    Warning,
    /// The file cannot be used as it is.
    Error,
}

/// What was found. The sentence is `finding_<code>`, the advice `advice_<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Kind {
    // Containers and text.
    /// The file holds nothing.
    EmptyFile,
    /// The bytes are neither text nor a workbook that can be read.
    NotSpreadsheet,
    /// A workbook of a kind that is not read (named in `found`).
    UnreadFormat,
    /// The workbook has a password.
    Encrypted,
    /// The file is not as its kind should be (the reader's own words in `found`).
    DamagedWorkbook,
    /// The file is larger than what is taken on (what is over which limit in `found`).
    TooLarge,
    /// A record without end: most likely a quote that is never closed.
    UnclosedQuote,
    /// Bytes that the file's encoding does not have; read as Windows-1252.
    MixedEncoding,
    /// UTF-8 that was read as Windows-1252 and written as UTF-8 once more; mended.
    EncodedTwice,
    /// Text with NUL bytes in it; read as blanks.
    NulBytes,
    /// A row has more or fewer cells than the header.
    RaggedRow,
    /// A sheet that is hidden, a chart, or holds no table was passed over.
    SheetPassedOver,
    /// A file in a zip that is no table was passed over.
    FilePassedOver,
    /// A sheet has as many rows as Excel can hold; it was probably cut off.
    SheetFull,
    // Layout.
    /// No row looks like a header.
    HeaderNotFound,
    /// Two columns could both be the same thing.
    RoleClaimedTwice,
    /// A column that is needed was not recognised.
    RoleMissing,
    /// A saved column choice names a header that the file does not have.
    ColumnChoiceUnknown,
    /// The rows are of no grain that can be read.
    GrainUnread,
    /// The rows are schools or classes, and not pupils.
    RowsAreGroups,
    /// Empty cells were read as the cell above.
    CellsCarriedDown,
    // Register.
    /// The file has a header and no rows.
    NoRows,
    /// A date that cannot be read.
    UnknownDate,
    /// A clock or a number of minutes that cannot be read.
    UnknownMinutes,
    /// A lesson whose end is not after its start.
    LessonBackwards,
    /// A word for presence or absence that is not known.
    UnknownStatus,
    /// A gender that is not known.
    UnknownGender,
    /// A cell of a column of marks says neither yes nor no.
    UnknownFlag,
    /// A column that tables should be broken down by is not fit for that (why in `found`).
    ExtraUnfit,
    /// A grade that is not known.
    UnknownGrade,
    /// A principal organiser that is not known to be municipal or independent.
    UnknownOrganiser,
    /// One pupil, two genders.
    TwoGenders,
    /// A row with data and no pupil.
    NoPupil,
    /// More absence than the lesson is long; cut to its length.
    AbsenceOverLesson,
    /// More lessons on a day than a day has minutes.
    DayOverfull,
    /// Lessons without length; each was counted as equally long.
    LessonsWithoutLength,
    /// Absence that is neither authorised nor unauthorised.
    AbsenceUnspecified,
    /// Pupils told apart by name only.
    NamedPupils,
    /// The same name in two classes on one day.
    NameInTwoClasses,
    /// The same pupil id in two schools on one day.
    IdInTwoSchools,
    /// Cancelled lessons were left out.
    CancelledLessons,
    /// Lessons that nobody registered.
    UnregisteredLessons,
    /// Sums, footers and repeated headers were passed over.
    RowsPassedOver,
    /// Time that was no whole number of minutes was rounded.
    MinutesRounded,
    /// A period that ends before it begins.
    PeriodBackwards,
    /// Nobody says which period the totals, weeks or days without year are about.
    PeriodMissing,
    /// Totals of one half of the school year without any scheduled time.
    HalfWithoutTime,
    /// Amounts that should add up do not.
    TotalsDisagree,
    /// The file has whole per cent only.
    RoundedInSource,
    /// Several rows of one pupil have per cent only, or several units.
    RowsCannotBeSummed,
    /// Totals of one pupil over periods that share days.
    PeriodsOverlap,
    /// Pupils without any scheduled time are in no figure.
    PupilsWithoutLessons,
    /// Totals of periods and rows by lesson or day together.
    GrainsMixed,
    /// Rows that say the same as another.
    RowsTwice,
    /// Rows that say different things of the same lesson or period.
    RowsConflict,
    /// Lessons of one pupil that share time.
    LessonsOverlap,
    /// Days of which two tables list lessons without clocks.
    DaysInTwoTables,
    /// Absences on days without lessons.
    AbsenceWithoutLesson,
    /// Lessons of no known length beside a school day of known length.
    LessonTakenAsHour,
    /// The files hold only pupils with absence.
    OnlyAbsentPupils,
    /// School days were taken from the absences.
    DaysFromAbsences,
    /// Notifications say what was expected.
    NotificationsNotAbsence,
    /// Causes that are no known words were not used.
    ReasonsDropped,
    /// Numbers of pupils that a spreadsheet has spoiled.
    IdSpoiled,
    /// Numbers that several pupils may share, without names.
    IdsNotUnique,
    /// The gender is that of the personal number.
    GenderFromNumber,
    /// Pupils with a protected identity count in totals only.
    ProtectedPupils,
    /// The grade is that of the class's name.
    GradeFromClass,
    /// Classes whose name says no grade.
    ClassWithoutGrade,
    /// Rows of preschool and after-school care were left out.
    NotSchool,
    /// Weeks without any lesson inside the time that the files cover.
    GapInTime,
    /// The program itself failed.
    Broken,
}

impl Kind {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::EmptyFile
            | Self::NotSpreadsheet
            | Self::UnreadFormat
            | Self::Encrypted
            | Self::DamagedWorkbook
            | Self::TooLarge
            | Self::UnclosedQuote
            | Self::HeaderNotFound
            | Self::RoleClaimedTwice
            | Self::RoleMissing
            | Self::ColumnChoiceUnknown
            | Self::GrainUnread
            | Self::RowsAreGroups
            | Self::NoRows
            | Self::UnknownDate
            | Self::UnknownMinutes
            | Self::LessonBackwards
            | Self::UnknownStatus
            | Self::UnknownGender
            | Self::UnknownFlag
            | Self::TwoGenders
            | Self::NoPupil
            | Self::DayOverfull
            | Self::PeriodBackwards
            | Self::PeriodMissing
            | Self::RowsCannotBeSummed
            | Self::PeriodsOverlap
            | Self::GrainsMixed
            | Self::IdSpoiled
            | Self::IdsNotUnique
            | Self::Broken => Severity::Error,
            Self::MixedEncoding
            | Self::EncodedTwice
            | Self::NulBytes
            | Self::RaggedRow
            | Self::SheetFull
            | Self::UnknownGrade
            | Self::UnknownOrganiser
            | Self::AbsenceOverLesson
            | Self::LessonsWithoutLength
            | Self::AbsenceUnspecified
            | Self::NameInTwoClasses
            | Self::HalfWithoutTime
            | Self::TotalsDisagree
            | Self::RowsConflict
            | Self::LessonsOverlap
            | Self::DaysInTwoTables
            | Self::AbsenceWithoutLesson
            | Self::LessonTakenAsHour
            | Self::OnlyAbsentPupils
            | Self::DaysFromAbsences
            | Self::NotificationsNotAbsence
            | Self::ClassWithoutGrade
            | Self::IdInTwoSchools
            | Self::ExtraUnfit => Severity::Warning,
            Self::CellsCarriedDown
            | Self::SheetPassedOver
            | Self::NamedPupils
            | Self::CancelledLessons
            | Self::UnregisteredLessons
            | Self::MinutesRounded
            | Self::RoundedInSource
            | Self::PupilsWithoutLessons
            | Self::RowsTwice
            | Self::ReasonsDropped
            | Self::GenderFromNumber
            | Self::ProtectedPupils
            | Self::GradeFromClass
            | Self::NotSchool
            | Self::GapInTime
            | Self::FilePassedOver
            | Self::RowsPassedOver => Severity::Note,
        }
    }

    /// Whether it is counted over all sheets of a file: nothing is to be done about it, and a workbook may have a sheet for each
    /// class.
    const fn is_counted(self) -> bool {
        matches!(self, Self::RowsPassedOver | Self::CellsCarriedDown | Self::CancelledLessons | Self::ReasonsDropped)
    }

    /// The name in machine-readable output, the sentence and the advice.
    #[must_use]
    pub const fn words(self) -> (&'static str, Key, Key) {
        macro_rules! words {
            ($($kind:ident $code:literal $sentence:ident $advice:ident,)*) => {
                match self { $(Self::$kind => ($code, Key::$sentence, Key::$advice),)* }
            };
        }
        words! {
            EmptyFile "empty_file" FindingEmptyFile AdviceEmptyFile,
            NotSpreadsheet "not_spreadsheet" FindingNotSpreadsheet AdviceNotSpreadsheet,
            UnreadFormat "unread_format" FindingUnreadFormat AdviceUnreadFormat,
            Encrypted "encrypted" FindingEncrypted AdviceEncrypted,
            DamagedWorkbook "damaged_workbook" FindingDamagedWorkbook AdviceDamagedWorkbook,
            TooLarge "too_large" FindingTooLarge AdviceTooLarge,
            UnclosedQuote "unclosed_quote" FindingUnclosedQuote AdviceUnclosedQuote,
            MixedEncoding "mixed_encoding" FindingMixedEncoding AdviceMixedEncoding,
            EncodedTwice "encoded_twice" FindingEncodedTwice AdviceEncodedTwice,
            NulBytes "nul_bytes" FindingNulBytes AdviceNulBytes,
            RaggedRow "ragged_row" FindingRaggedRow AdviceRaggedRow,
            SheetPassedOver "sheet_passed_over" FindingSheetPassedOver AdviceSheetPassedOver,
            FilePassedOver "file_passed_over" FindingFilePassedOver AdviceFilePassedOver,
            SheetFull "sheet_full" FindingSheetFull AdviceSheetFull,
            HeaderNotFound "header_not_found" FindingHeaderNotFound AdviceHeaderNotFound,
            RoleClaimedTwice "role_claimed_twice" FindingRoleClaimedTwice AdviceRoleClaimedTwice,
            RoleMissing "role_missing" FindingRoleMissing AdviceRoleMissing,
            ColumnChoiceUnknown "column_choice_unknown" FindingColumnChoiceUnknown AdviceColumnChoiceUnknown,
            GrainUnread "grain_unread" FindingGrainUnread AdviceGrainUnread,
            RowsAreGroups "rows_are_groups" FindingRowsAreGroups AdviceRowsAreGroups,
            CellsCarriedDown "cells_carried_down" FindingCellsCarriedDown AdviceCellsCarriedDown,
            NoRows "no_rows" FindingNoRows AdviceNoRows,
            UnknownDate "unknown_date" FindingUnknownDate AdviceUnknownDate,
            UnknownMinutes "unknown_minutes" FindingUnknownMinutes AdviceUnknownMinutes,
            LessonBackwards "lesson_backwards" FindingLessonBackwards AdviceLessonBackwards,
            UnknownStatus "unknown_status" FindingUnknownStatus AdviceUnknownStatus,
            UnknownFlag "unknown_flag" FindingUnknownFlag AdviceUnknownFlag,
            ExtraUnfit "extra_unfit" FindingExtraUnfit AdviceExtraUnfit,
            UnknownGender "unknown_gender" FindingUnknownGender AdviceUnknownGender,
            UnknownGrade "unknown_grade" FindingUnknownGrade AdviceUnknownGrade,
            UnknownOrganiser "unknown_organiser" FindingUnknownOrganiser AdviceUnknownOrganiser,
            TwoGenders "two_genders" FindingTwoGenders AdviceTwoGenders,
            NoPupil "no_pupil" FindingNoPupil AdviceNoPupil,
            AbsenceOverLesson "absence_over_lesson" FindingAbsenceOverLesson AdviceAbsenceOverLesson,
            DayOverfull "day_overfull" FindingDayOverfull AdviceDayOverfull,
            LessonsWithoutLength "lessons_without_length" FindingLessonsWithoutLength AdviceLessonsWithoutLength,
            AbsenceUnspecified "absence_unspecified" FindingAbsenceUnspecified AdviceAbsenceUnspecified,
            NamedPupils "named_pupils" FindingNamedPupils AdviceNamedPupils,
            NameInTwoClasses "name_in_two_classes" FindingNameInTwoClasses AdviceNameInTwoClasses,
            IdInTwoSchools "id_in_two_schools" FindingIdInTwoSchools AdviceIdInTwoSchools,
            CancelledLessons "cancelled_lessons" FindingCancelledLessons AdviceCancelledLessons,
            UnregisteredLessons "unregistered_lessons" FindingUnregisteredLessons AdviceUnregisteredLessons,
            RowsPassedOver "rows_passed_over" FindingRowsPassedOver AdviceRowsPassedOver,
            MinutesRounded "minutes_rounded" FindingMinutesRounded AdviceMinutesRounded,
            PeriodBackwards "period_backwards" FindingPeriodBackwards AdvicePeriodBackwards,
            PeriodMissing "period_missing" FindingPeriodMissing AdvicePeriodMissing,
            HalfWithoutTime "half_without_time" FindingHalfWithoutTime AdviceHalfWithoutTime,
            TotalsDisagree "totals_disagree" FindingTotalsDisagree AdviceTotalsDisagree,
            RoundedInSource "rounded_in_source" FindingRoundedInSource AdviceRoundedInSource,
            RowsCannotBeSummed "rows_cannot_be_summed" FindingRowsCannotBeSummed AdviceRowsCannotBeSummed,
            PeriodsOverlap "periods_overlap" FindingPeriodsOverlap AdvicePeriodsOverlap,
            PupilsWithoutLessons "pupils_without_lessons" FindingPupilsWithoutLessons AdvicePupilsWithoutLessons,
            GrainsMixed "grains_mixed" FindingGrainsMixed AdviceGrainsMixed,
            RowsTwice "rows_twice" FindingRowsTwice AdviceRowsTwice,
            RowsConflict "rows_conflict" FindingRowsConflict AdviceRowsConflict,
            LessonsOverlap "lessons_overlap" FindingLessonsOverlap AdviceLessonsOverlap,
            DaysInTwoTables "days_in_two_tables" FindingDaysInTwoTables AdviceDaysInTwoTables,
            AbsenceWithoutLesson "absence_without_lesson" FindingAbsenceWithoutLesson AdviceAbsenceWithoutLesson,
            LessonTakenAsHour "lesson_taken_as_hour" FindingLessonTakenAsHour AdviceLessonTakenAsHour,
            OnlyAbsentPupils "only_absent_pupils" FindingOnlyAbsentPupils AdviceOnlyAbsentPupils,
            DaysFromAbsences "days_from_absences" FindingDaysFromAbsences AdviceDaysFromAbsences,
            NotificationsNotAbsence "notifications_not_absence" FindingNotificationsNotAbsence AdviceNotificationsNotAbsence,
            ReasonsDropped "reasons_dropped" FindingReasonsDropped AdviceReasonsDropped,
            IdSpoiled "id_spoiled" FindingIdSpoiled AdviceIdSpoiled,
            IdsNotUnique "ids_not_unique" FindingIdsNotUnique AdviceIdsNotUnique,
            GenderFromNumber "gender_from_number" FindingGenderFromNumber AdviceGenderFromNumber,
            ProtectedPupils "protected_pupils" FindingProtectedPupils AdviceProtectedPupils,
            GradeFromClass "grade_from_class" FindingGradeFromClass AdviceGradeFromClass,
            ClassWithoutGrade "class_without_grade" FindingClassWithoutGrade AdviceClassWithoutGrade,
            NotSchool "not_school" FindingNotSchool AdviceNotSchool,
            GapInTime "gap_in_time" FindingGapInTime AdviceGapInTime,
            Broken "broken" FindingBroken AdviceBroken,
        }
    }

    /// The name in machine-readable output.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().0
    }
}

/// Where something stands. Rows count from 1 as a spreadsheet shows them, columns from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's name, without folders.
    pub file: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row, from 1.
    pub row: Option<u64>,
    /// The column, from 0.
    pub column: Option<usize>,
    /// What the column is headed.
    pub header: Option<String>,
}

impl Place {
    /// `närvaro.xlsx, blad "Blad1", rad 7, kolumn C ("Datum")`, as far as it is known.
    #[must_use]
    pub fn sentence(&self) -> Option<Value> {
        let mut parts = Vec::new();
        parts.extend(self.file.clone().map(Value::Text));
        parts.extend(self.sheet.as_deref().map(|sheet| Key::PlaceSheet.with("sheet", sheet).into()));
        parts.extend(self.row.map(|row| Key::PlaceRow.with("row", row.to_string()).into()));
        parts.extend(match (self.column.map(letters), self.header.as_deref()) {
            (Some(letters), Some(header)) => Some(Key::PlaceColumnHeaded.with("column", letters).with("header", header).into()),
            (Some(letters), None) => Some(Key::PlaceColumn.with("column", letters).into()),
            (None, Some(header)) => Some(Key::PlaceHeaded.with("header", header).into()),
            (None, None) => None,
        });
        (!parts.is_empty()).then_some(Value::List(parts))
    }
}

/// The letters of a column counted from 0: `A`, `Z`, `AA`.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut name = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.push(u8::try_from(rest % 26).map_or('?', |offset| char::from(b'A' + offset)));
        rest /= 26;
    }
    name.iter().rev().collect()
}

/// A remark with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: Kind,
    /// Where it stands; for several, the first.
    pub place: Place,
    /// What was found there, as the user would recognise it; or the name of what is missing.
    pub found: Option<Value>,
    /// How many rows it concerns: 1 unless counted.
    pub rows: u64,
}

impl Finding {
    /// A finding on one row or on no row at all.
    #[must_use]
    pub fn new(kind: Kind, place: Place) -> Self {
        Self { kind, place, found: None, rows: 1 }
    }

    /// The same finding, quoting what was found.
    #[must_use]
    pub fn found(mut self, found: impl Into<Value>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// What is wrong, what was found and in how many rows; not where.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let found = self.found.clone().unwrap_or_else(|| Value::Text(String::new()));
        self.kind.words().1.with("found", found).with("rows", self.rows)
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Sentence {
        Sentence::from(self.kind.words().2)
    }
}

/// Findings as they come in: those of one kind, file, sheet and column are counted together, and the first keeps its place. Those
/// that ask for nothing are counted over all sheets.
#[derive(Debug, Default)]
pub struct Findings {
    list: Vec<Finding>,
}

impl Findings {
    /// Adds one, or counts it with its like.
    pub fn add(&mut self, finding: Finding) {
        let like = |known: &&mut Finding| {
            known.kind == finding.kind
                && known.place.file == finding.place.file
                && (known.place.sheet == finding.place.sheet || finding.kind.is_counted())
                && known.place.column == finding.place.column
                && (known.found == finding.found || known.place.row.is_some())
        };
        match self.list.iter_mut().find(like) {
            Some(known) => known.rows += finding.rows,
            None => self.list.push(finding),
        }
    }

    /// All of them, errors first, else as they came.
    #[must_use]
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut sorted: Vec<&Finding> = self.list.iter().collect();
        sorted.order_by_key(|finding| std::cmp::Reverse(finding.kind.severity()));
        sorted
    }

    /// Whether any of them keeps the file from being used.
    #[must_use]
    pub fn refuse(&self) -> bool {
        self.list.iter().any(|finding| finding.kind.severity() == Severity::Error)
    }

    /// All of them, as they came.
    pub fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.list.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
