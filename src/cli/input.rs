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
fn plainly(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".into(),
        _ => error.to_string(),
    }
}

/// The YAML files that paths name: files as they are, folders with all that is in them.
pub(super) fn expand(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let walk = ignore::WalkBuilder::new(path).sort_by_file_path(Ord::cmp).build();
        let yaml = |path: &Path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
        let found = walk.filter_map(Result::ok).map(ignore::DirEntry::into_path);
        files.extend(found.filter(|path| path.is_file() && yaml(path)));
    }
    files
}
