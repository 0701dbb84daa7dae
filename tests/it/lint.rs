//! Every lint is found in one scenario of `tests/lint`, and not in another that is nearly the same.

use crate::files::files;
use lexcheck::facts::Settings;
use lexcheck::lint::{Lint, Linter, Severity, pages};
use lexcheck::report::lint::{drawn, explained, list};
use lexcheck::report::page::Layout;
use lexcheck::rulebook::resolve;
use lexcheck::source::Source;

/// What is found in a scenario of `tests/lint`, of the kind that its name asks for or that is always told.
fn lints(of: &str, source: Source) -> Vec<Lint> {
    let rules = resolve::load(&files("tests/lint/rules", "yaml")).unwrap();
    let lints = Linter::new(&rules, &Settings::default()).lint(source).lints.unwrap();
    lints.into_iter().filter(|lint| lint.page.severity > Severity::Hint || lint.page.code == of).collect()
}

fn scenarios() -> impl Iterator<Item = Source> {
    files("tests/lint", "yaml").into_iter().filter(|file| !file.name.contains("/rules/"))
}

#[test]
fn every_lint_is_found_where_it_should_be_and_nowhere_else() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    let mut shown: Vec<String> = Vec::new();
    for source in scenarios() {
        let name = source.name.rsplit('/').next().unwrap().to_owned();
        let (code, state) = name.trim_end_matches(".yaml").split_once('_').unwrap();
        let found = lints(code, source.clone());
        let codes: Vec<&str> = found.iter().map(|lint| lint.page.code).collect();
        if state == "clean" {
            assert!(found.is_empty(), "{name}: {codes:?}");
        } else {
            assert!(codes.contains(&code), "{name}: {codes:?}");
            let text: Vec<String> = found.iter().map(|lint| drawn(lint, &source, false)).collect();
            settings.bind(|| insta::assert_snapshot!(format!("lint_{code}"), text.join("\n\n")));
        }
        shown.push(name);
    }
    for page in pages() {
        for state in ["found", "clean"] {
            let name = format!("{}_{state}.yaml", page.code);
            assert!(shown.contains(&name), "there is no tests/lint/{name}");
        }
    }
}

#[test]
fn a_lint_is_listed_and_explained_under_one_code_and_one_name() {
    let codes: Vec<&str> = pages().map(|page| page.code).collect();
    assert!(codes.is_sorted_by(|one, other| one < other), "{codes:?}");
    for page in pages() {
        assert_eq!(pages().filter(|other| other.name == page.name).count(), 1, "{}", page.name);
        assert!(list().contains(page.finds) && explained(page, Layout::default()).contains(page.name));
        assert!(page.why.ends_with('.') && page.instead.ends_with('.') && !page.finds.ends_with('.'), "{}", page.code);
    }
}

#[test]
fn comments_are_told_from_texts_and_reasons_from_none() {
    let text =
        files("tests/lint", "yaml").into_iter().find(|file| file.name.ends_with("L203_found.yaml")).unwrap().text;
    let codes = |text: &str| -> Vec<&str> {
        lints("L203", Source::new("x.yaml", text)).iter().map(|lint| lint.page.code).collect()
    };
    let reason = "# lexcheck: allow L203 because it is only answered";
    assert_eq!(codes(&text), ["L203"]);
    assert_eq!(codes(&format!("{reason}\n{text}")), [""; 0], "for the whole file");
    assert_eq!(codes(&text.replace("  raid:", &format!("  raid: {reason}"))), [""; 0], "on the line");
    let above = text.replace("  raid:", &format!("  {reason}\n  # and more\n  raid:"));
    assert_eq!(codes(&above), [""; 0], "above it");
    assert_eq!(codes(&text.replace("  strike:", &format!("  {reason}\n  strike:"))), ["L902", "L203"], "elsewhere");
    assert_eq!(codes(&text.replace("strikes.", &format!("strikes.\n  {reason}"))), ["L203"], "in the story");
    assert_eq!(codes(&text.replace("  raid:", "  raid: # lexcheck: allow L203 because")), ["L203", "L901"]);
    assert_eq!(codes(&text.replace("  raid:", "  raid: # lexcheck: skip")), ["L203", "L903"]);
}
