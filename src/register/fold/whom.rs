//! Whom a row is about: a pupil, and where the pupil is.

use super::{Folder, Unusable, Whom, bytes};
use crate::finding::Kind as FindingKind;
use crate::layout::value::{
    self, Identity, IdentityKind, class_of_day, day_of_text, grade_of_text, identity_of_text, organiser_of_text, own_identity_of_text,
    strip_protected, truth_of_text,
};
use crate::layout::{Gender, Role, plain};
use crate::register::draft::{Draft, Source};
use crate::register::intern::Names;
use crate::register::{Flags, Placement};
use crate::source::{Cell, Row, same};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::{Hash, Hasher};

/// What a pupil is known by. Each kind of key has a hash of its own.
#[derive(Clone, Copy)]
enum By {
    /// A number that is the pupil's alone.
    Number,
    /// Name and school.
    Name,
    /// The cell as it is spelled, within one table.
    Spelling,
    /// A number that several may have, with name and school.
    NumberAndName,
}

impl Folder {
    /// Whom a row is about. In most files row after row is about the same pupil: then the same bytes say so.
    #[inline]
    pub(super) fn whom<R: Row>(&mut self, row: &R) -> Result<Whom, Unusable> {
        let stretch = self.who.and_then(|(first, last)| row.stretch(first, last));
        if let (Some(stretch), Some((last, whom))) = (stretch, &self.last_who)
            && last == stretch
        {
            return Ok(*whom);
        }
        self.whom_read(row, stretch)
    }

    fn whom_read<R: Row>(&mut self, row: &R, stretch: Option<&[u8]>) -> Result<Whom, Unusable> {
        let found = self.found;
        let placement = self.placement(row)?;
        let source = self.source(placement);
        let pupil = self.pupil(row, placement)?;
        self.gender(row, pupil)?;
        self.protection(row, pupil);
        let whom = Whom { pupil, source };
        // A row that led to a finding is looked at anew each time, so that its like are counted.
        self.last_who = stretch.filter(|_| self.found == found).map(|stretch| (stretch.to_vec(), whom));
        Ok(whom)
    }

    /// Where the row says the pupil is; what it leaves open, the heading row above it, the title or the user says.
    fn placement<R: Row>(&mut self, row: &R) -> Result<Placement, Unusable> {
        let known = &mut self.known;
        let school = self.columns.school.and_then(|column| {
            let raw = bytes(row, column);
            let schools = &mut self.schools;
            known.schools.get(&raw, || name(schools, &row.text(&raw)))
        });
        let municipality = self.columns.municipality.and_then(|column| {
            let raw = bytes(row, column);
            let municipalities = &mut self.municipalities;
            known.municipalities.get(&raw, || name(municipalities, &row.text(&raw)))
        });
        let organiser = self.columns.organiser.map(|column| {
            let raw = bytes(row, column);
            known.organisers.get(&raw, || organiser_of_text(&row.text(&raw)))
        });
        let class = self.columns.class.and_then(|column| {
            let classes = &mut self.classes;
            if let Cell::Day(day) = row.cell(column) {
                return class_of_day(day).and_then(|class| name(classes, &class));
            }
            let raw = bytes(row, column);
            known.classes.get(&raw, || {
                let text = row.text(&raw);
                // A spreadsheet made a date of class `1-2`, and its text came this way.
                let class = day_of_text(&text).and_then(class_of_day);
                name(classes, class.as_deref().unwrap_or(&text))
            })
        });
        let grade = self.columns.grade.map(|column| {
            let raw = bytes(row, column);
            known.grades.get(&raw, || grade_of_text(&row.text(&raw)))
        });
        if grade == Some(None) {
            let _noted = self.find(FindingKind::UnknownGrade, row, Some(Role::Grade), None);
        }
        if organiser == Some(None) {
            let _noted = self.find(FindingKind::UnknownOrganiser, row, Some(Role::Organiser), None);
        }
        Ok(Placement {
            flags: self.flags(row)?,
            extras: self.extras(row),
            school: school.or(self.above.0),
            organiser: organiser.flatten().unwrap_or_default(),
            municipality,
            class: class.or(self.above.1),
            grade: grade.flatten().unwrap_or_default(),
        })
    }

    /// What the row says that the pupil is marked with.
    fn flags<R: Row>(&mut self, row: &R) -> Result<Flags, Unusable> {
        let mut flags = Flags::NONE;
        for (column, number) in self.flags.clone() {
            let raw = bytes(row, column);
            let Some(set) = self.known.truths.get(&raw, || truth_of_text(&row.text(&raw))) else {
                return Err(self.unread(FindingKind::UnknownFlag, row, Role::Flag, column));
            };
            flags = flags.or(Flags::one(number, set));
        }
        Ok(flags)
    }

    /// The number of the table at hand and a placement.
    fn source(&mut self, placement: Placement) -> u32 {
        let table = u32::try_from(self.tables.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let source = Source { placement, table };
        if let Some((last, number)) = self.last_source
            && last == source
        {
            return number;
        }
        let next = u32::try_from(self.sources.len()).unwrap_or(u32::MAX);
        let number = *self.source_numbers.entry(source).or_insert_with(|| {
            self.sources.push(source);
            next
        });
        self.last_source = Some((source, number));
        number
    }

    /// The pupil of a row, new or known: by id where there is one, else by school and name.
    fn pupil<R: Row>(&mut self, row: &R, placement: Placement) -> Result<usize, Unusable> {
        if let Some(column) = self.columns.id {
            let raw = bytes(row, column);
            if !raw.is_empty() {
                if let Some((last, pupil)) = &self.last_pupil
                    && same(last, &raw)
                {
                    return Ok(*pupil);
                }
                let spelling = self.hash(By::Spelling, |hasher| hasher.write(&raw));
                let pupil = match self.spellings.get(&spelling) {
                    Some(pupil) => *pupil,
                    None => self.pupil_of_id(row, placement, &row.text(&raw), spelling)?,
                };
                // A number that others may have means nothing without the name.
                self.last_pupil = self.spellings.contains_key(&spelling).then(|| (raw.into_owned(), pupil));
                return Ok(pupil);
            }
        }
        let Some((name, protected)) = self.name(row) else {
            let role = if self.columns.id.is_some() { Role::PupilId } else { Role::PupilName };
            return Err(self.find(FindingKind::NoPupil, row, Some(role), None));
        };
        if self.columns.id.is_some() {
            let _noted = self.find(FindingKind::NamedPupils, row, Some(Role::PupilId), None);
        }
        let number = self.hash(By::Name, |hasher| {
            hasher.write(name.as_bytes());
            hasher.write_u32(placement.school.unwrap_or(u32::MAX));
        });
        let pupil = self.pupil_of(number);
        self.protect(pupil, protected);
        self.drafts.get_mut(pupil).into_iter().for_each(|draft| draft.named = true);
        Ok(pupil)
    }

    /// The pupil of an id that was not seen in this spelling before.
    fn pupil_of_id<R: Row>(&mut self, row: &R, placement: Placement, text: &str, spelling: u128) -> Result<usize, Unusable> {
        let identity = self.identity(text);
        let Some(key) = identity.key else {
            return Err(self.find(FindingKind::IdSpoiled, row, Some(Role::PupilId), None));
        };
        let name = self.name(row);
        let protected = name.as_ref().is_some_and(|(_, protected)| *protected);
        let is_unique = !matches!(identity.kind, IdentityKind::TemporaryShared | IdentityKind::Masked | IdentityKind::BirthDate);
        let number = if is_unique {
            self.hash(By::Number, |hasher| key.hash(hasher))
        } else {
            let Some((name, _)) = name.filter(|(name, _)| !name.is_empty()) else {
                return Err(self.find(FindingKind::IdsNotUnique, row, Some(Role::PupilId), None));
            };
            self.hash(By::NumberAndName, |hasher| {
                key.hash(hasher);
                hasher.write(name.as_bytes());
                hasher.write_u32(placement.school.unwrap_or(u32::MAX));
            })
        };
        let pupil = self.pupil_of(number);
        if is_unique {
            let _before = self.spellings.insert(spelling, pupil);
        }
        self.protect(pupil, protected);
        if let (Some(draft), true) = (self.drafts.get_mut(pupil), identity.gender != Gender::Unknown) {
            draft.implied_gender = identity.gender;
        }
        Ok(pupil)
    }

    /// A column of ids of the system's own has no birth dates, though six digits may look like one.
    fn identity(&self, text: &str) -> Identity {
        let identity = identity_of_text(text, self.today);
        let doubtful = identity.mended || matches!(identity.kind, IdentityKind::BirthDate | IdentityKind::Masked);
        if doubtful && !self.personal_numbers { own_identity_of_text(text) } else { identity }
    }

    /// The pupil's name in the shape that is compared, and whether it is marked as protected.
    fn name<R: Row>(&self, row: &R) -> Option<(String, bool)> {
        let (mut whole, mut protected) = (String::new(), false);
        for column in self.columns.names.iter().flatten() {
            let (name, mark) = strip_protected(&value::text(row, *column).unwrap_or_default());
            protected |= mark;
            whole.push_str(&plain(&name));
            whole.push('\0');
        }
        (protected || whole.chars().any(|letter| letter != '\0')).then_some((whole, protected))
    }

    fn hash(&self, by: By, write: impl FnOnce(&mut SipHasher13)) -> u128 {
        let mut hasher = SipHasher13::new_with_key(&self.secret);
        hasher.write_u8(by as u8);
        write(&mut hasher);
        hasher.finish128().as_u128()
    }

    fn pupil_of(&mut self, number: u128) -> usize {
        *self.numbers.entry(number).or_insert_with(|| {
            self.drafts.push(Draft::default());
            self.drafts.len() - 1
        })
    }

    fn protection<R: Row>(&mut self, row: &R, pupil: usize) {
        let Some(column) = self.columns.protected else { return };
        let text = value::text(row, column).unwrap_or_default();
        let word = plain(&text);
        // Words such as `Sekretessmarkering` and `Skyddad folkbokföring` say so; `Ingen` says the reverse.
        let protected = truth_of_text(&text).unwrap_or(!matches!(word.as_str(), "ingen" | "inga" | "none" | "0 0"));
        self.protect(pupil, protected);
    }

    fn protect(&mut self, pupil: usize, protected: bool) {
        if let (Some(draft), true) = (self.drafts.get_mut(pupil), protected) {
            draft.protected = true;
        }
    }

    fn gender<R: Row>(&mut self, row: &R, pupil: usize) -> Result<(), Unusable> {
        let Some(column) = self.columns.gender else { return Ok(()) };
        let raw = bytes(row, column);
        if raw.is_empty() {
            return Ok(());
        }
        let vocabulary = &self.vocabulary;
        let Some(gender) = self.known.genders.get(&raw, || vocabulary.gender(&row.text(&raw))) else {
            return Err(self.unread(FindingKind::UnknownGender, row, Role::Gender, column));
        };
        let Some(entry) = self.drafts.get_mut(pupil) else { return Ok(()) };
        match (entry.gender, gender) {
            (_, Gender::Unknown) => Ok(()),
            (Gender::Unknown, _) => {
                entry.gender = gender;
                Ok(())
            }
            (before, now) if before == now => Ok(()),
            _ => Err(self.find(FindingKind::TwoGenders, row, Some(Role::Gender), None)),
        }
    }
}

/// The number of a name; none for an empty one.
pub(super) fn name(names: &mut Names, text: &str) -> Option<u32> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then(|| names.number(&text))
}

/// Whether a heading says that a column holds personal numbers, and not ids of the system's own.
pub(super) fn is_of_personal_numbers(header: &str) -> bool {
    let header = plain(header);
    ["pers", "pnr", "p nr", "fodelse", "samordning", "tf n", "civic", "social", "ssn"].iter().any(|word| header.contains(word))
}
