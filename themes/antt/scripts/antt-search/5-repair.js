/* Words that the index does not know: raw keystrokes are read, one typing error is mended. */
Index.prototype.repair = async function (head, query, free, open, text, result, spent) {
  var index = this, changed = [], i, raw = false, offered = false, meant = Array(query.length);
  spans(query, head.synonyms).forEach(span => { meant.fill(true, span.from, span.to + 1); });
  // The words of a query are asked for in any case.
  var single = await Promise.all(query.map(word => index.look(head, {c: word.c, f: word.f, free: true}, spent)));
  var typed = query.map(word => word.c === word.f ? decode(word.f) : null);
  for (i = 0; i < query.length; i++) {
    if (!typed[i]) continue;
    if (!single[i].size && !meant[i]) raw = true; else offered = true;
  }
  for (i = 0; i < query.length; i++) {
    var missing = !single[i].size && !meant[i];
    if (raw && typed[i]) changed[i] = typed[i];
    else if (missing && !(open && i === query.length - 1)) changed[i] = await index.mend(head, query, i, spent);
  }
  if (changed.some(Boolean)) {
    result.corrected = true;
    result.suggestion = respell(text, query, changed);
    query = query.map((word, i) => {
      if (!changed[i]) return word;
      var c = free && !raw ? fold(changed[i]) : changed[i];
      return {c, f: fold(c), at: word.at, end: word.end};
    });
  } else if (offered) {
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
Index.prototype.mend = async function (head, query, at, spent) {
  var word = query[at].f, index = this, near = [];
  if (word.length < 3 || /\d/.test(word)) return null;
  (await index.vocabulary(head, spent)).forEach((n, f) => {
    if (!/\d/.test(f) && close(word, f)) near.push({f, n});
  });
  near.sort((a, b) => b.n - a.n);
  var most = null;
  await Promise.all(near.slice(0, 6).map(async function (item) {
    var pairs = [query[at - 1] && query[at - 1].f + ' ' + item.f, query[at + 1] && item.f + ' ' + query[at + 1].f];
    var looks = await Promise.all(pairs.concat(item.f).map(f => {
      return f ? index.look(head, {c: f, f, free: true}, spent) : null;
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
    if (spelling && worth && (!most || worth > most.worth || (worth === most.worth && spelling < most.spelling))) most = {worth, spelling};
  }));
  return most && most.spelling;
};

/* Whether one letter more, less, other or two in the other order make the words one. */
function close(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  var i = 0, j = 0;
  while (i < a.length && a[i] === b[i]) i++;
  while (j < Math.min(a.length, b.length) - i && a[a.length - 1 - j] === b[b.length - 1 - j]) j++;
  var x = a.slice(i, a.length - j), y = b.slice(i, b.length - j);
  return x.length + y.length < 2 || (x.length === 1 && y.length === 1) || (x.length === 2 && y === x[1] + x[0]);
}
