//! What goes wrong outside: files that change or hide, readers that leave, disks that are full, Ctrl-C.
#![cfg(unix)]

use super::*;
use std::io::{BufRead, BufReader, Read, Write as _};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::process::{Child, Command as Process};
use std::time::Instant;

/// A child that is ended when the test is.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Its exit code and what it wrote on standard output, once it has ended, which it does soon.
    fn ended(mut self) -> (Option<i32>, String) {
        let mut out = String::new();
        if let Some(pipe) = &mut self.0.stdout {
            pipe.read_to_string(&mut out).unwrap();
        }
        let begun = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait().unwrap() {
                return (status.code(), out);
            }
            assert!(begun.elapsed() < FAR_TOO_LONG, "it does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}

/// The program itself, to be watched while it runs; `Command` only hands over what it left behind.
fn process(folder: &Folder, line: &str) -> Process {
    let mut process = Process::new(cargo_bin("lexcheck"));
    process.current_dir(folder.path()).args(line.split_whitespace()).args(["--rules", RULES]);
    process.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    process
}

fn fifo(path: &Path) {
    assert!(Process::new("mkfifo").arg(path).status().unwrap().success());
    assert!(fs::metadata(path).unwrap().file_type().is_fifo());
}

#[expect(clippy::print_stderr, reason = "a test that cannot be made here says so")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

fn interrupt(child: &Running) {
    let sent = Process::new("kill").args(["-INT", &child.0.id().to_string()]).status();
    assert!(sent.unwrap().success());
}

/// Many files that hold, under names of two parts.
fn many(number: usize) -> Folder {
    let folder = Folder::of(&[]);
    for number in 0..number {
        folder.write(&format!("{:02}/{number:05}.yaml", number % 50), STRIKE);
    }
    folder
}

#[test]
fn a_folder_that_may_not_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::of(&[("a/strike.yaml", STRIKE), ("locked/strike.yaml", STRIKE), ("z.yaml", STRIKE)]);
    let locked = folder.path().join("locked");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let barred = fs::read_dir(&locked).is_err();
    let run = folder.run("check .");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    if !barred {
        // To root nothing is closed; the same road is taken by the links below.
        skipped("nothing is closed to whoever runs this test");
        return;
    }
    assert_eq!(run.code, Some(2));
    has(&run.err, "you may not read it");
    has(&run.err, "locked");
    has(&run.out, "2 scenarios: 4 expectations hold, 0 differ; 1 file could not be read.");
}

#[test]
fn links_that_lead_nowhere_are_named_and_links_in_a_circle_end() {
    let folder = Folder::of(&[("a/strike.yaml", STRIKE), ("z.yaml", STRIKE)]);
    let link = |to: &str, name: &str| symlink(to, folder.path().join(name)).unwrap();
    link("nowhere.yaml", "a/gone.yaml");
    link("round.yaml", "a/round.yaml");
    link("..", "a/up");
    link("../a", "a/self");
    link("/nowhere", "a/missing_folder");
    let run = folder.run("check .");
    assert_eq!(run.code, Some(2), "{}", run.err);
    has(&run.out, "2 scenarios: 4 expectations hold, 0 differ; 2 files could not be read.");
    has(&run.err, "a/gone.yaml");
    has(&run.err, "there is no such file");
    has(&run.err, "a/round.yaml");
    has(&run.err, "Too many levels of symbolic links");
    // By name they are followed, as far as they lead.
    has(&folder.run("check a/up").out, "2 scenarios: 4 expectations hold, 0 differ; 2 files could not be read.");
    let run = folder.run("check a/missing_folder a/round.yaml z.yaml");
    assert_eq!(run.code, Some(2));
    has(&run.err, "a/missing_folder");
    has(&run.out, "1 scenario: 2 expectations hold, 0 differ; 2 files could not be read.");
}

#[test]
fn a_file_that_goes_while_others_are_checked_is_named_and_the_rest_is_checked() {
    // The first file is a pipe: nothing after it is read before somebody has written to it.
    let folder = Folder::of(&[("b.yaml", STRIKE), ("c.yaml", STRIKE), ("d.yaml", STRIKE)]);
    let pipe = folder.path().join("a.yaml");
    fifo(&pipe);
    let child = Running(process(&folder, "check a.yaml b.yaml c.yaml d.yaml --jobs 1").spawn().unwrap());
    let mut writer = File::options().write(true).open(&pipe).unwrap(); // waits for its reader
    fs::remove_file(folder.path().join("b.yaml")).unwrap();
    fs::remove_file(folder.path().join("d.yaml")).unwrap();
    fs::create_dir(folder.path().join("d.yaml")).unwrap();
    writer.write_all(STRIKE.as_bytes()).unwrap();
    drop(writer);
    let (code, out) = child.ended();
    assert_eq!(code, Some(2));
    has(&out, "2 scenarios: 4 expectations hold, 0 differ; 2 files could not be read.");
}

#[test]
fn a_pipe_is_skipped_in_a_folder_and_read_by_name() {
    let folder = Folder::of(&[("strike.yaml", STRIKE)]);
    let pipe = folder.path().join("pipe.yaml");
    fifo(&pipe);
    symlink("pipe.yaml", folder.path().join("link.yaml")).unwrap();
    let run = folder.run("check .");
    assert_eq!(run.out, "1 scenario: 2 expectations hold, 0 differ.\n", "{}", run.err);
    for (written, code) in [(STRIKE, 0), ("title: \"Raid\n", 2), ("", 2)] {
        let child = Running(process(&folder, "check pipe.yaml").spawn().unwrap());
        fs::write(&pipe, written).unwrap();
        assert_eq!(child.ended().0, Some(code), "{written}");
    }
}

#[test]
fn a_full_disk_is_a_failure_that_is_told() {
    if !Path::new("/dev/full").exists() {
        skipped("there is no /dev/full here");
        return;
    }
    let folder = many(300);
    folder.write("broken.yaml", "title: \"Raid\n");
    folder.write("wrong.yaml", STRIKE.replace("force: not_met", "force: met"));
    let one = "00/00000.yaml";
    for line in ["check .", &format!("check {one}"), &format!("assess {one}"), "check broken.yaml", "rules list"] {
        let mut process = process(&folder, line);
        let full = File::options().write(true).open("/dev/full").unwrap();
        let output = process.stdout(full).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {err}");
        assert_eq!(err.matches("cannot write: No space left on device").count(), 1, "{line}: {err}");
    }
}

#[test]
fn a_reader_that_leaves_ends_the_check_without_a_word() {
    let wrong = STRIKE.replace("force: not_met", "force: met");
    let folder = Folder::of(&[]);
    for number in 0..600 {
        folder.write(&format!("{number:03}.yaml"), &wrong);
    }
    let mut process = process(&folder, "check .");
    let mut child = Running(process.stderr(Stdio::piped()).spawn().unwrap());
    let mut first = String::new();
    BufReader::with_capacity(64, child.0.stdout.take().unwrap()).read_line(&mut first).unwrap();
    has(&first, "000.yaml:");
    let mut err = String::new();
    child.0.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((child.ended().0, err.as_str()), (Some(0), ""));
}

#[test]
fn ctrl_c_ends_a_check_with_what_it_has_seen() {
    // The check comes to a pipe that nobody has written to yet, with one more file after it.
    let folder = many(300);
    folder.write("00/00000.yaml", STRIKE.replace("force: not_met", "force: met"));
    folder.write("last/strike.yaml", STRIKE);
    let pipe = folder.path().join("pipe.yaml");
    fifo(&pipe);
    let parts: Vec<String> = (0..50).map(|number| format!("{number:02}")).collect();
    let line = format!("check {} pipe.yaml last --jobs 1", parts.join(" "));
    let mut child = Running(process(&folder, &line).spawn().unwrap());
    let mut out = BufReader::new(child.0.stdout.take().unwrap());
    let mut text = String::new();
    out.read_line(&mut text).unwrap();
    let mut writer = File::options().write(true).open(&pipe).unwrap(); // waits for its reader
    interrupt(&child);
    std::thread::sleep(Duration::from_millis(300));
    writer.write_all(STRIKE.as_bytes()).unwrap();
    drop(writer);
    out.read_to_string(&mut text).unwrap();
    assert_eq!(child.ended().0, Some(130), "{text}");
    has(&text, "301 scenarios: 601 expectations hold, 1 differs; stopped: 1 file not looked at.");
}

#[test]
fn a_second_ctrl_c_ends_it_at_once() {
    // It waits for a pipe that nobody writes to, which a first one does not end.
    let folder = Folder::of(&[("wrong.yaml", &STRIKE.replace("force: not_met", "force: met"))]);
    fifo(&folder.path().join("pipe.yaml"));
    let mut child = Running(process(&folder, "check wrong.yaml pipe.yaml").spawn().unwrap());
    while child.0.try_wait().unwrap().is_none() {
        interrupt(&child);
        std::thread::sleep(Duration::from_millis(100));
    }
    let (code, _) = child.ended();
    assert!(matches!(code, Some(130) | None), "{code:?}");
}

#[test]
fn a_name_that_is_no_text_is_still_a_file() {
    let folder = Folder::of(&[("a.yaml", STRIKE)]);
    let name = std::ffi::OsStr::from_bytes(b"str\xefke\x1b[31m.yaml");
    let wrong = STRIKE.replace("force: not_met", "force: met");
    if fs::write(folder.path().join(name), &wrong).is_err() {
        skipped("this file system wants names that are text");
        return;
    }
    let run = folder.run("check .");
    assert_eq!(run.code, Some(1), "{}", run.err);
    has(&run.out, "2 scenarios: 3 expectations hold, 1 differs.");
    has(&run.out, "str\u{fffd}ke");
    lacks(&run.out, "\x1b");
    for command in ["check", "assess"] {
        let run = run_named(&folder, command, name);
        assert_eq!(run.code, Some(i32::from(command == "check")), "{}", run.err);
        lacks(&run.out, "\x1b");
    }
    fs::write(folder.path().join(name), "title: \"Raid\n").unwrap();
    let run = run_named(&folder, "check", name);
    assert_eq!(run.code, Some(2));
    has(&run.err, "str\u{fffd}ke");
    lacks(&run.err, "\x1b");
}

fn run_named(folder: &Folder, command: &str, name: &std::ffi::OsStr) -> Run {
    run(folder.command(command).arg(name).args(["--rules", RULES]))
}

#[test]
fn one_hostile_file_hides_none_of_thousands() {
    let folder = many(5_000);
    folder.write("25/02525.yaml", "[".repeat(1 << 20));
    let run = folder.run("check .");
    assert_eq!(run.code, Some(2));
    has(&run.out, "4999 scenarios: 9998 expectations hold, 0 differ; 1 file could not be read.");
    has(&run.err, "25/02525.yaml");
    assert_eq!(run.err.matches("error").count(), 1, "{}", run.err);
}
