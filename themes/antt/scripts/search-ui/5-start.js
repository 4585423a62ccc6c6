/* The words found, marked on the page that a result led to. */

function mark(words) {
  var sought = new Set(words), main = doc.querySelector('main');
  if (!main) return;
  var walker = doc.createTreeWalker(main, NodeFilter.SHOW_TEXT), texts = [], node, left = 400;
  while ((node = walker.nextNode())) {
    if (!node.parentElement.closest('script,style,form,button,select,nav,mark,.visually-hidden')) texts.push(node);
  }
  texts.forEach(text => {
    if (left <= 0 || !text.data.trim()) return;
    var marks = AnttSearch.text.words(text.data).filter(word => sought.has(word.c))
      .map(word => [word.at, word.end]);
    if (!marks.length) return;
    left -= marks.length;
    text.replaceWith(marked(text.data, marks));
  });
}

function start() {
  var left = kept('sessionStorage', WORDS), results = doc.getElementById('search-results');
  if (left && left.page === location.href.split(/[#?]/)[0]) {
    kept('sessionStorage', WORDS, null);
    mark(left.words || []);
  }
  if (results) page(results);
  doc.querySelectorAll('form[role="search"]').forEach(form => {
    if (!results || !form.closest('main')) combobox(form);
  });
  doc.addEventListener('keydown', hotkey);
}

if (window.AnttSearch) start();
