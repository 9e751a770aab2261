/* Makes the tables and documents of figures that the bundle does not hold, from the document that it has as a
   script: the same bytes as on the website (macros/printing/downloads/documents.py). Fetched by figures-on-demand.js. */
(() => {
  "use strict";
  const { briefTable: form, briefData: whole } = window;
  const formula = new RegExp(`^(?:${form.formula})`);

  const harmless = (text) => (formula.test(text) ? `'${text}` : text);
  const cells = (figure) => Object.entries(form.columns).flatMap(([name, sort]) => {
    const value = figure[name];
    if (sort === "evidence") {
      return form.parts.map((part) => harmless((value ?? []).map((item) => item[part]).join(form.between)));
    }
    return sort === "text" ? harmless(value ?? "") : String(value ?? "");
  });
  const headings = Object.entries(form.columns).flatMap(([name, sort]) => (sort === "evidence" ? form.parts : name));
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const table = (figures) => `\ufeff${[headings, ...figures.map(cells)]
    .map((row) => `${row.map(quoted).join(",")}\r\n`).join("")}`;

  const json = (figures, schema) => {
    const themes = Object.entries(whole.themes).filter(([id]) => figures.some((figure) => figure.theme === id));
    return `${JSON.stringify({ ...whole, $schema: schema, themes: Object.fromEntries(themes), figures }, null, 1)}\n`;
  };

  const writers = { csv: table, json };

  /** The text of a part of the data: `figures.json`, or in a folder `themes` or `figures`, by id. */
  brief.part = (part) => {
    const [name, folder] = part.split("/").reverse();
    const [id, ending] = name.split(".");
    const key = folder === "themes" ? "theme" : "id";
    const figures = folder ? whole.figures.filter((figure) => figure[key] === id) : whole.figures;
    return writers[ending](figures, `${folder ? "../" : ""}${whole.$schema}`);
  };

  brief.handPart = (link) => {
    const made = document.createElement("a");
    made.href = URL.createObjectURL(new Blob([brief.part(link.dataset.part)], { type: link.type }));
    made.download = link.dataset.part.split("/").pop();
    made.click();
    setTimeout(() => URL.revokeObjectURL(made.href), 60_000); // the browser may still be reading it
  };
})();
