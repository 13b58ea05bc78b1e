//! The slice of Python means under every strategy what it means in Python.

use the_gil::{
    Atomic, Biased, ChecksAtBackEdges, ChecksEverywhere, Error, FreeThreading, NoLock, compile, run,
};

fn everywhere(source: &str) -> Vec<Result<String, Error>> {
    vec![
        run(NoLock, source),
        run(ChecksEverywhere::default(), source),
        run(ChecksAtBackEdges::default(), source),
        run(FreeThreading::<Biased>::default(), source),
        run(FreeThreading::<Atomic>::default(), source),
    ]
}

#[track_caller]
fn prints(source: &str, expected: &str) {
    for printed in everywhere(source) {
        assert_eq!(printed.as_deref(), Ok(expected), "{source}");
    }
}

#[track_caller]
fn fails(source: &str, line: u32, message: &str) {
    for printed in everywhere(source) {
        let error = printed.expect_err(source);
        assert_eq!(
            (error.line, error.message.contains(message)),
            (line, true),
            "{error}"
        );
    }
}

#[test]
fn numbers() {
    prints(
        "print(7 + 2 * 3 - 10 // 4, -7 // 2, -7 % 3, 7 % -3, 7 / 2, -2)",
        "11 -4 2 -2 3.5 -2\n",
    );
    prints(
        "print(1 < 2, 2 <= 1, 3 == 3, 3 != 3, 2.5 > 1, 1 >= 1.0, 1 == None)",
        "True False True False True True False\n",
    );
    prints(
        "print(6 // -4, -6 // -4, 6 // 3, -6 % -4, 0.5 * 4, 7.5 // 2, 7.5 % 2)",
        "-2 1 2 -2 2.0 3.0 1.5\n",
    );
    prints(
        "x = 10_000\nx -= 1\nx *= 2\nprint(x, (1 + 2) * 3, -(x))",
        "19998 9 -19998\n",
    );
}

#[test]
fn words() {
    prints(
        "print('a' + \"b\", 'it' == 'it', ['x', None, 1.0], len('été'))",
        "ab True ['x', None, 1.0] 3\n",
    );
    prints(
        "print(1 and 2, 0 and 2, 0 or 'x', not 1, not [], True and not False)",
        "2 0 x False True True\n",
    );
}

#[test]
fn control() {
    prints(
        "for i in range(2, 5):\n    if i == 3:\n        continue\n    print(i)",
        "2\n4\n",
    );
    prints(
        "n = 0\nwhile True:\n    n += 1\n    if n > 4: break\nprint(n)",
        "5\n",
    );
    prints(
        "for x in [1, 2, 3]:\n    for y in range(9):\n        if y == x: break\n    print(x * y)",
        "1\n4\n9\n",
    );
    prints(
        "def f(n):\n    if n < 0:\n        return 'low'\n    elif n == 0:\n        return 'zero'\n    else:\n        return 'high'\nprint(f(-1), f(0), f(1))",
        "low zero high\n",
    );
    prints("def f():\n    pass\nprint(f())", "None\n");
}

#[test]
fn functions_and_names() {
    prints(
        "def fib(n):\n    if n < 2: return n\n    return fib(n - 1) + fib(n - 2)\nprint(fib(15))",
        "610\n",
    );
    prints(
        "x = 1\ndef f():\n    x = 2\n    return x\ndef g():\n    global x\n    x += 10\ng()\nprint(f(), x)",
        "2 11\n",
    );
    prints("def len(x):\n    return 'mine'\nprint(len([]))", "mine\n");
}

#[test]
fn lists() {
    prints(
        "a = [1, 2]\nb = a\nb.append(3)\na[0] = 9\na[-1] += 4\nprint(a, len(b), a[1], a.pop(), a + [0])",
        "[9, 2] 3 2 7 [9, 2, 0]\n",
    );
    prints(
        "# a comment\n\nx = [[1], []]  # and another\nprint(x[0][0], x)",
        "1 [[1], []]\n",
    );
}

#[test]
fn errors() {
    fails("x = 1\nprint(y)", 2, "NameError");
    fails("def f():\n    print(x)\n    x = 1\nf()", 2, "NameError");
    fails(
        "def f(a):\n    return a\n\nf()",
        4,
        "f() takes 1 arguments, not 0",
    );
    fails("x = [1]\nx[1]", 2, "IndexError");
    fails("1 + 'a'", 1, "TypeError");
    fails("1 // 0", 1, "ZeroDivisionError");
    fails("x = 1\nwhile True:\n    x *= 3", 3, "OverflowError");
    fails("def f():\n    f()\nf()", 2, "RecursionError");
    fails(
        "from threading import Thread\ndef f():\n    nothing\nThread(target=f).start()",
        3,
        "NameError",
    );
}

#[test]
fn what_is_no_program() {
    for (source, message) in [
        ("x = ", "expected an expression"),
        ("if x\n    y", "expected :"),
        ("while x:\ny", "expected an indented block"),
        ("if x:\n        y\n    z", "IndentationError"),
        ("return 1", "'return' outside function"),
        ("break", "'break' outside loop"),
        ("x = 'abc", "unterminated"),
        ("f(a=1, 2)", "a keyword argument"),
        (
            "def f():\n    def g():\n        pass",
            "a function within a function",
        ),
        ("from os import fork", "there is no fork"),
        ("1 = x", "cannot assign"),
        ("x = 99999999999999999999", "invalid number"),
    ] {
        let error = compile(source).expect_err(source);
        assert!(error.message.contains(message), "{source}: {error}");
    }
}

#[test]
fn the_counter_is_three_instructions() {
    let program =
        compile("counter = 0\ndef work():\n    global counter\n    counter += 1").unwrap();
    let expected = "  0 LOAD_GLOBAL          counter\n  1 LOAD_CONST           1\n  2 BINARY_OP            +\n  3 STORE_GLOBAL         counter\n  \
                    4 LOAD_CONST           None\n  5 RETURN_VALUE\n";
    assert_eq!(program.disassemble("work"), expected);
}
