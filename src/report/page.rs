//! A page of text: columns for a terminal, sentences for a pipe or a screen reader.
//!
//! Every text that comes from a file passes through here and is made
//! [`printable`]. Colour only repeats what words
//! and symbols say.

use crate::diagnostic::printable;
use crate::outcome::Outcome;
use colored::{Color, Colorize};
use textwrap::Options;

/// Columns that the label of a paragraph takes.
const COLUMN: usize = 9;

/// How a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns available.
    pub width: usize,
    /// Colours and bold.
    pub colour: bool,
    /// Sentences without columns and symbols.
    pub plain: bool,
}

impl Default for Layout {
    fn default() -> Self {
        Self { width: 80, colour: false, plain: false }
    }
}

/// A page being written.
pub struct Page {
    layout: Layout,
    text: String,
}

impl Page {
    /// An empty page.
    #[must_use]
    pub fn new(layout: Layout) -> Self {
        let width = layout.width.clamp(40, 120);
        Self { layout: Layout { width, ..layout }, text: String::new() }
    }

    /// What was written.
    #[must_use]
    pub fn finish(self) -> String {
        self.text
    }

    /// Whether sentences are wanted instead of columns.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.layout.plain
    }

    /// An empty line, unless one is there already.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// A heading in bold, with something at the right margin; in capitals at depth 1.
    pub fn heading(&mut self, indent: usize, left: &str, right: &str) {
        self.row(indent, left, right, None, true);
    }

    /// The line of a test: symbol, name, outcome.
    pub fn outcome(&mut self, indent: usize, name: &str, outcome: Outcome, words: &str) {
        if self.layout.plain {
            self.line(indent, &format!("{}: {words}.", printable(name)));
        } else {
            let left = format!("{} {name}", symbol(outcome));
            self.row(indent, &left, words, Some(colour(outcome)), false);
        }
    }

    /// Two ends of a line; the right one moves to a line of its own when both do not fit.
    fn row(&mut self, indent: usize, left: &str, right: &str, colour: Option<Color>, bold: bool) {
        let (left, right) = (printable(left).replace('\n', " "), printable(right).replace('\n', " "));
        if self.layout.plain {
            let both = if right.is_empty() { left } else { format!("{left}: {right}") };
            self.line(indent, &both);
            return;
        }
        let room = self.layout.width.saturating_sub(indent);
        let (left_width, right_width) = (display_width(&left), display_width(&right));
        let styled = |text: &str| match (self.layout.colour, colour, bold) {
            (false, ..) => text.to_owned(),
            (true, Some(colour), _) => text.color(colour).to_string(),
            (true, None, true) => text.bold().to_string(),
            (true, None, false) => text.to_owned(),
        };
        let pad = " ".repeat(indent);
        if right.is_empty() {
            let wrapped = self.wrap(&left, room, 2);
            for (number, line) in wrapped.iter().enumerate() {
                let hang = if number == 0 { "" } else { "  " };
                self.text.push_str(&format!("{pad}{hang}{}\n", styled(line)));
            }
        } else if left_width + right_width + 2 <= room {
            let fill = " ".repeat(room - left_width - right_width);
            self.text.push_str(&format!("{pad}{}{fill}{}\n", styled(&left), styled(&right)));
        } else {
            let wrapped = self.wrap(&left, room, 2);
            let (last, init) =
                wrapped.split_last().map_or((String::new(), &[][..]), |(last, init)| (last.clone(), init));
            for (number, line) in init.iter().enumerate() {
                let hang = if number == 0 { "" } else { "  " };
                self.text.push_str(&format!("{pad}{hang}{}\n", styled(line)));
            }
            let hang = if init.is_empty() { 0 } else { 2 };
            let used = hang + display_width(&last);
            if used + right_width + 2 <= room {
                let fill = " ".repeat(room - used - right_width);
                self.text.push_str(&format!("{pad}{}{}{fill}{}\n", " ".repeat(hang), styled(&last), styled(&right)));
            } else {
                self.text.push_str(&format!("{pad}{}{}\n", " ".repeat(hang), styled(&last)));
                let right_pad = " ".repeat(room.saturating_sub(right_width));
                self.text.push_str(&format!("{pad}{right_pad}{}\n", styled(&right)));
            }
        }
    }

    /// A fact with the place it is stated at.
    pub fn fact(&mut self, indent: usize, statement: &str, place: &str) {
        if self.layout.plain {
            let place = if place.is_empty() { String::new() } else { format!(" ({})", printable(place)) };
            self.line(indent, &format!("{}{place}", printable(statement)));
        } else {
            self.row(indent, statement, place, None, false);
        }
    }

    /// A labelled paragraph: the label in a column of its own.
    pub fn labelled(&mut self, indent: usize, label: &str, text: &str) {
        let text = printable(text).replace('\n', " ");
        if self.layout.plain {
            self.line(indent, &format!("{}{}: {text}", label[..1].to_uppercase(), &label[1..]));
            return;
        }
        let room = self.layout.width.saturating_sub(indent + COLUMN);
        for (number, line) in self.wrap(&text, room, 0).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            let pad = " ".repeat(COLUMN.saturating_sub(display_width(label)));
            let label = if self.layout.colour { label.dimmed().to_string() } else { label.to_owned() };
            self.text.push_str(&format!("{}{label}{pad}{line}\n", " ".repeat(indent)));
        }
    }

    /// A paragraph, wrapped.
    pub fn paragraph(&mut self, indent: usize, text: &str) {
        let text = printable(text);
        if self.layout.plain {
            self.line(indent, &text.replace('\n', " "));
            return;
        }
        let room = self.layout.width.saturating_sub(indent);
        for (number, line) in self.wrap(&text.replace('\n', " "), room, 2).iter().enumerate() {
            let hang = if number == 0 { 0 } else { 2 };
            self.text.push_str(&format!("{}{line}\n", " ".repeat(indent + hang)));
        }
    }

    /// A line to be copied: it is not wrapped.
    pub fn verbatim(&mut self, indent: usize, text: &str) {
        self.line(indent, &printable(text));
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        // The name of a file may hold a line end, and what follows it must not look like a line of ours.
        self.text.push_str(&text.replace('\n', " "));
        self.text.push('\n');
    }

    /// Lines of at most `room` columns; all but the first leave room for a hanging indent.
    #[expect(clippy::unused_self, reason = "wrapping belongs to the page")]
    fn wrap(&self, text: &str, room: usize, hang: usize) -> Vec<String> {
        let pad = " ".repeat(hang);
        let options = Options::new(room.max(20)).subsequent_indent(&pad).break_words(true);
        let lines = textwrap::wrap(text, options);
        lines.into_iter().map(|line| line.strip_prefix(&pad).unwrap_or(&line).to_owned()).collect()
    }
}

/// The mark of an outcome; the word always stands beside it.
#[must_use]
pub fn symbol(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "✓",
        Outcome::NotMet => "✗",
        Outcome::Contested => "±",
        Outcome::Undetermined => "?",
        Outcome::NotApplicable => "–",
    }
}

fn colour(outcome: Outcome) -> Color {
    match outcome {
        Outcome::Met => Color::Green,
        Outcome::NotMet => Color::Red,
        Outcome::Contested => Color::Magenta,
        Outcome::Undetermined => Color::Yellow,
        Outcome::NotApplicable => Color::BrightBlack,
    }
}

/// Columns a text takes.
#[must_use]
pub fn display_width(text: &str) -> usize {
    textwrap::core::display_width(text)
}
