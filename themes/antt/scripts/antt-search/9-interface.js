/* The interface for pages, whoever's they are. It needs nothing but ECMAScript and a way to load a script:

     AnttSearch.open(base, {load}).query(text, {limit, facets, prefix, sort, signal}) → Promise of
       {total, results: [{url, anchor, title, number, score, snippet, …}], suggestion, facets, files, bytes}

   `base` is the way to the site's root, '' or ending in '/'; `load(address)` loads a script and runs it, and may return
   a promise; `signal`, as of an AbortController, gives a query up. */

Index.prototype.query = async function (text, options) {
  options = options || {};
  text = String(text);
  var index = this, spent = [], limit = options.limit || 10;
  var result = {total: 0, results: [], suggestion: null, corrected: false, words: [],
    // Counted only where somebody asks.
    get files() { return spent.length; },
    get bytes() { return spent.reduce((sum, file) => sum + bytes(file), 0); }};
  var query = read(text), head = await index.start(spent);
  // What nobody waits for any more loads nothing further.
  function wanted() {
    if (options.signal && options.signal.aborted) throw options.signal.reason;
  }
  if (query.length && head.units) {
    var open = options.prefix && /[\p{L}\p{N}\p{M}]$/u.test(text);
    query = await index.repair(head, query, isFree(query), open, text, result, spent);
    var plan = await index.plan(head, query, isFree(query), open, spent);
    wanted();
    var scores = await index.score(head, plan, spent);
    wanted();
    var phrases = quoted(text);
    if (phrases.length) await index.demand(head, scores, phrases, isFree(query), spent);
    var found = candidates(head, scores), better = (a, b) => scores[b] - scores[a] || a - b;
    if (options.facets) {
      var columns = await index.columns(head.facets, spent), passed = passing(head, columns, options.facets);
      result.facets = await facets(head, found, columns, passed);
      found = narrowed(head, found, passed, null);
    }
    if (options.sort === 'date') better = newer(head, (await index.columns(head.dates, spent)).date, better);
    result.total = found.length;
    result.words = telling(plan.keys);
    found = first(found, Math.max(ROUND, phrases.length ? 5 * limit : limit), better);
    result.results = await index.show(head, found, scores, limit, query, plan.keys, phrases, options.sort === 'date',
      spent);
    if (phrases.length && result.results.length < limit) result.total = result.results.length;
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
  text: {canon, fold, words, decode, written, agreement}
};
(typeof globalThis === 'object' ? globalThis : self).AnttSearch = AnttSearch;
