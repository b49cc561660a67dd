//! Tables in markup: XML, and the web pages that pose as workbooks.

mod charset;
mod html;
mod mhtml;
mod page;
mod spreadsheet;
pub(super) mod xml;

pub(super) use html::read as read_html;
pub(super) use mhtml::read as read_mhtml;
pub(super) use spreadsheet::read as read_spreadsheet;
