//! Readings that are taken and change nothing.

use super::{File, Page, Severity};
use crate::facts::set;
use crate::rule::Choice;
use crate::rulebook::PositionId;
use crate::rulebook::resolve::choose;

pub(super) static PAGES: [Page; 1] = [Page {
    code: "L401",
    name: "idle-reading",
    severity: Severity::Advice,
    finds: "a reading that is taken and changes nothing",
    why: "Left open, the point would divide no outcome of any operation: on these facts it is not what the scenario \
          turns on, or the fact that raises it is missing. A decided case is left alone: what its forum took is on record.",
    instead: "Leave it out, and the report says of itself where a point is unsettled and decides nothing.",
}];

impl File<'_> {
    pub(super) fn readings(&mut self) {
        let rulebook = self.linter.rulebook;
        let scenario = &self.loaded.scenario;
        // What a forum took is on record, whether it decides or not.
        let kept = self.linter.settings.scenario_readings && scenario.source.forum.is_none();
        let varied = scenario.cases.iter().flat_map(|case| &case.readings);
        for choice in scenario.readings.iter().chain(varied).filter(|_| kept) {
            let (text, positions): (_, Vec<PositionId>) = match choice {
                Choice::Set(name) => {
                    let takes = set(rulebook, &name.text).unwrap_or_default();
                    (name, takes.iter().map(|(position, _)| *position).collect())
                }
                Choice::One(position, reading) => {
                    let chosen = choose(rulebook, position, reading, None);
                    (position, chosen.into_iter().map(|(position, _)| position).collect())
                }
            };
            let turners = &self.linter.turners;
            let counts = |position: &PositionId| {
                self.looks.iter().any(|look| look.turns_on_position(*position, &turners[position.index()]))
            };
            if !positions.iter().any(counts) {
                let says = match choice {
                    Choice::Set(name) => format!("the readings of `{}` change nothing here", name.text),
                    Choice::One(position, _) => format!("no outcome turns on `{}` here", position.text),
                };
                self.find(&PAGES[0], text.place, says, None);
            }
        }
    }
}
