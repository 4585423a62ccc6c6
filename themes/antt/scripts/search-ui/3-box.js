/* Suggestions below a search box. */

var boxes = 0;

function combobox(form) {
  var input = form.querySelector('input[name="q"]');
  if (!input) return;
  var id = 'search-list-' + ++boxes, list = el('ul', {id, role: 'listbox', 'class': 'search-list', 'aria-label': TEXTS.search_site, hidden: ''});
  var live = el('span', {'class': 'visually-hidden', role: 'status'}), rows = [], count = 0, at = -1, turn = {};
  set(input, {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false'});
  form.classList.add('has-list');
  form.append(list, live);

  function close() {
    turn.aborted = true;
    opened(0);
  }

  function opened(rowCount) {
    move(-1);
    count = rowCount;
    list.hidden = !count;
    input.setAttribute('aria-expanded', !!count);
  }

  function row(i) {
    // The link is for the mouse and for opening in a tab; the box itself keeps the focus.
    return el('li', {role: 'option', id: id + '-' + i, 'aria-selected': 'false'}, el('a', {tabindex: '-1'},
      [el('span', {'class': 'option-title'}), el('span', {'class': 'option-label'})]));
  }

  /* Of every row the address, the title and what is below it. */
  function fill(entries, text, words) {
    rows.splice(entries.length).forEach(spare => { spare.remove(); });
    entries.forEach((entry, i) => {
      if (!rows[i]) list.append(rows[i] = row(i));
      var link = rows[i].firstChild, said = entry.join('\n');
      link.onclick = words && (() => { leave(link, text, words); });
      // What is said already is left alone: the list would be laid out anew.
      if (link.said === said) return;
      link.said = said;
      link.href = entry[0];
      link.firstChild.textContent = entry[1];
      link.lastChild.textContent = entry[2];
    });
    opened(entries.length);
  }

  function show() {
    var text = input.value, mine;
    if (doc.activeElement !== input) return;
    turn.aborted = true;
    turn = mine = {};
    if (!text.trim()) {
      return fill((kept('localStorage', RECENT) || []).slice(0, 5).map(old => [searchPage(old), old]));
    }
    // Half the portal begins with a letter.
    if (text.trim().length < 2) return close();
    search(text, {limit: 6, prefix: true, signal: mine}).then(found => {
      if (mine.aborted) return;
      var entries = found.results.map(result => [address(result), result.title,
        [label(result), result.anchor && (result.provision || result.heading)].filter(Boolean).join(' · ')]);
      if (found.suggestion) entries.unshift([searchPage(found.suggestion), (found.corrected ? TEXTS.search_showing : TEXTS.search_meant) + ' ' + found.suggestion]);
      live.textContent = counted(found.total, text);
      if (found.total > found.results.length) entries.push([searchPage(text), TEXTS.search_all + ' (' + found.total + ')']);
      fill(entries, text, found.words);
    }).catch(() => { if (!mine.aborted) live.textContent = TEXTS.search_failed; });
  }

  function move(to) {
    if (rows[at]) rows[at].setAttribute('aria-selected', 'false');
    // Between the last row and the first none is chosen.
    at = (to + count + 2) % (count + 1) - 1;
    if (at < 0) return input.removeAttribute('aria-activedescendant');
    rows[at].setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', rows[at].id);
    rows[at].scrollIntoView({block: 'nearest'});
  }

  typed(input, show);
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!count) return show();
      move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      rows[at].firstChild.click();
    } else if (event.key === 'Escape' && count) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener('mousedown', event => { event.preventDefault(); });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) close(); });
  form.addEventListener('submit', () => { remember(input.value); });
}
