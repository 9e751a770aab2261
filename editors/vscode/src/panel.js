"use strict";
const { randomBytes } = require("node:crypto");

const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** The page of the panel: the preview in a frame, which tells which addresses lead outside. */
function panelHtml(address) {
  const nonce = randomBytes(16).toString("hex");
  const { origin } = new URL(address);
  const policy = `default-src 'none'; frame-src ${origin}; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
  <style nonce="${nonce}">
    html, body, iframe { block-size: 100%; inline-size: 100%; margin: 0; padding: 0; border: 0; }
    body { overflow: hidden; }
  </style>
</head>
<body>
  <iframe title="The page as it will be published" src="${escaped(address)}"></iframe>
  <script nonce="${nonce}">
    const editor = acquireVsCodeApi();
    addEventListener("message", ({ data, origin }) => {
      if (origin === ${JSON.stringify(origin)} && data?.figures === "outside") editor.postMessage({ outside: String(data.href) });
    });
  </script>
</body>
</html>`;
}

module.exports = { panelHtml };
