//! The subjects of a pupil's lessons while files are read: a byte beside each lesson, since a pupil has few.

/// Subjects by lesson; nothing is held of a pupil of whose lessons no row says the subject.
#[derive(Default)]
pub(in crate::register) struct Subjects {
    /// The pupil's own subjects, each a number among the folder's.
    own: Vec<u16>,
    /// For each lesson the place of its subject among the pupil's own, from 1; 0 where none is said.
    codes: Vec<u8>,
}

impl Subjects {
    /// Notes the subject of the lesson after so many others. A pupil's two hundred and fifty-sixth subject is not told apart from none.
    #[inline]
    pub(in crate::register) fn note(&mut self, lessons: usize, subject: Option<u16>) {
        if subject.is_none() && self.codes.is_empty() {
            return;
        }
        let code = subject.map_or(0, |subject| self.code(subject));
        if self.codes.len() == self.codes.capacity() {
            self.codes.reserve_exact(lessons / 2 + 16);
        }
        if self.codes.len() < lessons {
            self.codes.resize(lessons, 0);
        }
        self.codes.push(code);
    }

    #[inline]
    fn code(&mut self, subject: u16) -> u8 {
        let place = self.own.iter().position(|own| *own == subject).unwrap_or_else(|| {
            self.own.push(subject);
            self.own.len() - 1
        });
        u8::try_from(place + 1).unwrap_or(0)
    }

    /// The subject of a lesson, by its place.
    pub(in crate::register) fn of(&self, lesson: usize) -> Option<u16> {
        let place = usize::from(*self.codes.get(lesson)?).checked_sub(1)?;
        self.own.get(place).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Subjects;

    #[test]
    fn each_lesson_has_its_own_subject_or_none() {
        let mut subjects = Subjects::default();
        let said = [None, None, Some(7), Some(900), None, Some(7)];
        said.iter().enumerate().for_each(|(place, subject)| subjects.note(place, *subject));
        assert_eq!((0..7).map(|place| subjects.of(place)).collect::<Vec<_>>(), [None, None, Some(7), Some(900), None, Some(7), None]);
    }

    #[test]
    fn more_subjects_than_a_byte_can_tell_are_none() {
        let mut subjects = Subjects::default();
        (0..300).for_each(|place| subjects.note(place, u16::try_from(place).ok()));
        assert_eq!((subjects.of(254), subjects.of(255), subjects.of(299)), (Some(254), None, None));
    }
}
