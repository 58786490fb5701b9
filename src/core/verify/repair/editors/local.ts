import type { AnyOp, Node } from '../../../tape/node.ts';
import { lastComponent } from '../../gradientNames.ts';
import type { Atom } from '../atoms.ts';
import { sourceOf, type Edit, type Editor, type RepairContext } from '../edit.ts';
import { calledName, POWER, PRODUCT, put, slotsIn, SUM, textOf, TIGHT, type Precedence, type Slot } from '../slots.ts';

/** A local gradient as text, and how tightly it binds. */
interface Local {
  readonly text: string;
  readonly precedence: Precedence;
}

/** Local gradients as people write them, over what the gate took or gave. */
const usual: readonly ((x: string) => Local)[] = [
  (x) => ({ text: `${x} * (1 - ${x})`, precedence: PRODUCT }),
  (x) => ({ text: `1 - ${x}**2`, precedence: SUM }),
  (x) => ({ text: `(${x} > 0)`, precedence: TIGHT }),
  (x) => ({ text: `1 / ${x}`, precedence: PRODUCT }),
  (x) => ({ text: `2 * ${x}`, precedence: PRODUCT }),
  (x) => ({ text: `0.5 / np.sqrt(${x})`, precedence: PRODUCT }),
  (x) => ({ text: `0.5 / ${x}`, precedence: PRODUCT }),
  (x) => ({ text: `np.exp(${x})`, precedence: TIGHT }),
  (x) => ({ text: `${x}**2`, precedence: POWER }),
  (x) => ({ text: `3 * ${x}**2`, precedence: PRODUCT }),
  (x) => ({ text: `-1 / ${x}**2`, precedence: PRODUCT }),
  (x) => ({ text: `1 - ${x}`, precedence: SUM }),
  (x) => ({ text: `1 - np.tanh(${x})**2`, precedence: SUM }),
  (x) => ({ text: `np.cos(${x})`, precedence: TIGHT }),
  (x) => ({ text: `-np.sin(${x})`, precedence: PRODUCT }),
];

/** Another local gradient in place of a factor, an exponent changed by one, a function around a part added. */
export const local: Editor = function* (context): Generator<Edit> {
  const slots = slotsIn(context.value);
  for (const slot of slots) yield* powers(context, slot);
  for (const slot of slots) yield* reshaped(context, slot);
  const gradients = context.atoms.filter(({ role }) => role === 'gradient').map(({ text }) => text);
  const places = slots.filter(({ expr }) => !(expr.kind === 'Name' && gradients.includes(expr.name)));
  const locals = [...fromGates(context), ...(context.isBrief ? [] : spelled(context))];
  for (const slot of places) {
    for (const { text, precedence } of locals) yield put(context, slot, 'local', text, precedence);
  }
  const [whole] = slots;
  if (!whole) return;
  for (const gradient of gradients.slice(0, 6)) {
    for (const { text, precedence } of locals) {
      const factor = precedence < PRODUCT ? `(${text})` : text;
      yield put(context, whole, 'local', `${gradient} * ${factor}`, PRODUCT);
    }
  }
};

function* powers(context: RepairContext, slot: Slot): Generator<Edit> {
  const { expr } = slot;
  if (expr.kind === 'Num') return;
  if (expr.kind === 'BinOp' && expr.op === '**') {
    const exponent = sourceOf(context, expr.right);
    const { span } = expr.right;
    if (expr.right.kind === 'Num') {
      yield { kind: 'local', span, newText: String(expr.right.value + 1) };
      yield { kind: 'local', span, newText: String(expr.right.value - 1) };
      yield { kind: 'local', span, newText: `-${exponent}` };
    } else {
      yield { kind: 'local', span, newText: `(${exponent} - 1)` };
      yield { kind: 'local', span, newText: `(${exponent} + 1)` };
    }
    yield put(context, slot, 'local', textOf(context, expr.left, slot.needs), slot.needs);
    const factor = textOf(context, expr.right, PRODUCT);
    yield put(context, slot, 'local', `${factor} * ${textOf(context, expr.left, TIGHT)}**(${exponent} - 1)`, PRODUCT);
    return;
  }
  for (const exponent of ['2', '3']) {
    yield put(context, slot, 'local', `${textOf(context, expr, TIGHT)}**${exponent}`, POWER);
  }
}

/** `np.f(a)` for `a`, `1 - a` for `a`, `1 / a` for `a`, another function of the same argument. */
function* reshaped(context: RepairContext, slot: Slot): Generator<Edit> {
  const { expr } = slot;
  if (expr.kind === 'Num') return;
  const text = sourceOf(context, expr);
  for (const name of ['sqrt', 'exp', 'log', 'tanh', 'abs', 'sign', 'square']) {
    yield put(context, slot, 'local', `np.${name}(${text})`, TIGHT);
  }
  yield put(context, slot, 'local', `1 - ${textOf(context, expr, PRODUCT)}`, SUM);
  yield put(context, slot, 'local', `1 + ${textOf(context, expr, PRODUCT)}`, SUM);
  yield put(context, slot, 'local', `1 / ${textOf(context, expr, POWER)}`, PRODUCT);
  if (expr.kind !== 'Call' || expr.func.kind !== 'Attribute') return;
  if (!/^(?:exp|log|sqrt|tanh|cos|sin|maximum|minimum)$/.test(calledName(expr))) return;
  for (const name of ['exp', 'log', 'sqrt', 'tanh', 'cos', 'sin', 'maximum', 'minimum']) {
    if (name !== expr.func.name) yield { kind: 'local', span: expr.func.nameSpan, newText: name };
  }
}

function spelled(context: RepairContext): Local[] {
  const arrays = context.atoms.filter(isOperand);
  return arrays.slice(0, 10).flatMap(({ text, role }) => {
    const locals = usual.map((write) => write(text));
    // Of a number a mask is 1 wherever it is positive, and so right by luck.
    return role === 'scalar' ? locals.filter((one) => !one.text.includes('>')) : locals;
  });
}

function isOperand({ role }: Atom): boolean {
  return role === 'array' || role === 'unknown' || role === 'scalar';
}

/** The derivatives of the gates that the value goes into, in the names that are at hand. */
function fromGates({ mismatch, atoms }: RepairContext): Local[] {
  const found: Local[] = [];
  for (const { consumer } of mismatch.uses) {
    const { op } = consumer;
    if (!op?.elementwise) continue;
    consumer.inputs.forEach((input, i) => {
      if (!mismatch.target.parts.includes(input)) return;
      const text = inNamesAtHand(op, i, consumer, atoms);
      if (text !== null && text !== '1') found.push({ text, precedence: SUM });
    });
  }
  return found;
}

function inNamesAtHand(op: AnyOp, input: number, consumer: Node, atoms: readonly Atom[]): string | null {
  const derivative = op.derivative[input];
  if (derivative === undefined || derivative === '') return null;
  const unknown = new Set<string>();
  const names = new Map(op.params.map((param, i) => [param, consumer.inputs[i]]));
  const text = derivative.replace(/(?<![\w.])[A-Za-z_]\w*(?![\w(])/g, (word) => {
    if (word === 'np') return word;
    const node = word === 'out' ? consumer : names.get(word);
    const name = node ? nameAtHand(node, atoms) : null;
    if (name === null) unknown.add(word);
    return name ?? word;
  });
  return unknown.size === 0 ? text : null;
}

function nameAtHand(node: Node, atoms: readonly Atom[]): string | null {
  if (node.op === null && node.shape.length === 0 && typeof node.value === 'number' && node.name === null) {
    return String(node.value);
  }
  const name = node.name === null ? null : lastComponent(node.name);
  return atoms.find(({ text }) => lastComponent(text) === name)?.text ?? null;
}
