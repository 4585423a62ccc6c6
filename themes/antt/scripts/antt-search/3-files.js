/* The files of the index: how they are loaded and read. How they are written is told in `src/search/format/`. */

var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
var SIGNS = '!#$%&()*.:;=?@[]';
var VALUE = new Uint8Array(128).fill(64), WORTH = new Float32Array(128);
for (var i = 0; i < 64; i++) VALUE[DIGITS.charCodeAt(i)] = i;
for (i = 0; i < 16; i++) WORTH[SIGNS.charCodeAt(i)] = 0.15 * Math.pow(1.25, i);

/* All numbers of a text in base 32. */
function numbers(text) {
  var found = [], value = 0, unit = 1;
  for (var i = 0; i < text.length; i++) {
    var digit = VALUE[text.charCodeAt(i)];
    value += (digit & 31) * unit;
    unit *= 32;
    if (digit < 32) {
      found.push(value);
      value = 0;
      unit = 1;
    }
  }
  return found;
}

/* Postings read and not yet seen; nothing stands in them while a query gives way. */
var readUnits = new Uint32Array(4096), readWorths = new Float32Array(4096);

/* Calls see(units, worths, count) for some thousand postings at a time, and gives way to the page between. */
async function postings(text, pause, see) {
  var count = 0, unit = 0, value = 0, scale = 1, worth = 0;
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i), digit = VALUE[code];
    if (digit === 64) {
      worth = WORTH[code];
      unit = 0;
    } else if (digit < 32) {
      readUnits[count] = unit += value + digit * scale;
      readWorths[count++] = worth;
      unit++;
      value = 0;
      scale = 1;
      if (count === readUnits.length) {
        see(readUnits, readWorths, count);
        count = 0;
        await pause();
      }
    } else {
      value += (digit & 31) * scale;
      scale *= 32;
    }
  }
  see(readUnits, readWorths, count);
}

/* How many units a list holds, and what they are worth together, each at most 1. */
function tally(list) {
  return list.tally || (list.tally = list.text[0] === '>' ? numbers(list.text.slice(10)) : tallied(list.text));
}

function tallied(text) {
  var n = 0, all = 0, worth;
  for (var i = 0; i < text.length; i++) {
    var code = text.charCodeAt(i);
    if (VALUE[code] === 64) worth = Math.min(WORTH[code], 1);
    else if (VALUE[code] < 32) {
      n++;
      all += worth;
    }
  }
  return [n, all];
}

/* Gives way to the page every 8 ms, where there are timers; what nobody waits for any more ends here. */
function breather(signal) {
  var since = Date.now();
  return () => {
    if (signal && signal.aborted) throw signal.reason;
    if (typeof setTimeout !== 'function' || Date.now() - since < 8) return null;
    return new Promise(resolve => {
      setTimeout(() => {
        since = Date.now();
        resolve();
      }, 0);
    });
  };
}

/* What scripts have put down, by name; the entries, which have none, one at a time. */
var put = {}, entry = null, entries = Promise.resolve();

/* How many bytes a file has: those of its text in UTF-8. */
function bytes(file) {
  return encodeURIComponent(JSON.stringify(file)).replace(/%../g, '.').length + 15;
}

/* Runs a script, or ends without it: who waits for it sees that nothing was put down. It stays where it is: to take it
   away costs the page as much again as to put it there. */
function loadScript(src) {
  return new Promise(onload => {
    document.head.append(Object.assign(document.createElement('script'), {src, onload, onerror: onload}));
  });
}

function Index(base, options) {
  Object.assign(this, {base: base || '', load: loadScript, loading: {}, decoded: {}}, options);
}

/* The content of a file, loaded once. */
Index.prototype.file = function (name) {
  var index = this;
  if (!index.loading[name]) {
    var address = index.base + 'search/' + name + '.js';
    index.loading[name] = Promise.resolve(put[name] || index.load(address)).then(() => {
      if (!put[name]) throw new Error('not found: ' + address);
      index.spent.push([name].concat(put[name]));
      return put[name];
    });
    index.loading[name].catch(() => { delete index.loading[name]; });
  }
  return index.loading[name];
};

Index.prototype.start = function (spent) {
  var index = this;
  if (!index.entry) {
    index.entry = entries = entries.catch(() => {}).then(() => {
      entry = null;
      return index.load(index.base + 'search/index.js');
    }).then(() => {
      if (!entry) throw new Error('no search index');
      spent.push([''].concat(entry));
      return opened(entry[0]);
    });
    index.entry.catch(() => { index.entry = null; });
  }
  return index.entry;
};

function opened(head) {
  // For every unit the number of its page.
  var groups = numbers(head.groups), number = head.number = new Uint32Array(head.units);
  var unit = 0, page = 0, next = groups[0], sizes = [];
  for (var i = 0; unit < head.units; page++) {
    var size = head.most;
    if (page === next) {
      size = groups[i + 1];
      i += 2;
      next = page + 1 + groups[i];
    }
    sizes.push(size);
    number.fill(page, unit, unit += size);
  }
  // For every page how much of a word is half of all that it can count.
  head.enough = Float32Array.from(sizes, size => W.enough * (1 - W.length + W.length * size * page / unit));
  head.keys = head.keys.split(',');
  head.blocks = head.blocks.match(/.{9}/g);
  head.heads = head.heads.match(/.{9}/g);
  head.meanings = meanings(head);
  return head;
}

/* Words that others can stand for, by the first of them without marks: those of groups for each other, what texts say
   for what people say. One such word alone may be any other where it is typed without its marks (cưới, cuối). */
function meanings(head) {
  var found = new Map();
  function add(group, name, least) {
    var f = fold(name[0]);
    found.set(f, (found.get(f) || []).concat({name, others: group.filter(other => other !== name), least}));
  }
  var read = groups => groups.map(group => group.map(text => text.split(' ')));
  read(head.synonyms).forEach(group => { group.forEach(name => { add(group, name, W.other); }); });
  read(head.everyday).forEach(group => { add(group, group[0], group[0][1] ? W.other : W.fewer); });
  return found;
}

/* The name in a directory (key, name, key, name, …) under which a key falls. */
function under(list, key) {
  var at = list.length - 2;
  while (at > 0 && list[at] > key) at -= 2;
  return list[at + 1];
}

/* The shard that holds a folded key: {key: [[spelling, postings], …]}. */
Index.prototype.shard = async function (key) {
  var index = this, name = under(index.head.keys, key);
  if (!name) return new Map();
  if (index.head.deep) {
    var parts = await index.file(name);
    name = under(index.decoded[name] || (index.decoded[name] = parts[0].split(',')), key);
  }
  parts = await index.file(name);
  return index.decoded[name] || (index.decoded[name] = shard(parts[0], parts[1]));
};

/* Keys in front coding. */
function uncoded(keys) {
  var last = '';
  return keys.split(',').map(key => {
    return (last = last.slice(0, VALUE[key.charCodeAt(0)]) + key.slice(1));
  });
}

function shard(keys, lists) {
  var found = new Map(), spellings = uncoded(keys), folded = fold(spellings.join()).split(',');
  lists = lists.split(' ');
  folded.forEach((key, i) => {
    var list = found.get(key);
    if (!list) found.set(key, list = []);
    list.push({spelling: spellings[i], text: lists[i]});
  });
  return found;
}

/* The postings of a list; a long one is loaded, of a very long one the lower part only where it matters. */
Index.prototype.list = async function (list, whole) {
  if (list.text[0] !== '>') return list.text;
  var parts = await this.file(list.text.slice(1, 10));
  if (!parts[1] || !whole) return parts[0];
  return parts[0] + (await this.file(parts[1]))[0];
};

/* The single folded words that pass a test, each with how common it is, in doublings. */
Index.prototype.vocabulary = async function (test) {
  var [keys, common] = await this.file(this.head.vocabulary), decoded = this.decoded;
  decoded.words = decoded.words || uncoded(keys);
  decoded.common = decoded.common || numbers(common);
  var found = [];
  decoded.words.forEach((f, i) => { if (test(f)) found.push({f, n: decoded.common[i]}); });
  return found;
};
