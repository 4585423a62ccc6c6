/* Sorts tables of documents by the column whose name is pressed. Without this script the newest stand first. */
(function () {
  "use strict";

  var collator = new Intl.Collator("vi", { numeric: true });

  /* What a cell is sorted by: the day as machines write it, else its words. */
  function key(row, column) {
    var cell = row.cells[column];
    var day = cell && cell.querySelector("time");
    return day ? day.getAttribute("datetime") : (cell ? cell.textContent.trim() : "");
  }

  function sort(table, heads, column, down) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(body.rows).map(function (row, place) {
      return { row: row, key: key(row, column), place: place };
    });
    rows.sort(function (a, b) {
      /* What has no value stands last either way; equals keep their order. */
      if (!a.key || !b.key) return (a.key ? 0 : 1) - (b.key ? 0 : 1) || a.place - b.place;
      return (down ? -1 : 1) * collator.compare(a.key, b.key) || a.place - b.place;
    });
    rows.forEach(function (entry) { body.appendChild(entry.row); });
    heads.forEach(function (head, at) {
      if (at === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  Array.prototype.forEach.call(document.querySelectorAll("table[data-sort]"), function (table) {
    var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
    heads.forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var now = head.getAttribute("aria-sort");
        /* Days are first wanted newest first, names from A on. */
        var down = now ? now === "ascending" : head.getAttribute("data-kind") === "date";
        sort(table, heads, column, down);
      });
    });
  });
})();
