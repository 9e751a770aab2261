/* Arabic words are written in more than one way: index and queries pass through here alike, behind letters.js. */
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
