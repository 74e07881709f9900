"use strict";
// Sorts tables, finds rows, opens what a link leads to. The page is whole without it: nothing here adds a word of content.
(() => {
  const end = document.querySelector("main").dataset.end.split("-").map(Number); // last day of the period
  const form = document.querySelector("form"), find = document.getElementById("find");
  const found = document.getElementById("found");

  // ---- sorting: rising, falling, as it was; the total stands in the foot and stays there

  const NUMBER = /^(-?[\d,]+(?:\.\d+)?)(?:%|分|元|篇|条|次)?$/;
  const DAY = /^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:(\d{1,2})时(?:(\d{1,2})分)?)?$/;
  const byWords = new Intl.Collator("zh-CN", { numeric: true });

  function dayValue([, year, month, day, hour, minute]) {
    // a day without a year lies in the year up to the period's last day
    const late = Number(month) * 100 + Number(day) > end[1] * 100 + end[2];
    const its = year ? Number(year) : end[0] - (late ? 1 : 0);
    return Date.UTC(its, month - 1, day, hour || 0, minute || 0);
  }

  function value(text) {
    const number = NUMBER.exec(text), day = DAY.exec(text);
    if (number) return Number(number[1].replaceAll(",", ""));
    if (day) return dayValue(day);
    return text === "—" ? 0 : text; // a dash says that there are none
  }

  function compare(one, other) {
    const numbers = (typeof other === "number") - (typeof one === "number"); // numbers before words
    if (numbers) return numbers;
    return typeof one === "number" ? one - other : byWords.compare(one, other);
  }

  function sort(table, column, order) {
    const rows = [...table.tBodies[0].rows].sort((one, other) => one.dataset.at - other.dataset.at);
    if (order !== "none") {
      const values = new Map(rows.map((row) => [row, value(row.cells[column].textContent.trim())]));
      const sign = order === "ascending" ? 1 : -1;
      rows.sort((one, other) => sign * compare(values.get(one), values.get(other))); // stable
    }
    table.tBodies[0].append(...rows);
  }

  function makeSortable(table) {
    const rows = [...table.tBodies[0].rows];
    if (rows.length < 2 || table.tHead.querySelector("button")) return;
    rows.forEach((row, at) => { row.dataset.at = at; });
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (rows[0].cells[column].querySelector("ul")) return; // a list has no order of its own
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { ascending: "descending", descending: "none" }[head.getAttribute("aria-sort")] || "ascending";
        heads.forEach((one) => one.removeAttribute("aria-sort"));
        if (next !== "none") head.setAttribute("aria-sort", next);
        sort(table, column, next);
      });
    });
  }

  // ---- finding: every word must stand in the row, or in the name of the unit or person the row belongs to

  const texts = new WeakMap();

  function plain(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function textOf(element) {
    if (!texts.has(element)) texts.set(element, plain(element.textContent));
    return texts.get(element);
  }

  function filterRows(scope, words, above) {
    let left = 0;
    for (const row of scope.querySelectorAll("tbody tr")) {
      const fits = words.every((word) => above.includes(word) || textOf(row).includes(word));
      row.classList.toggle("out", !fits);
      left += fits;
    }
    scope.querySelectorAll("tfoot tr").forEach((row) => row.classList.toggle("out", words.length > 0)); // sums all rows
    return left;
  }

  function filterDossiers(id, words) {
    let left = 0;
    for (const one of document.querySelectorAll(`#${id} > details`)) {
      const name = textOf(one.querySelector("summary"));
      const whole = words.every((word) => name.includes(word));
      const rows = filterRows(one, whole ? [] : words, name);
      one.classList.toggle("out", !whole && !rows);
      left += whole || rows > 0;
    }
    document.getElementById(id)?.classList.toggle("out", words.length > 0 && !left);
    return left;
  }

  function filter() {
    const words = plain(find.value).split(/\s+/).filter(Boolean);
    let rows = 0;
    for (const annex of document.querySelectorAll("section.annex:not(.lines):not(#clauses)")) {
      const left = filterRows(annex, words, "");
      annex.querySelectorAll("table").forEach((table) => {
        table.classList.toggle("out", words.length > 0 && !table.querySelector("tbody tr:not(.out)"));
      });
      annex.classList.toggle("out", words.length > 0 && !left);
      rows += left;
    }
    const units = filterDossiers("unit-lines", words), people = filterDossiers("person-lines", words);
    found.value = words.length ? `找到单位${units}个、个人${people}人、附件${rows}行` : "";
  }

  let waiting = 0;
  function filterSoon() {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  }

  function toFirst() {
    filter();
    const first = document.querySelector("section.lines > details:not(.out), section.annex:not(.lines):not(.out)");
    if (find.value && first) first.scrollIntoView();
  }

  // ---- opening: a link to a unit, a person or a row opens what it is in

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest(".out")) {
      find.value = "";
      filter();
    }
    const box = target.closest("details");
    if (box) box.open = true;
    target.scrollIntoView();
    const focus = target === box ? box.querySelector("summary") : target;
    if (focus !== document.activeElement && !focus.matches("summary")) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
  }

  document.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelectorAll("table").forEach(makeSortable);
  }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.hash === location.hash) reveal(); // the address stays the same, so the browser tells nobody
    const tool = event.target.closest("[data-open]");
    if (tool) tool.closest("section").querySelectorAll("details:not(.out)").forEach((one) => { one.open = Boolean(tool.dataset.open); });
  });
  document.querySelectorAll("section.annex:not(.lines) table").forEach(makeSortable);
  document.querySelectorAll("[hidden]").forEach((one) => { one.hidden = false; });
  document.body.classList.add("live");
  find.addEventListener("input", filterSoon);
  form.addEventListener("submit", (event) => { event.preventDefault(); toFirst(); });
  addEventListener("hashchange", reveal);
  reveal();
})();
