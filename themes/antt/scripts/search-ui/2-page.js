/* The search page. */

function page(list) {
  var form = doc.querySelector('main form[role="search"]'), input = form && form.querySelector('input[name="q"]');
  if (!input) return;
  var params = new URLSearchParams(location.search), chosen = {}, sort = params.get('sort') || '', limit = 10, turn = 0, timer = 0;
  Object.keys(FACETS).forEach(name => {
    if (params.getAll(name).length) chosen[name] = params.getAll(name);
  });
  var status = el('p', {'class': 'search-status', role: 'status', 'aria-live': 'polite'});
  var meant = el('p', {'class': 'search-meant', hidden: true}), tips = doc.getElementById('search-tips') || el('div'), recent = el('div', {'class': 'search-tips', hidden: true});
  var more = el('button', {type: 'button', 'class': 'search-more', hidden: true}, TEXTS.search_more);
  var order = el('select', {id: 'search-sort'}, [el('option', {value: ''}, TEXTS.search_best), el('option', {value: 'date'}, TEXTS.search_newest)]);
  order.value = sort;
  var sorting = el('p', {'class': 'search-sort', hidden: true}, [el('label', {'for': 'search-sort'}, TEXTS.search_sort + ' '), order]);
  var panel = el('details', {'class': 'search-facets', hidden: true}, el('summary', {}, TEXTS.search_filter)), groups = el('div');
  panel.append(groups);
  panel.open = Object.keys(chosen).length > 0 || (window.matchMedia && matchMedia('(min-width: 64em)').matches);
  var body = el('div', {'class': 'search-body'});
  list.parentNode.insertBefore(body, list);
  body.append(panel, el('div', {'class': 'search-main'}, [status, meant, sorting, list, more, tips, recent]));

  function show() {
    var text = input.value, mine = ++turn;
    var facetsWanted = panel.open ? chosen : Object.keys(chosen).length ? chosen : false;
    remembered(text);
    if (!text.trim()) return idle();
    return search(text, {limit, facets: facetsWanted, sort}).then(found => {
      if (mine !== turn) return;
      empty(list);
      list.append(...found.results.map(result => item(result, text, found.words)));
      status.textContent = counted(found.total, text);
      suggestion(found);
      more.hidden = found.results.length >= found.total || found.results.length < limit;
      sorting.hidden = found.total < 2;
      panel.hidden = !found.total && !Object.keys(chosen).length;
      if (found.facets) filters(found.facets);
      tips.hidden = found.total > 0;
      recent.hidden = true;
    }, () => { status.textContent = TEXTS.search_failed; });
  }

  function remembered(text) {
    var now = new URLSearchParams();
    if (text.trim()) now.set('q', text);
    if (sort) now.set('sort', sort);
    Object.keys(chosen).forEach(name => { chosen[name].forEach(value => { now.append(name, value); }); });
    try { history.replaceState(null, '', location.pathname + (String(now) ? '?' + now : '')); } catch (_) { /* Not from every disk. */ }
  }

  function suggestion(found) {
    empty(meant);
    meant.hidden = !found.suggestion;
    if (!found.suggestion) return;
    var link = el('a', {href: searchPage(found.suggestion)}, found.suggestion);
    meant.append((found.corrected ? TEXTS.search_showing : TEXTS.search_meant) + ' ', link);
  }

  function idle() {
    var old = kept('localStorage', RECENT) || [];
    empty(list);
    empty(recent);
    status.textContent = '';
    meant.hidden = sorting.hidden = more.hidden = panel.hidden = tips.hidden = true;
    recent.hidden = !old.length;
    if (!old.length) return;
    var clear = el('button', {type: 'button'}, TEXTS.search_clear);
    clear.addEventListener('click', () => {
      kept('localStorage', RECENT, null);
      idle();
      input.focus();
    });
    recent.append(el('h2', {}, TEXTS.search_recent),
      el('ul', {}, old.map(text => el('li', {}, el('a', {href: searchPage(text)}, text)))), clear);
  }

  function filters(facets) {
    var focused = doc.activeElement && doc.activeElement.id;
    empty(groups);
    Object.keys(FACETS).forEach((name, row) => {
      var values = (facets[name] || []).slice(0, 12);
      (chosen[name] || []).forEach(value => {
        if (!values.some(known => known[0] === value)) values.push([value, 0]);
      });
      if (!values.length || (values.length < 2 && !chosen[name])) return;
      groups.append(el('fieldset', {}, [el('legend', {}, FACETS[name])].concat(values.map((value, i) => {
        var id = 'facet-' + row + '-' + i, box = el('input', {type: 'checkbox', id});
        box.checked = (chosen[name] || []).indexOf(value[0]) >= 0;
        box.addEventListener('change', () => {
          chosen[name] = (chosen[name] || []).filter(old => old !== value[0]).concat(box.checked ? value[0] : []);
          if (!chosen[name].length) delete chosen[name];
          limit = 10;
          show();
        });
        return el('div', {'class': 'facet'}, [box, el('label', {'for': id}, [(name === 'kind' && KINDS[value[0]]) || value[0],
          el('span', {'class': 'facet-count'}, ' (' + value[1] + ')')])]);
      }))));
    });
    if (Object.keys(chosen).length) {
      var reset = el('button', {type: 'button', 'class': 'facet-reset'}, TEXTS.search_reset);
      reset.addEventListener('click', () => {
        chosen = {};
        show();
        input.focus();
      });
      groups.append(reset);
    }
    if (focused && doc.getElementById(focused)) doc.getElementById(focused).focus();
  }

  input.addEventListener('input', event => {
    if (event.isComposing) return;
    limit = 10;
    clearTimeout(timer);
    timer = setTimeout(show, 90);
  });
  input.addEventListener('compositionend', show);
  form.addEventListener('submit', event => {
    event.preventDefault();
    remember(input.value);
    show();
  });
  order.addEventListener('change', () => {
    sort = order.value;
    show();
  });
  panel.addEventListener('toggle', () => { if (panel.open) show(); });
  more.addEventListener('click', () => {
    var at = limit;
    limit += 10;
    show().then(() => {
      if (list.children[at]) list.children[at].querySelector('a').focus();
    });
  });
  input.value = params.get('q') || '';
  show();
  if (!input.value) input.focus();
}
