//! Reading and assessing a library of scenarios, beside what `serde_yaml` takes
//! merely to parse the same files.
//!
//! `cargo bench --bench library`. Everything that is compared runs in one
//! process, on one thread, by turns over small stretches of files, so that
//! whatever else the machine does falls on all alike; a ratio is taken in each
//! round and the table shows the median. The files are made here, the same on
//! every run, in the vocabulary of `rules/`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use lexcheck::embedded;
use lexcheck::evaluate::evaluate;
use lexcheck::explain::Extent;
use lexcheck::facts::{Case, Settings};
use lexcheck::library::{self, Filter};
use lexcheck::report::page::Layout;
use lexcheck::report::text::{self, Depth};
use lexcheck::report::{Report, Selection};
use lexcheck::rule::FactKind;
use lexcheck::rulebook::{Doctrine, FactId, Rulebook, resolve};
use lexcheck::scenario;
use lexcheck::source::Source;
use lexcheck::stated::Written;
use std::fmt::Write;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const FILES: usize = 2_000;
const ROUNDS: usize = 9;
/// How many files one contender takes before it is the next one's turn.
const STRETCH: usize = 20;

fn main() {
    // `cargo test --all-targets` runs benchmarks too, without `--bench`: then a glance is enough.
    let whole = std::env::args().any(|argument| argument == "--bench");
    let (files, rounds) = if whole { (FILES, ROUNDS) } else { (STRETCH, 1) };
    let rulebook = embedded::rulebook().unwrap();
    let sources: Vec<Source> = {
        let mut writer = Writer::new(&rulebook);
        (0..files).map(|number| writer.scenario(number)).collect()
    };
    if let Some(folder) = std::env::args().skip_while(|argument| argument != "--write").nth(1) {
        write_out(Path::new(&folder), &sources);
        return;
    }
    println!("generated scenarios, half of whose questions nobody answered");
    library(&rulebook, &sources, rounds);
    println!("\nthe scenarios of this repository");
    library(&rulebook, &yaml_files("scenarios"), 10 * rounds);
    one_by_one(&rulebook, rounds);
}

/// `--write FOLDER`: the scenarios as files, to look at or to profile with.
fn write_out(folder: &Path, sources: &[Source]) {
    std::fs::create_dir_all(folder).expect("the folder can be made");
    for source in sources {
        std::fs::write(folder.join(&source.name), &source.text).expect("the folder can be written to");
    }
}

// --- what is measured ---

fn read(source: &Source) -> scenario::Scenario {
    scenario::parse(source, 0).unwrap_or_else(|problems| panic!("{}", problems[0].draw(&[source], false)))
}

fn case(source: &Source, scenario: &scenario::Scenario, rulebook: &Rulebook, settings: &Settings) -> Case {
    Case::of(scenario, rulebook, settings).unwrap_or_else(|problems| panic!("{}", problems[0].draw(&[source], false)))
}

type Contender<'c> = (&'c str, &'c dyn Fn(&Source));

fn library(rulebook: &Rulebook, sources: &[Source], rounds: usize) {
    let settings = Settings::default();
    let filter = Filter::default();
    let layout = Layout { width: 80, colour: false, plain: true };
    let parse: Contender = ("serde_yaml::from_str::<Value>", &|source| {
        black_box(serde_yaml::from_str::<serde_yaml::Value>(&source.text).expect("it is YAML"));
    });
    let assess: [Contender; 5] = [
        parse,
        ("read", &|source| {
            black_box(read(source));
        }),
        ("read, names and types", &|source| {
            black_box(case(source, &read(source), rulebook, &settings));
        }),
        ("read, check what is expected", &|source| {
            black_box(library::check(source.clone(), rulebook, &settings, &filter));
        }),
        ("read, assess everything", &|source| {
            let case = case(source, &read(source), rulebook, &settings);
            let mut assessment = evaluate(rulebook, &case);
            assessment.ask_everything();
            black_box(&assessment);
        }),
    ];
    let report: [Contender; 2] = [
        parse,
        ("read, assess, explain, write the report", &|source| {
            let scenario = read(source);
            let case = case(source, &scenario, rulebook, &settings);
            let mut assessment = evaluate(rulebook, &case);
            let selection = Selection { extent: Extent::Short, ..Selection::default() };
            let report = Report::of(&source.name, &scenario, &mut assessment, &selection);
            black_box(text::write(&report, Depth::Short, layout));
        }),
    ];
    let bytes = sources.iter().map(|source| source.text.len()).sum::<usize>() / sources.len();
    let facts = sources.iter().map(|source| facts_of(&read(source))).sum::<usize>() / sources.len();
    println!("{} of {bytes} bytes and {facts} facts on average", sources.len());
    println!("one thread, by turns, medians of {rounds} rounds\n");
    println!("{:<44}{:>12}{:>16}", "", "per file", "÷ serde_yaml");
    compare(&assess, sources, rounds, Some(1.2));
    // Explaining everything takes longer: a tenth of the files will do.
    println!();
    compare(&report, &sources[..sources.len().div_ceil(10)], rounds, None);
}

/// Times each contender on all files, in turns, and prints it beside the first one.
fn compare(contenders: &[Contender], sources: &[Source], rounds: usize, target: Option<f64>) {
    let mut times: Vec<Vec<f64>> = vec![Vec::new(); contenders.len()];
    for round in 0..rounds {
        let mut spent = vec![Duration::ZERO; contenders.len()];
        for (number, stretch) in sources.chunks(STRETCH).enumerate() {
            for turn in 0..contenders.len() {
                let which = (turn + number + round) % contenders.len();
                let start = Instant::now();
                stretch.iter().for_each(contenders[which].1);
                spent[which] += start.elapsed();
            }
        }
        for (times, spent) in times.iter_mut().zip(spent) {
            times.push(micros(spent) / count(sources.len()));
        }
    }
    for (index, ((name, _), own)) in contenders.iter().zip(&times).enumerate() {
        let ratios = own.iter().zip(&times[0]).map(|(own, base)| own / base).collect();
        let target = target.filter(|_| index + 1 == contenders.len());
        let target = target.map_or_else(String::new, |target| format!("   target {target:.2}"));
        println!("{name:<44}{:>9.1} µs{:>16.2}{target}", median(own.clone()), median(ratios));
    }
}

fn facts_of(scenario: &scenario::Scenario) -> usize {
    let parties = scenario.parties.iter().map(|party| party.facts.len()).sum::<usize>();
    parties + scenario.facts.len() + scenario.operations.iter().map(|one| one.facts.len()).sum::<usize>()
}

fn one_by_one(rulebook: &Rulebook, rounds: usize) {
    let empty = Source::new("empty.yaml", "title: Nothing is known\nparties: {}\noperations:\n  act: {}\n");
    let rules = yaml_files("rules");
    let assess = |assume: bool| {
        let settings = Settings { assume, ..Settings::default() };
        let case = case(&empty, &read(&empty), rulebook, &settings);
        let mut assessment = evaluate(rulebook, &case);
        assessment.ask_everything();
        black_box(&assessment);
    };
    let report = || {
        let scenario = read(&empty);
        let case = case(&empty, &scenario, rulebook, &Settings::default());
        let mut assessment = evaluate(rulebook, &case);
        black_box(Report::of(&empty.name, &scenario, &mut assessment, &Selection::default()));
    };
    let load = || {
        black_box(resolve::load(&rules)).expect("the rules are sound");
    };
    let rows: [(&str, &dyn Fn(), &str); 5] = [
        ("an empty scenario, the whole rulebook", &|| assess(true), "target 50 ms"),
        ("the same, and nothing is assumed", &|| assess(false), "target 50 ms"),
        ("an empty scenario, with every explanation", &report, ""),
        ("the rulebook inside the program, loaded", &|| drop(black_box(embedded::rulebook().unwrap())), ""),
        ("rules/, read from YAML and resolved", &load, ""),
    ];
    println!();
    for (name, run, target) in rows {
        let times = (0..rounds).map(|_| {
            let start = Instant::now();
            run();
            micros(start.elapsed()) / 1000.0
        });
        println!("{name:<44}{:>9.2} ms   {target}", median(times.collect()));
    }
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "thousands at most")]
fn count(number: usize) -> f64 {
    number as f64
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_unstable_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// Every YAML file below a folder of the project.
fn yaml_files(folder: &str) -> Vec<Source> {
    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() { collect(&path, files) } else { files.push(path) }
        }
    }
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    files.retain(|file| file.extension().is_some_and(|ending| ending == "yaml"));
    files.sort();
    let read = |file: &PathBuf| std::fs::read_to_string(file).expect("the file can be read");
    files.iter().map(|file| Source::new(file.to_string_lossy(), read(file))).collect()
}

// --- what it is measured on ---

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

/// Writes scenarios.
struct Writer<'r> {
    rulebook: &'r Rulebook,
    numbers: Numbers,
}

impl<'r> Writer<'r> {
    fn new(rulebook: &'r Rulebook) -> Self {
        Self { rulebook, numbers: Numbers(0x9e37_79b9_7f4a_7c15) }
    }

    fn scenario(&mut self, number: usize) -> Source {
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
