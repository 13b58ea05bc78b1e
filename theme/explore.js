// The explorer's foot in the page: what can this listing do? The reader predicts, then looks. The rest of it, and its engine,
// is loaded when somebody asks for it. Without this script the tables stand open.
'use strict';

(function explore() {
    const KEY = 'every-interleaving';
    const load = () => {
        try {
            const kept = JSON.parse(localStorage.getItem(KEY));
            return kept && typeof kept === 'object' ? kept : {};
        } catch {
            return {};
        }
    };
    /** What is kept on this device: `of(kind, listing)`, `keep(kind, listing, value)`; no value forgets. */
    const memory = {
        of: (kind, listing) => load()[kind]?.[listing],
        keep(kind, listing, value) {
            const all = load();
            all[kind] = { ...all[kind], [listing]: value };
            try {
                localStorage.setItem(KEY, JSON.stringify(all));
            } catch { /* A private window keeps nothing. */ }
        },
    };

    function make(name, properties = {}, ...children) {
        const { className, attributes, ...others } = properties;
        const node = Object.assign(document.createElement(name), others);
        if (className) node.className = className;
        for (const [key, value] of Object.entries(attributes ?? {})) node.setAttribute(key, value);
        node.append(...children);
        return node;
    }
    const button = (text, onclick, properties) => make('button', { type: 'button', textContent: text, onclick, ...properties });

    const WORDS = { panic: 'main panics', deadlock: 'it deadlocks', livelock: 'it goes round for ever', starvation: 'it starves a thread', race: 'a data race: anything' };
    const ending = status => (status === 'finish' ? '' : WORDS[status] ?? status);

    /** Outputs that look possible: the numbers of those that are, and 0, in other places. */
    function decoys(outputs) {
        const shape = text => text.replace(/\d+/g, '#');
        const first = outputs[0];
        if (first === undefined || outputs.some(text => shape(text) !== shape(first))) return [];
        const places = outputs.map(text => text.match(/\d+/g) ?? []);
        if (places[0].length === 0 || places[0].length > 3) return [];
        const numbers = [...new Set(['0', ...places.flat()])].sort((a, b) => a - b).slice(0, 4);
        let all = [[]];
        for (let place = 0; place < places[0].length; place++) all = all.flatMap(begun => numbers.map(number => [...begun, number]));
        const texts = all.map(choice => first.replace(/\d+/g, () => choice.shift()));
        return texts.filter(text => !outputs.includes(text)).slice(0, 4);
    }

    /** What a row of the table is called, for people and for the memory. */
    function named(row) {
        const text = row.dataset.class ?? row.dataset.outcome;
        const status = row.dataset.status;
        return { text, status, id: `${status}:${row.dataset.class === undefined ? '' : 'class:'}${text}`, possible: row.querySelector('td.rc11')?.textContent === 'yes', row,
            // What the open explorer calls it.
            play: row.dataset.class === undefined ? `${status}:${status === 'race' ? '' : text}` : null };
    }

    function options(section) {
        const rows = [...section.querySelectorAll('tbody tr[data-status]')].map(named);
        const finished = rows.filter(it => it.status === 'finish' && it.row.dataset.outcome !== undefined);
        const false_ = rows.length < 7 ? decoys(finished.map(it => it.text)) : [];
        const all = [...rows, ...false_.map(text => ({ text, status: 'finish', id: `finish:${text}`, possible: false }))];
        const deadlock = rows.find(it => it.status === 'deadlock');
        const stuck = { text: '', status: 'deadlock', id: 'deadlock', possible: deadlock !== undefined, play: deadlock?.play };
        const plain = all.filter(it => it.status !== 'deadlock').sort((a, b) => (a.id < b.id ? -1 : 1));
        return [...plain, stuck];
    }

    function label(option) {
        const text = option.text.trimEnd();
        const parts = text === '' ? [] : [make('samp', { textContent: text })];
        const end = ending(option.status);
        if (end) parts.push(text === '' ? end : ` then ${end}`);
        return parts.length === 0 ? ['(nothing)'] : parts;
    }

    /** What opens the explorer in `section`, below `bar`, unless it is open: `before` makes room for it, `closed` comes after it. */
    function opener(section, bar, what, before, closed) {
        let opened = false;
        return async (link, wanted) => {
            if (opened) return;
            if (location.protocol === 'file:') {
                bar.querySelector('.explore-error')?.remove();
                bar.append(make('p', { className: 'explore-error', attributes: { role: 'alert' } },
                    'A browser runs no such program out of a file. Have the book served: ', make('code', { textContent: 'cargo book serve' }), ' shows it, and needs no network.'));
                return;
            }
            opened = true;
            bar.setAttribute('aria-busy', 'true');
            try {
                const url = new URL(`${path_to_root}explorer/explorer.js`, location.href);
                const { Explorer } = await import(url.href);
                before();
                const explorer = new Explorer({ ...what, section, memory, make, button, link, base: url, onclose: () => { opened = false; closed(); } });
                bar.replaceChildren();
                section.append(explorer.node);
                explorer.start(wanted);
            } catch (error) {
                opened = false;
                bar.append(make('p', { className: 'explore-error', attributes: { role: 'alert' }, textContent: `The explorer cannot be loaded: ${error.message}` }));
            }
            bar.removeAttribute('aria-busy');
        };
    }

    /** An exercise whose judge is the explorer can be solved, and is judged, where it stands. */
    function pose(exercise) {
        const code = exercise.querySelector('.listing-code');
        const id = exercise.id;
        const bar = make('div', { className: 'explore-bar' });
        const section = make('div', { className: 'exercise-explorer' }, bar);
        code.after(section);
        const solution = exercise.querySelector('details.solution');
        const compare = () => {
            solution.open = true;
            solution.querySelector('summary').focus();
        };
        const command = [...exercise.querySelectorAll('.commands code')].at(-1).textContent;
        const what = { listing: id, program: code.querySelector('pre > code').textContent, contract: JSON.parse(exercise.dataset.judge), command, compare };
        const open = opener(section, bar, what, () => {}, show);

        function show() {
            const isSolved = memory.of('solved', id);
            bar.replaceChildren(button(memory.of('drafts', id) === undefined ? 'Solve it here' : 'Go on with it', () => open(), { className: 'explore-open' }));
            if (isSolved) {
                bar.append(make('span', { className: 'explore-solved', textContent: '✓ Solved' }),
                    button('Forget that I did', () => { memory.keep('solved', id); show(); bar.querySelector('button').focus(); }));
            }
        }
        show();
        return { listing: id, section: exercise, open };
    }

    function dress(section, number) {
        const listing = section.dataset.listing;
        const code = section.closest('.listing')?.querySelector('.listing-code pre > code');
        const program = section.querySelector('template.listing-source')?.content.textContent ?? code?.textContent;
        if (!program) return;
        const bar = make('div', { className: 'explore-bar' });
        section.prepend(bar);
        const open = opener(section, bar, { listing, program }, unveil, show);

        function unveil() {
            section.removeAttribute('data-veiled');
            section.querySelector('.explore-predict')?.remove();
        }

        /** What was foretold, beside what is. */
        function compare() {
            const chosen = memory.of('predicted', listing);
            if (!Array.isArray(chosen)) return;
            const all = options(section);
            const wrong = all.filter(option => option.possible !== chosen.includes(option.id));
            const names = wrong.flatMap((option, at) => [at ? ', ' : ' ', ...label(option), option.possible ? ' (possible)' : ' (impossible)']);
            const said = wrong.length === 0 ? ['Your prediction was right.'] : ['Your prediction was wrong about:', ...names];
            bar.append(make('p', { className: 'explore-said' }, ...said));
            const missed = wrong.find(option => option.possible && option.play);
            if (missed) bar.append(button('Show me how', () => open(null, missed.play), { className: 'explore-open' }));
        }

        function show() {
            bar.replaceChildren(button('Explore', () => open(), { className: 'explore-open' }));
            const predicted = memory.of('predicted', listing);
            if (predicted !== undefined) {
                bar.append(button('Forget my prediction', () => { memory.keep('predicted', listing); veil(); section.querySelector('.explore-predict input')?.focus(); }));
                compare();
            }
        }

        function veil() {
            bar.replaceChildren();
            section.dataset.veiled = '';
            const id = `foretell-${number}`;
            const boxes = options(section).map((option, at) => make('label', {},
                make('input', { type: 'checkbox', name: id, value: option.id, id: `${id}-${at}` }), make('span', {}, ...label(option))));
            const tell = chosen => {
                memory.keep('predicted', listing, chosen);
                unveil();
                show();
                bar.querySelector('button').focus();
            };
            const form = make('form', { className: 'explore-predict' },
                make('fieldset', {}, make('legend', { textContent: 'Before you look: which of these can it do?' }), ...boxes),
                make('div', { className: 'explore-buttons' },
                    make('button', { type: 'submit', textContent: 'Compare' }),
                    button('Only show me', () => tell(false)),
                    button('Explore', () => open())));
            form.onsubmit = event => {
                event.preventDefault();
                tell([...form.querySelectorAll('input:checked')].map(box => box.value));
            };
            bar.after(form);
        }

        if (memory.of('predicted', listing) === undefined) veil();
        else show();

        return { listing, section, open };
    }

    const all = [...document.querySelectorAll('section.outcomes[data-listing]')].map(dress).filter(Boolean);
    all.push(...[...document.querySelectorAll('section.exercise[data-judge]')].map(pose));

    // A link names a listing or an exercise, and what it carries is the explorer's business.
    function follow() {
        if (!location.hash.startsWith('#explore=')) return;
        const link = new URLSearchParams(location.hash.slice(1));
        const found = all.find(each => each.listing === link.get('explore'));
        if (!found) return;
        found.section.scrollIntoView();
        found.open(link);
    }
    follow();
    window.addEventListener('hashchange', follow);
})();
