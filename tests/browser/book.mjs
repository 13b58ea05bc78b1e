// What the browser tests share: the built book served on loopback, a browser, and a page that remembers everything it did wrong.
//
// Environment: BOOK names the folder of the built book (default ../../book), STOCK that of the same Markdown built by mdBook
// alone (for the weight test), CHROMIUM the browser (default /usr/bin/chromium), SHOTS where screenshots go (none without it).

import { readdir, readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

export const BOOK = resolve(process.env.BOOK ?? join(import.meta.dirname, "../../book"));
export const STOCK = process.env.STOCK && resolve(process.env.STOCK);
export const SHOTS = process.env.SHOTS && resolve(process.env.SHOTS);

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2", ".wasm": "application/wasm", ".txt": "text/plain",
};

/** Serves `folder` on a free port of the loopback interface. */
export async function serve(folder) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    try {
      const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
      response.setHeader("content-type", TYPES[extname(file)] ?? "application/octet-stream");
      response.end(await readFile(file));
    } catch {
      response.statusCode = 404;
      response.end("not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { folder, origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => { server.closeAllConnections(); server.close(done); }) };
}

/** The pages of the book at `folder`, as paths below it. The pages that mdBook makes for itself (toc, 404) are left out. */
export async function pages(folder = BOOK) {
  const found = [];
  for (const entry of await readdir(folder, { recursive: true })) {
    if (entry.endsWith(".html") && !/(^|\/)(toc|404|print)\.html$/.test(entry)) found.push(entry);
  }
  if (found.length === 0) throw new Error(`no page in ${folder}: build the book first (cargo book build)`);
  return found.sort();
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** Opens `path` in a context of its own. `wrongs` fills with console errors, page errors, failed and foreign requests. */
export async function open(browser, origin, path, { theme = "light", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  if (theme) await context.addInitScript((name) => localStorage.setItem("mdbook-theme", name), theme);
  const page = await context.newPage();
  const wrongs = [];
  page.on("console", (message) => { if (message.type() === "error") wrongs.push(`console error: ${message.text()}`); });
  page.on("pageerror", (error) => wrongs.push(`uncaught: ${error.message}`));
  page.on("request", (request) => { if (!request.url().startsWith(origin) && !/^(data|blob):/.test(request.url())) wrongs.push(`request to another host: ${request.url()}`); });
  page.on("response", (response) => { if (response.status() >= 400) wrongs.push(`${response.status()} for ${response.url()}`); });
  await page.goto(`${origin}/${path}`, { waitUntil: "load" });
  return { page, wrongs, close: () => context.close() };
}

/** Chooses a theme, and waits for the colors of code: they come with a sheet of their own, which is loaded only then. */
export async function choose(page, theme) {
  await page.evaluate((theme) => document.getElementById(`mdbook-theme-${theme}`).click(), theme);
  await page.waitForFunction(() => [...document.querySelectorAll("link[rel=stylesheet]")].every((link) => link.disabled || link.sheet));
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Opens all that is folded: some listings stand there. */
export const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));

/** Everything that a page loads, in bytes after gzip (fonts and images as they are), and when it was first painted, in milliseconds. */
export async function weigh(browser, { origin, folder }, path) {
  const loaded = new Set();
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("response", (response) => loaded.add(new URL(response.url()).pathname));
  await page.goto(`${origin}/${path}`, { waitUntil: "load" });
  const paint = await page.evaluate(() => new Promise((painted) => {
    new PerformanceObserver((entries) => { for (const entry of entries.getEntriesByName("first-contentful-paint")) painted(entry.startTime); })
      .observe({ type: "paint", buffered: true });
  }));
  await context.close();
  let bytes = 0;
  for (const name of loaded) bytes += await packed(join(folder, name));
  return { bytes, requests: loaded.size, paint };
}

const sizes = new Map();

/** How many bytes of a file go over the wire. */
async function packed(file) {
  if (!sizes.has(file)) {
    const content = (await stat(file).catch(() => null))?.isFile() ? await readFile(file) : Buffer.alloc(0);
    sizes.set(file, content.length === 0 || /\.(woff2|png)$/.test(file) ? content.length : gzipSync(content).length);
  }
  return sizes.get(file);
}
