"""Runs every snippet of test/golden/numpy-names/*.py in real NumPy and writes what it printed, or the exception it raised.

Snippets are separated by blank lines; the first line of each is a comment that names it. Needs numpy and scipy:

    python3 scripts/golden/numpy_names_golden.py
"""

import contextlib
import io
import json
import pathlib
import warnings

import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent / 'test' / 'golden'


def run(code):
    """The printed text of a snippet, and the name of the exception that ended it ('' for none)."""
    printed = io.StringIO()
    error = ''
    options = np.get_printoptions()
    state = np.geterr()
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter('ignore')
            exec(compile(code, '<snippet>', 'exec'), {'np': np, '__name__': '__main__'})
    except Exception as exception:
        error = type(exception).__name__
    np.set_printoptions(**options)
    np.seterr(**state)
    return printed.getvalue(), error


def snippets(path):
    for text in path.read_text().split('\n\n'):
        title, _, code = text.strip().partition('\n')
        if code:
            yield title.lstrip('# '), code


def main():
    cases = []
    for path in sorted((ROOT / 'numpy-names').glob('*.py')):
        for name, code in snippets(path):
            output, error = run(code)
            cases.append({'group': path.stem, 'name': name, 'code': code, 'output': output, 'error': error})
    target = ROOT / 'numpy-names.json'
    target.write_text(json.dumps(cases, indent=1, ensure_ascii=False) + '\n')
    print(len(cases), 'snippets,', sum(1 for case in cases if case['error']), 'of them end in an exception')


main()
