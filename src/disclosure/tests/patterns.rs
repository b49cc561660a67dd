//! Patterns: small weeks by hand, and random ones against every reader there is.

use super::{context, label};
use crate::definition::{LessonsTold, Timed};
use crate::disclosure::{Dimension, Figure, PatternTable, Policy, Published, Refusal, Rule, Slice, release_patterns};
use crate::tally::{Habit, Kinds, Place, Sums};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// A lesson: weekday, hour, subject, and how many of its 60 minutes are absence.
type Lesson = (u8, u8, u16, u64);

/// A pupil: the group, and the lessons.
type Own = (usize, Vec<Lesson>);

const SUBJECTS: [&str; 4] = ["Bild", "Kemi", "Musik", "Slöjd"];

fn kinds(pupils: &[Own], groups: &[&str]) -> Kinds {
    let place = |(weekday, hour, subject, _): &Lesson| Place { weekday: *weekday, hour: Some(*hour), subject: Some(*subject) };
    let places: BTreeSet<Place> = pupils.iter().flat_map(|(_, lessons)| lessons).map(place).collect();
    let places: Vec<Place> = places.into_iter().collect();
    let number = |lesson: &Lesson| places.binary_search(&place(lesson)).expect("it is one of them");
    let mut sums = vec![vec![Sums::default(); places.len()]; groups.len()];
    let mut habits: BTreeMap<(usize, Vec<usize>), u64> = BTreeMap::new();
    for (group, lessons) in pupils {
        let own: BTreeSet<usize> = lessons.iter().map(number).collect();
        *habits.entry((*group, own.into_iter().collect())).or_default() += 1;
        for lesson in lessons {
            let time = Timed { scheduled: 60, absent: [lesson.3, lesson.3, 0] };
            let sum = &mut sums[*group][number(lesson)];
            *sum = sum.plus(Sums { time, part_day: lesson.3 / 2, lessons: 1, late: u64::from(lesson.3 > 0) });
        }
    }
    let told = LessonsTold { days: true, lessons: true, kinds: [true; 3], late: true };
    let habits = habits.into_iter().map(|((group, places), pupils)| Habit { group, places, pupils }).collect();
    Kinds {
        told,
        groups: groups.iter().map(|group| label(group)).collect(),
        places,
        subjects: SUBJECTS.map(str::to_owned).to_vec(),
        sums,
        habits,
    }
}

fn release(pupils: &[Own], groups: &[&str], least: u64) -> Result<Published, Refusal> {
    let all = [Dimension::Weekday, Dimension::Time, Dimension::Subject];
    release_patterns(kinds(pupils, groups), &all, context(), Policy::tiny(Rule::Standard, least, 1))
}

/// Each row: its labels with totals as stars, pupils, and the share of absence.
fn rows(table: &PatternTable) -> Vec<String> {
    let row = |row: &crate::disclosure::PatternRow| {
        let labels: Vec<String> = row.labels().iter().map(|label| label.as_ref().map_or_else(|| "*".to_owned(), Slice::text)).collect();
        let figure = |figure: Figure| match figure {
            Figure::Count(number) | Figure::Share(number) => number.to_string(),
            Figure::Withheld | Figure::NotMeasurable => "-".to_owned(),
        };
        format!("{} {} {}", labels.join("/"), figure(row.pupils()), figure(row.shares()[0]))
    };
    table.rows().iter().map(row).collect()
}

fn repeated(pupils: usize, group: usize, lessons: &[Lesson]) -> Vec<Own> {
    vec![(group, lessons.to_vec()); pupils]
}

#[test]
fn a_week_of_large_groups_is_told_hour_by_hour() {
    // Four pupils: two lessons on Monday, one on Tuesday; a half and a quarter of an hour of absence.
    let pupils = repeated(4, 0, &[(1, 8, 0, 30), (1, 9, 1, 15), (2, 8, 1, 0)]);
    let published = release(&pupils, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let [week, subjects] = published.patterns() else { panic!("two tables") };
    let expected = [
        "monday/08:00 4 500",
        "monday/09:00 4 250",
        "monday/* 4 375",
        "tuesday/08:00 4 0",
        "tuesday/* 4 0",
        "*/08:00 4 250",
        "*/09:00 4 250",
        "*/* 4 250",
    ];
    assert_eq!(rows(week), expected);
    assert_eq!(rows(subjects), ["Bild 4 500", "Kemi 4 125", "* 4 250"]);
    let tenths = |numbers: [u64; 5]| numbers.map(Figure::Share).to_vec();
    // Of 720 minutes 180 are absence, all authorised, 88 of them on days with attendance; late to 8 of 12 lessons.
    assert_eq!(week.rows().last().map(|row| row.shares().to_vec()), Some(tenths([250, 250, 0, 667, 122])));
}

#[test]
fn an_hour_of_few_joins_the_one_beside_it() {
    let mut pupils = repeated(4, 0, &[(1, 8, 0, 30), (1, 9, 0, 0), (1, 14, 0, 0)]);
    pupils.extend(repeated(2, 0, &[(1, 15, 0, 60)]));
    let published = release(&pupils, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let expected = [
        "monday/08:00 4 500",
        "monday/09:00 4 0",
        "monday/14:00-16:00 6 333",
        "monday/* 6 286",
        "*/08:00 4 500",
        "*/09:00 4 0",
        "*/14:00-16:00 6 333",
        "*/* 6 286",
    ];
    assert_eq!(rows(&published.patterns()[0]), expected);
}

#[test]
fn a_weekday_of_few_joins_the_one_before() {
    let mut pupils = repeated(4, 0, &[(4, 8, 0, 30), (5, 8, 0, 0), (5, 9, 0, 0)]);
    pupils.extend(repeated(2, 0, &[(5, 8, 0, 0), (6, 9, 0, 60)]));
    let published = release(&pupils, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    let week = rows(&published.patterns()[0]);
    assert_eq!(week[0], "thursday/08:00 4 500");
    assert!(week.contains(&"friday-saturday/09:00 6 333".to_owned()), "{week:?}");
}

#[test]
fn subjects_of_few_join_until_together_they_are_many() {
    // Two pupils of music alone, three of art, four of chemistry: music cannot stand alone, and takes the smallest other with it.
    let mut pupils = repeated(4, 0, &[(1, 8, 1, 0)]);
    pupils.extend(repeated(3, 0, &[(1, 8, 0, 30)]));
    pupils.extend(repeated(2, 0, &[(1, 8, 2, 60)]));
    let published = release(&pupils, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(rows(&published.patterns()[1]), ["Kemi 4 0", "other-subjects 5 700", "* 9 389"]);
}

#[test]
fn an_hour_less_a_subject_tells_of_nobody() {
    // The last hour of Monday has three pupils of art and one of chemistry: told apart, the hour less art would be that one.
    let mut pupils = repeated(3, 0, &[(1, 9, 0, 30)]);
    pupils.extend(repeated(1, 0, &[(1, 9, 1, 60)]));
    pupils.extend(repeated(4, 0, &[(1, 8, 1, 0), (1, 8, 2, 0)]));
    let published = release(&pupils, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(leak(&pupils, &published, 3), None);
    let subjects = rows(&published.patterns()[1]);
    assert!(!subjects.iter().any(|row| row.starts_with("Bild") || row.starts_with("Kemi")), "{subjects:?}");
}

#[test]
fn few_pupils_have_no_patterns() {
    assert_eq!(release(&repeated(2, 0, &[(1, 8, 0, 0)]), &[""], 3).err(), Some(Refusal::FewPupils));
    assert_eq!(release(&[], &[""], 3).err(), Some(Refusal::NoPupils));
}

#[test]
fn a_small_school_is_not_what_is_left_of_the_whole() {
    let lessons = [(1, 8, 0, 30), (1, 9, 1, 0)];
    let schools = ["Asken", "Björken", "Cedern"];
    let of = |sizes: [usize; 3]| -> Vec<String> {
        let pupils: Vec<Own> = sizes.into_iter().enumerate().flat_map(|(group, size)| repeated(size, group, &lessons)).collect();
        let published = release(&pupils, &schools, 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(leak(&pupils, &published, 3), None);
        let mut told: Vec<String> =
            rows(&published.patterns()[0]).iter().filter_map(|row| row.split('/').next()).map(str::to_owned).collect();
        told.dedup();
        told
    };
    assert_eq!(of([5, 4, 3]), ["Asken", "Björken", "Cedern", "*"]);
    // Cedern alone would be the whole less the two others: the next smallest joins it.
    assert_eq!(of([5, 4, 2]), ["Asken", "small-schools", "*"]);
    assert_eq!(of([5, 2, 2]), ["Asken", "small-schools", "*"]);
}

#[test]
fn what_few_of_one_school_have_is_told_of_none() {
    // All of Asken have art, of Björken one: art of Björken would be art less that of Asken.
    let mut pupils = repeated(5, 0, &[(1, 8, 0, 0), (1, 9, 1, 0)]);
    pupils.extend(repeated(4, 1, &[(1, 9, 1, 0)]));
    pupils.extend(repeated(1, 1, &[(1, 8, 0, 60), (1, 9, 1, 0)]));
    let published = release(&pupils, &["Asken", "Björken"], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    assert_eq!(leak(&pupils, &published, 3), None);
    assert!(rows(&published.patterns()[0]).iter().any(|row| row.starts_with("*/monday/08:00-10:00 10")));
}

const PRIME: u64 = 2_147_483_647;

/// The rank of a matrix over a prime field.
fn rank(mut rows: Vec<Vec<u64>>) -> usize {
    let mut rank = 0;
    for column in 0..rows.first().map_or(0, Vec::len) {
        let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(rank, pivot);
        let inverse = power(rows[rank][column], PRIME - 2);
        let pivot: Vec<u64> = rows[rank].iter().map(|value| value * inverse % PRIME).collect();
        for row in rows.iter_mut().skip(rank + 1).filter(|row| row[column] != 0) {
            let factor = PRIME - row[column];
            row.iter_mut().zip(&pivot).for_each(|(value, own)| *value = (*value + factor * own) % PRIME);
        }
        rank += 1;
    }
    rank
}

fn power(base: u64, exponent: u64) -> u64 {
    (0..64).rev().fold(1, |power, bit| {
        let squared = power * power % PRIME;
        if exponent >> bit & 1 == 1 { squared * base % PRIME } else { squared }
    })
}

/// Some pupils, fewer than `least`, of whose lessons alone some linear combination of what is told is; none if there are none. Every
/// group of pupils is tried, with a number for each lesson that is not known.
fn leak(pupils: &[Own], published: &Published, least: usize) -> Option<Vec<usize>> {
    let lessons: Vec<(usize, Lesson)> =
        pupils.iter().enumerate().flat_map(|(pupil, (_, lessons))| lessons.iter().map(move |lesson| (pupil, *lesson))).collect();
    let schools = ["Asken", "Björken", "Cedern"];
    let mut told: Vec<Vec<u64>> = Vec::new();
    for table in published.patterns() {
        let named: Vec<&Slice> = table.rows().iter().flat_map(|row| row.labels().iter().flatten()).collect();
        for row in table.rows() {
            let is = |slice: &Slice, pupil: usize, lesson: &Lesson| match slice {
                Slice::School(label) if *label == crate::register::Label::small_schools() => {
                    !named.iter().any(|slice| matches!(slice, Slice::School(other) if other.text == schools[pupils[pupil].0]))
                }
                Slice::School(label) => label.text == schools[pupils[pupil].0],
                Slice::Weekdays(first, last) => (*first..=*last).contains(&lesson.0),
                Slice::Hours(first, last) => (*first..=*last).contains(&lesson.1),
                Slice::Subject(name) => name == SUBJECTS[usize::from(lesson.2)],
                Slice::OtherSubjects => {
                    !named.iter().any(|slice| matches!(slice, Slice::Subject(name) if name == SUBJECTS[usize::from(lesson.2)]))
                }
                Slice::NoSubject => false,
            };
            let holds = |(pupil, lesson): &(usize, Lesson)| row.labels().iter().flatten().all(|slice| is(slice, *pupil, lesson));
            told.push(lessons.iter().map(|lesson| u64::from(holds(lesson))).collect());
        }
    }
    let all = rank(told.clone());
    let few = (0_u32..1 << pupils.len()).filter(|few| few.count_ones() + 1 == u32::try_from(least).unwrap_or(u32::MAX));
    few.map(|few| (0..pupils.len()).filter(|pupil| few >> pupil & 1 == 1).collect::<Vec<usize>>()).find(|few| {
        let others = |row: &Vec<u64>| {
            row.iter().zip(&lessons).filter(|(_, (pupil, _))| !few.contains(pupil)).map(|(value, _)| *value).collect::<Vec<u64>>()
        };
        rank(told.iter().map(others).collect()) < all
    })
}

/// A week of a few pupils; many of them have the same lessons, as in a school.
fn week() -> impl Strategy<Value = Vec<Own>> {
    let lesson = (1_u8..4, 8_u8..11, 0_u16..4, 0_u64..60);
    let class = prop::collection::vec(lesson.clone(), 1..6);
    let classes = prop::collection::vec(class, 1..4);
    let pupil = (0_usize..3, 0_usize..4, prop::collection::vec(lesson, 0..2));
    (classes, prop::collection::vec(pupil, 4..10)).prop_map(|(classes, pupils)| {
        let own = |(group, class, more): (usize, usize, Vec<Lesson>)| {
            (group, classes[class % classes.len()].iter().copied().chain(more).collect::<Vec<Lesson>>())
        };
        pupils.into_iter().map(own).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_reader_can_reckon_what_is_about_few(pupils in week(), least in 2_usize..5) {
        let whole: Vec<Own> = pupils.iter().map(|(_, lessons)| (0, lessons.clone())).collect();
        let number = u64::try_from(least).unwrap_or(0);
        for (pupils, groups) in [(&whole, &[""][..]), (&pupils, &["Asken", "Björken", "Cedern"])] {
            let present: BTreeSet<usize> = pupils.iter().map(|(group, _)| *group).collect();
            if present.len() < groups.len() || pupils.len() < least {
                continue;
            }
            let published = release(pupils, groups, number).unwrap_or_else(|refusal| panic!("{refusal:?}"));
            prop_assert_eq!(leak(pupils, &published, least), None);
        }
    }

    #[test]
    fn no_row_is_of_few(pupils in week()) {
        let whole: Vec<Own> = pupils.iter().map(|(_, lessons)| (0, lessons.clone())).collect();
        let published = release(&whole, &[""], 3).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        for table in published.patterns() {
            for row in table.rows() {
                prop_assert!(matches!(row.pupils(), Figure::Count(3..)));
            }
        }
    }
}
