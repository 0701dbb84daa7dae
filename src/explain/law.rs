//! The law a finding rests on, as it stood on the operation's day.

use crate::evaluate::Assessment;
use crate::facts::Given;
use crate::finding::Source;
use crate::rulebook::{Authority, Citation};
use crate::term::Term;
use crate::value::Value;
use crate::words::Words;

impl Assessment<'_> {
    /// A source with how it stands to the operation.
    pub(super) fn source(&self, operation: usize, citation: &Citation) -> Source {
        let pinpoint = self.rulebook.pinpoint(citation);
        let authority = &self.rulebook.authorities[citation.authority.index()];
        let later = later(authority, self.case.operations[operation].day.as_deref());
        Source {
            cite: self.rulebook.cite(citation).into(),
            holds: citation.holds.clone(),
            status: pinpoint.map(|pinpoint| pinpoint.status),
            seen: pinpoint.and_then(|pinpoint| pinpoint.seen.clone()),
            limit: pinpoint.and_then(|pinpoint| pinpoint.limit.clone()),
            as_custom: later.is_none() && self.unbound(operation, authority),
            later,
        }
    }

    /// Whether a source is a treaty that parties can be bound by, and this operation's is not.
    fn unbound(&self, operation: usize, authority: &Authority) -> bool {
        let treaties = self.rulebook.names.facts.get("by.treaties").copied();
        treaties.is_some_and(|fact| {
            let number = self.rulebook.fact(fact).kind.index(&authority.key).map(u16::from);
            match (self.case.given(self.rulebook, operation, fact), number) {
                (Given::Stated(statement, _), Some(number)) => {
                    matches!(&statement.value, Value::Items(items) if !items.contains(&number))
                }
                _ => false,
            }
        })
    }
}

/// Since when a treaty is in force, or for want of that made, if that is after a day.
fn later(authority: &Authority, day: Option<&str>) -> Option<Words> {
    let since = authority.in_force.since.as_ref().or(authority.date.as_ref()).filter(|_| authority.kind == "treaty")?;
    let term = Term { since: Some(since.clone()), until: None };
    (!term.holds(day)).then(|| since.clone())
}
