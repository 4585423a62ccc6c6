/* Phrases in quotes, and facets. */

function quoted(text) {
  return (text.match(/"[^"]+"|“[^”]+”/g) || []).map(words).filter(phrase => phrase.length);
}

/* Leaves only units that hold every pair of the phrases; the text itself is read before a result is shown. */
Index.prototype.demand = async function (scores, phrases, free) {
  for (var phrase of phrases) {
    for (var i = 0; i + 1 < Math.max(2, phrase.length); i++) {
      var c = phrase.length > 1 ? phrase[i].c + ' ' + phrase[i + 1].c : phrase[0].c;
      if (phrase.length > 1 && /^\d/.test(phrase[i].f)) continue;
      var key = await this.look({c, f: fold(c), free}), held = new Uint8Array(this.head.units);
      for (var list of key.lists) {
        await postings(await this.list(list, true), this.pause, (units, _, count) => {
          for (var k = 0; k < count; k++) held[units[k]] = 1;
        });
      }
      for (var unit = 0; unit < this.head.units; unit++) if (!held[unit]) scores[unit] = 0;
    }
  }
};

function holds(block, phrases) {
  var folded = list => ' ' + list.map(word => word.f).join(' ') + ' ';
  var sections = block[9].flatMap(section => section.slice(1, 3));
  var texts = [block[1], block[2], block[8]].concat(sections).map(text => folded(words(text)));
  return phrases.every(phrase => texts.some(text => text.includes(folded(phrase))));
}

/* The values of all pages: {name: {values, start, codes}}, of page p the codes from start[p] to start[p + 1]. */
Index.prototype.columns = async function (names) {
  var index = this, columns = index.decoded[names];
  if (columns) return columns;
  columns = Object.create(null);
  var files = await Promise.all(names.map(name => index.file(name)));
  for (var parts of files) {
    for (var name of Object.keys(parts[0])) {
      var column = columns[name] || (columns[name] = {values: [], known: new Map(), start: [0], codes: []});
      append(column, parts[0][name][0], numbers(parts[0][name][1]));
      await index.pause();
    }
  }
  index.decoded[names] = columns;
  return columns;
};

function append(column, values, codes) {
  var own = values.map(value => {
    if (!column.known.has(value)) column.known.set(value, column.values.push(value) - 1);
    return column.known.get(value);
  });
  for (var i = 0; i < codes.length;) {
    for (var end = i + 1 + codes[i++]; i < end; i++) column.codes.push(own[codes[i]]);
    column.start.push(column.codes.length);
  }
}

/* The values of a page. */
function valuesOf(column, page) {
  return column.codes.slice(column.start[page], column.start[page + 1]);
}

/* The units found whose pages pass all facets chosen but `except`. */
function narrowed(head, found, columns, chosen, except) {
  var tests = Object.keys(chosen).filter(name => name !== except && columns[name] && chosen[name].length).map(name => {
    var wanted = [].concat(chosen[name]).map(value => columns[name].known.get(value));
    return page => valuesOf(columns[name], page).some(code => wanted.includes(code));
  });
  return found.filter(unit => tests.every(test => test(head.number[unit])));
}

/* How many of the pages found have each value, all other facets' choices kept. */
async function facets(head, found, columns, chosen, pause) {
  var counted = {};
  for (var name of Object.keys(columns)) {
    var column = columns[name], counts = new Uint32Array(column.values.length);
    narrowed(head, found, columns, chosen, name).forEach(unit => {
      var page = head.number[unit];
      for (var i = column.start[page]; i < column.start[page + 1]; i++) counts[column.codes[i]]++;
    });
    counted[name] = column.values.map((value, i) => [value, counts[i]])
      .filter(value => value[1]).sort((a, b) => {
        return name === 'year' ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
      });
    await pause();
  }
  return counted;
}

/* What units found are worth by their pages' dates: the newest most, of one day the best, without a date the least. */
function recency(head, dates, found, scores) {
  var worths = new Float64Array(scores.length), days = [], most = found.reduce((n, unit) => Math.max(n, scores[unit]), 0);
  dates.values.map((_, code) => code).sort((a, b) => dates.values[a] < dates.values[b] ? -1 : 1)
    .forEach((code, i) => { days[code] = i + 1; });
  found.forEach(unit => {
    // Within a day less than the step to the next.
    worths[unit] = (days[valuesOf(dates, head.number[unit])[0]] || 0) + scores[unit] / most / 2;
  });
  return worths;
}
