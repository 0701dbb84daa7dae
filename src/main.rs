//! The command line of lexcheck: hands the arguments to [`cli`], returns its exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
