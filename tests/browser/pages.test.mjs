// Every page, as every reader would meet it: in light and dark, on a phone, by keyboard, without JavaScript, in print.
//
// A page is loaded twice, with JavaScript and without, and looked at in every way before it is closed; several pages at a time.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BOOK, SHOTS, choose, launch, open, pages, serve } from "./book.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
// All that a theme can break.
const COLOURS = ["color-contrast", "link-in-text-block"];
/** Of these pages there are pictures, if somebody asked for pictures; of their beginnings, for a whole one takes its time. */
const PICTURED = ["index.html", "race-conditions.html"];
const all = await pages();
const reports = new Map();
const times = {};
let browser, server;

before(async () => {
  browser = await launch();
  server = await serve(BOOK);
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
  const waiting = [...all];
  const examine = async () => { for (let path; (path = waiting.shift());) reports.get(path).done(await look(path).catch((error) => ({ error }))); };
  for (const path of all) { let done; const report = new Promise((resolve) => { done = resolve; }); reports.set(path, { report, done }); }
  for (let worker = 0; worker < Math.min(4, availableParallelism() + 1); worker++) examine();
});
after(async () => {
  for (const [part, ms] of Object.entries(times)) console.log(`time: ${(ms / 1000).toFixed(1)} s for ${part}, over all pages`);
  await browser?.close();
  await server?.close();
});

/** Does one part of the work, and adds its time to that part's. */
async function timed(part, work) {
  const began = performance.now();
  const result = await work();
  times[part] = (times[part] ?? 0) + performance.now() - began;
  return result;
}

/** Everything there is to find out about a page. */
async function look(path) {
  const shot = (name) => join(SHOTS, `${path.replace(/\.html$/, "").replaceAll("/", "-")}-${name}`);
  const pictured = SHOTS && PICTURED.includes(path);
  const shoot = async (page, name) => {
    if (!pictured) return;
    const { width } = page.viewportSize();
    await page.screenshot({ path: shot(`${name}.png`), fullPage: true, clip: { x: 0, y: 0, width, height: 5000 } });
  };
  const { page, wrongs, close } = await timed("load", () => open(browser, server.origin, path));
  const report = { wrongs };

  report.hidden = await timed("print", () => hiddenInPrint(page));
  if (pictured) await page.pdf({ format: "A4", path: shot("print.pdf") });
  await page.emulateMedia({ media: null });
  await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
  await page.addScriptTag({ path: AXE });
  report.light = await timed("axe", () => violations(page, WCAG));
  await shoot(page, "light");
  await choose(page, "navy");
  report.isNavy = await page.evaluate(() => document.documentElement.classList.contains("navy"));
  report.navy = await timed("axe", () => violations(page, COLOURS));
  await shoot(page, "navy");
  if (pictured) {
    await choose(page, "ayu");
    await shoot(page, "ayu");
  }
  report.narrow = await timed("320 pixels", () => atWidth(page, 320));
  if (pictured) await page.evaluate(() => {
    document.getElementById("mdbook-theme-light").click();
    // It was wide enough for the table of contents.
    document.getElementById("mdbook-sidebar-toggle").click();
  });
  await shoot(page, "320");
  // The last of all, for it may leave the page.
  await page.setViewportSize({ width: 1280, height: 900 });
  report.turned = await timed("arrow keys", () => arrowKeys(page));
  await close();

  report.plain = await timed("without JavaScript", () => withoutScript(path));
  return report;
}

async function violations(page, rules) {
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run(document, { runOnly, resultTypes: ["violations"], preload: false }), rules);
  return violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}×, first ${v.nodes[0].target}: ${v.nodes[0].html.slice(0, 160)})`);
}

/** The place, one of each kind of block of code, figure and table, in which an arrow key turned the page. */
async function arrowKeys(page) {
  const kinds = await page.evaluate(() => {
    const kind = (node) => `${node.className} in ${node.parentElement.className} in ${node.closest("details, section, figure")?.className}`;
    const shown = [...document.querySelectorAll("main pre code, main pre.output, main figure, .table-wrapper")].filter((node) => node.getClientRects().length > 0);
    const first = new Map(shown.reverse().map((node) => [kind(node), node]));
    for (const node of first.values()) node.dataset.place = "";
    return first.size;
  });
  const places = await page.locator("main [data-place]").elementHandles();
  assert.equal(places.length, kinds);
  const turned = new Set();
  let what;
  await page.route("**/*.html", (route) => { turned.add(what); return route.abort("aborted"); });
  for (const place of places) {
    let before;
    ({ before, what } = await place.evaluate((node) => {
      const before = node.getAttribute("tabindex");
      if (before === null) node.setAttribute("tabindex", "-1");
      node.focus({ preventScroll: true });
      return { before, what: node.outerHTML.slice(0, 120) };
    }));
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    if (before === null) await place.evaluate((node) => node.removeAttribute("tabindex"));
  }
  return [...turned];
}

/** What does not show in print and should. */
async function hiddenInPrint(page) {
  await page.emulateMedia({ media: "print" });
  return page.locator("main .tabs > .tab, main figure svg, main table, main details > *").evaluateAll((nodes) =>
    nodes.filter((node) => !node.matches("summary") && node.getClientRects().length === 0 && node.textContent.trim() !== "").map((node) => node.outerHTML.slice(0, 120)));
}

/** How wide the page gets in a window of this width, and what sticks out of it. */
async function atWidth(page, width) {
  await page.setViewportSize({ width, height: 640 });
  return page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    const scrolls = (node) => { for (; node && node !== document.body; node = node.parentElement) if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(node).overflowX)) return true; return false; };
    const wide = [...document.querySelectorAll("main *")].filter((node) => node.getBoundingClientRect().right > limit + 1 && !scrolls(node));
    // A table of outcomes has a form of its own for a phone; other tables scroll.
    wide.push(...[...document.querySelectorAll(".outcomes .table-wrapper")].filter((frame) => frame.scrollWidth > frame.clientWidth + 1));
    return { width: document.documentElement.scrollWidth, widest: wide.slice(0, 3).map((node) => node.outerHTML.slice(0, 120)) };
  });
}

/** What a reader without JavaScript cannot get at. */
async function withoutScript(path) {
  const { page, close } = await open(browser, server.origin, path, { javaScriptEnabled: false, theme: null });
  const missing = await page.evaluate(() => {
    const missing = [];
    // An answer within an answer shows when that one is open: they come in the order of the page.
    for (const answer of document.querySelectorAll("main details:not([open]) > summary")) {
      if (answer.getClientRects().length === 0) continue;
      answer.click();
      if (!answer.parentElement.open) missing.push(`the answer ${answer.textContent}`);
    }
    for (const tab of document.querySelectorAll("main .tabs > input[type=radio]")) {
      document.querySelector(`label[for="${tab.id}"]`).click();
      const panel = tab.parentElement.querySelectorAll(".tab")[[...tab.parentElement.querySelectorAll("input")].indexOf(tab)];
      if (!tab.checked || panel.getClientRects().length === 0) missing.push(`the tab ${tab.id}`);
    }
    return missing;
  });
  if ((await page.locator("main").innerText()).length < 200) missing.push("the text");
  await close();
  return missing;
}

for (const path of all) {
  describe(path, () => {
    const of = async () => { const report = await reports.get(path).report; if (report.error) throw report.error; return report; };
    test("no error, no foreign request", async () => assert.deepEqual((await of()).wrongs, []));
    test("no axe violation in light", async () => assert.deepEqual((await of()).light, []));
    test("no axe violation in navy", async () => { const { isNavy, navy } = await of(); assert.ok(isNavy); assert.deepEqual(navy, []); });
    test("at 320 pixels: no sideways scrolling", async () => assert.deepEqual((await of()).narrow, { width: 320, widest: [] }));
    test("arrow keys in code, figures and tables stay on the page", async () => assert.deepEqual((await of()).turned, []));
    test("without JavaScript: the text, every output, every answer, every tab", async () => assert.deepEqual((await of()).plain, []));
    test("in print: every tab, every figure, every table, every answer", async () => assert.deepEqual((await of()).hidden, []));
  });
}
