//! What the engine makes of files: the whole pipeline, from bytes to verdicts.

use super::world::World;
use crate::calendar::{Day, Span};
pub(super) use crate::definition::judge::Verdict;
use crate::definition::{Definition, Verdicts, judge_all};
use crate::layout::Choices;
use crate::limits::Limits;
use crate::register::Register;
use crate::session::{Session, World as Outside};
use std::cell::RefCell;

/// What the engine says of one column.
pub(super) struct Judged {
    /// Why each clause was not evaluated: the end of the reason's key.
    pub(super) reasons: Vec<Option<&'static str>>,
    /// One per pupil, in the order of their first rows.
    pub(super) verdicts: Vec<Option<Verdict>>,
}

impl Judged {
    fn of(verdicts: Verdicts) -> Self {
        let name = |reason: &crate::locale::Sentence| {
            let name = reason.key.name();
            name.strip_prefix("definition_reason_").unwrap_or(name)
        };
        let clauses = verdicts.summary.clauses.iter().filter(|clause| !clause.judgement);
        let reasons: Vec<_> = clauses.map(|clause| clause.reason.as_ref().map(name)).collect();
        assert_eq!(verdicts.measurable, reasons.contains(&None), "measurable is what has a clause that was evaluated");
        Self { reasons, verdicts: verdicts.pupils }
    }
}

thread_local! {
    /// Each reading forgets the one before, so that a thread needs to read the program's own assets but once.
    static SESSION: RefCell<Session> = RefCell::new({
        let outside = Outside { today: Day::MIN, secret: [7; 16], limits: Limits::default() };
        Session::new(outside).expect("the built-in assets are whole")
    });
}

/// Reads files and hands their register to a test.
pub(super) fn read<T>(files: &[&str], choices: Choices, test: impl FnOnce(&Register) -> T) -> T {
    SESSION.with_borrow_mut(|session| read_in(session, files, choices, test))
}

fn read_in<T>(session: &mut Session, files: &[&str], choices: Choices, test: impl FnOnce(&Register) -> T) -> T {
    let mut reading = session.read(choices, Box::new(|_| {}));
    for (number, file) in files.iter().enumerate() {
        reading.open(&format!("fil {number}.csv"), None);
        let _more = reading.push(file.as_bytes());
        reading.close();
    }
    let refused = session.accept(reading).err();
    assert!(refused.is_none(), "{refused:?}");
    test(session.register().expect("the files were accepted"))
}

/// Judges a register: for every definition, every column.
pub(super) fn judged(register: &Register, definitions: &[&Definition], span: Span, columns: &[Span]) -> Vec<Vec<Judged>> {
    let all = judge_all(register, definitions, span, columns);
    assert_eq!(all.len(), definitions.len(), "an answer for every definition");
    let columns_of = |verdicts: Vec<Verdicts>| {
        assert_eq!(verdicts.len(), columns.len(), "an answer for every column");
        verdicts.into_iter().map(Judged::of).collect()
    };
    all.into_iter().map(columns_of).collect()
}

impl World {
    /// What the engine says of the world.
    pub(super) fn judged(&self, definitions: &[&Definition], span: Span, columns: &[Span]) -> Vec<Vec<Judged>> {
        read(&[&self.csv()], Choices::default(), |register| judged(register, definitions, span, columns))
    }
}
