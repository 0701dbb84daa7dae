//! What is fuzzed. Each takes any bytes and panics where something is wrong.
//!
//! `fuzz/` drives these with libFuzzer, `tests/it/fuzz.rs` with what libFuzzer kept.

use lexcheck::condition;
use lexcheck::diagnostic::Diagnostic;
use lexcheck::embedded;
use lexcheck::evaluate::{Question, Settled, evaluate, evaluate_within};
use lexcheck::explain::Extent;
use lexcheck::facts::{Case, Settings};
use lexcheck::library::{self, Filter};
use lexcheck::outcome::Outcome;
use lexcheck::report::check::Form;
use lexcheck::report::check::text::Text;
use lexcheck::report::json::{Document, Problem};
use lexcheck::report::page::Layout;
use lexcheck::report::text::{self, Depth};
use lexcheck::report::{Report, Selection, tree};
use lexcheck::rule::FactKind;
use lexcheck::rulebook::{FactId, Rulebook, TestId, resolve};
use lexcheck::scenario::{self, Scenario};
use lexcheck::source::Source;
use lexcheck::yaml::{self, Node, Value};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::LazyLock;

/// The rules of `tests/bad/rules/base`.
const SMALL: [(&str, &str); 7] = [
    ("rules/authorities.yaml", include_str!("../../bad/rules/base/authorities.yaml")),
    ("rules/parties.yaml", include_str!("../../bad/rules/base/parties.yaml")),
    ("rules/readings.yaml", include_str!("../../bad/rules/base/readings.yaml")),
    ("rules/regimes.yaml", include_str!("../../bad/rules/base/regimes.yaml")),
    ("rules/force/attack.yaml", include_str!("../../bad/rules/base/force/attack.yaml")),
    ("rules/force/conclusion.yaml", include_str!("../../bad/rules/base/force/conclusion.yaml")),
    ("rules/force/defence.yaml", include_str!("../../bad/rules/base/force/defence.yaml")),
];

static SMALL_RULEBOOK: LazyLock<Rulebook> =
    LazyLock::new(|| resolve::load(&small()).expect("the small rules are sound"));
static RULEBOOK: LazyLock<Rulebook> = LazyLock::new(|| embedded::rulebook().expect("the program carries its rules"));

fn small() -> Vec<Source> {
    SMALL.iter().map(|(name, text)| Source::new(*name, *text)).collect()
}

// --- the YAML loader ---

/// Any text is a tree whose places lie in it, or is refused in words that can be drawn.
pub(crate) fn yaml(bytes: &[u8]) {
    let source = Source::new("fuzzed.yaml", String::from_utf8_lossy(bytes));
    match yaml::load(&source, 0) {
        Ok(root) => lies_within(&root, &source, source.text.chars().count()),
        Err(problems) => draw(&problems, &source),
    }
}

fn lies_within(node: &Node<'_>, source: &Source, length: usize) {
    let span = node.place.span;
    assert!(span.start <= span.end && span.end as usize <= length, "{span:?} of {length}");
    let _ = (source.slice(span), source.column(span), node.shape());
    let _ = source.slice(node.part(1, 2).span);
    match &node.value {
        Value::Scalar(..) => {}
        Value::List(items) => items.iter().for_each(|item| lies_within(item, source, length)),
        Value::Map(entries) => {
            for entry in entries {
                let key = entry.place.span;
                assert!(key.start <= key.end && key.end as usize <= length, "{key:?} of {length}");
                lies_within(&entry.node, source, length);
            }
        }
    }
}

fn draw(problems: &[Diagnostic], source: &Source) {
    assert!(!problems.is_empty(), "refused without a word");
    // Drawing takes longer than finding; what is drawn of one is drawn of all.
    for problem in problems.iter().take(4) {
        assert!(!problem.draw(&[source], false).is_empty());
        let _ = Problem::of(problem, source);
    }
}

// --- the condition parser ---

/// Any text is a condition or is refused; a condition that names what the rules know can be put to the facts.
pub(crate) fn condition(bytes: &[u8]) {
    let written = String::from_utf8_lossy(bytes);
    let source = Source::new("fuzzed.yaml", written.as_ref());
    let Ok(node) = yaml::load(&source, 0) else { return };
    let mut problems = Vec::new();
    if condition::parse(&node, &mut problems).is_none() || !problems.is_empty() {
        return draw(&problems, &source);
    }
    let mapping = written.starts_with('{') && !written.contains(['\n', '\r']);
    let written = if mapping { written.into_owned() } else { serde_json::json!(written).to_string() };
    let mut rules = small();
    rules.push(Source::new(
        "rules/force/fuzzed.yaml",
        format!(
            "title: Fuzzed\nchecked: 2026-11-21\ntests:\n  fuzzed:\n    title: Fuzzed\n    kind: requirement\n    \
             question: Is it so?\n    met_when: {written}\n    authority:\n      - un_charter\n"
        ),
    ));
    match resolve::load(&rules) {
        Ok(rulebook) => {
            let scenario = Source::new("strike.yaml", include_str!("strike.yaml"));
            whole(&scenario, &rulebook);
        }
        Err(problems) => {
            let rules: Vec<&Source> = rules.iter().collect();
            assert!(problems.iter().all(|problem| !problem.draw(&rules, false).is_empty()));
        }
    }
}

// --- the whole way ---

/// Any text is a scenario that is assessed, compared and reported in every form, or is refused in words.
pub(crate) fn assess(bytes: &[u8]) {
    whole(&Source::new("fuzzed.yaml", String::from_utf8_lossy(bytes)), &SMALL_RULEBOOK);
}

fn whole(source: &Source, rulebook: &Rulebook) {
    const LAYOUT: Layout = Layout { width: 60, colour: true, plain: false };
    for assume in [true, false] {
        let settings = Settings { assume, ..Settings::default() };
        let checked = library::check(source.clone(), rulebook, &settings, &Filter::default());
        let _ = Text::new(LAYOUT).file(&checked);
        let loaded = match library::load(source, rulebook, &settings) {
            Ok(loaded) => loaded,
            Err(problems) => return draw(&problems, source),
        };
        for variant in loaded.variants() {
            let mut assessment = evaluate(rulebook, variant.case);
            for (extent, depth) in [(Extent::Short, Depth::Short), (Extent::Whole, Depth::All)] {
                let selection = Selection { extent, not_applicable: depth == Depth::All, ..Selection::default() };
                let report = Report::of(&source.name, variant.scenario, &mut assessment, &selection);
                let _ = text::write(&report, depth, LAYOUT);
                for (_, finding) in report.findings() {
                    let _ = tree::write(&report, &finding.test, LAYOUT);
                }
                let document = Document::new(vec![report], Vec::new()).write();
                serde_json::from_str::<serde_json::Value>(&document).expect("a document is JSON");
            }
        }
    }
}

// --- what the engine promises ---

/// A story told from the whole vocabulary: what is settled stays settled when one more fact becomes known, and in
/// whatever order it is asked.
pub(crate) fn story(bytes: &[u8]) {
    let Some(story) = Story::told(bytes, &RULEBOOK) else { return };
    let (less, more) = (story.text(story.facts.len() - 1), story.text(story.facts.len()));
    let before = outcomes(&less, &story, false);
    same(&before, &outcomes(&less, &story, true), |_| true, "asked from the other end", &less);
    let settled = |outcome| matches!(outcome, Outcome::Met | Outcome::NotMet | Outcome::NotApplicable);
    same(&before, &outcomes(&more, &story, false), settled, "once the last fact is known", &more);
}

/// What could not be worked out to its end may come out otherwise.
fn same(before: &Outcomes, after: &Outcomes, of: impl Fn(Outcome) -> bool, when: &str, text: &str) {
    for ((which, before), after) in before.iter().zip(after.values()) {
        let exact = before.exact && after.exact;
        let changed = exact && of(before.outcome) && before.outcome != after.outcome;
        assert!(!changed, "{which:?} was {before:?} and is {after:?} {when}:\n{text}");
    }
}

type Outcomes = BTreeMap<(usize, String), Settled>;

fn outcomes(text: &str, story: &Story, backwards: bool) -> Outcomes {
    let rulebook: &Rulebook = &RULEBOOK;
    let source = Source::new("story.yaml", text);
    let drawn = |problems: Vec<Diagnostic>| problems[0].draw(&[&source], false);
    let scenario: Scenario = scenario::parse(&source, 0).unwrap_or_else(|problems| panic!("{}", drawn(problems)));
    let settings = Settings { assume: story.assume, ..Settings::default() };
    let case = Case::of(&scenario, rulebook, &settings).unwrap_or_else(|problems| panic!("{}", drawn(problems)));
    // Little room: what does not fit is not exact, and thousands of stories are told a minute.
    let mut assessment = evaluate_within(rulebook, &case, 1_000);
    let mut tests = story.about.clone();
    if backwards {
        tests.reverse();
    }
    let operations = 0..assessment.operations.len();
    let mut all = Outcomes::new();
    for operation in operations {
        for test in &tests {
            let assessed = &mut assessment.operations[operation];
            let Settled { outcome, exact } = assessed.settled(*test);
            let of_all = assessed.open(*test).of_all;
            let beyond = assessed.support(of_all).iter().any(|one| assessed.question(*one) == Question::Beyond);
            let settled = Settled { outcome, exact: exact && !beyond };
            all.insert((operation, rulebook.test(*test).id.to_string()), settled);
        }
    }
    all
}

struct Story {
    /// The tests asked for.
    about: Vec<TestId>,
    /// Silence means something: only where the last fact is not one whose silence does.
    assume: bool,
    operations: usize,
    /// Operation (the first number past them: all of them), name and value.
    facts: Vec<(usize, String, String)>,
}

impl Story {
    /// The first bytes say what it is about, the others what is known.
    fn told(bytes: &[u8], rulebook: &Rulebook) -> Option<Self> {
        let (&[operations, ref about @ ..], facts) = bytes.split_at_checked(7)? else { return None };
        let operations = 1 + usize::from(operations % 2);
        let tests: Vec<TestId> = rulebook.test_ids().collect();
        let mut asked: Vec<FactId> = Vec::new();
        let about = about.chunks_exact(2).map(|pair| usize::from(u16::from_le_bytes([pair[0], pair[1]])));
        let about: Vec<TestId> = about.map(|number| tests[number % tests.len()]).collect();
        for test in &about {
            asked.extend(
                rulebook.conditions_of(rulebook.test(*test)).iter().flat_map(lexcheck::rulebook::Condition::facts),
            );
        }
        asked.retain(|fact| rulebook.fact(*fact).role.is_none());
        let mut known: Vec<(usize, String, String)> = Vec::new();
        let mut assume = false;
        for three in facts.chunks_exact(3).take(24) {
            let fact = rulebook.fact(*asked.get(usize::from(three[0]) % asked.len().max(1))?);
            // A fact of one operation would override that of all.
            if !known.iter().any(|(_, name, _)| *name == fact.name.as_str()) {
                let value = value(&fact.kind, usize::from(three[2]));
                assume = fact.assume.is_none();
                known.push((usize::from(three[1]) % (operations + 1), fact.name.to_string(), value));
            }
        }
        (!known.is_empty()).then_some(Self { about, assume, operations, facts: known })
    }

    /// The story with so many of its facts.
    fn text(&self, known: usize) -> String {
        let mut text =
            "title: Fuzzed\nparties:\n  ardenia: {kind: state, treaties: [un_charter, iccpr]}\n  borland: {kind: \
                        state, treaties: [un_charter]}\n"
                .to_owned();
        let facts = |operation: usize, text: &mut String, indent: &str| {
            let own = self.facts[..known].iter().filter(|(of, ..)| *of == operation);
            let lines: Vec<String> = own.map(|(_, name, value)| format!("{indent}  {name}: {value}\n")).collect();
            if !lines.is_empty() {
                let _ = write!(text, "{indent}facts:\n{}", lines.concat());
            }
        };
        facts(self.operations, &mut text, "");
        text.push_str("operations:\n");
        for operation in 0..self.operations {
            let (by, against, answers) =
                [("ardenia", "borland", ""), ("borland", "ardenia", "    responds_to: act0\n")][operation];
            let _ = write!(text, "  act{operation}:\n    by: {by}\n    against: {against}\n{answers}");
            facts(operation, &mut text, "    ");
        }
        text
    }
}

fn value(kind: &FactKind, choice: usize) -> String {
    let words = kind.words();
    match kind {
        FactKind::Bool => choice.is_multiple_of(2).to_string(),
        FactKind::Choice(_) => words[choice % words.len()].to_owned(),
        FactKind::Level(_) => {
            let (low, width) = (choice % words.len(), choice / words.len() % 2);
            if width == 1 && low + 1 < words.len() {
                format!("{}..{}", words[low], words[low + 1])
            } else {
                words[low].to_owned()
            }
        }
        FactKind::Number { .. } => choice.to_string(),
        FactKind::Set(_) => format!("[{}]", words[choice % words.len()]),
    }
}
