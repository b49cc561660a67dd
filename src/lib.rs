//! Anonymised tables of problematic school absence, from a school's own attendance export.
//!
//! One pipeline, and the modules are its stations in order:
//! bytes → [`source`] → [`layout`] → [`register`] → [`definition`] → tally → [`disclosure`] → [`report`].

#![cfg_attr(not(test), deny(clippy::print_stdout, clippy::print_stderr))]

pub mod attack;
pub mod calendar;
pub mod claim;
pub mod definition;
pub mod disclosure;
pub mod document;
pub mod example;
pub mod finding;
pub mod layout;
pub mod limits;
pub mod locale;
pub mod merge;
pub mod register;
pub mod report;
pub mod session;
pub mod source;
pub mod wire;
pub mod workbook;

mod order;
mod tally;
