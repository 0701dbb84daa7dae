//! The comments of a file, which no reader of YAML keeps.

use super::File;
use crate::diagnostic::Place;
use crate::source::{Source, Span, clamp};
use crate::yaml::{Node, Quoting, Value};

/// One comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'s> {
    /// From the `#` to the end of the line.
    pub(super) place: Place,
    /// The same without the `#`.
    pub(super) text: &'s str,
    /// Nothing stands before it on its line.
    pub(super) alone: bool,
    /// Nothing but comments stands before it in the file.
    pub(super) top: bool,
}

/// The comments of a file.
pub(super) fn read<'s>(source: &'s Source, root: &Node<'_>) -> Vec<Comment<'s>> {
    let mut texts = Vec::new();
    spans(root, &mut texts);
    texts.sort_unstable();
    let within = |at: u32| {
        let before = texts.partition_point(|(start, _)| *start <= at);
        before.checked_sub(1).and_then(|index| texts.get(index)).is_some_and(|(_, end)| at < *end)
    };
    let mut comments = Vec::new();
    let (mut first, mut top) = (0, true);
    for (number, line) in source.text.split('\n').enumerate() {
        let mut before = ' ';
        let mut found = None;
        for (at, (byte, c)) in line.char_indices().enumerate() {
            if c == '#' && before.is_whitespace() && !within(first + clamp(at)) {
                found = Some((at, byte));
                break;
            }
            before = c;
        }
        let length = clamp(line.chars().count());
        if let Some((at, byte)) = found {
            let alone = line[..byte].trim().is_empty();
            top &= alone;
            let span = Span { start: first + clamp(at), end: first + length, line: clamp(number + 1) };
            comments.push(Comment { place: Place { source: 0, span }, text: line[byte + 1..].trim(), alone, top });
        } else {
            top &= line.trim().is_empty();
        }
        first += length + 1;
    }
    comments
}

/// Where texts stand in which a `#` is only a character.
fn spans(node: &Node<'_>, texts: &mut Vec<(u32, u32)>) {
    match &node.value {
        Value::Scalar(_, Quoting::Plain) => {}
        Value::Scalar(..) => texts.push((node.place.span.start, node.place.span.end)),
        Value::List(items) => items.iter().for_each(|item| spans(item, texts)),
        Value::Map(entries) => entries.iter().for_each(|entry| spans(&entry.node, texts)),
    }
}

impl File<'_> {
    /// Whether something is said at the end of a line.
    pub(super) fn comment_on(&self, line: u32) -> bool {
        self.comments.iter().any(|comment| comment.place.span.line == line && !is_allowance(comment))
    }

    /// Whether the line above is a comment.
    pub(super) fn comment_above(&self, line: u32) -> bool {
        let above = |comment: &&Comment<'_>| comment.alone && comment.place.span.line + 1 == line;
        self.comments.iter().any(|comment| above(&comment) && !is_allowance(comment))
    }
}

fn is_allowance(comment: &Comment<'_>) -> bool {
    comment.text.starts_with(super::allow::ADDRESS)
}
