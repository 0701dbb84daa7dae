//! Ctrl-C: what was begun is ended and summed up.

use std::sync::atomic::{AtomicBool, Ordering};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Listens from now on, and tells whether it came. A second one ends the program at once.
pub(super) fn listen() -> impl Fn() -> bool {
    // Where no handler can be set, Ctrl-C ends the program as it always does.
    let _ = ctrlc::set_handler(|| {
        if INTERRUPTED.swap(true, Ordering::Relaxed) {
            std::process::exit(super::Exit::Interrupted as i32);
        }
    });
    || INTERRUPTED.load(Ordering::Relaxed)
}
