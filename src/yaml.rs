//! Text → a tree in which every key and every value has its span.
//!
//! The subset is YAML 1.2 core without anchors, aliases, tags, merge keys and
//! non-text keys: nothing in a scenario or a rule needs them, and each is a way
//! to say something other than what the page shows. Types come from whoever
//! reads the tree, so `no` is never quietly a boolean. `saphyr-parser` does the
//! parsing; the limits here keep hostile files cheap.

use crate::diagnostic::{Diagnostic, Place};
use crate::problem::Problem;
use crate::source::{Source, Span, clamp};
use saphyr_parser::{Event, Marker, Parser, ScalarStyle, ScanError};
use std::borrow::Cow;

/// Larger files are refused unread.
pub const MAX_BYTES: u64 = 4 << 20;
/// Deeper nesting is refused.
pub const MAX_DEPTH: usize = 64;
/// More values are refused.
pub const MAX_NODES: usize = 20_000;
/// After so many problems the rest of a file is not read.
const MAX_PROBLEMS: usize = 100;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node<'s> {
    /// Where the value stands.
    pub place: Place,
    /// The value.
    pub value: Value<'s>,
}

/// What a node holds. Scalars are text; whoever reads them gives them a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'s> {
    /// Text, and whether it was quoted or a block (and so cannot mean `true`, `5` or nothing).
    Scalar(Cow<'s, str>, Quoting),
    /// `[a, b]`
    List(Vec<Node<'s>>),
    /// `{a: 1}`, in the order written.
    Map(Vec<Entry<'s>>),
}

/// How a scalar was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// Bare.
    Plain,
    /// In quotation marks.
    Quoted,
    /// After `|` or `>`.
    Block,
}

/// One key of a mapping with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'s> {
    /// The key.
    pub key: Cow<'s, str>,
    /// Where the key stands.
    pub place: Place,
    /// Its value.
    pub node: Node<'s>,
}

/// A container that is still being filled.
enum Open<'s> {
    List(Place, Vec<Node<'s>>),
    /// The last part is a key that still waits for its value.
    Map(Place, Vec<Entry<'s>>, Option<(Cow<'s, str>, Place)>),
}

/// Reads a whole text. `id` is what places will call this source.
///
/// # Errors
///
/// Every duplicate key and forbidden construct of the text, or the first
/// syntax error: past that nothing can be trusted.
pub fn load(source: &Source, id: u32) -> Result<Node<'_>, Vec<Diagnostic>> {
    let mut loader = Loader { problems: Vec::new(), open: Vec::new(), root: None, nodes: 0, documents: 0 };
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let shift = usize::from(text.len() != source.text.len());
    let mut parser = Parser::new_from_str(text);
    loop {
        match parser.next_event() {
            None => break,
            Some(Err(error)) => {
                loader.problems.push(syntax(&error, text, shift, id));
                return Err(loader.problems);
            }
            Some(Ok((event, span))) => {
                let place = Place { source: id, span: convert(span.start, span.end, shift) };
                if !loader.take(event, place) {
                    break;
                }
            }
        }
    }
    match loader.root {
        _ if !loader.problems.is_empty() => Err(loader.problems),
        Some(root) => Ok(root),
        None => Err(vec![Diagnostic::whole(Problem::Empty)]),
    }
}

struct Loader<'s> {
    problems: Vec<Diagnostic>,
    open: Vec<Open<'s>>,
    root: Option<Node<'s>>,
    nodes: usize,
    documents: usize,
}

impl<'s> Loader<'s> {
    /// Takes one event; false means that reading on is pointless.
    fn take(&mut self, event: Event<'s>, place: Place) -> bool {
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return self.refuse(place, Problem::SecondDocument);
                }
            }
            Event::Alias(_) => {
                self.anchor(place);
                self.value(place, Value::Scalar(Cow::Borrowed(""), Quoting::Quoted));
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.marks(place, anchor, tag.is_some());
                let quoting = match style {
                    ScalarStyle::Plain => Quoting::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Quoting::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Quoting::Block,
                };
                self.value(place, Value::Scalar(text, quoting));
            }
            Event::SequenceStart(anchor, tag) => {
                self.marks(place, anchor, tag.is_some());
                self.open.push(Open::List(place, Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                self.marks(place, anchor, tag.is_some());
                self.open.push(Open::Map(place, Vec::new(), None));
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        if self.problems.len() > MAX_PROBLEMS {
            self.root = None;
            return false;
        }
        if self.open.len() > MAX_DEPTH {
            return self.refuse(place, Problem::TooDeep(MAX_DEPTH));
        }
        if self.nodes > MAX_NODES {
            return self.refuse(place, Problem::TooMany(MAX_NODES));
        }
        true
    }

    fn problem(&mut self, place: Place, problem: Problem) {
        self.problems.push(Diagnostic::at(place, problem));
    }

    fn refuse(&mut self, place: Place, problem: Problem) -> bool {
        self.problem(place, problem);
        self.root = None;
        false
    }

    fn marks(&mut self, place: Place, anchor: usize, tag: bool) {
        if anchor != 0 {
            self.anchor(place);
        }
        if tag {
            self.problem(place, Problem::Tag);
        }
    }

    /// Where there is one anchor there are more, and aliases: the first is enough.
    fn anchor(&mut self, place: Place) {
        if !self.problems.iter().any(|one| one.problem == Problem::Anchor) {
            self.problem(place, Problem::Anchor);
        }
    }

    fn close(&mut self, end: Place) {
        let (start, value) = match self.open.pop() {
            Some(Open::List(start, items)) => (start, Value::List(items)),
            Some(Open::Map(start, entries, _)) => (start, Value::Map(entries)),
            None => return,
        };
        let mut place = start;
        place.span.end = end.span.end.max(start.span.end);
        self.value(place, value);
    }

    /// A finished value goes into the innermost open container, or becomes the root.
    fn value(&mut self, place: Place, value: Value<'s>) {
        self.nodes += 1;
        let refused = match self.open.last_mut() {
            None => {
                // An empty document is one empty plain scalar.
                let nothing = matches!(&value, Value::Scalar(text, Quoting::Plain) if text.is_empty() || text == "~");
                self.root = (!nothing).then_some(Node { place, value });
                None
            }
            Some(Open::List(_, items)) => {
                items.push(Node { place, value });
                None
            }
            Some(Open::Map(_, entries, waiting)) => match waiting.take() {
                Some((key, key_place)) => {
                    if let Some(first) = entries.iter().find(|entry| entry.key == key) {
                        Some(
                            Diagnostic::at(key_place, Problem::DuplicateKey(key.into_owned()))
                                .also(first.place, "first given here"),
                        )
                    } else {
                        let node = Node { place, value };
                        entries.push(Entry { key, place: key_place, node });
                        None
                    }
                }
                None => {
                    if let Value::Scalar(key, quoting) = value {
                        let merge = key == "<<" && quoting == Quoting::Plain;
                        *waiting = Some((key, place));
                        merge.then(|| Diagnostic::at(place, Problem::MergeKey))
                    } else {
                        *waiting = Some((Cow::Borrowed(""), place));
                        Some(Diagnostic::at(place, Problem::KeyNotText))
                    }
                }
            },
        };
        self.problems.extend(refused);
    }
}

fn convert(start: Marker, end: Marker, shift: usize) -> Span {
    Span { start: clamp(start.index() + shift), end: clamp(end.index() + shift), line: clamp(start.line()) }
}

/// The parser's error in our words, at the place where the writer must look.
fn syntax(error: &ScanError, text: &str, shift: usize, source: u32) -> Diagnostic {
    let mark = *error.marker();
    let at = |start: usize, line: usize| Place {
        source,
        span: Span { start: clamp(start + shift), end: clamp(start + shift + 1), line: clamp(line) },
    };
    let info = error.info();
    // The parser may notice a tab on the line before it.
    if let Some((line, tab)) = tab_indent(text, mark.line().max(1), info.contains("tab")) {
        return Diagnostic::at(at(tab, line), Problem::Tab);
    }
    let place = at(mark.index(), mark.line().max(1));
    let quote = text.chars().nth(mark.index()).is_some_and(|c| c == '"' || c == '\'');
    let problem = if info.contains("quoted scalar") && (info.contains("end of stream") || info.contains("indentation"))
        || (quote && info.contains("unclosed"))
    {
        Problem::UnclosedQuote
    } else if info.contains("recursion") {
        Problem::TooDeep(MAX_DEPTH)
    } else if info.contains("mapping values are not allowed") {
        Problem::SecondColon
    } else if info.contains("simple key expect") {
        Problem::NoColon
    } else if info.contains("expected ',' or") {
        Problem::UnclosedBracket
    } else if info.contains("block mapping, did not find expected key") {
        Problem::Indentation
    } else {
        Problem::Syntax(info.to_owned())
    };
    Diagnostic::at(place, problem)
}

/// The number of a line that is indented with a tab, and where in the text the
/// tab stands: the given line or, if asked, the one after it.
fn tab_indent(text: &str, line: usize, or_next: bool) -> Option<(usize, usize)> {
    let mut start = 0;
    for (index, content) in text.split('\n').enumerate().take(line + usize::from(or_next)) {
        let tab = content.chars().take_while(|c| c.is_whitespace()).position(|c| c == '\t');
        if let Some(tab) = tab.filter(|_| index + 1 >= line) {
            return Some((index + 1, start + tab));
        }
        start += content.chars().count() + 1;
    }
    None
}

impl Node<'_> {
    /// What the node is, for messages: "text", "a list" or "a mapping".
    #[must_use]
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Scalar(text, Quoting::Plain) if text.is_empty() || text == "~" || text == "null" => "nothing",
            Value::Scalar(..) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }

    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// Nothing was written here: `key:` with no value, or `~`.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.shape() == "nothing"
    }

    /// The place of `len` characters of a scalar, `offset` in: inside the
    /// scalar where it stands on one line as written, else the whole of it.
    #[must_use]
    pub fn part(&self, offset: usize, len: usize) -> Place {
        let Value::Scalar(text, quoting) = &self.value else {
            return self.place;
        };
        let written = (self.place.span.end - self.place.span.start) as usize;
        let count = text.chars().count();
        let inset = match quoting {
            Quoting::Plain if written == count => 0,
            Quoting::Quoted if written == count + 2 => 1,
            _ => return self.place,
        };
        Place { source: self.place.source, span: self.place.span.part(offset + inset, len) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<Problem> {
        let source = Source::new("x", text);
        load(&source, 0).map_or_else(|found| found.into_iter().map(|one| one.problem).collect(), |_| Vec::new())
    }

    #[test]
    fn every_key_and_value_keeps_its_place() {
        let source = Source::new("x", "\u{feff}é: ü\r\nlist: [a, 'b c']\r\n");
        let root = load(&source, 0).unwrap();
        let Value::Map(entries) = &root.value else { panic!("a mapping") };
        assert_eq!(source.slice(entries[0].node.place.span), "ü");
        assert_eq!(entries[1].place.span.line, 2);
        let Value::List(items) = &entries[1].node.value else { panic!("a list") };
        assert_eq!(source.slice(items[1].part(2, 1).span), "c");
    }

    #[test]
    fn problems_are_reported_together() {
        assert_eq!(
            problems("a: 1\na: 2\nb: &x 1\nc: !!str 2\n"),
            [Problem::DuplicateKey("a".into()), Problem::Anchor, Problem::Tag]
        );
    }

    #[test]
    fn what_nobody_writes_is_refused() {
        assert_eq!(problems(""), [Problem::Empty]);
        assert_eq!(problems("# only a comment\n"), [Problem::Empty]);
        assert_eq!(problems(&"[".repeat(100_000)), [Problem::TooDeep(MAX_DEPTH)]);
        assert_eq!(problems(&"- ".repeat(100_000)), [Problem::TooDeep(MAX_DEPTH)]);
        assert_eq!(problems("a: 1\n---\nb: 2\n"), [Problem::SecondDocument]);
        assert_eq!(problems("<<: {a: 1}\n"), [Problem::MergeKey]);
        assert_eq!(problems("[a, b]: 1\n"), [Problem::KeyNotText]);
        assert_eq!(problems("a:\n\tb: 1\n"), [Problem::Tab]);
        assert_eq!(problems("a: \"b\nc: 1\n"), [Problem::UnclosedQuote]);
    }
}
