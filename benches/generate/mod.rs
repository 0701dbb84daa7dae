//! Scenarios as people might write them, in the vocabulary of `rules/`: about 5 KB each, half of whose questions
//! nobody answered.

use lexcheck::rule::FactKind;
use lexcheck::rulebook::{Doctrine, FactId, Rulebook};
use lexcheck::source::Source;
use lexcheck::stated::Written;
use std::fmt::Write;

/// What the facts of a whole scenario are about …
const SITUATION: [&str; 4] = [
    "ihl.classification",
    "ihl.non_international_conflict",
    "state_responsibility.attribution_by_organ",
    "human_rights.jurisdiction",
];

/// … and those of one operation.
const CONDUCT: [&[&str]; 8] = [
    &["jus_ad_bellum.prohibition", "jus_ad_bellum.armed_attack", "jus_ad_bellum.self_defence"],
    &["jus_ad_bellum.self_defence", "jus_ad_bellum.anticipation", "jus_ad_bellum.place_of_response"],
    &["jus_ad_bellum.prohibition", "jus_ad_bellum.consent", "jus_ad_bellum.security_council"],
    &["ihl.attack", "ihl.distinction_of_persons", "ihl.proportionality", "ihl.precautions"],
    &["ihl.attack", "ihl.distinction_of_objects", "ihl.proportionality", "ihl.precautions_by_the_defender"],
    &["human_rights.right_to_life", "human_rights.protection_of_life", "human_rights.investigation"],
    &["human_rights.life_in_armed_conflict", "ihl.status_of_persons", "ihl.distinction_of_persons"],
    &["state_responsibility.attribution_by_control", "state_responsibility.complicity", "state_responsibility.breach"],
];

const STORY: [&str; 8] = [
    "At dawn the garrison on the ridge was fired on from across the river.",
    "The Ministry says that it had asked twice for the camp to be closed.",
    "Two vehicles left the depot at 04:10; the second carried families.",
    "Four witnesses place the launcher behind the school, three beside it.",
    "The neighbour called the strike \"an outrage on our soil\".",
    "A drone had watched the road for six hours, the last of them blind.",
    "Nine people died, two of whom had nothing to do with the column.",
    "The group has held the valley, and its taxes, since 2019.",
];

const SUPPORT: [&str; 8] = [
    "source: UN report para 12",
    "source: 'hearing of 2 March'",
    "source: \"the film\", cites: [F2]",
    "source: inquiry annex 3",
    "cites: [F1, F3]",
    "cites: [F4]",
    "note: the hour is disputed",
    "note: \"inferred: \\\"no answer came\\\"\"",
];

const REMARKS: [&str; 4] = ["  # agreed", "  # paras 14-19", "  # disputed: see the story", "  # common ground"];

const PROOF: [&str; 4] = ["reasonable_grounds", "balance_of_probabilities", "clear_and_convincing", "conclusive"];

/// Marsaglia's xorshift: a line of numbers that is the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from((self.0 >> 11) % limit).unwrap_or_default()
    }

    /// True so many times in a hundred.
    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn pick<'t, T: ?Sized>(&mut self, from: &[&'t T]) -> &'t T {
        from[self.below(from.len())]
    }
}

/// Writes scenarios, the same on every run.
pub(crate) struct Writer<'r> {
    rulebook: &'r Rulebook,
    numbers: Numbers,
}

impl<'r> Writer<'r> {
    pub(crate) fn new(rulebook: &'r Rulebook) -> Self {
        Self { rulebook, numbers: Numbers(0x9e37_79b9_7f4a_7c15) }
    }

    /// One more, under a name made of its number.
    pub(crate) fn scenario(&mut self, number: usize) -> Source {
        const SIZE: usize = 5_190;
        let mut text =
            format!("# One of many, written by a benchmark.\ntitle: The incident at marker {number}\nstory: |\n");
        for paragraph in 1..=4 {
            let line = STORY[(number + 2 * paragraph) % STORY.len()];
            text.push_str(&format!("  [F{paragraph}] {line}\n"));
        }
        text.push_str("source: invented\nparties:\n");
        text.push_str(
            "  ardenia: {title: Ardenia, kind: state, treaties: [un_charter, geneva_conventions, ap_i, iccpr]}\n",
        );
        text.push_str("  borland: {kind: state, treaties: [un_charter, geneva_conventions]}\n");
        text.push_str("  the_column: {kind: armed_group}\n");
        text.push_str("facts:  # of every operation that does not say otherwise\n");
        let operations = 2 + number % 2;
        let shared = text.len() + (SIZE - text.len()) / (operations + 2);
        self.facts(&mut text, 2, &SITUATION, shared);
        text.push_str("operations:\n");
        let each = (SIZE - text.len()) / operations;
        for index in 0..operations {
            let end = text.len() + each;
            self.operation(&mut text, index, end);
        }
        Source::new(format!("{number:04}.yaml"), text)
    }

    fn operation(&mut self, text: &mut String, index: usize, end: usize) {
        let key = ["raid", "strike", "search"][index];
        let (by, against) = [("the_column", "ardenia"), ("ardenia", "the_column"), ("ardenia", "borland")][index];
        let _ =
            write!(text, "  {key}:\n    title: \"The {key}: {by}'s account\"\n    by: {by}\n    against: {against}\n");
        let _ = write!(text, "    territory: borland\n    date: 2026-0{}-17\n", index + 1);
        if index > 0 && self.numbers.percent(40) {
            text.push_str("    responds_to: raid\n");
        }
        text.push_str("    facts:\n");
        let conduct = self.numbers.pick(&CONDUCT);
        self.facts(text, 6, conduct, end.saturating_sub(70));
        let outcome = self.numbers.pick(&["met", "not_met", "undetermined"]);
        let test = self.numbers.pick(&["jus_ad_bellum", "ihl", "human_rights"]);
        let _ = write!(text, "    expect:\n      {test}: {{outcome: {outcome}, holding: para 4}}\n");
    }

    /// Facts of some doctrines, until the text is so long.
    fn facts(&mut self, text: &mut String, indent: usize, about: &[&str], end: usize) {
        let mut known: Vec<(FactId, Option<&Written>)> = Vec::new();
        for name in about {
            for one in self.vocabulary(name) {
                // Some things nobody speaks of.
                if !known.iter().any(|(fact, _)| *fact == one.0) && !self.numbers.percent(15) {
                    known.push(one);
                }
            }
        }
        let mut lines: Vec<(&str, &str, String)> = Vec::new();
        let mut length = text.len();
        for (id, usual) in known {
            let name = self.rulebook.fact(id).name.as_str();
            let (group, rest) = name.split_once('.').unwrap_or(("", name));
            let value = self.stated(id, usual);
            length += indent + name.len() + 3 + value.len();
            if length > end {
                break;
            }
            lines.push((group, rest, value));
        }
        self.lines(text, indent, &lines);
    }

    /// Writes facts, some groups nested and the others dotted.
    fn lines(&mut self, text: &mut String, indent: usize, lines: &[(&str, &str, String)]) {
        let mut groups: Vec<&str> = Vec::new();
        for (group, ..) in lines {
            if !groups.contains(group) {
                groups.push(group);
            }
        }
        for group in groups {
            let members: Vec<_> = lines.iter().filter(|(other, ..)| *other == group).collect();
            let nested = members.len() > 1 && !group.is_empty() && self.numbers.percent(50);
            if nested {
                let _ = writeln!(text, "{:indent$}{group}:", "");
            }
            for (_, rest, value) in members {
                if nested {
                    let _ = writeln!(text, "{:indent$}  {rest}: {value}", "");
                } else if group.is_empty() {
                    let _ = writeln!(text, "{:indent$}{rest}: {value}", "");
                } else {
                    let _ = writeln!(text, "{:indent$}{group}.{rest}: {value}", "");
                }
            }
        }
    }

    /// The facts a doctrine's examples start from, with their values, and those its tests ask for.
    fn vocabulary(&self, name: &str) -> Vec<(FactId, Option<&'r Written>)> {
        let rulebook = self.rulebook;
        let is = |doctrine: &Doctrine| doctrine.id == name;
        let index = rulebook.doctrines.iter().position(is).unwrap_or_else(|| panic!("there is no doctrine {name}"));
        let named = |name: &str| rulebook.names.fact(name).expect("a setting names facts");
        let setting = rulebook.doctrines[index].setting.iter().map(|one| (named(&one.name.text), Some(&one.value)));
        let tests = rulebook.tests.iter().filter(|test| test.doctrine == index);
        let conditions =
            tests.flat_map(|test| &rulebook.conditions[test.conditions.0 as usize..test.conditions.1 as usize]);
        let asked = conditions.flat_map(|condition| condition.facts().map(|fact| (fact, None)));
        setting.chain(asked).filter(|(id, _)| rulebook.fact(*id).role.is_none()).collect()
    }

    /// A fact's value as somebody might write it.
    fn stated(&mut self, id: FactId, usual: Option<&Written>) -> String {
        let value = match usual {
            Some(Written::Word { word, .. }) if self.numbers.percent(85) => word.text.clone(),
            _ if self.numbers.percent(4) => "unknown".to_owned(),
            _ => self.value(&self.rulebook.fact(id).kind),
        };
        let long = self.numbers.below(100);
        if value == "unknown" || long < 74 {
            let remark = if self.numbers.percent(12) { self.numbers.pick(&REMARKS) } else { "" };
            return format!("{value}{remark}");
        }
        let support = self.numbers.pick(&SUPPORT);
        if long < 92 {
            return format!("{{value: {value}, {support}}}");
        }
        format!("{{value: {value}, proof: {}, {support}}}", self.numbers.pick(&PROOF))
    }

    fn value(&mut self, kind: &FactKind) -> String {
        let words = kind.words();
        match kind {
            FactKind::Bool => if self.numbers.percent(55) { "true" } else { "false" }.to_owned(),
            FactKind::Choice(_) => self.numbers.pick(&words).to_owned(),
            FactKind::Level(_) => {
                let low = self.numbers.below(words.len());
                match words.get(low + 1) {
                    Some(high) if self.numbers.percent(12) => format!("{}..{high}", words[low]),
                    _ => words[low].to_owned(),
                }
            }
            FactKind::Number { .. } => {
                let low = self.numbers.below(30);
                if self.numbers.percent(30) { format!("{low}..{}", low + 10) } else { low.to_string() }
            }
            FactKind::Set(_) => format!("[{}, {}]", words[0], words[words.len() - 1]),
        }
    }
}
