/* The interface for pages, whoever's they are. It needs nothing but ECMAScript and a way to load a script:

     AnttSearch.open(base, {load}).query(text, {limit, facets, prefix, brief, sort, signal}) → Promise of
       {total, results: [{url, anchor, title, number, score, snippet, …}], suggestion, facets, files, bytes}

   `base` is the way to the site's root, '' or ending in '/'; `load(address)` loads a script and runs it, and may return
   a promise; `signal`, as of an AbortController, gives a query up. A `brief` answer, for whoever is still typing, leaves
   places and snippets out and the last word as long as it may only have begun. */

Index.prototype.query = async function (text, options) {
  options = Object.assign({limit: 10}, options);
  text = String(text);
  // What this query alone needs stands before what all share.
  var spent = [], pause = breather(options.signal), index = Object.assign(Object.create(this), {spent, pause});
  var result = {total: 0, results: [], suggestion: null, corrected: false, words: [],
    // Counted only where somebody asks.
    get files() { return spent.length; },
    get bytes() { return spent.reduce((sum, file) => sum + bytes(file), 0); }};
  var query = read(text), head = index.head = await this.start(spent);
  if (query.length && head.units) {
    var open = options.prefix && /[\p{L}\p{N}\p{M}]$/u.test(text);
    // A last word that is no syllable yet: what was typed before it stands.
    if (options.brief && open && query.length > 1 && /^([^aeiouy\d]{1,3}|qu)$/.test(query[query.length - 1].f)) {
      query.pop();
      open = false;
    }
    // Who begins a word, or ends one, often asks for the same again.
    var asked = options.brief && JSON.stringify([query.map(word => word.c), open, quoted(text), options]);
    if (asked && this.last && this.last.asked === asked) return Object.assign(result, this.last.found);
    index.ahead(query, open);
    query = await index.repair(query, isFree(query), open, text, result);
    var plan = await index.plan(query, isFree(query), open);
    await pause();
    var scores = await index.score(plan, options.brief);
    var phrases = quoted(text);
    if (phrases.length) await index.demand(scores, phrases, isFree(query));
    var found = candidates(head, scores), count = Math.max(ROUND, phrases.length ? 5 * options.limit : options.limit);
    if (options.facets) {
      var columns = await index.columns(head.facets);
      result.facets = await facets(head, found, columns, options.facets, pause);
      found = narrowed(head, found, columns, options.facets);
    }
    result.total = found.length;
    result.words = telling(plan.keys);
    var worths = scores;
    if (options.sort === 'date') worths = recency(head, (await index.columns(head.dates)).date, found, scores);
    found = first(found, count, worths);
    result.results = await index.show(found, scores, query, plan.keys, phrases, options);
    if (phrases.length && result.results.length < options.limit) result.total = result.results.length;
    // What is suggested instead is said with the text as it stands.
    if (asked && !result.suggestion) {
      var {total, results, words: sought, facets: counts} = result;
      this.last = {asked, found: {total, results, words: sought, facets: counts}};
    }
  } else if (options.prefix) {
    // Nothing is sought yet: what all queries need is made ready.
    await index.vocabulary(() => false);
  }
  return result;
};

/* Whether no word has accents: then they are not asked for. */
function isFree(query) {
  return query.every(word => word.c === word.f);
}

var AnttSearch = {
  open: (base, options) => new Index(base, options),
  put: (name, ...parts) => {
    if (name) put[name] = parts; else entry = parts;
  },
  text: {words, decode}
};
(typeof globalThis === 'object' ? globalThis : self).AnttSearch = AnttSearch;
