/* What the units of pages are worth to a query. */

/* Positions of a query in one number of 31 bits; the last one of each is the first of the next. */
var BITS = 30;

Index.prototype.score = async function (head, plan, spent) {
  var index = this, units = head.units, pause = breather(), sums = {'': new Float32Array(units)}, runs = [];
  // More than five words and their pairs.
  var long = plan.keys.length > 9, frequent = units * W.frequent;
  var rare = long && units > 500 && plan.keys.some(key => key.size && key.size < frequent);
  var keys = plan.keys.concat(...plan.spans.map(span => span.keys.flat()));
  if (long) keys.forEach(key => { key.weight *= key.again; });
  var needed = keys.filter(key => key.size && !(rare && key.from === key.to && key.size > frequent));
  // Everything is asked for at once, then read in turn.
  var texts = needed.map(key => {
    var fitting = key.lists.some(list => list.fits > W.other);
    var lists = key.lists.filter(list => list.text[0] !== '>' || list.fits > W.other || !fitting);
    return Promise.all(lists.map(list => {
      return index.list(list, needed.length < 3 || (key.from < key.to && list.size < W.tail), spent)
        .then(text => [text, list.fits]);
    }));
  });
  for (var i = 0; i < needed.length; i++) {
    var key = needed[i], into = sums[key.tag] || (sums[key.tag] = new Float32Array(units));
    var at = Math.floor(key.run / BITS), bit = 1 << key.run % BITS;
    for (var [text, fits] of await texts[i]) {
      var weight = key.idf * key.weight * fits;
      var held = fits > W.other && key.run >= 0 && (runs[at] || (runs[at] = new Int32Array(units)));
      await postings(text, pause, (unit, worth) => {
        into[unit] += weight * worth;
        if (held) held[unit] |= bit;
      });
      await pause();
    }
  }
  await consecutive(plan.keys, runs, sums[''], pause);
  plan.spans.forEach((span, number) => { alternatives(plan, span, number, sums); });
  for (i = head.over; i < units; i++) sums[''][i] *= W.over;
  return sums[''];
};

/* Two pairs that share a word stand for three words in a row. */
async function consecutive(keys, runs, into, pause) {
  var pairs = [], length = 1;
  keys.forEach(key => {
    if (key.run >= 0 && key.size) pairs[key.run] = key.idf;
    length = Math.max(length, key.to + 1);
  });
  var weight = W.run * 4 / Math.max(4, length);
  for (var at = 0; at < runs.length; at++) {
    var held = runs[at], next = runs[at + 1];
    for (var unit = 0; held && unit < held.length; unit++) {
      var both = held[unit] & ((held[unit] >> 1) | (next && next[unit] & 1 ? 1 << (BITS - 1) : 0));
      for (var i = at * BITS; both; i++, both >>>= 1) {
        if (both & 1) into[unit] += weight * Math.min(pairs[i], pairs[i + 1]);
      }
      if ((unit & 32767) === 32767) await pause();
    }
  }
}

/* What means the same counts once: the query's own words, or the best of the others in their place. */
function alternatives(plan, span, number, sums) {
  var own = sums[number + ':'], scores = sums[''], sum = (n, key) => n + key.idf * key.weight;
  var worth = plan.keys.filter(key => key.tag === number + ':').reduce(sum, 0);
  var others = span.keys.map((keys, i) => {
    var most = keys.reduce(sum, 0);
    return {scores: sums[number + ':' + i], factor: most ? W.alternative * (worth ? worth / most : 1) : 0};
  }).filter(other => other.scores);
  for (var unit = 0; unit < scores.length; unit++) {
    var most = own ? own[unit] : 0;
    for (var k = 0; k < others.length; k++) most = Math.max(most, others[k].scores[unit] * others[k].factor);
    scores[unit] += most;
  }
}

/* The best unit of every page found, in the order of pages. */
function candidates(head, scores) {
  var found = [], most = scores.reduce((a, b) => Math.max(a, b), 0), page = -1;
  for (var unit = 0; unit < scores.length; unit++) {
    if (scores[unit] <= most * 0.2) continue;
    if (head.number[unit] !== page) found.push(unit);
    else if (scores[unit] > scores[found[found.length - 1]]) found[found.length - 1] = unit;
    page = head.number[unit];
  }
  return found;
}

/* The first `count` of a list in the order of `compare`. */
function first(list, count, compare) {
  var best = [];
  list.forEach(item => {
    var at = best.length;
    if (at === count && compare(best[at - 1], item) <= 0) return;
    while (at && compare(best[at - 1], item) > 0) at--;
    best.splice(at, 0, item);
    if (best.length > count) best.pop();
  });
  return best;
}
