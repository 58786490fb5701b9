import type { ClassDef, FunctionDef, Lambda, Parameter } from '../../syntax/ast.ts';
import type { Code, CodeBody, CodeParameter } from '../code.ts';
import { NORMAL, Frame, type Exec, type Run } from '../frame.ts';
import { buildClass } from '../classes.ts';
import { namesOfBody, namesOfFunction } from '../scopes.ts';
import { BindingPlace } from '../trace.ts';
import { Descriptor, type PyClass, PyFunction, Scope, Unsupported, type Value } from '../values.ts';
import type { Context } from './context.ts';
import { writer } from './names.ts';

/** Compiles the making of a function: its defaults are evaluated then, its body is compiled at the first call. */
export function makeFunction(c: Context, def: FunctionDef | Lambda, name: string): (frame: Frame) => PyFunction {
  const { rt, file } = c.unit;
  const defaults = defaultsOf(c, def);
  const compile = (): Code => codeOf(c, def);
  return (frame) => {
    if (!rt.codes.has(def)) rt.codes.set(def, compile);
    const values = defaults.length === 0 ? NO_DEFAULTS : new Map<string, Value>();
    for (const { name: parameterName, run } of defaults) values.set(parameterName, run(frame));
    return new PyFunction(name, def, enclosing(c, frame), values, file);
  };
}

/** The default of a parameter, to be evaluated. */
interface Default {
  readonly name: string;
  readonly run: Run;
}

function defaultsOf(c: Context, { params: { positional, keywordOnly } }: FunctionDef | Lambda): Default[] {
  const defaults: Default[] = [];
  const add = ({ name, default: value }: Parameter): void => {
    if (value) defaults.push({ name, run: c.expression(value) });
  };
  for (const parameter of positional) add(parameter);
  for (const parameter of keywordOnly) add(parameter);
  return defaults;
}

function codeOf(c: Context, def: FunctionDef | Lambda): Code {
  const { file, trace } = c.unit;
  const { positional, keywordOnly, rest, keywordRest } = def.params;
  const plain = ({ name, span }: Parameter): CodeParameter => ({
    name,
    site: c.site(span),
    place: new BindingPlace('parameter', null, span, file),
  });
  return {
    positional: positional.map(plain),
    keywordOnly: keywordOnly.map(plain),
    rest: rest && plain(rest),
    keywordRest: keywordRest && plain(keywordRest),
    body: bodyOf(c, def),
    file,
    trace,
  };
}

const NO_DEFAULTS = new Map<string, Value>();

/** Methods do not see the names of the class body they stand in. */
function enclosing(c: Context, frame: Frame): Scope {
  return c.kind === 'class' ? (frame.scope.parent ?? frame.scope) : frame.scope;
}

function bodyOf(c: Context, def: FunctionDef | Lambda): CodeBody {
  const names = namesOfFunction(def);
  const inner = c.nested('function', names);
  if (def.kind === 'Lambda') return { kind: 'expression', run: inner.expression(def.body) };
  if (names.isGenerator) return { kind: 'generator', steps: inner.steps(def.body) };
  return { kind: 'statements', exec: inner.body(def.body) };
}

export function lambda(c: Context, expr: Lambda): Run {
  const make = c.makeFunction(expr, '<lambda>');
  return (frame) => c.unit.observed.note(expr.id, make(frame));
}

export function functionStatement(c: Context, statement: FunctionDef): Exec {
  const make = c.makeFunction(statement, statement.name);
  return defining(c, statement, make);
}

export function classStatement(c: Context, statement: ClassDef): Exec {
  return defining(c, statement, c.makeClass(statement));
}

function defining(c: Context, statement: FunctionDef | ClassDef, make: Run): Exec {
  const { rt } = c.unit;
  const write = writer(c, statement.name);
  if (statement.decorators.length === 0) {
    return (frame) => {
      write(frame, make(frame));
      return NORMAL;
    };
  }
  const site = c.site(statement.nameSpan);
  const decorators = statement.decorators.map((decorator) => c.expression(decorator)).toReversed();
  return (frame) => {
    let value = make(frame);
    for (const decorator of decorators) {
      rt.budget.place = site;
      value = decorate(c, decorator, value, frame);
    }
    write(frame, value);
    return NORMAL;
  };
}

/** Decorators that we do not know leave the function as it is: most of them register, cache or compile it. */
function decorate(c: Context, decorator: Run, value: Value, frame: Frame): Value {
  const { rt } = c.unit;
  let callee: Value;
  try {
    callee = decorator(frame);
  } catch (error) {
    if (rt.raised(error)) return value;
    throw error;
  }
  if (callee instanceof Unsupported) return value;
  const result = rt.invoke(callee, value);
  return result instanceof Unsupported ? value : result;
}

export function makeClass(c: Context, def: ClassDef): Run {
  const { rt } = c.unit;
  const bases = def.bases.map((base) => c.expression(base));
  const inner = c.nested('class', namesOfBody(def.body));
  const body = inner.body(def.body);
  const site = c.site(def.nameSpan);
  return (frame) => {
    const given = bases.map((base) => base(frame));
    const scope = new Scope(frame.scope);
    body(new Frame(scope, frame.number, frame.functionName, frame.fn));
    rt.budget.place = site;
    const cls = buildClass(rt, def, given, scope.names);
    for (const member of cls.members.values()) own(cls, member);
    return cls;
  };
}

function own(cls: PyClass, member: Value): void {
  if (member instanceof PyFunction) member.owner ??= cls;
  else if (member instanceof Descriptor) {
    own(cls, member.get);
    own(cls, member.set);
  }
}
