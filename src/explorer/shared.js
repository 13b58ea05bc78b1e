// What threads share, drawn: who holds a lock and who waits for it, what a channel carries, one after the other. The engine says it in
// words; what is in them stays in the text of the page.

/** The parts of a list: between commas that stand within no brackets. */
function parts(text) {
    const found = [''];
    let depth = 0;
    for (const part of text.split(/([(),])/)) {
        if (part === '(') depth += 1;
        if (part === ')') depth -= 1;
        if (part === ',' && depth === 0) found.push('');
        else found[found.length - 1] += part;
    }
    return found.map(part => part.trim()).filter(part => part !== '');
}

const isList = text => text.startsWith('(') && text.endsWith(')');
const threads = text => text.match(/main|thread \d+/g).map(name => (name === 'main' ? 0 : Number(name.slice(7))));

/** How the engine tells the state of each kind of object: what it is to be called, which threads are there, which values. */
const FORMS = [
    [/^free(?:, holds (.*))?$/s, ([, data]) => ({ kind: 'lock', says: 'free', holds: data === undefined ? [] : isList(data) ? parts(data.slice(1, -1)) : [data] })],
    [/^held by (.*)$/, ([, who]) => ({ kind: 'lock', says: 'held by', by: threads(who) })],
    [/^(.*) writes$/, ([, who]) => ({ kind: 'lock', says: 'written by', by: threads(who) })],
    [/^(.*) reads?$/, ([, who]) => ({ kind: 'lock', says: 'read by', by: threads(who) })],
    [/^nobody waits$/, () => ({ kind: 'queue', says: 'nobody waits' })],
    [/^(.*) waits?$/, ([, who]) => ({ kind: 'queue', says: 'waiting:', by: threads(who) })],
    [/^arrived: (.*)$/, ([, who]) => ({ kind: 'queue', says: 'arrived:', by: threads(who) })],
    [/^empty$/, () => ({ kind: 'channel', says: 'empty', holds: [] })],
    [/^holds (.*)$/s, ([, messages]) => ({ kind: 'channel', says: 'carries', holds: parts(messages) })],
];

/** The drawing of an object that is no location; `all` are the threads, some of which may wait for it. */
export function draw(make, object, all) {
    const chip = thread => make('span', { className: `thread thread-${thread % 7}`, textContent: thread === 0 ? 'main' : `thread ${thread}` });
    const poisoned = object.state.endsWith(', poisoned');
    const state = object.state.replace(/, poisoned$/, '');
    const form = FORMS.find(([pattern]) => pattern.test(state));
    if (!form) return [object.state];
    const [pattern, tell] = form;
    const { kind, says, by = [], holds = [] } = tell(state.match(pattern));
    const is = (...names) => names.filter(Boolean).join(' ');
    const nodes = [make('span', { className: is('shared-word', by.length + holds.length === 0 && 'faint'), textContent: says }), ' '];
    if (by.length > 0) nodes.push(make('span', { className: is('shared-threads', kind) }, ...by.flatMap(thread => [chip(thread), ' '])));
    if (holds.length > 0 || kind === 'channel') {
        nodes.push(make('ol', { className: is('shared-cells', kind) }, ...holds.map(value => make('li', { textContent: value }))));
    }
    if (poisoned) nodes.push(make('strong', { className: 'shared-poisoned', textContent: 'poisoned' }));
    const waits = ({ thread, wait }) => wait && !by.includes(thread) && (wait.on.endsWith(` ${object.name}`) || wait.on.includes(` ${object.name}, which `));
    const waiting = all.filter(waits).map(({ thread }) => thread);
    if (waiting.length > 0) {
        nodes.push(make('span', { className: 'shared-waiting' }, make('span', { attributes: { 'aria-hidden': 'true' }, textContent: '← ' }), 'waiting: ', ...waiting.flatMap(thread => [chip(thread), ' '])));
    }
    return [make('div', { className: 'shared' }, ...nodes)];
}
