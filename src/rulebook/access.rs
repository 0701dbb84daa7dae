//! What is looked up in a rulebook by its ids.

use super::{
    Citation, Condition, ConditionId, Doctrine, Examples, Fact, FactId, Holder, Pinpoint, Position, PositionId, Regime,
    Rulebook, Test, TestId, Who, names,
};

impl Rulebook {
    /// Takes the examples out, to be stored elsewhere.
    pub fn take_examples(&mut self) -> Examples {
        Examples {
            tests: self.tests.iter_mut().map(|test| std::mem::take(&mut test.examples)).collect(),
            settings: self.doctrines.iter_mut().map(|doctrine| std::mem::take(&mut doctrine.setting)).collect(),
        }
    }

    /// Puts them back.
    #[must_use]
    pub fn with_examples(mut self, examples: Examples) -> Self {
        for (test, examples) in self.tests.iter_mut().zip(examples.tests) {
            test.examples = examples;
        }
        for (doctrine, setting) in self.doctrines.iter_mut().zip(examples.settings) {
            doctrine.setting = setting;
        }
        self
    }

    /// A test.
    #[must_use]
    pub fn test(&self, id: TestId) -> &Test {
        &self.tests[id.index()]
    }

    /// A fact.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// A position.
    #[must_use]
    pub fn position(&self, id: PositionId) -> &Position {
        &self.positions[id.index()]
    }

    /// A condition.
    #[must_use]
    pub fn condition(&self, id: ConditionId) -> &Condition {
        &self.conditions[id.index()]
    }

    /// All conditions of a test, each after those it is made of.
    #[must_use]
    pub fn conditions_of(&self, test: &Test) -> &[Condition] {
        let (start, end) = test.conditions;
        &self.conditions[start as usize..end as usize]
    }

    /// Those of them that say when its question arises.
    #[must_use]
    pub fn gate_of(&self, test: &Test) -> &[Condition] {
        let (start, _) = test.conditions;
        let end = test.applies_when.map_or(start, |gate| gate.0 + 1);
        &self.conditions[start as usize..end as usize]
    }

    /// The positions that the conditions of a test ask about.
    #[must_use]
    pub fn positions_asked_by(&self, test: TestId) -> Vec<PositionId> {
        let mut found: Vec<PositionId> = Vec::new();
        for position in self.conditions_of(self.test(test)).iter().filter_map(Condition::position) {
            if !found.contains(&position) {
                found.push(position);
            }
        }
        found
    }

    /// Every test id, in reading order.
    pub fn test_ids(&self) -> impl Iterator<Item = TestId> + use<> {
        (0..self.tests.len()).map(TestId::of)
    }

    /// The fact, and for a fact about a party the same fact in every role.
    pub fn namesakes(&self, fact: FactId) -> impl Iterator<Item = FactId> + use<'_> {
        let party = self.fact(fact).role.as_ref().map(|(_, name)| name);
        let same = move |other: &FactId| {
            *other == fact || party.is_some() && self.fact(*other).role.as_ref().map(|(_, name)| name) == party
        };
        (0..self.facts.len()).map(FactId::of).filter(same)
    }

    /// The fact, and every fact it is compared with, directly or through others.
    #[must_use]
    pub fn compared_with(&self, fact: FactId) -> Vec<FactId> {
        let mut found = vec![fact];
        let mut next = 0;
        while let Some(fact) = found.get(next).copied() {
            next += 1;
            for (other, _) in &self.fact(fact).related {
                if !found.contains(other) {
                    found.push(*other);
                }
            }
        }
        found
    }

    /// The doctrine of a test.
    #[must_use]
    pub fn doctrine_of(&self, test: TestId) -> &Doctrine {
        &self.doctrines[self.test(test).doctrine]
    }

    /// The file of a doctrine, `regime.doctrine`, below the folder of the rules.
    #[must_use]
    pub fn file_of(doctrine: &str) -> String {
        format!("{}.yaml", doctrine.replace('.', "/"))
    }

    /// The regime of a test.
    #[must_use]
    pub fn regime_of(&self, test: TestId) -> &Regime {
        &self.regimes[self.doctrine_of(test).regime]
    }

    /// A citation as a report prints it: `Oil Platforms (ICJ 2003) paras 73-76`.
    #[must_use]
    pub fn cite(&self, citation: &Citation) -> String {
        let authority = &self.authorities[citation.authority.index()];
        match self.pinpoint(citation) {
            None => authority.short.to_string(),
            Some(pinpoint) => format!("{} {}", authority.short, spell(&pinpoint.name)),
        }
    }

    /// The pinpoint of a citation.
    #[must_use]
    pub fn pinpoint(&self, citation: &Citation) -> Option<&Pinpoint> {
        let authority = &self.authorities[citation.authority.index()];
        citation.pinpoint.and_then(|index| authority.pinpoints.get(index as usize))
    }

    /// A holder as a report prints it.
    #[must_use]
    pub fn holder(&self, holder: &Holder) -> String {
        let name = match &holder.who {
            Who::Cited(citation) => self.cite(citation),
            Who::Named(name) => name.to_string(),
        };
        match holder.term.words().as_str() {
            "" => name,
            term => format!("{name} ({term})"),
        }
    }

    /// Rebuilds what is not stored: the table of names.
    #[must_use]
    pub fn with_names(mut self) -> Self {
        self.names = names::Names::of(&self);
        self
    }
}

/// `para 76`, `paras 73-76`, `art 51`: a pinpoint that begins with a digit is a paragraph.
fn spell(pinpoint: &str) -> String {
    if !pinpoint.starts_with(|c: char| c.is_ascii_digit()) {
        return pinpoint.to_owned();
    }
    let several = pinpoint.contains(['-', ',', ';', '–']);
    format!("{} {pinpoint}", if several { "paras" } else { "para" })
}
