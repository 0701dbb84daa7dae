//! Coverage for people: how much is exercised, and what is not.

use super::{Counted, Document, Item, Sort, percent};
use crate::library::coverage::Share;
use crate::outcome::in_words;
use crate::report::page::{Layout, Page};

/// How much of the rules is exercised, and everything that no expectation exercises, rule file by rule file.
#[must_use]
pub fn write(document: &Document, layout: Layout) -> String {
    let mut page = Page::new(layout);
    page.heading(0, "Coverage", &in_full(document.total));
    let sorts = [
        ("Outcomes of tests", document.outcomes),
        ("Elements", document.elements),
        ("Exceptions", document.exceptions),
        ("Readings", document.readings),
    ];
    for (sort, share) in sorts.iter().filter(|(_, share)| share.points > 0) {
        page.heading(2, sort, &in_full(*share));
    }
    let left_out = document.checked.left_out + document.checked.unreadable;
    if left_out > 0 {
        page.paragraph(
            2,
            &format!("Files not counted, because the check stopped or they could not be read: {left_out}"),
        );
    }
    let files = by_file(document);
    if document.total.exercised == document.total.points {
        page.gap();
        page.paragraph(0, "Everything that is asked for is exercised.");
        return page.finish();
    }
    page.gap();
    page.paragraph(0, "No expectation exercises these; what an assessment reaches all the same says so.");
    for (file, share, items) in files.iter().filter(|(_, share, _)| share.exercised < share.points) {
        page.gap();
        page.heading(0, file, &in_full(*share));
        let mut of = "";
        for item in items.iter().filter(|item| item.share.exercised < item.share.points) {
            if of != item.of.as_str() {
                of = &item.of;
                page.paragraph(2, of);
            }
            page.paragraph(4, &format!("Line {}: {}", item.line, missing(item)));
        }
    }
    page.finish()
}

/// The items of each rule file, in the order of the rules, with how much of them is exercised.
fn by_file(document: &Document) -> Vec<(&str, Share, Vec<&Item>)> {
    let mut files: Vec<(&str, Share, Vec<&Item>)> = Vec::new();
    for item in &document.items {
        let known = files.iter().position(|(file, ..)| *file == item.file);
        let index = known.unwrap_or_else(|| {
            files.push((&item.file, Share::default(), Vec::new()));
            files.len() - 1
        });
        if let Some((_, share, items)) = files.get_mut(index) {
            share.add(item.share);
            items.push(item);
        }
    }
    files
}

/// `80.0 %, 8 of 10; reached 90.0 %`
fn in_full(share: Share) -> String {
    let Share { points, exercised, reached } = share;
    let (exercised_percent, reached_percent) = (percent(exercised, points), percent(reached, points));
    format!("{exercised_percent}, {exercised} of {points}; reached {reached_percent}")
}

fn missing(item: &Item) -> String {
    let ways = item.ways.iter().filter(|way| way.is_missing());
    let says = item.says.as_deref().unwrap_or_default();
    let told = |way: &Counted| {
        let reached = if way.count.reached > 0 { " (reached)" } else { "" };
        format!("{}{reached}", in_words(way.way))
    };
    let told = ways.map(told).collect::<Vec<_>>().join(", ");
    match item.sort {
        Sort::Test => format!("outcome: {told}"),
        Sort::Element => format!("element \"{says}\": {told}"),
        Sort::Exception => format!("exception \"{says}\": {told}"),
        Sort::Reading => format!("reading {says}: {told}"),
    }
}
