//! Where something stands, as programs want it: lines and columns, and files as URIs.

use crate::source::{Source, Span};

/// A stretch of one line, counted from 1 in UTF-16 code units, as editors and SARIF count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) line: u32,
    pub(super) column: usize,
    /// One past the last.
    pub(super) end: usize,
}

impl Stretch {
    /// A span as far as its first line goes.
    pub(super) fn of(source: &Source, span: Span) -> Self {
        let range = source.byte_range(span);
        let (before, rest) = source.text.split_at(range.start);
        let before = before.rsplit('\n').next().unwrap_or_default();
        let own = rest.get(..range.len()).unwrap_or_default().lines().next().unwrap_or_default();
        let units = |text: &str| text.encode_utf16().count();
        let column = units(before) + 1;
        // What is missing at a place has no length, and a region must have one to be seen.
        Self { line: span.line, column, end: column + units(own).max(1) }
    }
}

/// A file by the name that a repository has for it: without `./`, with `/`.
pub(super) fn path(name: &str) -> String {
    let name = if cfg!(windows) { name.replace('\\', "/") } else { name.to_owned() };
    name.strip_prefix("./").map(str::to_owned).unwrap_or(name)
}

/// The same as a URI: relative as it is, absolute with its scheme.
pub(super) fn uri(name: &str) -> String {
    let name = path(name);
    let mut uri = String::with_capacity(name.len());
    if name.starts_with('/') {
        uri.push_str("file://");
    } else if cfg!(windows) && name.get(1..3) == Some(":/") {
        uri.push_str("file:///");
    }
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_as_editors_count() {
        let source = Source::new("x", "a\n  é𝄞 force: met\nb");
        let span = Span { start: 7, end: 12, line: 2 };
        assert_eq!(source.slice(span), "force");
        assert_eq!(Stretch::of(&source, span), Stretch { line: 2, column: 7, end: 12 });
        let over_the_end = Span { start: 7, end: 19, line: 2 };
        assert_eq!(Stretch::of(&source, over_the_end).end, 17);
        let nothing = Span { start: 19, end: 19, line: 3 };
        assert_eq!(Stretch::of(&source, nothing), Stretch { line: 3, column: 2, end: 3 });
    }

    #[test]
    fn a_uri_holds_whatever_a_name_holds() {
        assert_eq!(uri("./a b/c:100%\n\"<é>.yaml"), "a%20b/c%3A100%25%0A%22%3C%C3%A9%3E.yaml");
        assert_eq!(uri("/srv/a.yaml"), "file:///srv/a.yaml");
    }
}
