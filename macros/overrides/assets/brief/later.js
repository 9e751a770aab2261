/* The search weighs more than all else of a page: its program and its index come when somebody turns to it. */
(() => {
  "use strict";

  const SEARCH = "[data-md-component=search], [for=__search], #__search, .brief-opener--search";
  const wanted = new Promise((now) => {
    // A page that was opened from a result marks the words searched for, which takes the index too.
    if (location.search) now();
    for (const kind of ["focusin", "pointerover", "change"]) {
      addEventListener(kind, (event) => event.target.closest?.(SEARCH) && now(), { capture: true, passive: true });
    }
  });

  window.XMLHttpRequest = class extends XMLHttpRequest {
    open(method, address, ...more) {
      this.waits = String(address).endsWith("/search/search_index.json");
      super.open(method, address, ...more);
    }

    send(body) {
      if (this.waits) wanted.then(() => super.send(body));
      else super.send(body);
    }
  };

  const Real = Worker;
  window.Worker = class extends EventTarget {
    constructor(address) {
      super();
      this.real = wanted.then(() => {
        const real = new Real(address);
        real.addEventListener("message", ({ data }) => this.dispatchEvent(new MessageEvent("message", { data })));
        return real;
      });
    }

    postMessage(message) {
      this.real.then((real) => real.postMessage(message));
    }
  };
})();
