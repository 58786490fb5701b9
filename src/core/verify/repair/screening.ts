import type { Probe, ProbePoint } from '../../interp/execution.ts';
import { PyTuple, type Value } from '../../interp/values.ts';
import { NDArray } from '../../ndarray/ndarray.ts';
import type { Expr, Stmt } from '../../syntax/ast.ts';
import { targetPath } from '../../syntax/index.ts';
import { Num, Tensor } from '../../tape/tensor.ts';
import { added, flatOfValue, subtracted, type Flat } from '../compare.ts';
import { agrees, type Mismatch } from '../judge.ts';
import type { Candidate } from './candidates.ts';
import { ALIAS, aliased, type Plan } from './plan.ts';
import { isSimple, type Simple, type Trial } from './trials.ts';

/** Evaluations that one run may spend on a statement in a loop. */
const MOST_EVALUATIONS = 16_000;

/** What is known of one version of the statement while the run goes on. */
interface State {
  readonly statement: Simple;
  /** Null for the statement as it stands. */
  readonly candidate: Candidate | null;
  /** Names that hold something else under this version. */
  names: Map<string, Value>;
  /** What the claim's path holds, when it is no name. */
  entry: Value | undefined;
  /** What this version added over all executions so far. */
  sum: Flat | null;
  isDead: boolean;
}

/** What a screening looks for. */
export interface Wanted {
  readonly mismatch: Mismatch;
  readonly expected: readonly Flat[];
  readonly expired: () => boolean;
}

/** Tries candidates for one statement out while the text runs as it stands, and finds those that give what is expected. */
export class Screening {
  readonly plan: Plan;
  readonly #mismatch: Mismatch;
  readonly #expected: readonly Flat[];
  readonly #original: State;
  readonly #states: readonly State[];
  readonly #open: readonly Candidate[];
  readonly #expired: () => boolean;
  readonly #aliased = new Map<Simple, Simple>();

  constructor(plan: Plan, trials: readonly Trial[], { mismatch, expected, expired }: Wanted) {
    const most = plan.executions > 1 ? Math.floor(MOST_EVALUATIONS / plan.executions) : trials.length;
    this.plan = plan;
    this.#mismatch = mismatch;
    this.#expected = expected;
    this.#original = stateOf(plan.statement, null);
    this.#states = trials.slice(0, most).map(({ statement, candidate }) => stateOf(statement, candidate));
    this.#open = trials.slice(most).map(({ candidate }) => candidate);
    this.#expired = expired;
  }

  before(statement: Stmt, point: ProbePoint): void {
    const { plan } = this;
    const isStart = statement === plan.statement;
    if (!isStart && !(isSimple(statement) && plan.chain.includes(statement))) return;
    // The original comes first: the others are measured against it.
    for (const state of [this.#original, ...this.#states]) {
      if (state.isDead && !(isStart && plan.executions === 1)) continue;
      if (this.#expired()) state.isDead = true;
      else if (isStart) state.isDead = !this.#start(state, point);
      else if (isSimple(statement)) state.isDead = !this.#follow(state, statement, point);
    }
  }

  #start(state: State, point: ProbePoint): boolean {
    if (this.plan.executions === 1) {
      state.names = new Map();
      const { root, alias } = this.plan;
      const now = root && alias !== null ? point.evaluate(root) : undefined;
      if (now !== undefined) state.names.set(ALIAS, now);
      return this.#apply(state, state.statement, point);
    }
    const effect = state.statement.kind === 'Return' ? undefined : point.effect(state.statement);
    const before = effect?.before === undefined ? null : flatOfValue(effect.before);
    const after = effect ? flatOfValue(effect.after) : null;
    const gain = before && after ? subtracted(after, before) : null;
    state.sum = gain && state.sum ? added(state.sum, gain) : gain;
    return state.sum !== null;
  }

  #follow(state: State, statement: Simple, point: ProbePoint): boolean {
    const { executions, root, alias } = this.plan;
    if (executions > 1 && state.names.size === 0) {
      const now = root ? point.evaluate(root) : undefined;
      const changed = now === undefined ? null : this.#changed(flatOfValue(now), state);
      if (!root || !changed) return false;
      state.names.set(root.kind === 'Name' && alias === null ? root.name : ALIAS, valueOf(changed));
    }
    return this.#apply(state, statement, point);
  }

  /** What a sum would be, had this version run each time instead of the one that stands there. */
  #changed(written: Flat | null, { sum }: State): Flat | null {
    const original = this.#original.sum;
    const without = written && original ? subtracted(written, original) : null;
    return without && sum ? added(without, sum) : null;
  }

  /** Runs one statement under a version; false when it fails or cannot be followed. */
  #apply(state: State, written: Simple, point: ProbePoint): boolean {
    const statement = this.#named(written);
    if (statement.kind === 'Return') {
      // What a name holds was known before it was returned.
      if (written !== state.statement) return true;
      const value = statement.value ? point.evaluate(statement.value, state.names) : undefined;
      state.entry = value === undefined ? undefined : this.#partOf(value);
      return state.entry !== undefined;
    }
    const [target, ...others] = statement.kind === 'Assign' ? statement.targets : [statement.target];
    if (!target) return false;
    if (others.length > 0 || target.kind === 'Tuple' || target.kind === 'List') {
      const value = point.evaluate(statement.value, state.names);
      return value !== undefined && [target, ...others].every((one) => this.#bind(state, one, value));
    }
    const effect = point.effect(statement, state.names);
    if (!effect) return false;
    const isStore = target.kind === 'Subscript' && point.evaluate(target.value, state.names) instanceof Tensor;
    return this.#bind(state, isStore ? target.value : target, effect.after);
  }

  /** What is returned for the claim: the whole, or its place among several. */
  #partOf(value: Value): Value | undefined {
    const { path } = this.#mismatch.claim;
    const { statement } = this.plan;
    const position = /^return\[(\d+)\]$/.exec(path)?.[1];
    const parts = statement.kind === 'Return' && statement.value?.kind === 'Tuple' ? statement.value.elements : [];
    const at = position === undefined ? parts.findIndex((part) => targetPath(part) === path) : Number(position);
    if (at < 0) return value;
    return value instanceof PyTuple ? value.items[at] : undefined;
  }

  #named(statement: Simple): Simple {
    const { alias } = this.plan;
    if (alias === null) return statement;
    const known = this.#aliased.get(statement) ?? aliased(statement, alias);
    this.#aliased.set(statement, known);
    return known;
  }

  #bind(state: State, target: Expr, value: Value): boolean {
    if (target.kind === 'Name') {
      state.names.set(target.name, value);
      return true;
    }
    if (target.kind === 'Tuple' || target.kind === 'List') {
      if (!(value instanceof PyTuple) || value.items.length !== target.elements.length) return false;
      return target.elements.every((element, i) => this.#bind(state, element, value.items[i] ?? null));
    }
    const path = targetPath(target);
    if (path === null ? this.plan.isOwn : path === this.#mismatch.claim.path) state.entry = value;
    return true;
  }

  /** The candidates that give what is expected, and those of which nothing is known. */
  result(): { readonly fitting: readonly Candidate[]; readonly open: readonly Candidate[] } {
    const all = this.#states.flatMap(({ candidate }) => candidate ?? []);
    if (!this.#isFaithful()) return { fitting: [], open: [...all, ...this.#open] };
    const fitting = this.#states.flatMap((state) => {
      const final = state.isDead ? null : this.#finalOf(state);
      const fits = final !== null && this.#expected.some((expected) => agrees(final, expected));
      return state.candidate && fits ? [state.candidate] : [];
    });
    return { fitting, open: this.#open };
  }

  /** Whether following the statement as it stands came to what was written; a statement that fails came to nothing. */
  #isFaithful(): boolean {
    const { written } = this.#mismatch.claim;
    if (!written) return this.#states.some((state) => !state.isDead);
    const final = this.#original.isDead ? null : this.#finalOf(this.#original);
    return final !== null && agrees(final, written);
  }

  #finalOf(state: State): Flat | null {
    const { claim } = this.#mismatch;
    const named = state.names.get(claim.path === this.plan.alias ? ALIAS : claim.path);
    if (named !== undefined && (this.plan.executions === 1 || this.plan.chain.length > 0)) return flatOfValue(named);
    if (this.plan.executions > 1) return this.#changed(claim.written, state);
    return state.entry === undefined ? null : flatOfValue(state.entry);
  }
}

function stateOf(statement: Simple, candidate: Candidate | null): State {
  return { statement, candidate, names: new Map(), entry: undefined, sum: null, isDead: false };
}

function valueOf({ shape, data }: Flat): Value {
  return shape.length === 0 ? new Num(data[0] ?? 0, false) : Tensor.of(new NDArray(data, shape, 'float64'));
}

/** One probe for the screenings of several statements. */
export function probeOf(screenings: readonly Screening[], exprCount: number): Probe {
  return {
    statements: new Set(screenings.flatMap(({ plan }) => [plan.statement, ...plan.chain])),
    exprCount,
    before: (statement, point) => {
      for (const screening of screenings) screening.before(statement, point);
    },
  };
}
