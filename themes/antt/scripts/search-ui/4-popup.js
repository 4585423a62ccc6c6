/* The pop-up on every page. */

var popup = null;

function open() {
  if (!popup) {
    var close = button('popup-close', TEXTS.close, () => { popup.close(); });
    var form = el('form', {'class': 'search-form', role: 'search', action: base + 'tim-kiem.html', method: 'get'}, [
      el('label', {'for': 'q-popup', 'class': 'visually-hidden'}, TEXTS.search_site), el('input', {id: 'q-popup', type: 'search', name: 'q', placeholder: TEXTS.search_site})]);
    popup = el('dialog', {'class': 'search-popup', 'aria-label': TEXTS.search_site}, [form, close]);
    popup.addEventListener('click', event => { if (event.target === popup) popup.close(); });
    doc.body.append(popup);
    combobox(form);
  }
  if (popup.showModal && !popup.open) popup.showModal();
  popup.querySelector('input').focus();
  popup.querySelector('input').select();
}

/* `/` and Ctrl+K. */
function hotkey(event) {
  var target = event.target, typing = target && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
  var slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
  var control = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && (event.key === 'k' || event.key === 'K');
  if ((!slash && !control) || event.isComposing) return;
  event.preventDefault();
  var own = doc.getElementById('search-results') && doc.querySelector('main form[role="search"] input[name="q"]');
  if (own || !window.HTMLDialogElement) (own || doc.querySelector('form[role="search"] input[name="q"]')).focus(); else open();
}
