//! Both programs as one archive. What they share (the sentences, the standard library) is there once, which no server's compression would find in
//! base64; and a page of a third of the size opens sooner from a slow disk or share. `www/unpack.js` reads it.

use anyhow::{Context, Result};
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};
use std::io::{Read, Write};

/// The highest of LZMA's levels: it takes seconds, once a build.
const LEVEL: u32 = 9;

/// How far back a likeness is found: further than there is anything.
const DICTIONARY: u32 = 1 << 24;

/// Packs programs one behind the other, after the length of the first (four bytes, the lowest first), as an `.lzma` that tells its length.
///
/// # Errors
/// More than four gigabytes.
pub fn archive(programs: &[Vec<u8>]) -> Result<Vec<u8>> {
    let first = programs.first().map_or(0, Vec::len);
    let first = u32::try_from(first).context("a program of more than 4 GB")?;
    let mut whole = first.to_le_bytes().to_vec();
    programs.iter().for_each(|program| whole.extend_from_slice(program));
    let length = u64::try_from(whole.len()).context("a length that does not fit")?;
    let mut options = LzmaOptions::with_preset(LEVEL);
    // Instructions have no fixed length, so a place in them says nothing of what stands there.
    (options.lc, options.lp, options.pb) = (3, 0, 0);
    options.nice_len = LzmaOptions::NICE_LEN_MAX;
    options.dict_size = DICTIONARY;
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(length))?;
    writer.write_all(&whole)?;
    Ok(writer.finish()?)
}

/// Two programs from their archive.
///
/// # Errors
/// It is none.
pub fn programs(archive: &[u8]) -> Result<[Vec<u8>; 2]> {
    let mut whole = Vec::new();
    let _ = LzmaReader::new_mem_limit(archive, u32::MAX, None)?.read_to_end(&mut whole)?;
    let (length, both) = whole.split_first_chunk().context("an archive of nothing")?;
    let (page, engine) = both.split_at_checked(usize::try_from(u32::from_le_bytes(*length))?).context("an archive that breaks off")?;
    Ok([page.to_vec(), engine.to_vec()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_again() -> Result<()> {
        let programs = [b"page page page".repeat(50), b"engine page".repeat(70)];
        let packed = archive(&programs)?;
        assert_eq!(super::programs(&packed)?, programs);
        assert!(packed.len() < 150);
        Ok(())
    }
}
