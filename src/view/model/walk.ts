import type { Scene } from './scene.ts';

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

function height(scene: Scene, id: string): number {
  const box = scene.boxes.get(id);
  return box === undefined ? 0 : box.y + box.height / 2;
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

function inputsOf(scene: Scene, id: string): string[] {
  return unique((scene.incoming.get(id) ?? []).map((wire) => wire.from));
}

function consumersOf(scene: Scene, id: string): string[] {
  return unique((scene.outgoing.get(id) ?? []).map((wire) => wire.to));
}

/** Boxes that share a consumer or an input with `id`, and those drawn in its column, from top to bottom. */
function siblingsOf(scene: Scene, id: string): string[] {
  const byConsumer = consumersOf(scene, id).flatMap((consumer) => inputsOf(scene, consumer));
  const byInput = inputsOf(scene, id).flatMap((input) => consumersOf(scene, input));
  const own = scene.boxes.get(id);
  const column = [...scene.boxes.values()]
    .filter((box) => own !== undefined && box.x < own.x + own.width && own.x < box.x + box.width)
    .map((box) => box.id);
  return unique([id, ...byConsumer, ...byInput, ...column]).sort((a, b) => height(scene, a) - height(scene, b));
}

/** Of several ends of wires, the one that was visited last, so that right undoes left; else the first. */
function choose(candidates: readonly string[], trail: readonly string[]): string | null {
  return trail.findLast((id) => candidates.includes(id)) ?? candidates[0] ?? null;
}

/**
 * Where an arrow key leads from a box: left to its inputs, right to its consumers, up and down to its siblings.
 * Null at the end of the road. `trail` lists the boxes visited so far, the latest last.
 */
export function walk(scene: Scene, from: string, direction: Direction, trail: readonly string[]): string | null {
  if (direction === 'left') return choose(inputsOf(scene, from), trail);
  if (direction === 'right') return choose(consumersOf(scene, from), trail);
  if (direction === 'first') return scene.order[0] ?? null;
  if (direction === 'last') return scene.boxOf(scene.circuit.output) ?? scene.order.at(-1) ?? null;
  const siblings = siblingsOf(scene, from);
  const place = siblings.indexOf(from) + (direction === 'up' ? -1 : 1);
  return siblings[place] ?? null;
}
