//! Reads a mapping key by key, and says what it did not expect.
//!
//! Every reader of a rule file or a scenario goes through [`Fields`], so that
//! unknown keys, missing keys and wrong shapes read the same everywhere and are
//! all reported together.

use crate::diagnostic::{Diagnostic, Place};
use crate::problem::{Problem, nearest, one_of};
use crate::term::is_date;
use crate::version::Version;
use crate::yaml::{Entry, Node, Value};

/// A mapping whose keys are taken out one by one.
pub struct Fields<'n, 's> {
    place: Place,
    within: &'static str,
    entries: &'n [Entry<'s>],
    known: Vec<&'static str>,
    missing: Vec<&'static str>,
    is_mapping: bool,
}

/// A text with its place.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Text {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl<'n, 's> Fields<'n, 's> {
    /// Opens a node as a mapping; `within` names it in messages, as "a test".
    pub fn open(node: &'n Node<'s>, within: &'static str, problems: &mut Vec<Diagnostic>) -> Self {
        let is_mapping = matches!(node.value, Value::Map(_));
        let entries = entries(node, problems);
        Self { place: node.place, within, entries, known: Vec::new(), missing: Vec::new(), is_mapping }
    }

    /// The value of a key, if it is there and not empty.
    pub fn take(&mut self, key: &'static str) -> Option<&'n Node<'s>> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The same with the key's own place.
    pub fn entry(&mut self, key: &'static str) -> Option<&'n Entry<'s>> {
        self.known.push(key);
        self.entries.iter().find(|entry| entry.key == key && !entry.node.is_nothing())
    }

    /// The value of a key that must be there.
    pub fn require(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<&'n Node<'s>> {
        let found = self.take(key);
        if found.is_none() {
            match self.entries.iter().find(|entry| entry.key == key) {
                Some(empty) => problems.push(Diagnostic::at(empty.place, Problem::NoValue(key.to_owned()))),
                None => self.missing.push(key),
            }
        }
        found
    }

    /// An optional text.
    pub fn text(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        self.take(key).and_then(|node| text(node, problems))
    }

    /// A text that must be there; empty when it is not, which is then reported.
    pub fn required_text(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Text {
        self.require(key, problems).and_then(|node| text(node, problems)).unwrap_or_default()
    }

    /// An optional date.
    pub fn date(&mut self, key: &'static str, problems: &mut Vec<Diagnostic>) -> Option<Text> {
        let date = self.text(key, problems)?;
        if !is_date(&date.text) {
            problems.push(Diagnostic::at(date.place, Problem::BadDate(date.text.clone())));
        }
        Some(date)
    }

    /// Reports every key that was never asked for, and every one that must be
    /// there and is not, unless it is only misspelt.
    pub fn finish(mut self, problems: &mut Vec<Diagnostic>) {
        for entry in self.entries {
            if !self.known.iter().any(|known| *known == entry.key) {
                let nearest = nearest(&entry.key, self.known.iter().copied());
                // A key on its own that is no word of ours was meant to be the rest of a text.
                let is_word = entry.key.chars().all(|c| c.is_ascii_lowercase() || c == '_');
                if nearest.is_none() && entry.node.is_nothing() && !is_word {
                    problems.push(Diagnostic::at(entry.place, Problem::TornText(entry.key.to_string())));
                    continue;
                }
                self.missing.retain(|key| nearest.as_deref() != Some(*key));
                let expected = one_of(self.known.iter().copied());
                let problem =
                    Problem::UnknownKey { key: entry.key.to_string(), within: self.within, nearest, expected };
                problems.push(Diagnostic::at(entry.place, problem));
            }
        }
        let place = self.entries.first().map_or(self.place, |first| first.place);
        for key in self.missing.into_iter().filter(|_| self.is_mapping) {
            problems.push(Diagnostic::at(place, Problem::MissingKey { key, within: self.within }));
        }
    }
}

/// The entries of a mapping with free keys.
pub fn entries<'n, 's>(node: &'n Node<'s>, problems: &mut Vec<Diagnostic>) -> &'n [Entry<'s>] {
    if let Value::Map(entries) = &node.value {
        entries
    } else {
        problems.push(wrong_shape(node, "a mapping"));
        &[]
    }
}

/// The items of a list.
pub fn items<'n, 's>(node: &'n Node<'s>, problems: &mut Vec<Diagnostic>) -> &'n [Node<'s>] {
    if let Value::List(items) = &node.value {
        items
    } else {
        problems.push(wrong_shape(node, "a list"));
        &[]
    }
}

/// A scalar as text.
pub fn text(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Text> {
    if let Some(text) = node.text() {
        Some(Text { text: text.trim_end_matches('\n').to_owned(), place: node.place })
    } else {
        problems.push(wrong_shape(node, "text"));
        None
    }
}

/// A version.
pub fn version(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Version> {
    let text = text(node, problems)?;
    let version = Version::read(&text.text);
    if version.is_none() {
        problems.push(Diagnostic::at(text.place, Problem::BadVersion(text.text)));
    }
    version
}

/// A list of texts; one text alone counts as a list of one.
pub fn texts(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Text> {
    match &node.value {
        Value::Scalar(..) => text(node, problems).into_iter().collect(),
        _ => items(node, problems).iter().filter_map(|item| text(item, problems)).collect(),
    }
}

/// "expected a list, found text".
#[must_use]
pub fn wrong_shape(node: &Node<'_>, expected: &str) -> Diagnostic {
    let problem = Problem::WrongShape { expected: expected.to_owned(), found: node.shape().to_owned() };
    Diagnostic::at(node.place, problem)
}
