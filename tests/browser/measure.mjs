// The explorer's bars, measured: `node measure.mjs`, or `node measure.mjs corpus` for the last of them alone. Not a test, for a busy machine would fail it.
//
// INTERLEAVE names the command (default ../../target/release/interleave): the module in Chromium and the command explore the corpus
// one after the other, program by program, and each says how long its search took.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { BOOK, launch, open, pages, serve, unfold } from "./book.mjs";

const COMMAND = resolve(process.env.INTERLEAVE ?? join(import.meta.dirname, "../../target/release/interleave"));
const CORPUS = join(import.meta.dirname, "../../crates/interleave/corpus");
const MODELS = ["sc", "tso", "rc11"];
const run = promisify(execFile);
const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const browser = await launch();
const server = await serve(BOOK);

// From the click to the complete table, warm; and from the key to the step that is drawn.
const tables = [], steps = [];
for (const path of process.argv[2] === "corpus" ? [] : await pages()) {
  const { page, close } = await open(browser, server.origin, path);
  await unfold(page);
  for (const listing of await page.locator("section.outcomes[data-listing]").evaluateAll((all) => all.map((each) => each.dataset.listing))) {
    const place = page.locator(`section.outcomes[data-listing="${listing}"]`);
    await place.getByRole("button", { name: "Explore", exact: true }).click();
    const done = () => place.locator(".explorer-status", { hasText: /^SC: / }).waitFor({ timeout: 60_000 });
    await done();
    // Any change allows to explore again, and the engine is warm.
    await place.getByRole("button", { name: "Edit", exact: true }).click();
    const area = place.getByRole("textbox", { name: "The program" });
    await area.fill(`${await area.inputValue()}\n`);
    await page.waitForTimeout(400);
    await place.getByRole("button", { name: "Explore again", exact: true }).click();
    await done();
    tables.push([(await page.evaluate(() => performance.getEntriesByName("explorer-table").at(-1).duration)), listing]);
    await place.getByRole("button", { name: "Step through it", exact: true }).click();
    await place.locator("[data-key^=take]").first().waitFor();
    for (let step = 0; step < 6 && (await place.locator("[data-key^=take]").count()) > 0; step++) {
      steps.push(await page.evaluate((listing) => new Promise((drawn) => {
        const place = document.querySelector(`section.outcomes[data-listing="${listing}"] .explorer-stepper`);
        const button = place.querySelector("[data-key^=take]");
        const began = performance.now();
        const seen = new MutationObserver(() => { seen.disconnect(); drawn(performance.now() - began); });
        seen.observe(place, { childList: true, subtree: true });
        button.click();
      }), listing));
    }
    await place.getByRole("button", { name: "Close", exact: true }).click();
  }
  await close();
}
/** How many accesses to what threads share the longest of the shortest schedules has: steps that start no thread, wait for none and print nothing. */
async function accesses(listing) {
  const [chapter, name] = listing.split("/");
  const file = join(import.meta.dirname, `../../listings/${chapter}/src/bin/${name}.rs`);
  const { stdout } = await run(COMMAND, ["explore", "--model", "sc", "--json", file], { maxBuffer: 1 << 28 }).catch((error) => error);
  const counted = ({ witness }) => witness.filter(({ does, quiet }) => !quiet && !/spawn\(|\.join\(|print/.test(does)).length;
  return Math.max(...JSON.parse(stdout).outcomes.map(counted));
}
if (tables.length > 0) {
  tables.sort((a, b) => b[0] - a[0]);
  const small = [];
  for (const table of tables) if (await accesses(table[1]) < 15) small.push(table);
  const told = (name, tables) => {
    const late = tables.filter(([time]) => time >= 100);
    console.log(`complete table, warm, ${name}: ${tables.length}, median ${median(tables.map(([time]) => time)).toFixed(0)} ms, ${late.length} at 100 ms or more`);
    for (const [time, listing] of late) console.log(`  ${time.toFixed(0)} ms  ${listing}`);
  };
  told("all", tables);
  told("fewer than 15 shared accesses", small);
  console.log(`a step, from the click to the changed page: median ${median(steps).toFixed(1)} ms, longest ${Math.max(...steps).toFixed(1)} ms of ${steps.length}`);
}

// The module against the command.
const { page, close } = await open(browser, server.origin, "index.html");
await page.evaluate(async () => {
  const { unpack } = await import(`${location.origin}/explorer/unpack.js`);
  // It says how long its search took in whole milliseconds; so its clock is a thousand times as fast here.
  const packed = await (await fetch("/explorer/interleave.lzma")).arrayBuffer();
  const { instance } = await WebAssembly.instantiate(unpack(new Uint8Array(packed)), { page: { clock: () => performance.now() * 1000 } });
  const engine = instance.exports;
  globalThis.milliseconds = (request) => {
    const text = new TextEncoder().encode(request);
    const place = engine.room(text.length);
    new Uint8Array(engine.memory.buffer, place, text.length).set(text);
    const length = engine.ask();
    const answer = new TextDecoder().decode(new Uint8Array(engine.memory.buffer, engine.answer(), length));
    return JSON.parse(answer).explored.time_ms / 1000;
  };
});
const ratios = [];
let [inPage, native] = [0, 0];
for (const { file } of JSON.parse(await readFile(join(CORPUS, "expected.json"), "utf8"))) {
  const source = await readFile(join(CORPUS, file), "utf8");
  for (const model of MODELS) {
    const ask = () => page.evaluate((request) => globalThis.milliseconds(request), `explore\nmodel ${model}\ntime 60000000\n\n${source}`);
    const told = async () => {
      // A program that can go wrong is an exit status, and no error.
      const { stdout } = await run(COMMAND, ["explore", "--model", model, "--json", join(CORPUS, file)], { maxBuffer: 1 << 28 }).catch((error) => error);
      if (!stdout) throw new Error(`${COMMAND} says nothing of ${file} under ${model}`);
      return JSON.parse(stdout).time_ms;
    };
    // The better of two in the page, where the first is still being compiled.
    const [theirs, ours] = [Math.min(await ask(), await ask()), await told()];
    inPage += theirs;
    native += ours;
    ratios.push(theirs / ours);
  }
}
await close();
console.log(`${ratios.length} explorations: in the page ${inPage.toFixed(0)} ms, native ${native.toFixed(0)} ms, ${(inPage / native).toFixed(2)} times; median of the ratios ${median(ratios).toFixed(2)}`);
await browser.close();
await server.close();
