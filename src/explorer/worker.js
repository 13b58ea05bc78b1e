// The explorer's engine, away from the page: it may take its time, and it can be stopped.

import { unpack } from './unpack.js';

/** Beyond so many bytes an instance is let go after the answer: WebAssembly gives memory back only as a whole. */
const LARGE = 64 << 20;

const compiled = fetch(new URL('interleave.lzma', import.meta.url)).then(async response => {
    if (!response.ok) throw new Error(`the engine cannot be loaded: ${response.status}`);
    return WebAssembly.compile(unpack(new Uint8Array(await response.arrayBuffer())));
});
// Whoever asks is told.
compiled.catch(() => {});
let engine = null;

/** A request as the engine reads it: a verb, perhaps with an argument, a line for each field, an empty line, and the program. */
function written(request) {
    if (typeof request === 'string') return request;
    const [[verb, what]] = Object.entries(request);
    if (typeof what !== 'object') return `${verb} ${what}`;
    const { source, ...fields } = what;
    const lines = Object.entries(fields).map(([name, value]) => `${name} ${{ true: 'yes', false: 'no' }[value] ?? value}`);
    return [verb, ...lines, '', source].join('\n');
}

async function answer(request) {
    engine ??= (await WebAssembly.instantiate(await compiled, { page: { clock: () => performance.now() } })).exports;
    const text = new TextEncoder().encode(written(request));
    const place = engine.room(text.length);
    new Uint8Array(engine.memory.buffer, place, text.length).set(text);
    const length = engine.ask();
    const bytes = new Uint8Array(engine.memory.buffer, engine.answer(), length);
    return JSON.parse(new TextDecoder().decode(bytes));
}

onmessage = async ({ data: { id, request } }) => {
    try {
        const told = await answer(request);
        if (told.explored && engine.memory.buffer.byteLength > LARGE) engine = null;
        postMessage({ id, answer: told });
    } catch (error) {
        // A trap leaves the instance in no state to go on.
        engine = null;
        postMessage({ id, failed: error instanceof RangeError ? 'the program is nested too deep for this browser' : error.message });
    }
};
