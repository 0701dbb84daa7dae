//! What each reading of an unsettled point makes of a test, in words.

use super::page::Page;
use crate::finding::{Answer, Finding, Turn};
use crate::outcome::Outcome;

/// Writes an unsettled point with its readings; what they all come to alike is told once.
pub(super) fn write(
    page: &mut Page,
    indent: usize,
    turn: &Turn,
    words: impl Fn(&Answer) -> String,
    holders: impl Fn(&Answer) -> String,
) {
    page.labelled(indent, "divides", &format!("{} ({})", turn.question, turn.position));
    let alike = alike(turn, &words);
    for answer in &turn.readings {
        let text = match &alike {
            Some(_) => format!("{}: {}", answer.reading, answer.says),
            None => format!("{} → {}. {}", answer.reading, words(answer), answer.says),
        };
        page.paragraph(indent + 2, &text);
        page.paragraph(indent + 4, &format!("held by {}", holders(answer)));
    }
    if let Some(alike) = alike {
        page.paragraph(indent + 2, &format!("on each of them → {alike}"));
    }
}

/// "met", "met or not applicable", "undetermined (met or not applicable)"
pub(super) fn outcome(answer: &Answer) -> String {
    let words = answer.outcome.words();
    match (answer.outcome, answer.possible.as_slice()) {
        (Outcome::Contested, possible) => either(possible),
        // That it is met or not is what the word itself says.
        (Outcome::Undetermined, [Outcome::Met, Outcome::NotMet, ..]) => words.to_owned(),
        (Outcome::Undetermined, possible) => format!("{words} ({})", either(possible)),
        _ => words.to_owned(),
    }
}

/// "met, not met or not applicable"
pub(super) fn either(outcomes: &[Outcome]) -> String {
    let words: Vec<&str> = outcomes.iter().map(|outcome| outcome.words()).collect();
    match words.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

/// The same with what it would need to be known, which `shortened` writes.
pub(super) fn whole(answer: &Answer, finding: &Finding, shortened: impl Fn(&[&str]) -> String) -> String {
    match needs(answer, finding, shortened).filter(|_| answer.outcome == Outcome::Undetermined) {
        Some(needs) => format!("{}, needs {needs}", outcome(answer)),
        None => outcome(answer),
    }
}

/// What a reading would need; in few words where it is what the whole finding needs.
fn needs(answer: &Answer, finding: &Finding, shortened: impl Fn(&[&str]) -> String) -> Option<String> {
    /// So many names are read as fast as a phrase for them.
    const FEW: usize = 2;
    let needed: Vec<&str> = answer.missing.iter().map(AsRef::as_ref).collect();
    let mut spared: Vec<&str> = Vec::new();
    for missing in &finding.missing {
        let name = missing.fact.as_str();
        if !needed.contains(&name) && !spared.contains(&name) {
            spared.push(name);
        }
    }
    match (needed.len(), spared.len()) {
        (0, _) => None,
        (few, _) if few <= FEW => Some(needed.join(", ")),
        (_, 0) => Some("all that is missing".to_owned()),
        (needed, spare) if spare < needed => Some(format!("all that is missing but {}", shortened(&spared))),
        _ => Some(shortened(&needed)),
    }
}

/// "strict → not met; broad, literal → met or not applicable"
pub(super) fn answers(turn: &Turn, words: impl Fn(&Answer) -> String) -> String {
    let mut found: Vec<(String, Vec<&str>)> = Vec::new();
    for answer in &turn.readings {
        let words = words(answer);
        match found.iter_mut().find(|(same, _)| *same == words) {
            Some((_, readings)) => readings.push(&answer.reading),
            None => found.push((words, vec![&answer.reading])),
        }
    }
    let found: Vec<String> =
        found.iter().map(|(words, readings)| format!("{} → {words}", readings.join(", "))).collect();
    found.join("; ")
}

/// What all readings alike make of a test, where they do.
pub(super) fn alike(turn: &Turn, words: impl Fn(&Answer) -> String) -> Option<String> {
    let mut all = turn.readings.iter().map(words);
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}
