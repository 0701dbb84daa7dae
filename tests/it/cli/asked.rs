//! What is asked on the command line, and what is answered.

use super::*;

#[test]
fn only_what_is_asked_for_is_reported() {
    let all = "Armed attack|State author|Necessity|Proportionality|Warning|Lawful use of force";
    let asked = [
        ("--only force", all),
        ("--only force.*", all),
        ("--only force.defence", "Necessity|Proportionality|Warning"),
        ("--only defence", "Necessity|Proportionality|Warning"),
        ("--only force.defence.necessity", "Necessity"),
        ("--only necessity --only occurred", "Armed attack|Necessity"),
    ];
    for (options, titles) in asked {
        let run = strike(&format!("assess strike.yaml --operation strike {options}"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{options}");
        for title in all.split('|') {
            let line = format!("    {title} · ");
            assert_eq!(run.out.contains(&line), titles.split('|').any(|one| one == title), "{options}: {title}");
        }
    }
}

#[test]
fn only_the_operations_asked_for_are_reported() {
    let operations =
        [("", "raid strike"), ("--operation raid", "raid"), ("--operation raid --operation strike", "raid strike")];
    for (options, shown) in operations {
        let run = strike(&format!("assess strike.yaml {options}"));
        for operation in ["raid", "strike"] {
            let heading = format!("Operation {operation} ·");
            assert_eq!(run.out.contains(&heading), shown.contains(operation), "{options}: {operation}");
        }
    }
}

#[test]
fn readings_are_taken_from_the_scenario_unless_the_command_line_says_otherwise() {
    let text = STRIKE.replace("parties:", "readings: icj\nparties:");
    let folder = Folder::of(&[("open.yaml", STRIKE), ("icj.yaml", &text)]);
    let outcomes = [
        ("open.yaml", "contested"),
        ("open.yaml --reading gravity_threshold=any_force", "met"),
        ("open.yaml --reading force.attack.gravity_threshold=gravest_forms", "not met"),
        ("open.yaml --readings icj", "not met"),
        ("open.yaml --readings icj --readings wide", "met"),
        ("open.yaml --readings icj --reading gravity_threshold=any_force", "met"),
        ("icj.yaml", "not met"),
        ("icj.yaml --readings wide", "met"),
        ("icj.yaml --open-readings", "contested"),
        ("icj.yaml --open-readings --readings wide", "met"),
    ];
    for (options, outcome) in outcomes {
        let run = folder.run(&format!("assess {options} --only occurred --operation strike"));
        has(&run.out, &format!("Armed attack · threshold: {outcome}."));
    }
}

#[test]
fn silence_means_what_the_rules_assume_or_nothing() {
    let silent = STRIKE.replace("invoked: true, ", "");
    let folder = Folder::of(&[("strike.yaml", &silent)]);
    let necessity = |options: &str| folder.run(&format!("assess strike.yaml --only necessity {options}")).out;
    has(&necessity("--operation strike"), "Necessity · requirement: not applicable.");
    has(&necessity("--operation strike --assume-nothing"), "Necessity · requirement: undetermined.");
}

#[test]
fn depth_adds_and_never_takes_away() {
    let titles = ["In sum", "Necessity", "Proportionality", "Warning"];
    let scenario =
        STRIKE.replace("responds_to: raid", "date: 2026-03-02").replace("raid: {by: borland, against: ardenia}", "");
    let folder = Folder::of(&[("strike.yaml", &scenario)]);
    let shown = |options: &str| {
        let out = folder.run(&format!("assess strike.yaml {options}")).out;
        titles.map(|title| out.contains(title))
    };
    assert_eq!(shown("--depth 0"), [true, false, false, false]);
    assert_eq!(shown(""), [true, true, false, false]);
    assert_eq!(shown("--depth 1"), shown(""));
    assert_eq!(shown("--depth 2"), [true, true, true, true]);
    assert_eq!(shown("--all"), shown("--depth 2"));
    assert_eq!(shown("--depth 3"), shown("--depth 2"));
    assert_eq!(folder.run("assess strike.yaml --depth 4").code, Some(2));
    assert_eq!(folder.run("assess strike.yaml --depth 2 --all").code, Some(2));
    let lines = |depth: u8| strike(&format!("assess strike.yaml --depth {depth}")).out.lines().count();
    assert!((1..=3).all(|depth| lines(depth - 1) < lines(depth)));
}

#[test]
fn a_test_that_is_not_met_names_the_fact_that_decided_it_and_its_line() {
    let run = strike("assess strike.yaml --only necessity --operation strike");
    has(&run.out, "Necessity · requirement: not met.");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
    has(&run.out, "Nicaragua (ICJ 1986) para 191: Force must be necessary.");
    has(&run.out, "Necessity is judged before proportionality.");
    let run = strike("explain strike.yaml necessity --operation strike");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
}

#[test]
fn a_wrong_expectation_is_shown_beside_what_was_found() {
    let text = STRIKE.replace("necessity: not_met", "necessity: {outcome: met, holding: para 76}");
    let run = Folder::of(&[("strike.yaml", &text)]).run("check strike.yaml");
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""));
    has(&run.out, "strike.yaml:15: strike · force.defence.necessity");
    has(&run.out, "Expected: met (para 76)");
    has(&run.out, "Got: not_met");
    has(&run.out, "defence.alternatives_left = true (strike.yaml:13)");
    has(&run.out, "1 scenario: 1 expectation holds, 1 differs.");
}

#[test]
fn a_misspelt_expectation_is_an_error_and_no_difference() {
    let text = STRIKE.replace("force.defence.necessity", "force.defence.neccessity");
    let run = Folder::of(&[("strike.yaml", &text)]).run("check strike.yaml");
    assert_eq!(run.code, Some(2));
    has(&run.err, "unknown test `force.defence.neccessity`");
    has(&run.err, "did you mean `force.defence.necessity`?");
}

#[test]
fn a_name_on_the_command_line_that_fits_nothing_is_answered_with_the_nearest() {
    let lines = [
        ("assess strike.yaml --only neccessity", "unknown test `neccessity`", "`force.defence.necessity`"),
        ("assess strike.yaml --only force.defense", "unknown", "`force.defence`"),
        ("assess strike.yaml --operation strke", "unknown operation `strke`", "`strike`"),
        (
            "assess strike.yaml --reading gravity_treshold=any_force",
            "unknown position",
            "`force.attack.gravity_threshold`",
        ),
        ("assess strike.yaml --reading gravity_threshold=any", "`any` is not a reading", "`any_force`"),
        ("assess strike.yaml --reading gravity_threshold", "`--reading gravity_threshold`", "POSITION=NAME"),
        ("assess strike.yaml --readings icjj", "unknown reading set `icjj`", "`icj`"),
        ("assess strike.yaml --format xml", "xml", "json"),
        ("assess strike.yaml --color sometimes", "sometimes", "always"),
        ("explain strike.yaml neccessity", "unknown test `neccessity`", "`force.defence.necessity`"),
        ("explain strike.yaml force.defence", "`force.defence` could be any of", "`force.defence.necessity`"),
        ("explain strike.yaml necessity --operation strke", "unknown operation `strke`", "`strike`"),
        ("explain strike.yaml necessity --operation raid --operation strke", "unknown operation `strke`", "`strike`"),
    ];
    for (line, message, nearest) in lines {
        let run = strike(line);
        assert_eq!(run.code, Some(2), "lexcheck {line}\n{}{}", run.out, run.err);
        has(&run.err, message);
        has(&run.err, nearest);
    }
}

#[test]
fn the_scenarios_that_count_lie_beside_the_rules_or_are_named() {
    let folder = Folder::of(&[("scenarios/strike.yaml", STRIKE), ("mine/one.yaml", STRIKE), ("mine/two.yaml", STRIKE)]);
    for name in ["authorities", "parties", "readings", "regimes", "force/attack", "force/conclusion", "force/defence"] {
        let path = Path::new(RULES).join(format!("{name}.yaml"));
        folder.write(&format!("rules/{name}.yaml"), fs::read(path).unwrap());
    }
    let lines = [
        ("--rules rules", "1 scenario puts them to use; expectations: 2."),
        ("--rules rules/", "1 scenario puts them to use; expectations: 2."),
        ("--rules rules --scenarios mine", "2 scenarios put them to use; expectations: 4."),
    ];
    for (options, counted) in lines {
        let run = folder.run_with_all_rules(&format!("rules check {options}"));
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{options}");
        has(&run.out, counted);
    }
    let run = folder.run_with_all_rules("rules check --rules rules --scenarios nowhere");
    assert_eq!(run.code, Some(2));
    has(&run.err, "no scenario in nowhere expects anything");
}

#[test]
fn rules_that_cannot_be_used_stop_everything() {
    let folder = Folder::of(&[
        ("strike.yaml", STRIKE),
        ("broken/regimes.yaml", "force: {titel: Use of force}\n"),
        ("empty/readme.txt", "no rules here\n"),
    ]);
    let lines =
        [("broken", "unknown key `titel`"), ("empty", "no rules in empty"), ("missing", "there is no such file")];
    for (rules, message) in lines {
        let run = folder.run_with_all_rules(&format!("assess strike.yaml --rules {rules}"));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{rules}");
        has(&run.err, message);
        lacks(&run.err, "error: error");
    }
}
