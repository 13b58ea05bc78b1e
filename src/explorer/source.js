// Rust source in the page: its colours, its functions, and a small editor.

const TOKENS = new RegExp([
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)/, /(?<string>b?"(?:\\[\s\S]|[^"\\])*"|b?'(?:\\.[^']*|[^'\\\n])')/,
    /(?<keyword>\b(?:as|break|const|continue|else|enum|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|trait|type|unsafe|use|where|while)\b)/,
    /(?<literal>\b(?:true|false|None|Some|Ok|Err)\b)/, /(?<number>\b\d[\d_]*(?:\.\d[\d_]*)?\w*)/, /(?<built_in>\b[a-z_]\w*!|\b[A-Z]\w*[a-z]\w*\b)/,
].map(part => part.source).join('|'), 'g');

/** The text as nodes, coloured as the book's code is. */
export function colour(text) {
    const nodes = [];
    let end = 0;
    for (const found of text.matchAll(TOKENS)) {
        const [kind] = Object.entries(found.groups).find(([, token]) => token !== undefined);
        nodes.push(text.slice(end, found.index));
        const node = document.createElement('span');
        node.className = `hljs-${kind}`;
        node.textContent = found[0];
        nodes.push(node);
        end = found.index + found[0].length;
    }
    nodes.push(text.slice(end));
    return nodes;
}

/** The engine's words, in which code stands between backticks. */
export function words(make, text) {
    const parts = text.split('`');
    return parts.length % 2 === 0 ? [text] : parts.map((part, at) => (at % 2 === 1 ? make('code', { textContent: part }) : part));
}

/** The first and the last line of the function or closure that a place lies in. */
export function enclosing(source, { line, column }) {
    // Brackets in comments and texts are none.
    const bare = source.replace(/\/\/[^\n]*|"(?:\\[\s\S]|[^"\\])*"|'(?:\\.|[^'\\\n])'/g, text => text.replace(/[^\n]/g, ' '));
    const lines = bare.split('\n');
    const place = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    const at = offset => bare.slice(0, offset).split('\n').length;
    const open = [];
    let best = null;
    for (let offset = 0; offset < bare.length; offset++) {
        if (bare[offset] === '{') {
            const head = bare.slice(0, offset).match(/[^;{}]*$/)[0];
            const begins = offset - head.trimStart().length;
            open.push(/\bfn\s|\|[^|]*\|\s*$/.test(head) ? begins : null);
        } else if (bare[offset] === '}') {
            const begins = open.pop();
            // The innermost comes first.
            if (best === null && begins !== null && begins !== undefined && begins <= place && place <= offset) best = [at(begins), at(offset)];
        }
    }
    return best ?? [1, lines.length];
}

/** Lines of a program with their numbers; the line of `span` is lit, and in it what comes next. */
export function numbered(make, source, [first, last], span) {
    const all = source.split('\n').slice(first - 1, last);
    const indent = Math.min(...all.filter(text => text.trim() !== '').map(text => text.length - text.trimStart().length), 40);
    const rows = all.map((text, at) => {
        const number = first + at;
        const lit = span && number >= span.line && number <= Math.max(span.line, Math.min(span.end_line, span.line + 3));
        let parts = colour(text.slice(indent));
        if (span && number === span.line && span.end_line === span.line) {
            const [from, to] = [span.column - 1, span.end_column - 1];
            parts = [...colour(text.slice(indent, from)), make('mark', {}, ...colour(text.slice(from, to))), ...colour(text.slice(to))];
        }
        return make('span', { className: `line${lit ? ' lit' : ''}`, attributes: { 'data-line': number } }, ...parts, '\n');
    });
    return make('pre', { className: 'explorer-source', tabIndex: 0, attributes: { role: 'group' } }, make('code', { className: 'hljs' }, ...rows));
}

/** A text area with the coloured text behind it. What is wrong stands below it, and at its line. */
export class Editor {
    constructor({ make, program, label, check, changed, done }) {
        Object.assign(this, { make, check, changed, done });
        this.area = make('textarea', { value: program, spellcheck: false, autocapitalize: 'off', autocomplete: 'off', wrap: 'off', attributes: { 'aria-label': label, autocorrect: 'off' } });
        this.back = make('pre', { attributes: { 'aria-hidden': 'true' } });
        this.lines = make('div', { className: 'editor-lines', attributes: { 'aria-hidden': 'true' } });
        this.faults = make('div', { className: 'editor-faults', attributes: { role: 'status' } });
        this.node = make('div', { className: 'editor' }, make('div', { className: 'editor-frame' }, this.lines, make('div', { className: 'editor-text' }, this.back, this.area)), this.faults);
        this.area.addEventListener('input', () => this.edited());
        this.area.addEventListener('keydown', event => this.press(event));
        this.paint([]);
    }

    set(text) {
        this.area.value = text;
        this.complain([]);
    }

    /** Control and Enter are done with it; Enter alone keeps the indentation. Tab goes on through the page, as everywhere. */
    press(event) {
        if (event.key !== 'Enter' || event.isComposing || event.shiftKey || event.altKey) return;
        event.preventDefault();
        if (event.ctrlKey || event.metaKey) return this.done();
        const before = this.area.value.slice(0, this.area.selectionStart).split('\n').at(-1);
        const indent = before.match(/^ */)[0] + (/[{([]\s*$/.test(before) ? '    ' : '');
        // The only way in that leaves the browser's undo as it is.
        document.execCommand('insertText', false, `\n${indent}`);
    }

    edited() {
        this.paint(this.wrong ?? []);
        this.changed(this.area.value);
        clearTimeout(this.pause);
        this.pause = setTimeout(async () => {
            const source = this.area.value;
            const told = await this.check(source).catch(() => null);
            if (told && this.area.value === source) this.complain(told.refused ?? []);
        }, 250);
    }

    complain(refused) {
        const { make } = this;
        const told = refused.slice(0, 20).map(({ line, column, reason, rewrite }) => make('li', {},
            make('button', { type: 'button', textContent: `Line ${line}`, onclick: () => this.go(line, column) }), ' ', ...words(make, `${reason}${rewrite ? `: ${rewrite}` : ''}`)));
        this.faults.replaceChildren(...(told.length > 0 ? [make('ul', {}, ...told)] : []));
        this.paint(refused);
    }

    paint(refused) {
        this.wrong = refused;
        const text = this.area.value;
        const wrong = new Set(refused.map(each => each.line));
        this.back.replaceChildren(...colour(`${text}\n`));
        this.lines.replaceChildren(...text.split('\n').map((_, at) => this.make('span', { className: wrong.has(at + 1) ? 'wrong' : '', textContent: `${at + 1}\n` })));
        this.fit();
    }

    fit() {
        this.area.rows = this.area.value.split('\n').length;
        this.area.style.width = `max(100%, ${Math.max(...this.area.value.split('\n').map(line => line.length)) + 2}ch)`;
    }

    go(line, column) {
        const before = this.area.value.split('\n').slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
        this.area.focus();
        this.area.setSelectionRange(before + column - 1, before + column - 1);
    }
}
