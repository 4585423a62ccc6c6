/* Raw keystrokes typed back, canonical forms written out, and how well the marks typed agree with a page's. */

var ONSET = '(?:[bdDhlmprsvx]|ch?|gh?|gi|kh?|n(gh?|h)?|ph|qu|th?|tr)?';
var RIME = ('a(@|ch|i|nh|o|u|y)?|V(@)|A(@|u|y)|e(@|o)?|E(ch|m|nh?|p|t|u)?|i(a|ch|m|nh?|p|t|u|E(@|u))?|' +
  'o(@|i|o(c|ng)|a(@|ch|i|nh|o|y)?|V(c|m|ng?|t)|e(n|o|t)?)?|O(@|i)?|P(i|m|n|p|t)?|' +
  'u(@|a|i|A(ng?|t|y)|E(ch|nh?|t)?|O(c|i|m|ng?|t)|P|y(a|ch|En|Et|nh|t|u)?)?|U(a|c|i|m|ng?|t|u|P(@|i|u))?|y(E(m|ng?|t|u))?')
  .replace(/@/g, 'c|m|ng?|p|t');
var SYLLABLE = new RegExp('^' + ONSET + '(?:' + RIME + ')$');
var BARE = new RegExp('^' + ONSET + '(?:' + fold(RIME) + ')$');
var TELEX = {f: 'F', s: 'S', r: 'R', x: 'X', j: 'J'};
var VNI = {2: 'F', 1: 'S', 3: 'R', 4: 'X', 5: 'J'};

function horn(out) {
  if (/^(?!q).*uo/.test(out)) return out.replace('uo', 'UP');
  if (/U[oa]/.test(out) || /uP/.test(out)) return out.replace(/Uo|uP/, 'UP');
  return out.replace(/[uo](?=[^uo]*$)/, c => c === 'u' ? 'U' : 'P');
}

/* The canonical form of a syllable typed with the input method off ("traatj", "tra65t"); null where it is none. */
function decode(typed) {
  var out = '', tone = '', next;
  for (var c of typed) {
    var vowel = /[aeiouyAVEOPU]/.test(out);
    if (vowel && (TELEX[c] || VNI[c])) {
      if (tone) return null;
      tone = TELEX[c] || VNI[c];
      continue;
    }
    next = null;
    if (/[aeo]/.test(c) && new RegExp(c + '[^aeiouy]*$').test(out) && !/[AVEOP]/.test(out)) {
      next = out.replace(new RegExp(c + '(?=[^aeiouy]*$)'), c.toUpperCase());
    } else if (c === '6') next = out.replace(/[aeo](?=[^aeo]*$)/, v => v.toUpperCase());
    else if (c === '8' || (c === 'w' && /a/.test(out) && !/ua$/.test(out))) next = out.replace(/a(?=[^a]*$)/, 'V');
    else if (c === '7' || (c === 'w' && vowel)) next = /ua$/.test(out) ? out.replace(/ua$/, 'Ua') : horn(out);
    else if (c === 'w') next = out + 'U';
    else if (c === '9' || (c === 'd' && out)) next = out.replace(/^d/, 'D');
    if (next === out && (/\d/.test(c) || (c === 'w'))) {
      if (c === 'w' && /U/.test(out)) continue;
      return null;
    }
    out = next === null || next === out ? out + c : next;
    if (/U(o|P)/.test(out)) out = out.replace(/U(o|P)/, 'UP');
  }
  if (out + tone === typed || !SYLLABLE.test(out) || (/(c|ch|p|t)$/.test(out) && /[FRX]/.test(tone))) return null;
  return ending(out, tone);
}

var ACCENT = {F: '\u0300', S: '\u0301', R: '\u0309', X: '\u0303', J: '\u0323'};
var SHOWN = {A: 'â', V: 'ă', E: 'ê', O: 'ô', P: 'ơ', U: 'ư', D: 'đ'};

/* The written form of a canonical one: DiEuF → "điều". */
function written(canonical) {
  var match = /^(.*?)([FSRXJ]?)$/.exec(canonical), body = match[1], at = -1;
  if (match[2]) {
    at = body.search(/[AVEOPU](?!.*[AVEOPU])/);
    if (at < 0) {
      var vowels = /(?:^gi(?=[aeouy])|^qu)?[^aeiouy]*([aeiouy]+)(.*)$/.exec(body);
      if (vowels) {
        at = body.length - vowels[2].length - vowels[1].length;
        if (vowels[1].length > 2 || (vowels[1].length > 1 && vowels[2])) at++;
      }
    }
  }
  var text = '';
  for (var i = 0; i < body.length; i++) text += (SHOWN[body[i]] || body[i]) + (i === at ? ACCENT[match[2]] : '');
  return text.normalize('NFC');
}

/* How well the marks typed agree with a page's: the same, fewer, none, others. */
function agreement(typed, page) {
  if (typed === page) return 1;
  var b = page.split(' ');
  return Math.min(...typed.split(' ').map((word, i) => agree(word, b[i])));
}

function agree(typed, page) {
  if (typed === page) return 1;
  if (!/[A-Z]/.test(typed)) return W.none;
  var tone = /[FSRXJ]$/.exec(typed);
  if (tone && page.slice(-1) !== tone[0]) return W.other;
  var bare = typed.replace(/[FSRXJ]$/, '');
  return Array.from(bare).some((c, i) => /[A-Z]/.test(c) && page[i] !== c) ? W.other : W.fewer;
}
