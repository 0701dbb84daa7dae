//! Facts as somebody stated them, before the vocabulary gives them a type.
//!
//! Names are dotted or nested and mean the same; a value is plain, or a mapping
//! with `value` and what supports it. Scenarios and the examples beside rules
//! are written alike, so both are read here.

use crate::diagnostic::{Diagnostic, Place};
use crate::fields::{Fields, Text, text, texts};
use crate::problem::Problem;
use crate::yaml::{Entry, Node, Quoting, Value};

/// One fact with its value and what supports it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Stated {
    /// The dotted name, at the place of its last part.
    pub name: Text,
    /// The value as written.
    pub value: Written,
    /// How far it is proved.
    pub proof: Option<Text>,
    /// Where it comes from.
    pub source: Option<Text>,
    /// The story's paragraphs it rests on.
    pub cites: Vec<Text>,
    /// Anything else its author wants to say.
    pub note: Option<Text>,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Written {
    /// A word or number; `bare` unless it stood in quotation marks.
    Word {
        /// The word.
        word: Text,
        /// Not quoted.
        bare: bool,
    },
    /// A list of words.
    List(Vec<Text>, Place),
}

impl Written {
    /// Where the value stands.
    #[must_use]
    pub fn place(&self) -> Place {
        match self {
            Self::Word { word, .. } => word.place,
            Self::List(_, place) => *place,
        }
    }
}

/// `fact: value (proof)`
#[must_use]
pub fn stated_in_words(fact: &Stated) -> String {
    let value = match &fact.value {
        Written::Word { word, .. } => word.text.clone(),
        Written::List(items, _) => {
            format!("[{}]", items.iter().map(|item| item.text.as_str()).collect::<Vec<_>>().join(", "))
        }
    };
    let proof = fact.proof.as_ref().map_or_else(String::new, |proof| format!(" ({})", proof.text));
    format!("{}: {value}{proof}", fact.name.text)
}

/// Reads a mapping of facts.
pub fn read(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Stated> {
    let mut found = Vec::new();
    walk("", crate::fields::entries(node, problems), &mut found, problems);
    let mut seen: std::collections::HashMap<&str, Place> = std::collections::HashMap::with_capacity(found.len());
    for fact in &found {
        if let Some(first) = seen.insert(&fact.name.text, fact.name.place) {
            let problem = Problem::DuplicateKey(fact.name.text.clone());
            problems.push(Diagnostic::at(fact.name.place, problem).also(first, "first given here"));
        }
    }
    found
}

fn walk(prefix: &str, entries: &[Entry<'_>], found: &mut Vec<Stated>, problems: &mut Vec<Diagnostic>) {
    for entry in entries {
        let name = Text {
            text: if prefix.is_empty() { entry.key.to_string() } else { format!("{prefix}.{}", entry.key) },
            place: entry.place,
        };
        match &entry.node.value {
            Value::Map(inner) if !inner.iter().any(|entry| matches!(&*entry.key, "value" | "proof" | "cites")) => {
                walk(&name.text, inner, found, problems);
            }
            Value::Map(_) => found.extend(supported(name, &entry.node, problems)),
            _ => found.extend(value(&entry.node, problems).map(|value| Stated {
                name,
                value,
                proof: None,
                source: None,
                cites: Vec::new(),
                note: None,
            })),
        }
    }
}

fn supported(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Stated> {
    let mut fields = Fields::open(node, "a fact", problems);
    let stated = fields.require("value", problems);
    let proof = fields.text("proof", problems);
    let source = fields.text("source", problems);
    let cites = fields.take("cites").map_or_else(Vec::new, |node| texts(node, problems));
    let note = fields.text("note", problems);
    fields.finish(problems);
    Some(Stated { name, value: value(stated?, problems)?, proof, source, cites, note })
}

fn value(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Written> {
    match &node.value {
        Value::Scalar(_, quoting) => {
            Some(Written::Word { word: text(node, problems)?, bare: *quoting == Quoting::Plain })
        }
        Value::List(_) => Some(Written::List(texts(node, problems), node.place)),
        Value::Map(_) => {
            problems.push(crate::fields::wrong_shape(node, "a value"));
            None
        }
    }
}
