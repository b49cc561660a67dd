//! Set-up and tools.
fn main() {}
