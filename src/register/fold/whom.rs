//! Whom a row is about: a pupil, and where the pupil is.

use super::{Folder, Unusable, Whom, bytes};
use crate::finding::Kind as FindingKind;
use crate::layout::value::{self, grade_of_text};
use crate::layout::{Gender, Role, plain};
use crate::register::intern::{Known, Names};
use crate::register::{Placement, Pupil};
use crate::source::{Row, same};
use siphasher::sip128::{Hasher128, SipHasher13};
use std::hash::Hasher;

impl Folder {
    /// Whom a row is about. In most files row after row is about the same pupil: then the same bytes say so.
    pub(super) fn whom<R: Row>(&mut self, row: &R) -> Result<Whom, Unusable> {
        let stretch = self.who.and_then(|(first, last)| row.stretch(first, last));
        if let (Some(stretch), Some((last, whom))) = (stretch, &self.last_who)
            && same(last, stretch)
        {
            return Ok(*whom);
        }
        let found = self.found;
        let placement = self.placement(row)?;
        let pupil = self.pupil(row)?;
        self.gender(row, pupil)?;
        let whom = Whom { pupil, placement };
        // A row that led to a finding is looked at anew each time, so that its like are counted.
        self.last_who = stretch.filter(|_| self.found == found).map(|stretch| (stretch.to_vec(), whom));
        Ok(whom)
    }

    pub(super) fn placement<R: Row>(&mut self, row: &R) -> Result<u32, Unusable> {
        let columns = self.columns;
        let known = &mut self.known;
        let (schools, classes) = (&mut self.schools, &mut self.classes);
        let name = |column: Option<usize>, known: &mut Known<Option<u32>>, names: &mut Names| {
            let raw = bytes(row, column?);
            known.get(&raw, || {
                let text = row.text(&raw);
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                (!text.is_empty()).then(|| names.number(&text))
            })
        };
        let school = name(columns.school, &mut known.schools, schools);
        let class = name(columns.class, &mut known.classes, classes);
        let grade = columns.grade.map(|column| {
            let raw = bytes(row, column);
            known.grades.get(&raw, || grade_of_text(&row.text(&raw)))
        });
        if grade == Some(None) {
            let _noted = self.find(FindingKind::UnknownGrade, row, Some(Role::Grade), None);
        }
        let placement = Placement { school, class, grade: grade.flatten().unwrap_or_default() };
        if let Some((last, number)) = self.last_placement
            && last == placement
        {
            return Ok(number);
        }
        let next = u32::try_from(self.placements.len()).unwrap_or(u32::MAX);
        let number = *self.placement_numbers.entry(placement).or_insert_with(|| {
            self.placements.push(placement);
            next
        });
        self.last_placement = Some((placement, number));
        Ok(number)
    }

    /// The pupil of a row, new or known: by id where there is one, else by school and name.
    pub(super) fn pupil<R: Row>(&mut self, row: &R) -> Result<usize, Unusable> {
        if let Some(column) = self.columns.id {
            let raw = bytes(row, column);
            if !raw.is_empty() {
                if let Some((last, pupil)) = &self.last_pupil
                    && same(last, &raw)
                {
                    return Ok(*pupil);
                }
                let mut hasher = SipHasher13::new_with_key(&self.secret);
                hasher.write_u8(0);
                for byte in raw.iter().filter(|byte| !matches!(byte, b' ' | b'-' | b'+')) {
                    hasher.write_u8(byte.to_ascii_uppercase());
                }
                let pupil = self.pupil_of(hasher.finish128().as_u128());
                self.last_pupil = Some((raw.into_owned(), pupil));
                return Ok(pupil);
            }
        }
        let mut hasher = SipHasher13::new_with_key(&self.secret);
        hasher.write_u8(1);
        let mut named = false;
        for column in self.columns.names.iter().flatten() {
            let name = plain(&value::text(row, *column).unwrap_or_default());
            named |= !name.is_empty();
            hasher.write(name.as_bytes());
            hasher.write_u8(0);
        }
        if !named {
            return Err(self.find(
                FindingKind::NoPupil,
                row,
                Some(if self.columns.id.is_some() { Role::PupilId } else { Role::PupilName }),
                None,
            ));
        }
        if self.columns.id.is_some() {
            let _noted = self.find(FindingKind::NamedPupils, row, Some(Role::PupilId), None);
        }
        let school = self.last_placement.and_then(|(placement, _)| placement.school);
        hasher.write_u32(school.unwrap_or(u32::MAX));
        Ok(self.pupil_of(hasher.finish128().as_u128()))
    }

    pub(super) fn pupil_of(&mut self, number: u128) -> usize {
        *self.numbers.entry(number).or_insert_with(|| {
            self.pupils.push(Pupil::default());
            self.pupils.len() - 1
        })
    }

    pub(super) fn gender<R: Row>(&mut self, row: &R, pupil: usize) -> Result<(), Unusable> {
        let Some(column) = self.columns.gender else { return Ok(()) };
        let raw = bytes(row, column);
        if raw.is_empty() {
            return Ok(());
        }
        let vocabulary = &self.vocabulary;
        let Some(gender) = self.known.genders.get(&raw, || vocabulary.gender(&row.text(&raw))) else {
            return Err(self.unread(FindingKind::UnknownGender, row, Role::Gender, column));
        };
        let Some(entry) = self.pupils.get_mut(pupil) else { return Ok(()) };
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
