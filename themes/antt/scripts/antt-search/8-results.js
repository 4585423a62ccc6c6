/* What is shown of the units found. */

Index.prototype.block = async function (head, unit, spent) {
  var number = unit >> head.shift;
  var names = (await this.file(head.blocks[number >> 6], spent))[0];
  var units = (await this.file(names.substr((number & 63) * 9, 9), spent))[0];
  return units[unit & ((1 << head.shift) - 1)];
};

Index.prototype.show = async function (head, found, scores, limit, query, keys, phrases, spent) {
  var index = this, weight = {}, named = provisions(query).parts, results = [];
  keys.forEach(function (key) { weight[key.f] = key.idf * key.weight; });
  for (var at = 0; at < found.length && results.length < limit; at += limit) {
    var blocks = await Promise.all(found.slice(at, at + limit).map(function (item) {
      return index.block(head, item, spent);
    }));
    blocks.forEach(function (block, i) {
      if (results.length >= limit || (phrases.length && !holds(block, phrases))) return;
      results.push(Object.assign({url: block[0], anchor: '', title: block[1], number: block[2], kind: block[3],
        type: block[4], agency: block[5], date: block[6], status: block[7], summary: block[8],
        score: scores[found[at + i]]}, passage(block, weight, named)));
    });
  }
  // Pages that hold the provision named come before those that only speak of it.
  results.forEach(function (result) {
    var anchor = '-' + result.anchor + '-';
    named.forEach(function (part) { if (anchor.indexOf(part) >= 0) result.score *= W.provision; });
  });
  if (named.length) results.sort(function (a, b) { return b.score - a.score; });
  return results;
};

/* The section that answers best, and its words around the best place. */
function passage(block, weight, named) {
  var all = 0, title = 0, names = new Set(words(block[1] + ' ' + block[2] + ' ' + block[4]).map(function (word) { return word.f; }));
  Object.keys(weight).forEach(function (f) {
    if (f.indexOf(' ') >= 0 || f[0] === '#') return;
    all += weight[f];
    if (names.has(f)) title += weight[f];
  });
  var chosen = {anchor: '', heading: '', provision: '', snippet: block[8] || '', marks: []}, most = 0;
  block[9].forEach(function (section) {
    var list = words(section[2]), worth = list.map(function (word, i) {
      return (weight[word.f] || 0) + (i ? weight[list[i - 1].f + ' ' + word.f] || 0 : 0);
    });
    var head = words(section[1]), bonus = 0;
    var anchor = '-' + section[0] + '-', parts = named.filter(function (part) { return anchor.indexOf(part) >= 0; });
    // The provision named, and of those below it the first.
    if (parts.length) bonus += 1000 * parts.length - anchor.length;
    new Set(head.map(function (word) { return word.f; })).forEach(function (f) { bonus += (weight[f] || 0) / 2; });
    // The window of 32 words in which the most different words of the query stand.
    var size = 32, seen = new Map(), sum = 0, top = -1, at = 0;
    for (var i = 0; i < list.length; i++) {
      if (worth[i]) {
        var n = seen.get(list[i].f) || 0;
        seen.set(list[i].f, n + 1);
        if (!n) sum += worth[i];
      }
      if (i >= size && worth[i - size]) {
        var m = seen.get(list[i - size].f) - 1;
        seen.set(list[i - size].f, m);
        if (!m) sum -= worth[i - size];
      }
      if (sum > top + 1e-6) {
        top = sum;
        at = Math.max(0, i - size + 1);
      }
    }
    if (Math.max(0, top) + bonus <= most) return;
    most = Math.max(0, top) + bonus;
    var last = Math.min(list.length, at + size) - 1;
    chosen = {anchor: section[0], heading: section[1], provision: section[3], snippet: '', marks: []};
    if (last < 0) return;
    var from = list[at].at, to = list[last].end;
    chosen.snippet = section[2].slice(from, to);
    for (i = at; i <= last; i++) if (worth[i]) chosen.marks.push([list[i].at - from, list[i].end - from]);
  });
  // Whoever asks for the page by its name is led to its top.
  if (!named.length && title > 0.9 * all) chosen.anchor = chosen.heading = chosen.provision = '';
  return chosen;
}
