//! What a workbook, a web page or an XML file says is what the text file of the same example says.

use crate::layouts::{bytes, text};
use calamine::{Data, DataType, Reader, Sheets, Xls, Xlsx, open_workbook_auto_from_rs};
use franvarokalkyl::calendar::Day;
use franvarokalkyl::example::{Ending, Example, Grain, System, write_xlsx};
use std::io::Cursor;

#[test]
fn the_plain_workbook_says_what_the_csv_says() {
    let example = Example { pupils: 60, schools: 2, weeks: 2, ..Example::built_in() };
    let mut file = Cursor::new(Vec::new());
    write_xlsx(&example, &mut file).expect("memory takes everything");
    let mut again = Cursor::new(Vec::new());
    write_xlsx(&example, &mut again).expect("memory takes everything");
    assert!(file.get_ref() == again.get_ref(), "the same seed, two files");

    let mut book = Xlsx::new(file).expect("a workbook");
    let sheet = book.worksheet_range("Lektioner 1").expect("the sheet");
    let csv = crate::csv(&example);
    let mut lines = csv.trim_start_matches('\u{FEFF}').lines();
    let mut rows = sheet.rows();
    assert_eq!(rows.next().unwrap().iter().map(ToString::to_string).collect::<Vec<_>>().join(";"), lines.next().unwrap());
    // A date is a whole number of days, a clock a part of one; both carry a format that says so.
    let serial = |cell: &Data| cell.get_datetime().expect("a date or a clock").as_f64();
    let text = |(column, cell): (usize, &Data)| match column {
        7 => (0..20)
            .map(|offset| Day::of(2025, 8, 18).unwrap().plus(offset))
            .find(|day| f64::from(day.number()) + 25_569.0 >= serial(cell))
            .unwrap()
            .to_string(),
        8 | 9 => (0..1440)
            .find(|minute| f64::from(*minute) / 1440.0 >= serial(cell))
            .map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60))
            .unwrap(),
        11 | 12 => cell.get_float().expect("a number").to_string(),
        _ => cell.get_string().expect("text").to_owned(),
    };
    for (row, line) in rows.by_ref().zip(lines.by_ref()) {
        assert_eq!(row.iter().enumerate().map(text).collect::<Vec<_>>().join(";"), line);
    }
    assert_eq!((rows.next(), lines.next()), (None, None));
}

/// The cells of a text file in our own dialects, blank rows and blanks at the end of a row left out.
fn cells(example: &Example, ending: Ending) -> Vec<Vec<String>> {
    let delimiter = match (ending, example.system) {
        (Ending::Csv, System::Vklass | System::Ss12000) => ',',
        (Ending::Csv, _) => ';',
        _ => '\t',
    };
    let file = text(example, ending);
    file.trim_start_matches('\u{FEFF}').split_terminator("\r\n").filter_map(|line| row(split(line, delimiter).into_iter())).collect()
}

/// The cells of a line; what stands in quotes is one cell.
fn split(line: &str, delimiter: char) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            letter if letter == delimiter && !quoted => cells.push(String::new()),
            letter => cells.last_mut().unwrap().push(letter),
        }
    }
    cells
}

fn row<T: Into<String>>(cells: impl Iterator<Item = T>) -> Option<Vec<String>> {
    let mut cells: Vec<String> = cells.map(Into::into).collect();
    while cells.last().is_some_and(String::is_empty) {
        let _ = cells.pop();
    }
    (!cells.is_empty()).then_some(cells)
}

/// Whether a workbook's cell is what the text says.
fn same(cell: &Data, text: &str) -> bool {
    let near = |number: f64| number.abs() < 1e-9;
    match cell {
        Data::Empty => text.is_empty(),
        Data::String(string) => string == text,
        Data::Float(number) => text.replace(',', ".").parse::<f64>().is_ok_and(|said| near(number - said)),
        Data::DateTime(moment) => match (Day::of_iso(text), text.split_once(':')) {
            (Some(day), _) => near(moment.as_f64() - 25_569.0 - f64::from(day.number())),
            (None, Some((hours, minutes))) => {
                near(moment.as_f64() * 1440.0 - hours.parse::<f64>().unwrap() * 60.0 - minutes.parse::<f64>().unwrap())
            }
            (None, None) => false,
        },
        _ => false,
    }
}

fn workbooks() -> impl Iterator<Item = (Example, Ending)> {
    crate::layouts::all().flat_map(|example| {
        let real = move |ending: &&Ending| **ending == Ending::Xlsx || (**ending == Ending::Xls && example.system == System::Vklass);
        example.system.endings(example.grain).iter().filter(real).map(move |ending| (example, *ending))
    })
}

#[test]
fn every_workbook_says_what_the_csv_says() {
    for (example, ending) in workbooks() {
        let name = format!("{} {} {}", example.system.name(), example.grain.name(), ending.name());
        let mut book = open_workbook_auto_from_rs(Cursor::new(bytes(&example, ending))).unwrap();
        assert!(matches!((&book, ending), (Sheets::Xls(_), Ending::Xls) | (Sheets::Xlsx(_), Ending::Xlsx)), "{name}");
        let mut expected = cells(&example, Ending::Csv).into_iter();
        for (sheet, range) in book.worksheets() {
            let (height, width) = range.end().unwrap_or_default();
            for line in 0..=height {
                let found: Vec<Data> = (0..=width).map(|column| range.get_value((line, column)).cloned().unwrap_or(Data::Empty)).collect();
                if found.iter().all(DataType::is_empty) {
                    continue;
                }
                let wanted = expected.next().unwrap();
                for (column, cell) in found.iter().enumerate() {
                    let text = wanted.get(column).map_or("", String::as_str);
                    assert!(same(cell, text), "{name}, {sheet}, row {}, column {column}: {cell:?} is not {text:?}", line + 1);
                }
                assert!(wanted.len() <= found.len(), "{name}, {sheet}, row {}", line + 1);
            }
        }
        assert_eq!(expected.next(), None, "{name}");
    }
}

#[test]
fn the_old_workbook_is_laid_out_as_it_was_measured() {
    let example = Example { system: System::Vklass, grain: Grain::Period, pupils: 60, schools: 1, ..Example::built_in() };
    let file = bytes(&example, Ending::Xls);
    assert!(file.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]));
    let mut book: Xls<_> = Xls::new(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["SchoolAbscenceEveryone"]);
    let merged = book.merge_cells_by_sheet_name("SchoolAbscenceEveryone").unwrap();
    let sheet = book.worksheet_range("SchoolAbscenceEveryone").unwrap();
    let at = |row: u32, column: u32| sheet.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    assert!(at(0, 5).starts_with("Utskriftsdatum: 2025-"));
    assert_eq!((at(1, 1).as_str(), at(3, 0).as_str()), ("Björkskolan", "Statistik över skolans närvaro/frånvaro"));
    let classes: Vec<u32> = (0..=sheet.end().unwrap().0).filter(|row| at(*row, 1).starts_with("Klass: ")).collect();
    assert_eq!(merged.len(), classes.len() + 3);
    for class in classes {
        assert_eq!(at(class + 3, 7), "F\u{A0}min", "the header is under each class");
        assert!(at(class + 4, 2).contains('-') && at(class + 5, 2).is_empty(), "every second row is blank");
        assert!(merged.iter().any(|range| range.start == (class, 1) && range.end == (class, 10)));
    }
    assert!(sheet.used_cells().all(|(_, _, cell)| cell.is_string()), "all cells are text");
}

/// The text between tags, by row.
fn tagged(file: &str, row_tag: &str, cell_tag: &str) -> Vec<Vec<String>> {
    let inside = |cell: &str| {
        let text = cell.split_once('>').map_or("", |(_, rest)| rest).split('<').next().unwrap_or_default();
        text.replace("&#160;", "\u{A0}").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    };
    file.split(row_tag).skip(1).filter_map(|line| row(line.split(cell_tag).skip(1).map(inside))).collect()
}

#[test]
fn every_web_page_says_what_the_csv_says() {
    let mut pages = 0;
    for example in crate::layouts::all().filter(|example| example.system != System::Vklass) {
        if example.system.endings(example.grain).contains(&Ending::Xls) {
            let (found, expected) = (tagged(&text(&example, Ending::Xls), "<tr>", "<td"), cells(&example, Ending::Csv));
            assert_eq!(found.len(), expected.len(), "{}", example.system.name());
            found.iter().zip(&expected).for_each(|(row, line)| assert_eq!(row, line, "{}", example.system.name()));
            pages += 1;
        }
    }
    assert!(pages > 10);
}

#[test]
fn the_xml_says_what_the_csv_says() {
    for grain in System::Plain.grains() {
        let example = Example { grain: *grain, ..crate::layouts::SMALL };
        let typed: Vec<Vec<String>> = tagged(&text(&example, Ending::Xml), "<Row>", "<Data")
            .into_iter()
            .map(|row| row.into_iter().map(|cell| cell.replace("T00:00:00.000", "")).collect())
            .collect();
        assert_eq!(typed, cells(&example, Ending::Csv));
    }
}

#[test]
fn tabs_say_what_the_csv_says() {
    for example in crate::layouts::all().filter(|example| example.system.endings(example.grain).contains(&Ending::Csv)) {
        for ending in [Ending::Txt, Ending::Tsv] {
            if example.system.endings(example.grain).contains(&ending) {
                assert_eq!(cells(&example, ending), cells(&example, Ending::Csv));
            }
        }
    }
}
