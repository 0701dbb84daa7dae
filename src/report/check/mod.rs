//! What checking a library came to, in the forms people and programs read.
//!
//! Each form is a [`Form`]: it is shown every file in order and then the count,
//! and gives the text to write. So a library of any size can be streamed.

pub mod difference;
pub mod text;

use crate::library::{Checked, Tally};

/// A form in which the results of a check are written.
pub trait Form {
    /// What comes before all files.
    fn begin(&mut self) -> String {
        String::new()
    }

    /// What is written of a file.
    fn file(&mut self, checked: &Checked) -> String;

    /// What comes after all files.
    fn end(&mut self, end: &End) -> String;
}

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct End {
    /// What was counted.
    pub tally: Tally,
    /// How many files were left out because the check was stopped, by its reader or at the first difference.
    pub left_out: usize,
}
