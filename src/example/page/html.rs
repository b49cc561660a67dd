//! Rows as a web page with a table, which many programs save as `.xls`.

use super::{Cell, Dialect, Page};
use std::io::{self, Write};

/// A web page; each sheet is a table.
pub(in crate::example) struct Html<W> {
    out: W,
    dialect: Dialect,
    open: bool,
}

impl<W: Write> Html<W> {
    pub(in crate::example) fn new(mut out: W, dialect: Dialect) -> io::Result<Self> {
        let encoding = dialect.encoding;
        let head = format!(
            "{}<html>\r\n<head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={}\"></head>\r\n<body>\r\n",
            encoding.mark(),
            encoding.name()
        );
        encoding.write(&head, &mut out)?;
        Ok(Self { out, dialect, open: false })
    }

    fn write(&mut self, text: &str) -> io::Result<()> {
        self.dialect.encoding.write(text, &mut self.out)
    }

    fn close(&mut self) -> io::Result<()> {
        if self.open { self.write("</table>\r\n") } else { Ok(()) }
    }
}

/// Text between tags.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{A0}', "&#160;")
}

impl<W: Write> Page for Html<W> {
    fn sheet(&mut self, _: &str) -> io::Result<()> {
        self.close()?;
        self.open = true;
        self.write("<table border=\"1\">\r\n")
    }

    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        let mut line = "<tr>".to_owned();
        for cell in cells {
            line.push_str("<td>");
            line.push_str(&escaped(&cell.text(self.dialect.decimal)));
            line.push_str("</td>");
        }
        line.push_str("</tr>\r\n");
        self.write(&line)
    }

    fn banner(&mut self, column: u16, span: u16, text: &str) -> io::Result<()> {
        let before = "<td></td>".repeat(usize::from(column));
        self.write(&format!("<tr>{before}<td colspan=\"{span}\">{}</td></tr>\r\n", escaped(text)))
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.close()?;
        self.write("</body>\r\n</html>\r\n")?;
        self.out.flush()
    }
}
