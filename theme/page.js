// What the book adds to mdBook's own script. Every page is complete without it.
'use strict';

// A way past the table of contents, for those who come by keyboard.
(function skipLink() {
    const link = document.createElement('a');
    link.className = 'skip-link';
    link.href = '#mdbook-content';
    link.textContent = 'Skip to the text';
    link.addEventListener('click', () => {
        const main = document.querySelector('main');
        main.tabIndex = -1;
        main.focus();
    });
    document.body.prepend(link);
})();

// mdBook opens its sidebar with a label. Its ARIA attributes belong to a button, so that is what it is made.
(function sidebarToggle() {
    const toggle = document.getElementById('mdbook-sidebar-toggle');
    toggle.setAttribute('role', 'button');
    toggle.tabIndex = 0;
    toggle.addEventListener('keydown', event => {
        if (event.key === 'Enter' || event.key === ' ') {
            event.preventDefault();
            toggle.click();
        }
    });
})();

// What is wider than its frame can be scrolled by keyboard, and says what it is.
(function scrollable() {
    const kinds = [['main pre > code, main pre.output', 'Code'], ['.figure-drawing', 'Figure'], ['.table-wrapper', 'Table']];
    function update() {
        for (const [selector, name] of kinds) {
            for (const frame of document.querySelectorAll(selector)) {
                const scrolls = frame.scrollWidth > frame.clientWidth + 1;
                if (scrolls && !frame.hasAttribute('tabindex')) {
                    frame.tabIndex = 0;
                    frame.setAttribute('role', 'group');
                    frame.setAttribute('aria-label', `${name}, scrolls sideways`);
                } else if (!scrolls && frame.getAttribute('role') === 'group') {
                    for (const attribute of ['tabindex', 'role', 'aria-label']) frame.removeAttribute(attribute);
                }
            }
        }
    }
    update();
    window.addEventListener('resize', update);
    document.addEventListener('toggle', update, true);
    document.addEventListener('change', update);
})();

// There, the arrow keys scroll; they do not turn the page.
window.addEventListener('keydown', event => {
    const inside = event.target instanceof Element
        && event.target.closest('pre, figure, .figure-drawing, .table-wrapper, .tabs, .predict, [contenteditable]');
    if (inside && (event.key === 'ArrowLeft' || event.key === 'ArrowRight')) event.stopPropagation();
}, true);

// The options of a question can be chosen: an answer that one has committed to is an answer that one remembers.
document.querySelectorAll('.predict').forEach((question, number) => {
    const options = [...question.querySelectorAll(':scope > ul > li')];
    for (const option of options) {
        const label = document.createElement('label');
        label.className = 'predict-option';
        const input = document.createElement('input');
        input.type = 'radio';
        input.name = `prediction-${number}`;
        label.append(input, ...option.childNodes);
        option.append(label);
    }
});

// Printing shows every answer.
(function print() {
    let opened = [];
    window.addEventListener('beforeprint', () => {
        opened = [...document.querySelectorAll('main details:not([open])')];
        for (const each of opened) each.open = true;
    });
    window.addEventListener('afterprint', () => {
        for (const each of opened) each.open = false;
    });
})();

// Run on the public playground: nothing is sent before the button is pressed.
(function playground() {
    async function run(pre) {
        let result = pre.nextElementSibling;
        if (!result?.classList.contains('playground-result')) {
            result = document.createElement('pre');
            result.className = 'output playground-result';
            result.setAttribute('role', 'status');
            pre.after(result);
        }
        const show = text => {
            result.replaceChildren(Object.assign(document.createElement('samp'), { textContent: text }));
        };
        const source = pre.querySelector('code').textContent;
        const code = /\bfn\s+main\s*\(/.test(source) ? source : `fn main() {\n${source}\n}`;
        show('Running on play.rust-lang.org…');
        try {
            const response = await fetch('https://play.rust-lang.org/evaluate.json', {
                method: 'POST',
                mode: 'cors',
                headers: { 'Content-Type': 'application/json' },
                body: JSON.stringify({ version: 'stable', optimize: '0', edition: '2024', code }),
                signal: AbortSignal.timeout(15000),
            });
            const answer = await response.json();
            show(answer.result || answer.error || '(nothing)');
        } catch (error) {
            show(`The playground does not answer: ${error.message}`);
        }
    }

    const blocks = document.querySelectorAll(
        '[data-playground] pre:has(> code.language-rust),'
        + 'main pre:has(> code.language-rust:not(.noplayground, .no_run, .should_panic))');
    for (const pre of blocks) {
        let buttons = pre.querySelector('.buttons');
        if (!buttons) {
            buttons = document.createElement('div');
            buttons.className = 'buttons';
            pre.prepend(buttons);
        }
        const button = document.createElement('button');
        button.className = 'play-button';
        button.title = 'Run on play.rust-lang.org';
        button.setAttribute('aria-label', button.title);
        button.innerHTML = document.getElementById('fa-play').innerHTML;
        button.addEventListener('click', () => run(pre));
        buttons.prepend(button);
    }
})();
