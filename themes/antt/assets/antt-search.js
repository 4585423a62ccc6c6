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
    if (!out) return '';
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
  var BARE = new RegExp('^' + ONSET + '(?:' + fold(RIME) + ')$');
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

  /* Accents: fewer marks typed than written, none on this word, others. Words, pairs of words, documents no longer in force, synonyms, completions, each part of a provision named. `idf` is where rarity stops to count. */
  var W = {fewer: 0.9, none: 0.85, other: 0.15, single: 1, pair: 1.5, over: 0.9, alternative: 0.95,
    completion: 0.7, idf: 7, frequent: 0.25, provision: 1.4};

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
    head.page = head.number = null;
    if (groups.length) {
      // For every unit the first one of its page, and the number of its page.
      head.page = new Uint32Array(head.units);
      head.number = new Uint32Array(head.units);
      for (var i = 0; i < head.units; i++) head.page[i] = i;
      for (i = 0; i < groups.length; i += 2) {
        at += groups[i];
        for (var j = 0; j < groups[i + 1]; j++) head.page[at + j] = at;
        at += groups[i + 1];
      }
      for (i = 1; i < head.units; i++) head.number[i] = head.number[i - 1] + (head.page[i] === i ? 1 : 0);
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

  /* A key of the query, with its lists and its rarity once the index is asked. */
  Index.prototype.look = async function (head, key, spent) {
    var found = (await this.shard(head, key.f, spent)).get(key.f) || [], seen = 0;
    key.lists = found.map(function (item) {
      var fits = key.free ? 1 : agreement(key.c, item[0]), n = size(item[1]);
      seen += n * fits * fits;
      return {text: item[1], fits: fits, spelling: item[0], size: n};
    });
    key.size = seen;
    key.idf = seen ? Math.min(W.idf, Math.log(1 + (Math.max(head.units, seen) - seen + 0.5) / (seen + 0.5))) : 0;
    return key;
  };

  /* The postings of a list; a long one is loaded, of a very long one the lower part only where it matters. */
  Index.prototype.list = async function (list, whole, spent) {
    if (list.text[0] !== '>') return list.text;
    var parts = await this.file(list.text.slice(1, 10), spent);
    if (!parts[1] || !whole) return parts[0];
    return parts[0] + (await this.file(parts[1], spent))[0];
  };

  /* The words and pairs of a query; `from` and `to` are the places of their first and last word. */
  function keysOf(query, free, tag) {
    var keys = [];
    function add(c, weight, from, to) {
      var known = keys.find(function (key) { return key.c === c; });
      if (!known) keys.push({c: c, f: fold(c), weight: weight, from: from, to: to, free: free, tag: tag || ''});
    }
    query.forEach(function (word, i) {
      add(word.c, W.single, i, i);
      if (i + 1 < query.length) add(word.c + ' ' + query[i + 1].c, W.pair, i, i + 1);
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
    return words(text).filter(function (word, i, all) {
      return !(word.f === 'so' && all[i + 1] && /^\d/.test(all[i + 1].f));
    });
  }

  /* Places of the query that synonyms match, the longest first from the left, with what else can stand there. */
  function spans(query, groups) {
    var found = [];
    for (var i = 0; i < query.length; i++) {
      var most = null;
      groups.forEach(function (group) {
        group.forEach(function (name) {
          var fits = name.length && name.length <= query.length - i && name.every(function (c, j) {
            return query[i + j].f === fold(c) && agreement(query[i + j].c, c) > W.other;
          });
          if (!fits || (most && name.length < most.to - most.from + 1)) return;
          var others = group.filter(function (other) { return other !== name; });
          if (most && name.length === most.to - most.from + 1) most.others = most.others.concat(others);
          else most = {from: i, to: i + name.length - 1, others: others};
        });
      });
      if (most) {
        most.others = most.others.slice(0, 4);
        found.push(most);
        i = most.to;
      }
    }
    return found;
  }

  Index.prototype.query = async function (text, options) {
    options = options || {};
    text = String(text);
    var index = this, spent = {files: 0, bytes: 0}, limit = options.limit || 10;
    var result = {total: 0, results: [], suggestion: null, corrected: false, words: [], files: 0, bytes: 0};
    var query = read(text), head = await index.start(spent);
    if (query.length && head.units) {
      var open = options.prefix && /[\p{L}\p{N}\p{M}]$/u.test(text);
      var free = !query.some(function (word) { return word.c !== word.f; });
      query = await index.repair(head, query, free, open, text, result, spent);
      free = !query.some(function (word) { return word.c !== word.f; });
      var plan = await index.plan(head, query, free, open, spent);
      var scores = await index.score(head, plan, spent);
      var phrases = quoted(text);
      if (phrases.length) await index.demand(head, scores, phrases, free, spent);
      var found = candidates(head, scores);
      var narrow = options.facets && options.facets !== true ? options.facets : null;
      if (options.facets || options.sort === 'date') {
        var columns = await index.columns(head, spent);
        if (options.facets) {
          result.facets = facets(head, found, columns, narrow || {});
          if (narrow) found = found.filter(function (item) { return passes(head, item, columns, narrow, null); });
        }
        if (options.sort === 'date') found = byDate(head, found, columns);
      }
      result.total = found.length;
      result.words = telling(plan.keys);
      result.results = await index.show(head, found, limit, query, plan.keys, phrases, spent);
      if (result.results.length < Math.min(limit, found.length)) result.total = result.results.length;
    }
    result.files = spent.files;
    result.bytes = spent.bytes;
    return result;
  };

  /* The words that marks are worth: those that not every page holds, and those of pairs found. */
  function telling(keys) {
    var found = new Set();
    keys.forEach(function (key) {
      if (key.idf > 1.2 && key.f[0] !== '#') key.f.split(' ').forEach(function (f) { found.add(f); });
    });
    return Array.from(found);
  }

  /* The keys of a query, asked of the index, and what synonyms add. */
  Index.prototype.plan = async function (head, query, free, open, spent) {
    var index = this, keys = keysOf(query, free, '');
    var look = function (key) { return index.look(head, key, spent); };
    await Promise.all(keys.map(look));
    var plan = {keys: keys, spans: spans(query, head.synonyms)};
    if (open) plan.keys = keys.concat(await index.completions(head, query, spent));
    await Promise.all(plan.spans.map(async function (span, number) {
      keys.forEach(function (key) {
        if (key.from >= span.from && key.to <= span.to) key.tag = number + ':';
      });
      span.keys = await Promise.all(span.others.map(function (other, i) {
        var list = other.map(function (c) { return {c: free ? fold(c) : c, f: fold(c)}; });
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
  Index.prototype.completions = async function (head, query, spent) {
    var last = query[query.length - 1], before = query[query.length - 2], found = [], index = this;
    if (before && !/^\d/.test(last.f)) {
      var start = before.f + ' ' + last.f;
      (await index.shard(head, start, spent)).forEach(function (lists, f) {
        if (f !== start && f.indexOf(start) === 0) {
          found.push({f: f, n: lists.reduce(function (n, list) { return n + size(list[1]); }, 0)});
        }
      });
    } else {
      (await index.vocabulary(head, spent)).forEach(function (n, f) {
        if (f !== last.f && f.indexOf(last.f) === 0) found.push({f: f, n: n});
      });
    }
    found.sort(function (a, b) { return b.n - a.n || (a.f < b.f ? -1 : 1); });
    return Promise.all(found.slice(0, 4).map(function (item) {
      return index.look(head, {c: item.f, f: item.f, free: true, weight: W.completion * (before ? W.pair : W.single),
        from: query.length - 1, to: query.length - 1, tag: ''}, spent);
    }));
  };

  Index.prototype.vocabulary = async function (head, spent) {
    var parts = await this.file(head.vocabulary, spent);
    if (!this.known) {
      var known = this.known = new Map(), last = '', common = numbers(parts[1]);
      parts[0].split(',').forEach(function (key, i) {
        last = last.slice(0, VALUE[key.charCodeAt(0)]) + key.slice(1);
        known.set(last, common[i]);
      });
    }
    return this.known;
  };

  /* Words that the index does not know: raw keystrokes are read, one typing error is mended. */
  Index.prototype.repair = async function (head, query, free, open, text, result, spent) {
    var index = this, changed = [], single = [], i, raw = false, offered = false, meant = [];
    spans(query, head.synonyms).forEach(function (span) {
      for (var i = span.from; i <= span.to; i++) meant[i] = true;
    });
    // The words of a query are asked for in any case.
    for (i = 0; i < query.length; i++) single[i] = {c: query[i].c, f: query[i].f, free: true};
    await Promise.all(single.map(function (key) { return index.look(head, key, spent); }));
    var typed = query.map(function (word) { return word.c === word.f ? decode(word.f) : null; });
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
      query = query.map(function (word, i) {
        if (!changed[i]) return word;
        var c = free && !raw ? fold(changed[i]) : changed[i];
        return {c: c, f: fold(c), at: word.at, end: word.end};
      });
    } else if (offered) {
      result.suggestion = respell(text, query, typed);
    }
    return query;
  };

  function respell(text, query, changed) {
    var out = '', at = 0;
    query.forEach(function (word, i) {
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
    (await index.vocabulary(head, spent)).forEach(function (n, f) {
      if (!/\d/.test(f) && close(word, f)) near.push({f: f, n: n});
    });
    near.sort(function (a, b) { return b.n - a.n; });
    var most = null;
    await Promise.all(near.slice(0, 6).map(async function (item) {
      var pairs = [query[at - 1] && query[at - 1].f + ' ' + item.f, query[at + 1] && item.f + ' ' + query[at + 1].f];
      var looks = await Promise.all(pairs.concat(item.f).map(function (f) {
        return f ? index.look(head, {c: f, f: f, free: true}, spent) : null;
      }));
      // A word that is well spelled is only given up for one that goes with its neighbours.
      var worth = BARE.test(word) ? 0 : item.n / 100, spelling = null, n = 0;
      looks.forEach(function (key, side) {
        if (!key || !key.size) return;
        if (side < 2) worth += Math.log(1 + key.size);
        key.lists.forEach(function (list) {
          var rank = list.size * (side < 2 ? 1e6 : 1);
          if (rank > n) {
            n = rank;
            spelling = side === 2 ? list.spelling : list.spelling.split(' ')[side ? 0 : 1];
          }
        });
      });
      if (spelling && worth && (!most || worth > most.worth || (worth === most.worth && spelling < most.spelling))) most = {worth: worth, spelling: spelling};
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

  Index.prototype.score = async function (head, plan, spent) {
    var index = this, units = head.units, pause = breather(), parts = {'': new Float32Array(units)};
    var rare = plan.keys.some(function (key) { return key.size && key.size < units * W.frequent; });
    var keys = plan.spans.reduce(function (all, span) { return all.concat.apply(all, span.keys); }, plan.keys);
    var needed = keys.filter(function (key) {
      return key.size && !(rare && units > 500 && key.from === key.to && key.size > units * W.frequent);
    });
    // Everything is asked for at once, then read in turn.
    var texts = needed.map(function (key) {
      var fitting = key.lists.some(function (list) { return list.fits > W.other; });
      var lists = key.lists.filter(function (list) {
        return list.text[0] !== '>' || list.fits > W.other || !fitting;
      });
      return Promise.all(lists.map(function (list) {
        return index.list(list, needed.length < 3, spent).then(function (text) { return {text: text, fits: list.fits}; });
      }));
    });
    for (var i = 0; i < needed.length; i++) {
      var key = needed[i], into = parts[key.tag] || (parts[key.tag] = new Float32Array(units));
      var lists = await texts[i];
      for (var j = 0; j < lists.length; j++) {
        add(lists[j].text, key.idf * key.weight * lists[j].fits, into);
        await pause();
      }
    }
    var scores = parts[''];
    plan.spans.forEach(function (span, number) {
      var own = parts[number + ':'], sum = function (n, key) { return n + key.idf * key.weight; };
      var worth = plan.keys.filter(function (key) { return key.tag === number + ':'; }).reduce(sum, 0);
      var others = span.keys.map(function (keys, i) {
        var most = keys.reduce(sum, 0);
        return {scores: parts[number + ':' + i], factor: most ? W.alternative * (worth ? worth / most : 1) : 0};
      }).filter(function (other) { return other.scores; });
      for (var unit = 0; unit < units; unit++) {
        var most = own ? own[unit] : 0;
        for (var k = 0; k < others.length; k++) most = Math.max(most, others[k].scores[unit] * others[k].factor);
        scores[unit] += most;
      }
    });
    for (i = head.over; i < units; i++) scores[i] *= W.over;
    return scores;
  };

  function add(text, weight, into) {
    postings(text, function (unit, worth) { into[unit] += weight * worth; });
  }

  /* The pages found, best first, each by its best unit. */
  function candidates(head, scores) {
    var found = [], most = 0, i;
    for (i = 0; i < scores.length; i++) if (scores[i] > most) most = scores[i];
    for (i = 0; i < scores.length; i++) if (scores[i] > most * 0.25) found.push(i);
    found.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
    var pages = new Set();
    return found.filter(function (unit) {
      var page = head.page ? head.page[unit] : unit;
      return !pages.has(page) && pages.add(page);
    }).map(function (unit) { return {unit: unit, score: scores[unit]}; });
  }

  // ------------------------------------------------------- phrases in quotes

  function quoted(text) {
    return (text.match(/"[^"]+"|“[^”]+”/g) || []).map(words).filter(function (phrase) { return phrase.length; });
  }

  /* Leaves only units that hold every pair of the phrases; the text itself is read before a result is shown. */
  Index.prototype.demand = async function (head, scores, phrases, free, spent) {
    var index = this;
    for (var phrase of phrases) {
      for (var i = 0; i + 1 < Math.max(2, phrase.length); i++) {
        var c = phrase.length > 1 ? phrase[i].c + ' ' + phrase[i + 1].c : phrase[0].c;
        if (phrase.length > 1 && /^\d/.test(phrase[i].f)) continue;
        var key = await index.look(head, {c: c, f: fold(c), free: free}, spent), held = new Uint8Array(head.units);
        for (var list of key.lists) {
          postings(await index.list(list, true, spent), function (unit) { held[unit] = 1; });
        }
        for (var unit = 0; unit < head.units; unit++) if (!held[unit]) scores[unit] = 0;
      }
    }
  };

  function holds(block, phrases) {
    var texts = [block[1], block[2], block[8]];
    block[9].forEach(function (section) { texts.push(section[1], section[2]); });
    texts = texts.map(function (text) {
      return ' ' + words(text).map(function (word) { return word.f; }).join(' ') + ' ';
    });
    return phrases.every(function (phrase) {
      var sought = ' ' + phrase.map(function (word) { return word.f; }).join(' ') + ' ';
      return texts.some(function (text) { return text.indexOf(sought) >= 0; });
    });
  }

  // ---------------------------------------------------------------- facets

  /* The values of all pages: {name: [[value, …] of page 0, …]}. */
  Index.prototype.columns = async function (head, spent) {
    var index = this;
    if (index.read) return index.read;
    var columns = {};
    (await Promise.all(head.facets.map(function (name) { return index.file(name, spent); }))).forEach(function (parts) {
      Object.keys(parts[0]).forEach(function (name) {
        var values = parts[0][name][0], codes = numbers(parts[0][name][1]), column = columns[name] || (columns[name] = []);
        for (var i = 0; i < codes.length; i += codes[i] + 1) {
          column.push(codes.slice(i + 1, i + 1 + codes[i]).map(function (code) { return values[code]; }));
        }
      });
    });
    return (index.read = columns);
  };

  function passes(head, item, columns, chosen, except) {
    var page = head.number ? head.number[item.unit] : item.unit;
    return Object.keys(chosen).every(function (name) {
      var wanted = [].concat(chosen[name]);
      return name === except || !wanted.length || !columns[name] || columns[name][page].some(function (value) {
        return wanted.indexOf(value) >= 0;
      });
    });
  }

  /* How many of the pages found have each value, all other facets' choices kept. */
  function facets(head, found, columns, chosen) {
    var counted = {};
    Object.keys(columns).forEach(function (name) {
      if (name === 'date') return;
      var counts = new Map();
      found.forEach(function (item) {
        if (!passes(head, item, columns, chosen, name)) return;
        columns[name][head.number ? head.number[item.unit] : item.unit].forEach(function (value) {
          counts.set(value, (counts.get(value) || 0) + 1);
        });
      });
      counted[name] = Array.from(counts).sort(function (a, b) {
        return name === 'year' ? b[0] - a[0] : b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
      });
    });
    return counted;
  }

  function byDate(head, found, columns) {
    var date = function (item) { return columns.date[head.number ? head.number[item.unit] : item.unit][0] || ''; };
    return found.slice().sort(function (a, b) {
      return date(a) < date(b) ? 1 : date(a) > date(b) ? -1 : b.score - a.score;
    });
  }

  // ---------------------------------------------------------------- results

  Index.prototype.block = async function (head, unit, spent) {
    var number = unit >> head.shift;
    var names = (await this.file(head.blocks[number >> 6], spent))[0];
    var units = (await this.file(names.substr((number & 63) * 9, 9), spent))[0];
    return units[unit & ((1 << head.shift) - 1)];
  };

  Index.prototype.show = async function (head, found, limit, query, keys, phrases, spent) {
    var index = this, weight = {}, named = provisions(query), results = [];
    keys.forEach(function (key) { weight[key.f] = key.idf * key.weight; });
    for (var at = 0; at < found.length && results.length < limit; at += limit) {
      if (at > 4 * limit) break;
      var blocks = await Promise.all(found.slice(at, at + limit).map(function (item) {
        return index.block(head, item.unit, spent);
      }));
      blocks.forEach(function (block, i) {
        if (results.length >= limit || (phrases.length && !holds(block, phrases))) return;
        results.push(Object.assign({url: block[0], anchor: '', title: block[1], number: block[2], kind: block[3],
          type: block[4], agency: block[5], date: block[6], status: block[7], summary: block[8],
          score: found[at + i].score}, passage(block, weight, named)));
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

  /* The provisions that a query names, as parts of addresses: "điểm đ khoản 2 Điều 5" → dieu-5, khoan-2, diem-dd. */
  function provisions(query) {
    var found = [];
    for (var i = 0; i + 1 < query.length; i++) {
      var next = query[i + 1], number = /^\d+[a-z]?$|^[ivxlc]+$/.test(next.f) ? next.f : null;
      if (query[i].f === 'diem' && /^[a-z]$/.test(next.f)) number = next.c[0] === 'D' ? 'dd' : next.f;
      if (number && /^(phan|chuong|muc|dieu|khoan|diem)$/.test(query[i].f)) found.push('-' + query[i].f + '-' + number + '-');
    }
    return found;
  }

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
