// What the book adds to a stock mdBook page of the same Markdown: at most 40 KB gzipped, and no later paint. What the tables of
// outcomes add to a page.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { BOOK, STOCK, launch, pages, serve, weigh } from "./book.mjs";

const LIMIT = 40 * 1024;
/** How often each page is loaded from either side. */
const RUNS = 3;
let browser, book, stock;
before(async () => { browser = await launch(); book = await serve(BOOK); stock = STOCK && await serve(STOCK); });
after(async () => { await browser?.close(); await book?.close(); await stock?.close(); });

test("weight and first paint against a stock book", { skip: STOCK ? false : "STOCK names no stock build of the book" }, async (t) => {
  const heavy = [];
  const paints = { ours: [], stock: [] };
  for (const path of await pages()) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) runs.push([await weigh(browser, book, path), await weigh(browser, stock, path)]);
    const [ours, theirs] = runs.at(-1);
    const median = (which) => runs.map((pair) => pair[which].paint).sort((a, b) => a - b)[RUNS >> 1];
    paints.ours.push(median(0));
    paints.stock.push(median(1));
    t.diagnostic(`${path}: ${(ours.bytes / 1024).toFixed(1)} KB in ${ours.requests} requests, stock ${(theirs.bytes / 1024).toFixed(1)} KB in ${theirs.requests}; `
      + `paint ${median(0).toFixed(0)} ms, stock ${median(1).toFixed(0)} ms`);
    if (ours.bytes - theirs.bytes > LIMIT) heavy.push(`${path}: ${((ours.bytes - theirs.bytes) / 1024).toFixed(1)} KB more than stock`);
  }
  assert.deepEqual(heavy, []);
  const sum = (times) => times.reduce((a, b) => a + b, 0);
  // Side by side on a shared machine: a tenth, and two frames a page, is noise.
  assert.ok(sum(paints.ours) <= sum(paints.stock) * 1.1 + 33 * paints.ours.length, `paints later: ${sum(paints.ours).toFixed(0)} ms against ${sum(paints.stock).toFixed(0)} ms over all pages`);
});

test("what was explored adds at most 15 KB to a page", async (t) => {
  const heavy = [];
  for (const path of await pages()) {
    const page = await readFile(join(BOOK, path), "utf8");
    const without = page.replaceAll(/<section class="outcomes"[\s\S]*?<\/section>/g, "");
    const added = (gzipSync(page).length - gzipSync(without).length) / 1024;
    if (added > 0) t.diagnostic(`${path}: ${added.toFixed(1)} KB`);
    if (added > 15) heavy.push(`${path}: ${added.toFixed(1)} KB`);
  }
  assert.deepEqual(heavy, []);
});
