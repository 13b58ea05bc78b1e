// What threads share, drawn: who holds a lock and who waits for it, what a channel carries, one after the other.

/** The drawing of an object that is no location. */
export function draw(make, { kind, says, by, holds, poisoned, waiting }) {
    const chips = threads => threads.flatMap(thread =>
        [make('span', { className: `thread thread-${thread % 7}`, textContent: thread === 0 ? 'main' : `thread ${thread}` }), ' ']);
    const is = (...names) => names.filter(Boolean).join(' ');
    const nodes = [make('span', { className: is('shared-word', by.length + holds.length === 0 && 'faint'), textContent: says }), ' '];
    if (by.length > 0) nodes.push(make('span', { className: is('shared-threads', /Mutex|RwLock/.test(kind) ? 'lock' : 'queue') }, ...chips(by)));
    if (holds.length > 0 || kind === 'channel') {
        nodes.push(make('ol', { className: is('shared-cells', kind === 'channel' && 'channel') }, ...holds.map(value => make('li', { textContent: value }))));
    }
    if (poisoned) nodes.push(make('strong', { className: 'shared-poisoned', textContent: 'poisoned' }));
    if (waiting.length > 0) {
        nodes.push(make('span', { className: 'shared-waiting' }, make('span', { attributes: { 'aria-hidden': 'true' }, textContent: '← ' }), 'waiting: ', ...chips(waiting)));
    }
    return make('div', { className: 'shared' }, ...nodes);
}
