// Puts the engine together again: `crates/book/src/module/pack.rs` took it apart, and says how and why.

/**
 * Decompresses LZMA with the header of `.lzma` files, after the specification that comes with Igor Pavlov's LZMA SDK.
 * A probability is that of a 0, in 2048ths; `probabilities` holds them all, each group at its place.
 */
function decompress(packed) {
    const properties = packed[0];
    const literalContext = properties % 9, literalPosition = Math.floor(properties / 9) % 5, positionBits = Math.floor(properties / 45);
    const output = new Uint8Array(new DataView(packed.buffer, packed.byteOffset).getUint32(5, true));

    let places = 0;
    const group = size => (places += size) - size;
    const isMatch = group(12 << 4), isRep = group(12), isRepG0 = group(12), isRepG1 = group(12), isRepG2 = group(12), isRep0Long = group(12 << 4);
    const slots = group(4 << 6), special = group(128), align = group(16);
    const lengths = [0, 0].map(() => ({ choice: group(2), low: group(16 << 3), mid: group(16 << 3), high: group(256) }));
    const literals = group(0x300 << (literalContext + literalPosition));
    const probabilities = new Uint16Array(places).fill(1024);

    let at = 18, range = 0xffffffff;
    let code = new DataView(packed.buffer, packed.byteOffset).getUint32(14);
    const normalize = () => {
        if (range < 0x1000000) {
            range = (range << 8) >>> 0;
            code = ((code << 8) | packed[at++]) >>> 0;
        }
    };
    const bit = place => {
        const probability = probabilities[place];
        const bound = (range >>> 11) * probability;
        const one = code >= bound;
        if (one) {
            range -= bound;
            code -= bound;
            probabilities[place] = probability - (probability >>> 5);
        } else {
            range = bound;
            probabilities[place] = probability + ((2048 - probability) >>> 5);
        }
        normalize();
        return one ? 1 : 0;
    };
    const direct = count => {
        let value = 0;
        for (; count > 0; count--) {
            range >>>= 1;
            const one = code >= range;
            if (one) code -= range;
            normalize();
            value = value * 2 + (one ? 1 : 0);
        }
        return value;
    };
    const tree = (place, bits) => {
        let node = 1;
        for (let i = 0; i < bits; i++) node = node * 2 + bit(place + node);
        return node - (1 << bits);
    };
    const reverseTree = (place, bits) => {
        let node = 1, value = 0;
        for (let i = 0; i < bits; i++) {
            const one = bit(place + node);
            node = node * 2 + one;
            value |= one << i;
        }
        return value;
    };
    const length = ({ choice, low, mid, high }, position) => {
        if (!bit(choice)) return 2 + tree(low + (position << 3), 3);
        if (!bit(choice + 1)) return 10 + tree(mid + (position << 3), 3);
        return 18 + tree(high, 8);
    };

    let state = 0, length0 = 0, written = 0;
    const distances = [0, 0, 0, 0];
    while (written < output.length) {
        const position = written & ((1 << positionBits) - 1);
        if (!bit(isMatch + (state << 4) + position)) {
            const before = written ? output[written - 1] : 0;
            const context = ((written & ((1 << literalPosition) - 1)) << literalContext) + (before >> (8 - literalContext));
            const place = literals + 0x300 * context;
            let symbol = 1;
            if (state >= 7) {
                let match = output[written - distances[0] - 1];
                while (symbol < 0x100) {
                    const expected = (match >> 7) & 1;
                    match <<= 1;
                    const one = bit(place + ((1 + expected) << 8) + symbol);
                    symbol = symbol * 2 + one;
                    if (one !== expected) break;
                }
            }
            while (symbol < 0x100) symbol = symbol * 2 + bit(place + symbol);
            output[written++] = symbol;
            state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
            continue;
        }
        if (!bit(isRep + state)) {
            length0 = length(lengths[0], position);
            distances.copyWithin(1, 0, 3);
            const slot = tree(slots + (Math.min(length0 - 2, 3) << 6), 6);
            const bits = (slot >> 1) - 1;
            const first = (2 | (slot & 1)) << Math.max(bits, 0);
            if (slot < 4) distances[0] = slot;
            else if (slot < 14) distances[0] = first + reverseTree(special + first - slot, bits);
            else distances[0] = first + direct(bits - 4) * 16 + reverseTree(align, 4);
            state = state < 7 ? 7 : 10;
        } else {
            let again = 0;
            if (bit(isRepG0 + state)) again = bit(isRepG1 + state) ? 2 + bit(isRepG2 + state) : 1;
            else if (!bit(isRep0Long + (state << 4) + position)) {
                output[written] = output[written - distances[0] - 1];
                written++;
                state = state < 7 ? 9 : 11;
                continue;
            }
            distances.unshift(...distances.splice(again, 1));
            length0 = length(lengths[1], position);
            state = state < 7 ? 8 : 11;
        }
        for (const end = Math.min(written + length0, output.length); written < end; written++) output[written] = output[written - distances[0] - 1];
    }
    return output;
}

/** The streams, and the fields that follow an operation code: as in `pack.rs`. */
const STREAMS = '*taijvcflbdo48';
const FIELDS = Array.from({ length: 256 }, (_, code) => {
    if (code >= 0x28 && code <= 0x3e) return 'ai';
    return { 2: 'b', 3: 'b', 4: 'b', 0xc: 'l', 0xd: 'l', 0xe: 'T', 0x10: 'f', 0x11: 'tt', 0x20: 'v', 0x21: 'v', 0x22: 'v', 0x23: 't', 0x24: 't',
        0x3f: 't', 0x40: 't', 0x41: 'c', 0x42: 'j', 0x43: '4', 0x44: '8', 0xfc: 'x' }[code] ?? '';
});
const MORE_FIELDS = { 10: 2, 11: 1 };

/** The bytes of the module in the packed bytes. */
export function unpack(packed) {
    const whole = decompress(packed);
    const head = new DataView(whole.buffer);
    const [size, codeAt, functions] = [0, 4, 8].map(place => head.getUint32(place, true));
    let end = 12 + 4 * STREAMS.length;
    // Where each stream is read next.
    const next = {};
    for (const [number, stream] of [...STREAMS].entries()) {
        next[stream] = end;
        end += head.getUint32(12 + 4 * number, true);
    }
    const rest = whole.subarray(next['*'], next[STREAMS[1]]);

    const module = new Uint8Array(size + 16);
    let at = codeAt;
    const move = stream => module[at++] = whole[next[stream]++];
    /** Moves a number in LEB128. */
    const number = stream => {
        let value = 0, byte, shift = 0;
        do {
            byte = move(stream);
            value |= (byte & 0x7f) << shift;
            shift += 7;
        } while (byte & 0x80);
        return value;
    };
    const leb = value => {
        const bytes = [];
        for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
        return [...bytes, value];
    };
    /** Writes the length of what has been written since `start` before it. */
    const measured = start => {
        const bytes = leb(at - start);
        module.copyWithin(start + bytes.length, start, at);
        module.set(bytes, start);
        at += bytes.length;
    };

    module.set(rest.subarray(0, codeAt));
    module[at++] = 10;
    const code = at;
    for (const byte of leb(functions)) module[at++] = byte;
    for (let i = 0; i < functions; i++) {
        const start = at;
        for (let groups = number('d'); groups > 0; groups--) {
            number('d');
            move('d');
        }
        for (let depth = 1; depth > 0;) {
            const operation = move('o');
            if (operation >= 2 && operation <= 4) depth++;
            else if (operation === 0xb) depth--;
            for (const field of FIELDS[operation]) {
                if (field === 'T') for (let labels = number('l'); labels >= 0; labels--) number('l');
                else if (field === 'x') for (let more = MORE_FIELDS[number('t')] ?? 0; more > 0; more--) number('t');
                else if (field === '4' || field === '8') for (let bytes = Number(field); bytes > 0; bytes--) move(field);
                else number(field);
            }
        }
        measured(start);
    }
    measured(code);
    module.set(rest.subarray(codeAt), at);
    at += rest.length - codeAt;
    if (at !== size) throw new Error('the engine is damaged');
    return module.subarray(0, size);
}
