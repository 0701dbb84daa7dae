//! Coverage as LCOV, in which editors and services colour the lines of rule files.
//!
//! A test is a function, and each line of a test, element, exception or reading is a line; the ways in
//! which it is asked to be exercised are its branches. Counts are those of expectations.

use super::{Document, Item, Sort};
use crate::diagnostic::printable;
use std::collections::BTreeMap;

/// What stands on a line of a rule file.
#[derive(Default)]
struct Line {
    expected: u32,
    branches: Vec<u32>,
}

/// The document as an LCOV trace file.
#[must_use]
pub fn write(document: &Document) -> String {
    let mut files: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in &document.items {
        files.entry(&item.file).or_default().push(item);
    }
    files.iter().map(|(file, items)| record(file, items)).collect()
}

fn record(file: &str, items: &[&Item]) -> String {
    let mut text = format!("TN:lexcheck\nSF:{}\n", one_line(file));
    let tests = || items.iter().filter(|item| item.sort == Sort::Test);
    for test in tests() {
        text.push_str(&format!("FN:{},{}\n", test.line, one_line(&test.of)));
    }
    for test in tests() {
        text.push_str(&format!("FNDA:{},{}\n", expected(test), one_line(&test.of)));
    }
    let called = tests().filter(|test| expected(test) > 0).count();
    text.push_str(&format!("FNF:{}\nFNH:{called}\n", tests().count()));
    let mut lines: BTreeMap<u32, Line> = BTreeMap::new();
    for item in items {
        let line = lines.entry(item.line).or_default();
        line.expected = line.expected.saturating_add(expected(item));
        match item.sort {
            // One way of exercising it will do.
            Sort::Reading => line.branches.push(expected(item)),
            _ => line.branches.extend(item.ways.iter().filter(|way| way.asked).map(|way| way.count.expected)),
        }
    }
    for (number, line) in &lines {
        for (branch, taken) in line.branches.iter().enumerate() {
            let taken = if line.expected == 0 { "-".to_owned() } else { taken.to_string() };
            text.push_str(&format!("BRDA:{number},0,{branch},{taken}\n"));
        }
    }
    let branches = || lines.values().flat_map(|line| &line.branches);
    let taken = branches().filter(|taken| **taken > 0).count();
    text.push_str(&format!("BRF:{}\nBRH:{taken}\n", branches().count()));
    for (number, line) in &lines {
        text.push_str(&format!("DA:{number},{}\n", line.expected));
    }
    let hit = lines.values().filter(|line| line.expected > 0).count();
    text.push_str(&format!("LF:{}\nLH:{hit}\nend_of_record\n", lines.len()));
    text
}

fn expected(item: &Item) -> u32 {
    item.ways.iter().fold(0, |sum, way| sum.saturating_add(way.count.expected))
}

/// A record ends with its line.
fn one_line(text: &str) -> String {
    printable(text).replace('\n', " ")
}
