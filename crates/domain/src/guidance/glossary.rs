//! Finding the glossary's words in a text, the longest first, and never inside another word.

use std::collections::BTreeMap;

use super::Term;

/// Every spelling of every term, ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Glossary {
    /// By first character; the longest spelling first. With the term's place in the book's glossary.
    spellings: BTreeMap<char, Vec<(String, usize)>>,
}

/// A piece of a text; with the place of a term in the book's glossary where the piece is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    pub text: &'t str,
    pub term: Option<usize>,
}

impl Glossary {
    pub fn new(terms: &[Term]) -> Self {
        let mut spellings: BTreeMap<char, Vec<(String, usize)>> = BTreeMap::new();
        for (place, term) in terms.iter().enumerate() {
            for spelling in std::iter::once(&term.term).chain(&term.also) {
                let Some(first) = spelling.chars().next() else { continue };
                spellings.entry(first).or_default().push((spelling.clone(), place));
            }
        }
        for words in spellings.values_mut() {
            words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        Self { spellings }
    }

    /// The text in pieces; put together they are the text again.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'t>> {
        let mut pieces = Vec::new();
        let (mut plain, mut at) = (0, 0);
        while let Some(next) = text[at..].chars().next() {
            match self.term_at(text, at) {
                Some((length, term)) => {
                    if plain < at {
                        pieces.push(Piece { text: &text[plain..at], term: None });
                    }
                    pieces.push(Piece { text: &text[at..at + length], term: Some(term) });
                    at += length;
                    plain = at;
                }
                None => at += next.len_utf8(),
            }
        }
        if plain < text.len() {
            pieces.push(Piece { text: &text[plain..], term: None });
        }
        pieces
    }

    /// The length in bytes of the longest spelling that begins here as a word of its own, and its term.
    fn term_at(&self, text: &str, at: usize) -> Option<(usize, usize)> {
        let (before, after) = text.split_at(at);
        let words = self.spellings.get(&after.chars().next()?)?;
        let found = words.iter().find(|(word, _)| {
            after.strip_prefix(word.as_str()).is_some_and(|rest| stands_alone(before, word, rest))
        });
        found.map(|(word, term)| (word.len(), *term))
    }
}

fn stands_alone(before: &str, word: &str, rest: &str) -> bool {
    let goes_on = |a: Option<char>, b: Option<char>| {
        a.zip(b).is_some_and(|(a, b)| {
            (is_katakana(a) && is_katakana(b)) || (a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric())
        })
    };
    !goes_on(before.chars().next_back(), word.chars().next())
        && !goes_on(word.chars().next_back(), rest.chars().next())
}

fn is_katakana(c: char) -> bool {
    ('ァ'..='ヶ').contains(&c) || c == 'ー'
}
