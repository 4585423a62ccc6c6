// Reloads the page when something was saved, and shows what is wrong. Only `antt serve` adds it to pages.
(function () {
  "use strict";
  var edition = document.currentScript.getAttribute("data-edition");
  var vi = document.documentElement.lang !== "en";
  var panel = null;
  var hidden = "";

  var style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_antt/client.css";
  document.head.appendChild(style);

  function element(name, text) {
    var made = document.createElement(name);
    made.textContent = text;
    return made;
  }

  function title(news) {
    var errors = news.errors + (vi ? " lỗi" : news.errors === 1 ? " error" : " errors");
    var warnings = news.warnings + (vi ? " cảnh báo" : news.warnings === 1 ? " warning" : " warnings");
    return errors + ", " + warnings;
  }

  function show(news) {
    if (panel) panel.remove();
    panel = null;
    if (!news.report || news.report === hidden) return;
    panel = document.createElement("section");
    panel.id = "_antt";
    panel.className = news.errors ? "antt-errors" : "antt-warnings";
    panel.setAttribute("role", "alert");
    var close = element("button", vi ? "Ẩn" : "Hide");
    close.type = "button";
    close.addEventListener("click", function () {
      hidden = news.report;
      show(news);
    });
    var report = element("pre", news.report);
    report.tabIndex = 0;
    panel.append(element("strong", title(news)), close, report);
    document.body.appendChild(panel);
  }

  new EventSource("/_antt/events").onmessage = function (message) {
    var news = JSON.parse(message.data);
    if (news.edition === edition) show(news);
    else location.reload();
  };
})();
