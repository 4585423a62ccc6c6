/* Suggestions below a search box. */

/* What syllables begin with, and nothing else: an abbreviation begins with other letters, and is answered. */
var BEGUN = /^\s*(\S\s*|ch|gh|kh|ngh?|nh|ph|qu|th|tr)$/i;
var boxes = 0;

function combobox(form) {
  var input = form.querySelector('input[name="q"]');
  if (!input) return;
  var id = 'search-list-' + ++boxes;
  var list = el('ul', {id, role: 'listbox', 'class': 'search-list', 'aria-label': TEXTS.search_site, hidden: ''});
  var live = el('span', {'class': 'visually-hidden', role: 'status'}), rows = [], told = null, at = -1, turn = {}, timer = 0;
  set(input, {role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id,
    autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false'});
  form.classList.add('has-list');
  form.append(list, live);

  function left() {
    turn.aborted = true;
    clearTimeout(timer);
    move(-1);
  }

  function close() {
    left();
    fill([]);
  }

  function row(i) {
    // The link is for the mouse and for opening in a tab; the box itself keeps the focus.
    return el('li', {role: 'option', id: id + '-' + i, 'aria-selected': 'false'}, el('a', {tabindex: '-1'},
      [el('span', {'class': 'option-title'}), el('span', {'class': 'option-label'})]));
  }

  /* Of every row the address, the title and what is below it. */
  function fill(entries, text, words) {
    // What is chosen stays chosen where it stands.
    if (at >= 0 && (entries[at] || [])[1] !== rows[at].firstChild.firstChild.textContent) move(-1);
    rows.splice(entries.length).forEach(spare => { spare.remove(); });
    entries.forEach((entry, i) => {
      if (!rows[i]) list.append(rows[i] = row(i));
      var link = rows[i].firstChild, [to, title, below] = entry;
      link.onclick = words && (() => { leave(link, text, words); });
      if (link.to !== to) link.href = link.to = to;
      say(link.firstChild, title);
      say(link.lastChild, below || '');
    });
    list.hidden = !rows.length;
    input.setAttribute('aria-expanded', !list.hidden);
  }

  function show() {
    var text = input.value, mine = {};
    if (doc.activeElement !== input) return;
    left();
    turn = mine;
    if (!text.trim()) {
      return fill((kept('localStorage', RECENT) || []).slice(0, 5).map(old => [searchPage(old), old]));
    }
    // Half the portal begins with a letter or the like.
    if (BEGUN.test(text)) {
      ready();
      return close();
    }
    answer(text, mine, true);
  }

  /* First what names the pages; once typing rests also where in them. */
  function answer(text, mine, brief) {
    search(text, {limit: 5, prefix: true, brief, signal: mine}).then(found => {
      if (mine.aborted) return;
      var entries = found.results.map(result => [address(result), result.title,
        [label(result), place(result)].filter(Boolean).join(' · ')]);
      if (found.suggestion) entries.unshift([searchPage(found.suggestion), suggested(found) + found.suggestion]);
      // The same answer is told once; another one is told also where it counts as many.
      var count = counted(found.total, text);
      if (live.textContent !== count || (brief && found.results !== told)) live.textContent = count;
      if (brief) told = found.results;
      if (found.total > found.results.length) entries.push([searchPage(text), TEXTS.search_all + ' (' + found.total + ')']);
      fill(entries, text, found.words);
      if (brief) timer = setTimeout(answer, 700, text, mine);
    }).catch(() => { if (!mine.aborted) live.textContent = TEXTS.search_failed; });
  }

  function move(to) {
    if (rows[at]) rows[at].setAttribute('aria-selected', 'false');
    // Between the last row and the first none is chosen.
    at = (to + rows.length + 2) % (rows.length + 1) - 1;
    if (at < 0) return input.removeAttribute('aria-activedescendant');
    rows[at].setAttribute('aria-selected', 'true');
    input.setAttribute('aria-activedescendant', rows[at].id);
    rows[at].scrollIntoView({block: 'nearest'});
  }

  /* What all queries need comes while the reader thinks; who was in the box before this script gets it with a letter. */
  function ready() {
    search('', {prefix: true}).catch(close);
  }

  input.addEventListener('focus', ready, {once: true});
  typed(input, show);
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) return show();
      move(at + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && at >= 0) {
      event.preventDefault();
      rows[at].firstChild.click();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  });
  list.addEventListener('mousedown', event => { event.preventDefault(); });
  form.addEventListener('focusout', event => { if (!form.contains(event.relatedTarget)) close(); });
  form.addEventListener('submit', () => { remember(input.value); });
}
