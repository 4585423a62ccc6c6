/* What a query asks of the index: its words and pairs of words, synonyms, completions, provisions. */

/* Accents: fewer marks typed than written, none on this word, others; a spelling that no pair of the query speaks for.
   Pairs of words (a word is 1); in longer queries from `told` to `most` by the number of words, the one where people ask
   in words of their own, the other where they tell a story, whose words stand everywhere. Three words in a row,
   documents no longer in force, synonyms, completions, each part of a provision named, the query in a title; how much
   it counts in long queries that a word is worth much where it stands: what pages speak of stands in them again and
   again, what people only ask with does not. What all of a page counts beside the unit, how much of a word is half of
   all that it can count, how far long pages need more, and what pairs count there. Long queries do not ask for words
   found in more than `frequent` of all units where they have rarer ones; pairs found in fewer than `tail` units are read
   to their end. Tuned on questions about laws: whole, in parts, reworded and told at length. */
var W = {fewer: 0.9, none: 0.85, other: 0.15, doubt: 0.2, pair: 2, told: 0.7, most: 1.5, run: 0.5, over: 0.9,
  alternative: 0.95, completion: 0.7, provision: 1.4, title: 0.2, again: 1.5, page: 1.2, enough: 2, length: 0.9,
  loose: 0.4, frequent: 0.5, tail: 10000};
/* How many words make a long query, and the words for each of which a pair counts 1 in longer ones. */
var LONG = 6, SPREAD = 25;

/* What a pair of words is worth in a query of so many. */
function pairing(count) {
  return count < LONG ? W.pair : Math.min(W.most, Math.max(W.told, count / SPREAD));
}

/* A key of the query, with its lists and its rarity once the index is asked. */
Index.prototype.look = async function (key) {
  var found = (await this.shard(key.f)).get(key.f) || [];
  key.lists = found.map(list => {
    var [size, worth] = tally(list);
    return {text: list.text, spelling: list.spelling, size, worth};
  });
  return this.weigh(key);
};

/* What lists of a key fit, and how rare they are together. */
Index.prototype.weigh = function (key) {
  var seen = 0, all = 0;
  key.best = 0;
  key.lists.forEach(list => {
    var fits = list.fits = fitting(key, list.spelling);
    seen += list.size * fits * fits;
    all += list.worth * fits * fits;
    key.best = Math.max(key.best, fits);
  });
  key.size = seen;
  key.idf = seen && Math.log(1 + (Math.max(this.head.units, seen) - seen + 0.5) / (seen + 0.5));
  key.again = Math.pow((all + 1) / (seen / 2 + 1), W.again);
  return key;
};

/* How well a spelling fits a key: by the marks typed, and by what a word without marks is likely to be. */
function fitting(key, spelling) {
  var fits = key.free ? 1 : agreement(key.c, spelling);
  return key.likely ? fits * (W.doubt + (1 - W.doubt) * key.likely(spelling)) : fits;
}

/* Whether what fits a key so well is one of the spellings that it means: others are not marked. */
function meant(key, fits) {
  return 2 * fits > key.best;
}

/* Keys by what they are without marks: "báo" and "bảo" may stand in one query. */
function alike(keys) {
  var found = new Map();
  keys.forEach(key => { found.set(key.f, (found.get(key.f) || []).concat(key)); });
  return found;
}

/* What words without marks are likely to be: what they are in the pairs that they make in the query. */
Index.prototype.restore = function (keys) {
  var pairs = keys.filter(key => key.run >= 0 && key.size);
  keys.filter(key => key.from === key.to && key.c === key.f).forEach(word => {
    var votes = new Map();
    pairs.forEach(pair => pair.c.split(' ').forEach((c, side) => {
      if (c === word.c) pair.lists.forEach(list => {
        var spelling = list.spelling.split(' ')[side];
        votes.set(spelling, (votes.get(spelling) || 0) + list.size * list.fits * list.fits / pair.size);
      });
    }));
    if (!votes.size) return;
    var most = Math.max(...votes.values());
    word.likely = spelling => (votes.get(spelling) || 0) / most;
    this.weigh(word);
  });
};

/* Has the shards come that a query is likely to need, all in one turn: files asked for one after the other cost the page
   three times as much. */
Index.prototype.ahead = function (query, open) {
  var index = this;
  keysOf(query, true, '').forEach(key => { index.shard(key.f).catch(() => {}); });
  if (open && query.length < 2) index.file(index.head.vocabulary).catch(() => {});
};

/* The words and pairs of a query; `from` and `to` are the places of their first and last word. */
function keysOf(query, free, tag) {
  var keys = [], pair = pairing(query.length);
  function add(c, weight, from, to) {
    if (keys.some(key => key.c === c)) return;
    keys.push({c, f: fold(c), weight, from, to, free, tag,
      // The place of a pair of the query itself.
      run: !tag && c.indexOf(' ') > 0 ? from : -1});
  }
  provisions(query).keys.forEach(key => { add(key, W.provision, 0, query.length - 1); });
  query.forEach((word, i) => {
    add(word.c, 1, i, i);
    if (i + 1 < query.length) add(word.c + ' ' + query[i + 1].c, pair, i, i + 1);
    if (/^\d/.test(word.f)) {
      var number = '#' + word.f;
      for (var j = i + 1; j < query.length && j < i + 5; j++) {
        number += '/' + query[j].f;
        add(number.slice(0, MAX), W.pair, i, j);
      }
    }
  });
  return keys;
}

/* The words of a query: "số" before a number is left out. */
function read(text) {
  return words(text).filter((word, i, all) => {
    return !(word.f === 'so' && all[i + 1] && /^\d/.test(all[i + 1].f));
  });
}

var LEVELS = 'phan chuong muc dieu khoan diem'.split(' ');

/* The provision that a query names, as parts of addresses and as the index calls it and what it lies in: "điểm đ
   khoản 2 Điều 5" → -diem-dd-, -khoan-2-, -dieu-5- and @u5, @u5n2, @u5n2mdd; also "k2 đ5". One short name alone, but
   for "đ5", may mean anything. */
function provisions(query) {
  var found = [], numbers = [];
  query.forEach((word, i) => {
    var [, name, number] = /^([a-z]+)(\d+[a-z]?)?$/.exec(word.f) || [], next = query[i + 1];
    var full = {d: 'dieu', k: 'khoan'}[name] || name, level = LEVELS.indexOf(full);
    var sure = full === name || (number && word.c[0] === 'D');
    if (level < 0) return;
    if (!number && next && /^(\d+[a-z]?|[ivxlc]+|[a-z])$/.test(next.f)) number = next.c === 'D' ? 'dd' : next.f;
    if (number) found.push({full, number, level, sure});
  });
  if (found.length < 2) found = found.filter(one => one.sure);
  found.forEach(one => { numbers[one.level] = one.full.slice(-1) + one.number; });
  return {parts: found.map(one => '-' + one.full + '-' + one.number + '-'),
    keys: numbers.slice(3).map((_, i) => ('@' + numbers.slice(3, i + 4).join('')).slice(0, MAX))
      .filter(() => numbers[3])};
}

/* Places of the query that others can stand for, the longest first from the left, with these. */
function spans(query, meanings) {
  var found = [];
  for (var i = 0; i < query.length; i++) {
    var most = null;
    (meanings.get(query[i].f) || []).forEach(({name, others, least}) => {
      var fits = name.length <= query.length - i && name.every((c, j) => {
        return query[i + j].f === fold(c) && agreement(query[i + j].c, c) > least;
      });
      if (!fits || (most && name.length < most.to - most.from + 1)) return;
      if (most && name.length === most.to - most.from + 1) most.others = most.others.concat(others);
      else most = {from: i, to: i + name.length - 1, others};
    });
    if (most) {
      most.others = most.others.slice(0, 4);
      found.push(most);
      i = most.to;
    }
  }
  return found;
}

/* The words that marks are worth, as they are spelled: those that not every page holds, and those of pairs found. */
function telling(keys) {
  var known = alike(keys);
  keys = keys.filter(key => key.idf > 1.2 && key.f[0] !== '#');
  var lists = keys.flatMap(key => key.lists.filter(list => meant(key, list.fits)));
  return Array.from(new Set(lists.flatMap(list => list.spelling.split(' ')))).filter(c => {
    var same = known.get(fold(c));
    return !same || same.some(key => meant(key, fitting(key, c)));
  });
}

/* The keys of a query, asked of the index, and what synonyms add. */
Index.prototype.plan = async function (query, free, open) {
  var index = this, keys = keysOf(query, free, '');
  var look = key => index.look(key);
  await Promise.all(keys.map(look));
  index.restore(keys);
  var plan = {keys, spans: spans(query, index.head.meanings), long: query.length >= LONG};
  if (open) plan.keys = keys.concat(await index.completions(query));
  await Promise.all(plan.spans.map(async function (span, number) {
    keys.forEach(key => {
      if (key.from >= span.from && key.to <= span.to) key.tag = number + ':';
    });
    span.keys = await Promise.all(span.others.map((other, i) => {
      var list = other.map(c => { return {c: free ? fold(c) : c, f: fold(c)}; });
      var before = query[span.from - 1], after = query[span.to + 1];
      var own = keysOf(list, free, number + ':' + i);
      if (before) own = own.concat(keysOf([before, list[0]], free, number + ':' + i).slice(1, 2));
      if (after) own = own.concat(keysOf([list[list.length - 1], after], free, number + ':' + i).slice(1, 2));
      return Promise.all(own.map(look));
    }));
  }));
  return plan;
};

/* What the last word may become. */
Index.prototype.completions = async function (query) {
  var last = query[query.length - 1], before = query[query.length - 2], found = [], index = this;
  if (before && !/^\d/.test(last.f)) {
    var start = before.f + ' ' + last.f;
    (await index.shard(start)).forEach((lists, f) => {
      if (f !== start && f.indexOf(start) === 0) {
        found.push({f, n: lists.reduce((n, list) => n + tally(list)[0], 0)});
      }
    });
  } else {
    found = await index.vocabulary(f => f !== last.f && f.startsWith(last.f));
  }
  found.sort((a, b) => b.n - a.n || (a.f < b.f ? -1 : 1));
  // Two letters may become anything.
  return Promise.all(found.slice(0, before ? 4 : last.f.length - 1).map(item => {
    return index.look({c: item.f, f: item.f, free: true, weight: W.completion * (before ? pairing(query.length) : 1),
      from: query.length - 1, to: query.length - 1, tag: ''});
  }));
};
