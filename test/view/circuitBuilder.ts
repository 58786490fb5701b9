import type { Circuit, Gate, Group, LocalGradient, Payload, Stage, Wire } from '../../src/core/circuit/circuit.ts';
import { numberText } from '../../src/core/base/numberText.ts';

/** A local gradient as the builder takes it: its formula, and its number where it is a single one. */
export interface Factor {
  readonly formula: string;
  readonly value?: number;
  /** For arrays, where no single factor exists: the whole contribution. */
  readonly downstream?: Payload;
}

export interface GateSpec {
  readonly op: string;
  readonly label: string;
  readonly name?: string;
  readonly statement?: string;
  readonly value: number | Payload;
  readonly inputs: readonly string[];
  readonly factors: readonly Factor[];
  readonly flow?: string;
  readonly gradient?: Payload;
  readonly trouble?: Gate['trouble'];
}

export function scalar(value: number): Payload {
  return { kind: 'scalar', value };
}

export function array(shape: readonly number[], data: ArrayLike<number>): Payload {
  return { kind: 'array', shape, data: Float64Array.from(data), dtype: 'float64' };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function mathml(formula: string): string {
  const tokens = formula.match(/[A-Za-z_]\w*|\d+(\.\d+)?|\S/g) ?? [];
  const body = tokens.map((token) => {
    const tag = /^\d/.test(token) ? 'mn' : /^\w/.test(token) ? 'mi' : 'mo';
    return `<${tag}>${escaped(token)}</${tag}>`;
  });
  return `<math><mrow>${body.join('')}</mrow></math>`;
}

interface Draft {
  readonly id: string;
  readonly spec: GateSpec;
  group: string | null;
}

/** Builds a circuit by hand, gate by gate in the order of evaluation, and runs the chain rule over its scalars. */
export class CircuitBuilder {
  private readonly title: string;
  private readonly drafts: Draft[] = [];
  private readonly groups: Group[] = [];
  private readonly statements = new Map<string, string>();
  private seed: Payload = scalar(1);
  private seeded = false;
  private omitted = 0;

  constructor(title: string) {
    this.title = title;
  }

  input(name: string, value: number | Payload, gradient?: Payload): string {
    const spec: GateSpec = { op: 'input', label: name, name, value, inputs: [], factors: [] };
    return this.gate(gradient === undefined ? spec : { ...spec, gradient });
  }

  constant(value: number): string {
    return this.gate({ op: 'constant', label: numberText(value), value, inputs: [], factors: [] });
  }

  gate(spec: GateSpec): string {
    const id = `g${String(this.drafts.length)}`;
    this.drafts.push({ id, spec, group: null });
    if (spec.name !== undefined && spec.statement !== undefined) this.statements.set(spec.name, spec.statement);
    return id;
  }

  group(
    op: string,
    label: string,
    gates: readonly string[],
    inputs: readonly string[],
    factors: readonly Factor[],
    flow = '',
  ): string {
    const id = `group${String(this.groups.length)}`;
    for (const draft of this.drafts) if (gates.includes(draft.id)) draft.group = id;
    const output = gates.at(-1) ?? '';
    this.groups.push({
      id,
      op,
      label,
      gates,
      output,
      inputs,
      local: factors.map((factor) => this.local(factor, null)),
      flow,
      span: null,
    });
    return id;
  }

  upstream(seed: Payload): void {
    this.seed = seed;
    this.seeded = true;
  }

  leaveOut(count: number): void {
    this.omitted = count;
  }

  private local(factor: Factor, upstream: Payload | null): LocalGradient {
    const value = factor.value === undefined ? null : scalar(factor.value);
    const product =
      value !== null && upstream?.kind === 'scalar' && factor.value !== undefined
        ? scalar(upstream.value * factor.value)
        : null;
    return {
      formula: factor.formula,
      mathml: mathml(factor.formula),
      value,
      downstream: factor.downstream ?? (upstream === null ? null : product),
    };
  }

  private gradients(): Map<string, Payload> {
    const gradients = new Map<string, Payload>([[this.drafts.at(-1)?.id ?? '', this.seed]]);
    for (const { id, spec } of this.drafts.toReversed()) {
      if (spec.gradient !== undefined) gradients.set(id, spec.gradient);
      const upstream = gradients.get(id);
      if (upstream?.kind !== 'scalar') continue;
      spec.factors.forEach((factor, index) => {
        const input = spec.inputs[index] ?? '';
        const before = gradients.get(input);
        const sum = before?.kind === 'scalar' ? before.value : 0;
        if (factor.value !== undefined) gradients.set(input, scalar(sum + upstream.value * factor.value));
      });
    }
    for (const { id, spec } of this.drafts) if (spec.op === 'constant') gradients.delete(id);
    return gradients;
  }

  build(): { circuit: Circuit; statements: Record<string, string> } {
    const gradients = this.gradients();
    const payload = (value: number | Payload): Payload => (typeof value === 'number' ? scalar(value) : value);
    const stageOf = (spec: GateSpec): string | null => (spec.name === undefined ? null : `stage-${spec.name}`);
    const gates = this.drafts.map(({ id, spec, group }): Gate => {
      const value = payload(spec.value);
      const gradient = gradients.get(id) ?? null;
      return {
        id,
        op: spec.op,
        label: spec.label,
        name: spec.name ?? null,
        stage: stageOf(spec),
        group,
        value,
        shape: value.kind === 'scalar' ? [] : value.shape,
        gradient,
        inputs: spec.inputs,
        local: spec.factors.map((factor) => this.local(factor, gradient)),
        span: null,
        file: '',
        flow: spec.flow ?? '',
        trouble: spec.trouble ?? null,
      };
    });
    const wires = gates.flatMap((gate) =>
      gate.inputs.map((from, port): Wire => ({ id: `${from}-${gate.id}-${String(port)}`, from, to: gate.id, port })),
    );
    const stages = gates.flatMap((gate, index): Stage[] =>
      gate.name === null
        ? []
        : [
            {
              id: `stage-${gate.name}`,
              name: gate.name,
              line: index,
              span: { start: 0, end: 0 },
              value: gate.value,
              shape: gate.shape,
              gradient: gate.gradient,
              gates: [gate.id],
            },
          ],
    );
    const groups = this.groups.map((group): Group => {
      const upstream = gradients.get(group.output) ?? null;
      return {
        ...group,
        local: group.local.map((local) =>
          local.value?.kind === 'scalar' && upstream?.kind === 'scalar'
            ? { ...local, downstream: scalar(local.value.value * upstream.value) }
            : local,
        ),
      };
    });
    const statements = Object.fromEntries(
      gates.flatMap((gate) =>
        gate.name === null ? [] : [[`stage-${gate.name}`, this.statements.get(gate.name) ?? gate.name]],
      ),
    );
    return {
      circuit: {
        title: this.title,
        gates,
        wires,
        stages,
        groups,
        output: gates.at(-1)?.id ?? '',
        seeded: this.seeded,
        omitted: this.omitted,
      },
      statements,
    };
  }
}
