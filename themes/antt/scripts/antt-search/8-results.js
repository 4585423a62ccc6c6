/* What is shown of the units found. */

Index.prototype.block = async function (unit) {
  var number = unit >> 3;
  var names = (await this.file(this.head.blocks[number >> 6]))[0];
  var pages = (await this.file(names.substr((number & 63) * 9, 9)))[0];
  return pages.flatMap(page => page[9].map(sections => page.slice(0, 9).concat([sections])))[unit & 7];
};

/* What names the page of a unit: a block without its texts. */
Index.prototype.heading = async function (unit) {
  var page = this.head.number[unit];
  return (await this.file(this.head.heads[page >> 6]))[0].split('\n', (page & 63) + 1).pop().split('\t');
};

/* How many are looked at together, so that the order does not depend on how many are shown. */
var ROUND = 10;

/* Results of the units found, in rounds; sorted by date they keep their order. */
Index.prototype.show = async function (found, scores, query, keys, phrases, options) {
  var index = this, sought = alike(keys), named = provisions(query).parts, results = [], limit = options.limit;
  var size = options.prefix ? limit : ROUND, brief = options.brief && !named.length && !phrases.length;
  for (var at = 0; at < found.length && results.length < limit; at += size) {
    var round = found.slice(at, at + size);
    var blocks = await Promise.all(round.map(unit => brief ? index.heading(unit) : index.block(unit)));
    for (var i = 0; i < round.length; i++) {
      round[i] = (!phrases.length || holds(blocks[i], phrases)) && shown(blocks[i], scores[round[i]], query, sought, named);
      await index.pause();
    }
    round = round.filter(Boolean);
    if (options.sort !== 'date') round.sort((a, b) => b.score - a.score);
    results = results.concat(round);
  }
  return results.slice(0, limit);
};

function shown(block, score, query, sought, named) {
  var [url, title, number, kind, type, agency, date, status, summary] = block;
  var result = Object.assign({url, title, number, kind, type, agency, date, status, summary}, passage(block, sought, named));
  // Pages that hold the provision named come before those that only speak of it, then those called as the query is.
  var anchor = '-' + result.anchor + '-';
  named.forEach(part => { if (anchor.includes(part)) score *= W.provision; });
  result.score = score * (1 + W.title * Math.pow(inRow(query, words(title)) / query.length, 2));
  return result;
}

/* The most words of the query that stand in a row in a title. */
function inRow(query, title) {
  var most = 0, before = [];
  query.forEach(word => {
    var row = title.map((other, i) => word.f === other.f ? (i && before[i - 1] || 0) + 1 : 0);
    most = Math.max(most, ...row);
    before = row;
  });
  return most;
}

/* What a word or a pair of a text is worth to the keys sought, by how well it fits. */
function valued(sought, f, c) {
  var keys = sought.get(f), most = 0;
  if (keys) keys.forEach(key => {
    var fits = fitting(key, c);
    if (meant(key, fits)) most = Math.max(most, key.idf * key.weight * fits);
  });
  return most;
}

/* The section that answers best, and its words around the best place. */
function passage(block, sought, named) {
  var chosen = {anchor: '', heading: '', provision: '', snippet: block[8] || '', marks: []}, most = 0;
  if (!block[9]) return chosen;
  var all = 0, title = 0, names = new Set(words(block[1] + ' ' + block[2] + ' ' + block[4]).map(word => word.f));
  sought.forEach((keys, f) => {
    if (/ |^#/.test(f)) return;
    var worth = keys.reduce((sum, key) => sum + key.idf * key.weight, 0);
    all += worth;
    if (names.has(f)) title += worth;
  });
  block[9].forEach(section => {
    // Read once: the next key press often finds the same.
    var list = section.list = section.list || words(section[2]), worth = list.map((word, i) => {
      var before = list[i - 1];
      return valued(sought, word.f, word.c) +
        (i ? valued(sought, before.f + ' ' + word.f, before.c + ' ' + word.c) : 0);
    });
    var head = words(section[1]), bonus = 0;
    var anchor = '-' + section[0] + '-', parts = named.filter(part => anchor.includes(part));
    // The provision named, and of those below it the first.
    if (parts.length) bonus += 1000 * parts.length - anchor.length;
    new Map(head.map(word => [word.f, word.c])).forEach((c, f) => { bonus += valued(sought, f, c) / 2; });
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
    // A clause or point named lies in the provision where a line begins with its number: "2. ", "đ) ".
    if (parts[0] && section[3]) [['khoan', 'khoản ', '. '], ['diem', 'điểm ', ') ']].forEach(([level, name, sign]) => {
      named.forEach(part => {
        var [, key, number] = part.split('-'), shown = number.replace('dd', 'đ');
        if (key !== level || parts.includes(part) || !('\n' + section[2]).includes('\n' + shown + sign)) return;
        chosen.anchor += part.slice(0, -1);
        chosen.heading = name + shown + ' ' + chosen.heading;
        chosen.provision = name + shown + ' ' + chosen.provision;
      });
    });
    if (last < 0) return;
    var from = list[at].at, to = list[last].end;
    chosen.snippet = section[2].slice(from, to);
    var end = -2;
    for (i = at; i <= last; i++) {
      if (!worth[i]) continue;
      // Neighbours are one mark; a digit alone is most often that of a list, and not what is sought.
      if (end === i - 1) chosen.marks[chosen.marks.length - 1][1] = list[i].end - from;
      else if (/^\d$/.test(section[2].slice(list[i].at, list[i].end)) && !worth[i + 1]) continue;
      else chosen.marks.push([list[i].at - from, list[i].end - from]);
      end = i;
    }
  });
  // Whoever asks for the page by its name is led to its top.
  if (!named.length && title > 0.9 * all) chosen.anchor = chosen.heading = chosen.provision = '';
  return chosen;
}
