/* Adds the sources of the figures to copied text, once the reader has asked for it in the bar. */
(() => {
  "use strict";
  const { words, figures } = window.briefFigures;
  const { fill } = brief;
  const number = new Intl.NumberFormat(brief.locale);
  const rules = new Intl.PluralRules(brief.locale);
  const plural = (forms, size) => fill(forms[`=${size}`] ?? forms[rules.select(size)] ?? forms.other, number.format(size));
  brief.plural = plural;
  const local = location.protocol === "file:";
  let on = brief.remembered();

  brief.copying = (wanted) => {
    if (wanted === undefined) return on;
    on = wanted;
    window.__md_set("brief-sources", on);
    return on;
  };

  /** The address under which the figure is told of; of a folder on a disk, without the way to it. */
  const address = (link) => (local ? link.href.replace(new URL("../..", brief.root).href, "") : link.href);
  /** The place on this page from which the text is, and of which day the data are. */
  const here = (start) => {
    if (local) return words.version;
    const before = (head) => head.compareDocumentPosition(start) & Node.DOCUMENT_POSITION_FOLLOWING;
    const head = [...document.querySelectorAll(".md-content :is(h1[id], h2[id], h3[id], details > div[id])")].filter(before).pop();
    return `${location.href.split("#")[0]}${head ? `#${head.id}` : ""} – ${words.version}`;
  };

  addEventListener("copy", (event) => {
    const chosen = getSelection();
    if (!on || !event.clipboardData || !chosen.rangeCount || chosen.isCollapsed) return;
    if (event.target.closest?.("input, textarea, [contenteditable]")) return;
    const found = new Map();
    for (const node of document.querySelectorAll(".md-content data.figure[data-figure]")) {
      const id = node.dataset.figure;
      if (figures[id] && !found.has(id) && chosen.containsNode(node, true)) found.set(id, node.querySelector("a"));
    }
    if (!found.size) return;
    const lines = [...found].map(([id, link]) => {
      const { value, label, source } = figures[id];
      return [`${value} – ${label}. ${source}. `, address(link)];
    });
    const last = fill(words.source_of_page, `${document.title}. ${here(chosen.getRangeAt(0).startContainer)}`);

    const html = document.createElement("div");
    for (let at = 0; at < chosen.rangeCount; at += 1) html.append(chosen.getRangeAt(at).cloneContents());
    for (const link of html.querySelectorAll("a")) {
      if (local && link.protocol === "file:") link.replaceWith(...link.childNodes);
      else link.setAttribute("href", link.href);
    }
    const list = document.createElement("ul");
    for (const [text, place] of lines) {
      const item = document.createElement("li");
      const link = document.createElement(local ? "span" : "a");
      if (!local) link.href = place;
      link.textContent = place;
      item.append(text, link);
      list.append(item);
    }
    const end = document.createElement("p");
    end.textContent = last;
    html.append(list, end);

    event.clipboardData.setData("text/plain", [`${chosen}`, "", ...lines.map((line) => line.join("")), last].join("\n"));
    event.clipboardData.setData("text/html", html.innerHTML);
    event.preventDefault();
    brief.announce(plural(words.copied, found.size));
  });

  const status = document.createElement("p");
  status.className = "brief-announcement";
  status.setAttribute("role", "status");
  document.querySelector(".md-content article").append(status);
  brief.announce = (text) => {
    status.textContent = "";
    setTimeout(() => (status.textContent = text), 50);
  };
})();
