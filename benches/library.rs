//! Reading and assessing a library of scenarios, beside what `serde_yaml` takes
//! merely to parse the same files.
//!
//! `cargo bench --bench library`. Everything that is compared runs in one
//! process, on one thread, by turns over small stretches of files, so that
//! whatever else the machine does falls on all alike; a ratio is taken in each
//! round and the table shows the median. The files are made here, the same on
//! every run, in the vocabulary of `rules/`.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod generate;

use generate::Writer;
use lexcheck::embedded;
use lexcheck::evaluate::evaluate;
use lexcheck::explain::Extent;
use lexcheck::facts::{Case, Settings};
use lexcheck::library::{self, Filter};
use lexcheck::report::page::Layout;
use lexcheck::report::text::{self, Depth};
use lexcheck::report::{Report, Selection};
use lexcheck::rulebook::{Rulebook, resolve};
use lexcheck::scenario;
use lexcheck::source::Source;
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
