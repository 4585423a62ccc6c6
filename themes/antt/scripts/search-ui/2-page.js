/* The search page. */

/* So many values of a facet stand there before all are asked for. */
var FIRST = 12;

function page(list) {
  var form = doc.querySelector('main form[role="search"]'), input = form && form.querySelector('input[name="q"]');
  if (!input) return;
  var params = new URLSearchParams(location.search), chosen = {}, whole = {}, limit = 10, turn = {}, timer = 0, found;
  Object.keys(FACETS).forEach(name => {
    if (params.getAll(name).length) chosen[name] = params.getAll(name);
  });
  var status = el('p', {'class': 'search-status', role: 'status'});
  var meant = el('p', {'class': 'search-meant'});
  var tips = doc.getElementById('search-tips') || el('div'), recent = el('div', {'class': 'search-tips'});
  var more = button('search-more', TEXTS.search_more, () => {
    var at = limit;
    limit += 10;
    show().then(() => {
      if (list.children[at]) list.children[at].querySelector('a').focus();
    });
  });
  var order = el('select', {id: 'search-sort'},
    [el('option', {value: ''}, TEXTS.search_best), el('option', {value: 'date'}, TEXTS.search_newest)]);
  order.value = params.get('sort') || '';
  var sorting = el('p', {'class': 'search-sort'}, [el('label', {'for': 'search-sort'}, TEXTS.search_sort + ' '), order]);
  var groups = el('div');
  var panel = el('details', {'class': 'search-facets'}, [el('summary', {}, TEXTS.search_filter), groups]);
  panel.open = narrow() || matchMedia('(min-width: 64em)').matches;
  [meant, recent, more, sorting, panel].forEach(node => { node.hidden = true; });
  var body = el('div', {'class': 'search-body'});
  list.before(body);
  body.append(panel, el('div', {'class': 'search-main'}, [status, meant, sorting, list, more, tips, recent]));

  function narrow() {
    return Object.keys(chosen).length > 0;
  }

  function anew() {
    limit = 10;
    show();
  }

  function show() {
    var text = input.value, mine, blank = !text.trim();
    turn.aborted = true;
    turn = mine = {};
    return (blank ? Promise.resolve({results: [], total: 0}) : search(text, {limit, sort: order.value,
      facets: (panel.open || narrow()) && chosen, signal: mine})).then(answer => {
      if (mine.aborted) return;
      found = answer;
      found.results.forEach(stand);
      while (list.children[found.results.length]) list.lastChild.remove();
      status.textContent = blank ? '' : counted(found.total, text);
      suggestion();
      more.hidden = found.results.length >= found.total || found.results.length < limit;
      sorting.hidden = found.total < 2;
      panel.hidden = blank || !(found.total || narrow());
      tips.hidden = blank || found.total > 0;
      recents(blank);
      // Whoever types looks at the results; the address and what can be filtered follow.
      clearTimeout(timer);
      timer = setTimeout(() => {
        remembered(text);
        filters(found.facets || {});
      }, 200);
    }).catch(() => { if (!mine.aborted) status.textContent = TEXTS.search_failed; });
  }

  /* A result that stands already is left alone. */
  function stand(result, i) {
    var node = list.children[i], said = JSON.stringify([result.url, result.anchor, result.snippet, result.marks]);
    if (node && node.said === said) return;
    var fresh = item(result);
    fresh.said = said;
    if (node) node.replaceWith(fresh); else list.append(fresh);
  }

  function remembered(text) {
    var now = new URLSearchParams();
    if (text.trim()) now.set('q', text);
    if (order.value) now.set('sort', order.value);
    Object.keys(chosen).forEach(name => { chosen[name].forEach(value => { now.append(name, value); }); });
    try {
      history.replaceState(null, '', location.pathname + (String(now) ? '?' + now : ''));
    } catch (_) { /* Not from every disk. */ }
  }

  function suggestion() {
    empty(meant);
    meant.hidden = !found.suggestion;
    if (found.suggestion) meant.append(suggested(found), el('a', {href: searchPage(found.suggestion)}, found.suggestion));
  }

  function recents(blank) {
    var old = blank && kept('localStorage', RECENT) || [];
    empty(recent);
    recent.hidden = !old.length;
    if (!old.length) return;
    recent.append(el('h2', {}, TEXTS.search_recent),
      el('ul', {}, old.map(text => el('li', {}, el('a', {href: searchPage(text)}, text)))),
      button('', TEXTS.search_clear, () => {
        kept('localStorage', RECENT, null);
        show();
        input.focus();
      }));
  }

  function filters(facets) {
    var focused = (doc.activeElement || {}).id;
    empty(groups);
    Object.keys(FACETS).forEach((name, row) => {
      var all = facets[name] || [], values = all.slice(0, whole[name] ? all.length : FIRST), picked = chosen[name] || [];
      picked.forEach(value => {
        var known = all.find(one => one[0] === value) || [value, 0];
        if (!values.includes(known)) values.push(known);
      });
      if (!values.length || (values.length < 2 && !picked.length)) return;
      groups.append(el('fieldset', {}, [el('legend', {}, FACETS[name])].concat(values.map((value, i) => {
        var id = 'facet-' + row + '-' + i, box = el('input', {type: 'checkbox', id});
        box.checked = picked.includes(value[0]);
        box.addEventListener('change', () => {
          chosen[name] = picked.filter(old => old !== value[0]).concat(box.checked ? value[0] : []);
          if (!chosen[name].length) delete chosen[name];
          anew();
        });
        var said = (name === 'kind' && KINDS[value[0]]) || value[0];
        var count = el('span', {'class': 'facet-count'}, ' (' + value[1] + ')');
        return el('div', {'class': 'facet'}, [box, el('label', {'for': id}, [said, count])]);
      }), values.length < all.length ? button('facet-all', TEXTS.facet_all + ' (' + all.length + ')', () => {
        whole[name] = true;
        filters(facets);
        doc.getElementById('facet-' + row + '-' + FIRST).focus();
      }) : [])));
    });
    if (narrow()) {
      groups.append(button('facet-reset', TEXTS.search_reset, () => {
        chosen = {};
        show();
        input.focus();
      }));
    }
    if (focused && doc.getElementById(focused)) doc.getElementById(focused).focus();
  }

  typed(input, anew);
  list.addEventListener('click', event => {
    var link = event.target.closest('a');
    if (link) leave(link, input.value, found.words);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    remember(input.value);
    show();
  });
  order.addEventListener('change', show);
  panel.addEventListener('toggle', () => { if (panel.open) show(); });
  input.value = params.get('q') || '';
  show();
  if (!input.value) input.focus();
}
