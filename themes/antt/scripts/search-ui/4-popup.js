/* The pop-up on every page. */

var popup = null;

function open() {
  if (!popup) {
    var close = button('popup-close', TEXTS.close, () => { popup.close(); });
    var form = el('form', {'class': 'search-form', role: 'search', action: base + 'tim-kiem.html', method: 'get'}, [
      el('label', {'for': 'q-popup', 'class': 'visually-hidden'}, TEXTS.search_site),
      el('input', {id: 'q-popup', type: 'search', name: 'q', placeholder: TEXTS.search_site})]);
    popup = el('dialog', {'class': 'search-popup', 'aria-label': TEXTS.search_site}, [form, close]);
    // A search box would only lose its text.
    popup.addEventListener('keydown', event => { if (event.key === 'Escape') popup.close(); });
    popup.addEventListener('click', event => { if (event.target === popup) popup.close(); });
    doc.body.append(popup);
    combobox(form);
  }
  if (!popup.open) popup.showModal();
  var input = popup.querySelector('input');
  input.focus();
  input.select();
  input.dispatchEvent(new Event('input'));
}

/* `/` and Ctrl+K. */
function hotkey(event) {
  var target = event.target, typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
  var held = event.ctrlKey || event.metaKey;
  var wanted = held ? !event.shiftKey && /^k$/i.test(event.key) : event.key === '/' && !typing;
  if (!wanted || event.altKey || event.isComposing) return;
  event.preventDefault();
  var own = doc.getElementById('search-results') && doc.querySelector('main form[role="search"] input[name="q"]');
  if (own || !window.HTMLDialogElement) (own || doc.querySelector('form[role="search"] input[name="q"]')).focus();
  else open();
}
