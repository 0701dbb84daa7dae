//! What is read: files and folders, whole, broken and hostile.

use super::*;

#[test]
fn one_broken_file_does_not_stop_the_others() {
    let folder = Folder::of(&[
        ("first.yaml", &STRIKE.replace("title: Strike", "title: First strike")),
        ("broken.yaml", &STRIKE.replace("by: ardenia", "by: ardeni")),
        ("last.yaml", &STRIKE.replace("title: Strike", "title: Last strike")),
    ]);
    let run = folder.run("assess first.yaml broken.yaml last.yaml");
    assert_eq!(run.code, Some(2));
    has(&run.out, "First strike on the Kesh camp");
    has(&run.out, "Last strike on the Kesh camp");
    has(&run.err, "unknown party `ardeni`");
    assert_eq!(run.err.matches("error").count(), 1);

    let run = folder.run("check .");
    assert_eq!(run.code, Some(2));
    has(&run.out, "2 scenarios: 4 expectations hold, 0 differ; 1 file could not be read.");
}

#[test]
fn a_path_that_cannot_be_read_gets_one_message() {
    let folder = Folder::of(&[("folder/strike.yaml", STRIKE)]);
    folder.write("latin.yaml", b"title: S\xe3o Kesh\n");
    folder.write("utf16.yaml", b"\xff\xfet\0i\0t\0l\0e\0");
    folder.write("binary.yaml", [0; 64]);
    let messages = [
        ("missing.yaml", "there is no such file"),
        ("folder", "it is a folder"),
        ("latin.yaml", "not UTF-8"),
        ("utf16.yaml", "not UTF-8"),
        ("binary.yaml", "binary.yaml"),
    ];
    for (path, message) in messages {
        for command in ["assess", "explain"] {
            let test = if command == "explain" { "necessity" } else { "" };
            let run = folder.run(&format!("{command} {path} {test}"));
            assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{command} {path}");
            assert_eq!(run.err.matches("error").count(), 1, "{command} {path}:\n{}", run.err);
            has(&run.err, message);
            has(&run.err, path);
        }
    }
}

#[test]
fn a_hostile_file_is_refused_at_once_with_one_message() {
    let folder = Folder::of(&[]);
    File::create(folder.path().join("huge.yaml")).unwrap().set_len(200 << 20).unwrap();
    folder.write("brackets.yaml", "[".repeat(100_000));
    folder.write("braces.yaml", "{a: ".repeat(100_000));
    folder.write("dashes.yaml", "- ".repeat(100_000));
    folder.write("alias_bomb.yaml", alias_bomb());
    folder.write("many_values.yaml", "- 1\n".repeat(300_000));
    let messages = [
        ("huge.yaml", "this file has 209715200 bytes"),
        ("brackets.yaml", "nested more than"),
        ("braces.yaml", "nested more than"),
        ("dashes.yaml", "nested more than"),
        ("alias_bomb.yaml", "anchors and aliases are not read"),
        ("many_values.yaml", "values"),
    ];
    for (file, message) in messages {
        let run = folder.run(&format!("assess {file}"));
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{file}");
        has(&run.err, message);
        assert_eq!(run.err.matches("error").count(), 1, "{file}: {} messages", run.err.matches("error").count());
    }
}

#[test]
fn a_file_with_a_mistake_on_every_line_is_not_told_of_each() {
    let lines = |line: &dyn Fn(usize) -> String| (0..60_000).map(line).collect::<String>();
    let folder = Folder::of(&[
        ("keys.yaml", &lines(&|number| format!("key{number}: 1\n"))),
        ("facts.yaml", &format!("{STRIKE}facts:\n{}", lines(&|number| format!("  fact{number}: 1\n")))),
        ("twice.yaml", &lines(&|_| "key: 1\n".to_owned())),
        ("anchors.yaml", &lines(&|number| format!("key{number}: &a{number} 1\n"))),
        ("tags.yaml", &lines(&|number| format!("key{number}: !tag 1\n"))),
    ]);
    for file in ["keys.yaml", "facts.yaml", "twice.yaml", "anchors.yaml", "tags.yaml"] {
        let run = folder.run(&format!("assess {file}"));
        assert_eq!(run.code, Some(2), "{file}");
        assert!(run.err.len() < 100_000, "{file}: {} bytes of messages", run.err.len());
    }
}

fn alias_bomb() -> String {
    let mut text = "a0: &a0 [boom, boom, boom, boom, boom, boom, boom, boom, boom]\n".to_owned();
    for level in 1..10 {
        let aliases = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{aliases}]").unwrap();
    }
    text
}

// Every editor on Windows writes these, and both are legal YAML.
#[test]
fn carriage_returns_and_a_byte_order_mark_change_nothing() {
    let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let broken = STRIKE.replace("against: borland", "agianst: borland");
    for text in [STRIKE, &broken] {
        let unix = Folder::of(&[("strike.yaml", text)]).run("assess strike.yaml --depth 3");
        let windows = Folder::of(&[("strike.yaml", &windows(text))]).run("assess strike.yaml --depth 3");
        assert_eq!(unix.code, windows.code);
        assert_eq!(unix.out, windows.out);
        assert_eq!(unix.err, windows.err);
    }
}

#[test]
fn a_dash_reads_standard_input() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let named = |line: &str, text: &str| run(folder.command(line).args(["--rules", RULES]).write_stdin(text));
    let piped = named("assess -", STRIKE);
    assert_eq!(piped.code, Some(0));
    assert_eq!(piped.out, folder.run("assess strike.yaml").out.replace("strike.yaml", "<stdin>"));
    assert_eq!(named("check -", STRIKE).code, Some(0));
    assert_eq!(named("explain - necessity", STRIKE).code, Some(0));
    let broken = named("assess -", "");
    assert_eq!(broken.code, Some(2));
    has(&broken.err, "<stdin>");
}
