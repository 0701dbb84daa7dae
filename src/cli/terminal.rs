//! The one place that knows the terminal: its width, its colour, and writing to it.

use super::Exit;
use super::input::without_number;
use lexcheck::diagnostic::{Diagnostic, printable};
use lexcheck::report::page::Layout;
use lexcheck::source::Source;
use std::io::{BufWriter, IsTerminal, Write};

/// When to do something that suits only a terminal.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// If that is where the output goes.
    Auto,
    /// Even in a pipe.
    Always,
    /// Not even on a terminal.
    Never,
}

/// Where output and complaints go.
pub(super) struct Terminal {
    out: BufWriter<std::io::Stdout>,
    /// How pages are laid out on standard output.
    pub(super) layout: Layout,
    colour_errors: bool,
    failure: Option<std::io::Error>,
}

impl Terminal {
    /// Decides on colour and layout once and for all.
    pub(super) fn of(colour: When, plain: When) -> Self {
        let terminal = std::io::stdout().is_terminal();
        let colour_errors = colours(colour, std::io::stderr().is_terminal());
        let colour = colours(colour, terminal);
        let plain = match plain {
            When::Auto => !terminal && !colour,
            When::Always => true,
            When::Never => false,
        };
        // `colored` would decide for itself otherwise.
        colored::control::set_override(colour);
        let width = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
        Self {
            out: BufWriter::new(std::io::stdout()),
            layout: Layout { width, colour, plain },
            colour_errors,
            failure: None,
        }
    }

    /// Writes to standard output.
    pub(super) fn write(&mut self, text: &str) {
        if self.failure.is_none() {
            self.failure = self.out.write_all(text.as_bytes()).err();
        }
    }

    /// A bar that says how many of so many things are done, if somebody watches.
    #[expect(clippy::unused_self, reason = "the terminal is what decides")]
    pub(super) fn progress(&self, number: usize) -> indicatif::ProgressBar {
        // It draws on standard error, and nothing where that is no terminal.
        indicatif::ProgressBar::new(number as u64)
    }

    /// Whether nobody reads any more.
    pub(super) fn is_closed(&self) -> bool {
        self.failure.is_some()
    }

    /// Draws a problem with a file on standard error.
    pub(super) fn draw(&mut self, problem: &Diagnostic, sources: &[&Source]) {
        let drawn = problem.draw(sources, self.colour_errors);
        self.report(&format!("{drawn}\n"));
    }

    /// Draws what a reader of the results should know on standard error.
    pub(super) fn warn(&mut self, problem: &Diagnostic, sources: &[&Source]) {
        let drawn = problem.draw_warning(sources, self.colour_errors);
        self.report(&format!("{drawn}\n"));
    }

    /// Sends off what was written so far.
    pub(super) fn hand_over(&mut self) {
        if self.failure.is_none() {
            self.failure = self.out.flush().err();
        }
    }

    /// Says what could not be done on standard error.
    pub(super) fn complain(&mut self, message: &str) {
        self.report(&format!("error: {}", printable(message)));
    }

    /// Says what a reader of the results should know on standard error.
    pub(super) fn remark(&mut self, message: &str) {
        self.report(&format!("note: {}", printable(message)));
    }

    fn report(&mut self, text: &str) {
        // What was written so far comes before the complaint.
        self.hand_over();
        // If nobody listens there, there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "{text}");
    }

    /// Writes out what is left. A reader that closed the pipe has had enough, which is no failure.
    pub(super) fn flush(&mut self) -> Option<Exit> {
        self.hand_over();
        let failure = self.failure.as_ref()?;
        if failure.kind() == std::io::ErrorKind::BrokenPipe {
            return Some(Exit::Done);
        }
        let message = format!("cannot write: {}", without_number(failure));
        self.failure = None;
        self.complain(&message);
        Some(Exit::Failed)
    }
}

/// `NO_COLOR` and `CLICOLOR_FORCE` decide unless `--color` does (<https://no-color.org>, <https://bixense.com/clicolors>).
fn colours(when: When, terminal: bool) -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let forced = std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| !value.is_empty() && value != "0");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if set("NO_COLOR") => false,
        When::Auto => forced || (terminal && std::env::var_os("TERM").is_none_or(|term| term != "dumb")),
    }
}
