//! `lexcheck check`: variations of a story, expectations that say what decided, and which files are looked at.

use super::{Folder, STRIKE, has, lacks};

/// [`STRIKE`] with two variations.
fn varied() -> String {
    format!(
        "{STRIKE}cases:\n  \
           last_resort:\n    \
             title: Nothing else would have helped\n    \
             operations:\n      \
               strike:\n        \
                 facts: {{defence.alternatives_left: false}}\n        \
                 expect: {{force.defence.necessity: met}}\n  \
           by_nobody:\n    \
             facts: {{defence.alternatives_left: unknown}}\n    \
             operations:\n      \
               strike: {{expect: {{force.defence.necessity: [undetermined, contested]}}}}\n"
    )
}

#[test]
fn each_variation_is_a_scenario_with_expectations_of_its_own() {
    let right = Folder::of(&[("strike.yaml", &varied())]).run("check strike.yaml");
    assert_eq!(right.out, "3 scenarios: 4 expectations hold, 0 differ.\n", "{}", right.err);
    let wrong = varied().replace("necessity: met", "necessity: contested").replace("contested]", "not_met]");
    let wrong = Folder::of(&[("strike.yaml", &wrong)]).run("check strike.yaml");
    assert_eq!(wrong.code, Some(1));
    has(&wrong.out, "strike.yaml:23: last_resort · strike · force.defence.necessity");
    has(&wrong.out, "3 scenarios: 3 expectations hold, 1 differs.");
    has(&wrong.out, "lexcheck explain strike.yaml force.defence.necessity --case last_resort --operation strike");
}

#[test]
fn a_variation_is_assessed_and_explained_by_its_name() {
    let folder = Folder::of(&[("strike.yaml", &varied())]);
    let report = folder.run("assess strike.yaml --case last_resort --only necessity");
    has(&report.out, "Strike on the Kesh camp · Nothing else would have helped");
    has(&folder.run("explain strike.yaml necessity --case last_resort --operation strike").out, "met");
    has(&folder.run("assess strike.yaml").out, "2 variations: last_resort, by_nobody (--case NAME)");
    has(&folder.run("assess strike.yaml --case last_resorts").err, "did you mean `last_resort`?");
}

#[test]
fn a_variation_may_take_another_reading_than_its_story() {
    let taken = "readings: {force.attack.gravity_threshold: gravest_forms}\n";
    let text = format!(
        "{STRIKE}{taken}cases:\n  other:\n    readings: {{gravity_threshold: any_force}}\n    operations: {{}}\n"
    );
    let folder = Folder::of(&[("strike.yaml", &text)]);
    let report = folder.run("explain strike.yaml force.attack.occurred --case other --operation strike");
    has(&report.out, "force.attack.gravity_threshold = any_force");
    has(&folder.run("assess strike.yaml").out, "1 reading taken");
}

#[test]
fn what_is_wrong_with_a_story_is_told_once_and_what_is_wrong_with_a_variation_too() {
    let twice = varied()
        .replace("attack: {gravity: minor", "attack: {gravty: minor")
        .replace("alternatives_left: u", "alternativ: u");
    let run = Folder::of(&[("strike.yaml", &twice)]).run("check strike.yaml");
    assert_eq!(run.code, Some(2));
    assert_eq!(run.err.matches("unknown fact `attack.gravty`").count(), 1, "{}", run.err);
    assert_eq!(run.err.matches("unknown fact `defence.alternativ`").count(), 1, "{}", run.err);
    let nobody = varied().replace("      strike: {expect", "      strke: {expect");
    has(&Folder::of(&[("strike.yaml", &nobody)]).run("check strike.yaml").err, "did you mean `strike`?");
}

#[test]
fn a_right_outcome_for_another_reason_is_a_difference() {
    let exception = "force.defence.necessity: {outcome: not_met, exception: Nobody answers for it}";
    let text = STRIKE.replace("force.defence.necessity: not_met", exception);
    let run = Folder::of(&[("strike.yaml", &text)]).run("check strike.yaml");
    assert_eq!(run.code, Some(1));
    has(&run.out, "But not because of: the exception \"Nobody answers for it\"");
    let group = text.replace("ardenia: {kind: state", "ardenia: {kind: armed_group");
    let run = Folder::of(&[("strike.yaml", &group)]).run("check strike.yaml --filter necessity");
    assert_eq!(run.out, "1 scenario: 1 expectation holds, 0 differ.\n", "{}", run.err);
    let unknown = text.replace("Nobody answers for it}", "Nobody answers}");
    has(&Folder::of(&[("strike.yaml", &unknown)]).run("check strike.yaml").err, "unknown exception of the test");
}

#[test]
fn a_story_has_no_more_variations_than_there_is_room_for() {
    let named = |number: usize, what: &str| {
        let lines: Vec<String> = (0..number)
            .map(|one| {
                format!(
                    "  n{one}: {what}
"
                )
            })
            .collect();
        lines.concat()
    };
    let title = |story: &str| format!("title: t\nstory: {story}\nparties: {{}}\noperations:\n");
    let many = format!("{}{}cases:\n{}", title("s"), named(100, "{}"), named(4_800, "{operations: {}}"));
    let long = "word ".repeat(600_000);
    let long = format!("{}{}cases:\n{}", title(&long), named(1, "{}"), named(300, "{operations: {}}"));
    for (text, room) in [(many, 9), (long, 1)] {
        let run = Folder::of(&[("story.yaml", &text)]).run("check story.yaml");
        assert_eq!(run.code, Some(2));
        has(&run.err, &format!("this story has room for {room} variations, and more are listed"));
    }
}

#[test]
fn a_filter_names_what_is_compared() {
    let folder = Folder::of(&[("strike.yaml", &varied()), ("other/strike.yaml", STRIKE)]);
    let compared = |filter: &str| folder.run(&format!("check . {filter}")).out;
    has(&compared(""), "4 scenarios: 6 expectations hold");
    has(&compared("--filter last_resort"), ": 1 expectation holds");
    has(&compared("--filter strike::force.defence.necessity"), ": 4 expectations hold");
    has(&compared("--filter other/ --filter by_nobody"), ": 3 expectations hold");
}

#[test]
fn files_can_be_left_out() {
    let broken = "title: \"Raid\n";
    let folder = Folder::of(&[("a.yaml", STRIKE), ("drafts/b.yaml", broken), ("c.old.yaml", broken)]);
    assert_eq!(folder.run("check .").code, Some(2));
    let run = folder.run("check . --exclude drafts/ --exclude *.old.yaml");
    assert_eq!((run.code, run.out.as_str()), (Some(0), "1 scenario: 2 expectations hold, 0 differ.\n"));
}

#[test]
fn the_first_difference_can_be_the_last() {
    let wrong = STRIKE.replace("force: not_met", "force: met");
    let folder = Folder::of(&[("a.yaml", &wrong), ("b.yaml", &wrong), ("c.yaml", STRIKE)]);
    let run = folder.run("check . --fail-fast --jobs 2");
    assert_eq!(run.code, Some(1));
    lacks(&run.out, "b.yaml");
    has(&run.out, "1 differs; stopped: 2 files not looked at.");
}

#[test]
fn results_come_in_the_order_of_names_however_many_work() {
    let wrong = STRIKE.replace("force: not_met", "force: met");
    let names: Vec<String> = (0..40).map(|number| format!("{number:02}.yaml")).collect();
    let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), wrong.as_str())).collect();
    let folder = Folder::of(&files);
    let alone = folder.run("check . --jobs 1").out;
    assert_eq!(folder.run("check . --jobs 4").out, alone);
    assert!(names.iter().is_sorted_by_key(|name| alone.find(&format!("{name}:"))));
}
