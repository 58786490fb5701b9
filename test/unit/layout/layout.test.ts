import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Circuit } from '../../../src/core/circuit/circuit.ts';
import { layoutCircuit } from '../../../src/core/layout/layout.ts';
import type { Picture, Point } from '../../../src/core/layout/picture.ts';
import { circuitOf, examples } from '../circuit/draw.ts';
import { arrayProgram, scalarProgram } from '../circuit/randomProgram.ts';

interface Rect {
  readonly what: string;
  readonly owner: string;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const HAIR = 0.01;

function rectsOf({ boxes, tags }: Picture): Rect[] {
  return [
    ...boxes.map((box) => ({
      what: `box ${box.id}`,
      owner: box.id,
      left: box.x,
      top: box.y,
      right: box.x + box.width,
      bottom: box.y + box.height,
    })),
    ...tags.map((tag) => ({
      what: `tag ${tag.box}`,
      owner: tag.box,
      left: tag.x,
      top: tag.y - tag.height / 2,
      right: tag.x + tag.width,
      bottom: tag.y + tag.height / 2,
    })),
  ];
}

function overlap(a: Rect, b: Rect): boolean {
  return a.left < b.right - HAIR && b.left < a.right - HAIR && a.top < b.bottom - HAIR && b.top < a.bottom - HAIR;
}

/** The rectangle of a wire's piece. */
function pieces(points: readonly Point[]): Rect[] {
  return points.slice(1).map((point, i) => {
    const before = points[i] ?? point;
    return {
      what: 'wire',
      owner: '',
      left: Math.min(before.x, point.x) - 2 * HAIR,
      right: Math.max(before.x, point.x) + 2 * HAIR,
      top: Math.min(before.y, point.y) - 2 * HAIR,
      bottom: Math.max(before.y, point.y) + 2 * HAIR,
    };
  });
}

/** Everything that a reader would call a mess. */
function faults(picture: Picture): string[] {
  const rects = rectsOf(picture);
  const found: string[] = [];
  rects.forEach((a, i) => {
    for (const b of rects.slice(i + 1)) if (overlap(a, b)) found.push(`${a.what} and ${b.what} overlap`);
    if (a.left < 0 || a.top < 0 || a.right > picture.width || a.bottom > picture.height)
      found.push(`${a.what} sticks out`);
  });
  for (const wire of picture.wires) {
    for (const piece of pieces(wire.points)) {
      const isUpright = piece.right - piece.left < 5 * HAIR;
      if (!isUpright && piece.bottom - piece.top > 5 * HAIR) found.push(`wire ${wire.id} is slanted`);
      for (const rect of rects) {
        const isOwn = rect.owner === wire.from || rect.owner === wire.to;
        if (!isOwn && overlap(piece, rect)) found.push(`wire ${wire.id} runs over ${rect.what}`);
      }
    }
  }
  return [...found, ...endFaults(picture), ...frameFaults(picture)];
}

/** Every wire begins at the right edge of one box and ends at the left edge of another. */
function endFaults({ boxes, wires }: Picture): string[] {
  const byId = new Map(boxes.map((box) => [box.id, box] as const));
  return wires.flatMap(({ id, from, to, points }) => {
    const [source, target] = [byId.get(from), byId.get(to)];
    const [start, end] = [points[0], points.at(-1)];
    if (!source || !start || !end) return [`wire ${id} comes from nowhere`];
    const leaves =
      Math.abs(start.x - source.x - source.width) < HAIR && start.y > source.y && start.y < source.y + source.height;
    const arrives =
      to === '' ||
      (target && Math.abs(end.x - target.x) < HAIR && end.y > target.y && end.y < target.y + target.height);
    return leaves && arrives ? [] : [`wire ${id} does not join ${from} and ${to}`];
  });
}

function frameFaults({ frames, boxes }: Picture): string[] {
  const rects = frames.map(({ id, x, y, width, height }) => ({
    what: `frame ${id}`,
    owner: id,
    left: x,
    top: y,
    right: x + width,
    bottom: y + height,
  }));
  const crossed = rects.flatMap((a, i) =>
    rects
      .slice(i + 1)
      .filter((b) => overlap(a, b))
      .map((b) => `${a.what} and ${b.what} overlap`),
  );
  const cut = rects.flatMap((frame) =>
    boxes.flatMap((box) => {
      const isLeft = box.x + box.width <= frame.left || box.x >= frame.right;
      const isInside = box.x >= frame.left && box.x + box.width <= frame.right;
      const isApart = isLeft || box.y + box.height <= frame.top || box.y >= frame.bottom;
      const isWithin = isInside && box.y >= frame.top && box.y + box.height <= frame.bottom;
      return isApart || isWithin ? [] : [`${frame.what} cuts box ${box.id}`];
    }),
  );
  return [...crossed, ...cut];
}

async function check(circuit: Circuit): Promise<void> {
  for (const folded of [new Set<string>(), new Set(circuit.groups.map((group) => group.id))]) {
    const picture = await layoutCircuit(circuit, { folded });
    assert.deepEqual(faults(picture), []);
    const inputs = picture.boxes.filter((box) => box.kind === 'input');
    assert.equal(new Set(inputs.map((box) => Math.round(box.x))).size, 1, 'the inputs stand in one column');
  }
}

for (const [file, text] of examples) {
  test(`${file} is laid out without overlaps`, async () => {
    await check(circuitOf(text));
  });
}

test('random circuits are laid out without overlaps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(scalarProgram, arrayProgram), async (text) => {
      await check(circuitOf(text));
    }),
    { numRuns: 25, seed: 11 },
  );
});

test('the inputs stand in the order in which they are first used', async () => {
  const names = async (text: string): Promise<string[]> => {
    const { boxes } = await layoutCircuit(circuitOf(text), { folded: new Set() });
    const inputs = boxes.filter(({ kind }) => kind === 'input').sort((a, b) => a.y - b.y);
    return inputs.map(({ label }) => label);
  };
  assert.deepEqual(await names(examples[1]?.[1] ?? ''), ['w[0]', 'x[0]', 'w[1]', 'x[1]', 'w[2]']);
  assert.deepEqual(await names(examples[3]?.[1] ?? ''), ['x', 'y', 'z', 'w']);
  assert.deepEqual(await names(examples[5]?.[1] ?? ''), ['X', 'W1', 'b1', 'W2', 'b2', 'reg']);
});

test('the same circuit gives the same picture', async () => {
  const circuit = circuitOf(examples[2]?.[1] ?? '');
  const [one, other] = [
    await layoutCircuit(circuit, { folded: new Set() }),
    await layoutCircuit(circuit, { folded: new Set() }),
  ];
  assert.deepEqual(one, other);
});

test('a value that fans out has a junction', async () => {
  const picture = await layoutCircuit(circuitOf('x = 2.0\nf = (x + 1) * (x + 2)\n'), { folded: new Set() });
  assert.equal(picture.wires.flatMap((wire) => wire.junctions).length > 0, true);
});

test('folding hides the gates of a group and keeps its value', async () => {
  const circuit = circuitOf('import math\nx = 2.0\ns = 1 / (1 + math.exp(-x))\nf = 3 * s\n');
  const [group] = circuit.groups;
  assert.ok(group);
  const open = await layoutCircuit(circuit, { folded: new Set() });
  const closed = await layoutCircuit(circuit, { folded: new Set([group.id]) });
  assert.deepEqual([open.boxes.length, closed.boxes.length], [6, 3]);
  assert.deepEqual([open.frames.length, closed.frames.length], [1, 0]);
  const tag = closed.tags.find(({ box }) => box === group.id);
  assert.deepEqual([tag?.name, tag?.valueText], ['s', '0.8808']);
});
