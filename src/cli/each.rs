//! What is done with every file of a library: on all processors, in the order of names, until it is stopped.

use super::input::{self, Found};
use super::interrupt;
use super::terminal::Terminal;
use rayon::ThreadPool;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::path::PathBuf;

/// So many files are worked on at a time and held in memory together.
const BATCH: usize = 256;

/// The scenarios that paths name; one at least.
pub(super) fn scenarios(paths: &[PathBuf], exclude: &[String]) -> Result<Vec<Found>, String> {
    let found = input::expand(paths, exclude)?;
    if found.is_empty() { Err("there is no scenario there".into()) } else { Ok(found) }
}

/// So many threads; as many as there are processors, when nothing is said.
pub(super) fn threads(jobs: Option<usize>) -> Result<ThreadPool, String> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build();
    pool.map_err(|error| format!("cannot start threads: {error}"))
}

/// Works on each file, and takes the results in order until one is not to be followed by another. Says whether
/// Ctrl-C ended it, which waits only for the files that are being worked on.
pub(super) fn file<T: Send>(
    found: &[Found],
    jobs: Option<usize>,
    terminal: &mut Terminal,
    work: &(dyn Fn(&Found) -> T + Sync),
    take: &mut dyn FnMut(T, &mut Terminal) -> bool,
) -> Result<bool, String> {
    let pool = threads(jobs)?;
    let interrupted = interrupt::listen();
    let progress = terminal.progress(found.len());
    'all: for batch in found.chunks(BATCH) {
        let work = |one| (!interrupted()).then(|| work(one));
        let done: Vec<Option<T>> = pool.install(|| batch.par_iter().map(work).collect());
        for one in done {
            let Some(one) = one else { break 'all };
            progress.inc(1);
            if !progress.suspend(|| take(one, terminal)) {
                break 'all;
            }
        }
        terminal.hand_over();
    }
    progress.finish_and_clear();
    Ok(interrupted())
}
