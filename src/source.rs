//! A named text and places in it.
//!
//! Offsets count characters, not bytes, because that is what the YAML parser
//! reports; only [`Source::byte_range`] converts, and only drawing needs it.

use std::ops::Range;

/// A text with the name a reader knows it by: a path, or `<stdin>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A place in a text: characters `start..end`, beginning on `line`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First character, counted from 0.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
    /// Line of the first character, counted from 1.
    pub line: u32,
}

impl Span {
    /// The part of this span that begins `offset` characters in and is `len` long.
    #[must_use]
    pub fn part(self, offset: usize, len: usize) -> Self {
        let start = self.start.saturating_add(clamp(offset));
        Self { start, end: start.saturating_add(clamp(len)), line: self.line }
    }
}

impl Source {
    /// Names a text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into() }
    }

    /// The characters of a span as bytes of [`Source::text`], for slicing.
    #[must_use]
    pub fn byte_range(&self, span: Span) -> Range<usize> {
        let (start, end) = (span.start as usize, span.end.max(span.start) as usize);
        if self.text.is_ascii() {
            return start.min(self.text.len())..end.min(self.text.len());
        }
        let mut offsets = self.text.char_indices().map(|(at, _)| at);
        let first = offsets.nth(start).unwrap_or(self.text.len());
        let last = match end - start {
            0 => first,
            more => offsets.nth(more - 1).unwrap_or(self.text.len()),
        };
        first..last
    }

    /// The text a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        &self.text[self.byte_range(span)]
    }

    /// Column of the span's first character, counted from 1.
    #[must_use]
    pub fn column(&self, span: Span) -> usize {
        let before = &self.text[..self.byte_range(span).start];
        before.chars().rev().take_while(|&c| c != '\n').count() + 1
    }
}

/// A length as the 32 bits a span keeps; every text is far smaller (see `yaml::MAX_BYTES`).
pub(crate) fn clamp(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_characters_and_slices_count_bytes() {
        let source = Source::new("x", "é: Tadić\nb");
        let span = Span { start: 3, end: 8, line: 1 };
        assert_eq!(source.slice(span), "Tadić");
        assert_eq!(source.column(span), 4);
        let past = Span { start: 90, end: 99, line: 9 };
        assert_eq!(source.slice(past), "");
    }
}
