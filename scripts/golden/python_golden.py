"""Runs the snippets of test/golden/python/*.py in real Python and writes what they print to test/golden/python.json.

A line `# case: title` begins a snippet. What a snippet raises is noted by the exception's name.

    /usr/bin/python3 scripts/golden/python_golden.py
"""

import contextlib
import glob
import io
import json
import os
import warnings

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'test', 'golden')


def cases(path):
    title, lines = None, []
    with open(path, encoding='utf-8') as file:
        for line in file:
            if line.startswith('# case: '):
                if title is not None:
                    yield title, ''.join(lines)
                title, lines = line[len('# case: '):].strip(), []
            else:
                lines.append(line)
    if title is not None:
        yield title, ''.join(lines)


def run(code):
    output = io.StringIO()
    raised = None
    with contextlib.redirect_stdout(output), warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            exec(compile(code, '<snippet>', 'exec'), {'__name__': '__main__'})
        except Exception as error:
            raised = type(error).__name__
    return output.getvalue(), raised


def main():
    entries = []
    for path in sorted(glob.glob(os.path.join(ROOT, 'python', '*.py'))):
        theme = os.path.splitext(os.path.basename(path))[0]
        for title, code in cases(path):
            stdout, raised = run(code)
            entry = {'theme': theme, 'title': title, 'code': code, 'stdout': stdout}
            if raised is not None:
                entry['raises'] = raised
            entries.append(entry)
    with open(os.path.join(ROOT, 'python.json'), 'w', encoding='utf-8') as file:
        json.dump(entries, file, indent=1, ensure_ascii=False)
        file.write('\n')
    print(f'{len(entries)} snippets')


if __name__ == '__main__':
    main()
