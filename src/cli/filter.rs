//! `lexcheck assess --format jsonl`: one scenario a line in, one report a line out, in order and in flat memory.

use super::Exit;
use super::assess::Assessed;
use super::input;
use super::lines::{Line, Lines};
use super::terminal::Terminal;
use lexcheck::diagnostic::Diagnostic;
use lexcheck::problem::Problem;
use lexcheck::report::json::Document;
use lexcheck::source::Source;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use std::fs::File;
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
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    let pool = pool.map_err(|error| format!("cannot start threads: {error}"))?;
    let mut exit = Exit::Done;
    let mut write = |batch: &mut Vec<Line>| {
        let batch = std::mem::take(batch);
        let written: Vec<(String, Exit)> =
            pool.install(|| batch.into_par_iter().map(|one| line(assess(one))).collect());
        for (text, how) in written {
            exit = exit.max(how);
            terminal.write(&text);
        }
        terminal.send();
        !terminal.is_closed()
    };
    let mut batch = Vec::new();
    for path in files {
        let more = if is_yaml(path) {
            batch.push(input::read(path));
            batch.len() < BATCH || write(&mut batch)
        } else {
            match open(path) {
                Ok(mut lines) => {
                    let mut more = true;
                    while more {
                        more = lines.batch(BATCH, &mut batch);
                        if !batch.is_empty() && !write(&mut batch) {
                            return Ok(exit);
                        }
                    }
                    true
                }
                Err(problem) => {
                    let source = Source::new(path.to_string_lossy(), "");
                    batch.push(Err((source, Diagnostic::whole(problem))));
                    true
                }
            }
        };
        if !more {
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

fn is_yaml(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")
}

fn open(path: &Path) -> Result<Lines<Box<dyn std::io::Read>>, Problem> {
    if path == Path::new("-") {
        return Ok(Lines::of("<stdin>", Box::new(std::io::stdin().lock())));
    }
    if path.is_dir() {
        return Err(Problem::Unreadable("it is a folder".into()));
    }
    let file = File::open(path).map_err(|error| Problem::Unreadable(input::plainly(&error)))?;
    Ok(Lines::of(path.to_string_lossy(), Box::new(file)))
}
