//! What a reader is told of the story, and who and what is in it.

use super::{File, Page, Severity};
use crate::evaluate::evaluate;
use crate::facts::Case;
use crate::fields::Text;

pub(super) static PAGES: [Page; 5] = [
    Page {
        code: "L301",
        name: "no-story",
        severity: Severity::Advice,
        finds: "a scenario without a story",
        why: "Facts alone do not tell what happened, and nothing can be cited.",
        instead: "Tell it under `story:`, in paragraphs [F1], [F2] that facts can cite.",
    },
    Page {
        code: "L302",
        name: "no-source",
        severity: Severity::Advice,
        finds: "a scenario that does not say where it comes from",
        why: "A reader must know whether a court found these facts or somebody made them up.",
        instead: "Write `source: invented`, or `{name, forum, date, cite}` of the decided case.",
    },
    Page {
        code: "L303",
        name: "untitled-operation",
        severity: Severity::Advice,
        finds: "an operation without a title",
        why: "Reports and exercises call it by its key.",
        instead: "Say what it is with `title:`.",
    },
    Page {
        code: "L304",
        name: "undated-operation",
        severity: Severity::Advice,
        finds: "an operation without a date, where the day decides",
        why: "Without a date the law of today is applied. On a day that the scenario itself names, a treaty or a rule \
              that is law today was none, or the other way round, and tests come out otherwise.",
        instead: "State its `date:`; a year is enough where nothing turns on more.",
    },
    Page {
        code: "L305",
        name: "idle-party",
        severity: Severity::Advice,
        finds: "a party that takes part in nothing",
        why: "No operation names it, so that what is said of it is read by nobody.",
        instead: "Name it in the role that it has (`by`, `against`, `territory` …), or leave it to the story.",
    },
];

impl File<'_> {
    pub(super) fn story(&mut self) {
        let scenario = &self.loaded.scenario;
        let top = scenario.title.place;
        if scenario.story.as_ref().is_none_or(|story| story.text.trim().is_empty()) {
            self.find(&PAGES[0], top, "the scenario has no story".into(), None);
        }
        let source = &scenario.source;
        if source.name.is_none() && source.forum.is_none() && source.cite.is_none() {
            self.find(&PAGES[1], top, "nothing says where the scenario comes from".into(), None);
        }
        for operation in scenario.operations.iter().filter(|operation| operation.title.is_none()) {
            let says = format!("the operation `{}` has no title", operation.key.text);
            self.find(&PAGES[2], operation.key.place, says, None);
        }
        for party in &scenario.parties {
            let mut roles = scenario.operations.iter().flat_map(|operation| &operation.roles);
            if !roles.any(|(_, name)| name.as_ref().is_ok_and(|name| name.text == party.key.text)) {
                let says = format!("`{}` takes part in no operation", party.key.text);
                self.find(&PAGES[4], party.key.place, says, None);
            }
        }
        if self.linter.settings.as_of.is_none() {
            self.dates();
        }
    }

    /// Operations without a date that come out otherwise on a day that the scenario names.
    fn dates(&mut self) {
        let scenario = &self.loaded.scenario;
        let mut days: Vec<Text> = scenario.operations.iter().filter_map(|one| one.date.clone()).collect();
        let decided = scenario.source.date.as_ref().filter(|date| crate::term::is_date(date));
        days.extend(decided.map(|date| Text { text: date.clone(), place: scenario.title.place }));
        days.sort_by(|one, other| one.text.cmp(&other.text));
        // Between the first day and the last of a story little changes.
        let ends: Vec<&Text> = days.first().into_iter().chain(days.last().filter(|_| days.len() > 1)).collect();
        for (index, operation) in scenario.operations.iter().enumerate() {
            let mut dated = ends.iter().filter(|_| operation.date.is_none());
            let otherwise = dated.find_map(|day| Some((day, self.otherwise(index, day)?)));
            if let Some((day, tests)) = otherwise {
                let says = format!("the law of today is applied to `{}`, which has no date", operation.key.text);
                let help = format!("on {} these come out otherwise: {tests}", day.text);
                self.find(&PAGES[3], operation.key.place, says, Some(help));
            }
        }
    }

    /// The tests of an operation that come out otherwise on a day.
    fn otherwise(&mut self, operation: usize, day: &Text) -> Option<String> {
        /// So many are named.
        const NAMED: usize = 3;
        let rulebook = self.linter.rulebook;
        let mut scenario = self.loaded.scenario.clone();
        scenario.operations.get_mut(operation)?.date = Some(day.clone());
        let case = Case::of(&scenario, rulebook, self.linter.settings).ok()?;
        let mut then = evaluate(rulebook, &case);
        let now = &mut self.looks.first_mut()?.assessment;
        let changed =
            rulebook.test_ids().filter(|test| then.outcome(operation, *test) != now.outcome(operation, *test));
        let changed: Vec<&str> = changed.map(|test| rulebook.test(test).id.as_str()).collect();
        let (named, more) = changed.split_at(changed.len().min(NAMED));
        let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
        (!changed.is_empty()).then(|| format!("{}{more}", named.join(", ")))
    }
}
