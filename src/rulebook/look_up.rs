//! What a person means who looks something up in the rules.

use super::{AuthorityId, FactId, PositionId, Rulebook, TestId};
use crate::problem::{Noun, Problem, nearest, one_of};

/// Something that the rules define.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// A body of law, by its place in [`Rulebook::regimes`].
    Regime(usize),
    /// A doctrine, by its place in [`Rulebook::doctrines`].
    Doctrine(usize),
    /// A test.
    Test(TestId),
    /// An unsettled point.
    Position(PositionId),
    /// A fact.
    Fact(FactId),
    /// A source of law.
    Authority(AuthorityId),
    /// A reading set, by its place in [`Rulebook::sets`].
    Set(usize),
}

impl Rulebook {
    /// Everything the rules define, in the order they are argued.
    pub fn entries(&self) -> impl Iterator<Item = Entry> {
        let regimes = (0..self.regimes.len()).map(Entry::Regime);
        let doctrines = (0..self.doctrines.len()).map(Entry::Doctrine);
        let positions = (0..self.positions.len()).map(|index| Entry::Position(PositionId::of(index)));
        let facts = (0..self.facts.len()).map(|index| Entry::Fact(FactId::of(index)));
        let authorities = (0..self.authorities.len()).map(|index| Entry::Authority(AuthorityId::of(index)));
        let sets = (0..self.sets.len()).map(Entry::Set);
        regimes
            .chain(doctrines)
            .chain(self.test_ids().map(Entry::Test))
            .chain(positions)
            .chain(facts)
            .chain(authorities)
            .chain(sets)
    }

    /// The full name of an entry.
    #[must_use]
    pub fn name(&self, entry: Entry) -> &str {
        match entry {
            Entry::Regime(index) => &self.regimes[index].name,
            Entry::Doctrine(index) => &self.doctrines[index].id,
            Entry::Test(id) => &self.test(id).id,
            Entry::Position(id) => &self.position(id).id,
            Entry::Fact(id) => &self.fact(id).name,
            Entry::Authority(id) => &self.authorities[id.index()].key,
            Entry::Set(index) => &self.sets[index].name,
        }
    }

    /// What an entry is about, in a phrase.
    #[must_use]
    pub fn phrase(&self, entry: Entry) -> &str {
        match entry {
            Entry::Regime(index) => &self.regimes[index].title,
            Entry::Doctrine(index) => &self.doctrines[index].title,
            Entry::Test(id) => &self.test(id).title,
            Entry::Position(id) => &self.position(id).question,
            Entry::Fact(id) => &self.fact(id).ask,
            Entry::Authority(id) => &self.authorities[id.index()].title,
            Entry::Set(index) => &self.sets[index].title,
        }
    }

    /// The entry a person means: its full name, or the end of it.
    ///
    /// # Errors
    ///
    /// The problem, when the name fits none or several.
    pub fn entry(&self, name: &str) -> Result<Entry, Problem> {
        let name = name.strip_suffix(".*").unwrap_or(name);
        if let Some(exact) = self.entries().find(|entry| self.name(*entry) == name) {
            return Ok(exact);
        }
        let ending = format!(".{name}");
        let fits: Vec<Entry> = self.entries().filter(|entry| self.name(*entry).ends_with(&ending)).collect();
        match fits.as_slice() {
            [only] => Ok(*only),
            [] => {
                let names = self.entries().map(|entry| self.name(entry));
                let short = self.entries().filter_map(|entry| self.name(entry).rsplit('.').next());
                let near = nearest(name, names).or_else(|| nearest(name, short));
                Err(Problem::Unknown { noun: Noun::Entry, name: name.to_owned(), nearest: near })
            }
            // A test and the position of its name: the test shows both.
            [first, rest @ ..] if rest.iter().all(|one| self.name(*one) == self.name(*first)) => Ok(*first),
            // A doctrine and tests of its own: the doctrine has them all.
            [first @ Entry::Doctrine(_), rest @ ..]
                if rest.iter().all(|one| self.name(*one).starts_with(&format!("{}.", self.name(*first)))) =>
            {
                Ok(*first)
            }
            several => {
                let fits = one_of(several.iter().map(|entry| self.name(*entry)));
                Err(Problem::Ambiguous { name: name.to_owned(), fits })
            }
        }
    }

    /// The tests that rest on a source, themselves or by an exception.
    #[must_use]
    pub fn resting_on(&self, source: AuthorityId) -> Vec<TestId> {
        let rests = |test: &TestId| {
            let test = self.test(*test);
            let exceptions = test.unless.iter().flat_map(|exception| &exception.authority);
            test.authority.iter().chain(exceptions).any(|citation| citation.authority == source)
        };
        self.test_ids().filter(rests).collect()
    }

    /// The entries that speak of every one of some words, best first: those named so, then those
    /// whose phrase says so, then those that say so anywhere. Where none does, those that speak of
    /// most of the words.
    #[must_use]
    pub fn search(&self, words: &[String]) -> Vec<Entry> {
        const SMALL: [&str; 8] = ["a", "an", "and", "in", "of", "or", "the", "to"];
        let wanted = words.iter().flat_map(|words| stems(words));
        let wanted: Vec<String> = wanted.filter(|word| !SMALL.contains(&word.as_str())).collect();
        let mut found: Vec<(usize, (u8, usize), Entry)> = Vec::new();
        for entry in self.entries() {
            let name: Vec<String> = stems(self.name(entry)).collect();
            let phrase: Vec<String> = stems(self.phrase(entry)).collect();
            let says: Vec<String> = stems(&self.says(entry)).collect();
            let among = |texts: &[&[String]]| {
                let has =
                    |word: &&String| texts.iter().any(|text| text.iter().any(|one| one.starts_with(word.as_str())));
                wanted.iter().filter(has).count()
            };
            let all = among(&[&name, &phrase, &says]);
            // "flag" is rather a flag than flagrant.
            let begun = wanted.iter().filter(|word| ![&name, &phrase, &says].iter().any(|text| text.contains(word)));
            let rank = match wanted.len() {
                many if among(&[&name]) == many => 0,
                many if among(&[&name, &phrase]) == many => 1,
                _ => 2,
            };
            if all > 0 {
                found.push((all, (rank, begun.count()), entry));
            }
        }
        let most = found.iter().map(|(all, ..)| *all).max().unwrap_or(0);
        // Half of the words is too little to be what was meant.
        found.retain(|(all, ..)| *all == most && 2 * most > wanted.len());
        found.sort_by_key(|(_, rank, _)| *rank);
        found.into_iter().map(|(.., entry)| entry).collect()
    }

    /// Everything else an entry says.
    fn says(&self, entry: Entry) -> String {
        match entry {
            Entry::Regime(_) => String::new(),
            Entry::Doctrine(index) => self.doctrines[index].summary.clone().unwrap_or_default().to_string(),
            Entry::Test(id) => {
                let test = self.test(id);
                let elements = self.conditions_of(test).iter().filter_map(|condition| condition.element.as_deref());
                let exceptions = test.unless.iter().map(|exception| exception.name.as_str());
                let texts = [Some(test.question.as_str()), test.pitfall.as_deref(), test.note.as_deref()];
                let examples = test.examples.iter().map(|example| example.note.text.as_str());
                let texts = texts.into_iter().flatten().chain(elements).chain(exceptions).chain(examples);
                let mut text: Vec<&str> = texts.collect();
                let cites: Vec<String> = test.authority.iter().map(|citation| self.cite(citation)).collect();
                for (citation, cite) in test.authority.iter().zip(&cites) {
                    text.extend([
                        citation.holds.as_str(),
                        cite.as_str(),
                        &self.authorities[citation.authority.index()].key,
                    ]);
                }
                text.join(" ")
            }
            Entry::Position(id) => {
                let position = self.position(id);
                let holders = position.readings.iter().flat_map(|reading| &reading.held_by);
                let holders: Vec<String> = holders.map(|holder| self.holder(holder)).collect();
                let says: Vec<&str> = position.readings.iter().map(|reading| reading.says.as_str()).collect();
                format!("{} {}", says.join(" "), holders.join(" "))
            }
            Entry::Fact(id) => self.fact(id).kind.words().join(" "),
            Entry::Authority(id) => self.authorities[id.index()].short.to_string(),
            Entry::Set(index) => self.sets[index].basis.clone().unwrap_or_default().to_string(),
        }
    }
}

/// The words of a text in small letters, without the endings that grammar gives them.
fn stems(text: &str) -> impl Iterator<Item = String> + '_ {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| {
        let word = word.to_lowercase();
        let endings = ["ations", "ation", "ings", "ing", "ies", "es", "ed", "s", "y"];
        let stem = endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|stem| stem.len() > 3));
        stem.map_or_else(|| word.clone(), str::to_owned)
    })
}
