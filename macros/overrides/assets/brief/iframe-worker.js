/* Browsers refuse workers on file://, so the search's worker runs in a hidden frame there.
   After iframe-worker by Martin Donath, without its inline script, which the policy of the pages forbids. */
(() => {
  "use strict";

  if (location.protocol !== "file:") return;
  const message = (data) => new MessageEvent("message", { data: structuredClone(data) });
  window.Worker = class extends EventTarget {
    #frame = document.createElement("iframe");
    #loaded;

    constructor(address) {
      super();
      this.#frame.hidden = true;
      document.body.append(this.#frame);
      const inner = this.#frame.contentWindow;
      inner.document.open(); // or Firefox puts another empty page in its place
      inner.document.write("<!doctype html><title>Search</title><body>");
      inner.document.close();
      const load = (source) => new Promise((done, failed) => {
        const script = inner.document.createElement("script");
        script.onload = done;
        script.onerror = failed;
        script.src = new URL(source, location.href);
        inner.document.body.append(script);
      });
      inner.postMessage = (data) => setTimeout(() => this.dispatchEvent(message(data)));
      inner.importScripts = (...sources) =>
        sources.reduce((before, source) => before.then(() => load(source)), Promise.resolve());
      this.#loaded = load(address);
    }

    postMessage(data) {
      this.#loaded.then(() => {
        this.#frame.contentWindow.dispatchEvent(message(data));
      });
    }

    terminate() {
      this.#frame.remove();
    }
  };
})();
