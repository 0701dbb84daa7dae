//! `lexcheck assess --format jsonl`: one scenario a line in, one report a line out, in order and in flat memory.

use super::assess::Assessed;
use super::input;
use super::lines::{Line, Lines};
use super::terminal::Terminal;
use super::{Exit, each};
use lexcheck::report::json::Document;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// So many scenarios are assessed, and their reports held in memory, together.
const BATCH: usize = 64;

/// Assesses what the files hold and writes each report as soon as its batch is done.
pub(super) fn run(
    files: &[PathBuf],
    jobs: Option<usize>,
    assess: &(dyn Fn(Line) -> Assessed + Sync),
    terminal: &mut Terminal,
) -> Result<Exit, String> {
    let pool = each::threads(jobs)?;
    let mut exit = Exit::Done;
    let mut write = |batch: &mut Vec<Line>| {
        let batch = std::mem::take(batch);
        let written: Vec<(String, Exit)> =
            pool.install(|| batch.into_par_iter().map(|one| line(assess(one))).collect());
        for (text, how) in written {
            exit = exit.max(how);
            terminal.write(&text);
        }
        terminal.hand_over();
        !terminal.is_closed()
    };
    let mut batch = Vec::new();
    for path in files {
        match open(path) {
            Opened::Scenario(one) => batch.push(one),
            Opened::Lines(mut lines) => {
                while lines.batch(BATCH, &mut batch) {
                    if !write(&mut batch) {
                        return Ok(exit);
                    }
                }
            }
        }
        if batch.len() >= BATCH && !write(&mut batch) {
            return Ok(exit);
        }
    }
    write(&mut batch);
    Ok(exit)
}

/// One line that says everything about one scenario, and how it went.
fn line(assessed: Assessed) -> (String, Exit) {
    let Assessed { report, problems, exit } = assessed;
    (Document::new(report.into_iter().collect(), problems).write(), exit)
}

/// What a path names.
enum Opened {
    /// One scenario, or why there is none.
    Scenario(Line),
    Lines(Lines<Box<dyn Read>>),
}

fn open(path: &Path) -> Opened {
    if path == Path::new("-") {
        return Opened::Lines(Lines::of("<stdin>", Box::new(std::io::stdin().lock())));
    }
    // What is no file of lines is told as it is everywhere.
    let one = path.is_dir() || path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    match File::open(path) {
        Ok(file) if !one => Opened::Lines(Lines::of(path.to_string_lossy(), Box::new(file))),
        _ => Opened::Scenario(input::read(path)),
    }
}
