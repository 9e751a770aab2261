/* Arabic letters are written in more than one way: index and queries pass through here alike. */
(() => {
  const low = String.prototype.toLowerCase;
  const alike = { "ي": "ی", "ى": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ۀ": "ه", "ؤ": "و", "ئ": "ی" };
  String.prototype.toLowerCase = function () {
    const text = low.call(this);
    if (!/[\u0600-\u06ff]/.test(text)) return text;
    const bare = text.normalize("NFC").replace(/[\u064b-\u065f\u0670\u0640\u0654]/g, "")
      .replace(/[يىكأإآٱةۀؤئ]/g, (sign) => alike[sign])
      .replace(/[٠-٩]/g, (sign) => sign.charCodeAt(0) - 0x660).replace(/[۰-۹]/g, (sign) => sign.charCodeAt(0) - 0x6f0);
    return bare.length > 4 ? bare.replace(/^(?:وال|بال|ال|لل)(?=...)/, "") : bare;
  };
})();
