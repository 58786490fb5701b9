import type { Value } from '../../interp/values.ts';
import type { FunctionDef, Module } from '../../syntax/ast.ts';
import { Dimensions } from './dimensions.ts';
import { planGlobal, planParameters, type PlanContext } from './plan.ts';
import type { Scenario } from './scenario.ts';
import { specAt, withSpecAt, type ParameterSpec, type Spec, type SpecStep } from './spec.ts';

/** Which part of which planned parameter a value was built for. */
export interface Origin {
  readonly key: string;
  readonly path: readonly SpecStep[];
}

/** Values of one attempt by what they were built for. Only arrays, numbers and containers can be told apart so. */
export type Origins = Map<Value, Origin>;

/**
 * What is to be handed to the functions of one pass: a spec for every parameter and every sampled global, changed by what
 * failed runs teach. It is kept by names, so that it serves an edited text too.
 */
export class Plans {
  readonly dimensions: Dimensions;
  readonly scenario: Scenario;
  /** Methods that must be called between construction and the forward pass, in order. */
  readonly preludes: string[] = [];
  /** Globals that are sampled because the module's own statements could not be run. */
  readonly globals: string[] = [];
  /** Whether the axis of the batch was given up: once, so that no other axis follows it. */
  isOfOneExample = false;
  readonly #specs = new Map<string, ParameterSpec>();
  readonly #routines = new Map<string, readonly string[]>();

  readonly #shapes: ReadonlyMap<string, readonly number[]>;

  /** `shapes` are wanted for parameters of which nothing else is stated. */
  constructor(scenario: Scenario, shapes: ReadonlyMap<string, readonly number[]> = new Map()) {
    this.scenario = scenario;
    this.#shapes = shapes;
    this.dimensions = new Dimensions(scenario.profile);
  }

  /** The keys of a routine's parameters, planned when they are first asked for. */
  keysOf(routine: string, callee: string, def: FunctionDef, module: Module): readonly string[] {
    const known = this.#routines.get(routine);
    if (known) return known;
    const keys = planParameters(def, callee, this.#context(module)).map((entry) => {
      const key = `${routine}/${entry.name}`;
      this.#specs.set(key, { ...entry, spec: this.#wanted(entry.name, entry.spec) });
      return key;
    });
    this.#routines.set(routine, keys);
    return keys;
  }

  /** The spec with the shapes that are wanted, which keep their rank and their ones: lengths are found as ever. */
  #wanted(name: string, spec: Spec): Spec {
    if (spec.kind === 'dict') {
      return { ...spec, entries: new Map([...spec.entries].map(([key, entry]) => [key, this.#wanted(key, entry)])) };
    }
    const shape = this.#shapes.get(name);
    if (!shape || spec.kind !== 'array') return spec;
    if (shape.length === 0) return { kind: 'number', value: 0.7, isInt: false };
    return { ...spec, dims: shape.map((length) => (length === 1 ? 1 : this.dimensions.fresh())) };
  }

  addGlobal(name: string, readers: readonly FunctionDef[], module: Module): void {
    this.globals.push(name);
    this.#specs.set(`/${name}`, planGlobal(name, readers, this.#context(module)));
  }

  get(key: string): ParameterSpec | undefined {
    return this.#specs.get(key);
  }

  /** Every parameter with its key. */
  entries(): Iterable<[string, ParameterSpec]> {
    return this.#specs;
  }

  specOf({ key, path }: Origin): Spec | undefined {
    const entry = this.#specs.get(key);
    return entry && specAt(entry.spec, path);
  }

  /** The one planned array of a shape: lengths are distinct, so that a copy or cast of an argument is known by it. */
  originOfShape(shape: readonly number[]): Origin | undefined {
    if (shape.length === 0) return undefined;
    const same = [...this.#specs].filter(
      ([, { spec }]) =>
        spec.kind === 'array' && spec.dims.map((dim) => this.dimensions.resolve(dim)).join() === shape.join(),
    );
    const [only] = same;
    return only && same.length === 1 ? { key: only[0], path: [] } : undefined;
  }

  change({ key, path }: Origin, spec: Spec): void {
    const entry = this.#specs.get(key);
    if (entry) this.#specs.set(key, { ...entry, spec: withSpecAt(entry.spec, path, spec), source: 'solved' });
  }

  /** Gives every parameter or entry of a dict that holds one text another; false when none does. */
  replaceText(text: string, by: string): boolean {
    let isFound = false;
    for (const [key, { spec }] of this.#specs) {
      const entries = spec.kind === 'dict' ? [...spec.entries] : [];
      const paths: string[][] = spec.kind === 'text' && spec.value === text ? [[]] : [];
      for (const [entry, inner] of entries) if (inner.kind === 'text' && inner.value === text) paths.push([entry]);
      for (const path of paths) this.change({ key, path }, { kind: 'text', value: by });
      isFound ||= paths.length > 0;
    }
    return isFound;
  }

  #context(module: Module): PlanContext {
    const { dimensions, scenario } = this;
    return { module, comments: module.comments, dimensions, scenario };
  }
}
