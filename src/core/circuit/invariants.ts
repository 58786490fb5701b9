import type { Circuit, Gate, LocalGradient, Payload } from './circuit.ts';

/** Relative rounding that a sum of contributions may have. */
const TOLERANCE = 1e-9;

/** Everything that is wrong with a circuit, as sentences; empty when it holds together. */
export function verifyCircuit(circuit: Circuit): string[] {
  const gates = new Map(circuit.gates.map((gate) => [gate.id, gate] as const));
  return [
    ...(gates.size === circuit.gates.length ? [] : ['two gates have one id']),
    ...(gates.has(circuit.output) ? [] : [`the output ${circuit.output} is no gate`]),
    ...circuit.gates.flatMap((gate, at) => gateFaults(gate, new Set(circuit.gates.slice(0, at).map(({ id }) => id)))),
    ...wireFaults(circuit),
    ...stageFaults(circuit, gates),
    ...groupFaults(circuit, gates),
    ...deadGates(circuit, gates),
    ...sumFaults(circuit),
  ];
}

function gateFaults(gate: Gate, before: ReadonlySet<string>): string[] {
  const late = gate.inputs
    .filter((input) => !before.has(input))
    .map((input) => `${gate.id} reads ${input} before it is there`);
  const isLeaf = gate.op === 'input' || gate.op === 'constant';
  return [
    ...late,
    ...(isLeaf && gate.inputs.length > 0 ? [`the leaf ${gate.id} has inputs`] : []),
    ...(gate.local.length === gate.inputs.length ? [] : [`${gate.id} has not one local gradient for each input`]),
    ...payloadFaults(`the value of ${gate.id}`, gate.value, gate.shape),
    ...payloadFaults(`the gradient of ${gate.id}`, gate.gradient, gate.shape),
    ...gate.local.flatMap((local, i) =>
      payloadFaults(`local gradient ${String(i)} of ${gate.id}`, local.value, gate.shape),
    ),
  ];
}

function payloadFaults(what: string, payload: Payload | null, shape: readonly number[]): string[] {
  if (!payload) return [];
  const own = payload.kind === 'scalar' ? [] : payload.shape;
  const size = own.reduce((product, length) => product * length, 1);
  if (own.join() !== shape.join()) return [`${what} has shape (${own.join()}), not (${shape.join()})`];
  return payload.kind === 'array' && payload.data.length !== size ? [`${what} has too few or too many numbers`] : [];
}

function wireFaults({ gates, wires }: Circuit): string[] {
  const wanted = new Set(
    gates.flatMap((gate) => gate.inputs.map((from, port) => `${from} ${gate.id} ${String(port)}`)),
  );
  const found = wires.map(({ from, to, port }) => `${from} ${to} ${String(port)}`);
  const faults = found.filter((wire) => !wanted.has(wire)).map((wire) => `the wire ${wire} is no gate's input`);
  if (new Set(wires.map(({ id }) => id)).size !== wires.length) faults.push('two wires have one id');
  return found.length === wanted.size ? faults : [...faults, 'an input has no wire'];
}

function stageFaults({ stages, gates }: Circuit, byId: ReadonlyMap<string, Gate>): string[] {
  const listed = new Map(stages.flatMap((stage) => stage.gates.map((id) => [id, stage.id] as const)));
  const faults = [...listed.keys()].filter((id) => !byId.has(id)).map((id) => `a stage holds ${id}, which is no gate`);
  for (const gate of gates) {
    if ((listed.get(gate.id) ?? null) !== gate.stage) faults.push(`${gate.id} and its stage disagree`);
  }
  for (const stage of stages) {
    faults.push(...payloadFaults(`the value of stage ${stage.name}`, stage.value, stage.shape));
    faults.push(...payloadFaults(`the gradient of stage ${stage.name}`, stage.gradient, stage.shape));
  }
  return faults;
}

function groupFaults({ groups, gates }: Circuit, byId: ReadonlyMap<string, Gate>): string[] {
  const faults: string[] = [];
  const taken = new Set<string>();
  for (const group of groups) {
    const inside = new Set(group.gates);
    if (inside.size < 2) faults.push(`the group ${group.id} is no group`);
    if (!inside.has(group.output)) faults.push(`the group ${group.id} does not hold its output`);
    if (group.inputs.some((id) => inside.has(id))) faults.push(`the group ${group.id} feeds itself`);
    if (group.local.length !== group.inputs.length)
      faults.push(`${group.id} has not one local gradient for each input`);
    for (const id of inside) {
      if (taken.has(id)) faults.push(`${id} is in two groups`);
      taken.add(id);
      if (byId.get(id)?.group !== group.id) faults.push(`${id} does not know its group ${group.id}`);
    }
    const leak = gates.find(
      (gate) => !inside.has(gate.id) && gate.inputs.some((id) => inside.has(id) && id !== group.output),
    );
    if (leak) faults.push(`${leak.id} reads what is inside of the group ${group.id}`);
  }
  return faults;
}

/** Gates that do not lead to the output have no business in the circuit. */
function deadGates({ gates, output }: Circuit, byId: ReadonlyMap<string, Gate>): string[] {
  const alive = new Set([output]);
  for (const id of alive) for (const input of byId.get(id)?.inputs ?? []) alive.add(input);
  return gates.filter((gate) => !alive.has(gate.id)).map((gate) => `${gate.id} does not lead to the output`);
}

/** Gradients add up at forks: what the consumers of a gate send it is its gradient. */
function sumFaults({ gates, output }: Circuit): string[] {
  const sent = new Map<string, LocalGradient[]>();
  for (const gate of gates) {
    gate.inputs.forEach((input, i) => {
      const local = gate.local[i];
      if (local) sent.set(input, [...(sent.get(input) ?? []), local]);
    });
  }
  return gates
    .filter((gate) => gate.id !== output && !addsUp(gate, sent.get(gate.id) ?? []))
    .map((gate) => `the gradient of ${gate.id} is not the sum of what its consumers send it`);
}

function addsUp(gate: Gate, sent: readonly LocalGradient[]): boolean {
  const parts = sent.flatMap(({ downstream }) => (downstream ? [numbersOf(downstream)] : []));
  if (!gate.gradient) return true;
  return numbersOf(gate.gradient).every((number, i) => {
    const terms = parts.map((part) => part[i] ?? NaN);
    const sum = terms.reduce((total, term) => total + term, 0);
    if (!Number.isFinite(number) || !Number.isFinite(sum)) return true;
    const scale = terms.reduce((most, term) => Math.max(most, Math.abs(term)), 1e-300);
    return Math.abs(sum - number) <= TOLERANCE * scale * terms.length;
  });
}

function numbersOf(payload: Payload): Float64Array {
  return payload.kind === 'scalar' ? Float64Array.of(payload.value) : payload.data;
}
