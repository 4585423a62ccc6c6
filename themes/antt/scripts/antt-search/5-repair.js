/* Words that the index does not know: raw keystrokes are read, one typing error is mended. */
Index.prototype.repair = async function (query, free, open, text, result) {
  var index = this, changed = [], meant = Array(query.length);
  spans(query, index.head.meanings).forEach(span => { meant.fill(true, span.from, span.to + 1); });
  // The words of a query are asked for in any case.
  var single = await Promise.all(query.map(word => index.look({c: word.c, f: word.f, free: true})));
  var missing = single.map((key, i) => !key.size && !meant[i]);
  var typed = query.map(word => word.c === word.f ? decode(word.f) : null), raw = typed.some((c, i) => c && missing[i]);
  for (var i = 0; i < query.length; i++) {
    if (raw && typed[i]) changed[i] = typed[i];
    else if (missing[i] && !(open && i === query.length - 1)) changed[i] = await index.mend(query, i);
  }
  if (changed.some(Boolean)) {
    result.corrected = true;
    result.suggestion = respell(text, query, changed);
    query = query.map((word, i) => {
      if (!changed[i]) return word;
      var c = free && !raw ? fold(changed[i]) : changed[i];
      return {c, f: fold(c), at: word.at, end: word.end};
    });
  } else if (typed.some(Boolean)) {
    result.suggestion = respell(text, query, typed);
  }
  return query;
};

function respell(text, query, changed) {
  var out = '', at = 0;
  query.forEach((word, i) => {
    if (!changed[i]) return;
    out += text.slice(at, word.at) + written(changed[i]);
    at = word.end;
  });
  return out + text.slice(at);
}

/* The likeliest word one error away: the one that makes the commonest pairs with its neighbours. */
Index.prototype.mend = async function (query, at) {
  var word = query[at].f, index = this;
  if (word.length < 3 || /\d/.test(word)) return null;
  var pattern = close(word), near = await index.vocabulary(f => !/\d/.test(f) && pattern.test(f));
  near.sort((a, b) => b.n - a.n);
  var most = null;
  await Promise.all(near.slice(0, 6).map(async function (item) {
    var pairs = [query[at - 1] && query[at - 1].f + ' ' + item.f, query[at + 1] && item.f + ' ' + query[at + 1].f];
    var looks = await Promise.all(pairs.concat(item.f).map(f => {
      return f ? index.look({c: f, f, free: true}) : null;
    }));
    // A word that is well spelled is only given up for one that goes with its neighbours.
    var worth = BARE.test(word) ? 0 : item.n / 100, spelling = null, n = 0;
    looks.forEach((key, side) => {
      if (!key || !key.size) return;
      if (side < 2) worth += Math.log(1 + key.size);
      key.lists.forEach(list => {
        var rank = list.size * (side < 2 ? 1e6 : 1);
        if (rank > n) {
          n = rank;
          spelling = side === 2 ? list.spelling : list.spelling.split(' ')[side ? 0 : 1];
        }
      });
    });
    if (!spelling || !worth) return;
    if (!most || worth > most.worth || (worth === most.worth && spelling < most.spelling)) most = {worth, spelling};
  }));
  return most && most.spelling;
};

/* What is one letter more, less, other or two in the other order away from a word. */
function close(word) {
  return new RegExp('^(' + Array.from(word + ' ', (c, i) => {
    var before = word.slice(0, i), after = word.slice(i + 1);
    return [before + '.?' + after, before + '.' + c + after, before + after.slice(0, 1) + c + after.slice(1)].join('|');
  }).join('|') + ')$');
}
