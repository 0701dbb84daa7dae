//! Files of JSON lines: one scenario a line, read as it comes and within the limits of the loader.

use lexcheck::diagnostic::Diagnostic;
use lexcheck::problem::Problem;
use lexcheck::source::Source;
use lexcheck::yaml::MAX_BYTES;
use std::io::{BufRead, BufReader, ErrorKind, Read};

/// So much is asked for at a time.
const BUFFER: usize = 256 << 10;

/// A line that was read, or its name and why it cannot be.
pub(super) type Line = Result<Source, (Source, Diagnostic)>;

/// The lines of a file that are not blank, each named `file:number`.
pub(super) struct Lines<R> {
    from: BufReader<R>,
    file: String,
    number: u64,
}

impl<R: Read> Lines<R> {
    pub(super) fn of(file: impl Into<String>, from: R) -> Self {
        Self { from: BufReader::with_capacity(BUFFER, from), file: file.into(), number: 0 }
    }

    /// Adds lines until there are so many, or until the next one would have to be waited for: whoever writes a line
    /// and waits for its report gets it. False at the end of the file.
    pub(super) fn batch(&mut self, most: usize, lines: &mut Vec<Line>) -> bool {
        while lines.is_empty() || (lines.len() < most && self.from.buffer().contains(&b'\n')) {
            match self.next() {
                Ok(None) => return false,
                Ok(Some(bytes)) => {
                    if !bytes.iter().all(u8::is_ascii_whitespace) {
                        lines.push(self.line(bytes));
                    }
                }
                Err(problem @ Problem::LineTooLong { .. }) => lines.push(Err(self.wrong(problem))),
                Err(problem) => {
                    lines.push(Err((Source::new(&*self.file, ""), Diagnostic::whole(problem))));
                    return false;
                }
            }
        }
        true
    }

    fn name(&self) -> String {
        format!("{}:{}", self.file, self.number)
    }

    fn wrong(&self, problem: Problem) -> (Source, Diagnostic) {
        (Source::new(self.name(), ""), Diagnostic::whole(problem))
    }

    fn line(&self, bytes: Vec<u8>) -> Line {
        let text = String::from_utf8(bytes);
        let text = text.map_err(|error| self.wrong(Problem::NotUtf8(error.utf8_error().valid_up_to())))?;
        Ok(Source::new(self.name(), paired(text)))
    }

    /// The bytes of the next line. What is over the limit is passed by, not kept.
    fn next(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let mut bytes = Vec::new();
        let mut length = 0;
        loop {
            let part = match self.from.fill_buf() {
                Ok(part) => part,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Problem::Unreadable(super::input::plainly(&error))),
            };
            if part.is_empty() {
                if length == 0 {
                    return Ok(None);
                }
                break;
            }
            let newline = part.iter().position(|byte| *byte == b'\n');
            let own = &part[..newline.unwrap_or(part.len())];
            length += own.len() as u64;
            if length <= MAX_BYTES {
                bytes.extend_from_slice(own);
            } else {
                bytes = Vec::new();
            }
            let taken = own.len() + usize::from(newline.is_some());
            self.from.consume(taken);
            if newline.is_some() {
                break;
            }
        }
        self.number += 1;
        if length > MAX_BYTES {
            return Err(Problem::LineTooLong { bytes: length, limit: MAX_BYTES });
        }
        Ok(Some(bytes))
    }
}

/// The text with each pair of escapes that JSON needs for one character, `\ud83d\ude00`, as that character: YAML has
/// no such pairs.
fn paired(text: String) -> String {
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return text;
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find('\\') {
        joined.push_str(&rest[..at]);
        rest = &rest[at..];
        let unit = |at: usize| {
            let digits = rest.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let pair = unit(0).zip(unit(6)).and_then(|(high, low)| String::from_utf16(&[high, low]).ok());
        // Two letters of their own need no help, and a line's end may be written so.
        let one = pair.filter(|pair| pair.chars().count() == 1);
        // Or the backslash and what it escapes: its second half begins no escape of its own.
        let taken = if one.is_some() { 12 } else { 1 + rest[1..].chars().next().map_or(0, char::len_utf8) };
        joined.push_str(one.as_deref().unwrap_or(&rest[..taken]));
        rest = &rest[taken..];
    }
    joined.push_str(rest);
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_escapes_are_one_character() {
        let paired = |text: &str| paired(text.to_owned());
        assert_eq!(paired(r#""a \ud83d\ude00\u00e9 \uD83D\uDE00""#), "\"a 😀\\u00e9 😀\"");
        assert_eq!(
            paired(r#""\\ud83d\\ude00 \\\ud83d\ude00 \ude00\ud83d \ud83d""#),
            r#""\\ud83d\\ude00 \\😀 \ude00\ud83d \ud83d""#
        );
        assert_eq!(paired("\"\\ud83d\\"), "\"\\ud83d\\");
        assert_eq!(paired("\"\\ud83d\\é\""), "\"\\ud83d\\é\"");
    }

    #[test]
    fn lines_are_numbered_as_they_stand_and_blank_ones_passed_by() {
        let mut lines = Lines::of("x", "a\n\n \r\nb\r\nc".as_bytes());
        let mut names = Vec::new();
        let mut more = true;
        while more {
            let mut batch = Vec::new();
            more = lines.batch(2, &mut batch);
            names.extend(batch.into_iter().map(|line| line.map_or_else(|(source, _)| source.name, |one| one.name)));
        }
        assert_eq!(names, ["x:1", "x:4", "x:5"]);
    }
}
