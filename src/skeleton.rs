//! A scenario to start from: everything that can be written, and the questions
//! that some doctrines ask, in the order in which they are argued.

use crate::rule::FactKind;
use crate::rulebook::{Condition, Fact, FactId, Rulebook, TestId};
use std::fmt::Write;

/// The text of a new scenario that asks what these tests ask.
#[must_use]
pub fn scenario(rulebook: &Rulebook, about: &[TestId]) -> String {
    let mut text = String::from(HEAD);
    for role in &rulebook.roles {
        let value = if role.name == "by" { "first_state" } else { "second_state" };
        let _ = writeln!(text, "    {}: {value}  # {}", role.name, role.ask);
    }
    text.push_str(
        "    # responds_to: another_operation   # the operation that this one answers\n    \
         # assists: another_operation       # the operation that this one helps\n    facts:\n",
    );
    if about.is_empty() {
        text.push_str(FACTS);
    }
    let mut asked: Vec<FactId> = Vec::new();
    let mut doctrine = None;
    for id in about {
        let test = rulebook.test(*id);
        let gates: Vec<FactId> = rulebook.gate_of(test).iter().flat_map(Condition::facts).collect();
        for fact in rulebook.conditions_of(test).iter().flat_map(Condition::facts) {
            if asked.contains(&fact) || rulebook.fact(fact).role.is_some() {
                continue;
            }
            if doctrine.replace(test.doctrine) != Some(test.doctrine) {
                let of = &rulebook.doctrines[test.doctrine];
                let _ = writeln!(text, "\n      # --- {} ({}) ---", of.title, of.id);
            }
            asked.push(fact);
            question(&mut text, rulebook.fact(fact), gates.contains(&fact));
        }
    }
    let elsewhere = rests_on(rulebook, about);
    if !elsewhere.is_empty() {
        text.push_str("\n      # These rest on other doctrines; `lexcheck new --about NAME` asks what they ask:\n");
        for doctrine in elsewhere {
            let _ = writeln!(text, "      # {doctrine}");
        }
    }
    text.push_str(TAIL);
    text
}

/// Doctrines that some tests ask about without belonging to them.
fn rests_on<'r>(rulebook: &'r Rulebook, tests: &[TestId]) -> Vec<&'r str> {
    let mut found: Vec<&str> = Vec::new();
    for id in tests {
        for other in rulebook.conditions_of(rulebook.test(*id)).iter().flat_map(Condition::tests) {
            let doctrine = rulebook.doctrine_of(*other).id.as_str();
            if !tests.contains(other) && !found.contains(&doctrine) {
                found.push(doctrine);
            }
        }
    }
    found
}

/// A fact with its question; one whose silence means something is left to silence, but for what makes the tests arise.
fn question(text: &mut String, fact: &Fact, gate: bool) {
    let _ = writeln!(text, "      # {}", fact.ask);
    for (word, says) in fact.kind.explained() {
        let _ = writeln!(text, "      #   {word}: {says}");
    }
    let takes = match &fact.kind {
        FactKind::Bool => "true | false".to_owned(),
        FactKind::Choice(_) => fact.kind.words().join(" | "),
        FactKind::Level(_) => fact.kind.words().join(" < "),
        FactKind::Number { unit } => format!("a number of {unit}, or a range such as 5..20"),
        FactKind::Set(_) => format!("a list of {}", fact.kind.words().join(" | ")),
    };
    let (start, value, silence) = match &fact.assume {
        None => ("", "unknown".to_owned(), String::new()),
        Some(_) if gate && fact.kind == FactKind::Bool => {
            ("", "unknown".to_owned(), "; silence means false".to_owned())
        }
        Some(assume) => {
            let value = fact.kind.show(&assume.value);
            ("# ", value.clone(), format!("; silence means {value}"))
        }
    };
    let _ = writeln!(text, "      {start}{}: {value}  # {takes}{silence}", fact.name);
}

const HEAD: &str = "\
# yaml-language-server: $schema=scenario.schema.json
# (`lexcheck schema scenario > scenario.schema.json` puts it beside this file, for editors that complete and explain.)
# What is not known stays `unknown` or is left out; delete what has nothing to do with your story.
title: A new scenario
story: |
  [F1] What happened, in numbered paragraphs that facts can cite.
source: invented  # or the case: {name: …, forum: …, date: …, cite: …}
parties:
  first_state:
    title: First State
    kind: state  # state | international_organisation | armed_group | private_person
    treaties: [un_charter]
  second_state:
    title: Second State
    kind: state
    treaties: [un_charter]
# readings: icj            # the readings that the forum itself takes; left open, when absent
operations:
  first_operation:
    title: What is assessed
    date: 2026-01-01
";

const FACTS: &str = "      \
      # A fact is a name and a value, or a mapping that also says what supports it:
      # armed_attack.ongoing: {value: true, proof: clear_and_convincing, source: report para 12, cites: [F1]}
      # `lexcheck rules search WORD` finds facts; `lexcheck new --about DOCTRINE` asks what a doctrine needs.
";

const TAIL: &str = "
    # What the law gives, by hand; `lexcheck check FILE` compares.
    # expect:
    #   jus_ad_bellum: met       # met | not_met | contested | undetermined | not_applicable
";
