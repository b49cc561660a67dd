//! Drives the built page in headless Chromium, so that the tests read as what a user does.
//!
//! [`Site`] serves the page and knows what was asked for; [`Browser`] opens it; [`Element`] is what is clicked and read.

pub mod access;
mod browser;
mod driver;
mod element;
mod folder;
mod site;
pub mod states;
mod tree;

pub use browser::Browser;
pub use element::Element;
pub use folder::{file, walk};
pub use site::{Site, command_line, page_on_disk};
