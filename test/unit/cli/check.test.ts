import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { build } from 'esbuild';
import type { Log } from 'sarif';
import { check } from '../../../src/cli/check.ts';
import type { FileReport } from '../../../src/cli/report.ts';
import { runHere, type Ran } from './capture.ts';

const folder = mkdtempSync(join(tmpdir(), 'check-'));
Object.assign(globalThis, { VERSION: '0' });

after(() => {
  rmSync(folder, { recursive: true });
});

/** The command; its threads are the program's own. */
function cli(...args: readonly string[]): Promise<Ran> {
  return runHere(() => check(args, join(process.cwd(), 'src/cli/main.ts')));
}

function node(...args: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, out, err) => {
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err });
    });
  });
}

const right = 'x = 3.0\ny = -4.0\nf = x * y\ndx = y\ndy = x\n';
const wrong = 'x = 3.0\ny = -4.0\nf = x * y\ndx = -y\ndy = x\n';

/** A class with two hand-ins, one of them with a virtual environment under a name of its own, and a broken notebook. */
function classFolder(): string {
  const root = join(folder, 'class');
  for (const [path, text] of Object.entries({
    'ada/net.py': right,
    'ada/extra.py': right,
    'ada/my-env/pyvenv.cfg': 'home = /usr/bin\n',
    'ada/my-env/lib/inside.py': wrong,
    'bob/net.py': wrong,
    'bob/venv/inside.py': wrong,
    'bob/broken.ipynb': '{ "cells": [',
    'single.py': right,
  })) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('a folder is read without virtual environments; a broken notebook in it is left out with a word', async () => {
  const root = classFolder();
  const { status, out, err } = await cli(root, '--format', 'json');
  assert.equal(status, 1, err);
  const { files } = JSON.parse(out) as { files: FileReport[] };
  assert.deepEqual(
    files.map(({ path }) => path.slice(root.length + 1)),
    ['ada/extra.py', 'ada/net.py', 'bob/net.py', 'single.py'],
  );
  assert.match(err, /broken\.ipynb is left out: it is no complete notebook/);
  const named = await cli(join(root, 'bob/broken.ipynb'));
  assert.deepEqual([named.status, named.out], [2, '']);
});

test('a table has a line for each folder', async () => {
  const { out } = await cli(classFolder(), '--format', 'summary');
  const rows = out
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/));
  assert.deepEqual(rows, [
    ['files', 'proven', 'refuted', 'unknown', 'findings'],
    ['ada', '2', '2', '0', '0'],
    ['bob', '1', '0', '1', '0', 'wrong-sign'],
    ['single.py', '1', '1', '0', '0'],
    ['all', '4', '3', '1', '0', 'wrong-sign'],
  ]);
});

test('threads change neither what is found nor its order', async () => {
  const one = await cli('examples', '--format', 'json', '--threads', '1');
  const four = await cli('examples', '--format', 'json', '--threads', '4');
  assert.equal(one.status, 1, one.err);
  assert.ok(four.out.length > 1000);
  assert.equal(four.out, one.out);
});

test('the bundle runs its threads from itself', async () => {
  const outfile = join(folder, 'cli.cjs');
  await build({
    bundle: true,
    platform: 'node',
    format: 'cjs',
    entryPoints: ['src/cli/main.ts'],
    outfile,
    define: { VERSION: '"0"', 'import.meta.filename': '__filename' },
  });
  const bundled = await node(outfile, 'check', 'examples', '--threads', '2');
  const direct = await cli('examples', '--threads', '1');
  assert.deepEqual(bundled, direct);
});

test('what is less severe than asked for, or turned off, is neither told nor counted', async () => {
  const path = join(folder, 'wrong.py');
  writeFileSync(path, wrong);
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify({ severity: { 'wrong-sign': 'information' } }));
  const cases: readonly (readonly [number, RegExp, readonly string[]])[] = [
    [1, /error\[wrong-sign\]/, []],
    [0, /^1 file/, ['--rule', 'wrong-sign=off']],
    [0, /^1 file/, ['--rule', '*=off']],
    [1, /error\[wrong-sign\]/, ['--rule', '*=off', '--rule', 'wrong-sign=error']],
    [0, /^1 file/, ['--rule', 'wrong-sign=hint', '--severity', 'warning']],
    [1, /information\[wrong-sign\]/, ['--config', config]],
    [1, /error\[wrong-sign\]/, ['--config', config, '--rule', 'wrong-sign=error', '--severity', 'error']],
  ];
  for (const [status, text, args] of cases) {
    const ran = await cli(path, ...args);
    assert.equal(ran.status, status, `${args.join(' ')}\n${ran.out}${ran.err}`);
    assert.match(ran.out, text);
  }
});

test('misuse ends with 2 and prints nothing to standard output', async () => {
  const config = join(folder, 'bad.json');
  writeFileSync(config, '{ "rules": {} }');
  const cases: readonly (readonly [RegExp, readonly string[]])[] = [
    [/check needs a file or folder/, []],
    [/no such file/, ['nowhere']],
    [/--format takes text, json, sarif, summary, not "xml"/, ['examples', '--format', 'xml']],
    [/there is no rule "nonsense"/, ['examples', '--rule', 'nonsense=off']],
    [/--rule takes CODE=LEVEL/, ['examples', '--rule', 'wrong-gradient']],
    [/a rule is off, error, .*, not "loud"/, ['examples', '--rule', 'wrong-gradient=loud']],
    [/--severity takes error, .*, not "off"/, ['examples', '--severity', 'off']],
    [/there is no setting "rules"/, ['examples', '--config', config]],
    [/--threads takes a number/, ['examples', '--threads', '0']],
  ];
  for (const [message, args] of cases) {
    const ran = await cli(...args);
    assert.deepEqual([ran.status, ran.out], [2, ''], args.join(' '));
    assert.match(ran.err, message);
  }
});

test('SARIF has for each result its rule, a region that counts from 1, and fixes that replace text there', async () => {
  const root = join(folder, 'sarif folder');
  cpSync('examples/mistakes', root, { recursive: true });
  const { status, out } = await cli(root, '--format', 'sarif');
  assert.equal(status, 1);
  const log = JSON.parse(out) as Log;
  assert.deepEqual([log.version, log.runs.length], ['2.1.0', 1]);
  const [run] = log.runs;
  const rules = run?.tool.driver.rules?.map(({ id }) => id) ?? [];
  assert.equal(new Set(rules).size, rules.length);
  assert.ok(run?.results && run.results.length >= 3);
  for (const { ruleId, message, level, locations, fixes } of run.results) {
    assert.ok(rules.includes(ruleId ?? ''), ruleId);
    assert.ok(message.text && ['error', 'warning', 'note'].includes(level ?? ''));
    const place = locations?.[0]?.physicalLocation;
    assert.match(place?.artifactLocation?.uri ?? '', /^[^ \\]*sarif%20folder\/\w+\.py$/);
    const { startLine = 0, startColumn = 0, endLine = 0, endColumn = 0 } = place?.region ?? {};
    assert.ok(startLine >= 1 && startColumn >= 1 && endLine >= startLine && endColumn >= 1);
    for (const fix of fixes ?? []) {
      assert.ok(
        fix.artifactChanges.every((change) =>
          change.replacements.every(({ deletedRegion }) => deletedRegion.startLine),
        ),
      );
    }
  }
});
