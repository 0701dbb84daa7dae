//! `--format`: the forms of a check's results, and the files they are written to.

use super::input::Found;
use super::load::Rules;
use super::terminal::Terminal;
use lexcheck::library::Checked;
use lexcheck::report::check::github::GitHub;
use lexcheck::report::check::json::{Json, JsonLines};
use lexcheck::report::check::junit::JUnit;
use lexcheck::report::check::markdown::Markdown;
use lexcheck::report::check::sarif::Sarif;
use lexcheck::report::check::text::Text;
use lexcheck::report::check::{End, Form};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// A form, and where it goes: standard output, when nothing is said.
#[derive(Clone)]
pub(super) struct Output {
    format: Format,
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Jsonl,
    Junit,
    Sarif,
    Github,
    Markdown,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((_, "")) => return Err("the name of the file is missing after `=`".into()),
            Some((format, "-")) => (format, None),
            Some((format, file)) => (format, Some(PathBuf::from(file))),
            None => (text, None),
        };
        let format = <Format as clap::ValueEnum>::from_str(format, false)
            .map_err(|_| "there are text, json, jsonl, junit, sarif, github and markdown")?;
        Ok(Self { format, file })
    }
}

/// The address of a page.
pub(super) fn address(text: &str) -> Result<String, String> {
    let web = text.starts_with("https://") || text.starts_with("http://");
    let sound = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&byte));
    if web && sound { Ok(text.to_owned()) } else { Err("write it as `https://example.org/handbook.html`".into()) }
}

/// The forms of one call.
pub(super) struct Outputs<'r> {
    open: Vec<Open<'r>>,
}

struct Open<'r> {
    form: Box<dyn Form + 'r>,
    format: Format,
    /// None for standard output.
    file: Option<Writer>,
}

struct Writer {
    path: PathBuf,
    /// Until something goes wrong.
    to: Option<BufWriter<File>>,
    failed: bool,
}

impl<'r> Outputs<'r> {
    /// Opens what was asked for; people read text on standard output where no other form goes there. A file that
    /// cannot be opened is complained of, and the others are written all the same.
    pub(super) fn open(
        asked: &[Output],
        handbook: Option<&str>,
        found: &[Found],
        rules: &'r Rules,
        terminal: &mut Terminal,
    ) -> Result<Self, String> {
        let mut asked = asked.to_vec();
        match asked.iter().filter(|output| output.file.is_none()).count() {
            0 => asked.insert(0, Output { format: Format::Text, file: None }),
            1 => {}
            _ => return Err("only one form can go to standard output: `--format FORMAT=FILE` names a file".into()),
        }
        let paths: Vec<&Path> = asked.iter().filter_map(|output| output.file.as_deref()).collect();
        for (index, path) in paths.iter().enumerate() {
            if paths[..index].contains(path) {
                return Err(format!("two forms cannot go to one file, {}", path.display()));
            }
            if path.canonicalize().is_ok_and(|file| found.iter().any(|one| one.is(&file))) {
                return Err(format!("{} is one of the scenarios, and would be overwritten", path.display()));
            }
        }
        let open = asked.iter().map(|output| Open {
            form: form(output.format, handbook, rules, terminal),
            format: output.format,
            file: output.file.as_deref().map(|path| Writer::open(path, terminal)),
        });
        let mut outputs = Self { open: open.collect() };
        outputs.each(terminal, |form| form.begin());
        Ok(outputs)
    }

    /// Writes what a file came to.
    pub(super) fn file(&mut self, checked: &Checked, terminal: &mut Terminal) {
        self.each(terminal, |form| form.file(checked));
        // Other forms say themselves what is wrong with a file.
        if self.open.iter().any(|one| one.file.is_none() && one.format == Format::Text) {
            for problem in checked.scenarios.as_ref().err().into_iter().flatten() {
                terminal.draw(problem, &[&checked.source]);
            }
        }
    }

    /// Whether nobody reads any more, and no file is written to.
    pub(super) fn is_closed(&self, terminal: &Terminal) -> bool {
        terminal.is_closed() && self.open.iter().all(|one| one.file.as_ref().is_none_or(|file| file.to.is_none()))
    }

    /// Writes the ends. Whether all of every file could be written.
    pub(super) fn end(mut self, end: &End, terminal: &mut Terminal) -> bool {
        self.each(terminal, |form| form.end(end));
        let mut whole = true;
        for file in self.open.iter_mut().filter_map(|one| one.file.as_mut()) {
            let flushed = file.to.as_mut().map_or(Ok(()), BufWriter::flush);
            file.note(flushed, terminal);
            whole &= !file.failed;
        }
        whole
    }

    fn each(&mut self, terminal: &mut Terminal, text: impl Fn(&mut dyn Form) -> String) {
        for one in &mut self.open {
            match &mut one.file {
                None => terminal.write(&text(one.form.as_mut())),
                Some(file) => {
                    if let Some(to) = &mut file.to {
                        let written = to.write_all(text(one.form.as_mut()).as_bytes());
                        file.note(written, terminal);
                    }
                }
            }
        }
    }
}

impl Writer {
    fn open(path: &Path, terminal: &mut Terminal) -> Self {
        let mut writer = Self { path: path.to_owned(), to: None, failed: false };
        match File::create(path) {
            Ok(file) => writer.to = Some(BufWriter::new(file)),
            Err(error) => writer.note(Err(error), terminal),
        }
        writer
    }

    /// Complains of what went wrong, and writes no more.
    fn note(&mut self, result: std::io::Result<()>, terminal: &mut Terminal) {
        let Err(error) = result else { return };
        self.failed = true;
        if let Some(to) = self.to.take() {
            // What is still held back could not be written either.
            let _ = to.into_parts();
        }
        let why = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such folder".to_owned(),
            std::io::ErrorKind::PermissionDenied => "you may not write to it".to_owned(),
            _ => error.to_string(),
        };
        terminal.complain(&format!("cannot write {}: {why}", self.path.display()));
    }
}

fn form<'r>(format: Format, handbook: Option<&str>, rules: &'r Rules, terminal: &Terminal) -> Box<dyn Form + 'r> {
    let folder = rules.folder.as_ref().map(|folder| folder.to_string_lossy().into_owned());
    match format {
        Format::Text => Box::new(Text::new(terminal.layout)),
        Format::Json => Box::new(Json::default()),
        Format::Jsonl => Box::new(JsonLines),
        Format::Junit => Box::new(JUnit),
        Format::Sarif => Box::new(Sarif::new(&rules.rulebook, folder, handbook.map(str::to_owned))),
        Format::Github => Box::new(GitHub::default()),
        Format::Markdown => Box::new(Markdown::default()),
    }
}
