//! Resolves `rules/` once, when the program is built, and stores the rulebook
//! in it: a call then starts in about the time of a hello world. What `scenarios/`
//! expect of its tests is stored beside it. The modules
//! that read rules are the library's own, so both ways give the same rulebook
//! (a test compares them).

#![expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "these modules are the library's, which offers more of them"
)]
#![expect(clippy::print_stderr, reason = "cargo shows a failed build script's errors")]

#[path = "src/casebook.rs"]
mod casebook;
#[path = "src/condition/mod.rs"]
mod condition;
#[path = "src/diagnostic.rs"]
mod diagnostic;
#[path = "src/fields.rs"]
mod fields;
#[path = "src/problem/mod.rs"]
mod problem;
#[path = "src/rule/mod.rs"]
mod rule;
#[path = "src/rulebook/mod.rs"]
mod rulebook;
#[path = "src/scenario/mod.rs"]
mod scenario;
#[path = "src/source.rs"]
mod source;
#[path = "src/stated.rs"]
mod stated;
#[path = "src/term.rs"]
mod term;
#[path = "src/value.rs"]
mod value;
#[path = "src/version.rs"]
mod version;
#[path = "src/words.rs"]
mod words;
#[path = "src/yaml.rs"]
mod yaml;

use source::Source;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=scenarios");
    let sources = read("rules")?;
    let mut rulebook = match rulebook::resolve::load(&sources) {
        Ok(rulebook) => rulebook,
        Err(problems) => {
            let sources: Vec<&Source> = sources.iter().collect();
            for problem in &problems {
                eprintln!("{}\n", problem.draw(&sources, false));
            }
            return Err(format!("the rules have {} problems", problems.len()).into());
        }
    };
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    // `--version` is answered before any rule is read.
    let version = rulebook.version.as_ref().ok_or("rules/rulebook.yaml gives no version")?;
    println!("cargo::rustc-env=LEXCHECK_RULEBOOK={}", version.words());
    let examples = rulebook.take_examples();
    std::fs::write(out.join("rulebook.postcard"), postcard::to_stdvec(&rulebook)?)?;
    std::fs::write(out.join("examples.postcard"), postcard::to_stdvec(&examples)?)?;
    let mut casebook = casebook::Casebook::default();
    for source in read("scenarios")? {
        match scenario::parse(&source, 0) {
            Ok(scenario) => casebook.add(&source.name, &scenario),
            Err(_) => println!("cargo::warning={} cannot be read: lexcheck check says why", source.name),
        }
    }
    std::fs::write(out.join("casebook.postcard"), postcard::to_stdvec(&casebook)?)?;
    Ok(())
}

/// Every YAML file below a folder.
fn read(folder: &str) -> std::io::Result<Vec<Source>> {
    let mut files = Vec::new();
    collect(Path::new(folder), &mut files)?;
    files.sort();
    let read =
        |file: &PathBuf| Ok(Source::new(file.to_string_lossy().replace('\\', "/"), std::fs::read_to_string(file)?));
    files.iter().map(read).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "yaml") {
            files.push(path);
        }
    }
    Ok(())
}
