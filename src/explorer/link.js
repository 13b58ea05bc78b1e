// A link carries a listing's name, a model, a schedule and perhaps a program in its fragment. Whoever follows it sees text.

/** Longest program, in characters: longer than any listing, and no burden. */
const LONGEST = 100_000;

async function through(bytes, transform) {
    const stream = new Blob([bytes]).stream().pipeThrough(transform);
    const chunks = [];
    let length = 0;
    const reader = stream.getReader();
    for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        length += value.length;
        if (length > LONGEST) {
            await reader.cancel();
            throw new Error('its program is too long');
        }
        chunks.push(value);
    }
    return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/** The fragment, without its `#`. */
export async function write({ listing, model, schedule, program, spurious = null }) {
    const fields = new URLSearchParams({ explore: listing, model });
    if (schedule !== null) fields.set('schedule', schedule);
    if (spurious !== null) fields.set('spurious', spurious);
    if (program !== null) {
        const packed = await through(new TextEncoder().encode(program), new CompressionStream('deflate-raw'));
        fields.set('program', btoa(String.fromCharCode(...packed)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''));
    }
    return fields.toString().replaceAll('%2F', '/');
}

/** What the fields of a fragment say. */
export async function read(fields) {
    const packed = fields.get('program');
    let program = null;
    if (packed !== null) {
        const bytes = Uint8Array.from(atob(packed.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0));
        program = new TextDecoder('utf-8', { fatal: true }).decode(await through(bytes, new DecompressionStream('deflate-raw')));
    }
    return { model: fields.get('model'), schedule: fields.get('schedule'), spurious: fields.get('spurious'), program };
}
