// The open explorer of one listing or exercise: its outcomes, its executions step by step, its program to change, and what is to be
// done with it.
// Nothing that a program, a link or the engine says is ever read as HTML.

import { Engine, Stopped } from './engine.js';
import { Editor, enclosing, numbered, words } from './source.js';
import { draw } from './shared.js';
import * as link from './link.js';

const MODELS = [['sc', 'SC'], ['tso', 'x86-TSO'], ['rc11', 'Rust']];
/** As where the pages are made, so that both find the same. */
const LIMITS = { states: 3_000_000, time: 10_000, memory: 512 << 20 };
/** Rows of a table, at most. */
const ROWS = 60;

const STATUS = { finished: 'finish', panicked: 'panic' };
/** The same as a sentence ends: "it can …". */
const CAN = { finish: 'end', panic: 'panic', deadlock: 'deadlock', race: 'race, which is undefined behaviour', livelock: 'go round for ever', starvation: 'starve a thread' };
const TITLES = { finished: 'finished', panicked: 'panic', deadlock: 'deadlock', race: 'data race', livelock: 'livelock', starvation: 'starvation' };
const word = ({ status }) => STATUS[status] ?? status;
const key = outcome => `${word(outcome)}:${outcome.status === 'race' ? '' : outcome.stdout}`;
const thousands = number => String(number).replace(/\B(?=(\d{3})+$)/g, ',');
const oneLine = text => text.split(/\s+/).join(' ');
const name = thread => (thread === 0 ? 'main' : `thread ${thread}`);

/** Who waits for whom in a deadlock, in short. */
function circle(threads = []) {
    if (threads.length === 0) return null;
    if (threads.length === 1) return `${name(threads[0])} waits for itself`;
    if (threads.length === 2) return `${name(threads[0])} and ${name(threads[1])} wait for each other`;
    return `${threads.length} threads in a circle, each waiting for the next`;
}

/** The model under which an outcome is followed most easily: an interleaving, else Rust's, of which the stepper shows what each thread knows. */
function plainest({ under }) {
    return ['sc', 'rc11', 'tso'].find(model => under.has(model));
}

let styled = false;
function style(base) {
    if (styled) return;
    styled = true;
    const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('explorer.css', base).href });
    document.head.append(sheet);
}

export class Explorer {
    /** `contract` is there for an exercise: what the program is judged by. Then `command` judges it on the reader's machine, and `compare` shows a solution. */
    constructor({ section, listing, program, contract = null, command, compare, memory, make, button, link: fragment, base, onclose }) {
        style(base);
        Object.assign(this, { section, listing, original: program, contract, command, compare, memory, make, button, fragment, onclose });
        this.program = memory.of('drafts', listing) ?? program;
        this.usual = contract ? contract.spurious : 'spurious' in section.dataset;
        this.spurious = this.usual;
        this.engine = new Engine(base);
        this.found = new Map();
        this.view = null;
        this.model = 'rc11';
        this.goal = null;
        this.frames = new Map();
        this.playing = 0;
        // What the page says of an outcome: how often it was seen, and how it comes about.
        this.told = new Map([...section.querySelectorAll('tbody tr[data-outcome]')].map(row => [`${row.dataset.status}:${row.dataset.outcome}`, row]));
        this.seenTitle = [...section.querySelectorAll('thead th')].find(it => it.textContent.startsWith('Seen'))?.textContent;
        this.build();
    }

    build() {
        const { make, button } = this;
        this.status = make('p', { className: 'explorer-status', attributes: { role: 'status' } });
        this.stop = button('Stop', () => this.cancel(), { hidden: true });
        this.again = button(this.contract ? 'Have it judged' : 'Explore again', () => this.explore(), { className: 'main', hidden: true, title: 'Ctrl + Enter in the program' });
        const edit = button('Edit', () => this.toggleEditor(), { attributes: { 'aria-expanded': 'false' } });
        this.editButton = edit;
        this.wakes = make('input', { type: 'checkbox', checked: this.spurious, onchange: () => this.wake(this.wakes.checked) });
        this.waker = make('label', { className: 'explorer-switch', hidden: true }, this.wakes, 'Waiting threads may wake up for nothing');
        this.forget = button('Forget what I did', () => this.forgetAll(), { hidden: true });
        this.head = make('div', { className: 'explorer-head' },
            this.again, this.stop, button('Step through it', () => this.open(this.model)), ...(this.contract ? [] : [edit]),
            button('Copy a link', () => this.share()), this.forget, button('Close', () => this.close()), this.waker);
        this.editor = new Editor({
            make, program: this.program, label: 'The program', check: source => this.engine.ask({ check: { source } }),
            changed: text => this.changed(text), done: () => this.explore(),
        });
        this.reset = button('', () => this.restore());
        this.editing = make('div', { className: 'explorer-editing', hidden: true }, this.editor.node, make('div', { className: 'explorer-row' }, this.reset));
        this.table = make('div', { className: 'explorer-table' });
        this.verdict = make('div', { className: 'explorer-verdict', attributes: { role: 'status' } });
        this.stepper = make('div', { className: 'explorer-stepper', hidden: true, attributes: { role: 'group', 'aria-label': 'Step by step' } });
        this.shared = make('div', { className: 'explorer-shared' });
        this.node = make('section', { className: 'explorer', attributes: { 'aria-label': 'Explorer' } },
            ...(this.contract ? [this.shared, this.editing, this.head, this.status, this.verdict, this.table] : [this.head, this.shared, this.editing, this.status, this.table, this.verdict]), this.stepper);
        this.stepper.addEventListener('keydown', event => this.press(event));
        this.mark();
    }

    /** Begins: with what a link says, or by playing the outcome of that key. */
    async start(wanted) {
        if (this.contract || this.program !== this.original) this.toggleEditor(true);
        if (this.fragment) {
            try {
                const carried = await link.read(this.fragment);
                if (carried.program !== null && carried.program !== this.program) {
                    // The reader's own changes stay where they are kept, until they change this.
                    if (this.program !== this.original) this.dropped = this.program;
                    this.editor.set(carried.program);
                    this.program = carried.program;
                    this.mark();
                    this.toggleEditor(true);
                    this.shared.replaceChildren(this.make('p', { textContent: 'This program came with the link. It is not the book\u2019s.' }));
                }
                if (MODELS.some(([model]) => model === carried.model)) this.model = carried.model;
                if (carried.spurious !== null && !this.contract) this.spurious = this.wakes.checked = carried.spurious === 'true';
                if (!this.contract) await this.explore();
                if (carried.schedule !== null) await this.open(this.model, carried.schedule);
                return;
            } catch (error) {
                this.shared.replaceChildren(this.make('p', { textContent: `The link cannot be read: ${error.message}` }));
            }
        }
        if (this.contract) {
            // On a telephone the keyboard would come up at once, and cover what is to be read.
            const place = matchMedia('(pointer: coarse)').matches ? this.again : this.editor.area;
            return place.focus({ preventScroll: true });
        }
        this.head.querySelector('button:not([hidden])')?.focus({ preventScroll: true });
        await this.explore();
        const row = this.rows().find(row => row.id === wanted);
        if (!row) return;
        const model = plainest(row);
        await this.play(model, row.under.get(model).schedule);
    }

    close() {
        this.pause();
        this.engine.stop();
        this.node.remove();
        this.onclose();
        this.section.querySelector('.explore-open')?.focus();
    }

    // What the program can do.

    /** All that is explored, and that was given: the program, and whether waiting threads wake up for nothing. */
    get asked() {
        return `${this.spurious} ${this.program}`;
    }

    get given() {
        return `${this.usual} ${this.original}`;
    }

    /** Whether waiting threads wake up for nothing. Everything is another program then. */
    async wake(spurious) {
        this.cancel();
        await this.exploring;
        this.spurious = spurious;
        this.mark();
        this.explore();
    }

    /** One after the other; and what was explored needs no second look. */
    async explore() {
        if (this.again.hidden && this.explored !== undefined || !this.stop.hidden) return;
        this.exploring = this.search();
        await this.exploring;
    }

    async search() {
        const { program: source, spurious } = this;
        this.found = new Map();
        this.explored = this.asked;
        this.again.hidden = true;
        this.verdict.replaceChildren();
        this.busy(true);
        const began = performance.now();
        try {
            for (const [model, title] of MODELS) {
                this.say(`Exploring under ${title} …`);
                let { explored, refused, wrong } = await this.engine.ask({ explore: { source, model, spurious, ...LIMITS } });
                if (explored && !explored.complete) {
                    // Where the executions are too many to count, the outcomes alone may not be.
                    ({ explored } = await this.engine.ask({ explore: { source, model, spurious, ...LIMITS, count: false } }));
                }
                if (!explored) {
                    this.table.replaceChildren();
                    this.say(refused ? 'The explorer does not take this program.' : wrong);
                    if (refused) {
                        this.toggleEditor(true);
                        this.editor.complain(refused);
                    }
                    return;
                }
                this.found.set(model, explored);
                this.showTable();
            }
            performance.measure('explorer-table', { start: began });
            this.say(this.summary());
            this.judge();
        } catch (error) {
            this.say(error instanceof Stopped ? 'Stopped.' : `The explorer failed: ${error.message}. That is a fault of its own.`);
            this.again.hidden = false;
        } finally {
            this.busy(false);
        }
    }

    cancel() {
        this.pause();
        this.engine.stop();
        this.view = null;
        this.stepper.hidden = true;
    }

    busy(is) {
        this.stop.hidden = !is;
        this.table.setAttribute('aria-busy', String(is));
    }

    say(text) {
        this.status.textContent = text;
    }

    summary() {
        const parts = MODELS.map(([model, title]) => {
            const { executions, schedules, states, complete, bounded } = this.found.get(model);
            const facts = [];
            if (executions) facts.push(`${thousands(executions)} execution${executions === 1 ? '' : 's'}`);
            if (schedules === 'infinite') facts.push('infinitely many schedules');
            else if (schedules) facts.push(`${thousands(schedules)} schedule${schedules === '1' ? '' : 's'}`);
            if (facts.length === 0) facts.push(`${thousands(states)} states`);
            return `${title}: ${facts.join(', ')}${complete ? '' : ` (not everything was seen: ${bounded})`}`;
        });
        return `${parts.join('. ')}.`;
    }

    rows() {
        const rows = new Map();
        for (const [model, { outcomes }] of this.found) {
            for (const outcome of outcomes) {
                const row = rows.get(key(outcome)) ?? { id: key(outcome), status: outcome.status, stdout: outcome.status === 'race' ? '' : outcome.stdout, under: new Map() };
                row.under.set(model, outcome);
                rows.set(row.id, row);
            }
        }
        const order = [...this.told.keys()];
        const place = row => (order.includes(row.id) ? order.indexOf(row.id) : order.length);
        return [...rows.values()].sort((a, b) => place(a) - place(b));
    }

    showTable() {
        const { make, button } = this;
        const rows = this.rows();
        const models = MODELS.filter(([model]) => this.found.has(model));
        const own = this.explored === this.given;
        // Where the page counts by classes, it says nothing of single outputs.
        const observed = own && this.seenTitle && rows.some(row => this.onPage(row, '.seen'));
        const counted = [...this.found.values()].some(it => it.executions !== null);
        const solved = this.memory.of('reached', this.listing) ?? [];
        const th = (text, scope = 'col') => make('th', { scope, textContent: text });
        const how = rows.map(row => this.explain(row, own));
        const explained = how.some(words => words.length > 0);
        const titles = [th('Prints'), ...models.map(([, title]) => Object.assign(th(title), { className: 'model' })), ...(counted ? [th('Executions')] : []), ...(observed ? [th(this.seenTitle)] : []), ...(explained ? [th('How')] : []), th('Schedule')];
        const body = rows.slice(0, ROWS).map((row, at) => {
            const bad = this.isBad(row);
            const ends = row.status !== 'finished';
            const first = plainest(row);
            const cells = models.map(([model, title]) => {
                const has = row.under.has(model);
                return make('td', { className: has ? 'yes' : 'no', textContent: has ? 'yes' : this.found.get(model).complete ? 'no' : '?', attributes: { 'data-title': title } });
            });
            const count = [...row.under.values()].map(it => it.executions).findLast(it => it !== null);
            const text = row.stdout.trimEnd();
            const what = row.status === 'race' ? 'anything' : text || '(nothing)';
            const label = make('th', { scope: 'row' }, text && row.status !== 'race' ? make('samp', { textContent: text }) : make('em', { textContent: what }));
            const known = solved.includes(row.id);
            const said = oneLine(`${what}${ends ? `, ${TITLES[row.status]}` : ''}`);
            const actions = make('td', { className: 'actions' }, make('div', {},
                button('Play it', () => this.play(first, row.under.get(first).schedule), { attributes: { 'aria-label': `Play it: ${said}` } }),
                ...(this.contract ? [] : [button(known ? '✓ Found by you' : 'Find it', () => this.seek(first, row), { attributes: { 'aria-label': `${known ? '✓ Found by you' : 'Find it'}: ${said}` } })])));
            return make('tr', { className: bad ? 'bad' : '', attributes: { 'data-outcome': row.stdout, 'data-status': word(row) } },
                label, ...cells,
                ...(counted ? [make('td', { className: 'count', textContent: count === undefined ? '–' : thousands(count), attributes: { 'data-title': 'executions' } })] : []),
                ...(observed ? [make('td', { className: 'count', attributes: { 'data-title': 'seen' } }, ...this.onPage(row, '.seen') ?? '–')] : []),
                ...(explained ? [make('td', { className: 'why' }, ...how[at])] : []), actions);
        });
        const table = make('table', { className: observed && explained ? 'crowded' : '' }, make('caption', { textContent: own || this.contract ? 'What it can do' : 'What the changed program can do' }),
            make('thead', {}, make('tr', {}, ...titles)), make('tbody', {}, ...body));
        const notes = [];
        if (rows.length > ROWS) notes.push(`And ${thousands(rows.length - ROWS)} other outcomes.`);
        if (rows.some(row => row.status === 'race')) notes.push('A data race is undefined behaviour: of a program that can race, nothing else in this table is promised.');
        const shape = this.found.get('rc11')?.load_buffering;
        if (shape) notes.push(`Not in this table: ${shape}.`);
        this.table.replaceChildren(table, ...notes.map(text => make('p', { className: 'explorer-note', textContent: text })));
    }

    /** A copy of what the page says in a cell of a row; nothing if there is no such cell, or nothing in it. */
    onPage(row, cell) {
        const nodes = this.told.get(row.id)?.querySelector(cell)?.cloneNode(true).childNodes ?? [];
        return nodes.length > 0 ? [...nodes] : null;
    }

    /** A word on how an outcome comes about: the page's own, where it has one. */
    explain(row, own) {
        const told = own && this.onPage(row, '.why');
        if (told) return told;
        const [outcome] = row.under.values();
        const detail = circle(outcome.cycle) ?? outcome.detail;
        const says = [];
        if (row.status !== 'finished') says.push(this.make('strong', { textContent: TITLES[row.status] }), ...(detail ? [': ', ...words(this.make, detail)] : []));
        else if (this.isBad(row)) says.push(this.make('strong', { textContent: 'not what is asked for' }));
        if (this.found.get('sc')?.complete && !row.under.has('sc')) says.push(`${says.length > 0 ? '; ' : ''}no interleaving of the steps gives it`);
        return says;
    }

    // Challenges.

    /** "Make it fail": the reader looks for a schedule that ends so. */
    async seek(model, row) {
        this.goal = row;
        await this.open(model);
    }

    reached() {
        const ending = this.view?.ending;
        if (!this.goal || !ending || ending.status !== this.goal.status) return false;
        return ending.status === 'race' || this.view.stdout === this.goal.stdout;
    }

    /** Whether a row is something that the program should not do. */
    isBad(row) {
        const { contract } = this;
        if (!contract) return row.status !== 'finished';
        return !contract.may.includes(word(row)) && !this.isAsked(row);
    }

    /** Whether it is what an exercise asks for. */
    isAsked(row) {
        return this.contract.ends.includes(word(row)) && this.contract.prints.includes(row.stdout);
    }

    /**
     * An exercise's judge, which says what `cargo book exercise` says of what it explored: under Rust's own model, which allows the most,
     * the program does everything that is asked for and nothing else.
     */
    judgeExercise() {
        const { make, button, contract } = this;
        const found = this.found.get('rc11');
        const rows = this.rows().filter(row => row.under.has('rc11'));
        const samp = text => (text.trimEnd() === '' ? 'nothing' : make('samp', { textContent: text.trimEnd() }));
        // After a race nothing else counts.
        const wrong = rows.filter(row => this.isBad(row)).sort((a, b) => (b.status === 'race') - (a.status === 'race'));
        const ends = contract.ends[0];
        const said = [];
        if (wrong.length > 0) {
            const [row] = wrong;
            const prints = contract.ends.includes(word(row));
            said.push('Not yet: it can ', ...(prints ? ['print ', samp(row.stdout)] : [CAN[word(row)]]), wrong.length > 1 ? `, and ${wrong.length - 1} other${wrong.length > 2 ? 's' : ''} that it should not. ` : '. ',
                button('Show me how', () => this.play('rc11', row.under.get('rc11').schedule)));
        } else if (!found.complete) {
            said.push(`Nothing wrong was found, but not everything was seen: ${found.bounded}. A smaller program can be judged.`);
        } else if (!rows.some(row => contract.ends.includes(word(row)))) {
            said.push(`Not yet: it can never ${CAN[ends]}.`);
        } else {
            const missing = contract.prints.filter(text => !rows.some(row => contract.ends.includes(word(row)) && row.stdout === text));
            const never = contract.may.filter(status => !rows.some(row => word(row) === status));
            if (missing.length > 0) said.push('Not yet: it can never print ', samp(missing[0]), '.');
            else if (never.length > 0) said.push(`Not yet: it can never ${CAN[never[0]]}.`);
            else {
                said.push('✓ Solved: every execution does what is asked. ', make('code', { textContent: this.command }), ' also compiles it and runs it. ', button('Compare with a solution', this.compare));
                this.memory.keep('solved', this.listing, true);
            }
        }
        this.verdict.classList.toggle('solved', said[0].startsWith('✓'));
        this.verdict.replaceChildren(make('p', {}, ...said));
        this.mark();
    }

    forgetAll() {
        for (const kind of ['reached', 'mended', 'solved']) this.memory.keep(kind, this.listing);
        this.verdict.replaceChildren();
        if (this.found.size > 0) this.showTable();
        this.mark();
        this.head.querySelector('button:not([hidden])').focus();
    }

    /** "Mend it": what the listing does wrong is gone, and something that it does right is still there. */
    judge() {
        if (this.contract) return this.judgeExercise();
        const own = this.explored === this.given;
        const rows = this.rows();
        if (own) {
            const all = rows.map(({ id, status }) => ({ id, status }));
            if ([...this.found.values()].every(it => it.complete)) this.before = all;
        }
        const before = this.before ?? [...this.section.querySelectorAll('table.outcomes tr[data-outcome]')].map(row => ({
            id: `${row.dataset.status}:${row.dataset.outcome}`, status: row.dataset.status === 'finish' ? 'finished' : row.dataset.status }));
        const good = before.filter(it => it.status === 'finished').map(it => it.id);
        const isBroken = before.some(it => it.status !== 'finished');
        if (!isBroken) return;
        const said = [];
        if (own) {
            said.push(this.memory.of('mended', this.listing) ? '✓ You have mended this one.' : 'A challenge: mend it. Edit the program until nothing bad is possible, and it still ends as it should.');
        } else {
            const bad = rows.filter(row => row.status !== 'finished');
            const kept = rows.some(row => (good.length > 0 ? good.includes(row.id) : row.status === 'finished'));
            const complete = [...this.found.values()].every(it => it.complete);
            if (bad.length > 0) said.push(`Not mended: a ${TITLES[bad[0].status]} is still possible.`);
            else if (!kept) said.push('Nothing bad is possible any more, but nor is what the listing does when it goes well.');
            else if (!complete) said.push('Nothing bad was found, but not everything was seen.');
            else {
                said.push('✓ Mended: nothing bad is possible any more, and it still ends as it should.');
                this.memory.keep('mended', this.listing, true);
                this.mark();
            }
        }
        this.verdict.replaceChildren(...said.map(text => this.make('p', { textContent: text })));
    }

    // Its program.

    toggleEditor(open = this.editing.hidden) {
        this.editing.hidden = !open;
        this.editButton.setAttribute('aria-expanded', String(open));
        if (open) this.editor.fit();
    }

    changed(text) {
        this.program = text;
        this.shared.replaceChildren();
        this.memory.keep('drafts', this.listing, text === this.original ? undefined : text);
        this.dropped = null;
        this.mark();
    }

    mark() {
        this.again.hidden = this.asked === this.explored;
        this.waker.hidden = this.contract !== null || !/\b(Condvar|park)\b/.test(this.program);
        this.forget.hidden = !['reached', 'mended', 'solved'].some(kind => this.memory.of(kind, this.listing));
        this.reset.hidden = this.program === this.original && !this.dropped;
        this.reset.textContent = this.dropped ? 'Take the changes back up' : this.contract ? 'Back to the start' : 'Back to the listing';
    }

    restore() {
        const text = this.dropped ?? this.original;
        const dropped = this.dropped ? null : this.program;
        this.editor.set(text);
        this.changed(text);
        this.dropped = dropped;
        this.mark();
    }

    // One execution, step by step.

    async open(model, schedule = null) {
        this.pause();
        this.model = model;
        this.frames.clear();
        this.stepped = this.program;
        this.steps = this.asked;
        await this.ask({ open: { source: this.program, model, spurious: this.spurious, schedule: schedule ?? '' } });
        this.enter();
    }

    /** To where the next step is. */
    enter() {
        if (this.stepper.hidden) return;
        this.stepper.scrollIntoView({ block: 'nearest' });
        (this.stepper.querySelector('[data-key^="take"]') ?? this.stepper.querySelector('[data-key="restart"]:enabled'))?.focus({ preventScroll: true });
    }

    /** A schedule from its start; where motion is not wanted, the reader takes each step. */
    async play(model, schedule) {
        this.pause();
        this.goal = null;
        this.model = model;
        this.frames.clear();
        this.stepped = this.program;
        this.steps = this.asked;
        const opened = await this.ask({ open: { source: this.program, model, spurious: this.spurious, schedule } }, false);
        if (!opened) return;
        // What was taken can be taken back, and then again.
        if (opened.can_undo) await this.ask('restart');
        else this.showStepper();
        this.enter();
        if (!matchMedia('(prefers-reduced-motion: reduce)').matches) this.run();
    }

    /** The view after a request; nothing if it could not be fulfilled, which is said. */
    async ask(request, shows = true) {
        try {
            const { view, wrong, refused } = await this.engine.ask(request);
            if (view) {
                this.view = view;
                if (!shows) return view;
                if (this.reached()) {
                    const reached = new Set(this.memory.of('reached', this.listing) ?? []).add(this.goal.id);
                    if (this.steps === this.given) this.memory.keep('reached', this.listing, [...reached]);
                    this.mark();
                    if (this.found.size > 0) this.showTable();
                }
                this.showStepper();
                return view;
            }
            this.pause();
            this.say(wrong ?? 'The explorer does not take this program.');
            if (refused) {
                this.toggleEditor(true);
                this.editor.complain(refused);
            }
        } catch (error) {
            this.pause();
            this.view = null;
            this.stepper.hidden = true;
            if (!(error instanceof Stopped)) this.say(`The explorer failed: ${error.message}.`);
        }
        return null;
    }

    pause() {
        clearTimeout(this.playing);
        this.playing = 0;
    }

    run() {
        const step = async () => {
            if (!this.view || this.view.ending && !this.view.can_redo) {
                this.pause();
            } else if (this.view.can_redo) {
                await this.ask('redo');
            } else {
                const { choices } = this.view;
                await this.ask({ take: choices[Math.floor(Math.random() * choices.length)].token });
            }
            if (this.playing) {
                if (this.view?.can_redo || this.view && !this.view.ending) this.playing = setTimeout(step, this.pace ?? 800);
                else this.pause();
            }
            this.showControls();
        };
        this.playing = setTimeout(step, this.pace ?? 800);
        this.showControls();
    }

    press(event) {
        if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches('input, select, textarea')) return;
        const { view } = this;
        let request = null;
        if (/^[0-9]$/.test(event.key)) request = view.choices.find(choice => choice.thread === Number(event.key)) ?? null;
        if (request) request = { take: request.token };
        else if (event.key === 'u' && view.can_undo) request = 'undo';
        else if (event.key === 'r' && view.can_redo) request = 'redo';
        if (!request) return;
        event.preventDefault();
        this.pause();
        this.ask(request);
    }

    showControls() {
        const { make, button, view } = this;
        if (!view) return;
        const go = request => () => {
            this.pause();
            this.ask(request);
        };
        const control = (text, title, is, action, id) => button(text, action, { disabled: !is, title, attributes: { 'data-key': id } });
        const model = make('select', { attributes: { 'data-key': 'model' } }, ...MODELS.map(([value, text]) => make('option', { value, textContent: text, selected: value === view.model })));
        model.onchange = () => this.open(model.value);
        const pace = make('input', { type: 'range', min: 100, max: 2000, step: 100, value: 2100 - (this.pace ?? 800), attributes: { 'data-key': 'pace' } });
        pace.oninput = () => { this.pace = 2100 - Number(pace.value); };
        const controls = make('div', { className: 'explorer-row explorer-controls' },
            make('label', {}, 'Model ', model),
            control('Start', 'Back to the start', view.can_undo, go('restart'), 'restart'),
            control('Undo', 'Take the last step back (u)', view.can_undo, go('undo'), 'undo'),
            control('Redo', 'Take it again (r)', view.can_redo, go('redo'), 'redo'),
            this.playing
                ? control('Pause', 'Stop playing', true, () => { this.pause(); this.showControls(); }, 'play')
                : control('Play', 'Play what was taken back, or any schedule', view.can_redo || !view.ending, () => this.run(), 'play'),
            make('label', {}, 'Pace ', pace));
        this.keeping(() => {
            const old = this.stepper.querySelector('.explorer-controls');
            if (old) old.replaceWith(controls);
            else this.stepper.prepend(controls);
        });
    }

    /** Changes the stepper, and leaves the focus where it was, or near. */
    keeping(change) {
        const focused = this.stepper.contains(document.activeElement) ? document.activeElement.dataset.key : null;
        change();
        if (focused === null || this.stepper.contains(document.activeElement)) return;
        const buttons = [...this.stepper.querySelectorAll('[data-key]:enabled')];
        const next = buttons.find(it => it.dataset.key === focused) ?? buttons.find(it => it.dataset.key.startsWith('take')) ?? buttons.find(it => it.dataset.key === 'undo') ?? buttons[0];
        next?.focus({ preventScroll: true });
    }

    showStepper() {
        const { make, view } = this;
        this.keeping(() => {
            this.stepper.hidden = false;
            this.stepper.replaceChildren(this.goalLine(),
                make('div', { className: 'explorer-threads' }, ...view.threads.filter(it => this.hasColumn(it)).map(it => this.column(it))),
                this.state(), this.ending(), this.trace());
            this.showControls();
        });
        for (const lit of this.stepper.querySelectorAll('.lit')) {
            const frame = lit.closest('pre');
            frame.scrollTop = lit.offsetTop - frame.clientHeight / 2;
        }
    }

    /** Main has no column while there is nothing to see in it: it waits for others to end, or has ended. */
    hasColumn({ thread, condition, wait }) {
        if (thread !== 0 || this.view.threads.length === 1 || condition === 'panicked') return true;
        return condition === 'ready' || condition === 'blocked' && !wait?.on.endsWith(' to end');
    }

    goalLine() {
        const { make, goal } = this;
        const node = make('p', { className: 'explorer-goal', attributes: { role: 'status' } });
        if (goal) {
            const text = goal.stdout.trimEnd() || '(nothing)';
            const wanted = goal.status === 'race' ? ['a data race'] : [make('samp', { textContent: text }), goal.status === 'finished' ? '' : `, then ${TITLES[goal.status]}`];
            node.append(this.reached() ? '✓ Found: ' : 'Find a schedule that gives ', ...wanted);
        }
        return node;
    }

    column(thread) {
        const { make, button, view } = this;
        const choices = view.choices.filter(choice => choice.thread === thread.thread);
        const title = make('h4', {}, make('span', { className: `thread thread-${thread.thread % 7}`, textContent: thread.name }));
        const node = make('div', { className: `explorer-thread is-${thread.condition}` }, title);
        const said = { ended: 'has ended', panicked: 'has panicked', blocked: `waits for ${thread.wait?.on ?? 'another thread'}` }[thread.condition];
        const at = thread.span.line > 0 ? thread.span : view.history.findLast(step => step.thread === thread.thread && step.line > 0);
        if (at) this.frames.set(thread.thread, enclosing(this.stepped, at));
        const frame = this.frames.get(thread.thread);
        if (frame) {
            const code = numbered(make, this.stepped, frame, thread.span.line > 0 && thread.condition !== 'ended' ? thread.span : null);
            code.setAttribute('aria-label', `${thread.name}: its source`);
            node.append(code);
        }
        if (said) node.append(make('p', { className: 'explorer-condition', textContent: said }));
        const list = make('div', { className: 'explorer-choices' });
        choices.forEach((choice, at) => {
            const first = at === 0 && thread.thread < 10 ? [make('kbd', { textContent: thread.thread, attributes: { 'aria-hidden': 'true' } }), ' '] : [];
            const parts = [];
            if (choice.reads_from) parts.push(make('span', { textContent: ` reads ${choice.reads_from.value}` }), this.from(choice.reads_from, choices.length > 1));
            if (choice.note) parts.push(` ${choice.note}`);
            const taken = button('', () => { this.pause(); this.ask({ take: choice.token }); }, { attributes: { 'data-key': `take ${thread.thread} ${at}` } });
            taken.append(...first, make('code', { textContent: oneLine(choice.does) }), ...parts);
            list.append(taken);
        });
        if (choices.some(choice => choice.reads_from)) {
            list.append(button('Why nothing else?', () => this.why(thread.thread, node), { className: 'quiet', attributes: { 'data-key': `why ${thread.thread}` } }));
        }
        node.append(list);
        return node;
    }

    async why(thread, node) {
        const { make } = this;
        const { why } = await this.engine.ask({ why: thread });
        if (!why || !node.isConnected) return;
        const told = why.map(refused => make('li', {},
            make('span', { textContent: `It cannot ${refused.would}: ` }), make('strong', { textContent: refused.rule }), '. ', ...words(make, refused.because), '.',
            ...(refused.cycle.length > 0 ? [make('ol', {}, ...refused.cycle.map(text => make('li', { textContent: text })))] : [])));
        node.querySelector('.explorer-why')?.remove();
        node.append(make('div', { className: 'explorer-why', attributes: { role: 'status' } },
            told.length > 0 ? make('ul', {}, ...told) : make('p', { textContent: 'Nothing is forbidden: every store that there is can be read.' })));
    }

    /** Memory, and everything else that threads share. */
    state() {
        const { make, view } = this;
        const weak = view.model === 'rc11' && view.threads.length > 1;
        const rows = view.objects.map(object => {
            const cell = make('td', {});
            if (object.shared) cell.append(draw(make, object.shared));
            else {
                cell.append(make('ol', { className: 'explorer-stores' }, ...object.stores.map((store, at) => {
                    const known = weak && object.stores.length > 1 ? object.views.filter(([, place]) => place === at).map(([thread]) => thread) : [];
                    return make('li', { className: at === object.stores.length - 1 ? 'newest' : '' }, make('span', { className: 'value', textContent: store.value }),
                        ...known.map(thread => make('span', { className: `thread thread-${thread % 7}`, textContent: thread === 0 ? 'main' : thread, title: `${name(thread)} can read this store, or a later one`, attributes: { 'aria-label': `${name(thread)} has come so far` } })));
                })));
            }
            return make('tr', {}, make('th', { scope: 'row', textContent: object.name }), cell);
        });
        const printed = view.stdout === '' ? [] : [make('tr', {}, make('th', { scope: 'row', textContent: 'printed' }), make('td', {}, make('samp', { textContent: view.stdout.trimEnd() })))];
        const many = weak && view.objects.some(object => object.stores.length > 1);
        const note = many ? [make('p', { className: 'explorer-note', textContent: 'All stores of each location, in their order. A thread stands at the oldest store that it may still read.' })] : [];
        return make('div', { className: 'explorer-state' }, make('table', {}, make('caption', { textContent: 'What the threads share' }), make('tbody', {}, ...rows, ...printed)), ...note);
    }

    ending() {
        const { make, view } = this;
        const node = make('div', { className: 'explorer-ending', attributes: { role: 'status' } });
        if (view.ending) {
            node.classList.toggle('bad', view.ending.status !== 'finished');
            node.append(make('strong', { textContent: view.ending.status === 'finished' ? 'The program has ended.' : `${TITLES[view.ending.status]}.` }), ...(view.ending.detail ? [' ', ...words(this.make, view.ending.detail)] : []));
        }
        return node;
    }

    /** The steps that somebody chose, by their places in the history. */
    chosen() {
        return this.view.history.flatMap((step, at) => (step.quiet ? [] : [at]));
    }

    /** Which step wrote what is read. */
    from({ step }, several) {
        if (step === null) return ', the initial value';
        const number = this.chosen().indexOf(step) + 1;
        return several && number > 0 ? `, of step ${number}` : '';
    }

    /** The steps so far, a column for each thread. */
    trace() {
        const { make, view } = this;
        const steps = this.chosen().map((at, number) => ({ ...view.history[at], number: number + 1 }));
        const threads = [...new Set(steps.map(step => step.thread))].sort((a, b) => a - b);
        if (steps.length === 0) return make('p', { className: 'explorer-note', textContent: 'Take a step: press a button, or a thread\u2019s number.' });
        const rows = steps.map(step => make('tr', {}, make('th', { scope: 'row', textContent: step.number }), ...threads.map(thread => {
            const cell = make('td', { attributes: { 'data-title': name(thread) } });
            if (thread === step.thread) cell.append(make('code', { textContent: oneLine(step.does) }), step.note ? ` ${step.note}` : '');
            else cell.className = 'none';
            return cell;
        })));
        return make('div', { className: 'explorer-trace' }, make('table', { attributes: { style: `--threads: ${threads.length}` } }, make('caption', { textContent: 'The steps so far' }),
            make('thead', {}, make('tr', {}, make('th', { scope: 'col', textContent: 'Step' }), ...threads.map(thread => make('th', { scope: 'col' }, make('span', { className: `thread thread-${thread % 7}`, textContent: name(thread) }))))),
            make('tbody', {}, ...rows)));
    }

    // A link.

    async share() {
        const schedule = this.view && !this.stepper.hidden && this.steps === this.asked ? this.view.schedule : null;
        const hash = await link.write({ listing: this.listing, model: this.view?.model ?? this.model, schedule, program: this.program === this.original ? null : this.program, spurious: this.spurious === this.usual ? null : this.spurious });
        const url = new URL(location.href);
        url.hash = hash;
        const field = this.make('input', { type: 'text', readOnly: true, value: url.href, attributes: { 'aria-label': 'A link to this program, model and schedule' } });
        this.shared.replaceChildren(field);
        field.select();
        try {
            await navigator.clipboard.writeText(url.href);
            this.say('The link is copied.');
        } catch {
            this.say('Copy the link from its field.');
        }
    }
}
