/* Material 9.8 fetches the search worker and the whole index with every page. Both wait here until somebody
   turns to the search. It must run before Material's own script. */
(() => {
  "use strict";
  const wanted = new Promise((resolve) => {
    if (new URLSearchParams(location.search).has("q")) resolve();
    const search = "[data-md-component=search], [for=__search], #__search, .brief-opener--search";
    for (const kind of ["focusin", "pointerover", "change"]) {
      addEventListener(kind, (event) => event.target.closest?.(search) && resolve(), true);
    }
  });

  const send = XMLHttpRequest.prototype.send;
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    this.waits = String(url).endsWith("/search/search_index.json");
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (body) {
    if (this.waits) wanted.then(() => send.call(this, body));
    else send.call(this, body);
  };

  const Eager = window.Worker;
  window.Worker = function (url, options) {
    if (!String(url).includes("/workers/search.")) return new Eager(url, options);
    const stand = new EventTarget();
    const messages = [];
    stand.postMessage = (message) => messages.push(message);
    wanted.then(() => {
      const worker = new Eager(url, options);
      worker.addEventListener("message", ({ data }) => stand.dispatchEvent(new MessageEvent("message", { data })));
      stand.postMessage = (message) => worker.postMessage(message);
      messages.forEach(stand.postMessage);
    });
    return stand;
  };
})();
