#!/usr/bin/env bash
# Package: citeproc 2.4.63 (JavaScript, npm), the processor of citation styles that Zotero uses.
# Behaviour: a style that prints <label variable="version"/> takes a version such as 2026-11-29, the form of
#   a day that data are often versioned by, for a range of several versions, and prints the label in the
#   plural. With full stops in place of the hyphens it is one version.
# Seen: "Versions 2026-11-29", and "Version 2026.11.29".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > style.csl <<'CSL'
<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US">
  <info><title>t</title><id>t</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography><layout>
    <group delimiter=" ">
      <label variable="version" text-case="capitalize-first"/><text variable="version"/>
    </group>
  </layout></bibliography>
</style>
CSL
cat > locales-en-US.xml <<'XML'
<?xml version="1.0" encoding="utf-8"?>
<locale xmlns="http://purl.org/net/xbiblio/csl" version="1.0" xml:lang="en-US">
  <info><updated>2024-01-01T00:00:00+00:00</updated></info>
  <style-options punctuation-in-quote="true"/>
  <terms>
    <term name="version"><single>version</single><multiple>versions</multiple></term>
    <term name="and">and</term>
  </terms>
</locale>
XML
npm install --silent --no-audit --no-fund citeproc@2.4.63 >/dev/null
cat > print.cjs <<'JS'
const CSL = require("citeproc"), fs = require("fs");
for (const version of ["2026-11-29", "2026.11.29"]) {
  const items = { a: { id: "a", type: "dataset", title: "Data", version } };
  const sys = { retrieveItem: (id) => items[id], retrieveLocale: () => fs.readFileSync("locales-en-US.xml", "utf8") };
  const engine = new CSL.Engine(sys, fs.readFileSync("style.csl", "utf8"));
  engine.updateItems(["a"]);
  console.log(engine.makeBibliography()[1][0].replace(/<[^>]+>/g, "").trim());
}
JS
found=$(node print.cjs)
printf '%s\n' "$found"
[ "$found" = $'Versions 2026-11-29\nVersion 2026.11.29' ]
echo "as described"
