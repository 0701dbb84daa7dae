//! `# lexcheck: allow L104 because …`: findings that an author means.

use super::comments::Comment;
use super::page::page;
use super::{File, Page, Severity};
use crate::diagnostic::Place;
use crate::source::clamp;

pub(super) static PAGES: [Page; 3] = [
    Page {
        code: "L901",
        name: "allowed-without-reason",
        severity: Severity::Error,
        finds: "a finding that is allowed without a reason",
        why: "The next reader cannot tell whether it was meant or only in the way. Without a reason nothing is \
              allowed.",
        instead: "Write `# lexcheck: allow L104 because …`, on the line, above it, or for the whole file above its \
                  first key.",
    },
    Page {
        code: "L902",
        name: "idle-allowance",
        severity: Severity::Advice,
        finds: "an allowance of something that is not found",
        why: "What it allowed was mended, or moved; left in place it would hide the next finding.",
        instead: "Take it away.",
    },
    Page {
        code: "L903",
        name: "unknown-lint",
        severity: Severity::Error,
        finds: "a comment to lexcheck that names no lint",
        why: "It allows nothing.",
        instead: "`lexcheck lint --list` names all lints.",
    },
];

/// Whom a comment is for.
pub(super) const ADDRESS: &str = "lexcheck:";

impl File<'_> {
    /// Takes away what is allowed, and tells of allowances that are none.
    pub(super) fn allow(&mut self) {
        let comments: Vec<Comment<'_>> =
            self.comments.iter().filter(|comment| comment.text.starts_with(ADDRESS)).copied().collect();
        let mut wrong = Vec::new();
        // Within a story there is no room for comments: they stand where it begins.
        let story = self.loaded.scenario.story.as_ref().map(|story| (story.place.span, self.key_line(story.place)));
        let told_at = |place: Place| match story {
            Some((span, line)) if (span.start..span.end).contains(&place.span.start) => line,
            _ => place.span.line,
        };
        for comment in comments {
            let said = comment.text[ADDRESS.len()..].trim();
            let Some(rest) = said.strip_prefix("allow").filter(|rest| rest.starts_with(' ')) else {
                wrong.push((&PAGES[2], comment.place, "this asks lexcheck for nothing it knows".into(), None));
                continue;
            };
            let (names, reason) = rest.split_once(" because").unwrap_or((rest, ""));
            if reason.trim_matches([' ', '…', '.', ':']).is_empty() {
                let says = "this is allowed without a reason".into();
                wrong.push((&PAGES[0], comment.place, says, Some("add `because …`".into())));
                continue;
            }
            let line = self.covered(&comment);
            for name in names.split([',', ' ']).filter(|name| !name.is_empty()) {
                let allowed = match page(name) {
                    Ok(page) => page,
                    Err(nearest) => {
                        let help = nearest.map(|nearest| format!("did you mean `{nearest}`?"));
                        wrong.push((&PAGES[2], comment.place, format!("there is no lint `{name}`"), help));
                        continue;
                    }
                };
                let before = self.found.len();
                self.found.retain(|lint| lint.page != allowed || !comment.top && Some(told_at(lint.place)) != line);
                if self.found.len() == before {
                    let says = format!("{} ({}) is not found here", allowed.code, allowed.name);
                    wrong.push((&PAGES[1], comment.place, says, None));
                }
            }
        }
        for (page, place, says, help) in wrong {
            self.find(page, place, says, help);
        }
    }

    /// The line of the key whose value begins somewhere.
    fn key_line(&self, value: Place) -> u32 {
        let before = &self.source.text[..self.source.byte_range(value.span).start];
        let key = before.trim_end().trim_end_matches(['|', '>', '-', '+', '"', '\'']);
        clamp(key.matches('\n').count() + 1)
    }

    /// The line that a comment speaks of: its own, or the next that is not a comment.
    fn covered(&self, comment: &Comment<'_>) -> Option<u32> {
        let line = comment.place.span.line;
        if !comment.alone {
            return Some(line);
        }
        let is_comment = |line: u32| self.comments.iter().any(|other| other.alone && other.place.span.line == line);
        let last = self.comments.last().map_or(line, |last| last.place.span.line);
        (line + 1..=last + 1).find(|line| !is_comment(*line))
    }
}
