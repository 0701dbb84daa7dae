//! The rulebook as one book: a chapter for each doctrine, in Markdown and as one
//! self-contained page of HTML. It is generated and never edited.

use crate::casebook::Casebook;
use crate::outcome::in_words;
use crate::rule::Example;
use crate::rulebook::{
    Ask, Authority, Citation, Condition, ConditionId, Doctrine, Fact, Position, ReadingSet, Rulebook, Test, TestId,
};
use crate::stated::stated_in_words;
use crate::term::Term;
use std::fmt::Write;

/// The book in Markdown (GitHub's, with anchors).
#[must_use]
pub fn markdown(rulebook: &Rulebook, casebook: &Casebook) -> String {
    write(rulebook, casebook, true)
}

fn write(rulebook: &Rulebook, casebook: &Casebook, contents: bool) -> String {
    let mut book = Book { rulebook, casebook, text: String::new() };
    book.write(contents);
    book.text
}

/// The book as one page of HTML that needs nothing else.
#[must_use]
pub fn html(rulebook: &Rulebook, casebook: &Casebook) -> String {
    let text = write(rulebook, casebook, false);
    let options = pulldown_cmark::Options::ENABLE_TABLES;
    let mut body = String::with_capacity(2 * text.len());
    pulldown_cmark::html::push_html(&mut body, pulldown_cmark::Parser::new_ext(&text, options));
    let mut contents = String::new();
    for (index, regime) in rulebook.regimes.iter().enumerate() {
        let (name, title) = (&regime.name, plain(&regime.title));
        let _ = write!(contents, "<li><details><summary>{title}</summary><ul><li><a href=\"#{name}\">{title}</a></li>");
        for doctrine in rulebook.doctrines.iter().filter(|doctrine| doctrine.regime == index) {
            let _ = write!(contents, "<li><a href=\"#{}\">{}</a></li>", doctrine.id, plain(&doctrine.title));
        }
        contents.push_str("</ul></details></li>");
    }
    include_str!("handbook/page.html").replace("{contents}", &contents).replace("{body}", &body)
}

/// Text that HTML takes as it is.
fn plain(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text that Markdown takes as it is.
pub(crate) fn md(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

struct Book<'r> {
    rulebook: &'r Rulebook,
    casebook: &'r Casebook,
    text: String,
}

impl Book<'_> {
    fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn heading(&mut self, level: usize, anchor: &str, title: &str) {
        self.line(&format!("\n<a id=\"{anchor}\"></a>\n\n{} {}\n", "#".repeat(level), md(title)));
    }

    fn write(&mut self, contents: bool) {
        let rulebook = self.rulebook;
        let title = rulebook.title.as_deref().unwrap_or("A rulebook");
        self.line(&format!("# {}\n", md(title)));
        self.line(&format!(
            "Rulebook {} of lexcheck: {} tests in {} doctrines, {} unsettled points, {} sources. This book is generated \
             from the rules (`lexcheck rules handbook`); it is amended by amending them.\n",
            rulebook.version.as_ref().map_or("without a version", |version| version.words().as_str()),
            rulebook.tests.len(),
            rulebook.doctrines.len(),
            rulebook.positions.len(),
            rulebook.authorities.len(),
        ));
        self.line(HOW_TO_READ);
        if contents {
            self.contents();
        }
        for (index, regime) in rulebook.regimes.iter().enumerate() {
            self.heading(2, &regime.name, &regime.title);
            for (number, doctrine) in rulebook.doctrines.iter().enumerate() {
                if doctrine.regime == index {
                    self.doctrine(number, doctrine);
                }
            }
        }
        self.heading(2, "reading-sets", "Reading sets");
        for set in &rulebook.sets {
            self.set(set);
        }
        self.heading(2, "authorities", "Authorities");
        for authority in &rulebook.authorities {
            self.authority(authority);
        }
    }

    fn contents(&mut self) {
        let rulebook = self.rulebook;
        self.line("\n## Contents\n");
        for (index, regime) in rulebook.regimes.iter().enumerate() {
            self.line(&format!("- [{}](#{})", md(&regime.title), regime.name));
            for doctrine in rulebook.doctrines.iter().filter(|doctrine| doctrine.regime == index) {
                self.line(&format!("  - [{}](#{})", md(&doctrine.title), doctrine.id));
            }
        }
        self.line("- [Reading sets](#reading-sets)\n- [Authorities](#authorities)");
    }

    fn doctrine(&mut self, number: usize, doctrine: &Doctrine) {
        self.heading(3, &doctrine.id, &doctrine.title);
        if let Some(summary) = &doctrine.summary {
            self.line(&format!("{}\n", md(summary)));
        }
        self.line(&format!("`{}` · compared with the law on {}\n", doctrine.id, md(&doctrine.checked)));
        let rulebook = self.rulebook;
        let within = format!("{}.", doctrine.id);
        let tests: Vec<TestId> = rulebook.test_ids().filter(|id| rulebook.test(*id).doctrine == number).collect();
        for id in &tests {
            self.test(rulebook.test(*id));
        }
        for position in rulebook.positions.iter().filter(|position| position.id.starts_with(&within)) {
            self.position(position);
        }
        let mut facts: Vec<&Fact> = Vec::new();
        for id in tests {
            for fact in rulebook.conditions_of(rulebook.test(id)).iter().flat_map(Condition::facts) {
                let fact = rulebook.fact(fact);
                if !facts.iter().any(|known| known.name == fact.name) {
                    facts.push(fact);
                }
            }
        }
        if !facts.is_empty() {
            self.line("\n#### Facts asked for\n\n| fact | question | values |\n| --- | --- | --- |");
            for fact in facts {
                self.fact(fact);
            }
        }
    }

    fn test(&mut self, test: &Test) {
        self.heading(4, &test.id, &test.title);
        self.line(&format!("*{}* · `{}`\n\n**{}**", test.kind.name(), test.id, md(&test.question)));
        if test.term != Term::default() {
            self.line(&format!("\nLaw {}.", test.term.words()));
        }
        if let Some(condition) = test.applies_when {
            self.line("\nIt arises if\n");
            self.condition(0, condition);
        }
        self.line("\nIt is met if\n");
        self.condition(0, test.met_when);
        for exception in &test.unless {
            self.line(&format!("\nunless: {}\n", md(&exception.name)));
            self.condition(0, exception.when);
            if !exception.authority.is_empty() {
                let cites: Vec<String> = exception.authority.iter().map(|one| self.cite(one)).collect();
                self.line(&format!("\n({})", cites.join("; ")));
            }
        }
        self.line("\nAuthority\n");
        for citation in &test.authority {
            let holds = if citation.holds.is_empty() { String::new() } else { format!(": {}", md(&citation.holds)) };
            let cite = self.cite(citation);
            self.line(&format!("- {cite}{holds}"));
        }
        let texts = [
            ("Burden", &test.burden),
            ("Teaching device", &test.heuristic),
            ("Pitfall", &test.pitfall),
            ("Note", &test.note),
        ];
        for (label, text) in texts {
            if let Some(text) = text {
                self.line(&format!("\n*{label}.* {}", md(text)));
            }
        }
        if !test.examples.is_empty() {
            let setting = &self.rulebook.doctrines[test.doctrine].setting;
            let from: Vec<String> = setting.iter().map(stated_in_words).collect();
            let from = if from.is_empty() { String::new() } else { format!(" (from {})", md(&from.join(", "))) };
            self.line(&format!("\nExamples{from}\n"));
            for example in &test.examples {
                self.example(example);
            }
        }
        let uses: Vec<String> = self
            .casebook
            .of(&test.id)
            .map(|one| {
                let outcome = in_words(&one.outcome);
                format!("- [{}](../{}): {} → {outcome}", md(&one.scenario), one.file, md(&one.operation))
            })
            .collect();
        if !uses.is_empty() {
            self.line("\nCases and scenarios\n");
            self.line(&uses.join("\n"));
        }
    }

    /// A condition as a list of elements; one without any as the rules have it.
    fn condition(&mut self, depth: usize, id: ConditionId) {
        let rulebook = self.rulebook;
        let condition = rulebook.condition(id);
        let pad = "  ".repeat(depth);
        let says = condition.element.as_ref().map(|element| md(element));
        if !rulebook.has_elements(id) {
            let asks = self.linked(id);
            self.line(&match says {
                Some(says) => format!("{pad}- {says} ({asks})"),
                None => format!("{pad}- {asks}"),
            });
            return;
        }
        match (says, condition.joint()) {
            (Some(says), None) => self.line(&format!("{pad}- {says}")),
            (Some(says), Some(joint)) => self.line(&format!("{pad}- {says}: {joint}")),
            (None, None) => return condition.parts().iter().for_each(|part| self.condition(depth, *part)),
            (None, Some(joint)) => self.line(&format!("{pad}- {joint}")),
        }
        for part in condition.parts() {
            self.condition(depth + 1, *part);
        }
    }

    /// A condition in the words of the rules; a test or position that it asks about alone is linked.
    fn linked(&self, id: ConditionId) -> String {
        let condition = self.rulebook.condition(id);
        let text = format!("`{}`", self.rulebook.describe(id));
        match &condition.ask {
            Ask::Test(_, _, test) => format!("[{text}](#{})", self.rulebook.test(*test).id),
            Ask::Reading(position, _) => format!("[{text}](#{})", self.rulebook.position(*position).id),
            _ => text,
        }
    }

    fn cite(&self, citation: &Citation) -> String {
        let authority = &self.rulebook.authorities[citation.authority.index()];
        let seen = match self.rulebook.pinpoint(citation) {
            Some(pinpoint) => format!(" ({})", pinpoint.status.words()),
            None => String::new(),
        };
        format!("[{}](#authority-{}){seen}", md(&self.rulebook.cite(citation)), authority.key)
    }

    fn position(&mut self, position: &Position) {
        self.heading(4, &position.id, &format!("Unsettled: {}", position.question));
        self.line(&format!("`{}`\n\n| reading | says | held by |\n| --- | --- | --- |", position.id));
        for reading in &position.readings {
            let holders: Vec<String> = reading.held_by.iter().map(|holder| md(&self.rulebook.holder(holder))).collect();
            let says = match &reading.consequence {
                Some(consequence) => format!("{} *So that:* {}", md(&reading.says), md(consequence)),
                None => md(&reading.says),
            };
            self.line(&format!("| `{}` | {says} | {} |", reading.name, holders.join("; ")));
        }
        if let Some(note) = &position.note {
            self.line(&format!("\n*Weight.* {}", md(note)));
        }
    }

    fn fact(&mut self, fact: &Fact) {
        let mut takes = fact.kind.takes();
        for (word, says) in fact.kind.explained() {
            takes.push_str(&format!("; {word}: {says}"));
        }
        if let Some(assume) = &fact.assume {
            takes.push_str(&format!("; silence means {}", fact.kind.show(&assume.value)));
        }
        self.line(&format!("| `{}` | {} | {} |", fact.name, md(&fact.ask), md(&takes).replace("\\`", "`")));
    }

    fn example(&mut self, example: &Example) {
        let given = example.given();
        let given = if given.is_empty() { String::new() } else { format!(" ({})", md(&given.join(", "))) };
        self.line(&format!("- {} → **{}**{given}", md(&example.note.text), in_words(&example.expect.text)));
    }

    fn set(&mut self, set: &ReadingSet) {
        self.heading(3, &format!("set-{}", set.name), &set.title);
        self.line(&format!("`{}`\n", set.name));
        if let Some(basis) = &set.basis {
            self.line(&format!("{}\n", md(basis)));
        }
        self.line("| unsettled point | reading |\n| --- | --- |");
        for (position, reading) in &set.takes {
            let position = self.rulebook.position(*position);
            let reading = position.readings.get(*reading as usize).map_or("?", |reading| reading.name.as_str());
            self.line(&format!("| [{}](#{}) | `{reading}` |", md(&position.question), position.id));
        }
    }

    fn authority(&mut self, authority: &Authority) {
        let about = [Some(authority.kind.as_str()), authority.date.as_deref()];
        let about: Vec<&str> = about.into_iter().flatten().collect();
        let binding = authority.binding.as_ref().map_or_else(String::new, |binding| format!(", binds {}", md(binding)));
        self.line(&format!(
            "- <a id=\"authority-{}\"></a>**{}**. {} ({}{binding})",
            authority.key,
            md(&authority.short),
            md(&authority.title),
            md(&about.join(", ")),
        ));
        for pinpoint in
            authority.pinpoints.iter().filter(|pinpoint| pinpoint.seen.is_some() || pinpoint.limit.is_some())
        {
            let seen = pinpoint.seen.as_ref().map_or_else(String::new, |seen| {
                if seen.starts_with("http") { format!(", [seen](<{seen}>)") } else { format!(", seen at {}", md(seen)) }
            });
            let limit = pinpoint.limit.as_ref().map_or_else(String::new, |limit| format!(" ({})", md(limit)));
            self.line(&format!("  - {}: {}{seen}{limit}", md(&pinpoint.name), pinpoint.status.words()));
        }
    }
}

const HOW_TO_READ: &str = "\
## How to read it

Each test asks one question and says when it arises, when it is met, and what defeats it. A *threshold* qualifies a \
situation; a *justification* may make an act lawful; a *requirement* binds, and is breached where it is not met; a \
*practice* is recommended and never binds; a *conclusion* sums up. Where the law is unsettled, the readings stand in a \
table with those who hold them, and no reading is preferred. Behind each citation stands how far its text was seen: \
*verified*, *verified in part*, or *from knowledge*.
";
