/* The panel beside a figure: what it is, from where, how it stands, how old. Fetched by figures-on-demand.js. */
(() => {
  "use strict";
  const { words, figures } = window.briefFigures;
  const { fill } = brief;
  const [GAP, EDGE, OPEN, CLOSE, LOW] = [6, 8, 150, 300, 400];

  const make = (name, kind, text = "") => {
    const node = document.createElement(name);
    if (kind) node.className = kind;
    node.textContent = text;
    return node;
  };
  brief.make = make;

  const panel = make("div", "brief-panel");
  panel.id = "brief-panel";
  panel.popover = "manual";
  panel.tabIndex = -1;
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-labelledby", "brief-panel-label");
  const said = make("div");
  said.id = "brief-panel-said";
  const label = make("p", "brief-panel__label");
  label.id = "brief-panel-label";
  const value = make("p", "brief-panel__value");
  const rows = make("dl");
  said.append(label, value, rows);
  const foot = make("p", "brief-panel__foot");
  const all = make("a", "", words.all_about);
  const shut = make("button", "", words.close);
  shut.type = "button";
  foot.append(all, shut);
  panel.append(said, foot);
  document.querySelector(".md-content article").append(panel);

  let link = null;
  let why = "";
  let returned = null;
  let timer = 0;
  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };

  const write = (figure) => {
    label.textContent = figure.label;
    value.textContent = figure.value;
    const told = Object.entries(words.rows).map(([name, heading]) => [heading, figure[name]]);
    const old = figure.day && brief.old(figure.day, words.on);
    const age = old && figure.from ? fill(words.aged, figure.from, old) : old || figure.from;
    const due = brief.overdue(figure.review ?? brief.review);
    told.splice(3, 0, [words.date_age, due ? [age, due] : age]);
    rows.replaceChildren(...told.filter(([, text]) => text).map(([heading, text]) => {
      const row = make("div");
      row.append(make("dt", "", heading), ...[text].flat().map((part) => make("dd", part === due ? "brief-overdue" : "", part)));
      return row;
    }));
  };

  /** Puts the panel below the figure, or above it where there is more room, always inside the window. */
  const place = () => {
    const at = link.getBoundingClientRect();
    const page = document.documentElement;
    const roof = Math.max(document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0, 0) + EDGE;
    const floor = (document.querySelector(".brief-bar")?.getBoundingClientRect().top ?? innerHeight) - EDGE;
    if (at.bottom < 0 || at.top > innerHeight) return brief.close();
    panel.style.maxBlockSize = "";
    // Too low to show anything beside the figure: all of the window then, but never between a pointer and its link.
    const whole = innerHeight < LOW && why !== "hover";
    const above = at.top - GAP - roof;
    const below = floor - at.bottom - GAP;
    const down = panel.offsetHeight <= below || below >= above;
    panel.style.maxBlockSize = `${whole ? floor - roof : Math.max(down ? below : above, 120)}px`;
    const start = getComputedStyle(panel).direction === "rtl" ? at.right - panel.offsetWidth : at.left;
    const most = page.clientWidth - panel.offsetWidth - EDGE;
    panel.style.left = `${Math.max(Math.min(start, most), EDGE)}px`;
    panel.style.top = `${whole ? roof : down ? at.bottom + GAP : at.top - GAP - panel.offsetHeight}px`;
  };

  const show = (to, reason) => {
    clearTimeout(timer);
    const figure = figures[to.parentElement.dataset.figure];
    if (!figure || !to.isConnected) return;
    if (link !== to) {
      link?.removeAttribute("aria-describedby");
      link = to;
      write(figure);
    }
    why = reason;
    all.href = link.href;
    link.setAttribute("aria-describedby", said.id);
    panel.showPopover();
    panel.scrollTop = 0;
    place();
    if (why === "tap") panel.focus({ preventScroll: true });
  };
  brief.close = () => {
    clearTimeout(timer);
    if (!link) return;
    const left = link;
    const within = panel.contains(document.activeElement);
    link = null;
    left.removeAttribute("aria-describedby");
    panel.hidePopover();
    if (within) {
      returned = left; // so that the focus that returns opens nothing
      left.focus({ preventScroll: true });
    }
  };
  brief.hover = (to) => {
    if (to === link) clearTimeout(timer);
    else if (to.matches(":hover")) later(() => to.matches(":hover") && show(to, "hover"), OPEN);
  };
  brief.focus = (to) => {
    if (to === document.activeElement && to !== returned) show(to, "focus");
  };
  brief.tap = (to) => show(to, "tap");
  brief.step = (to) => show(to, "step");

  // It stays while the pointer is on the figure or on the panel itself, and until Escape.
  const inside = (node) => Boolean(node && link && (panel.contains(node) || link.contains(node)));
  addEventListener("pointerout", (event) => {
    if (event.pointerType !== "mouse") return;
    if (why === "hover" && inside(event.target) && !inside(event.relatedTarget)) later(brief.close, CLOSE);
    else if (!link) clearTimeout(timer);
  });
  panel.addEventListener("pointerenter", () => clearTimeout(timer));
  addEventListener("focusout", (event) => {
    returned = null;
    if (inside(event.target) && why !== "step" && !inside(event.relatedTarget) && !panel.matches(":hover")) brief.close();
  });
  addEventListener("pointerdown", (event) => {
    if (link && why !== "step" && !inside(event.target)) brief.close();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !link) return;
    brief.close();
    event.preventDefault(); // so that the bar knows what was closed
  }, true);
  shut.addEventListener("click", brief.close);
  addEventListener("scroll", () => link && place(), { capture: true, passive: true });
  addEventListener("resize", () => link && place());
})();
