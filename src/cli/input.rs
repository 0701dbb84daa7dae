//! Files → sources: what can go wrong with a path, within fixed limits.

use lexcheck::diagnostic::Diagnostic;
use lexcheck::problem::Problem;
use lexcheck::source::Source;
use lexcheck::yaml::MAX_BYTES;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Reads a file; `-` is standard input. A file that cannot be read still has its name.
pub(super) fn read(path: &Path) -> Result<Source, (Source, Diagnostic)> {
    let name = if path == Path::new("-") { "<stdin>".to_owned() } else { path.to_string_lossy().into_owned() };
    bytes(path)
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| Problem::NotUtf8(error.utf8_error().valid_up_to())))
        .map(|text| Source::new(name.clone(), text))
        .map_err(|problem| (Source::new(name, ""), Diagnostic::whole(problem)))
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: std::io::Error| Problem::Unreadable(plainly(&error));
    if path == Path::new("-") {
        return limited(std::io::stdin().lock(), None);
    }
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let about = file.metadata().map_err(unreadable)?;
    if about.is_dir() {
        return Err(Problem::Unreadable("it is a folder".into()));
    }
    limited(file, about.is_file().then_some(about.len()))
}

/// Reads no more than the limit, whatever the size is said to be.
fn limited(from: impl Read, size: Option<u64>) -> Result<Vec<u8>, Problem> {
    let too_large = |bytes| Problem::TooLarge { bytes, limit: MAX_BYTES };
    if let Some(bytes) = size.filter(|bytes| *bytes > MAX_BYTES) {
        return Err(too_large(bytes));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size.unwrap_or(0)).unwrap_or(0));
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| Problem::Unreadable(plainly(&error)))?;
    match bytes.len() as u64 {
        read if read > MAX_BYTES => Err(too_large(read)),
        _ => Ok(bytes),
    }
}

/// The usual reasons in plain words, without the number of the error.
pub(super) fn plainly(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".into(),
        _ => without_number(error),
    }
}

/// What the system says: "Too many levels of symbolic links (os error 40)" without the last three words.
pub(super) fn without_number(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split_once(" (os error").map_or(text.as_str(), |(words, _)| words).to_owned()
}

/// A file that a path names, or why what it names cannot be looked into.
pub(super) enum Found {
    /// A file, or `-`.
    File(PathBuf),
    /// A folder that cannot be read, by its name.
    Unreadable(Source, Diagnostic),
}

impl Found {
    /// Whether it is this file, by the whole path without links.
    pub(super) fn is(&self, file: &Path) -> bool {
        let Self::File(own) = self else { return false };
        own.file_name() == file.file_name() && own.canonicalize().is_ok_and(|own| own == file)
    }

    /// Reads it. A file that cannot be read still has its name.
    pub(super) fn read(&self) -> Result<Source, (Source, Diagnostic)> {
        match self {
            Self::File(path) => read(path),
            Self::Unreadable(source, problem) => Err((source.clone(), problem.clone())),
        }
    }
}

/// The YAML files that paths name: files as they are, folders with all that is in them, in the order of their names,
/// without what `.gitignore` or one of the patterns excludes.
pub(super) fn expand(paths: &[PathBuf], exclude: &[String]) -> Result<Vec<Found>, String> {
    let yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    let mut found = Vec::new();
    for path in paths {
        if !path.is_dir() {
            found.push(Found::File(path.clone()));
            continue;
        }
        let mut leave_out = ignore::overrides::OverrideBuilder::new(path);
        for glob in exclude {
            leave_out.add(&format!("!{glob}")).map_err(|error| format!("`--exclude {glob}`: {error}"))?;
        }
        let leave_out = leave_out.build().map_err(|error| format!("`--exclude`: {error}"))?;
        let walk = ignore::WalkBuilder::new(path).overrides(leave_out).sort_by_file_path(Ord::cmp).build();
        for entry in walk {
            match entry {
                // Pipes and the like are no scenarios; a link that leads nowhere was meant to be one.
                Ok(entry) if yaml(entry.path()) && entry.path().metadata().map_or(true, |about| about.is_file()) => {
                    found.push(Found::File(entry.into_path()));
                }
                Ok(_) => {}
                Err(error) => found.push(unreadable(path, &error)),
            }
        }
    }
    Ok(found)
}

fn unreadable(folder: &Path, error: &ignore::Error) -> Found {
    let mut at = folder;
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::WithPath { path, err } => {
                at = path;
                err
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => err,
            _ => break,
        };
    }
    let why = inner.io_error().map_or_else(|| inner.to_string(), plainly);
    let source = Source::new(at.to_string_lossy(), "");
    Found::Unreadable(source, Diagnostic::whole(Problem::Unreadable(why)))
}
