//! Random towns and random questions one after the other: each is declined, or a reader of all that has left finds nothing.

use super::town::{Dice, read, sitting, town};
use super::{between, json, leaks, one, question, several};
use franvarokalkyl::session::Session;
use franvarokalkyl::wire::{Bands, Inquiry, Over, Question};

const BREAKDOWNS: [&[&str]; 9] = [
    &[],
    &["school"],
    &["grade"],
    &["gender"],
    &["school", "grade"],
    &["school", "gender"],
    &["grade", "gender"],
    &["school", "class"],
    &["class"],
];

fn asked(dice: &mut Dice) -> Inquiry {
    let by = *dice.pick(&BREAKDOWNS);
    let definition = *dice.pick(&["ekero-20", "haninge", "stockholm-50"]);
    let inquiry = match dice.roll(6) {
        0 => several(&["ekero-20", "haninge"], by.first().copied().filter(|name| *name == "school")),
        1 => {
            let limits = *dice.pick(&[&["10", "20"][..], &["15"], &["20", "40"]]);
            let thresholds = limits.iter().map(|limit| (*limit).to_owned()).collect();
            Inquiry::One(Question { bands: Some(Bands { thresholds, disjoint: dice.roll(2) == 0 }), ..question("ekero-20", by) })
        }
        2 => Inquiry::One(Question { over: Some(Over::Month), ..question(definition, by) }),
        3 => {
            let beside = vec![dice.pick(&BREAKDOWNS).iter().map(|name| (*name).to_owned()).collect()];
            Inquiry::One(Question { beside, ..question(definition, by) })
        }
        _ => one(definition, by),
    };
    match dice.roll(8) {
        0 => between(inquiry, "2025-09-01", "2025-10-15"),
        1 => between(inquiry, "2025-09-01", "2025-12-10"),
        _ => inquiry,
    }
}

/// The reports that leave, and how many questions were declined.
fn sequence(session: &mut Session, inquiries: &[Inquiry]) -> (Vec<(Inquiry, String)>, usize) {
    let (mut left, mut declined) = (Vec::new(), 0);
    for inquiry in inquiries {
        match session.answer_for(inquiry) {
            Ok(answered) => {
                session.leave(&answered).unwrap();
                left.push((inquiry.clone(), json(&answered)));
            }
            Err(_) => declined += 1,
        }
    }
    (left, declined)
}

#[test]
fn whatever_leaves_one_after_the_other_is_safe_together() {
    let (mut reports, mut refused) = (0, 0);
    for seed in 40..64 {
        let mut dice = Dice(seed * 7 + 1);
        let text = town(seed, 60 + dice.roll(100));
        let inquiries: Vec<Inquiry> = (0..2 + dice.roll(3)).map(|_| asked(&mut dice)).collect();
        let mut session = sitting(1);
        read(&mut session, &text);
        let (left, declined) = sequence(&mut session, &inquiries);
        let texts: Vec<String> = left.iter().map(|(_, report)| report.clone()).collect();
        assert_eq!(leaks(&texts), Vec::<String>::new(), "seed {seed}: {inquiries:#?}");
        // What has left is answered as it was.
        for (inquiry, report) in &left {
            assert_eq!(&json(&session.answer_for(inquiry).unwrap()), report, "seed {seed}: {inquiry:?}");
        }
        // Under another secret, in another sitting, it is the same.
        let mut other = sitting(2);
        read(&mut other, &text);
        assert_eq!(sequence(&mut other, &inquiries), (left, declined), "seed {seed}");
        reports += texts.len();
        refused += declined;
    }
    assert!(reports > 60 && refused > 0, "{reports} reports, {refused} declined");
    println!("{reports} reports, {refused} declined");
}
