//! `lexcheck completions` and `lexcheck man`: what a shell and `man` need to know of the program.

use super::Exit;
use super::terminal::Terminal;
use clap_complete::Shell;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Completions {
    /// For which shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(clap::Args)]
pub(super) struct Man {
    /// Write a page for the program and one for each command into this folder; `-` prints the program's.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Prints the completions of a command line.
pub(super) fn completions(arguments: &Completions, mut line: clap::Command, terminal: &mut Terminal) -> Exit {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut line, "lexcheck", &mut text);
    terminal.write(&String::from_utf8_lossy(&text));
    Exit::Done
}

/// Prints or writes the manual of a command line.
pub(super) fn man(arguments: &Man, line: clap::Command, terminal: &mut Terminal) -> Result<Exit, String> {
    let folder = &arguments.folder;
    let cannot = |error: std::io::Error| format!("cannot write to {}: {error}", folder.display());
    if folder.as_os_str() == "-" {
        // As `generate_to` has it.
        let mut line = line.disable_help_subcommand(true);
        line.build();
        let mut text = Vec::new();
        clap_mangen::Man::new(line).render(&mut text).map_err(cannot)?;
        terminal.write(&String::from_utf8_lossy(&text));
    } else {
        std::fs::create_dir_all(folder).map_err(cannot)?;
        clap_mangen::generate_to(line, folder).map_err(cannot)?;
    }
    Ok(Exit::Done)
}
