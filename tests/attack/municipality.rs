//! Reports that the program itself makes of a made-up municipality.

use franvarokalkyl::calendar::Day;
use franvarokalkyl::example::{self, Ending, Example, Grain, System};
use franvarokalkyl::limits::Limits;
use franvarokalkyl::locale::Language;
use franvarokalkyl::session::{Bands, Breakdown, Choices, Comparison, Decimal, Format, Policy, Published, Question, Session, World};
use serde_json::Value;

/// The session of a municipality with so many pupils in so many schools.
pub(crate) fn session(pupils: u32, schools: u16, seed: u64) -> Session {
    let mut session = Session::new(World { today: Day::of(2026, 1, 15).unwrap(), secret: [0; 16], limits: Limits::default() }).unwrap();
    let example = Example { system: System::Plain, grain: Grain::Period, pupils, schools, seed, ..Example::built_in() };
    let mut file = std::io::Cursor::new(Vec::new());
    example::write(&example, Ending::Csv, &mut file).unwrap();
    let mut reading = session.read(Choices::default(), Box::new(|_| {}));
    reading.open("exempel.csv", None);
    assert!(reading.push(&file.into_inner()));
    reading.close();
    assert!(session.accept(reading).is_ok());
    session
}

/// Pupils above 20 and 40 per cent, or another series of limits.
pub(crate) fn bands(session: &Session, by: &[Breakdown], limits: &[u32], policy: Policy) -> Value {
    let thresholds = limits.iter().map(|limit| Decimal::from_hundredths(limit * 100)).collect();
    let question = Question::of(session.definition("ekero-20").unwrap());
    written(
        &session.publish(&Question { by: by.to_vec(), bands: Some(Bands { thresholds, disjoint: false }), policy, ..question }).unwrap(),
    )
}

/// Pupils above the limit of several definitions, and what these share.
pub(crate) fn compared(session: &Session, definitions: &[&str], by: Option<Breakdown>) -> Value {
    let definitions: Vec<_> = definitions.iter().map(|id| session.definition(id).unwrap()).collect();
    let comparison = Comparison { definitions, by, from: None, to: None, periods: Vec::new(), policy: Policy::default() };
    written(&session.compare(&comparison).unwrap())
}

pub(crate) fn curve(session: &Session) -> Value {
    written(&session.curve(&Question::of(session.definition("ekero-20").unwrap())).unwrap())
}

fn written(published: &Published) -> Value {
    serde_json::from_slice(&Format::Json.write(&[published], Language::Swedish).unwrap()).unwrap()
}

#[test]
fn reports_are_safe_as_they_leave() {
    let session = session(900, 5, 3);
    let school = [Breakdown::School];
    for report in [
        compared(&session, &["ekero-20", "stockholm-50", "haninge"], Some(Breakdown::School)),
        curve(&session),
        bands(&session, &school, &[10, 20, 40], Policy::default()),
    ] {
        assert_eq!(crate::leaks(&[report]), Vec::<String>::new());
    }
}
