//! `lexcheck check` as a process on libraries of 100 to 100,000 files.
//!
//! `cargo bench --bench scale`. Whether the time per file stays the same, how
//! much memory the largest library takes, what a second thread is good for, and
//! what `serde_yaml` takes merely to parse the same files. What is compared
//! runs by turns, so that whatever else the machine does falls on all alike; a
//! ratio is taken in each round and the tables show the median. Processor time
//! is what a busy machine disturbs least.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

mod generate;

use generate::Writer;
use lexcheck::embedded;
use lexcheck::facts::Settings;
use lexcheck::library::{self, Filter};
use lexcheck::rulebook::Rulebook;
use lexcheck::source::Source;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// So many stories are told; larger libraries tell them again.
const STORIES: usize = 2_000;
const ROUNDS: usize = 5;

fn main() {
    let after = |name: &str| std::env::args().skip_while(|argument| argument != name).nth(1);
    if let (Some(folder), Some(threads)) = (after("--parse"), after("--threads")) {
        return parse(Path::new(&folder), threads.parse().expect("a number of threads"));
    }
    // `cargo test --all-targets` runs benchmarks too, without `--bench`: then a glance is enough.
    let whole = std::env::args().any(|argument| argument == "--bench");
    let (stories, rounds, sizes) =
        if whole { (STORIES, ROUNDS, [100, 1_000, 10_000, 100_000]) } else { (10, 1, [1, 2, 10, 20]) };
    let rulebook = embedded::rulebook().expect("the program carries its rules");
    let mut writer = Writer::new(&rulebook);
    let stories: Vec<Source> = (0..stories).map(|number| holding(writer.scenario(number), &rulebook)).collect();
    let temporary = tempfile::tempdir().expect("a temporary folder can be made");
    let libraries = sizes.map(|size| Library::write(temporary.path(), &stories, size));
    let [.., usual, largest] = &libraries;

    println!("time per file, less what a start takes; ÷ that of {} files; medians of {rounds} rounds\n", usual.size);
    println!("{:>9}{:>16}{:>10}{:>12}{:>10}{:>14}", "files", "processor", "ratio", "elapsed", "ratio", "memory");
    let measured = by_turns(&libraries[..3], rounds, usual);
    for (library, rows) in libraries.iter().zip(&measured) {
        let base = measured.last().expect("there are three");
        print_row(library.size, rows, base);
    }
    // Once, between two runs of the next smaller: it takes as long as all the rest.
    let before = usual.run(None);
    let once = largest.run(None);
    let after = usual.run(None);
    let start = start(usual);
    let between = Cost {
        processor: (before.processor + after.processor) / 2,
        elapsed: (before.elapsed + after.elapsed) / 2,
        ..after
    };
    print_row(largest.size, &[once.per_file(start, largest.size)], &[between.per_file(start, usual.size)]);

    println!("\n{} files, medians of {rounds} rounds\n", usual.size);
    println!("{:<44}{:>12}{:>12}", "", "processor", "elapsed");
    let turn = |_| [usual.run(Some(1)), usual.run(Some(2)), usual.parse(1), usual.parse(2)];
    let costs: Vec<[Cost; 4]> = (0..rounds).map(turn).collect();
    let ratio = |one: usize, other: usize, of: fn(&Cost) -> Duration| {
        median(costs.iter().map(|round| of(&round[one]).as_secs_f64() / of(&round[other]).as_secs_f64()))
    };
    let row = |name: &str, one: usize, other: usize, aim: &str| {
        let (processor, elapsed) = (ratio(one, other, |cost| cost.processor), ratio(one, other, |cost| cost.elapsed));
        println!("{name:<44}{processor:>12.2}{elapsed:>12.2}   {aim}");
    };
    row("one thread ÷ two threads", 0, 1, "aim: 1.7 elapsed, on two idle processors");
    row("check ÷ serde_yaml::from_str::<Value>, one", 0, 2, "aim: 1.2");
    row("check ÷ serde_yaml::from_str::<Value>, two", 1, 3, "aim: 1.2");
}

/// The story with the expectations that hold: what a library mostly is.
fn holding(source: Source, rulebook: &Rulebook) -> Source {
    const MARK: &str = "{outcome: ";
    let checked = library::check(source.clone(), rulebook, &Settings::default(), &Filter::default());
    let scenarios = checked.scenarios.unwrap_or_else(|problems| panic!("{}", problems[0].draw(&[&source], false)));
    let mut parts = source.text.split(MARK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (part, verdict) in parts.zip(&scenarios[0].verdicts) {
        let rest = part.split_once(',').map_or("", |(_, rest)| rest);
        text.push_str(&format!("{MARK}{},{rest}", verdict.outcome.name()));
    }
    Source { text, ..source }
}

/// A folder of scenarios.
struct Library {
    folder: PathBuf,
    size: usize,
}

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    processor: Duration,
    elapsed: Duration,
    /// The most memory it had, in KiB.
    memory: u64,
}

impl Cost {
    fn per_file(self, start: Self, files: usize) -> Self {
        let files = u32::try_from(files).expect("a hundred thousand at most");
        Self {
            processor: self.processor.saturating_sub(start.processor) / files,
            elapsed: self.elapsed.saturating_sub(start.elapsed) / files,
            ..self
        }
    }
}

impl Library {
    fn write(within: &Path, stories: &[Source], size: usize) -> Self {
        let folder = within.join(size.to_string());
        for number in 0..size {
            let part = folder.join(format!("{:03}", number / 500));
            if number.is_multiple_of(500) {
                fs::create_dir_all(&part).expect("a folder can be made");
            }
            fs::write(part.join(format!("{number:06}.yaml")), &stories[number % stories.len()].text)
                .expect("a file can be written");
        }
        Self { folder, size }
    }

    /// Checks it, on as many threads as there are processors or on so many.
    fn run(&self, threads: Option<usize>) -> Cost {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lexcheck"));
        command.arg("check").arg(&self.folder);
        if let Some(threads) = threads {
            command.arg("--jobs").arg(threads.to_string());
        }
        measure(&mut command)
    }

    /// Parses it with `serde_yaml`, in a process of its own too.
    fn parse(&self, threads: usize) -> Cost {
        let mut command = Command::new(std::env::current_exe().expect("this program has a path"));
        command.arg("--parse").arg(&self.folder).arg("--threads").arg(threads.to_string());
        measure(&mut command)
    }
}

fn measure(command: &mut Command) -> Cost {
    let (before, start) = (children(), Instant::now());
    let mut child = command.stdout(Stdio::null()).spawn().expect("it can be run");
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    // The system keeps the high-water mark until the process has ended.
    let ended = loop {
        if let Some(ended) = child.try_wait().expect("it can be waited for") {
            break ended;
        }
        let status = fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
        memory = peak.unwrap_or(memory).max(memory);
        std::thread::sleep(Duration::from_millis(1));
    };
    assert!(ended.success(), "every expectation holds");
    Cost { processor: children().saturating_sub(before), elapsed: start.elapsed(), memory }
}

/// User and system time of the children so far (proc(5): the 16th and 17th field, in hundredths of a second).
fn children() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields).split_whitespace();
    let ticks: u64 = fields.skip(13).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(10 * ticks)
}

/// What it takes to start: the program with a scenario that says nothing, many times.
fn start(library: &Library) -> Cost {
    const TIMES: u32 = 20;
    let empty = library.folder.with_file_name("empty.yaml");
    fs::write(&empty, "title: Nothing is known\nparties: {}\noperations:\n  act: {}\n").expect("a file can be written");
    let (before, begun) = (children(), Instant::now());
    for _ in 0..TIMES {
        let status =
            Command::new(env!("CARGO_BIN_EXE_lexcheck")).arg("check").arg(&empty).stdout(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "an empty scenario is no mistake");
    }
    Cost { processor: children().saturating_sub(before) / TIMES, elapsed: begun.elapsed() / TIMES, memory: 0 }
}

/// What a file of each library took, in each round. Small ones run more often: processor time is counted in
/// hundredths of a second.
fn by_turns(libraries: &[Library], rounds: usize, usual: &Library) -> Vec<Vec<Cost>> {
    let mut costs = vec![Vec::new(); libraries.len()];
    for _ in 0..rounds {
        let start = start(usual);
        for (library, costs) in libraries.iter().zip(&mut costs) {
            let times = (usual.size / library.size).min(20);
            let runs: Vec<Cost> = (0..times).map(|_| library.run(None).per_file(start, library.size)).collect();
            let times = u32::try_from(times).expect("20 at most");
            costs.push(Cost {
                processor: runs.iter().map(|cost| cost.processor).sum::<Duration>() / times,
                elapsed: runs.iter().map(|cost| cost.elapsed).sum::<Duration>() / times,
                memory: runs.iter().map(|cost| cost.memory).max().unwrap_or(0),
            });
        }
    }
    costs
}

fn print_row(size: usize, costs: &[Cost], base: &[Cost]) {
    let own = |of: fn(&Cost) -> Duration| median(costs.iter().map(|cost| of(cost).as_secs_f64() * 1e6));
    let ratio = |of: fn(&Cost) -> Duration| {
        median(costs.iter().zip(base).map(|(one, base)| of(one).as_secs_f64() / of(base).as_secs_f64()))
    };
    let (processor, elapsed) = (|cost: &Cost| cost.processor, |cost: &Cost| cost.elapsed);
    let memory = costs.iter().map(|cost| cost.memory).max().unwrap_or(0) / 1024;
    println!(
        "{size:>9}{:>13.0} µs{:>10.2}{:>9.0} µs{:>10.2}{memory:>10} MiB",
        own(processor),
        ratio(processor),
        own(elapsed),
        ratio(elapsed)
    );
}

fn median(numbers: impl Iterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_unstable_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}

/// The other side: every file of a folder read and parsed, and nothing else.
fn parse(folder: &Path, threads: usize) {
    let mut files = Vec::new();
    for part in fs::read_dir(folder).expect("the folder is there") {
        let part = part.expect("the folder can be listed").path();
        files.extend(fs::read_dir(part).expect("it is a folder").map(|file| file.expect("it can be listed").path()));
    }
    files.sort();
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let text = fs::read_to_string(file).expect("the file can be read");
                    black_box(serde_yaml::from_str::<serde_yaml::Value>(&text).expect("it is YAML"));
                }
            });
        }
    });
}
