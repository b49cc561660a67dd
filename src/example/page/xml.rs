//! Rows as SpreadsheetML, the XML that Excel 2003 saved.

use super::html::escaped;
use super::{Cell, Page};
use std::io::{self, Write};

/// An XML file; numbers and dates keep their types, empty cells are left out and the next says its column.
pub(in crate::example) struct Xml<W> {
    out: W,
    open: bool,
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<?mso-application progid=\"Excel.Sheet\"?>\r\n\
    <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\r\n\
    <Styles><Style ss:ID=\"date\"><NumberFormat ss:Format=\"Short Date\"/></Style></Styles>\r\n";

impl<W: Write> Xml<W> {
    pub(in crate::example) fn new(mut out: W) -> io::Result<Self> {
        out.write_all(HEAD.as_bytes())?;
        Ok(Self { out, open: false })
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open { self.out.write_all(b"</Table></Worksheet>\r\n") } else { Ok(()) }
    }
}

impl<W: Write> Page for Xml<W> {
    fn sheet(&mut self, name: &str) -> io::Result<()> {
        self.close()?;
        self.open = true;
        write!(self.out, "<Worksheet ss:Name=\"{}\"><Table>\r\n", escaped(name))
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let mut line = "<Row>".to_owned();
        let mut skipped = false;
        for (column, cell) in (1..).zip(cells) {
            if *cell == Cell::Empty {
                skipped = true;
                continue;
            }
            let index = if skipped { format!(" ss:Index=\"{column}\"") } else { String::new() };
            skipped = false;
            let (style, kind, text) = match cell {
                Cell::Whole(_) | Cell::Fixed(..) => ("", "Number", cell.text('.').into_owned()),
                Cell::Date(day) => (" ss:StyleID=\"date\"", "DateTime", format!("{day}T00:00:00.000")),
                _ => ("", "String", escaped(&cell.text('.'))),
            };
            line.push_str(&format!("<Cell{index}{style}><Data ss:Type=\"{kind}\">{text}</Data></Cell>"));
        }
        line.push_str("</Row>\r\n");
        self.out.write_all(line.as_bytes())
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.close()?;
        self.out.write_all(b"</Workbook>\r\n")?;
        self.out.flush()
    }
}
