/* What the parts of the search's own pages share. */

var doc = document, root = doc.documentElement, base = root.dataset.base || '', engine = null;
var RECENT = 'antt-recent', WORDS = 'antt-words';

/* What facets and kinds of page are called, in the order in which facets are shown. */
var FACETS = {kind: TEXTS.facet_kind, type: TEXTS.doc_type, agency: TEXTS.agency, year: TEXTS.year, topic: TEXTS.topics,
  audience: TEXTS.for_whom, status: TEXTS.facet_status};
var KINDS = {page: TEXTS.kind_page, section: TEXTS.kind_section, plan: TEXTS.kind_plan, legal: TEXTS.kind_legal,
  model: TEXTS.kind_model, practice: TEXTS.kind_practice, guide: TEXTS.kind_guide, form: TEXTS.kind_form};

function counted(count, text) {
  return count === 0 ? TEXTS.search_none.replace('%', text.trim()) : count === 1 ? TEXTS.search_one : TEXTS.search_many.replace('%', count);
}

function search(text, options) {
  engine = engine || AnttSearch.open(base);
  return engine.query(text, options);
}

function el(name, attributes, children) {
  var node = doc.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (value !== null && value !== false) node.setAttribute(key, value === true ? '' : value);
  });
  node.append(...[].concat(children || []).filter(Boolean));
  return node;
}

function empty(node) {
  node.textContent = '';
}

/* Storage may be forbidden. */
function kept(store, key, value) {
  try {
    var box = window[store];
    if (value === undefined) return JSON.parse(box.getItem(key));
    if (value === null) box.removeItem(key); else box.setItem(key, JSON.stringify(value));
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
  return base + result.url.split('/').map(encodeURIComponent).join('/') + (result.anchor ? '#' + encodeURIComponent(result.anchor) : '');
}

function searchPage(text) {
  return base + 'tim-kiem.html?q=' + encodeURIComponent(text);
}

/* The next page marks these words. */
function lead(link, text, words) {
  link.addEventListener('click', () => {
    remember(text);
    kept('sessionStorage', WORDS, {page: link.href.split('#')[0], words});
  });
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
  return [result.type || KINDS[result.kind] || '', result.number, result.date ? result.date.split('-').reverse().join('/') : '', result.status]
    .filter(Boolean).join(' · ');
}

function item(result, text, words) {
  var link = el('a', {href: address(result)}, result.title);
  lead(link, text, words);
  var place = result.anchor && (result.provision || result.heading);
  var snippet = el('p', {'class': 'result-text'});
  if (result.snippet) {
    snippet.append('… ', marked(result.snippet, result.marks), ' …');
  } else snippet.append(result.summary);
  return el('li', {}, [el('h2', {'class': 'result-title'}, link), el('p', {'class': 'result-label'}, label(result)),
    place && place !== result.title ? el('p', {'class': 'result-place'}, place) : null, snippet]);
}
