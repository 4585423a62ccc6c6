/* Words as the index reads them: `src/vietnamese/` says the same in Rust, and one table of tests holds both to it. */

var WORD = /[\p{Alphabetic}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+/gu;
var TONES = {'\u0300': 'F', '\u0301': 'S', '\u0309': 'R', '\u0303': 'X', '\u0323': 'J'};
var SHAPES = {
  '\u0302': {a: 'A', e: 'E', o: 'O'}, '\u0306': {a: 'V'}, '\u031b': {o: 'P', O: 'P', u: 'U'}
};
var MAX = 16;

/* Words read before, canonical and folded: a language has few. */
var known = new Map();

function forms(word) {
  var both = known.get(word);
  if (!both) {
    var c = spelled(word);
    known.set(word, both = {c, f: fold(c)});
  }
  return both;
}

/* The canonical form of a word: "điều" → DiEuF, "hòa" and "hoà" → hoaF, "kỹ" and "kĩ" → kiX. */
function spelled(word) {
  var out = '', tone = '', cut = false;
  function push(c) {
    if (out.length < MAX) out += c; else cut = true;
  }
  for (var c of word.normalize('NFD')) {
    if (TONES[c]) {
      if (TONES[c] > tone) tone = TONES[c];
    } else if (SHAPES[c]) {
      var last = SHAPES[c][out.slice(-1)];
      if (last && !cut) out = out.slice(0, -1) + last;
    } else if (/[\u00d0\u00f0\u0110\u0111\u0189\u0256]/.test(c)) {
      push('D');
    } else if (/[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/u.test(c)) {
      continue;
    } else {
      for (var low of c.toLowerCase()) {
        if (low < '\x80') push(low);
        else for (var digit of 'z' + low.codePointAt(0).toString(36)) push(digit);
      }
    }
  }
  return ending(out, tone);
}

function ending(out, tone) {
  if (!out) return '';
  out = out.replace(/([hklmst]|qu)y$/, '$1i');
  if (/^\d+$/.test(out)) out = out.replace(/^0+(?=.)/, '');
  return out.length < MAX ? out + tone : out;
}

/* Without marks; of several words too. A browser is quicker by itself than with a function for every letter. */
function fold(canonical) {
  return canonical.replace(/[FSRXJ]/g, '').replace(/V/g, 'a').replace(/P/g, 'o').toLowerCase();
}

/* The words of a text with their places: [{c: canonical, f: folded, at, end}]. */
function words(text) {
  var found = [], match;
  WORD.lastIndex = 0;
  while ((match = WORD.exec(text))) {
    var {c, f} = forms(match[0]);
    if (c) found.push({c, f, at: match.index, end: match.index + match[0].length});
  }
  return found;
}
