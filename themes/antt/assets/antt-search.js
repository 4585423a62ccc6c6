/* Search over a built site. Needs nothing but ECMAScript and a way to load a script:

     AnttSearch.open(base, {load}).query(text, {limit, facets, prefix, sort}) → Promise of
       {total, results: [{url, anchor, title, number, score, snippet, …}], suggestion, facets, files, bytes}

   `base` is the way to the site's root, '' or ending in '/'; `load(address)` loads a script and runs it, and may return
   a promise. How the files are written is told in `src/search/format.rs`, how words are read in `src/vietnamese/`. */
var AnttSearch = (function () {
  'use strict';

  // ---------------------------------------------------------------- words

  var WORD = /[\p{Alphabetic}\p{N}\p{M}\u00ad\u200b-\u200d\u2060\ufeff]+/gu;
  var TONES = {'\u0300': 'F', '\u0301': 'S', '\u0309': 'R', '\u0303': 'X', '\u0323': 'J'};
  var SHAPES = {
    '\u0302': {a: 'A', e: 'E', o: 'O'}, '\u0306': {a: 'V'}, '\u031b': {o: 'P', O: 'P', u: 'U'}
  };
  var PLAIN = {A: 'a', V: 'a', E: 'e', O: 'o', P: 'o', U: 'u', D: 'd', F: '', S: '', R: '', X: '', J: ''};
  var MAX = 16;

  /* The canonical form of a word: "điều" → DiEuF, "hòa" and "hoà" → hoaF, "kỹ" and "kĩ" → kiX. */
  function canon(word) {
    var out = '', tone = '', cut = false;
    function push(c) {
      if (out.length < MAX) out += c; else cut = true;
    }
    for (var c of word.normalize('NFD')) {
      if (TONES[c]) {
        if (TONES[c] > tone) tone = TONES[c];
      } else if (SHAPES[c]) {
        var last = SHAPES[c][out.slice(-1)];
        if (last && !cut) out = out.slice(0, -1) + last;
      } else if (/[\u00d0\u00f0\u0110\u0111\u0189\u0256]/.test(c)) {
        push('D');
      } else if (/[\p{M}\u00ad\u200b-\u200d\u2060\ufeff]/u.test(c)) {
        continue;
      } else {
        for (var low of c.toLowerCase()) {
          if (low < '\x80') push(low);
          else for (var digit of 'z' + low.codePointAt(0).toString(36)) push(digit);
        }
      }
    }
    return ending(out, tone);
  }

  function ending(out, tone) {
    out = out.replace(/([hklmst]|qu)y$/, '$1i');
    if (/^\d+$/.test(out)) out = out.replace(/^0+(?=.)/, '');
    return out.length < MAX ? out + tone : out;
  }

  function fold(canonical) {
    return canonical.replace(/[A-Z]/g, function (c) { return PLAIN[c]; });
  }

  /* The words of a text with their places: [{c: canonical, f: folded, at, end}]. */
  function words(text) {
    var found = [], match;
    WORD.lastIndex = 0;
    while ((match = WORD.exec(text))) {
      var c = canon(match[0]);
      if (c) found.push({c: c, f: fold(c), at: match.index, end: match.index + match[0].length});
    }
    return found;
  }

  // ----------------------------------------------- raw keystrokes, typed back

  var ONSET = '(?:b|ch?|d|D|gh?|gi|h|kh?|l|m|n|ngh?|nh|p|ph|qu|r|s|th?|tr|v|x)?';
  var RIME = ('a ac ach ai am an ang anh ao ap at au ay Vc Vm Vn Vng Vp Vt Ac Am An Ang Ap At Au Ay e ec em en eng eo ep et ' +
    'E Ech Em En Enh Ep Et Eu i ia ich iEc iEm iEn iEng iEp iEt iEu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao ' +
    'oap oat oay oVc oVm oVn oVng oVt oc oe oen oeo oet oi om on ong ooc oong op ot O Oc Oi Om On Ong Op Ot P Pi Pm Pn Pp Pt ' +
    'u ua uAn uAng uAt uAy uc uE uEch uEn uEnh uEt ui um un ung uOc uOi uOm uOn uOng uOt up ut uP uy uya uych uyEn uyEt uynh ' +
    'uyt uyu U Ua Uc Ui Um Un Ung UPc UPi UPm UPn UPng UPp UPt UPu Ut Uu y yEm yEn yEng yEt yEu').split(' ').join('|');
  var SYLLABLE = new RegExp('^' + ONSET + '(?:' + RIME + ')$');
  var TELEX = {f: 'F', s: 'S', r: 'R', x: 'X', j: 'J'};
  var VNI = {2: 'F', 1: 'S', 3: 'R', 4: 'X', 5: 'J'};

  function horn(out) {
    if (/^(?!q).*uo/.test(out)) return out.replace('uo', 'UP');
    if (/U[oa]/.test(out) || /uP/.test(out)) return out.replace(/Uo|uP/, 'UP');
    return out.replace(/[uo](?=[^uo]*$)/, function (c) { return c === 'u' ? 'U' : 'P'; });
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
      } else if (c === '6') next = out.replace(/[aeo](?=[^aeo]*$)/, function (v) { return v.toUpperCase(); });
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
      at = Math.max.apply(null, ['A', 'V', 'E', 'O', 'P', 'U'].map(function (c) { return body.lastIndexOf(c); }));
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
    var a = typed.split(' '), b = page.split(' '), worst = 1;
    for (var i = 0; i < a.length; i++) worst = Math.min(worst, agree(a[i], b[i]));
    return worst;
  }

  function agree(typed, page) {
    if (typed === page) return 1;
    if (!/[A-Z]/.test(typed)) return W.none;
    var tone = /[FSRXJ]$/.exec(typed);
    if (tone && page.slice(-1) !== tone[0]) return W.other;
    var bare = typed.replace(/[FSRXJ]$/, '');
    for (var i = 0; i < bare.length; i++) {
      if (/[A-Z]/.test(bare[i]) && page[i] !== bare[i]) return W.other;
    }
    return W.fewer;
  }

  // ---------------------------------------------------------------- files

  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  var SIGNS = '!#$%&()*.:;=?@[]';
  var VALUE = {}, SIGN = {};
  for (var i = 0; i < 64; i++) VALUE[DIGITS.charCodeAt(i)] = i;
  for (i = 0; i < 16; i++) SIGN[SIGNS.charCodeAt(i)] = 0.15 * Math.pow(1.25, i);

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

  /* Calls see(unit, worth) for each posting. */
  function postings(text, see) {
    var unit = 0, value = 0, scale = 1, worth = 0;
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i), digit = VALUE[code];
      if (digit === undefined) {
        worth = SIGN[code];
        unit = 0;
      } else {
        value += (digit & 31) * scale;
        scale *= 32;
        if (digit < 32) {
          see(unit + value, worth);
          unit += value + 1;
          value = 0;
          scale = 1;
        }
      }
    }
  }

  function count(text) {
    var n = 0;
    for (var i = 0; i < text.length; i++) if (VALUE[text.charCodeAt(i)] < 32) n++;
    return n;
  }

  /* What scripts have put down, by name; the entries, which have none, one at a time. */
  var put = {}, entry = null, entries = Promise.resolve();

  function bytes(text) {
    var n = text.length;
    for (var i = 0; i < text.length; i++) {
      var code = text.charCodeAt(i);
      if (code > 0x7f) n += code > 0x7ff && (code < 0xd800 || code > 0xdfff) ? 2 : 1;
    }
    return n;
  }

  function loadScript(address) {
    return new Promise(function (resolve, reject) {
      var script = document.createElement('script');
      script.src = address;
      script.onload = function () {
        script.remove();
        resolve();
      };
      script.onerror = function () {
        script.remove();
        reject(new Error('not found: ' + address));
      };
      document.head.appendChild(script);
    });
  }

  /* Gives way to the page every 8 ms, where there are timers. */
  function breather() {
    var since = Date.now();
    return function () {
      if (typeof setTimeout !== 'function' || Date.now() - since < 8) return null;
      return new Promise(function (resolve) {
        setTimeout(function () {
          since = Date.now();
          resolve();
        }, 0);
      });
    };
  }

  // ---------------------------------------------------------------- ranking

  var W = {fewer: 0.9, none: 0.85, other: 0.3, single: 1, pair: 1, coverage: 0.3, over: 0.9, alternative: 0.95};

  function Index(base, options) {
    this.base = base || '';
    this.load = (options && options.load) || loadScript;
    this.loading = {};
    this.decoded = {};
    this.entry = null;
  }

  /* The content of a file, loaded once. */
  Index.prototype.file = function (name, spent) {
    var index = this;
    if (!index.loading[name]) {
      var address = index.base + 'search/' + name + '.js';
      spent.files++;
      index.loading[name] = Promise.resolve(put[name] || index.load(address)).then(function () {
        if (!put[name]) throw new Error('empty: ' + address);
        spent.bytes += put[name].bytes;
        return put[name].parts;
      });
      index.loading[name].catch(function () { delete index.loading[name]; });
    }
    return index.loading[name];
  };

  Index.prototype.start = function (spent) {
    var index = this;
    if (!index.entry) {
      index.entry = entries = entries.catch(function () {}).then(function () {
        entry = null;
        return index.load(index.base + 'search/index.js');
      }).then(function () {
        if (!entry) throw new Error('no search index');
        spent.files++;
        spent.bytes += entry.bytes;
        return opened(entry.parts[0]);
      });
      index.entry.catch(function () { index.entry = null; });
    }
    return index.entry;
  };

  function opened(head) {
    var groups = numbers(head.groups), at = 0;
    head.page = null;
    if (groups.length) {
      // For every unit the first one of its page.
      head.page = new Uint32Array(head.units);
      for (var i = 0; i < head.units; i++) head.page[i] = i;
      for (i = 0; i < groups.length; i += 2) {
        at += groups[i];
        for (var j = 0; j < groups[i + 1]; j++) head.page[at + j] = at;
        at += groups[i + 1];
      }
    }
    head.keys = directory(head.keys);
    head.blocks = head.blocks.match(/.{9}/g) || [];
    head.synonyms = head.synonyms.map(function (group) {
      return group.map(function (text) {
        // What the index learnt itself is written in canonical form already.
        return /[FSRXJ]( |$)/.test(text) && !/[^\x00-\x7f]/.test(text) && /[a-z]/.test(text)
          ? text.split(' ') : words(text).map(function (word) { return word.c; });
      });
    });
    return head;
  }

  function directory(text) {
    var parts = text ? text.split(',') : [], list = {keys: [], names: []};
    for (var i = 0; i < parts.length; i += 2) {
      list.keys.push(parts[i]);
      list.names.push(parts[i + 1]);
    }
    return list;
  }

  function under(list, key) {
    var low = 0, high = list.keys.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (list.keys[middle] <= key) low = middle + 1; else high = middle;
    }
    return list.names[Math.max(0, low - 1)];
  }

  /* The shard that holds a folded key: {key: [[spelling, postings], …]}. */
  Index.prototype.shard = function (head, key, spent) {
    var index = this, name = under(head.keys, key);
    if (!name) return Promise.resolve(new Map());
    var leaf = head.deep ? index.file(name, spent).then(function (parts) {
      var list = index.decoded[name] || (index.decoded[name] = directory(parts[0]));
      return under(list, key);
    }) : Promise.resolve(name);
    return leaf.then(function (name) {
      return index.file(name, spent).then(function (parts) {
        return index.decoded[name] || (index.decoded[name] = shard(parts[0], parts[1]));
      });
    });
  };

  function shard(keys, lists) {
    var found = new Map(), last = '';
    keys = keys.split(',');
    lists = lists.split(' ');
    for (var i = 0; i < keys.length; i++) {
      last = last.slice(0, VALUE[keys[i].charCodeAt(0)]) + keys[i].slice(1);
      var key = fold(last), list = found.get(key);
      if (!list) found.set(key, list = []);
      list.push([last, lists[i]]);
    }
    return found;
  }

  function size(list) {
    return list[0] === '>' ? numbers(list.slice(10))[0] : count(list);
  }

  /* A key of the query: its weight once the index is asked. */
  Index.prototype.look = async function (head, key, spent) {
    var found = (await this.shard(head, key.f, spent)).get(key.f) || [];
    var seen = 0;
    key.lists = found.map(function (item) {
      var fits = key.free || W.free ? 1 : agreement(key.c, item[0]), n = size(item[1]);
      seen += n * fits * fits;
      return {text: item[1], fits: fits, spelling: item[0], size: n};
    });
    key.size = seen;
    key.idf = seen ? Math.pow(Math.min(W.cap || 99, Math.log(1 + (Math.max(head.units, seen) - seen + 0.5) / (seen + 0.5))), W.power || 1) : 0;
    return key;
  };

  /* The postings of a list as text; a long one is loaded. */
  Index.prototype.list = async function (list, whole, spent) {
    if (list.text[0] !== '>') return list.text;
    var parts = await this.file(list.text.slice(1, 10), spent);
    if (!parts[1] || !whole) return parts[0];
    return parts[0] + (await this.file(parts[1], spent))[0];
  };

  function keysOf(query) {
    var keys = [], i, j;
    function add(c, weight, slot) {
      if (W.dedupe && keys.some(function (key) { return key.c === c; })) return;
      c = c.length && c.split(' ').map(function (word) { return word.slice(0, MAX); }).join(' ');
      keys.push({c: c, f: fold(c), weight: weight, at: slot});
    }
    for (i = 0; i < query.length; i++) {
      add(query[i].c, W.single, i);
      if (i + 1 < query.length) add(query[i].c + ' ' + query[i + 1].c, W.pair, i);
      if (/^\d/.test(query[i].f)) {
        var number = '#' + query[i].f;
        for (j = i + 1; j < query.length && j < i + 5; j++) {
          number += '/' + query[j].f;
          add(number.slice(0, MAX), W.pair, i);
        }
      }
    }
    return keys;
  }

  /* The words of a query: "số" before a number is left out. */
  function read(text) {
    return words(text).filter(function (word, i, all) {
      return !(word.f === 'so' && all[i + 1] && /^\d/.test(all[i + 1].f) && all.length > 1);
    });
  }

  Index.prototype.query = async function (text, options) {
    options = options || {};
    var index = this, spent = {files: 0, bytes: 0}, limit = options.limit || 10;
    var result = {total: 0, results: [], suggestion: null, files: 0, bytes: 0};
    var query = read(text);
    var head = await index.start(spent);
    if (query.length && head.units) {
      var keys = keysOf(query);
      await Promise.all(keys.map(function (key) { return index.look(head, key, spent); }));
      var scores = await index.score(head, keys, spent);
      var top = best(head, scores, limit);
      result.total = top.total;
      result.results = await index.show(head, top.units, query, keys, spent);
    }
    result.files = spent.files;
    result.bytes = spent.bytes;
    return result;
  };

  Index.prototype.score = async function (head, keys, spent) {
    var scores = new Float32Array(head.units), pause = breather();
    for (var i = 0; i < keys.length; i++) {
      var key = keys[i];
      for (var j = 0; j < key.lists.length; j++) {
        var weight = key.idf * key.weight * key.lists[j].fits;
        var list = await this.list(key.lists[j], true, spent);
        postings(list, function (unit, worth) { scores[unit] += weight * worth; });
        await pause();
      }
    }
    for (i = head.over; i < head.units; i++) scores[i] *= W.over;
    return scores;
  };

  /* The best pages, each by its best unit. */
  function best(head, scores, limit) {
    var found = [], most = 0, total = 0, i;
    for (i = 0; i < scores.length; i++) if (scores[i] > most) most = scores[i];
    for (i = 0; i < scores.length; i++) if (scores[i] > most * 0.2) found.push(i);
    found.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
    var pages = new Set(), units = [];
    found.forEach(function (unit) {
      var page = head.page ? head.page[unit] : unit;
      if (pages.has(page)) return;
      pages.add(page);
      total++;
      if (units.length < limit) units.push({unit: unit, score: scores[unit]});
    });
    return {units: units, total: total};
  }

  // ---------------------------------------------------------------- results

  Index.prototype.block = async function (head, unit, spent) {
    var number = unit >> head.shift;
    var names = (await this.file(head.blocks[number >> 6], spent))[0];
    var units = (await this.file(names.substr((number & 63) * 9, 9), spent))[0];
    return units[unit & ((1 << head.shift) - 1)];
  };

  Index.prototype.show = function (head, units, query, keys, spent) {
    var index = this;
    var weight = {};
    keys.forEach(function (key) { weight[key.f] = key.idf * key.weight; });
    return Promise.all(units.map(async function (item) {
      var block = await index.block(head, item.unit, spent);
      var result = {url: block[0], anchor: '', title: block[1], number: block[2], kind: block[3], type: block[4],
        agency: block[5], date: block[6], status: block[7], summary: block[8], score: item.score};
      return Object.assign(result, passage(block, weight));
    }));
  };

  /* The section that answers best, and its words around the best place. */
  function passage(block, weight) {
    var chosen = {anchor: '', heading: '', provision: '', snippet: block[8] || '', marks: []}, most = 0;
    block[9].forEach(function (section) {
      var list = words(section[2]), worth = list.map(function (word, i) {
        return (weight[word.f] || 0) + (i ? weight[list[i - 1].f + ' ' + word.f] || 0 : 0);
      });
      var head = words(section[1]), bonus = 0;
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
    return chosen;
  }

  return {
    open: function (base, options) { return new Index(base, options); },
    put: function (name, first, second) {
      var size = typeof first === 'string' ? first.length + (second || '').length : bytes(JSON.stringify(first));
      var item = {parts: [first, second], bytes: size + 36};
      if (name) put[name] = item; else entry = item;
    },
    text: {canon: canon, fold: fold, words: words, decode: decode, written: written, agreement: agreement},
    weights: W
  };
})();
if (typeof globalThis === 'object') globalThis.AnttSearch = AnttSearch;
