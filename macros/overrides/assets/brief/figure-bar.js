/* The bar that leads from figure to figure of a page. Fetched by figures-on-demand.js. */
(() => {
  "use strict";
  const { words, figures } = window.briefFigures;
  const { fill, plural, make } = brief;
  const number = new Intl.NumberFormat(brief.locale);

  const places = new Map();
  for (const node of document.querySelectorAll(".md-content data.figure[data-figure]")) {
    const id = node.dataset.figure;
    if (figures[id]) places.set(id, [...(places.get(id) ?? []), node]);
  }
  const ids = [...places.keys()];
  const tests = {
    inspect_all: () => true,
    inspect_contested: (figure) => figure.contested,
    inspect_unmeasured: (figure) => figure.kind,
  };
  const kinds = Object.entries(words.statuses).map(([kind, text]) => [text, (figure) => figure.kind === kind]);
  const filters = [...Object.entries(tests).map(([name, test]) => [words[name], test]), ...kinds]
    .map(([text, test]) => [text, ids.filter((id) => test(figures[id]))])
    .filter(([, chosen]) => chosen.length);

  let shown = ids;
  let at = -1;
  let marked = false;
  let opener = null;

  const bar = make("section", "brief-bar");
  bar.setAttribute("aria-label", words.inspect_bar);
  const button = (text, act, kind = "") => {
    const node = make("button", kind, text);
    node.type = "button";
    node.addEventListener("click", act);
    return node;
  };
  const box = (text, act) => {
    const label = make("label");
    const node = make("input");
    node.type = "checkbox";
    node.addEventListener("change", () => act(node.checked));
    label.append(node, text);
    return [label, node];
  };
  const status = make("p", "brief-bar__status");
  status.setAttribute("role", "status");
  const choice = make("select");
  choice.append(...filters.map(([text, chosen]) => make("option", "", `${text} (${number.format(chosen.length)})`)));
  const chooser = make("label", "", words.inspect_show);
  chooser.append(" ", choice);

  const colour = () => {
    for (const [id, nodes] of places) {
      for (const node of nodes) {
        node.classList.toggle("figure--marked", marked && shown.includes(id));
        node.classList.toggle("figure--here", id === shown[at]);
      }
    }
  };
  const step = (by) => {
    at = (at + by + shown.length) % shown.length;
    if (at < 0) at = 0;
    const figure = figures[shown[at]];
    const node = places.get(shown[at])[0];
    for (let above = node.closest("details"); above; above = above.parentElement.closest("details")) above.open = true;
    colour();
    node.scrollIntoView({ block: "start", behavior: "instant" });
    brief.step(node.querySelector("a"));
    status.textContent = fill(
      words.inspect_place, number.format(at + 1), number.format(shown.length), `${figure.label}: ${figure.value}`,
    );
  };
  const close = () => {
    brief.close();
    [at, marked] = [-1, false];
    marker.checked = false;
    colour();
    bar.remove();
    document.documentElement.classList.remove("brief-inspected");
    opener.focus({ preventScroll: true });
  };

  const previous = button(words.inspect_previous, () => step(at < 0 ? 0 : -1));
  const next = button(words.inspect_next, () => step(1));
  const [mark, marker] = box(words.inspect_mark, (checked) => {
    marked = checked;
    colour();
  });
  const [copy, copier] = box(words.inspect_copy, (checked) => {
    brief.copying(checked);
    brief.announce(words[checked ? "inspect_copy_on" : "inspect_copy_off"]);
  });
  choice.addEventListener("change", () => {
    brief.close();
    [shown, at] = [filters[choice.selectedIndex][1], -1];
    status.textContent = plural(words.found, shown.length);
    colour();
  });
  bar.append(previous, next, button(words.close, close, "brief-bar__close"), status, chooser, mark, copy);
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !bar.isConnected) return;
    if (bar.contains(document.activeElement) || !event.defaultPrevented) close();
  }, true);

  brief.inspect = (from) => {
    opener = from;
    copier.checked = brief.copying();
    document.querySelector(".md-content article").append(bar);
    document.documentElement.classList.add("brief-inspected");
    status.textContent = plural(words.found, shown.length);
    next.focus({ preventScroll: true });
  };
})();
