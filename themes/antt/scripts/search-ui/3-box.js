/* Suggestions below a search box. */

var boxes = 0;

function combobox(form) {
  var input = form.querySelector('input[name="q"]');
  if (!input || input.getAttribute('role')) return;
  var id = 'search-list-' + ++boxes, list = el('ul', {id, role: 'listbox', 'class': 'search-list', 'aria-label': TEXTS.search_site, hidden: true});
  var live = el('span', {'class': 'visually-hidden', role: 'status'}), at = -1, turn = 0, timer = 0, options = [];
  var attributes = {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false'};
  Object.keys(attributes).forEach(key => { input.setAttribute(key, attributes[key]); });
  form.classList.add('has-list');
  form.append(list, live);

  function close() {
    list.hidden = true;
    at = -1;
    turn++;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  }

  function option(href, children, text, words) {
    // The link is for the mouse and for opening in a tab; the box itself keeps the focus.
    var link = el('a', {href, tabindex: '-1'}, children);
    if (words) lead(link, text, words);
    return el('li', {role: 'option', id: id + '-' + options.length, 'aria-selected': 'false'}, link);
  }

  function fill(entries) {
    empty(list);
    options = entries;
    entries.forEach((entry, i) => {
      entry.id = id + '-' + i;
      list.append(entry);
    });
    at = -1;
    list.hidden = !entries.length;
    input.setAttribute('aria-expanded', String(!!entries.length));
    input.removeAttribute('aria-activedescendant');
  }

  function show() {
    var text = input.value, mine = ++turn;
    if (!text.trim()) {
      return fill((kept('localStorage', RECENT) || []).slice(0, 5).map(old => option(searchPage(old), old)));
    }
    search(text, {limit: 6, prefix: true}).then(found => {
      if (mine !== turn) return;
      var entries = found.results.map(result => {
        return option(address(result), [el('span', {'class': 'option-title'}, result.title),
          el('span', {'class': 'option-label'}, [label(result), result.anchor && (result.provision || result.heading)].filter(Boolean).join(' · '))], text, found.words);
      });
      if (found.suggestion) entries.unshift(option(searchPage(found.suggestion), (found.corrected ? TEXTS.search_showing : TEXTS.search_meant) + ' ' + found.suggestion));
      live.textContent = counted(found.total, text);
      if (found.total > found.results.length) entries.push(option(searchPage(text), TEXTS.search_all + ' (' + found.total + ')'));
      fill(entries);
    }, () => { live.textContent = TEXTS.search_failed; });
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

  input.addEventListener('input', event => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(show, 60);
  });
  input.addEventListener('compositionend', show);
  input.addEventListener('keydown', event => {
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
  form.addEventListener('focusout', event => {
    if (!form.contains(event.relatedTarget)) setTimeout(close, 150);
  });
  form.addEventListener('submit', () => { remember(input.value); });
}
