/* Shows one page of the preview, replaces what an edit changed in it, and says whether it is up to date. */
(() => {
  "use strict";
  const one = (id) => document.getElementById(id);
  const frame = one("page");
  const site = new URL("site/", location.href.split("#")[0]);
  const LATE = 700; // milliseconds after which a reader would wonder
  const PARTS = ["article", ".md-sidebar--secondary"];
  let address = location.hash.slice(1);
  let events;
  let loaded = ""; // the state that can be seen
  let kept; // its text, read as a document
  let state = { version: 0, seen: 0, state: "working", problems: [] };
  let newest = 0;
  let connected = true;
  let late = 0;
  let scroll = null; // where to return to once a page was loaded again

  // --- what is said above the page ---
  const say = () => {
    const behind = newest > state.version;
    let words = `Up to date: edit ${state.version}`;
    let look = "shown";
    if (!connected) [look, words] = ["broken", `Out of date: the preview has ended or cannot be reached; this is edit ${state.seen}`];
    else if (state.state === "broken") {
      look = "broken";
      words = state.seen ? `Out of date: edit ${state.version} cannot be shown; this is edit ${state.seen}` : "The page cannot be shown yet";
    } else if (behind && Date.now() - late < LATE) return; // it will be there in a moment
    else if (behind) [look, words] = ["late", `Out of date: this is edit ${state.seen}, edit ${newest} is on its way`];
    else if (state.problems.length) [look, words] = ["late", `Up to date: edit ${state.version}, which a build would refuse`];
    document.body.dataset.state = look;
    if (one("state").textContent !== words) one("state").textContent = words;
    one("problems").replaceChildren(...state.problems.map((problem) => {
      const item = document.createElement("li");
      if (problem.line) {
        const button = document.createElement("button");
        button.type = "button";
        button.textContent = `${problem.path}:${problem.line}:${problem.column}`;
        button.addEventListener("click", () => open(problem));
        item.append(button, " ");
      }
      item.append(problem.text);
      return item;
    }));
  };
  const tell = (words) => { one("told").textContent = words; };

  // --- places in the editor ---
  const open = async (place) => {
    try {
      const answer = await fetch("open", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(place),
      });
      if (!answer.ok) return tell(await answer.text());
      const { place: found, opened } = await answer.json();
      tell(opened ? "" : `It is at ${found}`);
    } catch {
      connected = false;
      say();
    }
  };

  // --- the page ---
  const read = (text) => new DOMParser().parseFromString(text, "text/html");
  // What stands outside of the parts that are replaced; of the head only what is loaded.
  const frameOf = (page) => {
    const body = page.body.cloneNode(true);
    for (const part of PARTS) body.querySelectorAll(part).forEach((node) => node.replaceChildren());
    const head = [...page.head.querySelectorAll("link[rel=stylesheet], script[src]")];
    return body.innerHTML + head.map((node) => node.outerHTML).join("");
  };
  const anchor = (page) => [...page.querySelectorAll("article :is(h1, h2, h3, h4, section)[id]")]
    .filter((node) => node.getBoundingClientRect().top < 120).pop();
  // Puts what is new into a part of the page; what is the same stays, with all that scripts did to it.
  const renew = (page, part, next) => {
    const [shown, old, fresh] = [page, kept, next].map((one) => one.querySelector(part));
    if (!shown || !old || !fresh || old.isEqualNode(fresh)) return false;
    if (shown.children.length !== old.children.length || part !== "article") {
      shown.replaceWith(page.importNode(fresh, true));
      return true;
    }
    const [before, after] = [old, fresh].map((node) => [...node.children]);
    const shorter = Math.min(before.length, after.length);
    let start = 0;
    while (start < shorter && before[start].isEqualNode(after[start])) start += 1;
    let end = 0;
    while (end < shorter - start && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end += 1;
    const gone = [...shown.children].slice(start, before.length - end);
    const come = after.slice(start, after.length - end).map((node) => page.importNode(node, true));
    const place = shown.children[before.length - end] ?? null;
    gone.forEach((node) => node.remove());
    for (const node of come) shown.insertBefore(node, place);
    return come.some((node) => node.matches("table, details, pre") || node.querySelector("table, details, pre"));
  };
  const replace = (next) => {
    const page = frame.contentDocument;
    const view = frame.contentWindow;
    const above = anchor(page);
    const before = above?.getBoundingClientRect().top;
    const y = view.scrollY;
    const opened = [...page.querySelectorAll("article details")].map((node) => node.open);
    const mount = PARTS.map((part) => renew(page, part, next)).some(Boolean);
    page.title = next.title;
    const details = [...page.querySelectorAll("article details")];
    if (details.length === opened.length) details.forEach((node, place) => { node.open = opened[place]; });
    // The theme's script prepares what it finds, as after a page that it loads itself.
    if (mount) view.document$?.next(page);
    const same = above && page.getElementById(above.id);
    view.scrollTo({ top: same ? view.scrollY + same.getBoundingClientRect().top - before : y, behavior: "instant" });
  };
  let busy = false;
  const refresh = async () => {
    if (busy) return;
    busy = true;
    try {
      while (state.digest && state.digest !== loaded && !frame.dataset.leaving) {
        const answer = await fetch(new URL(address, site));
        if (!answer.ok) break;
        const digest = /desc="([^"]*)"/.exec(answer.headers.get("Server-Timing") ?? "")?.[1] ?? state.digest;
        const next = read(await answer.text());
        if (digest !== loaded) {
          if (kept && frameOf(kept) === frameOf(next)) replace(next);
          else reload(); // what is shown is not known, or more than its text has changed
          kept = next;
          loaded = digest;
        } else if (!kept) kept = next;
        if (digest !== state.digest) break; // the next message brings it
      }
    } catch { /* The connection says what is wrong. */ } finally {
      busy = false;
    }
    say();
  };
  const reload = () => {
    scroll = [frame.contentWindow.location.href, frame.contentWindow.scrollY];
    frame.contentWindow.location.reload();
  };
  const outside = (link, event) => {
    event.preventDefault();
    if (window.parent !== window) window.parent.postMessage({ figures: "outside", href: link.href }, "*");
    else window.open(link.href, "_blank", "noopener");
  };
  const clicked = (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const figure = event.target.closest?.("data.figure");
    const link = event.target.closest?.("a[href]");
    if (figure) {
      event.preventDefault();
      event.stopImmediatePropagation();
      open({ id: figure.dataset.figure });
    } else if (link && /^https?:/.test(link.href) && new URL(link.href).origin !== location.origin) outside(link, event);
  };
  frame.addEventListener("load", async () => {
    const view = frame.contentWindow;
    const timing = view.performance.getEntriesByType("navigation")[0]?.serverTiming?.[0];
    const here = decodeURI(view.location.pathname);
    const root = decodeURI(site.pathname);
    view.addEventListener("click", clicked, true);
    if (!here.startsWith(root)) return;
    const moved = here.slice(root.length) !== address || !events;
    address = here.slice(root.length);
    loaded = timing?.description ?? "";
    kept = undefined;
    if (scroll?.[0] === view.location.href) view.scrollTo({ top: scroll[1], behavior: "instant" });
    scroll = null;
    document.title = `${view.document.title} – live preview`;
    history.replaceState(null, "", `#${address}`);
    if (moved) listen();
    try {
      const answer = await fetch(view.location.href.split("#")[0]);
      const digest = /desc="([^"]*)"/.exec(answer.headers.get("Server-Timing") ?? "")?.[1];
      const text = await answer.text();
      if (answer.ok && digest === loaded) kept = read(text);
    } catch { /* The connection says what is wrong. */ }
    refresh();
  });

  // --- what the preview tells ---
  const listen = () => {
    events?.close();
    tell("");
    events = new EventSource(`events?page=${encodeURIComponent(address)}`);
    events.onmessage = ({ data }) => {
      connected = true;
      beat = Date.now();
      const event = JSON.parse(data);
      if ("go" in event) {
        if (event.go !== address) frame.contentWindow.location.assign(new URL(event.go, site));
        return;
      }
      if (event.reload) reload();
      if (event.closed) connected = false;
      if (event.version > newest) [newest, late] = [event.version, Date.now()];
      if (event.digest !== undefined) {
        state = event;
        if (!loaded && event.seen) reload(); // it could not be shown before
        refresh();
      } else setTimeout(say, LATE + 50);
      say();
    };
    events.onerror = () => {
      connected = false;
      say();
    };
  };
  let beat = Date.now();
  setInterval(() => {
    if (Date.now() - beat > 15000) connected = false;
    say();
  }, 5000);
  frame.src = new URL(address, site);
})();
