import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FromWorker, PanelQuestion, PanelReply } from '../../../src/worker/messages.ts';
import { createServer } from '../../../src/worker/server.ts';

function ask(question: PanelQuestion): Promise<PanelReply> {
  return new Promise((resolve, reject) => {
    const server = createServer((reply: FromWorker) => {
      if ('answer' in reply) resolve(reply.answer as PanelReply);
      else reject(new Error(JSON.stringify(reply)));
    });
    server({ type: 'panel', id: 1, question });
  });
}

const text = '# Notes\n\nThe loss is $f = (x + y) z$ here.\nNo formula in this line\n';
const base = {
  uri: 'u',
  version: 1,
  text,
  file: 'notes.md',
  overrides: {},
  folded: null,
  formula: true,
  selection: null,
};

test('the formula of the line at the cursor is drawn, with places in the whole text', async () => {
  const { state, places } = await ask({
    ...base,
    at: { line: 2, character: 3 },
    overrides: { x: '-2', y: '5', z: '-4' },
  });
  assert.equal(state.title, 'f');
  assert.deepEqual(state.problems, []);
  const output = state.circuit?.gates.find((gate) => gate.id === state.circuit?.output);
  assert.deepEqual(output?.value, { kind: 'scalar', value: -12 });
  assert.deepEqual(places.find(({ id }) => id === output.id)?.range, {
    start: { line: 2, character: 17 },
    end: { line: 2, character: 26 },
  });
});

test('a selection that is no formula is a problem with its range', async () => {
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 23 } };
  const { state } = await ask({ ...base, selection: range, at: null });
  assert.equal(state.circuit, null);
  assert.deepEqual(state.problems[0]?.range, { start: { line: 3, character: 0 }, end: { line: 3, character: 10 } });
});
