//! What a fact's value can be, and reading one as its vocabulary defines it.

use crate::problem::{Problem, nearest, one_of};
use crate::rule::{FactKind, Word};
use crate::stated::Written;

/// The evidence ladder, lowest first. A fact stated without a grade is
/// stipulated, which every standard accepts.
pub const GRADES: [&str; 6] = [
    "alleged",
    "reasonable_suspicion",
    "reasonable_grounds",
    "balance_of_probabilities",
    "clear_and_convincing",
    "conclusive",
];

/// The word that says the record is silent.
pub const UNKNOWN: &str = "unknown";

/// The value of one fact. Values of choices and levels are indices into the
/// vocabulary's list; of booleans 0 (false) and 1 (true).
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub enum Value {
    /// Nobody knows.
    Unknown,
    /// One of the listed values, or any from the first to the second.
    Listed(u8, u8),
    /// A number, or any from the first to the second.
    Number(f64, f64),
    /// Exactly these items of a set.
    Items(Vec<u16>),
}

impl Value {
    /// Whether it leaves several values open.
    #[must_use]
    pub fn is_range(&self) -> bool {
        match self {
            Self::Listed(low, high) => low != high,
            Self::Number(low, high) => low < high,
            Self::Unknown | Self::Items(_) => false,
        }
    }
}

/// How many values a choice, level or set may list.
pub const MAX_VALUES: usize = 64;

impl FactKind {
    /// The listed values of a boolean, choice, level or set.
    #[must_use]
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Bool => vec!["false", "true"],
            Self::Choice(words) | Self::Level(words) | Self::Set(words) => {
                words.iter().map(|word| word.name.as_str()).collect()
            }
            Self::Number { .. } => Vec::new(),
        }
    }

    /// The listed values that need a word of explanation, with it.
    pub fn explained(&self) -> impl Iterator<Item = (&str, &str)> {
        let words = match self {
            Self::Choice(words) | Self::Level(words) | Self::Set(words) => words.as_slice(),
            Self::Bool | Self::Number { .. } => &[],
        };
        words.iter().filter_map(|word| Some((word.name.as_str(), word.says.as_deref()?)))
    }

    /// How many values there are to choose from; none for numbers.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Bool => 2,
            Self::Choice(words) | Self::Level(words) | Self::Set(words) => words.len(),
            Self::Number { .. } => 0,
        }
    }

    /// Whether there is no list to choose from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// "true or false", "a level" …, for messages.
    #[must_use]
    pub fn describe(&self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Choice(_) => "a choice",
            Self::Level(_) => "a level",
            Self::Number { .. } => "a number",
            Self::Set(_) => "a set",
        }
    }

    /// What may be written, for messages.
    #[must_use]
    pub fn takes(&self) -> String {
        match self {
            Self::Bool => "`true` or `false`".into(),
            Self::Choice(_) => one_of(self.words()),
            Self::Level(_) => format!("a level ({}) or a range of levels", self.words().join(" < ")),
            Self::Number { unit } => format!("a number of {unit}, or a range such as 5..20"),
            Self::Set(_) => format!("a list of {}", one_of(self.words())),
        }
    }

    /// The index of a listed value.
    #[must_use]
    pub fn index(&self, word: &str) -> Option<u8> {
        let words: &[Word] = match self {
            Self::Bool => return ["false", "true"].iter().position(|one| *one == word).map(index),
            Self::Choice(words) | Self::Level(words) | Self::Set(words) => words,
            Self::Number { .. } => return None,
        };
        words.iter().position(|one| one.name == word).map(index)
    }

    /// Reads a value as written.
    ///
    /// # Errors
    ///
    /// The problem, when it is not a value of this kind.
    pub fn read(&self, fact: &str, written: &Written) -> Result<Value, Problem> {
        let takes =
            |found: String, nearest| Problem::WrongValue { fact: fact.to_owned(), takes: self.takes(), found, nearest };
        let wrong = |found: &str, nearest| takes(format!("`{found}`"), nearest);
        match (self, written) {
            (_, Written::Word { word, bare: true }) if word.text.is_empty() => Err(Problem::NoValue(fact.to_owned())),
            // Programs that write JSON have no other way to say it.
            (_, Written::Word { word, .. }) if word.text == UNKNOWN => Ok(Value::Unknown),
            (Self::Bool, Written::Word { word, bare: false }) if self.index(&word.text).is_some() => {
                Err(Problem::Quoted(word.text.clone()))
            }
            (Self::Set(_), Written::List(items, _)) => {
                let mut indices = Vec::with_capacity(items.len());
                for item in items {
                    let Some(index) = self.index(&item.text) else {
                        return Err(Problem::OffScale {
                            fact: fact.to_owned(),
                            value: item.text.clone(),
                            article: "an item",
                            nearest: nearest(&item.text, self.words()),
                            allowed: one_of(self.words()),
                        });
                    };
                    indices.push(u16::from(index));
                }
                indices.sort_unstable();
                Ok(Value::Items(indices))
            }
            (_, Written::List(..)) => Err(takes("a list".into(), None)),
            (Self::Set(_), Written::Word { word, .. }) => {
                let listed = nearest(&word.text, self.words()).map(|item| format!("[{item}]"));
                Err(wrong(&word.text, listed))
            }
            (Self::Bool, Written::Word { word, bare }) => match word.text.as_str() {
                "true" if *bare => Ok(Value::Listed(1, 1)),
                "false" if *bare => Ok(Value::Listed(0, 0)),
                other => Err(Problem::YesNo(other.to_owned())),
            },
            (Self::Choice(_), Written::Word { word, .. }) => match self.index(&word.text) {
                Some(index) => Ok(Value::Listed(index, index)),
                None => Err(wrong(&word.text, nearest(&word.text, self.words()))),
            },
            (Self::Level(_), Written::Word { word, .. }) => {
                let (low, high) = word.text.split_once("..").unwrap_or((&word.text, &word.text));
                match (self.index(low.trim()), self.index(high.trim())) {
                    (Some(low), Some(high)) if low <= high => Ok(Value::Listed(low, high)),
                    (Some(_), Some(_)) => Err(Problem::BackwardRange(word.text.clone())),
                    (None, _) => Err(wrong(&word.text, nearest(low.trim(), self.words()))),
                    (_, None) => Err(wrong(&word.text, nearest(high.trim(), self.words()))),
                }
            }
            (Self::Number { .. }, Written::Word { word, .. }) => {
                let (low, high) = word.text.split_once("..").unwrap_or((&word.text, &word.text));
                match (number(low), number(high)) {
                    (Some(low), Some(high)) if low <= high => Ok(Value::Number(low, high)),
                    (Some(_), Some(_)) => Err(Problem::BackwardRange(word.text.clone())),
                    _ => Err(wrong(&word.text, None)),
                }
            }
        }
    }

    /// A value as a reader would write it.
    #[must_use]
    pub fn show(&self, value: &Value) -> String {
        let words = self.words();
        let word = |index: usize| words.get(index).copied().unwrap_or("?").to_owned();
        match value {
            Value::Unknown => UNKNOWN.to_owned(),
            Value::Listed(low, high) if low == high => word(usize::from(*low)),
            Value::Listed(low, high) => format!("{}..{}", word(usize::from(*low)), word(usize::from(*high))),
            Value::Number(low, high) if low >= high => low.to_string(),
            Value::Number(low, high) => format!("{low}..{high}"),
            Value::Items(items) => {
                let items: Vec<String> = items.iter().map(|item| word(usize::from(*item))).collect();
                format!("[{}]", items.join(", "))
            }
        }
    }
}

fn index(position: usize) -> u8 {
    u8::try_from(position).unwrap_or(u8::MAX)
}

/// A finite decimal number such as `5`, `-2` or `0.5`.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// The step of the evidence ladder a word names.
///
/// # Errors
///
/// The problem, when it names none.
pub fn grade(word: &str) -> Result<u8, Problem> {
    GRADES.iter().position(|grade| *grade == word).map(index).ok_or_else(|| Problem::NotOneOf {
        found: word.to_owned(),
        expected: "a grade of proof",
        nearest: nearest(word, GRADES),
        allowed: one_of(GRADES),
    })
}
