//! Fingerprints of lines, as GitHub's own `upload-sarif` computes them: by these it knows an alert again when lines
//! above it come and go. Giving the same ones keeps it from warning of others, and gives them to those who upload
//! without it.

use std::collections::HashMap;

/// So many characters from the start of a line on are what it is known by.
const BLOCK: usize = 100;
const FACTOR: u64 = 37;
const END: u16 = 0xffff;

/// The fingerprint of each line of a text.
///
/// Blanks and tabs do not count, all line ends are one, and lines that are alike are numbered.
pub(super) fn of_lines(text: &str) -> Vec<String> {
    let mut units: Vec<u16> = Vec::with_capacity(text.len() + 1);
    let mut starts = Vec::new();
    let mut at_start = true;
    let mut after_return = false;
    for unit in text.encode_utf16().chain([END]) {
        let second_half = std::mem::take(&mut after_return) && unit == u16::from(b'\n');
        if second_half || unit == u16::from(b' ') || unit == u16::from(b'\t') {
            continue;
        }
        after_return = unit == u16::from(b'\r');
        let unit = if after_return { u16::from(b'\n') } else { unit };
        if at_start {
            starts.push(units.len());
        }
        at_start = unit == u16::from(b'\n');
        units.push(unit);
    }
    let mut seen: HashMap<u64, usize> = HashMap::new();
    starts
        .into_iter()
        .map(|start| {
            let block = units[start..].iter().copied().chain(std::iter::repeat(0)).take(BLOCK);
            let hash = block.fold(0_u64, |hash, unit| hash.wrapping_mul(FACTOR).wrapping_add(u64::from(unit)));
            let alike = seen.entry(hash).or_default();
            *alike += 1;
            format!("{hash:x}:{alike}")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the tests of `github/codeql-action` (`src/fingerprints.test.ts`) expect.
    #[test]
    fn they_are_those_that_github_computes() {
        assert_eq!(of_lines(""), ["c129715d7a2bc9a3:1"]);
        let hashes = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(of_lines(" a\nb\n  \t\tc\n d"), hashes);
        let mixed = of_lines(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n");
        assert_eq!(mixed[0], "e9496ae3ebfced30:1");
        assert_eq!(mixed[6], "c129715d7a2bc9a3:1");
        let alike = of_lines(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(alike[5], "a7f2ff13bc495cf2:6");
        assert_eq!(alike[6], "a7f2ff1481e87703:1");
    }
}
