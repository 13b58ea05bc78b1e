// Every page, as every reader would meet it: in light and dark, on a phone, by keyboard, without JavaScript, in print.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BOOK, SHOTS, launch, open, pages, serve } from "./book.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const all = await pages();
let browser, server;
before(async () => { browser = await launch(); server = await serve(BOOK); if (SHOTS) await mkdir(SHOTS, { recursive: true }); });
after(async () => { await browser?.close(); await server?.close(); });

async function shoot(page, path, name) {
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${path.replace(/\.html$/, "").replaceAll("/", "-")}-${name}.png`), fullPage: true });
}

for (const path of all) {
  describe(path, () => {
    for (const theme of ["light", "navy"]) {
      test(`in ${theme}: no axe violation, no error, no foreign request`, async () => {
        const { page, wrongs, close } = await open(browser, server.origin, path, { theme });
        await page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
        await page.addScriptTag({ path: AXE });
        const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), WCAG);
        await shoot(page, path, theme);
        await close();
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.help} (${v.nodes.length}×, first ${v.nodes[0].target}: ${v.nodes[0].html.slice(0, 160)})`), []);
        assert.deepEqual(wrongs, []);
      });
    }

    test("at 320 pixels: no sideways scrolling", async () => {
      const { page, close } = await open(browser, server.origin, path, { viewport: { width: 320, height: 640 } });
      const { width, widest } = await page.evaluate(() => {
        const limit = document.documentElement.clientWidth;
        const scrolls = (node) => { for (; node && node !== document.body; node = node.parentElement) if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(node).overflowX)) return true; return false; };
        const wide = [...document.querySelectorAll("main *")].filter((node) => node.getBoundingClientRect().right > limit + 1 && !scrolls(node));
        return { width: document.documentElement.scrollWidth, widest: wide.slice(0, 3).map((node) => node.outerHTML.slice(0, 120)) };
      });
      await shoot(page, path, "320");
      await close();
      assert.deepEqual({ width, widest }, { width: 320, widest: [] });
    });

    test("arrow keys in code and figures stay on the page", async () => {
      const { page, close } = await open(browser, server.origin, path);
      const url = page.url();
      for (const place of await page.locator("main pre code, main figure").all()) {
        await place.evaluate((node) => { node.setAttribute("tabindex", "-1"); node.focus(); });
        await page.keyboard.press("ArrowRight");
        await page.keyboard.press("ArrowLeft");
        assert.equal(page.url(), url);
      }
      await close();
    });

    test("without JavaScript: the text, every output, every answer, every tab", async () => {
      const { page, close } = await open(browser, server.origin, path, { javaScriptEnabled: false, theme: null });
      for (const answer of await page.locator("main details > summary:visible").all()) await answer.click();
      assert.equal(await page.locator("main details:not([open]) > summary:visible").count(), 0, "an answer did not open");
      for (const tab of await page.locator("main .tabs > input[type=radio]").all()) {
        await page.locator(`label[for="${await tab.getAttribute("id")}"]`).click();
        assert.ok(await tab.isChecked());
      }
      assert.ok((await page.locator("main").innerText()).length > 200, "the page is empty without JavaScript");
      await close();
    });

    test("in print: every tab and every figure, within the sheet", async () => {
      const { page, close } = await open(browser, server.origin, path);
      await page.emulateMedia({ media: "print" });
      const hidden = await page.locator("main .tabs > .tab, main figure svg, main details > *").evaluateAll((nodes) =>
        nodes.filter((node) => !node.matches("summary") && node.closest("details:not([open])") === null && node.getClientRects().length === 0 && node.textContent.trim() !== "").map((node) => node.outerHTML.slice(0, 120)));
      await page.pdf({ format: "A4", ...(SHOTS ? { path: join(SHOTS, `${path.replace(/\.html$/, "").replaceAll("/", "-")}.pdf`) } : {}) });
      await close();
      assert.deepEqual(hidden, []);
    });
  });
}
