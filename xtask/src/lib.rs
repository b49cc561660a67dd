//! What `cargo xtask` does, each thing in a module of its own. A library too, so that the browser tests serve the page with the
//! very server that `start` uses.

pub mod archive;
pub mod axe;
pub mod browser;
pub mod bundle;
pub mod doors;
pub mod pack;
pub mod policy;
pub mod project;
pub mod serve;
pub mod step;
pub mod strip;
pub mod test;
pub mod tools;
pub mod web;
