"use strict";

const CALL = /\{\{[^{}]*\}\}/g;

/** Let Markdown print the values of macros, whose text is looked up as it stands in the page. */
function withValues(md, values) {
  md.core.ruler.before("normalize", "figures", (state) => {
    const known = values();
    state.src = state.src.replace(CALL, (call) => known[call] ?? call);
  });
  return md;
}

module.exports = { withValues };
