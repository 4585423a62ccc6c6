/* What the parts of the search's own pages share. */

var doc = document, base = doc.documentElement.dataset.base || '', engine = null;
var RECENT = 'antt-recent', WORDS = 'antt-words';

/* What facets and kinds of page are called, in the order in which facets are shown. */
var FACETS = {kind: TEXTS.facet_kind, type: TEXTS.doc_type, agency: TEXTS.agency, year: TEXTS.year, topic: TEXTS.topics,
  audience: TEXTS.for_whom, status: TEXTS.facet_status};
var KINDS = {page: TEXTS.kind_page, section: TEXTS.kind_section, plan: TEXTS.kind_plan, legal: TEXTS.kind_legal,
  model: TEXTS.kind_model, practice: TEXTS.kind_practice, guide: TEXTS.kind_guide, form: TEXTS.kind_form};

function counted(count, text) {
  if (!count) return TEXTS.search_none.replace('%', text.trim());
  return (count > 1 ? TEXTS.search_many : TEXTS.search_one).replace('%', count);
}

/* What stands before a query that was meant, or that was asked instead. */
function suggested(found) {
  return (found.corrected ? TEXTS.search_showing : TEXTS.search_meant) + ' ';
}

function search(text, options) {
  engine = engine || AnttSearch.open(base);
  return engine.query(text, options);
}

function set(node, attributes) {
  Object.entries(attributes || {}).forEach(([key, value]) => { node.setAttribute(key, value); });
}

function el(name, attributes, children) {
  var node = doc.createElement(name);
  set(node, attributes);
  node.append(...[].concat(children || []).filter(Boolean));
  return node;
}

function button(name, text, act) {
  var node = el('button', {type: 'button', 'class': name}, text);
  node.addEventListener('click', act);
  return node;
}

/* What stands already is left alone: the browser would lay it out anew. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function empty(node) {
  node.textContent = '';
}

/* Storage may be forbidden. */
function kept(store, key, value) {
  try {
    var box = window[store];
    if (value === undefined) return JSON.parse(box.getItem(key));
    if (value) box.setItem(key, JSON.stringify(value)); else box.removeItem(key);
  } catch (_) { /* Nothing is kept then. */ }
  return null;
}

function remember(text) {
  text = text.trim();
  if (text.length < 2) return;
  var list = (kept('localStorage', RECENT) || []).filter(old => old !== text);
  kept('localStorage', RECENT, [text].concat(list).slice(0, 8));
}

function address(result) {
  var anchor = result.anchor ? '#' + encodeURIComponent(result.anchor) : '';
  return base + result.url.split('/').map(encodeURIComponent).join('/') + anchor;
}

function searchPage(text) {
  return base + 'tim-kiem.html?q=' + encodeURIComponent(text);
}

/* A key is answered at once, in the frame that shows it; of several in a row only the last is worth an answer. */
function typed(input, act) {
  var last = 0, timer = 0;
  function soon(event) {
    if (event.isComposing) return;
    var before = last;
    last = Date.now();
    clearTimeout(timer);
    if (last - before > 180) act(); else timer = setTimeout(act, 120);
  }
  input.addEventListener('input', soon);
  input.addEventListener('compositionend', soon);
}

/* The page that a link leads to marks the words found. */
function leave(link, text, words) {
  remember(text);
  kept('sessionStorage', WORDS, {page: link.href.split('#')[0], words});
}

function marked(text, marks) {
  var node = doc.createDocumentFragment(), at = 0;
  marks.forEach(mark => {
    node.append(text.slice(at, mark[0]), el('mark', {}, text.slice(mark[0], mark[1])));
    at = mark[1];
  });
  node.append(text.slice(at));
  return node;
}

function label(result) {
  var date = result.date ? result.date.split('-').reverse().join('/') : '';
  return [result.type || KINDS[result.kind] || '', result.number, date, result.status]
    .filter(Boolean).join(' · ');
}

/* Where in its page a result lies: "khoản 2 Điều 5. Phòng ngừa tội phạm". */
function place(result) {
  return result.anchor && (result.heading || result.provision);
}

function item(result) {
  var link = el('a', {href: address(result)}, result.title);
  var spot = place(result);
  var snippet = el('p', {'class': 'result-text'});
  if (result.snippet) snippet.append('… ', marked(result.snippet, result.marks), ' …');
  else snippet.append(result.summary);
  return el('li', {}, [el('h2', {'class': 'result-title'}, link), el('p', {'class': 'result-label'}, label(result)),
    spot && spot !== result.title ? el('p', {'class': 'result-place'}, spot) : null, snippet]);
}
