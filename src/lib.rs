//! The law as data, and a small exact engine that reasons about it.
//!
//! ```text
//! scenario text ──► scenario ──► facts ─────┐
//!                                           ├──► evaluate ──► explain ──► report
//! rules/*.yaml ──► rule ──► rulebook ───────┘                    └─────► library
//! ```
//!
//! Data flows one way, and the modules below stand in the order it passes
//! through them: a file imports only from files above it. Text comes in, values
//! and strings go out; nothing between reads a file, a clock, a terminal or the
//! environment. The engine knows no law, the rules know no Rust.
//!
//! What fails, fails early: reading a scenario or the rules can go wrong and
//! says so with a place ([`diagnostic`]); once the two have met in [`facts`],
//! nothing can. A missing fact is not an error but an open question, an
//! unsettled point of law is another, and [`diagram`] says exactly what each of
//! them can still change.
//!
//! The command line (`src/cli/`) belongs to the binary and is invisible here.

// --- texts, and what is wrong with them ---

pub mod words;

pub mod source;

pub mod term;

pub mod version;

pub mod problem;

pub mod diagnostic;

pub mod yaml;

pub mod fields;

// --- rules ---

pub mod condition;

pub mod stated;

pub mod rule;

pub mod value;

pub mod rulebook;

// --- scenarios ---

pub mod scenario;

pub mod casebook;

pub mod embedded;

pub mod outcome;

pub mod facts;

// --- reasoning ---

pub mod diagram;

pub mod evaluate;

pub mod finding;

pub mod explain;

// --- what people and programs read ---

pub mod schema;

pub mod skeleton;

pub mod handbook;

pub mod library;

pub mod lint;

pub mod advice;

pub mod report;
