//! `lexcheck assess` on one scenario as a process, beside a Rust hello world.
//!
//! `cargo bench --bench startup`. The hello world is compiled here with
//! `rustc -O`. Both programs run by turns, so that whatever else the machine
//! does falls on both alike.

#![expect(clippy::print_stdout, reason = "a benchmark prints its table")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 300;
/// How many runs of one program its processor time is measured over.
const STRETCH: usize = 50;

fn main() {
    // `cargo test --all-targets` runs benchmarks too, without `--bench`: then a glance is enough.
    let whole = std::env::args().any(|argument| argument == "--bench");
    let runs = if whole { RUNS } else { 3 };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hello = Program { name: "hello world", path: hello_world(folder.path()), arguments: Vec::new() };
    let scenario = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/cases/hanan.yaml");
    let size = std::fs::metadata(&scenario).expect("the scenario is there").len();
    let lexcheck = Program {
        name: "lexcheck assess",
        path: PathBuf::from(env!("CARGO_BIN_EXE_lexcheck")),
        arguments: vec!["assess".into(), scenario],
    };
    println!("{runs} runs each, by turns; the scenario, hanan.yaml, has {size} bytes\n");
    println!("{:<20}{:>14}{:>14}{:>22}", "", "median", "minimum", "processor (median)");
    let programs = [hello, lexcheck];
    let wall = wall(&programs, runs);
    let processor = processor(&programs, runs.min(STRETCH), runs.div_ceil(STRETCH));
    for ((program, wall), processor) in programs.iter().zip(&wall).zip(&processor) {
        let processor = processor.map_or_else(|| "not known".into(), |time| format!("{:.2} ms", millis(time)));
        let (median, least) = (millis(median(wall)), millis(least(wall)));
        println!("{:<20}{median:>11.2} ms{least:>11.2} ms{processor:>22}", program.name);
    }
    let [hello, lexcheck] = [median(&wall[0]), median(&wall[1])];
    let target = 2 * hello + Duration::from_millis(1);
    println!(
        "\nratio of the medians {:.2}, of the minima {:.2}",
        ratio(lexcheck, hello),
        ratio(least(&wall[1]), least(&wall[0]))
    );
    println!("target: 2 × hello world + 1 ms = {:.2} ms; lexcheck takes {:.2} ms", millis(target), millis(lexcheck));
}

struct Program {
    name: &'static str,
    path: PathBuf,
    arguments: Vec<PathBuf>,
}

impl Program {
    /// Runs it to the end.
    fn run(&self) {
        let status = Command::new(&self.path).args(&self.arguments).stdout(Stdio::null()).status();
        assert!(status.is_ok_and(|status| status.success()), "{} runs", self.name);
    }
}

fn hello_world(folder: &Path) -> PathBuf {
    let (source, program) = (folder.join("hello.rs"), folder.join("hello"));
    std::fs::write(&source, "fn main() {\n    println!(\"Hello, world!\");\n}\n").expect("hello.rs can be written");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(rustc).arg("-O").arg("-o").arg(&program).arg(&source).status();
    assert!(status.is_ok_and(|status| status.success()), "rustc compiles a hello world");
    program
}

/// How long each run takes from start to end.
fn wall(programs: &[Program; 2], runs: usize) -> [Vec<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for run in 0..runs + 3 {
        for turn in 0..2 {
            let which = (run + turn) % 2;
            let start = Instant::now();
            programs[which].run();
            // The first few only fill the caches.
            if run >= 3 {
                times[which].push(start.elapsed());
            }
        }
    }
    times
}

/// User and system time of a run, from what the system has counted over many; the median of several rounds.
fn processor(programs: &[Program; 2], stretch: usize, rounds: usize) -> [Option<Duration>; 2] {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            let before = children();
            (0..stretch).for_each(|_| program.run());
            let spent = before.zip(children()).map(|(before, after)| after.saturating_sub(before));
            times.extend(spent.and_then(|spent| Some(spent / u32::try_from(stretch).ok()?)));
        }
    }
    times.map(|times| (!times.is_empty()).then(|| median(&times)))
}

/// User and system time of the children so far (proc(5): the 16th and 17th field, in hundredths of a second).
fn children() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(13)?.parse::<u64>().ok()? + fields.get(14)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(10 * ticks))
}

fn median(times: &[Duration]) -> Duration {
    let mut times = times.to_vec();
    times.sort_unstable();
    times[times.len() / 2]
}

fn least(times: &[Duration]) -> Duration {
    times.iter().min().copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}
