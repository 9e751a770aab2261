/* What Material 9.8 and Zensical 0.0.73 write into every page as inline scripts, so that the policy of the pages can forbid those.
   In the head, so that the colours stand before anything is shown. */
(() => {
  "use strict";

  const root = new URL("../..", document.currentScript.src);
  const key = (name, scope) => `${scope.pathname}.${name}`;
  window.__md_scope = root;
  window.__md_hash = (text) => [...text].reduce((hash, sign) => (hash << 5) - hash + sign.charCodeAt(0), 0);
  window.__md_get = (name, storage = localStorage, scope = root) => JSON.parse(storage.getItem(key(name, scope)));
  window.__md_set = (name, value, storage = localStorage, scope = root) => {
    try {
      storage.setItem(key(name, scope), JSON.stringify(value));
    } catch { /* A full or forbidden storage forgets the choice. */ }
  };

  // Zensical shows the keys that open its search, which have other names on a Mac.
  document.documentElement.setAttribute("data-platform", navigator.platform);

  // The colours chosen before, or else those of the reader's system.
  let colours = { scheme: matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default" };
  try {
    colours = __md_get("__palette").color ?? colours;
  } catch { /* Nothing was chosen, or the storage is forbidden. */ }
  new MutationObserver((_, watch) => {
    if (!document.body) return;
    watch.disconnect();
    for (const [name, value] of Object.entries(colours)) document.body.setAttribute(`data-md-color-${name}`, value);
  }).observe(document.documentElement, { childList: true });

  document.addEventListener("DOMContentLoaded", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target?.name?.startsWith("__tabbed_")) target.checked = true;
    // Material would ask for a sitemap beside each alternate, to lead from one language to another.
    for (const link of document.querySelectorAll("link[rel=alternate]")) link.relList.add("related");
  });
})();
