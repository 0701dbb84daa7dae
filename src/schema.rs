//! JSON Schema (draft-07) of what people write, for editors: they complete names
//! and values, and show the vocabulary's questions.
//!
//! A schema describes shapes and names. What only the whole can tell, such as a
//! role that names no party, is left to the program.

use crate::outcome::Outcome;
use crate::rule::FactKind;
use crate::rulebook::{Fact, Rulebook};
use crate::scenario::MAX_OPERATIONS;
use crate::value::GRADES;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const DRAFT: &str = "http://json-schema.org/draft-07/schema#";

/// The schema of a scenario under these rules.
#[must_use]
pub fn scenario(rulebook: &Rulebook) -> String {
    let facts = || rulebook.facts.iter().filter(|fact| fact.role.is_none());
    let mut definitions = Map::new();
    for fact in facts() {
        definitions.insert(format!("fact.{}", fact.name), self::fact(fact));
    }
    let mut tree = Tree::default();
    facts().for_each(|fact| tree.add(&fact.name, &fact.name));
    definitions.insert("support".into(), support());
    let yes_or_no = value(&FactKind::Bool);
    definitions.insert("bool".into(), json!({"anyOf": [yes_or_no, supported(&yes_or_no)]}));
    definitions.insert("facts".into(), tree.schema());
    definitions.insert("expected".into(), expected());
    definitions.insert("expect".into(), expect(rulebook));
    definitions.insert("reading".into(), reading(rulebook));
    definitions.insert("readings".into(), readings());
    definitions.insert("operation".into(), operation(rulebook));
    definitions.insert("case".into(), variation());
    definitions.insert("date".into(), date());
    definitions.insert("party".into(), party(rulebook));
    definitions.insert("texts".into(), json!({"type": "array", "items": {"type": "string"}}));
    let schema = json!({
        "$schema": DRAFT,
        "title": "lexcheck scenario",
        "description": "A story to be assessed: parties, facts, and the operations that are assessed.",
        "type": "object",
        "required": ["title", "parties", "operations"],
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "description": "What the scenario is called."},
            "story": {"type": "string", "description": "What a reader is told; number the paragraphs [F1], [F2] … so that facts can cite them."},
            "source": {
                "description": "`invented`, or the decided case.",
                "anyOf": [
                    {"type": "string"},
                    {"type": "object", "additionalProperties": false, "properties": {
                        "name": {"type": "string"}, "forum": {"type": "string"},
                        "date": {"type": "string"}, "cite": {"type": "string"}
                    }}
                ]
            },
            "rulebook": {
                "description": "The rulebook it was written for: 1, 1.2 or 1.2.3, any version that begins so. Put it into quotation marks where a program writes it.",
                "anyOf": [{"type": "number"}, {"type": "string", "pattern": "^[0-9]+(\\.[0-9]+){0,2}$"}]
            },
            "parties": {
                "description": "Who takes part, each with the facts about it.",
                "type": "object",
                "additionalProperties": {"$ref": "#/definitions/party"}
            },
            "readings": {"$ref": "#/definitions/readings"},
            "facts": {"$ref": "#/definitions/facts"},
            "operations": {
                "description": "The acts or omissions that are assessed.",
                "type": "object",
                "minProperties": 1,
                "maxProperties": MAX_OPERATIONS,
                "additionalProperties": {"$ref": "#/definitions/operation"}
            },
            "cases": {
                "description": "The same story with something changed; each is checked as a scenario of its own.",
                "type": "object",
                "additionalProperties": {"$ref": "#/definitions/case"}
            },
            "gaps": {"$ref": "#/definitions/texts", "description": "What the law would say and the rulebook cannot be asked yet."}
        },
        "definitions": definitions
    });
    written(&schema)
}

/// Objects a line for each member down to a depth, so that a change can be read; the rest compact.
fn written(schema: &Value) -> String {
    const DEPTH: usize = 4;
    let mut text = String::new();
    lines(schema, 0, DEPTH, &mut text);
    text.push('\n');
    text
}

fn lines(value: &Value, indent: usize, depth: usize, text: &mut String) {
    let Value::Object(members) = value else {
        text.push_str(&value.to_string());
        return;
    };
    if depth == 0 || members.values().all(|member| !member.is_object()) {
        text.push_str(&value.to_string());
        return;
    }
    text.push_str("{\n");
    for (number, (name, member)) in members.iter().enumerate() {
        if number > 0 {
            text.push_str(",\n");
        }
        text.push_str(&format!("{:indent$}{}: ", "", Value::from(name.as_str()), indent = indent + 2));
        lines(member, indent + 2, depth - 1, text);
    }
    text.push_str(&format!("\n{:indent$}}}", ""));
}

/// The schema of one fact: a plain value, or a mapping with what supports it.
fn fact(fact: &Fact) -> Value {
    let mut says = fact.ask.to_string();
    if let Some(assume) = &fact.assume {
        says.push_str(&format!(" Silence means {}.", fact.kind.show(&assume.value)));
    }
    for (word, meaning) in fact.kind.explained() {
        says.push_str(&format!("\n{word}: {meaning}"));
    }
    if fact.kind == FactKind::Bool {
        return json!({"description": says, "allOf": [{"$ref": "#/definitions/bool"}]});
    }
    let value = value(&fact.kind);
    json!({"description": says, "anyOf": [value, supported(&value)]})
}

/// A mapping with a value and what supports it.
fn supported(value: &Value) -> Value {
    json!({"allOf": [{"$ref": "#/definitions/support"}], "properties": {"value": value}})
}

fn support() -> Value {
    json!({
        "type": "object",
        "required": ["value"],
        "additionalProperties": false,
        "properties": {
            "value": {"description": "The value."},
            "proof": {"enum": GRADES, "description": "How far it is proved; stipulated, when absent."},
            "source": {"type": "string", "description": "Where it comes from."},
            "cites": {"type": "array", "items": {"type": "string"}, "description": "The paragraphs of the story it rests on: [F1], [F2] …"},
            "note": {"type": "string"}
        }
    })
}

fn value(kind: &FactKind) -> Value {
    let mut words = kind.words();
    match kind {
        FactKind::Bool => json!({"enum": [true, false, "unknown"]}),
        FactKind::Choice(_) => {
            words.push("unknown");
            json!({"enum": words})
        }
        FactKind::Level(_) => {
            let one = words.join("|");
            words.push("unknown");
            json!({"anyOf": [{"enum": words}, {"type": "string", "pattern": format!("^({one})\\.\\.({one})$")}]})
        }
        FactKind::Number { unit } => json!({
            "description": format!("A number of {unit}, or a range such as 5..20."),
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": "^(unknown|-?[0-9.]+\\.\\.-?[0-9.]+)$"}
            ]
        }),
        FactKind::Set(_) => {
            let for_a_time = format!("^({})( (since|until) [0-9-]+)+$", words.join("|"));
            let item = json!({"anyOf": [{"enum": words}, {"type": "string", "pattern": for_a_time}]});
            json!({"anyOf": [{"type": "array", "uniqueItems": true, "items": item}, {"enum": ["unknown"]}]})
        }
    }
}

/// Dotted names, which may be written nested from any dot on.
#[derive(Default)]
struct Tree {
    /// The rest of the name from here, and the whole name.
    names: BTreeMap<String, String>,
    below: BTreeMap<String, Tree>,
}

impl Tree {
    fn add(&mut self, rest: &str, whole: &str) {
        self.names.insert(rest.to_owned(), whole.to_owned());
        for (dot, _) in rest.match_indices('.') {
            self.below.entry(rest[..dot].to_owned()).or_default().add(&rest[dot + 1..], whole);
        }
    }

    fn schema(&self) -> Value {
        let mut properties = Map::new();
        for (rest, whole) in &self.names {
            properties.insert(rest.clone(), json!({"$ref": format!("#/definitions/fact.{whole}")}));
        }
        for (name, tree) in &self.below {
            let nested = tree.schema();
            let either = match properties.get(name) {
                Some(own) => json!({"anyOf": [own, nested]}),
                None => nested,
            };
            properties.insert(name.clone(), either);
        }
        json!({"type": "object", "additionalProperties": false, "properties": properties})
    }
}

/// An outcome, several of which each is right, or a mapping that also says where the court said so and what decided.
fn expected() -> Value {
    let outcome = json!({"enum": Outcome::ALL.map(Outcome::name)});
    let several = json!({"type": "array", "minItems": 1, "uniqueItems": true, "items": outcome});
    let phrases = json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": "The element that must have decided, by its phrase, or several."});
    json!({"anyOf": [
        outcome,
        several,
        {
            "type": "object",
            "required": ["outcome"],
            "additionalProperties": false,
            "properties": {
                "outcome": {"anyOf": [outcome, several]},
                "holding": {"type": "string", "description": "Where the court said so."},
                "element": phrases,
                "exception": {"type": "string", "description": "The exception that must have applied, by its name."},
                "reading": {"type": "string", "description": "The position that must have decided: `position`, or `position = reading` where a reading is taken."}
            }
        }
    ]})
}

/// The same story with something changed.
fn variation() -> Value {
    json!({
        "type": "object",
        "required": ["operations"],
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "description": "What reports call it."},
            "readings": {"$ref": "#/definitions/readings"},
            "facts": {"$ref": "#/definitions/facts", "description": "Facts of every operation, instead of what is stated of it."},
            "operations": {
                "description": "What is changed of some operations, and what the law gives then.",
                "type": "object",
                "additionalProperties": {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                        "date": {"$ref": "#/definitions/date"},
                        "facts": {"$ref": "#/definitions/facts"},
                        "expect": {"$ref": "#/definitions/expect"}
                    }
                }
            }
        }
    })
}

fn expect(rulebook: &Rulebook) -> Value {
    let mut properties = Map::new();
    let mut add = |name: &str, says: String| {
        properties.insert(name.to_owned(), json!({"description": says, "allOf": [{"$ref": "#/definitions/expected"}]}));
    };
    for regime in &rulebook.regimes {
        add(&regime.name, format!("The conclusion: {}.", regime.title));
    }
    for test in &rulebook.tests {
        add(&test.id, format!("{}: {}", test.title, test.question));
    }
    json!({
        "description": "What the author says that the law gives, by hand.",
        "type": "object",
        "additionalProperties": false,
        "properties": properties
    })
}

/// A reading set, or the readings of some positions.
fn reading(rulebook: &Rulebook) -> Value {
    let sets: Vec<Value> =
        rulebook.sets.iter().map(|set| json!({"const": set.name, "description": set.title})).collect();
    let mut properties = Map::new();
    for position in &rulebook.positions {
        let names: Vec<&str> = position.readings.iter().map(|reading| reading.name.as_str()).collect();
        let says: Vec<String> =
            position.readings.iter().map(|reading| format!("{}: {}", reading.name, reading.says)).collect();
        let description = format!("{}\n{}", position.question, says.join("\n"));
        properties.insert(position.id.to_string(), json!({"enum": names, "description": description}));
    }
    let positions = json!({"type": "object", "additionalProperties": false, "properties": properties});
    json!({"anyOf": [positions, {"anyOf": sets}]})
}

fn readings() -> Value {
    json!({
        "description": "Readings of unsettled points that the forum takes; all others are left open.",
        "anyOf": [
            {"$ref": "#/definitions/reading"},
            {"type": "array", "items": {"$ref": "#/definitions/reading"}}
        ]
    })
}

fn operation(rulebook: &Rulebook) -> Value {
    let mut operation = json!({
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "title": {"type": "string", "description": "What reports call it."},
            "date": {"$ref": "#/definitions/date"},
            "responds_to": {"type": "string", "description": "The operation it answers."},
            "assists": {"type": "string", "description": "The operation it helps."},
            "facts": {"$ref": "#/definitions/facts"},
            "expect": {"$ref": "#/definitions/expect"},
            "gaps": {"$ref": "#/definitions/texts"}
        }
    });
    for role in &rulebook.roles {
        operation["properties"][role.name.as_str()] = json!({"type": "string", "description": role.ask});
    }
    operation
}

fn date() -> Value {
    json!({
        "description": "When it happened: 2026-03-02, 2026-03 or 2026.",
        "anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}]
    })
}

fn party(rulebook: &Rulebook) -> Value {
    let mut properties = Map::new();
    properties.insert("title".into(), json!({"type": "string", "description": "What reports call it."}));
    for fact in &rulebook.facts {
        if let Some((_, name)) = &fact.role {
            properties.insert(name.to_string(), self::fact(fact));
        }
    }
    json!({"type": ["object", "null"], "additionalProperties": false, "properties": properties})
}

/// The schema of a doctrine file.
#[must_use]
pub fn doctrine() -> String {
    include_str!("../schemas/doctrine.json").to_owned()
}
