import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { createMachine } from '../../../src/core/interp/index.ts';
import { parseModule } from '../../../src/core/syntax/index.ts';

const path = new URL('../../golden/python.json', import.meta.url);
const programs = (JSON.parse(readFileSync(path, 'utf8')) as { code: string }[]).map(({ code }) => code);
const tokens = [...new Set(programs.flatMap((code) => code.match(/[A-Za-z_]\w*|\d+\.?\d*|[^\s\w]/g) ?? []))];

/** A small generator of pseudo-random integers, so that a failure can be had again. */
function randomSource(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return (state >>> 4) % below;
  };
}

/** Exchanges, drops or repeats a few tokens or lines of a program, or mixes it with another. */
function mutated(seed: number): string {
  const random = randomSource(seed);
  const pick = <T>(items: readonly T[]): T | undefined => items[random(items.length)];
  let code = pick(programs) ?? '';
  for (let i = 0; i <= random(4); i++) {
    const lines = code.split('\n');
    const words = code.match(/\s+|[A-Za-z_]\w*|\d+\.?\d*|[^\s\w]/g) ?? [];
    const at = random(Math.max(1, words.length));
    switch (random(6)) {
      case 0:
        lines.splice(random(lines.length), 1);
        code = lines.join('\n');
        break;
      case 1:
        lines.splice(random(lines.length), 0, pick((pick(programs) ?? '').split('\n')) ?? '');
        code = lines.join('\n');
        break;
      case 2:
        words.splice(at, 1);
        code = words.join('');
        break;
      case 3:
        code = code.slice(0, random(code.length));
        break;
      default:
        if (/\S/.test(words[at] ?? '')) words[at] = pick(tokens) ?? '';
        code = words.join('');
    }
  }
  return code;
}

describe('random programs', () => {
  const count = Number(process.env['FUZZ'] ?? 1500);
  it(`${String(count)} mutants of the snippets neither throw, hang, nor surprise the evaluator`, () => {
    for (let seed = 1; seed <= count; seed++) {
      const code = mutated(seed);
      const start = performance.now();
      const machine = createMachine(parseModule(code), {
        limits: { steps: 20_000, elements: 1e5, totalElements: 1e6 },
      });
      const { problems } = machine.run();
      for (const value of machine.globals.values()) {
        machine.repr(value);
        machine.call(value);
        machine.getAttribute(value, 'shape');
      }
      const internal = problems.filter(({ message }) => message.startsWith('This could not be evaluated'));
      assert.deepEqual(internal, [], `seed ${String(seed)}:\n${code}`);
      assert.ok(performance.now() - start < 5000, `seed ${String(seed)} takes long:\n${code}`);
    }
  });
});
