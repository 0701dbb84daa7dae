//! The results of a check as a page of Markdown: the summary of a job on GitHub, or a note to a class.

use super::place::path;
use super::text::summary;
use super::{End, Form, different};
use crate::diagnostic::printable;
use crate::library::Checked;

/// GitHub takes a summary of 1 MiB and drops a longer one whole.
const ROOM: usize = 900 * 1024;

/// A table of counts, and every difference folded up. It is held back to the end, because the counts come first.
#[derive(Default)]
pub struct Markdown {
    folded: String,
    left_out: usize,
}

impl Markdown {
    fn fold(&mut self, title: &str, text: &str) {
        let folded = format!(
            "<details><summary>{}</summary>\n\n<pre>\n{}\n</pre>\n\n</details>\n\n",
            html(&title.replace('\n', " ")),
            html(text.trim_end())
        );
        if self.left_out > 0 || self.folded.len() + folded.len() > ROOM {
            self.left_out += 1;
        } else {
            self.folded.push_str(&folded);
        }
    }
}

impl Form for Markdown {
    fn file(&mut self, checked: &Checked) -> String {
        let name = path(&checked.source.name);
        for one in different(checked) {
            let line = one.verdict.expected.place.span.line;
            let (expected, got) = (one.verdict.expected.outcomes(), one.verdict.outcome.name());
            let wrong = if one.wrong.grounds.is_empty() {
                format!("expected {expected}, got {got}")
            } else {
                format!("{got}, but for another reason")
            };
            self.fold(&format!("{name}:{line}: {}: {wrong}", one.title()), &one.whole());
        }
        if let Err(problems) = &checked.scenarios {
            let drawn: Vec<String> = problems.iter().map(|problem| problem.draw(&[&checked.source], false)).collect();
            self.fold(&format!("{name}: cannot be read"), &drawn.join("\n\n"));
        }
        String::new()
    }

    fn end(&mut self, end: &End) -> String {
        let tally = &end.tally;
        let sign = if tally.passed() && end.left_out == 0 { "✅" } else { "❌" };
        let mut text = format!("## {sign} lexcheck\n\n{}\n", summary(end));
        text.push_str("| files | scenarios | expectations hold | differ | files not read |\n");
        text.push_str("| ---: | ---: | ---: | ---: | ---: |\n");
        let Self { folded, left_out } = self;
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} |\n\n{folded}",
            tally.files, tally.scenarios, tally.held, tally.different, tally.unreadable
        ));
        if *left_out > 0 {
            text.push_str(&format!("{left_out} more are left out here: a summary of GitHub holds 1 MiB.\n"));
        }
        text
    }
}

/// Text inside HTML.
fn html(text: &str) -> String {
    printable(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
