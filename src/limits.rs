//! How much the program takes on before it says so. Handed in, so that a test or a small machine can choose less.
//!
//! There is no limit on time, since the library knows no clock: work is counted instead, as bytes unpacked and cells filled.

/// Limits on one sitting.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of what is held whole while it is read: a workbook, a web page, JSON (text is streamed and has no such limit).
    pub workbook_bytes: u64,
    /// Bytes that a packed part may unpack to while it is streamed.
    pub unpacked_bytes: u64,
    /// Cells with something in them in one workbook, web page or JSON file.
    pub cells: u64,
    /// Bytes of the text in one cell.
    pub text_bytes: usize,
    /// Sheets of a workbook, tables of a web page.
    pub sheets: usize,
    /// Files in a zip.
    pub entries: usize,
    /// Bytes of one record of text: longer ones mean a quote that is never closed.
    pub record_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Rows at the top that are searched for the header.
    pub header_rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            workbook_bytes: 1 << 30,
            unpacked_bytes: 1 << 32,
            cells: 1 << 28,
            text_bytes: 1 << 20,
            sheets: 1_000,
            entries: 1_000,
            record_bytes: 1 << 20,
            columns: 16_384,
            header_rows: 200,
        }
    }
}
