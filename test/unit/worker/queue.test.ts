import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { FromWorker, Request } from '../../../src/worker/messages.ts';
import { Queue } from '../../../src/worker/queue.ts';
import { createServer } from '../../../src/worker/server.ts';

const check = (id: number, version: number, uri = 'a', text = ''): Request => ({
  type: 'check',
  id,
  question: { uri, version, text },
});
const lenses = (id: number, version: number): Request => ({
  type: 'lenses',
  id,
  question: { uri: 'a', version, text: '' },
});
const fixAll = (id: number): Request => ({
  type: 'fixAll',
  id,
  question: { uri: 'a', version: 1, text: '', off: [] },
});

function order(queue: Queue): number[] {
  const ids: number[] = [];
  for (let request = queue.next(); request; request = queue.next()) ids.push(request.id);
  return ids;
}

describe('the queue of the worker', () => {
  it('puts checks first and keeps the order of equals', () => {
    const queue = new Queue();
    for (const request of [lenses(1, 1), fixAll(2), check(3, 1), fixAll(4), check(5, 1, 'b')]) queue.add(request);
    assert.deepEqual(order(queue), [3, 5, 2, 4, 1]);
  });

  it('gives up what a newer request of the same kind about the same text has overtaken', () => {
    const queue = new Queue();
    assert.deepEqual(queue.add(check(1, 1)), []);
    assert.deepEqual(queue.add(check(2, 1, 'b')), []);
    assert.deepEqual(
      queue.add(check(3, 2)).map(({ id }) => id),
      [1],
    );
    assert.deepEqual(order(queue), [2, 3]);
  });

  it('answers two askers for the lenses of one version, but not of an old one', () => {
    const queue = new Queue();
    queue.add(lenses(1, 1));
    assert.deepEqual(queue.add(lenses(2, 1)), []);
    assert.deepEqual(
      queue.add(lenses(3, 2)).map(({ id }) => id),
      [1, 2],
    );
  });

  it('never gives up what changes the text', () => {
    const queue = new Queue();
    queue.add(fixAll(1));
    assert.deepEqual(queue.add(fixAll(2)), []);
  });
});

describe('the worker', () => {
  it('answers every request, the overtaken ones too, and the newest version of a text rightly', async () => {
    const replies: FromWorker[] = [];
    const texts = [
      'x = 3.0\nf = x * x\n# backward pass\ndx = x\n',
      'x = 3.0\nf = x * x\n# backward pass\ndx = 2 * x\n',
    ];
    await new Promise<void>((resolve) => {
      const send = createServer((reply) => {
        if (replies.push(reply) === 5) resolve();
      });
      send({ type: 'init', bundle: {} });
      send(lenses(10, 0));
      texts.forEach((text, i) => {
        send(check(i, i, 'a', text));
      });
      send(check(2, 2, 'b', texts[0]));
      send({
        type: 'hover',
        id: 20,
        question: { uri: 'a', version: 1, text: '', at: { line: 0, character: 0 }, marked: [] },
      });
    });
    const reply = (id: number): FromWorker | undefined => replies.find((candidate) => candidate.id === id);
    assert.deepEqual(reply(0), { id: 0, overtaken: true });
    assert.deepEqual(reply(1), { id: 1, answer: [] });
    const other = reply(2);
    assert.ok(other && 'answer' in other && Array.isArray(other.answer) && other.answer.length === 1);
    assert.deepEqual(
      replies.map(({ id }) => id),
      [0, 1, 2, 20, 10],
    );
  });
});
