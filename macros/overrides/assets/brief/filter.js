/* Narrows the register and the sources to what a reader asks for, and keeps the question in the address.
   Fetched by figures-on-demand.js once somebody turns to it, behind letters.js; without it everything is listed.
   Behind the hash, as that also works in a folder. */
(() => {
  "use strict";
  const MARK = "#?";
  const fold = (text) => brief.plain(text.normalize("NFKC").toLowerCase()).replaceAll("\u200c", "");
  for (const form of document.querySelectorAll(".brief-filter")) {
    const list = [...document.querySelectorAll(".brief [data-filtered]")].map((row) => ({ row, text: fold(row.textContent) }));
    const said = form.querySelector("output");
    const number = (size) => size.toLocaleString(document.documentElement.lang, { useGrouping: false, numberingSystem: document.documentElement.dataset.numbering });
    const wanted = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value.trim()));
    const has = (row, name, value) => (row.dataset[name] ?? "").split(" ").includes(value);
    const narrow = () => {
      const { q = "", ...others } = wanted();
      const words = fold(q).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const { row, text } of list) {
        row.hidden = !(words.every((word) => text.includes(word)) && Object.entries(others).every(([name, value]) => has(row, name, value)));
        shown += !row.hidden;
      }
      said.textContent = said.dataset.said.replace("{shown}", number(shown)).replace("{all}", number(list.length));
    };
    const asked = () => {
      form.reset();
      if (location.hash.startsWith(MARK)) {
        for (const [name, value] of new URLSearchParams(location.hash.slice(MARK.length))) {
          if (form.elements[name]) form.elements[name].value = value;
        }
      }
      narrow();
    };
    const chosen = () => {
      const query = new URLSearchParams(wanted()).toString();
      history.replaceState(null, "", query ? MARK + query : location.pathname + location.search);
      narrow();
    };
    form.addEventListener("input", chosen);
    form.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("hashchange", asked);
    form.classList.add("brief-filter--ready");
    // What was typed while this was on its way holds.
    if (location.hash.startsWith(MARK)) asked();
    else if (Object.keys(wanted()).length) chosen();
    else narrow();
  }
})();
