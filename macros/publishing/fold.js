/* Arabic words are written in more than one way: index and queries pass through here alike, behind letters.js.
   The id of a figure or the code of an item finds its entry first. */
(() => {
  const low = String.prototype.toLowerCase;
  // Words that readers use for one another, as they are written here: other names of months, and spellings.
  const words = { "طلاب": "طلبه", "جستوجو": "جستجو", "یونیو": "حزیران", "یولیو": "تموز", "مایو": "ایار", "مارس": "اذار", "فبرایر": "شباط",
    "ابریل": "نیسان", "اغسطس": "اب", "سبتمبر": "ایلول", "ینایر": "کانون", "دیسمبر": "کانون", "اکتوبر": "تشرین", "نوفمبر": "تشرین" };
  String.prototype.toLowerCase = function () {
    const text = low.call(this);
    if (!/[\u0600-\u06ff]/.test(text)) return text;
    const bare = brief.plain(text);
    const word = bare.length > 4 ? bare.replace(/^(?:وال|بال|ال|لل)(?=...)/, "") : bare;
    // What is asked for ends with a star: whatever begins so is meant.
    const star = word.endsWith("*") ? "*" : "";
    const known = words[word.slice(0, word.length - star.length).replace("\u200c", "")];
    return known ? known + star : word;
  };

  // What bears exactly the name that was typed: the page of an item, or an entry by its id or its code.
  const named = new Map();
  let typed = "";
  const post = globalThis.postMessage;
  const names = ({ location, title }) => {
    const [path, place] = location.split("#");
    const code = /^[A-Z]\d+(?=\s)/.exec(title.replace(/<[^>]*>/g, " ").trim())?.[0];
    return [/(?:^|\/)register\//.test(path) && place, !place && /(?:^|\/)items\/([^/]+)\/$/.exec(path)?.[1], code].filter(Boolean);
  };
  const first = (items) => {
    const known = named.get(typed);
    if (!known) return items;
    const others = items.map((group) => group.filter(({ location }) => location !== known.location));
    return [[{ ...known, score: Infinity, terms: {} }], ...others.filter((group) => group.length)];
  };
  addEventListener("message", ({ data }) => {
    if (!self.lunr) return;
    if (data.type === 2) typed = data.data.replace(/[*+]/g, "").trim().toLowerCase();
    if (data.type !== 0) return;
    for (const entry of data.data.docs) {
      // The page of an item comes before the entry of its figure, and the register before what repeats it.
      for (const name of names(entry).map((one) => one.toLowerCase())) {
        if (!named.has(name) || /(?:^|\/)items\//.test(entry.location)) named.set(name, entry);
      }
    }
    self.postMessage = (message) => post.call(self, message.type === 3
      ? { ...message, data: { ...message.data, items: first(message.data.items) } } : message);
  });

  // A word with half-spaces is found written as one word, and by each of its parts; Zensical has no lunr.
  const half = "\u200c";
  addEventListener("message", ({ data }) => {
    if (!self.lunr) return;
    if (data.type === 2) data.data = data.data.replaceAll(half, "");
    if (data.type !== 0) return;
    const { config } = data.data;
    config.separator = config.separator.replace("\\u200c", "").replace(half, "");
    const { Index: { prototype: index }, Pipeline: { prototype: pipeline }, Token } = lunr;
    const { run } = pipeline;
    pipeline.run = function (tokens) {
      return run.call(this, tokens.flatMap((token) => {
        const [first, ...rest] = token.str.split(half).filter(Boolean);
        if (!rest.length) return token;
        const parts = [first + rest.join(""), ...rest.map((part) => part.toLowerCase())];
        return [...new Set(parts)].map((part) => new Token(part, token.metadata));
      }));
    };
    // The theme marks a place as often as it is named, so each is named once.
    const { search } = index;
    index.search = function (query) {
      const found = search.call(this, query);
      for (const { matchData: { metadata } } of found) {
        const seen = {};
        for (const fields of Object.values(metadata)) {
          for (const [field, places] of Object.entries(fields)) {
            const known = (seen[field] ??= new Set());
            places.position = places.position.filter((place) => !known.has(place) && known.add(place));
          }
        }
      }
      return found;
    };
  });
})();
