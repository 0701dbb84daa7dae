//! How to mend each kind of mistake.

use super::{Noun, Problem};

impl Problem {
    /// What is wrong and, on a line below, how to mend it.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self.help() {
            Some(help) => format!("{self}\nhelp: {help}"),
            None => self.to_string(),
        }
    }

    /// That a scenario was written for rules newer than these, which may know what these do not.
    #[must_use]
    pub fn is_of_newer_rules(&self) -> bool {
        matches!(self, Self::OtherRulebook { newer: true, .. })
    }

    /// How to mend it, where there is one obvious way.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::Unreadable(_) | Self::Cycle(_) | Self::RespondsInCircle(_) => return None,
            Self::NotUtf8(_) => "save it as UTF-8".into(),
            Self::TooLarge { .. } => "a scenario is a few kilobytes: is this the right file?".into(),
            Self::LineTooLong { .. } => "one scenario a line: is this a file of JSON lines?".into(),
            Self::Empty => "a scenario has at least `title`, `parties` and `operations`".into(),
            Self::Tab => "indent with spaces".into(),
            Self::UnclosedQuote => "close it, or use `|` for a text of several lines".into(),
            Self::SecondColon => "put a text with a colon in it into quotation marks".into(),
            Self::NoColon => "write `key:` or `key: value`".into(),
            Self::UnclosedBracket => "close it with `}` or `]`, or put a comma between the items".into(),
            Self::Indentation => "begin it right under the keys beside it".into(),
            Self::NoValue(_) => "write its value after the colon".into(),
            Self::Quoted(_) => "leave the quotation marks out".into(),
            Self::TooManyCases(_) | Self::TooManyOperations(_) => "make several scenarios of it".into(),
            Self::TooManyValues { .. } => "ask several questions instead of one".into(),
            Self::Syntax(_) | Self::More(_) => return None,
            Self::Anchor => "write the value out where it is needed".into(),
            Self::Tag => "leave the tag out: types come from the vocabulary".into(),
            Self::MergeKey => "write the keys out; facts shared by all operations go under `facts:`".into(),
            Self::KeyNotText => "write the key as a word".into(),
            Self::SecondDocument => "put each document into a file of its own".into(),
            Self::TooDeep(_) | Self::TooMany(_) => "is this the right file?".into(),
            Self::DuplicateKey(_) => "keep one of the two".into(),
            Self::UnknownKey { nearest, expected, .. } => {
                did_you_mean(nearest.as_deref(), || format!("it may have {expected}"))
            }
            Self::TornText(_) => "put a text with a comma in it into quotation marks".into(),
            Self::MissingKey { key, .. } => format!("add `{key}:`"),
            Self::WrongShape { .. } => return None,
            Self::NotOneOf { nearest, allowed, .. } | Self::OffScale { nearest, allowed, .. } => {
                did_you_mean(nearest.as_deref(), || format!("it may be {allowed}"))
            }
            Self::Unknown { noun, nearest, .. } => {
                return match nearest {
                    Some(nearest) => Some(format!("did you mean `{nearest}`?")),
                    None => noun.where_defined().map(Into::into),
                };
            }
            Self::Duplicate { .. } => "rename one, or use the one that is there".into(),
            Self::Unused { .. } => "use it or remove it".into(),
            Self::Condition { .. } => {
                "a condition joins facts with `and`, `or`, `not`: `a and not (b or c >= high)`".into()
            }
            Self::WrongType { kind, .. } => match *kind {
                "true or false" => "write its name alone, or `not` and its name".into(),
                "a choice" => "compare it: `fact = value` or `fact in {a, b}`".into(),
                "a set" => "ask `fact has item`".into(),
                _ => "compare it: `fact >= value`".into(),
            },
            Self::DifferentScales { .. } => "compare facts with the same list of levels, or the same unit".into(),
            Self::LawOnPractice { .. } => "a recommendation cannot decide what the law requires".into(),
            Self::NothingToBreach(_) => "name a doctrine with requirements, or ask a test by name".into(),
            Self::BadCount { .. } => "count between 1 and the number of conditions".into(),
            Self::NoAuthority(_) => "add the article, paragraph or rule it rests on".into(),
            Self::OneReading(_) => "a settled point needs no position".into(),
            Self::NoConclusion(regime) => {
                format!("define `lawful` in {regime}/conclusion.yaml, with `kind: conclusion`")
            }
            Self::WrongValue { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Self::WrongValue { .. } => "or `unknown`, where the record does not say".into(),
            Self::BackwardRange(range) => {
                let (low, high) = range.split_once("..").unwrap_or((range, ""));
                format!("write `{}..{}`", high.trim(), low.trim())
            }
            Self::YesNo(word) => match word.to_ascii_lowercase().as_str() {
                "yes" | "y" | "on" => "write `true`".into(),
                "no" | "n" | "off" => "write `false`".into(),
                _ => "write `true`, `false` or `unknown`".into(),
            },
            Self::ProofOfUnknown => "give a value, or leave `proof` out".into(),
            Self::RoleFact(_) => "state it once, under `parties:`".into(),
            Self::RespondsToItself(..) => "name the operation that came before it".into(),
            Self::BadDate(_) => "write it as year-month-day, `2026-03-02`, or less: `2026-03`, `2026`".into(),
            Self::BadVersion(_) => "write one to three numbers joined by dots: `1`, `1.2` or `1.2.3`".into(),
            Self::OtherRulebook { newer: true, .. } => {
                "update lexcheck, or name the rules it was written for with `--rules DIR`".into()
            }
            Self::OtherRulebook { .. } => "hold it against the rules as they are, and change `rulebook:`".into(),
            Self::TwoReadings(..) => "choose one".into(),
            Self::Ambiguous { .. } => "write more of its name".into(),
        })
    }
}

impl Noun {
    /// Where a thing of this sort is defined.
    fn where_defined(self) -> Option<&'static str> {
        Some(match self {
            Self::Fact => "`lexcheck rules search WORD` finds the facts that speak of something",
            Self::Authority => "sources are listed in rules/authorities.yaml",
            Self::Pinpoint => "register it under `pinpoints:` of the source, with how it was verified",
            Self::Position => "positions and their readings are defined in the doctrine they belong to",
            Self::ReadingSet => "reading sets are listed in rules/readings.yaml",
            Self::Party => "list it under `parties:`",
            Self::Operation => "list it under `operations:`",
            Self::Case => "variations are listed under `cases:`",
            Self::Paragraph => "number the paragraphs of `story:` as [F1], [F2] …",
            Self::Entry => "`lexcheck rules search WORD` finds what speaks of something",
            Self::Element | Self::Exception => "`lexcheck rules show TEST` prints its elements and exceptions",
            Self::Test | Self::Group => return None,
        })
    }
}

fn did_you_mean(nearest: Option<&str>, otherwise: impl Fn() -> String) -> String {
    nearest.map_or_else(otherwise, |nearest| format!("did you mean `{nearest}`?"))
}
