//! A random small rulebook with a scenario, written as the YAML people write.
//!
//! Everything is drawn from a string of bytes, and a string that has run out
//! gives zeros, the simplest choice: so a failing case shrinks with its bytes.

use std::fmt::{self, Write};

/// A rulebook and a scenario.
#[derive(Clone)]
pub(super) struct World {
    pub(super) facts: Vec<Fact>,
    /// The number of readings of each position.
    pub(super) positions: Vec<usize>,
    /// Each asks only about those before it, of its own operation.
    pub(super) tests: Vec<Test>,
    pub(super) operations: Vec<Operation>,
    /// What the scenario says; of two that fit, an operation's own goes first.
    pub(super) statements: Vec<Statement>,
    /// The reading the scenario takes of each position.
    pub(super) readings: Vec<Option<usize>>,
    /// Assumptions stand in for silence.
    pub(super) assume: bool,
    /// Tests stand in their files against the order of their indices.
    backwards: bool,
}

/// A fact of the vocabulary.
#[derive(Clone)]
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) assume: Option<i64>,
    /// Index of the role whose party it is about.
    pub(super) role: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    Bool,
    Choice,
    Level,
    Number,
    Set,
}

/// How many of a number's steps make one: small enough for three numbers to lie between two whole ones in any order.
pub(super) const UNIT: i64 = 4;
pub(super) const ROLES: [&str; 2] = ["by", "against"];
const DOCTRINES: [&str; 3] = ["first", "second", "conclusion"];
const GRADES: [&str; 6] = [
    "alleged",
    "reasonable_suspicion",
    "reasonable_grounds",
    "balance_of_probabilities",
    "clear_and_convincing",
    "conclusive",
];

#[derive(Clone)]
pub(super) struct Test {
    pub(super) name: String,
    /// Index into [`DOCTRINES`].
    doctrine: usize,
    pub(super) kind: &'static str,
    pub(super) applies_when: Option<Condition>,
    pub(super) met_when: Condition,
    pub(super) unless: Vec<Condition>,
}

#[derive(Clone)]
pub(super) struct Condition {
    pub(super) asks: Asks,
    /// Written as a mapping where a string would do.
    mapped: bool,
    /// Written as a named element.
    element: bool,
}

#[derive(Clone)]
pub(super) enum Asks {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    AtLeast(usize, Vec<Condition>),
    Fact(usize),
    Compare(usize, How, i64, i64),
    Relate(usize, How, usize, i64),
    In(usize, Vec<i64>),
    Has(usize, usize),
    Proved(usize, usize),
    Test(Whose, Verb, usize),
    Group { whose: Whose, breached: bool, name: &'static str, requirements: Vec<usize> },
    Reading(usize, usize),
}

pub(super) type How = &'static str;
pub(super) type Verb = &'static str;

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Whose {
    Own,
    Answered,
    Assisted,
}

#[derive(Clone)]
pub(super) struct Operation {
    pub(super) responds_to: Option<usize>,
    pub(super) assists: Option<usize>,
    /// The party in each of [`ROLES`].
    pub(super) roles: [Option<usize>; 2],
}

#[derive(Clone)]
pub(super) struct Statement {
    pub(super) place: Place,
    /// Of facts about a party, the one of the first role.
    pub(super) fact: usize,
    /// From the first to the second; numbers in quarters, sets as bits.
    pub(super) value: Option<(i64, i64)>,
    pub(super) grade: Option<usize>,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Shared,
    Party(usize),
    Operation(usize),
}

/// Random choices.
struct Draw<'b> {
    bytes: std::slice::Iter<'b, u8>,
}

impl Draw<'_> {
    fn below(&mut self, count: usize) -> usize {
        usize::from(self.bytes.next().copied().unwrap_or(0)) % count
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == count - 1
    }

    fn number(&mut self, from: i64, to: i64) -> i64 {
        let count = usize::try_from(to - from + 1).unwrap();
        from + i64::try_from(self.below(count)).unwrap()
    }

    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}

impl World {
    /// The world that a string of bytes means.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mut draw = Draw { bytes: bytes.iter() };
        let facts = facts(&mut draw);
        let positions: Vec<usize> = (0..draw.below(4)).map(|_| 2 + draw.below(2)).collect();
        let mut world = Self {
            readings: vec![None; positions.len()],
            facts,
            positions,
            tests: Vec::new(),
            operations: Vec::new(),
            statements: Vec::new(),
            assume: true,
            backwards: draw.one_in(2),
        };
        world.write_tests(&mut draw);
        world.write_operations(&mut draw);
        world.write_statements(&mut draw);
        for position in 0..world.positions.len() {
            if draw.one_in(6) {
                world.readings[position] = Some(draw.below(world.positions[position]));
            }
        }
        world.assume = !draw.one_in(4);
        world
    }

    fn write_tests(&mut self, draw: &mut Draw<'_>) {
        let kinds = ["requirement", "threshold", "justification", "practice"];
        let heads: Vec<(usize, &'static str)> =
            (0..2 + draw.below(5)).map(|_| (draw.below(2), draw.of(&kinds))).chain([(2, "conclusion")]).collect();
        for (index, (doctrine, kind)) in heads.iter().enumerate() {
            let applies_when = draw.one_in(2).then(|| self.condition(draw, index, &heads, 2));
            let met_when = self.condition(draw, index, &heads, 3);
            let exceptions = [0, 0, 1, 2][draw.below(4)];
            let unless = (0..exceptions).map(|_| self.condition(draw, index, &heads, 1)).collect();
            let name = if *kind == "conclusion" { "lawful".into() } else { format!("t{index}") };
            self.tests.push(Test { name, doctrine: *doctrine, kind, applies_when, met_when, unless });
        }
        // Nothing may stand unused in a rulebook.
        let mut everything: Vec<Condition> = (0..self.facts.len()).map(|fact| self.question(draw, fact)).collect();
        everything.extend((0..self.positions.len()).map(|position| plain(Asks::Reading(position, 0))));
        self.tests.push(Test {
            name: "everything".into(),
            doctrine: 1,
            kind: "practice",
            applies_when: None,
            met_when: plain(Asks::Any(everything)),
            unless: Vec::new(),
        });
    }

    fn condition(&self, draw: &mut Draw<'_>, index: usize, heads: &[(usize, &'static str)], depth: usize) -> Condition {
        let form = if depth == 0 { 0 } else { draw.below(9) };
        let mut some = |least: usize| -> Vec<Condition> {
            (0..least + draw.below(2)).map(|_| self.condition(draw, index, heads, depth - 1)).collect()
        };
        let asks = match form {
            0..4 => self.atom(draw, index, heads),
            4 | 5 => Asks::All(some(2)),
            6 => Asks::Any(some(2)),
            7 => Asks::Not(Box::new(some(1).remove(0))),
            _ => {
                let parts = some(2);
                Asks::AtLeast(1 + draw.below(parts.len()), parts)
            }
        };
        Condition { asks, mapped: draw.one_in(4), element: draw.one_in(6) }
    }

    fn atom(&self, draw: &mut Draw<'_>, index: usize, heads: &[(usize, &'static str)]) -> Asks {
        // Law may not rest on a practice.
        let lawful = |other: &usize| heads[*other].1 != "practice" || heads[index].1 == "practice";
        let form = draw.below(12);
        let whose = match form {
            10 => Whose::Answered,
            11 => Whose::Assisted,
            _ => Whose::Own,
        };
        let may_ask = |other: &usize| whose != Whose::Own || *other < index;
        match form {
            6 | 7 if !self.positions.is_empty() => {
                let position = draw.below(self.positions.len());
                Asks::Reading(position, draw.below(self.positions[position]))
            }
            4 | 5 | 8.. => {
                let known: Vec<usize> = (0..heads.len()).filter(may_ask).filter(lawful).collect();
                if draw.below(12) >= 8 {
                    let breached = draw.one_in(2);
                    let name = ["first", "second", "law"][draw.below(3)];
                    let of_group = |test: &usize| name == "law" || DOCTRINES[heads[*test].0] == name;
                    let requirements: Vec<usize> =
                        (0..heads.len()).filter(|test| heads[*test].1 == "requirement").filter(of_group).collect();
                    if !requirements.is_empty() && requirements.iter().all(may_ask) {
                        return Asks::Group { whose, breached, name, requirements };
                    }
                }
                if known.is_empty() {
                    return self.question(draw, 0).asks;
                }
                let verb = draw.of(&["met", "unmet", "ok", "applies", "breached"]);
                Asks::Test(whose, verb, draw.of(&known))
            }
            _ => {
                let fact = draw.below(self.facts.len());
                self.question(draw, fact).asks
            }
        }
    }

    /// Some question about a fact.
    fn question(&self, draw: &mut Draw<'_>, fact: usize) -> Condition {
        if draw.one_in(8) {
            return plain(Asks::Proved(fact, draw.below(GRADES.len())));
        }
        let kind = self.facts[fact].kind;
        let how = |draw: &mut Draw<'_>| draw.of(&["=", "!=", "<", "<=", ">", ">="]);
        let plus = |draw: &mut Draw<'_>| if draw.one_in(4) { draw.number(-1, 1) } else { 0 };
        let like: Vec<usize> =
            (0..self.facts.len()).filter(|other| *other != fact && self.facts[*other].kind == kind).collect();
        plain(match kind {
            Kind::Level | Kind::Number if !like.is_empty() && draw.one_in(2) => {
                let how = how(draw);
                let other = draw.of(&like);
                Asks::Relate(fact, how, other, draw.number(0, 2) - draw.number(0, 1))
            }
            Kind::Bool if draw.one_in(4) => Asks::Compare(fact, draw.of(&["=", "!="]), draw.number(0, 1), 0),
            Kind::Bool => Asks::Fact(fact),
            Kind::Choice | Kind::Level if draw.one_in(4) => {
                Asks::In(fact, (0..3).filter(|value| *value == 0 || draw.one_in(2)).collect())
            }
            Kind::Choice => Asks::Compare(fact, draw.of(&["=", "!="]), draw.number(0, 2), 0),
            Kind::Level | Kind::Number => {
                let how = how(draw);
                let value = draw.number(0, 2);
                Asks::Compare(fact, how, value, plus(draw))
            }
            Kind::Set => Asks::Has(fact, draw.below(2)),
        })
    }

    fn write_operations(&mut self, draw: &mut Draw<'_>) {
        let parties = self.facts.iter().any(|fact| fact.role.is_some());
        let count = 1 + draw.below(2);
        for _ in 0..count {
            let mut party = || (parties && !draw.one_in(4)).then(|| draw.below(2));
            let roles = [party(), party()];
            self.operations.push(Operation { responds_to: None, assists: None, roles });
        }
        if count == 2 {
            let first = draw.below(2);
            let later = &mut self.operations[1 - first];
            later.responds_to = (!draw.one_in(4)).then_some(first);
            later.assists = draw.one_in(3).then_some(first);
        }
    }

    fn write_statements(&mut self, draw: &mut Draw<'_>) {
        let of_parties = self.facts.iter().position(|fact| fact.role.is_some());
        for party in 0..of_parties.map_or(0, |_| 2) {
            self.state(draw, Place::Party(party), of_parties.unwrap(), 3);
        }
        for fact in (0..self.facts.len()).filter(|fact| self.facts[*fact].role.is_none()).collect::<Vec<_>>() {
            self.state(draw, Place::Shared, fact, 5);
            for operation in 0..self.operations.len() {
                self.state(draw, Place::Operation(operation), fact, 4);
            }
        }
    }

    /// Says something of a fact, or nothing, in so many of eight cases.
    fn state(&mut self, draw: &mut Draw<'_>, place: Place, fact: usize, silent: usize) {
        let form = draw.below(8);
        if form < silent {
            return;
        }
        let kind = self.facts[fact].kind;
        let value = match (form, kind) {
            (6, _) => None,
            (7, Kind::Level) => draw.of(&[Some((0, 1)), Some((1, 2))]),
            (7, Kind::Number) => {
                let low = draw.number(0, 2);
                Some((low * UNIT, (low + draw.number(1, 2)) * UNIT))
            }
            _ => {
                let value = some_value(draw, kind);
                Some((value, value))
            }
        };
        let grade = value.filter(|_| draw.one_in(2)).map(|_| draw.below(GRADES.len()));
        self.statements.push(Statement { place, fact, value, grade });
    }

    /// The statement that speaks of a fact of an operation.
    pub(super) fn stated(&self, operation: usize, fact: usize) -> Option<usize> {
        let find = |place: Place, fact: usize| {
            self.statements.iter().position(|statement| statement.place == place && statement.fact == fact)
        };
        match self.facts[fact].role {
            Some(role) => {
                let first = self.facts.iter().position(|fact| fact.role.is_some())?;
                find(Place::Party(self.operations[operation].roles[role]?), first)
            }
            None => find(Place::Operation(operation), fact).or_else(|| find(Place::Shared, fact)),
        }
    }

    /// Worlds in which one open fact has been learned, or narrowed down.
    pub(super) fn after_learning_a_fact(&self) -> Vec<(String, Self)> {
        let mut worlds = Vec::new();
        let mut learn = |fact: usize, value: (i64, i64), grade: Option<usize>, at: Result<usize, Place>| {
            let mut world = self.clone();
            match at {
                Ok(statement) => {
                    world.statements[statement].value = Some(value);
                    world.statements[statement].grade = grade;
                }
                Err(place) => world.statements.push(Statement { place, fact, value: Some(value), grade }),
            }
            worlds.push((world.said(fact, Some(value), grade), world));
        };
        for (index, statement) in self.statements.iter().enumerate() {
            let kind = self.facts[statement.fact].kind;
            match statement.value {
                Some((low, high)) if low < high => {
                    learn(statement.fact, (low, low), statement.grade, Ok(index));
                    learn(statement.fact, (high, high), statement.grade, Ok(index));
                    if kind == Kind::Number {
                        learn(statement.fact, (low + 1, high - 1), statement.grade, Ok(index));
                    }
                }
                Some(_) => {}
                None => values(kind).for_each(|(value, grade)| learn(statement.fact, value, grade, Ok(index))),
            }
        }
        for operation in 0..self.operations.len() {
            for (fact, one) in self.facts.iter().enumerate() {
                let assumed = self.assume && one.assume.is_some();
                if one.role.is_none() && !assumed && self.stated(operation, fact).is_none() {
                    let place = Place::Operation(operation);
                    values(one.kind).for_each(|(value, grade)| learn(fact, value, grade, Err(place)));
                }
            }
        }
        worlds
    }

    /// Worlds in which one position has been settled.
    pub(super) fn after_taking_a_reading(&self) -> Vec<(String, Self)> {
        let mut worlds = Vec::new();
        for position in (0..self.positions.len()).filter(|position| self.readings[*position].is_none()) {
            for reading in 0..self.positions[position] {
                let mut world = self.clone();
                world.readings[position] = Some(reading);
                worlds.push((format!("p{position} = r{reading}"), world));
            }
        }
        worlds
    }

    pub(super) fn operation_key(operation: usize) -> String {
        format!("o{operation}")
    }

    pub(super) fn operation_named(&self, key: &str) -> Option<usize> {
        (0..self.operations.len()).find(|operation| Self::operation_key(*operation) == key)
    }

    pub(super) fn position_id(position: usize) -> String {
        format!("law.first.p{position}")
    }

    pub(super) fn id(test: &Test) -> String {
        format!("law.{}.{}", DOCTRINES[test.doctrine], test.name)
    }
}

fn facts(draw: &mut Draw<'_>) -> Vec<Fact> {
    let kinds = [Kind::Bool, Kind::Level, Kind::Choice, Kind::Number, Kind::Set];
    let mut facts: Vec<Fact> = Vec::new();
    for index in 0..2 + draw.below(4) {
        let mut kind = draw.of(&kinds);
        if kind == Kind::Number && facts.iter().filter(|fact| fact.kind == kind).count() == 2 {
            kind = Kind::Level;
        }
        // A set cannot be assumed: `assume:` takes one word.
        let assume = (kind != Kind::Set && draw.one_in(4)).then(|| some_value(draw, kind));
        facts.push(Fact { name: format!("topic.f{index}"), kind, assume, role: None });
    }
    if draw.one_in(4) {
        let kind = draw.of(&[Kind::Choice, Kind::Level, Kind::Set]);
        let assume = (kind != Kind::Set && draw.one_in(4)).then(|| some_value(draw, kind));
        for (role, name) in ROLES.iter().enumerate() {
            facts.push(Fact { name: format!("{name}.standing"), kind, assume, role: Some(role) });
        }
    }
    facts
}

fn plain(asks: Asks) -> Condition {
    Condition { asks, mapped: false, element: false }
}

fn some_value(draw: &mut Draw<'_>, kind: Kind) -> i64 {
    match kind {
        Kind::Bool => draw.number(0, 1),
        Kind::Choice | Kind::Level => draw.number(0, 2),
        Kind::Number => draw.number(0, 3) * UNIT,
        Kind::Set => draw.number(0, 3),
    }
}

/// A few values and grades that can be learned of a fact.
fn values(kind: Kind) -> impl Iterator<Item = ((i64, i64), Option<usize>)> {
    let values: &[(i64, i64)] = match kind {
        Kind::Bool => &[(0, 0), (1, 1)],
        Kind::Choice => &[(0, 0), (1, 1), (2, 2)],
        Kind::Level => &[(0, 0), (1, 1), (2, 2), (0, 1)],
        Kind::Number => &[(-2, -2), (UNIT, UNIT), (UNIT + 1, 2 * UNIT), (5 * UNIT, 5 * UNIT)],
        Kind::Set => &[(0, 0), (1, 1), (2, 2), (3, 3)],
    };
    values.iter().enumerate().map(|(index, value)| (*value, [None, Some(0), Some(3)][index % 3]))
}

// --- as YAML ---

impl World {
    /// The files of the rulebook: path and text.
    pub(super) fn rules(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("rules/authorities.yaml".into(), "treaty: {title: A treaty, kind: treaty}\n".into()),
            ("rules/regimes.yaml".into(), "law: {title: Law, order: [first]}\n".into()),
        ];
        if let Some(fact) = self.facts.iter().find(|fact| fact.role.is_some()) {
            let roles = "roles: {by: {ask: Whose act?}, against: {ask: Against whom?}}";
            files.push(("rules/parties.yaml".into(), format!("{roles}\nfacts: {{standing: {}}}\n", fact.definition())));
        }
        for (doctrine, name) in DOCTRINES.iter().enumerate() {
            files.push((format!("rules/law/{name}.yaml"), self.doctrine(doctrine)));
        }
        files
    }

    fn doctrine(&self, doctrine: usize) -> String {
        let mut text = format!("title: The {} doctrine\nchecked: 2026-11-21\n", DOCTRINES[doctrine]);
        if doctrine == 0 {
            text.push_str("facts:\n");
            for fact in self.facts.iter().filter(|fact| fact.role.is_none()) {
                writeln!(text, "  {}: {}", fact.name, fact.definition()).unwrap();
            }
            if !self.positions.is_empty() {
                text.push_str("positions:\n");
            }
            for (position, readings) in self.positions.iter().enumerate() {
                let readings: Vec<String> =
                    (0..*readings).map(|reading| format!("r{reading}: {{says: So., held_by: [Some]}}")).collect();
                writeln!(text, "  p{position}: {{question: How?, readings: {{{}}}}}", readings.join(", ")).unwrap();
            }
        }
        let mut tests: Vec<&Test> = self.tests.iter().filter(|test| test.doctrine == doctrine).collect();
        text.push_str(if tests.is_empty() { "tests: {}\n" } else { "tests:\n" });
        if self.backwards {
            tests.reverse();
        }
        for test in tests {
            let Test { name, kind, .. } = test;
            writeln!(text, "  {name}:\n    title: Test {name}\n    kind: {kind}\n    question: Is it?").unwrap();
            if let Some(condition) = &test.applies_when {
                writeln!(text, "    applies_when: {}", self.flow(condition)).unwrap();
            }
            writeln!(text, "    met_when: {}", self.flow(&test.met_when)).unwrap();
            if !test.unless.is_empty() {
                text.push_str("    unless:\n");
            }
            for condition in &test.unless {
                writeln!(text, "      - {{exception: But, when: {}}}", self.flow(condition)).unwrap();
            }
            text.push_str("    authority: [treaty]\n");
        }
        text
    }

    fn flow(&self, condition: &Condition) -> String {
        let text = if must_be_mapped(condition) {
            let list = |parts: &[Condition]| parts.iter().map(|part| self.flow(part)).collect::<Vec<_>>().join(", ");
            match &condition.asks {
                Asks::All(parts) => format!("{{all: [{}]}}", list(parts)),
                Asks::Any(parts) => format!("{{any: [{}]}}", list(parts)),
                Asks::Not(part) => format!("{{not: {}}}", self.flow(part)),
                Asks::AtLeast(count, parts) => {
                    format!("{{at_least: {{count: {count}, of: [{}]}}}}", list(parts))
                }
                _ => format!("{{when: \"{}\"}}", self.words(condition)),
            }
        } else {
            format!("\"{}\"", self.words(condition))
        };
        if condition.element { format!("{{element: Something, when: {text}}}") } else { text }
    }

    fn words(&self, condition: &Condition) -> String {
        let joined = |parts: &[Condition], with: &str| {
            let parts: Vec<String> = parts.iter().map(|part| format!("({})", self.words(part))).collect();
            parts.join(with)
        };
        let name = |fact: &usize| &self.facts[*fact].name;
        let steps = |plus: &i64| match plus {
            0 => String::new(),
            plus if *plus > 0 => format!(" + {plus}"),
            plus => format!(" - {}", -plus),
        };
        let whose = |whose: &Whose| match whose {
            Whose::Own => "",
            Whose::Answered => "answered.",
            Whose::Assisted => "assisted.",
        };
        match &condition.asks {
            Asks::All(parts) => joined(parts, " and "),
            Asks::Any(parts) => joined(parts, " or "),
            Asks::Not(part) => format!("not ({})", self.words(part)),
            Asks::AtLeast(..) => unreachable!("`at_least` is always a mapping"),
            Asks::Fact(fact) => name(fact).clone(),
            Asks::Compare(fact, how, value, plus) => {
                let kind = self.facts[*fact].kind;
                let value = if kind == Kind::Number { value.to_string() } else { kind.word(*value) };
                format!("{} {how} {value}{}", name(fact), steps(plus))
            }
            Asks::Relate(fact, how, other, plus) => format!("{} {how} {}{}", name(fact), name(other), steps(plus)),
            Asks::In(fact, values) => {
                let values: Vec<String> = values.iter().map(|value| self.facts[*fact].kind.word(*value)).collect();
                format!("{} in {{{}}}", name(fact), values.join(", "))
            }
            Asks::Has(fact, item) => format!("{} has {}", name(fact), Kind::Set.words()[*item]),
            Asks::Proved(fact, grade) => format!("{} proved {}", name(fact), GRADES[*grade]),
            Asks::Test(who, verb, test) => {
                let head = &self.heads()[*test];
                format!("{}{verb}({head})", whose(who))
            }
            Asks::Group { whose: who, breached, name, .. } => {
                format!("{}{}({name}.*)", whose(who), if *breached { "breached" } else { "ok" })
            }
            Asks::Reading(position, reading) => format!("reading {} = r{reading}", Self::position_id(*position)),
        }
    }

    fn heads(&self) -> Vec<String> {
        self.tests.iter().map(Self::id).collect()
    }

    /// The scenario.
    pub(super) fn scenario(&self) -> String {
        let at = |place: Place, indent: &str| {
            let mut text = String::new();
            for statement in self.statements.iter().filter(|statement| statement.place == place) {
                let said = self.said(statement.fact, statement.value, statement.grade);
                writeln!(text, "{indent}{said}").unwrap();
            }
            text
        };
        let mut text = String::from("title: A case\nparties:\n");
        for (party, name) in ["ardenia", "borland"].iter().enumerate() {
            writeln!(text, "  {name}:\n    title: Party").unwrap();
            text.push_str(&at(Place::Party(party), "    "));
        }
        let readings = self.readings.iter().enumerate().filter_map(|(position, reading)| Some((position, (*reading)?)));
        let readings: Vec<String> = readings.map(|(position, reading)| format!("p{position}: r{reading}")).collect();
        writeln!(text, "readings: {{{}}}", readings.join(", ")).unwrap();
        let shared = at(Place::Shared, "  ");
        if !shared.is_empty() {
            write!(text, "facts:\n{shared}").unwrap();
        }
        text.push_str("operations:\n");
        for (index, operation) in self.operations.iter().enumerate() {
            writeln!(text, "  {}:\n    title: An act", Self::operation_key(index)).unwrap();
            for (role, party) in ROLES.iter().zip(operation.roles) {
                if let Some(party) = party {
                    writeln!(text, "    {role}: {}", ["ardenia", "borland"][party]).unwrap();
                }
            }
            for (key, other) in [("responds_to", operation.responds_to), ("assists", operation.assists)] {
                if let Some(other) = other {
                    writeln!(text, "    {key}: {}", Self::operation_key(other)).unwrap();
                }
            }
            let own = at(Place::Operation(index), "      ");
            if !own.is_empty() {
                write!(text, "    facts:\n{own}").unwrap();
            }
        }
        text
    }

    /// `topic.f0: {value: true, proof: alleged}`
    fn said(&self, fact: usize, value: Option<(i64, i64)>, grade: Option<usize>) -> String {
        let Fact { name, kind, role, .. } = &self.facts[fact];
        let name = if role.is_some() { "standing" } else { name };
        let value = match value {
            None => "unknown".into(),
            Some((low, high)) if low == high => kind.word(low),
            Some((low, high)) => format!("{}..{}", kind.word(low), kind.word(high)),
        };
        match grade {
            None => format!("{name}: {value}"),
            Some(grade) => format!("{name}: {{value: {value}, proof: {}}}", GRADES[grade]),
        }
    }
}

impl Fact {
    fn definition(&self) -> String {
        let words = self.kind.words().join(", ");
        let kind = match self.kind {
            Kind::Bool => "type: bool".into(),
            Kind::Choice => format!("choice: [{words}]"),
            Kind::Level => format!("level: [{words}]"),
            Kind::Number => "type: number, unit: things".into(),
            Kind::Set => format!("set: [{words}]"),
        };
        let assume = self.assume.map_or_else(String::new, |value| format!(", assume: {}", self.kind.word(value)));
        format!("{{ask: What?, {kind}{assume}}}")
    }
}

impl Kind {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::Bool => &["false", "true"],
            Self::Choice => &["red", "green", "blue"],
            Self::Level => &["low", "middle", "high"],
            Self::Number => &[],
            Self::Set => &["oak", "elm"],
        }
    }

    /// A value as people write it.
    fn word(self, value: i64) -> String {
        match self {
            Self::Number => {
                let (whole, rest) = (value.abs() / UNIT, 100 / UNIT * (value.abs() % UNIT));
                format!("{}{whole}.{rest:02}", if value < 0 { "-" } else { "" })
            }
            Self::Set => {
                let items = self.words().iter().enumerate().filter(|(item, _)| value & (1 << item) != 0);
                format!("[{}]", items.map(|(_, word)| *word).collect::<Vec<_>>().join(", "))
            }
            _ => self.words()[usize::try_from(value).unwrap()].to_owned(),
        }
    }
}

/// What a failing case looks like.
impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (path, text) in self.rules().iter().skip(2) {
            write!(f, "\n# {path}\n{text}")?;
        }
        let silence = if self.assume { "" } else { ", nothing assumed" };
        write!(f, "\n# scenario.yaml{silence}\n{}", self.scenario())
    }
}

/// Whether a condition has a form that no expression has.
fn must_be_mapped(condition: &Condition) -> bool {
    let inner = |part: &Condition| part.element || must_be_mapped(part);
    condition.mapped
        || match &condition.asks {
            Asks::AtLeast(..) => true,
            Asks::All(parts) | Asks::Any(parts) => parts.iter().any(inner),
            Asks::Not(part) => inner(part),
            _ => false,
        }
}
