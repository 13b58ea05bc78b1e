// What the book adds to a stock mdBook page of the same Markdown: at most 40 KB gzipped, and no later paint.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { BOOK, STOCK, launch, pages, weigh } from "./book.mjs";

const LIMIT = 40 * 1024;
let browser;
before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); });

test("weight and first paint against a stock book", { skip: STOCK ? false : "STOCK names no stock build of the book" }, async (t) => {
  const heavy = [];
  const paints = { ours: [], stock: [] };
  for (const path of await pages()) {
    const runs = [];
    for (let run = 0; run < 5; run++) runs.push([await weigh(browser, BOOK, path), await weigh(browser, STOCK, path)]);
    const [ours, stock] = runs.at(-1);
    const median = (which) => runs.map((pair) => pair[which].paint).sort((a, b) => a - b)[2];
    paints.ours.push(median(0));
    paints.stock.push(median(1));
    t.diagnostic(`${path}: ${(ours.bytes / 1024).toFixed(1)} KB in ${ours.requests} requests, stock ${(stock.bytes / 1024).toFixed(1)} KB in ${stock.requests}; `
      + `paint ${median(0).toFixed(0)} ms, stock ${median(1).toFixed(0)} ms`);
    if (ours.bytes - stock.bytes > LIMIT) heavy.push(`${path}: ${((ours.bytes - stock.bytes) / 1024).toFixed(1)} KB more than stock`);
  }
  assert.deepEqual(heavy, []);
  const sum = (times) => times.reduce((a, b) => a + b, 0);
  // Side by side on a shared machine: a tenth, and two frames a page, is noise.
  assert.ok(sum(paints.ours) <= sum(paints.stock) * 1.1 + 33 * paints.ours.length, `paints later: ${sum(paints.ours).toFixed(0)} ms against ${sum(paints.stock).toFixed(0)} ms over all pages`);
});
