import { ops } from '../../ops/table.ts';
import type { Operand } from '../../tape/tape.ts';
import { Tensor } from '../../tape/tensor.ts';
import { BoundMethod, Builtin, PyFunction } from '../values.ts';
import { constant, plainGate } from './apply.ts';
import { asOperand } from './arrays.ts';
import { define, type Definitions } from './define.ts';
import { shapeOf } from './operands.ts';
import { nonzeroOf } from './selecting.ts';

/** A choice by a condition; with the condition alone the places where it holds. */
const where = define('condition, x=<no value>, y=<no value>', (call) => {
  const condition = call.operand('condition');
  if (call.given('x') === undefined && call.given('y') === undefined) return nonzeroOf(condition);
  return plainGate(call.host, ops.where, condition, call.operand('x'), call.operand('y'));
});

/** For each element the first choice whose condition holds. */
const select = define('condlist, choicelist, default=0', (call) => {
  const { host } = call;
  const conditions = call.items('condlist').map((item) => asOperand(host, item));
  const choices = call.items('choicelist').map((item) => asOperand(host, item));
  return conditions.reduceRight<Operand>(
    (rest, condition, i) => plainGate(host, ops.where, condition, choices[i] ?? constant(0), rest),
    call.operand('default'),
  );
});

const choose = define("a, choices, out=None, mode='raise'", (call) => {
  const { host } = call;
  const index = call.operand('a');
  const choices = call.items('choices').map((item) => asOperand(host, item));
  return choices.reduceRight<Operand>(
    (rest, choice, i) => plainGate(host, ops.where, plainGate(host, ops.equal, index, constant(i)), choice, rest),
    constant(0),
  );
});

/** Functions or values where conditions hold; one more than conditions is for the rest. */
const piecewise = define('x, condlist, funclist, *args, **kw', (call) => {
  const { host } = call;
  const x = call.operand('x');
  const given = call.value('condlist');
  const single = given instanceof Tensor && given.dtype === 'bool' && given.ndim === shapeOf(x).length;
  const conditions = (single ? [given] : call.items('condlist')).map((item) => asOperand(host, item));
  const results = call.items('funclist').map((item) => {
    const isCallable = item instanceof PyFunction || item instanceof Builtin || item instanceof BoundMethod;
    return asOperand(
      host,
      isCallable ? host.call(item, { positional: [x, ...call.rest], keywords: call.keywords }) : item,
    );
  });
  const rest = results[conditions.length] ?? constant(0);
  return conditions.reduceRight<Operand>(
    (other, condition, i) => plainGate(host, ops.where, condition, results[i] ?? constant(0), other),
    rest,
  );
});

/** What chooses between values by conditions. */
export const CHOOSING_FUNCTIONS: Definitions = { where, select, choose, piecewise };
