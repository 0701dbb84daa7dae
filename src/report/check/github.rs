//! The results of a check as workflow commands of GitHub Actions: each becomes an annotation at its line.

use super::place::{Stretch, path};
use super::text::summary;
use super::{End, Form, different};
use crate::diagnostic::printable;
use crate::library::Checked;

/// GitHub shows so many errors of a step beside the lines; the others are only in its log.
const SHOWN: usize = 10;

/// Annotations.
#[derive(Default)]
pub struct GitHub {
    written: usize,
}

impl GitHub {
    fn error(&mut self, file: &str, at: Option<Stretch>, title: &str, message: &str) -> String {
        self.written += 1;
        let at = at.map_or_else(String::new, |at| format!(",line={},col={},endColumn={}", at.line, at.column, at.end));
        format!("::error file={}{at},title={}::{}\n", property(&path(file)), property(title), data(message))
    }
}

impl Form for GitHub {
    fn file(&mut self, checked: &Checked) -> String {
        let source = &checked.source;
        let mut text = String::new();
        for one in different(checked) {
            let at = Stretch::of(source, one.verdict.expected.place.span);
            text.push_str(&self.error(&source.name, Some(at), &one.title(), &one.details()));
        }
        for problem in checked.scenarios.as_ref().err().into_iter().flatten() {
            let at = problem.place.map(|place| Stretch::of(source, place.span));
            text.push_str(&self.error(&source.name, at, "the scenario cannot be read", &problem.problem.in_words()));
        }
        text
    }

    fn end(&mut self, end: &End) -> String {
        let mut text = String::new();
        if let Some(more) = self.written.checked_sub(SHOWN).filter(|more| *more > 0) {
            let message =
                format!("{more} more are only in the log of this step: GitHub shows {SHOWN} errors of a step");
            text.push_str(&format!("::notice title=lexcheck::{}\n", data(&message)));
        }
        text.push_str(&summary(end));
        text
    }
}

/// What a command says.
fn data(text: &str) -> String {
    printable(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of one of its properties: a file keeps its name, whatever lines and signs are in it.
fn property(text: &str) -> String {
    let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    printable(&text.replace(':', "%3A").replace(',', "%2C"))
}
