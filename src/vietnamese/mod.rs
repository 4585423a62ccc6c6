//! The Vietnamese script: the only place that knows what an accent is.
//!
//! Everything rests on [`Letter`]: what a character is once its tone, its quality mark and its case are told apart.
//! From that come folded text and slugs ([`fold`], [`slug`], [`unique_slug`]), the words of search ([`words`]) and the order of the
//! alphabet ([`collation_key`]). The browser's half of search reads words in the same way, in JavaScript, and also
//! knows raw keystrokes; `tests/vietnamese-vectors.json` holds both to one table.

mod collate;
mod fold;
mod letter;
mod memo;
mod recall;
mod spelling;
mod tokenize;

pub use collate::{collation_key, initial};
pub use fold::{clean, fold, slug, unique_slug};
pub use letter::{Letter, Mark, letters};
pub use memo::Memo;
pub use spelling::{Key, Sieve, Spelled, skip_space, spelled_words, with_spelled, word_at};
pub use tokenize::{Gap, MAX_TOKEN, Token, Word, fold_canonical, fold_token, words};
