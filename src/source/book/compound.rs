//! Microsoft's older container: a file system of sectors in a file. Only what finds one stream is read of it.

use super::super::tables::damaged;
use crate::finding::Finding;

/// Sector numbers from here on are no sectors.
const LAST: u32 = 0xffff_fffa;
/// Streams that are shorter lie in the small sectors.
const SMALL_STREAM: usize = 4_096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// The container, as far as its streams can be found.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// The sector that follows each sector in its chain.
    next: Vec<u32>,
    /// The same for the small sectors, and the stream that holds these.
    next_small: Vec<u32>,
    small: Vec<u8>,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    start: u32,
    length: usize,
}

impl<'a> Compound<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Box<Finding>> {
        Self::open(bytes).ok_or_else(|| damaged(&"OLE2"))
    }

    fn open(bytes: &'a [u8]) -> Option<Self> {
        let sector = match u16_at(bytes, 30)? {
            9 => 512,
            12 => 4_096,
            _ => return None,
        };
        let mut compound = Compound { bytes, sector, next: Vec::new(), next_small: Vec::new(), small: Vec::new(), entries: Vec::new() };
        compound.next = compound.table()?;
        let directory = compound.chain(u32_at(bytes, 48)?, usize::MAX);
        let (entries, _) = directory.as_chunks::<ENTRY>();
        compound.entries = entries.iter().filter_map(|entry| Entry::of(entry, sector)).collect();
        let root = compound.entries.first()?;
        compound.small = compound.chain(root.start, root.length);
        compound.next_small = numbers(&compound.chain(u32_at(bytes, 60)?, usize::MAX));
        Some(compound)
    }

    /// Whether there is a stream or folder of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The bytes of a stream, as far as they are there.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let entry = self.find(name)?;
        if entry.length >= SMALL_STREAM {
            return Some(self.chain(entry.start, entry.length));
        }
        let sector = |number: u32| piece(&self.small, usize::try_from(number).ok()?.checked_mul(SMALL_SECTOR)?, SMALL_SECTOR);
        Some(follow(&self.next_small, sector, entry.start, entry.length))
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The table of which sector follows which: its own sectors are listed in the header, and on in a chain of lists.
    fn table(&self) -> Option<Vec<u32>> {
        let mut sectors = numbers(self.bytes.get(76..512)?);
        let mut list = u32_at(self.bytes, 68)?;
        let most = self.bytes.len() / self.sector + 1;
        let mut lists = 0;
        while list < LAST && lists < most {
            let mut more = numbers(self.sector_at(list)?);
            list = more.pop()?;
            sectors.extend(more);
            lists += 1;
        }
        let known = sectors.into_iter().filter(|&number| number < LAST).take(most);
        Some(known.filter_map(|number| self.sector_at(number)).flat_map(numbers).collect())
    }

    fn sector_at(&self, number: u32) -> Option<&'a [u8]> {
        piece(self.bytes, usize::try_from(number).ok()?.checked_add(1)?.checked_mul(self.sector)?, self.sector)
    }

    fn chain(&self, start: u32, length: usize) -> Vec<u8> {
        follow(&self.next, |number| self.sector_at(number), start, length)
    }
}

impl Entry {
    fn of(bytes: &[u8; ENTRY], sector: usize) -> Option<Self> {
        let (name, _) = bytes.as_chunks::<2>();
        let units: Vec<u16> = name.iter().take(32).map(|unit| u16::from_le_bytes(*unit)).take_while(|&unit| unit != 0).collect();
        // The small kind of container leaves the upper half of the length undefined.
        let upper = if sector == 512 { 0 } else { u64::from(u32_at(bytes, 124)?) << 32 };
        let length = usize::try_from(upper | u64::from(u32_at(bytes, 120)?)).unwrap_or(usize::MAX);
        Some(Self { name: String::from_utf16_lossy(&units), start: u32_at(bytes, 116)?, length })
    }
}

/// The sectors of a chain, joined and cut to a length. A chain that goes in circles ends after as many as there are.
fn follow<'a>(next: &[u32], sector: impl Fn(u32) -> Option<&'a [u8]>, start: u32, length: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (mut number, mut left) = (start, next.len());
    while let Some(piece) = sector(number).filter(|_| number < LAST && left > 0 && bytes.len() < length) {
        bytes.extend_from_slice(piece);
        left -= 1;
        let Some(following) = usize::try_from(number).ok().and_then(|number| next.get(number)) else { break };
        number = *following;
    }
    bytes.truncate(length);
    bytes
}

/// A sector; the last one of a file may be cut short.
fn piece(bytes: &[u8], from: usize, length: usize) -> Option<&[u8]> {
    let to = from.checked_add(length)?.min(bytes.len());
    bytes.get(from..to).filter(|piece| !piece.is_empty())
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<4>().0.iter().map(|number| u32::from_le_bytes(*number)).collect()
}

/// A little-endian number at a place.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|number| u16::from_le_bytes(*number))
}

/// A little-endian number at a place.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|number| u32::from_le_bytes(*number))
}

/// A floating-point number at a place.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..)?.first_chunk().map(|number| f64::from_le_bytes(*number))
}
