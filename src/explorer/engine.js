// The engine as the page sees it: questions and answers, one after the other, and a way to stop.

/** Why a question has no answer: somebody pressed Stop. */
export class Stopped extends Error {}

/** Milliseconds after which an engine that does not answer is given up, though its own budgets should have ended it. */
const PATIENCE = 60_000;

export class Engine {
    constructor(base) {
        this.url = new URL('worker.js', base);
        this.worker = null;
        this.waiting = new Map();
        this.asked = 0;
    }

    /** The answer to a request, as `crates/interleave-web` describes it. */
    ask(request) {
        this.worker ??= this.#begin();
        const id = this.asked++;
        return new Promise((resolve, reject) => {
            const late = setTimeout(() => this.stop(new Error('it does not answer')), PATIENCE);
            this.waiting.set(id, { resolve, reject, late });
            this.worker.postMessage({ id, request });
        });
    }

    /** Ends whatever is going on; the stepper is gone too. */
    stop(reason = new Stopped()) {
        this.worker?.terminate();
        this.worker = null;
        for (const { reject, late } of this.waiting.values()) {
            clearTimeout(late);
            reject(reason);
        }
        this.waiting.clear();
    }

    #begin() {
        const worker = new Worker(this.url, { type: 'module' });
        worker.onmessage = ({ data: { id, answer, failed } }) => {
            const { resolve, reject, late } = this.waiting.get(id);
            clearTimeout(late);
            this.waiting.delete(id);
            if (failed) reject(new Error(failed));
            else resolve(answer);
        };
        worker.onerror = event => {
            event.preventDefault();
            this.stop(new Error(event.message || 'it cannot be loaded'));
        };
        return worker;
    }
}
