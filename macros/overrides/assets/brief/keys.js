/* What Material 9.8 leaves out for the keyboard (WCAG 2.1.1, 2.1.4, 2.4.3, 2.4.11). Pages read the same without it. */
(() => {
  "use strict";

  const one = (what) => document.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];

  // Single keys would change the page or open the search, and nothing turns them off. Ctrl+K opens the search.
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      const box = one("#__search");
      if (!box) return;
      event.preventDefault();
      if (!box.checked) box.click();
      one(".md-search__input").focus();
    } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && /^[fsnp.,/]$/.test(event.key)) {
      event.stopImmediatePropagation();
    }
  }, true);

  // The openers of menu and search are labels, which no key reaches: put a button in the place of each.
  const opener = (name, words, first) => {
    const box = one(`#__${name}`);
    const label = one(`label.md-header__button[for=__${name}]`);
    if (!box || !label) return null;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `md-header__button md-icon brief-opener brief-opener--${name}`;
    button.setAttribute("aria-label", words);
    button.append(...label.childNodes);
    const say = () => button.setAttribute("aria-expanded", box.checked);
    box.addEventListener("change", say);
    say();
    const reached = () => (button.offsetWidth ? button : one(".md-header .md-logo")).focus();
    button.addEventListener("click", () => {
      box.click();
      if (box.checked) setTimeout(() => one(first)?.focus(), 300);
    });
    label.replaceWith(button);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      box.click();
      reached();
    }, true);
    return { box, button, reached };
  };
  // The bundle's index is a script that only its own search reads, and that runs in a folder alone.
  if (one("script[src$='iframe-worker.js']") && location.protocol !== "file:") {
    all(".md-search, [for=__search]").forEach((part) => part.remove());
  }
  const menu = one(".md-nav--primary");
  const search = one(".md-search__input");
  const drawer = opener("drawer", menu?.getAttribute("aria-label"), ".md-nav--primary .md-nav__list a[href]");
  opener("search", search?.placeholder, ".md-search__input");

  const CROSS = "M19 6.4 17.6 5 12 10.6 6.4 5 5 6.4 10.6 12 5 17.6 6.4 19 12 13.4 17.6 19 19 17.6 13.4 12z";
  // The open menu covers the page: what lies behind takes no focus, and the menu has a button that closes it.
  if (drawer && menu) {
    const { box, button, reached } = drawer;
    const closer = button.cloneNode(true);
    closer.className = "md-icon brief-closer";
    closer.setAttribute("aria-expanded", "true");
    closer.querySelector("path").setAttribute("d", CROSS);
    closer.addEventListener("click", () => {
      box.click();
      reached();
    });
    menu.querySelector(".md-nav__title").after(closer);
    const behind = all(".md-skip, .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-top, .md-footer");
    box.addEventListener("change", () => behind.forEach((part) => { part.inert = box.checked; }));
    matchMedia("(min-width: 76.25em)").addEventListener("change", () => box.checked && box.click());
    // The names of its groups open nothing.
    menu.querySelectorAll("label[tabindex]").forEach((label) => label.removeAttribute("tabindex"));
  }

  // The colours are chosen by radio buttons named after what the other one does: a button says and does it.
  const palette = one("[data-md-component=palette]");
  if (palette) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-header__button md-icon brief-opener brief-opener--palette";
    let offered;
    const offer = () => {
      offered = palette.querySelector("label:not([hidden])");
      if (!offered) return;
      button.title = offered.title;
      button.setAttribute("aria-label", offered.title);
      button.replaceChildren(...[...offered.childNodes].map((node) => node.cloneNode(true)));
    };
    button.addEventListener("click", () => one(`#${offered.htmlFor}`).click());
    new MutationObserver(offer).observe(palette, { subtree: true, attributeFilter: ["hidden"] });
    offer();
    palette.after(button);
    palette.hidden = true;
  }

  // In another language the reader goes on at the heading that is on the screen now: its id is the same there.
  one(".brief-languages")?.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-same]");
    if (!link) return;
    const passed = all(".md-content :is(h2[id], h3[id], details[open] > div[id])").filter((head) => head.getBoundingClientRect().top < innerHeight / 2);
    link.hash = scrollY && passed.length ? passed.pop().id : "";
  });

  // The theme counts the results of a search in Latin digits.
  const zero = { arabext: 0x6f0, arab: 0x660 }[document.documentElement.dataset.numbering];
  const results = one(".md-search-result");
  if (zero && results) {
    new MutationObserver(() => all(".md-search-result__meta, .md-search-result__more > summary > div").forEach((node) => {
      const text = node.textContent.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)));
      if (text !== node.textContent) node.textContent = text;
    })).observe(results, { childList: true, subtree: true });
  }

  // A table that is wider than the screen scrolls in a box, which keys must reach and listeners must know.
  const nameOf = (box) => {
    const caption = box.querySelector("caption");
    if (caption) return caption.textContent.trim();
    let before = box;
    while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling ?? before.parentElement;
    const words = [...(before?.childNodes ?? [])].filter((node) => !node.classList?.contains("headerlink"));
    return words.map((node) => node.textContent).join("").trim();
  };
  const boxes = new ResizeObserver((entries) => entries.forEach(({ target: box }) => {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", nameOf(box));
    } else {
      ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
    }
  }));
  addEventListener("load", () => all(".md-typeset__scrollwrap").forEach((box) => boxes.observe(box)));
})();
