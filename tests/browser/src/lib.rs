//! Drives the built page in real browsers, so that the tests read as what a user does.
//!
//! [`Site`] serves the page and knows what was asked for; [`Browser`] opens it, in Chromium unless an [`Engine`] is named; [`Element`] is what is
//! clicked and read; [`Proxy`] knows what a browser asks of anybody; [`steps`] are those that several tests take, [`way`] is
//! all of them one after the other.

pub mod access;
mod browser;
mod display;
mod driver;
mod element;
mod folder;
mod launch;
mod proxy;
mod site;
pub mod states;
pub mod steps;
mod tree;
pub mod way;

pub use browser::Browser;
pub use element::Element;
pub use folder::{file, walk};
pub use proxy::{Proxy, SILENT};
pub use site::{Site, command_line, page_on_disk};
pub use xtask::browser::Engine;
