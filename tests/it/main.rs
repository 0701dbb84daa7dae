//! The test suite: one binary, one module per subject.

// Rule files and scenarios, as tests read them.
mod files;

// The engine against brute force, on random rulebooks.
mod engine;

// The rules: every example holds, and the program carries what the folder says.
mod rulebook;

// Every scenario gives what its author expects.
mod scenarios;

// The program as people and scripts run it.
mod cli;

// Lints: each is found where it should be, and nowhere else.
mod lint;

// What other programs run it with: pre-commit, GitHub, Spark.
mod machinery;

// Reports: their words, their width, their schema.
mod reports;

// The law of the day.
mod dates;

// What people look up and start from.
mod handbook;

// What is drawn for every broken file.
mod diagnostics;

// What fuzzing kept.
mod fuzz;

// The shape of the project itself.
mod tidy;
