/* What the units of pages are worth to a query. */

Index.prototype.score = async function (plan, brief) {
  var index = this, {units, number} = index.head, sums = {'': new Float32Array(units)};
  // What pages hold in all their units; what they hold of one key so far, what that counts, and which key it is.
  var enough = index.head.enough, pages = enough.length, covers = {'': new Float32Array(pages)};
  var held = new Float32Array(pages), counted = new Float32Array(pages), whose = new Uint16Array(pages);
  var frequent = units * W.frequent;
  var rare = plan.long && units > 500 && plan.keys.some(key => key.size && key.size < frequent);
  var keys = plan.keys.concat(...plan.spans.map(span => span.keys.flat()));
  if (plan.long) keys.forEach(key => { key.weight *= key.again; });
  var needed = keys.filter(key => key.size && !(rare && key.from === key.to && key.size > frequent));
  // Everything is asked for at once, then read in turn.
  var texts = needed.map(key => index.texts(key, needed.length < 3 && !brief));
  // Two pairs that share a word stand for three words in a row: for every unit one above the place of its last pair.
  var last = new Uint16Array(units), before = 0, share = W.run * 4 / Math.max(4, ...plan.keys.map(key => key.to + 1));
  for (var i = 0; i < needed.length; i++) {
    var key = needed[i], into = sums[key.tag] || (sums[key.tag] = new Float32Array(units));
    var cover = covers[key.tag] || (covers[key.tag] = new Float32Array(pages));
    for (var [text, fits] of await texts[i]) {
      var weight = key.idf * key.weight, loose = weight * (key.from < key.to ? W.loose : 1);
      var run = fits > W.other ? key.run : -1;
      await postings(text, index.pause, (found, worths, count) => {
        for (var k = 0; k < count; k++) {
          var unit = found[k], page = number[unit], worth = fits * worths[k];
          into[unit] += weight * worth;
          if (whose[page] !== i + 1) {
            whose[page] = i + 1;
            held[page] = counted[page] = 0;
          }
          var all = held[page] += worth, counts = all / (all + enough[page]);
          cover[page] += loose * (counts - counted[page]);
          counted[page] = counts;
          if (run < 0) continue;
          if (run && last[unit] === run) sums[''][unit] += share * Math.min(before, key.idf);
          last[unit] = run + 1;
        }
      });
      await index.pause();
    }
    if (key.run >= 0) before = key.idf;
  }
  plan.spans.forEach((span, n) => {
    alternatives(plan, span, n, sums);
    alternatives(plan, span, n, covers);
  });
  var scores = sums[''], whole = covers[''];
  for (var unit = 0; unit < units; unit++) if (scores[unit]) scores[unit] += W.page * whole[number[unit]];
  for (unit = index.head.over; unit < units; unit++) scores[unit] *= W.over;
  return scores;
};

/* The lists of a key, of very long ones all where `whole` says so; long ones only of spellings that are meant. */
Index.prototype.texts = function (key, whole) {
  var index = this, lists = key.lists.filter(list => list.text[0] !== '>' || meant(key, list.fits));
  return Promise.all(lists.map(list => {
    return index.list(list, whole || (key.from < key.to && list.size < W.tail)).then(text => [text, list.fits]);
  }));
};

/* What means the same counts once: the query's own words, or the best of the others in their place. */
function alternatives(plan, span, number, sums) {
  var own = sums[number + ':'], scores = sums[''], sum = (n, key) => n + key.idf * key.weight;
  var worth = plan.keys.filter(key => key.tag === number + ':').reduce(sum, 0);
  var others = span.keys.map((keys, i) => {
    var most = keys.reduce(sum, 0);
    return {scores: sums[number + ':' + i], factor: most ? W.alternative * (worth ? worth / most : 1) : 0};
  }).filter(other => other.scores);
  for (var at = 0; at < scores.length; at++) {
    var most = own ? own[at] : 0;
    for (var k = 0; k < others.length; k++) most = Math.max(most, others[k].scores[at] * others[k].factor);
    scores[at] += most;
  }
}

/* The best unit of every page found, in the order of pages: of those worth a third of the third best and a twentieth of
   the best, which may stand far above, where the query is its number or the portal promotes it. */
function candidates(head, scores) {
  var found = [], number = head.number, units = scores.length, least = 0, page = -1, best = 0, top = [0, 0, 0];
  function settle() {
    if (best <= top[2]) return;
    top[2] = best;
    top.sort((a, b) => b - a);
    least = Math.max(top[2] / 3, top[0] / 20);
  }
  for (var unit = 0; unit < units; unit++) {
    var score = scores[unit];
    if (score <= least) continue;
    if (number[unit] !== page) {
      settle();
      found.push(unit);
    } else if (score > best) found[found.length - 1] = unit;
    else continue;
    page = number[unit];
    best = score;
  }
  settle();
  return found.filter(unit => scores[unit] > least);
}

/* The `count` units that are worth most, of units in order; of equal ones the first. */
function first(found, count, worths) {
  var best = [], least = 0;
  found.forEach(unit => {
    var worth = worths[unit], at = best.length;
    if (worth <= least) return;
    while (at && worths[best[at - 1]] < worth) at--;
    best.splice(at, 0, unit);
    if (best.length > count) best.pop();
    if (best.length === count) least = worths[best[count - 1]];
  });
  return best;
}
