//! When rows are, by hand: weeks with weekdays, the clocks of other time zones, dates that are none.

use super::{day, read_with, sit, sums};
use crate::calendar::Span;
use crate::layout::value::Grade;
use crate::layout::{Choices, TableChoice};
use crate::register::Register;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};

/// Day, scheduled and absent minutes of each day of the first pupil.
fn days(register: &Register) -> Vec<(String, u16, u16)> {
    sums(&register.pupils()[0]).iter().map(|day| (day.day.to_string(), day.scheduled, day.absent)).collect()
}

#[test]
fn a_week_and_a_weekday_are_a_day_of_the_period() {
    let csv = "Elev-id;Vecka;Veckodag;Starttid;Lektionslängd;Status\nE1;35;Måndag;08:00;60;Sjuk\nE1;v36;fre;08:00;60;Närvarande\n";
    let period = Span::new(day("2025-08-18"), day("2025-12-19"));
    let table = TableChoice { file: "rader 0.csv".to_owned(), period, ..TableChoice::default() };
    let found = read_with(Choices { tables: vec![table], ..Choices::default() }, &[csv], days);
    let kept = vec![("2025-08-25".to_owned(), 60, 60), ("2025-09-05".to_owned(), 60, 0)];
    assert_eq!(found.map(|(days, _)| days), Ok(kept));
    let without = read_with(Choices::default(), &[csv], days);
    assert_eq!(without, Err(vec!["period_missing"]), "a week has no year of its own");
}

/// Clocks in UTC are Swedish clocks, in summer and in winter, and may fall on the next day.
#[test]
fn moments_of_another_time_zone_are_swedish() {
    let csv = "student.civicNo,calendarEvent.startTime,calendarEvent.endTime,isReported,attendanceMinutes,validAbsenceMinutes,invalidAbsenceMinutes
201105040000,2025-08-18T06:00:00Z,2025-08-18T07:00:00Z,true,60,0,0
201105040000,2025-08-18T09:00:00+02:00,2025-08-18T09:40:00+02:00,true,0,40,0
201105040000,2025-11-17T07:00:00Z,2025-11-17T08:00:00Z,true,60,0,0
201105040000,2025-11-17T23:30:00Z,2025-11-17T23:50:00Z,true,20,0,0
";
    let found = read_with(Choices::default(), &[csv], days);
    let kept = vec![("2025-08-18".to_owned(), 100, 40), ("2025-11-17".to_owned(), 60, 0), ("2025-11-18".to_owned(), 20, 0)];
    let (days, codes) = found.unwrap_or_else(|found| panic!("{found:?}"));
    assert_eq!(days, kept);
    assert!(!codes.contains(&"lessons_overlap"), "{codes:?}");
}

/// A workbook with dates in the column of classes.
fn dated_classes() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0_u16..).zip(["Klass", "Elev-id", "Datum", "Starttid", "Lektionslängd", "Status"]) {
        let _sheet = sheet.write(0, column, heading)?;
    }
    let style = Format::new().set_num_format("yyyy-mm-dd");
    for (row, (class, pupil)) in (1_u32..).zip([("2025-01-02", "E1"), ("2025-02-01", "E2"), ("2025-08-18", "E3")]) {
        for (column, date) in [(0, class), (2, "2025-08-18")] {
            let _sheet = sheet.write_with_format(row, column, ExcelDateTime::parse_from_str(date)?, &style)?;
        }
        for (column, text) in [(1, pupil), (3, "08:00"), (5, "Närvarande")] {
            let _sheet = sheet.write(row, column, text)?;
        }
        let _sheet = sheet.write(row, 4, 60)?;
    }
    book.save_to_buffer()
}

/// Excel makes 2 January of the class `1-2`.
#[test]
fn a_class_that_excel_made_a_date_of_is_a_class_again() {
    let bytes = dated_classes().unwrap_or_else(|fault| panic!("{fault}"));
    let classes = sit(Choices::default(), &[("elever.xlsx".to_owned(), &bytes)], |session, _| {
        let register = session.register().unwrap_or_else(|| panic!("the file was accepted"));
        let labels = register.class_labels();
        let class = |pupil: &crate::register::Pupil| {
            let at = register.placement(&pupil.days[0])?;
            Some((at.class.and_then(|class| usize::try_from(class).ok()).map(|class| labels[class].text.clone()), at.grade))
        };
        register.pupils().iter().map(class).collect::<Vec<_>>()
    });
    let joint = Some((Some("1-2".to_owned()), Grade::Unknown));
    assert_eq!(classes, Ok(vec![joint.clone(), joint, Some((None, Grade::Unknown))]));
}
