//! Everything that can be wrong with a rule file or a scenario.
//!
//! A [`Problem`] is the kind of mistake; [`crate::diagnostic`] adds the place.
//! Messages are lower-case fragments with the reader's own words in backticks;
//! [`Problem::help`] says how to mend it. Each variant shows the YAML that
//! causes it, and `tests/bad/` holds that YAML.

mod help;

/// What a name was meant to name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// A fact of the vocabulary.
    Fact,
    /// A legal test.
    Test,
    /// A regime or doctrine, as in `breached(ihl.*)`.
    Group,
    /// An unsettled point of law.
    Position,
    /// A named choice of readings.
    ReadingSet,
    /// A source in `authorities.yaml`.
    Authority,
    /// A pinpoint of a source.
    Pinpoint,
    /// A party of the scenario.
    Party,
    /// An operation of the scenario.
    Operation,
    /// A variation of the scenario.
    Case,
    /// A numbered paragraph `[F1]` of the story.
    Paragraph,
    /// An element of a test.
    Element,
    /// An exception of a test.
    Exception,
    /// Anything the rules define.
    Entry,
}

impl std::fmt::Display for Noun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Fact => "fact",
            Self::Test => "test",
            Self::Group => "regime or doctrine",
            Self::Position => "position",
            Self::ReadingSet => "reading set",
            Self::Authority => "authority",
            Self::Pinpoint => "pinpoint",
            Self::Party => "party",
            Self::Operation => "operation",
            Self::Case => "case",
            Self::Paragraph => "paragraph of the story",
            Self::Element => "element of the test",
            Self::Exception => "exception of the test",
            Self::Entry => "name in the rules",
        })
    }
}

/// One kind of mistake.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    // --- the file ---
    /// The path does not exist, is a folder, or may not be read.
    #[error("cannot read this file: {0}")]
    Unreadable(String),
    /// The bytes are not UTF-8 text.
    #[error("this file is not UTF-8 text (byte {0} is not)")]
    NotUtf8(usize),
    /// The file is larger than the limit.
    #[error("this file has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// A line of a file of JSON lines that is larger than a file may be.
    #[error("this line has {bytes} bytes; at most {limit} are read")]
    LineTooLong {
        /// Size of the line in bytes.
        bytes: u64,
        /// The limit in bytes.
        limit: u64,
    },
    /// Nothing but blank lines and comments.
    #[error("this file holds nothing to read")]
    Empty,

    // --- the YAML ---
    /// A line indented with a tab.
    #[error("a tab is used to indent")]
    Tab,
    /// `title: "Raid`
    #[error("this quotation is never closed")]
    UnclosedQuote,
    /// `title: Ardenia: strike`
    #[error("this line has a second colon, and only one can end a key")]
    SecondColon,
    /// `parties` on a line of its own.
    #[error("a key needs a colon after it")]
    NoColon,
    /// `{kind: state`
    #[error("a bracket before this is never closed")]
    UnclosedBracket,
    /// A key that begins under nothing.
    #[error("this line is not indented like those it belongs to")]
    Indentation,
    /// Anything else the YAML parser refuses.
    #[error("this is not YAML: {0}")]
    Syntax(String),
    /// `a: &x 1`, `b: *x`
    #[error("anchors and aliases are not read")]
    Anchor,
    /// `a: !!str 1`
    #[error("tags are not read")]
    Tag,
    /// `<<: {a: 1}`
    #[error("merge keys are not read")]
    MergeKey,
    /// `[a, b]: 1`
    #[error("a key must be plain text")]
    KeyNotText,
    /// A second `---`.
    #[error("a second document begins here")]
    SecondDocument,
    /// Lists within lists within lists …
    #[error("this is nested more than {0} deep")]
    TooDeep(usize),
    /// More values than any real file has.
    #[error("this file has more than {0} values")]
    TooMany(usize),
    /// The operation after the last that is read.
    #[error("a scenario has at most {0} operations")]
    TooManyOperations(usize),
    /// A story and its variations would be too much if each was written out.
    #[error("this story has room for {0} variations, and more are listed")]
    TooManyCases(usize),
    /// Mistakes beyond those that are told one by one.
    #[error("and {0} more problems, which are not told one by one")]
    More(usize),
    /// The same key twice in one mapping.
    #[error("`{0}` is given twice")]
    DuplicateKey(String),

    // --- its shape ---
    /// `titel: Raid`
    #[error("unknown key `{key}` in {within}")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The thing it was written in.
        within: &'static str,
        /// The known key nearest in spelling.
        nearest: Option<String>,
        /// Every key that may stand there.
        expected: String,
    },
    /// `{source: paras 100, 116}`: the comma ends the text, and `116` is a key without a value.
    #[error("`{0}` after a comma is no key")]
    TornText(String),
    /// A test without `question:`.
    #[error("{within} has no `{key}`")]
    MissingKey {
        /// The key that is missing.
        key: &'static str,
        /// The thing it is missing from.
        within: &'static str,
    },
    /// `operations:` with nothing after it.
    #[error("`{0}` holds nothing")]
    NoValue(String),
    /// `title: [a, b]`
    #[error("expected {expected}, found {found}")]
    WrongShape {
        /// What may stand here.
        expected: String,
        /// What stands here.
        found: String,
    },
    /// `kind: rule`
    #[error("`{found}` is not {expected}")]
    NotOneOf {
        /// The word as written.
        found: String,
        /// What it should be one of, as "a kind of test".
        expected: &'static str,
        /// The known word nearest in spelling.
        nearest: Option<String>,
        /// All that may stand there.
        allowed: String,
    },

    // --- names ---
    /// A name that nothing defines.
    #[error("unknown {noun} `{name}`")]
    Unknown {
        /// What it was meant to name.
        noun: Noun,
        /// The name as written.
        name: String,
        /// The defined name nearest in spelling.
        nearest: Option<String>,
    },
    /// Two facts, positions, tests or sources of one name.
    #[error("the {noun} `{name}` is defined twice")]
    Duplicate {
        /// What is defined twice.
        noun: Noun,
        /// Its name.
        name: String,
    },
    /// A fact, position or source that no rule uses.
    #[error("the {noun} `{name}` is never used")]
    Unused {
        /// What is unused.
        noun: Noun,
        /// Its name.
        name: String,
    },

    // --- conditions ---
    /// `when: a and and b`
    #[error("expected {expected}, found {found}")]
    Condition {
        /// What may stand here.
        expected: &'static str,
        /// What stands here.
        found: String,
    },
    /// `harm.expected` alone, where it is a level.
    #[error("`{fact}` is {kind}: {wrong}")]
    WrongType {
        /// The fact.
        fact: String,
        /// What it is, as "a level".
        kind: &'static str,
        /// What is wrong with the way it is used.
        wrong: &'static str,
    },
    /// `harm.expected >= enormous`
    #[error("`{value}` is not {article} of `{fact}`")]
    OffScale {
        /// The fact.
        fact: String,
        /// The value as written.
        value: String,
        /// "a level", "a value" or "an item".
        article: &'static str,
        /// The nearest value.
        nearest: Option<String>,
        /// All values in order.
        allowed: String,
    },
    /// `a >= b` where the two facts have different scales.
    #[error("`{left}` and `{right}` are not on the same scale")]
    DifferentScales {
        /// Left side.
        left: String,
        /// Right side.
        right: String,
    },
    /// `ihl.attack` needs `ihl.conflict`, which needs `ihl.attack`.
    #[error("a test depends on itself: {0}")]
    Cycle(String),
    /// A `requirement` that asks whether a `practice` is met.
    #[error("`{test}` is law and may not depend on the practice `{practice}`")]
    LawOnPractice {
        /// The binding test.
        test: String,
        /// The practice it asks about.
        practice: String,
    },
    /// `breached(ihl.scope.*)` where no test of that doctrine is a requirement.
    #[error("`{0}.*` holds no requirement, so nothing there can be breached")]
    NothingToBreach(String),
    /// A choice, level or set that lists more values than there is room for.
    #[error("`{fact}` lists {count} values; at most {limit} have room")]
    TooManyValues {
        /// The fact.
        fact: String,
        /// How many it lists.
        count: usize,
        /// How many it may list.
        limit: usize,
    },
    /// `count: 4` over three conditions, or `count: 0`.
    #[error("`at_least` cannot count `{count}` of {of} conditions")]
    BadCount {
        /// How many are asked for, as written.
        count: String,
        /// How many there are.
        of: usize,
    },
    /// A test whose `authority:` list is empty.
    #[error("`{0}` cites no authority")]
    NoAuthority(String),
    /// A position with a single reading.
    #[error("the position `{0}` has fewer than two readings")]
    OneReading(String),
    /// A regime of which `<regime>.conclusion.lawful` is missing or is not a conclusion.
    #[error("the regime `{0}` has no `{0}.conclusion.lawful` of kind conclusion")]
    NoConclusion(String),

    // --- scenarios ---
    /// `casualties: many` where a number is asked.
    #[error("`{fact}` takes {takes}, not {found}")]
    WrongValue {
        /// The fact.
        fact: String,
        /// What its value may be.
        takes: String,
        /// The value as written, or what stands in its place.
        found: String,
        /// The nearest value.
        nearest: Option<String>,
    },
    /// `civilian_deaths: 20..5`
    #[error("the range `{0}` runs backwards")]
    BackwardRange(String),
    /// `self_defence.invoked: yes`
    #[error("`{0}` is not true or false")]
    YesNo(String),
    /// `self_defence.invoked: "true"`
    #[error("`{0}` in quotation marks is only a word")]
    Quoted(String),
    /// `self_defence.invoked: {value: unknown, proof: conclusive}`
    #[error("an unknown fact has no grade of proof")]
    ProofOfUnknown,
    /// `by.kind: state` among the facts of an operation.
    #[error("`{0}` is a fact about a party")]
    RoleFact(String),
    /// `responds_to: strike` within `strike`.
    #[error("the operation `{0}` {1} itself")]
    RespondsToItself(String, &'static str),
    /// Two operations that answer each other.
    #[error("these operations answer or assist each other in a circle: {0}")]
    RespondsInCircle(String),
    /// `date: last spring`
    #[error("`{0}` is not a date")]
    BadDate(String),
    /// `rulebook: latest`
    #[error("`{0}` is not a version")]
    BadVersion(String),
    /// `rulebook: 9.0`, in a scenario that these rules cannot read or whose expectations they do not meet.
    #[error("this scenario was written for rulebook {pin}, and {}", carried.as_ref().map_or_else(|| "these rules carry no version".to_owned(), |version| format!("these rules are {version}")))]
    OtherRulebook {
        /// The version it was written for.
        pin: String,
        /// The version of these rules, if they carry one.
        carried: Option<String>,
        /// Whether it was written for rules that are newer than these.
        newer: bool,
    },
    /// Several readings of one position chosen at once.
    #[error("`{0}` and `{1}` are both chosen for `{2}`")]
    TwoReadings(String, String, String),
    /// A short test name on the command line that fits several tests.
    #[error("`{name}` could be any of {fits}")]
    Ambiguous {
        /// The name as given.
        name: String,
        /// The full ids that end in it.
        fits: String,
    },
}

/// The candidate nearest in spelling to `name`, when one is near.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let near_enough = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= near_enough)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}

/// `` `a`, `b` or `c` ``
pub fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}
