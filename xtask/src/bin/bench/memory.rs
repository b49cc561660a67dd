//! How much memory the page took: the peak of the process that renders it and runs its workers.

use std::collections::BTreeMap;
use std::fs;

/// The largest peak, in kB, of the renderers that descend from a browser's process; none where the system has no `/proc`.
pub(super) fn peak(browser: u64) -> Option<u64> {
    let parents: BTreeMap<u64, u64> = fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| {
            let process = entry.ok()?.file_name().to_str()?.parse().ok()?;
            Some((process, field(process, "PPid:")?))
        })
        .collect();
    let descends = |process: u64| std::iter::successors(Some(process), |one| parents.get(one).copied()).any(|one| one == browser);
    parents.keys().copied().filter(|process| descends(*process) && renders(*process)).filter_map(|process| field(process, "VmHWM:")).max()
}

fn renders(process: u64) -> bool {
    fs::read(format!("/proc/{process}/cmdline")).is_ok_and(|line| String::from_utf8_lossy(&line).contains("--type=renderer"))
}

fn field(process: u64, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}
