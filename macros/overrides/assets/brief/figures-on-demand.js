/* Recounts ages by the reader's clock, and fetches what shows the details of figures once somebody turns to one,
   and in the bundle what makes files of figures. Without it each figure is a link to all about it, ages are those
   of the day of the data, and in the bundle files are those of all figures.
   In the head, behind the days of the data: what is recounted before it is shown moves nothing below it. */
(() => {
  "use strict";
  const root = new URL(".", document.currentScript.src);
  const brief = (window.brief = { root });
  const loading = {};
  const load = (...names) => Promise.all(names.map((name) => (loading[name] ??= new Promise((done, failed) => {
    const style = name.endsWith(".css");
    const node = document.createElement(style ? "link" : "script");
    node[style ? "href" : "src"] = new URL(name, root);
    if (style) node.rel = "stylesheet";
    else node.async = false; // they run in this order
    node.onload = done;
    node.onerror = failed;
    document.head.append(node);
  }))));

  // --- files of the bundle ---
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-part]");
    if (!link) return;
    event.preventDefault();
    const data = new URL("figures.js", link.href).href; // beside the file of all figures
    load(data, "figure-files.js").then(() => brief.handPart(link)).catch(() => location.assign(link.href));
  });

  // --- the filter of long lists ---
  const narrow = () => load("letters.js", "filter.js");
  const narrowed = () => { if (location.hash.startsWith("#?")) narrow(); };
  addEventListener("DOMContentLoaded", narrowed);
  addEventListener("hashchange", narrowed);
  for (const kind of ["focusin", "pointerover", "input"]) {
    addEventListener(kind, (event) => { if (event.target.closest?.(".brief-filter")) narrow(); }, { passive: true });
  }

  // --- what a reader opened is open again on the way back; Chromium forgets it in a folder ---
  const kept = `open ${location.pathname}`;
  const folds = () => [...document.querySelectorAll(".md-content details")];
  addEventListener("DOMContentLoaded", () => {
    try {
      if (performance.getEntriesByType("navigation")[0]?.type !== "navigate") {
        for (const at of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) folds()[at]?.setAttribute("open", "");
      }
      document.addEventListener("toggle", () => {
        const open = folds().flatMap((fold, at) => (fold.open ? at : []));
        sessionStorage.setItem(kept, JSON.stringify(open));
      }, true);
    } catch { /* a browser may refuse storage */ }
  });

  const island = document.getElementById("brief-dates");
  if (!island) return;
  const words = JSON.parse(island.textContent);

  // --- ages, counted as macros/figures/ages.py counts them ---
  const clock = new Date();
  const today = new Date(clock - clock.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  // Blanks stand in the order in which they are filled; in a language that has another order they bear numbers.
  const blank = (text, at) => (text.includes(`{${at}}`) ? `{${at}}` : "{}");
  const fill = (text, ...parts) => parts.reduce((done, part, at) => done.replace(blank(done, at), () => part), text);
  const rules = new Intl.PluralRules(words.locale);
  const form = (forms, size) => forms[`=${size}`] ?? forms[rules.select(size)] ?? forms.other;
  const number = (size) => size.toLocaleString(words.locale, { useGrouping: false });
  const age = (first, last) => {
    const [from, to] = [first, last].map((day) => new Date(day));
    const end = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
    const months = (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
      - (Math.min(from.getUTCDate(), end) > to.getUTCDate());
    const parts = months ? { year: Math.floor(months / 12), month: months % 12 } : { day: (to - from) / 864e5 };
    const told = Object.entries(parts).filter(([, size], _, all) => size || !all[1]).map(([unit, size]) => (
      fill(form(words.units[unit], size), number(size))
    ));
    return told.length > 1 ? fill(words.and, ...told) : told[0];
  };
  // A clock that is behind the data is wrong, and is not believed.
  const later = today > words.updated;
  const dated = (day) => {
    const date = new Date(day);
    return [number(date.getUTCDate()), words.months[date.getUTCMonth()], number(date.getUTCFullYear())].join(" ");
  };
  // The day is named, not called today: a page that is printed or kept is read on others.
  const old = (day, before) => (
    later ? fill(words.on, age(day, today), dated(today)) : fill(before, age(day, words.updated))
  );
  const overdue = (day) => {
    return !day || today <= day ? "" : fill(words.overdue, dated(day));
  };
  const mark = (text) => {
    const node = document.createElement("strong");
    node.className = "brief-overdue";
    node.textContent = text;
    return node;
  };
  const due = overdue(words.review);
  const told = new WeakSet();
  const tell = (node) => {
    told.add(node);
    if (node.matches("p")) {
      if (later) node.querySelector(".brief-of")?.append(fill(words.behind, old(words.updated)));
      if (due) node.querySelector(".brief-review")?.replaceChildren(mark(due));
      return;
    }
    if (later && node.dateTime) node.textContent = old(node.dateTime);
    const own = "review" in node.dataset ? overdue(node.dataset.review) : due;
    if (own) node.after(" ", mark(own));
  };
  const recount = () => {
    let end = document.body; // what holds the end of the page so far may not be whole yet
    while (end?.lastChild) end = end.lastChild;
    const reading = document.readyState === "loading";
    for (const node of document.querySelectorAll(".brief-age, p.brief-edition")) {
      if (!told.has(node) && !(reading && node.contains(end))) tell(node);
    }
  };
  const watch = new MutationObserver(recount);
  watch.observe(document.documentElement, { childList: true, subtree: true });
  addEventListener("DOMContentLoaded", () => {
    watch.disconnect();
    recount();
  });

  // --- details, when somebody turns to a figure ---
  if (!("popover" in HTMLElement.prototype)) return;
  Object.assign(brief, { locale: words.locale, fill, old, overdue, review: words.review });
  const language = document.documentElement.lang;
  const data = language === "en" ? "figures.js" : `figures.${language}.js`;
  const panel = () => load("figures.css", data, "figure-panel.js");

  const turn = (event, then, otherwise = () => {}) => {
    const link = event.target.closest?.("data.figure > a");
    if (link) panel().then(() => brief[then](link, event), () => otherwise(link));
    return link;
  };
  addEventListener("pointerover", (event) => event.pointerType === "mouse" && turn(event, "hover"));
  addEventListener("focusin", (event) => event.target.matches(":focus-visible") && turn(event, "focus"));
  let finger = false;
  addEventListener("pointerdown", (event) => (finger = event.pointerType === "touch"), true);
  addEventListener("click", (event) => {
    if (event.target.closest?.(".brief-inspect")) {
      const opener = event.target;
      panel().then(() => load("figure-copying.js", "figure-bar.js")).then(() => brief.inspect(opener), () => {});
    } else if (finger && event.detail && !event.target.closest?.("data.figure > a[aria-describedby]")) {
      // The first tap opens the panel, the second follows the link.
      if (turn(event, "tap", (link) => location.assign(link.href))) event.preventDefault();
    }
  });
  brief.remembered = () => {
    try {
      return window.__md_get("brief-sources") === true;
    } catch {
      return false; // the storage is forbidden
    }
  };
  if (brief.remembered()) addEventListener("DOMContentLoaded", () => load(data, "figure-copying.js"));
})();
