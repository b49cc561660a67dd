//! The tables of a web page: tag soup to cells, as a browser would show them.

use super::super::excess::{over, whole};
use crate::finding::Finding;
use crate::limits::Limits;
use crate::locale::Key;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

/// Cells of all tables of a page that have text, in the order of tables, rows and columns.
#[derive(Default)]
pub(super) struct Page {
    cells: Vec<PageCell>,
    text: String,
}

/// A cell's place, and its text's.
#[derive(Clone, Copy)]
pub(super) struct PageCell {
    table: usize,
    /// From 1.
    pub(super) row: u64,
    /// From 0.
    pub(super) column: u32,
    begin: usize,
    end: usize,
}

impl Page {
    /// The cells of one table after the other; tables without text are none.
    pub(super) fn tables(&self) -> impl Iterator<Item = &[PageCell]> {
        self.cells.chunk_by(|one, next| one.table == next.table)
    }

    pub(super) fn text(&self, cell: &PageCell) -> &str {
        self.text.get(cell.begin..cell.end).unwrap_or_default()
    }
}

/// Finds the tables of a page.
pub(super) fn tables_of(text: &str, limits: &Limits) -> Result<Page, Box<Finding>> {
    let mut soup = Soup { limits: *limits, page: Page::default(), open: Vec::new(), begun: 0, tag: Tag::Other, attribute: None };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _span: Span<()>| soup.take(event).err());
    // So that what stands in scripts and style sheets is no markup.
    emitter.naively_switch_states(true);
    if let Some(fault) = Tokenizer::new_with_emitter(text, emitter).find_map(Result::ok) {
        return Err(fault);
    }
    while !soup.open.is_empty() {
        soup.end_table()?;
    }
    // A table inside a cell of another ends before it.
    let mut page = soup.page;
    page.cells.sort_by_key(|cell| (cell.table, cell.row, cell.column));
    Ok(page)
}

/// What a tag means for tables.
#[derive(Clone, Copy)]
enum Tag {
    Table,
    Row,
    /// How many columns and rows it takes.
    Cell(u32, u32),
    /// Something that begins on a line of its own.
    Line,
    /// Something whose text is for programs.
    Silent,
    Other,
}

impl Tag {
    fn of(name: &[u8]) -> Self {
        match name {
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell(1, 1),
            b"br" | b"p" | b"div" | b"li" | b"hr" => Self::Line,
            b"script" | b"style" | b"title" | b"noframes" | b"xmp" => Self::Silent,
            _ => Self::Other,
        }
    }
}

/// The page so far.
struct Soup {
    limits: Limits,
    page: Page,
    /// The tables that are open, the innermost last.
    open: Vec<Table>,
    begun: usize,
    tag: Tag,
    /// Which span the attribute at hand tells.
    attribute: Option<Extent>,
}

#[derive(Clone, Copy)]
enum Extent {
    Columns,
    Rows,
}

/// A table that is open.
struct Table {
    number: usize,
    row: u64,
    column: u32,
    /// For each column, how many rows a cell that began above goes on, this row included.
    spanned: Vec<u32>,
    /// Where the open cell stands.
    cell: Option<(u64, u32)>,
    text: String,
    silent: bool,
}

/// Rows that a cell can go on for, as browsers have it.
const ROWS_SPANNED: u32 = 65_534;
const COLUMNS_SPANNED: u32 = 1_000;
/// Tables inside one another.
const DEPTH: usize = 100;

impl Soup {
    fn take(&mut self, event: CallbackEvent<'_>) -> Result<(), Box<Finding>> {
        match event {
            CallbackEvent::OpenStartTag { name } => (self.tag, self.attribute) = (Tag::of(name), None),
            CallbackEvent::AttributeName { name } => {
                self.attribute = match name {
                    b"colspan" => Some(Extent::Columns),
                    b"rowspan" => Some(Extent::Rows),
                    _ => None,
                }
            }
            CallbackEvent::AttributeValue { value } => {
                let count = std::str::from_utf8(value).ok().and_then(|value| value.trim().parse::<u32>().ok());
                if let (Tag::Cell(columns, rows), Some(count)) = (&mut self.tag, count) {
                    match self.attribute {
                        Some(Extent::Columns) => *columns = count.clamp(1, COLUMNS_SPANNED),
                        Some(Extent::Rows) => *rows = if count == 0 { ROWS_SPANNED } else { count.min(ROWS_SPANNED) },
                        None => {}
                    }
                }
            }
            CallbackEvent::CloseStartTag { .. } => return self.begin(self.tag),
            CallbackEvent::EndTag { name } => return self.end(Tag::of(name)),
            CallbackEvent::String { value } => {
                let text = std::str::from_utf8(value).unwrap_or_default();
                self.table_in_cell(|table| {
                    if !table.silent {
                        table.say(text);
                    }
                });
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
        Ok(())
    }

    fn begin(&mut self, tag: Tag) -> Result<(), Box<Finding>> {
        match tag {
            Tag::Table if self.open.len() < DEPTH => self.begin_table(),
            Tag::Table | Tag::Other => {}
            Tag::Row => {
                self.end_cell()?;
                let _ = self.in_table(Table::begin_row);
            }
            Tag::Cell(columns, rows) => {
                self.end_cell()?;
                let most = self.limits.columns;
                let width = self.in_table(|table| table.begin_cell(columns, rows)).unwrap_or_default();
                if width > most {
                    return Err(over(Key::SourceOverColumns, whole(width), whole(most)));
                }
            }
            Tag::Line => self.table_in_cell(|table| table.say(" ")),
            Tag::Silent => self.table_in_cell(|table| table.silent = true),
        }
        Ok(())
    }

    fn end(&mut self, tag: Tag) -> Result<(), Box<Finding>> {
        match tag {
            Tag::Table => self.end_table(),
            Tag::Row | Tag::Cell(..) => self.end_cell(),
            Tag::Line => {
                self.table_in_cell(|table| table.say(" "));
                Ok(())
            }
            Tag::Silent => {
                self.table_in_cell(|table| table.silent = false);
                Ok(())
            }
            Tag::Other => Ok(()),
        }
    }

    fn begin_table(&mut self) {
        self.open.push(Table {
            number: self.begun,
            row: 0,
            column: 0,
            spanned: Vec::new(),
            cell: None,
            text: String::new(),
            silent: false,
        });
        self.begun += 1;
    }

    /// The innermost table does something; rows without a table make one.
    fn in_table<T>(&mut self, act: impl FnOnce(&mut Table) -> T) -> Option<T> {
        if self.open.is_empty() {
            self.begin_table();
        }
        self.open.last_mut().map(act)
    }

    fn table_in_cell(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.open.last_mut().filter(|table| table.cell.is_some()) {
            change(table);
        }
    }

    fn end_cell(&mut self) -> Result<(), Box<Finding>> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let Some((row, column)) = table.cell.take() else { return Ok(()) };
        table.silent = false;
        let begin = self.page.text.len();
        self.page.text.push_str(table.text.trim());
        table.text.clear();
        let end = self.page.text.len();
        if end > begin {
            self.page.cells.push(PageCell { table: table.number, row, column, begin, end });
        }
        let cells = whole(self.page.cells.len());
        if cells > self.limits.cells { Err(over(Key::SourceOverCells, cells, self.limits.cells)) } else { Ok(()) }
    }

    fn end_table(&mut self) -> Result<(), Box<Finding>> {
        self.end_cell()?;
        let _ = self.open.pop();
        Ok(())
    }
}

impl Table {
    fn begin_row(&mut self) {
        self.row += 1;
        self.column = 0;
        self.spanned.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
    }

    /// Places a cell beside those before it and those that reach down from above. Answers how wide the row is now.
    fn begin_cell(&mut self, columns: u32, rows: u32) -> usize {
        if self.row == 0 {
            self.begin_row();
        }
        let reaches_down = |column: u32| self.spanned.get(column as usize).is_some_and(|&rows| rows > 0);
        while reaches_down(self.column) {
            self.column += 1;
        }
        self.cell = Some((self.row, self.column));
        let end = self.column as usize + columns as usize;
        if rows > 1 {
            self.spanned.resize(self.spanned.len().max(end), 0);
            self.spanned.iter_mut().take(end).skip(self.column as usize).for_each(|spanned| *spanned = rows);
        }
        self.column += columns;
        end
    }

    /// Adds text to the open cell; white space of any length is one space.
    fn say(&mut self, text: &str) {
        for (index, word) in text.split(|letter: char| letter.is_ascii_whitespace()).enumerate() {
            if index > 0 && !self.text.is_empty() && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            self.text.push_str(word);
        }
    }
}
