//! A rule file's text → its shape. Each function reads what it is named for, and
//! reports every key and value that does not fit.

use super::{
    Assumption, Authority, Choice, Citation, Doctrine, Example, Exception, Fact, FactKind, Imprint, Kind,
    OperationKind, Parties, Pinpoint, Position, Promise, Property, Reading, ReadingSet, Regime, RuleFile, Test,
    Verification, Word,
};
use crate::condition;
use crate::diagnostic::Diagnostic;
use crate::fields::{self, Fields, Text, entries, items, text, texts, wrong_shape};
use crate::problem::{Problem, nearest, one_of};
use crate::source::Source;
use crate::stated;
use crate::term::is_date;
use crate::yaml::{self, Node, Quoting, Value};

/// Reads one rule file; its name decides what it is. `id` is what places call it.
pub fn parse(source: &Source, id: u32, problems: &mut Vec<Diagnostic>) -> Option<RuleFile> {
    let root = match yaml::load(source, id) {
        Ok(root) => root,
        Err(found) => {
            problems.extend(found);
            return None;
        }
    };
    let path = source.name.replace('\\', "/");
    let mut parts = path.rsplit('/');
    let file = parts.next().unwrap_or_default();
    let name = file.strip_suffix(".yaml").unwrap_or(file).to_owned();
    let folder = parts.next().unwrap_or_default();
    Some(match name.as_str() {
        "authorities" => RuleFile::Authorities(each(Some(&root), problems, authority)),
        "readings" => RuleFile::ReadingSets(each(Some(&root), problems, reading_set)),
        "parties" => RuleFile::Parties(parties(&root, problems)),
        "regimes" => RuleFile::Regimes(each(Some(&root), problems, regime)),
        "rulebook" => RuleFile::Imprint(imprint(&root, problems)),
        "operations" => RuleFile::Operations(each(Some(&root), problems, operation_kind)),
        _ => RuleFile::Doctrine(Box::new(doctrine(folder.to_owned(), name, &root, problems))),
    })
}

fn key(entry: &yaml::Entry<'_>) -> Text {
    Text { text: entry.key.to_string(), place: entry.place }
}

fn imprint(root: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Imprint {
    let mut fields = Fields::open(root, "a rulebook", problems);
    let title = fields.text("title", problems);
    let version = fields.require("version", problems).and_then(|node| fields::version(node, problems));
    fields.finish(problems);
    Imprint { title, version }
}

fn doctrine(regime: String, name: String, root: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Doctrine {
    let mut fields = Fields::open(root, "a doctrine", problems);
    let title = fields.required_text("title", problems);
    let summary = fields.text("summary", problems);
    let checked = fields.required_text("checked", problems);
    let setting = fields.take("setting").map_or_else(Vec::new, |node| stated::read(node, problems));
    let facts = each(fields.take("facts"), problems, fact);
    let positions = each(fields.take("positions"), problems, position);
    let tests = each(fields.require("tests", problems), problems, test);
    let properties = fields.take("properties").map_or_else(Vec::new, |node| {
        items(node, problems).iter().filter_map(|item| property(item, problems)).collect()
    });
    fields.finish(problems);
    if !is_date(&checked.text) && !checked.text.is_empty() {
        problems.push(Diagnostic::at(checked.place, Problem::BadDate(checked.text.clone())));
    }
    Doctrine { regime, name, place: root.place, title, summary, checked, setting, facts, positions, tests, properties }
}

/// Reads each entry of a mapping with free keys.
fn each<T>(
    node: Option<&Node<'_>>,
    problems: &mut Vec<Diagnostic>,
    read: impl Fn(Text, &Node<'_>, &mut Vec<Diagnostic>) -> T,
) -> Vec<T> {
    let Some(node) = node else { return Vec::new() };
    entries(node, problems).iter().map(|entry| read(key(entry), &entry.node, problems)).collect()
}

fn fact(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Fact {
    let mut fields = Fields::open(node, "a fact", problems);
    let ask = fields.required_text("ask", problems);
    let kind = fact_kind(node, &mut fields, problems);
    let assume = fields.take("assume").and_then(|node| assumption(node, problems));
    let controlled_by = fields.text("controlled_by", problems);
    fields.finish(problems);
    if let Some(who) = &controlled_by {
        one_word(who, &["actor", "other", "nobody"], "one who can control a fact", problems);
    }
    Fact { name, ask, kind, assume, controlled_by }
}

fn fact_kind(node: &Node<'_>, fields: &mut Fields<'_, '_>, problems: &mut Vec<Diagnostic>) -> FactKind {
    let kind = fields.text("type", problems);
    let unit = fields.text("unit", problems);
    let lists = ["choice", "level", "set"].map(|name| fields.take(name).map(|node| words(node, problems)));
    match (kind, unit, lists) {
        (Some(kind), None, [None, None, None]) if kind.text == "bool" => FactKind::Bool,
        (Some(kind), Some(unit), [None, None, None]) if kind.text == "number" => {
            FactKind::Number { unit: unit.text.into() }
        }
        (None, None, [Some(values), None, None]) => FactKind::Choice(values),
        (None, None, [None, Some(values), None]) => FactKind::Level(values),
        (None, None, [None, None, Some(values)]) => FactKind::Set(values),
        _ => {
            let expected = "`type: bool`, `type: number` with `unit:`, `choice:`, `level:` or `set:`";
            problems.push(wrong_shape(node, expected));
            FactKind::Bool
        }
    }
}

fn words(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Word> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|entry| Word {
                name: entry.key.to_string().into(),
                says: text(&entry.node, problems).map(|says| says.text).map(Into::into),
            })
            .collect(),
        _ => texts(node, problems).into_iter().map(|word| Word { name: word.text.into(), says: None }).collect(),
    }
}

fn assumption(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Assumption> {
    let word = |node: &Node<'_>, problems: &mut Vec<Diagnostic>| {
        Some(stated::Written::Word {
            bare: matches!(node.value, Value::Scalar(_, Quoting::Plain)),
            word: text(node, problems)?,
        })
    };
    if !matches!(node.value, Value::Map(_)) {
        return Some(Assumption { value: word(node, problems)?, why: None, authority: Vec::new() });
    }
    let mut fields = Fields::open(node, "an assumption", problems);
    let value = fields.require("value", problems);
    let why = fields.text("why", problems);
    let authority = fields.take("authority").map_or_else(Vec::new, |node| texts(node, problems));
    fields.finish(problems);
    Some(Assumption { value: word(value?, problems)?, why, authority })
}

fn position(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Position {
    let mut fields = Fields::open(node, "a position", problems);
    let question = fields.required_text("question", problems);
    let readings = each(fields.require("readings", problems), problems, reading);
    let note = fields.text("note", problems);
    fields.finish(problems);
    if readings.len() < 2 {
        problems.push(Diagnostic::at(name.place, Problem::OneReading(name.text.clone())));
    }
    Position { name, question, readings, note }
}

fn reading(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Reading {
    let mut fields = Fields::open(node, "a reading", problems);
    let says = fields.required_text("says", problems);
    let held_by = fields.require("held_by", problems).map_or_else(Vec::new, |node| texts(node, problems));
    let consequence = fields.text("consequence", problems);
    fields.finish(problems);
    Reading { name, says, held_by, consequence }
}

fn test(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Test {
    let mut fields = Fields::open(node, "a test", problems);
    let title = fields.required_text("title", problems);
    let kind = fields.required_text("kind", problems);
    let question = fields.required_text("question", problems);
    let applies_when = fields.take("applies_when").and_then(|node| condition::parse(node, problems));
    let [since, until] = ["since", "until"].map(|key| fields.date(key, problems));
    let met_when = fields.require("met_when", problems).and_then(|node| condition::parse(node, problems));
    let unless = fields.take("unless").map_or_else(Vec::new, |node| {
        items(node, problems).iter().filter_map(|item| exception(item, problems)).collect()
    });
    let authority = fields.take("authority").map_or_else(Vec::new, |node| {
        items(node, problems).iter().flat_map(|item| citations(item, problems)).collect()
    });
    let [burden, heuristic, pitfall, note] =
        ["burden", "heuristic", "pitfall", "note"].map(|key| fields.text(key, problems));
    let examples = fields
        .take("examples")
        .map_or_else(Vec::new, |node| items(node, problems).iter().map(|item| example(item, problems)).collect());
    fields.finish(problems);
    let known = Kind::ALL.map(Kind::name);
    let kind = if let Some(kind) = Kind::ALL.into_iter().find(|one| one.name() == kind.text) {
        kind
    } else {
        if !kind.text.is_empty() {
            one_word(&kind, &known, "a kind of test", problems);
        }
        Kind::Threshold
    };
    if authority.is_empty() {
        problems.push(Diagnostic::at(name.place, Problem::NoAuthority(name.text.clone())));
    }
    Test {
        name,
        title,
        kind,
        question,
        applies_when,
        since,
        until,
        met_when,
        unless,
        authority,
        burden,
        heuristic,
        pitfall,
        note,
        examples,
    }
}

fn exception(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Exception> {
    let mut fields = Fields::open(node, "an exception", problems);
    let name = fields.required_text("exception", problems);
    let when = fields.require("when", problems);
    let authority = fields.take("authority").map_or_else(Vec::new, |node| texts(node, problems));
    fields.finish(problems);
    Some(Exception { name, when: condition::parse(when?, problems)?, authority })
}

/// `nicaragua 191: What it holds.`, or a citation alone.
fn citations(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Citation> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .filter_map(|entry| Some(Citation { cite: key(entry), holds: text(&entry.node, problems)? }))
            .collect(),
        _ => text(node, problems).into_iter().map(|cite| Citation { cite, holds: Text::default() }).collect(),
    }
}

fn example(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Example {
    let mut fields = Fields::open(node, "an example", problems);
    let note = fields.required_text("note", problems);
    let facts = fields.take("facts").map_or_else(Vec::new, |node| stated::read(node, problems));
    let answers = fields.take("answers").map_or_else(Vec::new, |node| stated::read(node, problems));
    let readings = fields.take("readings").map_or_else(Vec::new, |node| choices(node, problems));
    let expect = fields.required_text("expect", problems);
    fields.finish(problems);
    Example { note, facts, answers, readings, expect }
}

/// `icj`, `[icj, {position: reading}]` or `{position: reading}`.
pub fn choices(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Choice> {
    match &node.value {
        Value::Scalar(..) => text(node, problems).map(Choice::Set).into_iter().collect(),
        Value::List(list) => list.iter().flat_map(|item| choices(item, problems)).collect(),
        Value::Map(entries) => {
            entries.iter().filter_map(|entry| Some(Choice::One(key(entry), text(&entry.node, problems)?))).collect()
        }
    }
}

fn property(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Option<Property> {
    let mut fields = Fields::open(node, "a property", problems);
    let always = fields.take("always");
    let never = fields.take("never");
    let never_better = fields.take("never_better_when");
    let never_worse = fields.take("never_worse_when");
    let of = fields.text("of", problems);
    let why = fields.text("why", problems);
    fields.finish(problems);
    let promise = match (always, never, never_better, never_worse, of) {
        (Some(node), None, None, None, None) => Promise::Always(condition::parse(node, problems)?),
        (None, Some(node), None, None, None) => Promise::Never(condition::parse(node, problems)?),
        (None, None, Some(change), None, Some(of)) => monotone(false, change, of, problems)?,
        (None, None, None, Some(change), Some(of)) => monotone(true, change, of, problems)?,
        _ => {
            let expected = "`always:`, `never:`, or `never_better_when:` or `never_worse_when:` with `of:`";
            problems.push(wrong_shape(node, expected));
            return None;
        }
    };
    Some(Property { promise, why })
}

fn monotone(better: bool, change: &Node<'_>, of: Text, problems: &mut Vec<Diagnostic>) -> Option<Promise> {
    let written = text(change, problems)?.text;
    let (raising, fact) = match written.split_once(' ') {
        Some(("raising", fact)) => (true, fact.trim()),
        Some(("lowering", fact)) => (false, fact.trim()),
        _ => {
            let expected = "`raising` or `lowering` and a fact".to_owned();
            let problem = Problem::WrongShape { expected, found: format!("`{written}`") };
            problems.push(Diagnostic::at(change.place, problem));
            return None;
        }
    };
    let length = fact.chars().count();
    let fact = Text { text: fact.to_owned(), place: change.part(written.chars().count() - length, length) };
    Some(Promise::Monotone { better, raising, fact, of })
}

fn authority(key: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Authority {
    let mut fields = Fields::open(node, "an authority", problems);
    let title = fields.required_text("title", problems);
    let short = fields.text("short", problems);
    let kind = fields.required_text("kind", problems);
    let date = fields.date("date", problems);
    let binding = fields.text("binding", problems);
    let in_force = fields.date("in_force", problems);
    let pinpoints = each(fields.take("pinpoints"), problems, pinpoint);
    fields.finish(problems);
    Authority { key, title, short, kind, date, binding, in_force, pinpoints }
}

fn pinpoint(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Pinpoint {
    let mut fields = Fields::open(node, "a pinpoint", problems);
    let status = fields.required_text("status", problems);
    let seen = fields.text("seen", problems);
    let limit = fields.text("limit", problems);
    fields.finish(problems);
    let known = Verification::ALL.map(Verification::name);
    let status = Verification::ALL.into_iter().find(|one| one.name() == status.text).unwrap_or_else(|| {
        if !status.text.is_empty() {
            one_word(&status, &known, "a status of verification", problems);
        }
        Verification::FromKnowledge
    });
    Pinpoint { name, status, seen, limit }
}

fn reading_set(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> ReadingSet {
    let mut fields = Fields::open(node, "a reading set", problems);
    let title = fields.required_text("title", problems);
    let basis = fields.text("basis", problems);
    let takes = fields.require("takes", problems).map_or_else(Vec::new, |node| {
        entries(node, problems).iter().filter_map(|entry| Some((key(entry), text(&entry.node, problems)?))).collect()
    });
    fields.finish(problems);
    ReadingSet { name, title, basis, takes }
}

fn regime(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Regime {
    let mut fields = Fields::open(node, "a regime", problems);
    let title = fields.required_text("title", problems);
    let order = fields.take("order").map_or_else(Vec::new, |node| texts(node, problems));
    fields.finish(problems);
    Regime { name, title, order }
}

fn operation_kind(name: Text, node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> OperationKind {
    let mut fields = Fields::open(node, "a kind of operation", problems);
    let title = fields.required_text("title", problems);
    let about = fields.require("about", problems).map_or_else(Vec::new, |node| texts(node, problems));
    fields.finish(problems);
    OperationKind { name, title, about }
}

fn parties(node: &Node<'_>, problems: &mut Vec<Diagnostic>) -> Parties {
    let mut fields = Fields::open(node, "the file of parties", problems);
    let roles = each(fields.require("roles", problems), problems, |name, node, problems| {
        let mut fields = Fields::open(node, "a role", problems);
        let ask = fields.required_text("ask", problems);
        fields.finish(problems);
        (name, ask)
    });
    let facts = each(fields.take("facts"), problems, fact);
    fields.finish(problems);
    Parties { roles, facts }
}

/// Reports a word that is none of those known.
fn one_word(found: &Text, known: &[&str], expected: &'static str, problems: &mut Vec<Diagnostic>) {
    if !known.contains(&found.text.as_str()) {
        let problem = Problem::NotOneOf {
            found: found.text.clone(),
            expected,
            nearest: nearest(&found.text, known.iter().copied()),
            allowed: one_of(known.iter().copied()),
        };
        problems.push(Diagnostic::at(found.place, problem));
    }
}
