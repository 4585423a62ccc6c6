// Comforts on top of pages that work without them: colour scheme, copying, ticks of checklists, the place in the
// contents, meanings of abbreviations, printing. `TEXTS.name` is the theme's text of that name.
(function () {
  "use strict";
  var doc = document, root = doc.documentElement;
  root.classList.add("scripted");
  var toast = doc.getElementById("_toast");

  function all(selector, act) { Array.prototype.forEach.call(doc.querySelectorAll(selector), act); }
  function on(selector, event, act) { all(selector, function (el) { el.addEventListener(event, act); }); }

  // Storage may be refused (opened from disk, private windows): then nothing is remembered, and nothing breaks.
  function load(key) { try { return localStorage.getItem("antt:" + key); } catch (e) { return null; } }
  function save(key, value) {
    try { value === null ? localStorage.removeItem("antt:" + key) : localStorage.setItem("antt:" + key, value); } catch (e) { /* not kept */ }
  }

  // Colour scheme: the system's, until the reader chooses.
  var system = window.matchMedia ? matchMedia("(prefers-color-scheme: dark)") : { matches: false };
  function isDark() { return root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches; }
  function showScheme() { all("[data-scheme-toggle]", function (b) { b.setAttribute("aria-pressed", String(isDark())); }); }
  var chosen = load("scheme");
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;
  showScheme();
  if (system.addEventListener) system.addEventListener("change", showScheme);
  on("[data-scheme-toggle]", "click", function () {
    var next = isDark() ? "light" : "dark";
    if ((next === "dark") === system.matches) { delete root.dataset.scheme; save("scheme", null); }
    else { root.dataset.scheme = next; save("scheme", next); }
    showScheme();
  });

  // The folded menu closes with Escape and when the focus leaves it.
  all(".menu-fold", function (menu) {
    menu.addEventListener("keydown", function (e) {
      if (e.key === "Escape" && menu.open) { menu.open = false; menu.firstElementChild.focus(); }
    });
    doc.addEventListener("click", function (e) { if (!menu.contains(e.target)) menu.open = false; });
    menu.addEventListener("focusout", function (e) { if (e.relatedTarget && !menu.contains(e.relatedTarget)) menu.open = false; });
  });

  // Contents stand open where there is room for them; the style sheet does so by itself in newer browsers.
  var wide = window.matchMedia ? matchMedia("(min-width: 64em)") : null;
  function unfold() { all("details.toc", function (d) { d.open = wide.matches; }); }
  if (wide) { unfold(); if (wide.addEventListener) wide.addEventListener("change", unfold); }
  on(".toc a", "click", function (e) { if (wide && !wide.matches) e.target.closest("details").open = false; });

  // The place one is at: the last heading that has passed the upper edge.
  var links = {}, heads = [];
  all(".toc a", function (a) {
    var id = decodeURIComponent(a.hash.slice(1)), head = doc.getElementById(id);
    if (head) { links[id] = a; heads.push(head); }
  });
  if (heads.length && window.IntersectionObserver) {
    var here = null, queued = false;
    var mark = function () {
      queued = false;
      var current = heads[0];
      for (var i = 0; i < heads.length && heads[i].getBoundingClientRect().top < 140; i++) current = heads[i];
      var link = links[current.id];
      if (link === here) return;
      if (here) here.removeAttribute("aria-current");
      (here = link).setAttribute("aria-current", "true");
      var box = link.closest("details"), a = link.getBoundingClientRect(), b = box.getBoundingClientRect();
      if (a.top < b.top + 48 || a.bottom > b.bottom) box.scrollTop += a.top - b.top - b.height / 2;
    };
    var watch = new IntersectionObserver(function () { if (!queued) { queued = true; requestAnimationFrame(mark); } }, { rootMargin: "-140px 0px 0px 0px" });
    heads.forEach(function (head) { watch.observe(head); });
  }

  // Copying.
  var fading;
  function say(text) {
    if (!toast) return;
    toast.textContent = text;
    toast.classList.add("shown");
    clearTimeout(fading);
    fading = setTimeout(function () { toast.classList.remove("shown"); toast.textContent = ""; }, 4000);
  }
  function copyByHand(text) {
    var area = doc.createElement("textarea"), done = false, back = doc.activeElement;
    area.value = text;
    area.className = "visually-hidden";
    doc.body.appendChild(area);
    area.select();
    try { done = doc.execCommand("copy"); } catch (e) { /* refused */ }
    area.remove();
    if (back) back.focus();
    say(done ? TEXTS.copied : TEXTS.copy_failed);
  }
  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { say(TEXTS.copied); }, function () { copyByHand(text); });
    } else copyByHand(text);
  }
  function address(hash) { return location.href.split("#")[0] + (hash || ""); }
  on("[data-copy]", "click", function (e) {
    copy(e.currentTarget.dataset.copy === "link" ? address(location.hash) : name());
  });
  // What the page is called in a citation.
  function name() {
    var article = doc.querySelector("article"), title = doc.querySelector("h1");
    return article && article.dataset.cite || title.textContent;
  }
  on("a.anchor", "click", function (e) {
    var link = e.currentTarget, provision = link.closest(".provision");
    var cited = provision && "#" + provision.id === link.hash;
    copy((cited ? link.getAttribute("aria-label") + " " + name() + "\n" : "") + address(link.hash));
  });
  on("[data-print]", "click", function () { window.print(); });

  // Checklists: ticks stay on this device, one entry for each page.
  var boxes = doc.querySelectorAll("input[data-task]");
  if (boxes.length) {
    var key = "tasks:" + (doc.body.dataset.route || location.pathname), ticks = {};
    try { ticks = JSON.parse(load(key)) || {}; } catch (e) { /* damaged: start anew */ }
    var bar = doc.createElement("div"), count = doc.createElement("p"), meter = doc.createElement("progress");
    var reset = doc.createElement("button"), note = doc.createElement("p");
    bar.className = "task-bar";
    count.setAttribute("role", "status");
    meter.max = boxes.length;
    meter.setAttribute("aria-label", TEXTS.tasks_done);
    reset.type = "button";
    reset.textContent = TEXTS.tasks_reset;
    note.className = "kind-note";
    note.textContent = TEXTS.tasks_note;
    [count, meter, reset, note].forEach(function (el) { bar.appendChild(el); });
    var first = boxes[0].closest("ul");
    first.parentNode.insertBefore(bar, first);
    var tally = function () {
      var done = doc.querySelectorAll("input[data-task]:checked").length;
      meter.value = done;
      count.textContent = done + "/" + boxes.length + " " + TEXTS.tasks_done;
      reset.disabled = !done;
    };
    var keep = function () { save(key, Object.keys(ticks).length ? JSON.stringify(ticks) : null); tally(); };
    Array.prototype.forEach.call(boxes, function (box) {
      box.disabled = false;
      box.checked = ticks[box.dataset.task] === 1;
      box.addEventListener("change", function () {
        if (box.checked) ticks[box.dataset.task] = 1; else delete ticks[box.dataset.task];
        keep();
      });
    });
    reset.addEventListener("click", function () {
      ticks = {};
      Array.prototype.forEach.call(boxes, function (box) { box.checked = false; });
      keep();
      boxes[0].focus();
    });
    tally();
  }

  // Meanings of abbreviations: the style sheet shows them; here the browser's own bubble is kept away, and Escape closes ours.
  all("abbr.term", function (term) {
    term.addEventListener("mouseenter", function () { term.removeAttribute("title"); });
    term.addEventListener("mouseleave", function () { term.title = term.dataset.meaning; term.classList.remove("closed"); });
    term.addEventListener("focus", function () { term.classList.remove("closed"); });
  });
  doc.addEventListener("keydown", function (e) {
    if (e.key === "Escape") all("abbr.term:hover, abbr.term:focus", function (term) { term.classList.add("closed"); });
  });

  // Deadlines: how far off by the reader's own day, since the page may be read long after it was made.
  var now = new Date(), today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
  all("[data-due][hidden]", function (tag) {
    var d = tag.dataset.due.split("-"), days = Math.round((Date.UTC(d[0], d[1] - 1, d[2]) - today) / 864e5);
    if (days > 31) return;
    tag.textContent = days < 0 ? TEXTS.past : days ? TEXTS.due_in.replace("{n}", days) : TEXTS.due_today;
    if (days < 0) tag.className = "tag tag-past";
    tag.hidden = false;
  });
})();
