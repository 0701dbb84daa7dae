//! A problem at a place, and how it is drawn.
//!
//! Drawing follows rustc: the message, the source lines with the place
//! underlined, one help line. Only lines near the labels are handed to the
//! renderer, so that drawing costs nothing in a large file.

use crate::problem::Problem;
use crate::source::{Source, Span};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::borrow::Cow;

/// How many problems of one call are told one by one; the rest is counted.
pub const MAX_TOLD: usize = 50;

/// Problems in the order of their places, and no more than anybody reads.
#[must_use]
pub fn told(mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    problems.sort_by_key(|one| one.place.map(|place| (place.source, place.span.start)));
    let more = problems.len().saturating_sub(MAX_TOLD);
    problems.truncate(MAX_TOLD);
    problems.extend((more > 0).then(|| Diagnostic::whole(Problem::More(more))));
    problems
}

/// Something wrong with a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where; none when the whole file is meant.
    pub place: Option<Place>,
    /// Other places that belong to the story, each with a word on its part in it.
    pub also: Vec<(Place, String)>,
}

/// A span of one of several sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Place {
    /// Index into the list of sources that were read together.
    pub source: u32,
    /// Where in it.
    pub span: Span,
}

impl Diagnostic {
    /// A problem at a place.
    #[must_use]
    pub fn at(place: Place, problem: Problem) -> Self {
        Self { problem, place: Some(place), also: Vec::new() }
    }

    /// A problem of a whole file.
    #[must_use]
    pub fn whole(problem: Problem) -> Self {
        Self { problem, place: None, also: Vec::new() }
    }

    /// Adds another place with a label.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Draws it, in colour or plain. `sources` are those its places count in;
    /// a problem of a whole file is drawn with the name of the first.
    #[must_use]
    pub fn draw(&self, sources: &[&Source], colour: bool) -> String {
        self.draw_as("error", sources, colour)
    }

    /// The same for what does not keep the file from being read.
    #[must_use]
    pub fn draw_warning(&self, sources: &[&Source], colour: bool) -> String {
        self.draw_as("warning", sources, colour)
    }

    fn draw_as(&self, word: &'static str, sources: &[&Source], colour: bool) -> String {
        let (says, help) = (self.problem.to_string(), self.problem.help());
        let caption = Caption { word, code: None, says: &says, help: help.as_deref() };
        draw(&caption, self.place, &self.also, sources, colour)
    }
}

/// What is drawn above the source, and below it.
#[derive(Debug, Clone, Copy)]
pub struct Caption<'c> {
    /// How much it weighs, in a word: all but an `error` is drawn as a warning.
    pub word: &'static str,
    /// What kind of finding it is.
    pub code: Option<&'static str>,
    /// What is found.
    pub says: &'c str,
    /// What to do about it.
    pub help: Option<&'c str>,
}

/// Draws something about places of some sources, in colour or plain; about the first as a whole, where there is no
/// place.
#[must_use]
pub fn draw(
    caption: &Caption<'_>,
    place: Option<Place>,
    also: &[(Place, String)],
    sources: &[&Source],
    colour: bool,
) -> String {
    let message = printable(caption.says);
    let mut elements = Vec::new();
    let mut named: Vec<u32> = Vec::new();
    for place in place.iter().chain(also.iter().map(|(place, _)| place)) {
        if !named.contains(&place.source) {
            named.push(place.source);
        }
    }
    for id in &named {
        if let Some(source) = sources.get(*id as usize) {
            elements.extend(snippets(place, also, *id, source));
        }
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(100);
    let help = caption.help.map(printable);
    let whole = elements.is_empty();
    let level = if caption.word == "error" { Level::ERROR } else { Level::WARNING.with_name(caption.word) };
    let title = level.primary_title(message.as_str());
    let title = if let Some(code) = caption.code { title.id(code) } else { title };
    let mut group = title.elements(elements);
    if whole && let Some(source) = sources.first() {
        group = group.element(Origin::path(printable(&source.name)));
    }
    if let Some(help) = &help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// One snippet per stretch of neighbouring lines of one source.
fn snippets<'s>(
    primary: Option<Place>,
    also: &[(Place, String)],
    id: u32,
    source: &'s Source,
) -> Vec<Snippet<'s, annotate_snippets::Annotation<'s>>> {
    const CONTEXT: u32 = 2;
    let mut marks: Vec<(Span, Option<String>, AnnotationKind)> = Vec::new();
    if let Some(place) = primary.filter(|place| place.source == id) {
        marks.push((place.span, None, AnnotationKind::Primary));
    }
    for (place, label) in also.iter().filter(|(place, _)| place.source == id) {
        marks.push((place.span, Some(printable(label)), AnnotationKind::Context));
    }
    // A snippet that holds the primary place comes first, the rest in order of lines.
    marks.sort_by_key(|(span, ..)| span.start);
    let mut groups: Vec<Vec<_>> = Vec::new();
    for mark in marks {
        match groups.last_mut() {
            Some(group) if near(group.last().map(|(span, ..): &(Span, _, _)| *span), mark.0) => group.push(mark),
            _ => groups.push(vec![mark]),
        }
    }
    groups.sort_by_key(|group| !group.iter().any(|(_, _, kind)| matches!(kind, AnnotationKind::Primary)));
    groups
        .into_iter()
        .map(|group| {
            let first = group.first().map_or(1, |(span, ..)| span.line);
            let last = group.iter().map(|(span, ..)| span.line).max().unwrap_or(first);
            let (from, to) = (first.saturating_sub(CONTEXT).max(1), last + CONTEXT);
            let (start, end) = line_range(&source.text, from, to);
            let text = visible(&source.text[start..end]);
            let annotations = group.into_iter().map(|(span, label, kind)| {
                let range = source.byte_range(span);
                let end_of_line =
                    source.text[range.start..].find('\n').map_or(source.text.len(), |at| range.start + at);
                // A long value is underlined on its first line only.
                let stop = range.end.min(end_of_line).max(range.start);
                let clip = |at: usize| visible(&source.text[start..at.clamp(start, end)]).len();
                kind.span(clip(range.start)..clip(stop)).label(label)
            });
            Snippet::source(text)
                .line_start(from as usize)
                .path(printable(&source.name))
                .fold(false)
                .annotations(annotations)
        })
        .collect()
}

fn near(last: Option<Span>, next: Span) -> bool {
    last.is_some_and(|last| next.line.saturating_sub(last.line) <= 5)
}

/// Byte range of lines `from..=to`, counted from 1.
fn line_range(text: &str, from: u32, to: u32) -> (usize, usize) {
    let mut starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let start = starts.nth(from as usize - 1).unwrap_or(text.len());
    let end = starts.nth((to - from) as usize).map_or(text.len(), |at| at - 1);
    let end = end.max(start);
    (start, start + text[start..end].trim_end_matches('\r').len())
}

/// The text with control characters made visible, so that nothing a file says can steer a terminal.
#[must_use]
pub fn printable(text: &str) -> String {
    let unsafe_char = |c: char| c != '\n' && steers(c);
    if !text.contains(unsafe_char) {
        return text.to_owned();
    }
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{7f}' => '\u{2421}',
            c if c.is_ascii_control() && c != '\n' => char::from_u32(0x2400 + (c as u32 & 0x1f)).unwrap_or('\u{fffd}'),
            c if unsafe_char(c) => '\u{fffd}',
            c => c,
        })
        .collect()
}

/// The text without the control characters that the renderer would let through.
fn visible(text: &str) -> Cow<'_, str> {
    let passed = |c: char| ('\u{80}'..='\u{9f}').contains(&c);
    if text.contains(passed) { Cow::Owned(text.replace(passed, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Characters that could steer a terminal, the end of a line among them.
pub(crate) fn steers(c: char) -> bool {
    c.is_control() || is_bidi_control(c)
}

/// Characters that reorder text on screen and could make a line read as what it is not.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
