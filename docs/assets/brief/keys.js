/* What Material 9.8 leaves out for the keyboard (WCAG 2.1.1, 2.1.4, 2.4.3). Pages read the same without it. */
(() => {
  "use strict";

  // Single keys would change the page or open the search, and nothing turns them off. Ctrl+K opens the search.
  addEventListener("keydown", (event) => {
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      const box = document.getElementById("__search");
      if (!box) return;
      event.preventDefault();
      if (!box.checked) box.click();
      document.querySelector(".md-search__input").focus();
    } else if (!field && !event.ctrlKey && !event.metaKey && !event.altKey && /^[fsnp.,/]$/.test(event.key)) {
      event.stopImmediatePropagation();
    }
  }, true);

  // The openers of menu and search are labels, which no key reaches: put a button in the place of each.
  const opener = (name, words, first) => {
    const box = document.getElementById(`__${name}`);
    const label = document.querySelector(`label.md-header__button[for=__${name}]`);
    if (!box || !label) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = `md-header__button md-icon brief-opener brief-opener--${name}`;
    button.setAttribute("aria-label", words);
    button.append(...label.childNodes);
    const say = () => button.setAttribute("aria-expanded", box.checked);
    box.addEventListener("change", say);
    say();
    button.addEventListener("click", () => {
      box.click();
      if (box.checked) setTimeout(() => document.querySelector(first)?.focus(), 300);
    });
    label.replaceWith(button);
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.checked) return;
      box.click();
      (button.offsetWidth ? button : document.querySelector(".md-logo")).focus();
    }, true);
  };
  const menu = document.querySelector(".md-nav--primary");
  const search = document.querySelector(".md-search__input");
  opener("drawer", menu?.getAttribute("aria-label"), ".md-nav--primary .md-nav__list a[href]");
  opener("search", search?.placeholder, ".md-search__input");

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
  addEventListener("load", () => document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => boxes.observe(box)));
})();
