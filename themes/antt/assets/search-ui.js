/* What people see of the search: the search page, the pop-up on every page, marks on the page a result leads to. */
(function () {
  'use strict';
  var doc = document, root = doc.documentElement, base = root.dataset.base || '';
  if (!doc.querySelector || !window.Promise || typeof AnttSearch === 'undefined') return;

  var VI = {
    none: 'Không tìm thấy trang nào cho “%”.', one: '1 trang', many: '% trang', tips: [
      'Kiểm tra lại chính tả; gõ không dấu cũng tìm được.', 'Thử ít từ hơn, hoặc từ khác cùng nghĩa.',
      'Tìm văn bản theo số và ký hiệu, ví dụ bằng phần số đứng đầu.'],
    meant: 'Có phải bạn muốn tìm:', showing: 'Đang hiện kết quả cho:', recent: 'Đã tìm gần đây (chỉ lưu trên máy này)', clear: 'Xóa danh sách',
    more: 'Xem thêm', sort: 'Sắp xếp', best: 'Đúng nhất', newest: 'Mới nhất', filter: 'Lọc kết quả', reset: 'Bỏ lọc',
    all: 'Xem tất cả kết quả', open: 'Tìm trong cổng', close: 'Đóng', failed: 'Không tải được chỉ mục tìm kiếm.', az: 'Xem danh mục A–Z',
    facets: {kind: 'Loại trang', type: 'Loại văn bản', agency: 'Cơ quan ban hành', year: 'Năm', topic: 'Chủ đề', audience: 'Dành cho', status: 'Hiệu lực'},
    kinds: {page: 'Trang', section: 'Chuyên mục', plan: 'Kế hoạch', legal: 'Văn bản', model: 'Mô hình', practice: 'Kinh nghiệm', guide: 'Hướng dẫn', form: 'Biểu mẫu'}
  };
  var EN = {
    none: 'No page found for “%”.', one: '1 page', many: '% pages', tips: [
      'Check the spelling; accents may be left out.', 'Try fewer words, or others of the same meaning.', 'Find documents by their number.'],
    meant: 'Did you mean:', showing: 'Showing results for:', recent: 'Recent searches (kept on this device only)', clear: 'Clear the list',
    more: 'Show more', sort: 'Sort by', best: 'Best match', newest: 'Newest', filter: 'Narrow results', reset: 'Clear filters',
    all: 'See all results', open: 'Search', close: 'Close', failed: 'The search index could not be loaded.', az: 'See the A–Z index',
    facets: {kind: 'Kind of page', type: 'Type', agency: 'Issued by', year: 'Year', topic: 'Topic', audience: 'For', status: 'In force'},
    kinds: {page: 'Page', section: 'Section', plan: 'Plan', legal: 'Document', model: 'Model', practice: 'Practice', guide: 'Guide', form: 'Form'}
  };
  var T = root.lang === 'en' ? EN : VI, engine = null, RECENT = 'antt-recent', WORDS = 'antt-words', count = 0;

  function search(text, options) {
    engine = engine || AnttSearch.open(base);
    return engine.query(text, options);
  }

  function el(name, attributes, children) {
    var node = doc.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== null && attributes[key] !== false) node.setAttribute(key, attributes[key] === true ? '' : attributes[key]);
    });
    [].concat(children || []).forEach(function (child) {
      if (child) node.appendChild(typeof child === 'string' ? doc.createTextNode(child) : child);
    });
    return node;
  }

  function empty(node) {
    while (node.firstChild) node.removeChild(node.firstChild);
  }

  /* Storage may be forbidden. */
  function kept(store, key, value) {
    try {
      var box = window[store];
      if (value === undefined) return JSON.parse(box.getItem(key) || 'null');
      if (value === null) box.removeItem(key); else box.setItem(key, JSON.stringify(value));
    } catch (_) { /* Nothing is kept then. */ }
    return null;
  }

  function remember(text) {
    text = text.trim();
    if (text.length < 2) return;
    var list = (kept('localStorage', RECENT) || []).filter(function (old) { return old !== text; });
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
    link.addEventListener('click', function () {
      remember(text);
      kept('sessionStorage', WORDS, {page: link.href.split('#')[0], words: words});
    });
  }

  function marked(text, marks) {
    var node = doc.createDocumentFragment(), at = 0;
    marks.forEach(function (mark) {
      node.appendChild(doc.createTextNode(text.slice(at, mark[0])));
      // Neighbouring words and what stands between them is one mark.
      node.appendChild(el('mark', {}, text.slice(mark[0], mark[1])));
      at = mark[1];
    });
    node.appendChild(doc.createTextNode(text.slice(at)));
    return node;
  }

  function label(result) {
    return [result.type || T.kinds[result.kind] || '', result.number, result.date ? result.date.split('-').reverse().join('/') : '', result.status]
      .filter(Boolean).join(' · ');
  }

  function item(result, text, words) {
    var link = el('a', {href: address(result)}, result.title);
    lead(link, text, words);
    var place = result.anchor && (result.provision || result.heading);
    var snippet = el('p', {'class': 'result-text'});
    if (result.snippet) {
      snippet.appendChild(doc.createTextNode('… '));
      snippet.appendChild(marked(result.snippet, result.marks));
      snippet.appendChild(doc.createTextNode(' …'));
    } else snippet.appendChild(doc.createTextNode(result.summary));
    return el('li', {}, [el('h2', {'class': 'result-title'}, link), el('p', {'class': 'result-label'}, label(result)),
      place && place !== result.title ? el('p', {'class': 'result-place'}, place) : null, snippet]);
  }

  // ---------------------------------------------------------- the search page

  function page(list) {
    var form = doc.querySelector('main form[role="search"]'), input = form && form.querySelector('input[name="q"]');
    if (!input) return;
    var params = new URLSearchParams(location.search), chosen = {}, sort = params.get('sort') || '', limit = 10, turn = 0, timer = 0;
    Object.keys(T.facets).forEach(function (name) {
      if (params.getAll(name).length) chosen[name] = params.getAll(name);
    });
    var status = el('p', {'class': 'search-status', role: 'status', 'aria-live': 'polite'});
    var meant = el('p', {'class': 'search-meant', hidden: true}), tips = el('div', {'class': 'search-tips', hidden: true});
    var more = el('button', {type: 'button', 'class': 'search-more', hidden: true}, T.more);
    var order = el('select', {id: 'search-sort'}, [el('option', {value: ''}, T.best), el('option', {value: 'date'}, T.newest)]);
    order.value = sort;
    var sorting = el('p', {'class': 'search-sort', hidden: true}, [el('label', {'for': 'search-sort'}, T.sort + ' '), order]);
    var panel = el('details', {'class': 'search-facets', hidden: true}, el('summary', {}, T.filter)), groups = el('div');
    panel.appendChild(groups);
    panel.open = Object.keys(chosen).length > 0 || (window.matchMedia && matchMedia('(min-width: 64em)').matches);
    var body = el('div', {'class': 'search-body'});
    list.parentNode.insertBefore(body, list);
    body.appendChild(panel);
    body.appendChild(el('div', {'class': 'search-main'}, [status, meant, sorting, list, more, tips]));

    function show() {
      var text = input.value, mine = ++turn;
      var facetsWanted = panel.open ? chosen : Object.keys(chosen).length ? chosen : false;
      remembered(text);
      if (!text.trim()) return idle();
      search(text, {limit: limit, facets: facetsWanted, sort: sort}).then(function (found) {
        if (mine !== turn) return;
        empty(list);
        found.results.forEach(function (result) { list.appendChild(item(result, text, found.words)); });
        status.textContent = found.total === 0 ? T.none.replace('%', text.trim()) : found.total === 1 ? T.one : T.many.replace('%', found.total);
        suggestion(found);
        more.hidden = found.results.length >= found.total || found.results.length < limit;
        sorting.hidden = found.total < 2;
        panel.hidden = !found.total && !Object.keys(chosen).length;
        if (found.facets) filters(found.facets);
        tips.hidden = found.total > 0;
        if (!found.total) help();
      }, function () { status.textContent = T.failed; });
    }

    function remembered(text) {
      var now = new URLSearchParams();
      if (text.trim()) now.set('q', text);
      if (sort) now.set('sort', sort);
      Object.keys(chosen).forEach(function (name) { chosen[name].forEach(function (value) { now.append(name, value); }); });
      try { history.replaceState(null, '', location.pathname + (String(now) ? '?' + now : '')); } catch (_) { /* Not from every disk. */ }
    }

    function suggestion(found) {
      empty(meant);
      meant.hidden = !found.suggestion;
      if (!found.suggestion) return;
      var link = el('a', {href: searchPage(found.suggestion)}, found.suggestion);
      meant.appendChild(doc.createTextNode((found.corrected ? T.showing : T.meant) + ' '));
      meant.appendChild(link);
    }

    function help() {
      empty(tips);
      tips.appendChild(el('ul', {}, T.tips.map(function (tip) { return el('li', {}, tip); })));
      tips.appendChild(el('p', {}, el('a', {href: base + 'a-z.html'}, T.az)));
    }

    function idle() {
      var recent = kept('localStorage', RECENT) || [];
      empty(list);
      empty(tips);
      status.textContent = '';
      meant.hidden = sorting.hidden = more.hidden = panel.hidden = true;
      tips.hidden = !recent.length;
      if (!recent.length) return;
      var clear = el('button', {type: 'button'}, T.clear);
      clear.addEventListener('click', function () {
        kept('localStorage', RECENT, null);
        idle();
        input.focus();
      });
      tips.appendChild(el('h2', {}, T.recent));
      tips.appendChild(el('ul', {}, recent.map(function (text) { return el('li', {}, el('a', {href: searchPage(text)}, text)); })));
      tips.appendChild(clear);
    }

    function filters(facets) {
      var focused = doc.activeElement && doc.activeElement.id;
      empty(groups);
      Object.keys(T.facets).forEach(function (name, row) {
        var values = (facets[name] || []).slice(0, 12);
        (chosen[name] || []).forEach(function (value) {
          if (!values.some(function (known) { return known[0] === value; })) values.push([value, 0]);
        });
        if (!values.length || (values.length < 2 && !chosen[name])) return;
        groups.appendChild(el('fieldset', {}, [el('legend', {}, T.facets[name])].concat(values.map(function (value, i) {
          var id = 'facet-' + row + '-' + i, box = el('input', {type: 'checkbox', id: id});
          box.checked = (chosen[name] || []).indexOf(value[0]) >= 0;
          box.addEventListener('change', function () {
            chosen[name] = (chosen[name] || []).filter(function (old) { return old !== value[0]; }).concat(box.checked ? value[0] : []);
            if (!chosen[name].length) delete chosen[name];
            limit = 10;
            show();
          });
          return el('div', {'class': 'facet'}, [box, el('label', {'for': id}, [(name === 'kind' && T.kinds[value[0]]) || value[0],
            el('span', {'class': 'facet-count'}, ' (' + value[1] + ')')])]);
        }))));
      });
      if (Object.keys(chosen).length) {
        var reset = el('button', {type: 'button', 'class': 'facet-reset'}, T.reset);
        reset.addEventListener('click', function () {
          chosen = {};
          show();
          input.focus();
        });
        groups.appendChild(reset);
      }
      if (focused && doc.getElementById(focused)) doc.getElementById(focused).focus();
    }

    input.addEventListener('input', function (event) {
      if (event.isComposing) return;
      limit = 10;
      clearTimeout(timer);
      timer = setTimeout(show, 90);
    });
    input.addEventListener('compositionend', show);
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      remember(input.value);
      show();
    });
    order.addEventListener('change', function () {
      sort = order.value;
      show();
    });
    panel.addEventListener('toggle', function () { if (panel.open) show(); });
    more.addEventListener('click', function () {
      var at = limit;
      limit += 10;
      show();
      var wait = setInterval(function () {
        if (list.children[at]) list.children[at].querySelector('a').focus();
        if (list.children[at] || !--tries) clearInterval(wait);
      }, 50), tries = 40;
    });
    input.value = params.get('q') || '';
    show();
    if (!input.value) input.focus();
  }

  // ------------------------------------------- suggestions below a search box

  function combobox(form) {
    var input = form.querySelector('input[name="q"]');
    if (!input || input.getAttribute('role')) return;
    var id = 'search-list-' + ++count, list = el('ul', {id: id, role: 'listbox', 'class': 'search-list', 'aria-label': T.open, hidden: true});
    var live = el('span', {'class': 'visually-hidden', role: 'status'}), at = -1, turn = 0, timer = 0, options = [];
    var attributes = {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false'};
    Object.keys(attributes).forEach(function (key) { input.setAttribute(key, attributes[key]); });
    form.classList.add('has-list');
    form.appendChild(list);
    form.appendChild(live);

    function close() {
      list.hidden = true;
      at = -1;
      turn++;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function option(href, children, text, words) {
      // The link is for the mouse and for opening in a tab; the box itself keeps the focus.
      var link = el('a', {href: href, tabindex: '-1'}, children);
      if (words) lead(link, text, words);
      return el('li', {role: 'option', id: id + '-' + options.length, 'aria-selected': 'false'}, link);
    }

    function fill(entries) {
      empty(list);
      options = entries;
      entries.forEach(function (entry, i) {
        entry.id = id + '-' + i;
        list.appendChild(entry);
      });
      at = -1;
      list.hidden = !entries.length;
      input.setAttribute('aria-expanded', String(!!entries.length));
      input.removeAttribute('aria-activedescendant');
    }

    function show() {
      var text = input.value, mine = ++turn;
      if (!text.trim()) {
        return fill((kept('localStorage', RECENT) || []).slice(0, 5).map(function (old) { return option(searchPage(old), old); }));
      }
      search(text, {limit: 6, prefix: true}).then(function (found) {
        if (mine !== turn) return;
        var entries = found.results.map(function (result) {
          return option(address(result), [el('span', {'class': 'option-title'}, result.title),
            el('span', {'class': 'option-label'}, [label(result), result.anchor && (result.provision || result.heading)].filter(Boolean).join(' · '))], text, found.words);
        });
        if (found.suggestion) entries.unshift(option(searchPage(found.suggestion), (found.corrected ? T.showing : T.meant) + ' ' + found.suggestion));
        live.textContent = found.total ? (found.total === 1 ? T.one : T.many.replace('%', found.total)) : T.none.replace('%', text.trim());
        if (found.total > found.results.length) entries.push(option(searchPage(text), T.all + ' (' + found.total + ')'));
        fill(entries);
      }, function () { live.textContent = T.failed; });
    }

    function move(to) {
      if (list.hidden || !options.length) return;
      if (options[at]) options[at].setAttribute('aria-selected', 'false');
      at = (to + options.length + 1) % (options.length + 1);
      if (!options[at]) return input.removeAttribute('aria-activedescendant');
      options[at].setAttribute('aria-selected', 'true');
      input.setAttribute('aria-activedescendant', options[at].id);
      if (options[at].scrollIntoView) options[at].scrollIntoView({block: 'nearest'});
    }

    input.addEventListener('input', function (event) {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(show, 60);
    });
    input.addEventListener('compositionend', show);
    input.addEventListener('keydown', function (event) {
      if (event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (list.hidden) return show();
        move(event.key === 'ArrowDown' ? at + 1 : at < 0 ? options.length - 1 : at - 1 < 0 ? options.length : at - 1);
      } else if (event.key === 'Enter' && options[at] && !list.hidden) {
        event.preventDefault();
        options[at].firstChild.click();
      } else if (event.key === 'Escape' && !list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    form.addEventListener('focusout', function (event) {
      if (!form.contains(event.relatedTarget)) setTimeout(close, 150);
    });
    form.addEventListener('submit', function () { remember(input.value); });
  }

  // --------------------------------------------------------------- the pop-up

  var popup = null;

  function open() {
    if (!popup) {
      var close = el('button', {type: 'button', 'class': 'popup-close'}, T.close);
      var form = el('form', {'class': 'search-form', role: 'search', action: base + 'tim-kiem.html', method: 'get'}, [
        el('label', {'for': 'q-popup', 'class': 'visually-hidden'}, T.open), el('input', {id: 'q-popup', type: 'search', name: 'q', placeholder: T.open})]);
      popup = el('dialog', {'class': 'search-popup', 'aria-label': T.open}, [form, close]);
      close.addEventListener('click', function () { popup.close(); });
      popup.addEventListener('click', function (event) { if (event.target === popup) popup.close(); });
      doc.body.appendChild(popup);
      combobox(form);
    }
    if (popup.showModal && !popup.open) popup.showModal();
    popup.querySelector('input').focus();
    popup.querySelector('input').select();
  }

  doc.addEventListener('keydown', function (event) {
    var target = event.target, typing = target && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
    var slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    var control = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && (event.key === 'k' || event.key === 'K');
    if ((!slash && !control) || event.isComposing) return;
    event.preventDefault();
    var own = doc.getElementById('search-results') && doc.querySelector('main form[role="search"] input[name="q"]');
    if (own || !window.HTMLDialogElement) (own || doc.querySelector('form[role="search"] input[name="q"]')).focus(); else open();
  });

  // ------------------------------------- the words found, marked on their page

  function mark(words) {
    var sought = new Set(words), main = doc.querySelector('main');
    if (!main || !sought.size) return;
    var walker = doc.createTreeWalker(main, NodeFilter.SHOW_TEXT), texts = [], node, left = 400;
    while ((node = walker.nextNode())) {
      if (!node.parentElement.closest('script,style,form,button,select,nav,mark,.visually-hidden')) texts.push(node);
    }
    texts.forEach(function (text) {
      if (left <= 0 || !text.data.trim()) return;
      var marks = AnttSearch.text.words(text.data).filter(function (word) { return sought.has(word.f); })
        .map(function (word) { return [word.at, word.end]; });
      if (!marks.length) return;
      left -= marks.length;
      text.parentNode.replaceChild(marked(text.data, marks), text);
    });
  }

  var left = kept('sessionStorage', WORDS);
  if (left && left.page === location.href.split('#')[0].split('?')[0]) {
    kept('sessionStorage', WORDS, null);
    mark(left.words || []);
  }
  var results = doc.getElementById('search-results');
  if (results) page(results);
  Array.prototype.forEach.call(doc.querySelectorAll('form[role="search"]'), function (form) {
    if (!results || !form.closest('main')) combobox(form);
  });
})();
