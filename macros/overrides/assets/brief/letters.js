/* Letters, digits and marks that are written in more than one way are read as one:
   by the search, whose worker begins with this, and by the filter of long lists. */
(() => {
  "use strict";
  const alike = { "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ئ": "ی" };
  (globalThis.brief ??= {}).plain = (text) => (
    text.normalize("NFC").replace(/[\u064b-\u065f\u0670\u0640\u0654\u200e\u200f\u2066-\u2069]/g, "")
      .replace(/ئ(?=و)/g, "و").replace(/[يىكأإآٱةۀؤئ]/g, (sign) => alike[sign])
      .replace(/[٠-٩]/g, (sign) => sign.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (sign) => sign.charCodeAt(0) - 0x6f0)
  );
})();
