//! The shape of the project itself.

use crate::files::files;
use lexcheck::source::Source;

/// The modules of the library, in the order in which `src/lib.rs` declares them.
fn modules() -> Vec<String> {
    let lib = files("src", "rs").into_iter().find(|file| file.name == "src/lib.rs").unwrap();
    lib.text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

/// The module a file of the library belongs to; none for the binary's.
fn module(file: &Source) -> Option<&str> {
    let path = file.name.strip_prefix("src/")?.strip_suffix(".rs")?;
    let module = path.split('/').next()?;
    (!matches!(module, "lib" | "main" | "cli")).then_some(module)
}

/// A file without its unit tests, which stand at its end.
fn code(file: &Source) -> &str {
    file.text.split("#[cfg(test)]").next().unwrap()
}

#[test]
fn a_module_imports_only_from_modules_above_it() {
    let modules = modules();
    let mut wrong = Vec::new();
    for file in &files("src", "rs") {
        let Some(own) = module(file) else { continue };
        let place = modules.iter().position(|module| module == own);
        assert!(place.is_some(), "{} is no module of src/lib.rs", file.name);
        for (line, text) in code(file).lines().enumerate() {
            if text.trim_start().starts_with("//") {
                continue;
            }
            for used in text.split("crate::").skip(1) {
                let used: String = used.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let above = modules.iter().position(|module| *module == used) <= place;
                if !above || !modules.contains(&used) {
                    wrong.push(format!("{}:{}: `{own}` uses `{used}`", file.name, line + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not above it in src/lib.rs:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_in_the_program_can_give_up() {
    let words = ["todo!(", "dbg!(", "unimplemented!(", "unreachable!(", "panic!(", ".unwrap()", ".expect("];
    let mut wrong = Vec::new();
    for file in &files("src", "rs") {
        for (line, text) in code(file).lines().enumerate() {
            let comment = text.trim_start().starts_with("//");
            wrong.extend(
                words
                    .iter()
                    .filter(|word| !comment && text.contains(*word))
                    .map(|word| format!("{}:{}: {word}", file.name, line + 1)),
            );
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn no_rule_and_no_scenario_holds_a_tab() {
    let files = files("rules", "yaml").into_iter().chain(files("scenarios", "yaml"));
    let with_tab: Vec<String> = files.filter(|file| file.text.contains('\t')).map(|file| file.name).collect();
    assert!(with_tab.is_empty(), "{}", with_tab.join("\n"));
}
