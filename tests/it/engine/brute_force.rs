//! Every completion of the open facts and every choice of readings, one by one,
//! as the design defines outcomes. Nothing here comes from the library but the
//! names of outcomes.

use super::world::{Asks, Condition, Kind, Place, ROLES, UNIT, Whose, World};
use lexcheck::outcome::Outcome;
use std::collections::BTreeSet;

/// The open facts of a world.
pub(super) struct BruteForce<'w> {
    world: &'w World,
    cells: Vec<Cell>,
    /// By operation and fact. One statement is one cell, whatever it covers.
    cell_of: Vec<Vec<usize>>,
}

/// What one fact can turn out to be; a settled one can be one thing only.
struct Cell {
    key: Key,
    values: Vec<i64>,
    grades: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq)]
enum Key {
    Statement(usize),
    Silence(usize, usize),
}

/// Something that varies in a table.
#[derive(Clone, Copy, PartialEq)]
enum Axis {
    Reading(usize),
    Value(usize),
    Grade(usize),
}

/// The outcome of one test for every combination of what it can turn on.
pub(super) struct Table {
    /// What varies, in how many ways, and how far apart its ways lie: readings first.
    axes: Vec<(Axis, usize, usize)>,
    outcomes: Vec<Outcome>,
    /// How many outcomes belong to one choice of readings.
    completions: usize,
    requirement: bool,
}

/// The best grade, which is also that of what is stipulated.
const CONCLUSIVE: usize = 5;

impl<'w> BruteForce<'w> {
    pub(super) fn of(world: &'w World) -> Self {
        let mut found = Self { world, cells: Vec::new(), cell_of: Vec::new() };
        for operation in 0..world.operations.len() {
            let cells = (0..world.facts.len()).map(|fact| found.enter(operation, fact)).collect();
            found.cell_of.push(cells);
        }
        found
    }

    fn enter(&mut self, operation: usize, fact: usize) -> usize {
        let stated = self.world.stated(operation, fact);
        let key = stated.map_or(Key::Silence(operation, fact), Key::Statement);
        if let Some(found) = self.cells.iter().position(|cell| cell.key == key) {
            return found;
        }
        let assumed = self.world.facts[fact].assume.filter(|_| self.world.assume);
        let statement = stated.map(|index| &self.world.statements[index]);
        let (values, grades) = match (statement, assumed) {
            (None, Some(value)) => (vec![value], vec![CONCLUSIVE]),
            (None, None) => (self.values(fact, None), self.grades()),
            (Some(statement), _) if statement.value.is_none() => (self.values(fact, None), self.grades()),
            (Some(statement), _) => (self.values(fact, statement.value), vec![statement.grade.unwrap_or(CONCLUSIVE)]),
        };
        self.cells.push(Cell { key, values, grades });
        self.cells.len() - 1
    }

    /// Every value a fact can have; of numbers, enough to stand for all.
    fn values(&self, fact: usize, range: Option<(i64, i64)>) -> Vec<i64> {
        let all = match self.world.facts[fact].kind {
            Kind::Bool => (0..2).collect(),
            Kind::Choice | Kind::Level => (0..3).collect(),
            Kind::Set => (0..4).collect(),
            Kind::Number => self.numbers(),
        };
        all.into_iter().filter(|value| range.is_none_or(|(low, high)| (low..=high).contains(value))).collect()
    }

    /// Every number that numbers are held against, and those that lie the steps
    /// between facts away from it; and three points below each. At most three
    /// numbers are compared with each other, so these can stand in every order
    /// that any can.
    fn numbers(&self) -> Vec<i64> {
        let world = self.world;
        let number = |fact: usize| world.facts[fact].kind == Kind::Number;
        let mut marks = BTreeSet::from([0]);
        let mut steps = BTreeSet::new();
        for condition in self.conditions() {
            match &condition.asks {
                Asks::Compare(fact, _, value, plus) if number(*fact) => {
                    marks.insert((value + plus) * UNIT);
                }
                Asks::Relate(fact, _, _, plus) if number(*fact) => {
                    steps.extend([plus * UNIT, -plus * UNIT]);
                }
                _ => {}
            }
        }
        let facts = world.facts.iter().filter(|fact| fact.kind == Kind::Number);
        marks.extend(facts.filter_map(|fact| fact.assume));
        for statement in world.statements.iter().filter(|statement| number(statement.fact)) {
            marks.extend(statement.value.iter().flat_map(|(low, high)| [*low, *high]));
        }
        let widest = steps.last().copied().unwrap_or(0);
        marks.extend(marks.last().map(|last| last + 2 * widest + UNIT));
        for _ in 0..2 {
            marks.extend(marks.clone().iter().flat_map(|mark| steps.iter().map(move |step| mark + step)));
        }
        let below = if steps.is_empty() { 0..2 } else { 0..UNIT };
        marks.iter().flat_map(|mark| below.clone().map(move |less| mark - less)).collect()
    }

    /// Every grade that is asked, and one below.
    fn grades(&self) -> Vec<usize> {
        let asked = self.conditions().into_iter().filter_map(|condition| match condition.asks {
            Asks::Proved(_, grade) => Some(grade),
            _ => None,
        });
        asked.chain([0]).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// All conditions of the rulebook, with all their parts.
    fn conditions(&self) -> Vec<&'w Condition> {
        let tests = self.world.tests.iter();
        let mut found: Vec<&Condition> =
            tests.flat_map(|test| test.applies_when.iter().chain([&test.met_when]).chain(&test.unless)).collect();
        let mut next = 0;
        while let Some(condition) = found.get(next) {
            next += 1;
            found.extend(condition.parts());
        }
        found
    }

    /// The cell of a fact of an operation.
    pub(super) fn cell(&self, operation: usize, fact: &str) -> Option<usize> {
        let fact = self.world.facts.iter().position(|one| one.name == fact)?;
        Some(self.cell_of[operation][fact])
    }

    /// Cells in words.
    pub(super) fn describe(&self, cells: &BTreeSet<usize>) -> Vec<String> {
        let name = |fact: usize| &self.world.facts[fact].name;
        let describe = |cell: &usize| match self.cells[*cell].key {
            Key::Silence(operation, fact) => format!("{} of {}", name(fact), World::operation_key(operation)),
            Key::Statement(index) => {
                let statement = &self.world.statements[index];
                match statement.place {
                    Place::Shared => format!("{} of all", name(statement.fact)),
                    Place::Operation(operation) => {
                        format!("{} of {}", name(statement.fact), World::operation_key(operation))
                    }
                    Place::Party(party) => format!("{} of party {party} ({})", name(statement.fact), ROLES.join(", ")),
                }
            }
        };
        cells.iter().map(describe).collect()
    }

    /// The outcomes of a test for an operation, unless there are more than `limit`.
    pub(super) fn table(&self, operation: usize, test: usize, limit: usize) -> Option<Table> {
        let mut reached =
            Reached { tests: Vec::new(), cells: BTreeSet::new(), proofs: BTreeSet::new(), positions: BTreeSet::new() };
        self.reach(operation, test, &mut reached);
        let mut axes: Vec<(Axis, usize)> = Vec::new();
        let open = |position: &&usize| self.world.readings[**position].is_none();
        axes.extend(reached.positions.iter().filter(open).map(|at| (Axis::Reading(*at), self.world.positions[*at])));
        axes.extend(reached.cells.iter().map(|cell| (Axis::Value(*cell), self.cells[*cell].values.len())));
        axes.extend(reached.proofs.iter().map(|cell| (Axis::Grade(*cell), self.cells[*cell].grades.len())));
        axes.retain(|(_, ways)| *ways > 1);
        let size = axes.iter().try_fold(1_usize, |size, (_, ways)| size.checked_mul(*ways))?;
        if size > limit {
            return None;
        }
        let mut stride = size;
        let mut completions = size;
        let axes: Vec<(Axis, usize, usize)> = axes
            .into_iter()
            .map(|(axis, ways)| {
                stride /= ways;
                if matches!(axis, Axis::Reading(_)) {
                    completions = stride;
                }
                (axis, ways, stride)
            })
            .collect();
        let mut world = Settled {
            by: self,
            values: self.cells.iter().map(|cell| cell.values[0]).collect(),
            grades: self.cells.iter().map(|cell| cell.grades[0]).collect(),
            readings: self.world.readings.iter().map(|reading| reading.unwrap_or(0)).collect(),
            known: Vec::new(),
        };
        let outcomes = (0..size).map(|index| {
            for (axis, ways, stride) in &axes {
                let way = index / stride % ways;
                match axis {
                    Axis::Reading(position) => world.readings[*position] = way,
                    Axis::Value(cell) => world.values[*cell] = self.cells[*cell].values[way],
                    Axis::Grade(cell) => world.grades[*cell] = self.cells[*cell].grades[way],
                }
            }
            world.known = vec![None; self.world.operations.len() * self.world.tests.len()];
            world.test(operation, test)
        });
        let outcomes = outcomes.collect();
        let requirement = matches!(self.world.tests[test].kind, "requirement" | "conclusion");
        Some(Table { axes, outcomes, completions, requirement })
    }

    /// Everything a test can turn on, as far as its words go.
    fn reach(&self, operation: usize, test: usize, reached: &mut Reached) {
        if reached.tests.contains(&(operation, test)) {
            return;
        }
        reached.tests.push((operation, test));
        let test = &self.world.tests[test];
        let mut todo: Vec<&Condition> = test.applies_when.iter().chain([&test.met_when]).chain(&test.unless).collect();
        while let Some(condition) = todo.pop() {
            todo.extend(condition.parts());
            let cells = &self.cell_of[operation];
            match &condition.asks {
                Asks::Fact(fact) | Asks::Compare(fact, ..) | Asks::In(fact, _) | Asks::Has(fact, _) => {
                    reached.cells.insert(cells[*fact]);
                }
                Asks::Relate(left, _, right, _) => reached.cells.extend([cells[*left], cells[*right]]),
                Asks::Proved(fact, _) => {
                    reached.cells.insert(cells[*fact]);
                    reached.proofs.insert(cells[*fact]);
                }
                Asks::Reading(position, _) => {
                    reached.positions.insert(*position);
                }
                Asks::Test(whose, _, other) => {
                    if let Some(at) = self.whose(operation, *whose) {
                        self.reach(at, *other, reached);
                    }
                }
                Asks::Group { whose, requirements, .. } => {
                    if let Some(at) = self.whose(operation, *whose) {
                        for other in requirements {
                            self.reach(at, *other, reached);
                        }
                    }
                }
                Asks::All(_) | Asks::Any(_) | Asks::Not(_) | Asks::AtLeast(..) => {}
            }
        }
    }

    fn whose(&self, operation: usize, whose: Whose) -> Option<usize> {
        let own = &self.world.operations[operation];
        match whose {
            Whose::Own => Some(operation),
            Whose::Answered => own.responds_to,
            Whose::Assisted => own.assists,
        }
    }
}

struct Reached {
    tests: Vec<(usize, usize)>,
    cells: BTreeSet<usize>,
    proofs: BTreeSet<usize>,
    positions: BTreeSet<usize>,
}

impl Condition {
    fn parts(&self) -> &[Self] {
        match &self.asks {
            Asks::All(parts) | Asks::Any(parts) | Asks::AtLeast(_, parts) => parts,
            Asks::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }
}

/// A world in which everything has been found out.
struct Settled<'b, 'w> {
    by: &'b BruteForce<'w>,
    values: Vec<i64>,
    grades: Vec<usize>,
    readings: Vec<usize>,
    /// Outcomes already worked out.
    known: Vec<Option<Outcome>>,
}

impl Settled<'_, '_> {
    fn test(&mut self, operation: usize, test: usize) -> Outcome {
        let at = operation * self.by.world.tests.len() + test;
        if let Some(known) = self.known[at] {
            return known;
        }
        let rule = &self.by.world.tests[test];
        let outcome = if !rule.applies_when.as_ref().is_none_or(|condition| self.holds(operation, condition)) {
            Outcome::NotApplicable
        } else if self.holds(operation, &rule.met_when)
            && !rule.unless.iter().any(|exception| self.holds(operation, exception))
        {
            Outcome::Met
        } else {
            Outcome::NotMet
        };
        self.known[at] = Some(outcome);
        outcome
    }

    fn holds(&mut self, operation: usize, condition: &Condition) -> bool {
        let world = self.by.world;
        let value = |fact: usize| self.values[self.by.cell_of[operation][fact]];
        match &condition.asks {
            Asks::All(parts) => parts.iter().all(|part| self.holds(operation, part)),
            Asks::Any(parts) => parts.iter().any(|part| self.holds(operation, part)),
            Asks::Not(part) => !self.holds(operation, part),
            Asks::AtLeast(count, parts) => parts.iter().filter(|part| self.holds(operation, part)).count() >= *count,
            Asks::Fact(fact) => value(*fact) == 1,
            Asks::Compare(fact, how, right, plus) => {
                let unit = if world.facts[*fact].kind == Kind::Number { UNIT } else { 1 };
                compare(value(*fact), how, (right + plus) * unit)
            }
            Asks::Relate(left, how, right, plus) => {
                let unit = if world.facts[*left].kind == Kind::Number { UNIT } else { 1 };
                compare(value(*left), how, value(*right) + plus * unit)
            }
            Asks::In(fact, values) => values.contains(&value(*fact)),
            Asks::Has(fact, item) => value(*fact) & (1 << item) != 0,
            Asks::Proved(fact, grade) => {
                let proved = self.grades[self.by.cell_of[operation][*fact]] >= *grade;
                proved && (world.facts[*fact].kind != Kind::Bool || value(*fact) == 1)
            }
            Asks::Test(whose, verb, test) => {
                let Some(at) = self.by.whose(operation, *whose) else { return false };
                let outcome = self.test(at, *test);
                match *verb {
                    "met" => outcome == Outcome::Met,
                    "unmet" | "breached" => outcome == Outcome::NotMet,
                    "ok" => outcome != Outcome::NotMet,
                    _ => outcome != Outcome::NotApplicable,
                }
            }
            Asks::Group { whose, breached, requirements, .. } => {
                let Some(at) = self.by.whose(operation, *whose) else { return false };
                requirements.iter().any(|test| self.test(at, *test) == Outcome::NotMet) == *breached
            }
            Asks::Reading(position, reading) => self.readings[*position] == *reading,
        }
    }
}

fn compare(left: i64, how: &str, right: i64) -> bool {
    match how {
        "=" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    }
}

impl Table {
    /// The outcome, as the design defines it.
    pub(super) fn outcome(&self) -> Outcome {
        settle(self.outcomes.chunks(self.completions))
    }

    /// The outcome with one reading taken.
    pub(super) fn with_reading(&self, position: &str, reading: usize) -> Outcome {
        let axis = self
            .axes
            .iter()
            .find(|(axis, ..)| matches!(axis, Axis::Reading(at) if World::position_id(*at) == position));
        let Some((_, ways, stride)) = axis else { return self.outcome() };
        let chunks = self.outcomes.chunks(self.completions).enumerate();
        let taken = chunks.filter(|(chunk, _)| chunk * self.completions / stride % ways == reading);
        settle(taken.map(|(_, chunk)| chunk))
    }

    /// The cells of which some value or proof changes the outcome, all else being equal.
    pub(super) fn facts_that_matter(&self) -> BTreeSet<usize> {
        let axes = self.axes.iter().filter(|(_, ways, stride)| differs(&self.outcomes, *ways, *stride));
        axes.filter_map(|(axis, ..)| match axis {
            Axis::Value(cell) | Axis::Grade(cell) => Some(*cell),
            Axis::Reading(_) => None,
        })
        .collect()
    }

    /// The positions of which some reading changes the outcome, all else being
    /// equal; where the outcome is contested, what the facts can still make of it.
    pub(super) fn positions_that_matter(&self) -> impl Iterator<Item = usize> {
        let possible: Vec<BTreeSet<&Outcome>> =
            self.outcomes.chunks(self.completions).map(|chunk| chunk.iter().collect()).collect();
        let contested = self.outcome() == Outcome::Contested;
        self.axes.iter().filter_map(move |(axis, ways, stride)| match axis {
            Axis::Reading(position) => {
                let matters = if contested {
                    differs(&possible, *ways, stride / self.completions)
                } else {
                    differs(&self.outcomes, *ways, *stride)
                };
                matters.then_some(*position)
            }
            _ => None,
        })
    }

    /// A contested requirement or conclusion that no choice of readings and facts breaches.
    pub(super) fn no_breach_either_way(&self) -> bool {
        self.requirement && self.outcome() == Outcome::Contested && !self.outcomes.contains(&Outcome::NotMet)
    }
}

/// Whether two entries differ that lie apart along one axis only.
fn differs<T: PartialEq>(entries: &[T], ways: usize, stride: usize) -> bool {
    entries.iter().enumerate().any(|(index, entry)| *entry != entries[index - index / stride % ways * stride])
}

/// From the outcomes that each choice of readings leaves possible.
fn settle<'t>(choices: impl Iterator<Item = &'t [Outcome]>) -> Outcome {
    let only = |chunk: &[Outcome]| chunk.iter().all(|outcome| *outcome == chunk[0]).then_some(chunk[0]);
    let determinate: Vec<Option<Outcome>> = choices.map(only).collect();
    let outcomes: BTreeSet<Outcome> = determinate.iter().flatten().copied().collect();
    match outcomes.first() {
        _ if outcomes.len() > 1 => Outcome::Contested,
        Some(outcome) if determinate.iter().all(Option::is_some) => *outcome,
        _ => Outcome::Undetermined,
    }
}
