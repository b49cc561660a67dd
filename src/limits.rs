//! How much the program takes on before it says so. Handed in, so that a test or a small machine can choose less.

/// Limits on one sitting.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of a workbook, which is held whole while it is read (text is streamed and has no such limit).
    pub workbook_bytes: u64,
    /// Bytes of one record of text: longer ones mean a quote that is never closed.
    pub record_bytes: usize,
    /// Columns of a table.
    pub columns: usize,
    /// Rows at the top that are searched for the header.
    pub header_rows: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { workbook_bytes: 1 << 30, record_bytes: 1 << 20, columns: 16_384, header_rows: 200 }
    }
}
