//! The register of sources: every citation is held against it.

use super::resolve::owned;
use super::{Authority, AuthorityId, Citation, Holder, Index, Pinpoint, Rulebook, Who};
use crate::diagnostic::{Diagnostic, Place};
use crate::fields::Text;
use crate::problem::{Noun, Problem, nearest};
use crate::rule;
use crate::term::Term;
use crate::words::Words;

/// The register of sources, and which of them were cited.
pub(super) struct Register {
    pub(super) authorities: Vec<Authority>,
    places: Vec<(Place, Vec<Place>)>,
    keys: Index<AuthorityId>,
    cited: Vec<(bool, Vec<bool>)>,
}

impl Register {
    pub(super) fn of(written: &[rule::Authority]) -> Self {
        let mut register =
            Self { authorities: Vec::new(), places: Vec::new(), keys: Index::default(), cited: Vec::new() };
        for authority in written {
            let pinpoints = authority.pinpoints.iter().map(|pinpoint| Pinpoint {
                name: pinpoint.name.text.clone().into(),
                status: pinpoint.status,
                seen: owned(pinpoint.seen.as_ref()),
                limit: owned(pinpoint.limit.as_ref()),
            });
            register.keys.insert(authority.key.text.clone().into(), AuthorityId::of(register.authorities.len()));
            register.cited.push((false, vec![false; authority.pinpoints.len()]));
            register.places.push((authority.key.place, authority.pinpoints.iter().map(|one| one.name.place).collect()));
            register.authorities.push(Authority {
                key: authority.key.text.clone().into(),
                title: authority.title.text.clone().into(),
                short: owned(authority.short.as_ref().or(Some(&authority.title))).unwrap_or_default(),
                kind: authority.kind.text.clone().into(),
                date: owned(authority.date.as_ref()),
                binding: owned(authority.binding.as_ref()),
                in_force: Term { since: owned(authority.in_force.as_ref()), until: None },
                pinpoints: pinpoints.collect(),
            });
        }
        register
    }

    /// Resolves `nicaragua 191`.
    pub(super) fn cite(&mut self, cite: &Text, holds: &str, problems: &mut Vec<Diagnostic>) -> Option<Citation> {
        let (key, pinpoint) = cite.text.split_once(' ').unwrap_or((&cite.text, ""));
        let Some(id) = self.keys.get(key).copied() else {
            let problem = Problem::Unknown {
                noun: Noun::Authority,
                name: key.to_owned(),
                nearest: nearest(key, self.keys.keys().map(Words::as_str)),
            };
            problems.push(Diagnostic::at(cite.place, problem));
            return None;
        };
        let cited = &mut self.cited[id.index()];
        cited.0 = true;
        let pinpoint = pinpoint.trim();
        let known = &self.authorities[id.index()].pinpoints;
        let index = known.iter().position(|one| one.name == pinpoint);
        if index.is_none() && !pinpoint.is_empty() {
            let problem = Problem::Unknown { noun: Noun::Pinpoint, name: cite.text.clone(), nearest: None };
            problems.push(Diagnostic::at(cite.place, problem));
            return None;
        }
        if let Some(index) = index {
            cited.1[index] = true;
        }
        Some(Citation { authority: id, pinpoint: index.map(crate::source::clamp), holds: holds.to_owned().into() })
    }

    pub(super) fn cite_all(&mut self, cites: &[Text], problems: &mut Vec<Diagnostic>) -> Vec<Citation> {
        cites.iter().filter_map(|cite| self.cite(cite, "", problems)).collect()
    }

    /// Somebody who holds a reading: a citation begins with a small letter, anybody else does not.
    pub(super) fn holder(&mut self, holder: &Text, problems: &mut Vec<Diagnostic>) -> Option<Holder> {
        let (words, term) = Term::split(&holder.text);
        let who = if words.starts_with(|c: char| c.is_ascii_lowercase()) {
            let cite = Text { text: words.to_owned(), ..holder.clone() };
            Who::Cited(self.cite(&cite, "", problems)?)
        } else {
            Who::Named(words.to_owned().into())
        };
        Some(Holder { who, term })
    }

    /// Reports sources and pinpoints nobody cites. A treaty that parties can be bound by is in use.
    pub(super) fn unused(&self, rulebook: &Rulebook, problems: &mut Vec<Diagnostic>) {
        let treaties: Vec<&str> =
            rulebook.facts.iter().filter(|fact| fact.role.is_some()).flat_map(|fact| fact.kind.words()).collect();
        for ((authority, (place, pinpoints)), (cited, cited_at)) in
            self.authorities.iter().zip(&self.places).zip(&self.cited)
        {
            let unused = |noun, name: String| Problem::Unused { noun, name };
            if !cited && !treaties.contains(&authority.key.as_str()) {
                problems.push(Diagnostic::at(*place, unused(Noun::Authority, authority.key.to_string())));
                continue;
            }
            for ((pinpoint, place), cited) in authority.pinpoints.iter().zip(pinpoints).zip(cited_at) {
                if !cited {
                    let name = format!("{} {}", authority.key, pinpoint.name);
                    problems.push(Diagnostic::at(*place, unused(Noun::Pinpoint, name)));
                }
            }
        }
    }
}
