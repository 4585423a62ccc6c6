// What cited words say, shown beside the citation that the reader points at, focuses or taps: of this page from its own
// text, of others from what the page carries. Without this script a citation is a link like any other.
(function () {
  "use strict";
  var doc = document, store = doc.getElementById("_trich");
  if (!store || !store.content || !Element.prototype.closest) return;
  var RANKS = ["annex", "part", "chapter", "section", "subsection", "article", "clause", "point", "bullet"], LONGEST = 420;
  var carried = {}, shown = null, dismissed = null, timer = 0, touched = 0;
  Array.prototype.forEach.call(store.content.querySelectorAll("[data-for]"), function (el) { carried[el.getAttribute("data-for")] = el; });
  var box = doc.createElement("div");
  box.className = "preview";
  box.id = "_xem";
  box.hidden = true;
  box.setAttribute("role", "tooltip");
  doc.body.appendChild(box);

  function rank(el) {
    for (var i = 0; i < RANKS.length; i++) if (el.classList.contains("provision-" + RANKS[i])) return i;
    return RANKS.length;
  }
  function words(el) {
    var copy = el.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll(".anchor, .cited-count"), function (tool) { tool.remove(); });
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  // A provision of this page: its first block, and what follows down to the next of its rank.
  function own(id) {
    var el = doc.getElementById(id), out = doc.createDocumentFragment(), left = LONGEST;
    if (!el) return null;
    var first = el, level = rank(el);
    for (; el && left > 0; el = first.tagName === "LI" ? null : el.nextElementSibling) {
      if (el !== first && (rank(el) <= level || (rank(el) === RANKS.length && /^H\d$/.test(el.tagName)))) break;
      var text = words(el), p = doc.createElement("p");
      if (!text) continue;
      p.textContent = text.length > left ? text.slice(0, text.lastIndexOf(" ", left)) + "…" : text;
      if (/^H\d$/.test(el.tagName)) p.className = "preview-title";
      left -= text.length;
      out.appendChild(p);
    }
    return out;
  }
  function content(link) {
    var url = link.getAttribute("href"), there = carried[url];
    if (url.charAt(0) === "#") return own(decodeURIComponent(url.slice(1)));
    if (!there) return null;
    var out = doc.createDocumentFragment();
    Array.prototype.forEach.call(there.childNodes, function (node) { out.appendChild(doc.importNode(node, true)); });
    return out;
  }

  // Below the words where there is room, else above them, and always inside the window.
  function place(link) {
    var lines = link.getClientRects(), first = lines[0], last = lines[lines.length - 1];
    if (!first) return;
    box.style.left = box.style.top = "0";
    var width = box.offsetWidth, height = box.offsetHeight, wide = doc.documentElement.clientWidth;
    var below = last.bottom + 6, above = first.top - height - 6;
    var top = below + height <= window.innerHeight || above < 0 ? below : above;
    box.style.left = Math.max(8, Math.min(last.left, wide - width - 8)) + window.pageXOffset + "px";
    box.style.top = top + window.pageYOffset + "px";
  }
  function show(link, tapped) {
    clearTimeout(timer);
    if (shown === link) return true;
    var what = content(link);
    if (!what) return false;
    hide();
    box.textContent = "";
    box.appendChild(what);
    if (tapped) {
      var hint = doc.createElement("p");
      hint.className = "preview-facts";
      hint.textContent = store.getAttribute("data-again");
      box.appendChild(hint);
    }
    box.hidden = false;
    link.setAttribute("aria-describedby", box.id);
    shown = link;
    place(link);
    return true;
  }
  function hide() {
    clearTimeout(timer);
    if (shown) shown.removeAttribute("aria-describedby");
    shown = null;
    box.hidden = true;
  }
  function cite(e) { return e.target.closest ? e.target.closest("a.cite") : null; }
  function byTouch() { return Date.now() - touched < 1000; }

  doc.addEventListener("touchstart", function () { touched = Date.now(); }, { passive: true });
  doc.addEventListener("mouseover", function (e) {
    if (byTouch()) return;
    var link = cite(e);
    if (link && link !== dismissed) {
      clearTimeout(timer);
      timer = setTimeout(function () { show(link); }, shown ? 60 : 200);
    } else if (box.contains(e.target)) clearTimeout(timer);
    else {
      dismissed = link;
      if (shown !== doc.activeElement) { clearTimeout(timer); timer = setTimeout(hide, 250); }
    }
  });
  doc.addEventListener("focusin", function (e) {
    if (byTouch()) return;
    var link = cite(e), seen = true;
    try { seen = link && link.matches(":focus-visible"); } catch (x) { /* an older browser: every focus is seen */ }
    if (link && seen) show(link); else if (!box.contains(e.target)) hide();
  });
  doc.addEventListener("keydown", function (e) {
    if (e.key === "Escape" && shown) { dismissed = shown; hide(); }
  });
  // The first tap shows the words, the second follows the link.
  doc.addEventListener("click", function (e) {
    var link = cite(e);
    if (link && byTouch() && shown !== link && show(link, true)) e.preventDefault();
    else if (!box.contains(e.target)) hide();
  });
})();
