import type { Payload } from '../../core/circuit/circuit.ts';
import { addPayloads } from './payload.ts';
import type { Part, Scene } from './scene.ts';

/** One step of the replay: the gates that work in it. */
export interface Step {
  readonly pass: 'forward' | 'backward';
  readonly kind: 'inputs' | 'gate' | 'seed';
  readonly boxes: readonly string[];
}

/** What the circuit knows after a step. */
export interface Moment {
  readonly step: Step;
  readonly active: ReadonlySet<string>;
  /** Boxes whose value has been computed. */
  readonly valued: ReadonlySet<string>;
  /** Gradients gathered so far: whole ones, and sums that still wait for contributions from other uses. */
  readonly gradients: ReadonlyMap<string, { readonly payload: Payload; readonly complete: boolean }>;
}

function isLeaf(part: Part): boolean {
  return part.kind === 'input' || part.kind === 'constant';
}

/** The steps of both passes: the inputs, each gate in order, the seed, and the gates in reverse. */
export function stepsOf(scene: Scene): readonly Step[] {
  const parts = scene.order.flatMap((id) => scene.parts.get(id) ?? []);
  const gates = parts.filter((part) => !isLeaf(part));
  const leaves = parts.filter(isLeaf).map((part) => part.id);
  const output = scene.boxOf(scene.circuit.output);
  const backward = gates.filter((part) => part.gradient !== null).reverse();
  const steps: Step[] = [];
  if (leaves.length > 0) steps.push({ pass: 'forward', kind: 'inputs', boxes: leaves });
  for (const part of gates) steps.push({ pass: 'forward', kind: 'gate', boxes: [part.id] });
  if (output !== null && backward.length > 0) steps.push({ pass: 'backward', kind: 'seed', boxes: [output] });
  for (const part of backward) steps.push({ pass: 'backward', kind: 'gate', boxes: [part.id] });
  return steps;
}

/** What one gate sends back to the boxes that feed it, wire by wire. */
export function contributions(scene: Scene, part: Part): readonly { to: string; payload: Payload }[] {
  return part.inputs.flatMap((input, index) => {
    const to = scene.boxOf(input);
    const payload = part.local[index]?.downstream ?? null;
    return to === null || payload === null ? [] : [{ to, payload }];
  });
}

/** How many contributions each box waits for before its gradient is whole. */
function expected(scene: Scene): Map<string, number> {
  const counts = new Map<string, number>();
  for (const part of scene.parts.values()) {
    if (part.gradient === null) continue;
    for (const { to } of contributions(scene, part)) counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
}

/** What is known after step `index`. */
export function momentAt(scene: Scene, steps: readonly Step[], index: number): Moment | null {
  const step = steps[index];
  if (step === undefined) return null;
  const valued = new Set<string>();
  const gathered = new Map<string, { sum: Payload; count: number }>();
  const waiting = expected(scene);
  const seeds = new Set<string>();
  for (const past of steps.slice(0, index + 1)) {
    if (past.pass === 'forward') for (const id of past.boxes) valued.add(id);
    else if (past.kind === 'seed') for (const id of past.boxes) seeds.add(id);
    else for (const id of past.boxes) gather(scene, scene.parts.get(id), gathered);
  }
  const gradients = new Map<string, { payload: Payload; complete: boolean }>();
  for (const [id, { sum, count }] of gathered) {
    const complete = count >= (waiting.get(id) ?? 0);
    gradients.set(id, { payload: complete ? (scene.parts.get(id)?.gradient ?? sum) : sum, complete });
  }
  for (const id of seeds) {
    const gradient = scene.parts.get(id)?.gradient ?? null;
    if (gradient !== null) gradients.set(id, { payload: gradient, complete: true });
  }
  return { step, active: new Set(step.boxes), valued, gradients };
}

function gather(scene: Scene, part: Part | undefined, into: Map<string, { sum: Payload; count: number }>): void {
  if (part === undefined) return;
  for (const { to, payload } of contributions(scene, part)) {
    const before = into.get(to);
    const sum = before === undefined ? payload : (addPayloads(before.sum, payload) ?? payload);
    into.set(to, { sum, count: (before?.count ?? 0) + 1 });
  }
}
