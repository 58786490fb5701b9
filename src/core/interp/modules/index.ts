import { bindTable, type BuiltinTable } from '../builtins/table.ts';
import { OBJECT } from '../exceptions.ts';
import { dtypeNamed } from '../numpy/dtypes.ts';
import { Num } from '../../tape/tensor.ts';
import type { Runtime } from '../runtime.ts';
import { Builtin, PyList, PyModule, PyTuple, type Value } from '../values.ts';
import { collections } from './collections.ts';
import { copy } from './copy.ts';
import { dataclasses } from './dataclasses.ts';
import { functools, operator } from './functools.ts';
import { chainFrom, itertools } from './itertools.ts';
import { pathModule } from './paths.ts';

/** The modules of Python's library that are written here, by dotted name. */
const TABLES: Readonly<Record<string, BuiltinTable>> = {
  collections,
  itertools,
  functools,
  operator,
  copy,
  dataclasses,
};

/** Names under which other modules offer Python's built-in functions. */
const LIKE_BUILTINS = new Set([
  'builtins',
  '__builtin__',
  'past.builtins',
  'six.moves',
  'future.builtins',
  'past.utils',
]);

/** A module of Python's library; undefined when it is none that is written here. */
export function nativeModule(rt: Runtime, name: string): PyModule | undefined {
  const table = TABLES[name];
  if (table) return tableModule(rt, name, table);
  if (LIKE_BUILTINS.has(name)) return new PyModule(name, (attribute) => rt.builtins.get(attribute));
  switch (name) {
    case '__future__':
      return new PyModule(name, () => null);
    case 'time':
      return new PyModule(name, (attribute) => timeMember(rt, attribute));
    case 'sys':
      return membersModule(name, sysMembers(rt));
    case 'warnings':
      return new PyModule(name, (attribute) => new Builtin(`warnings.${attribute}`, () => null));
    case 'abc':
      return membersModule(
        name,
        new Map<string, Value>([
          ['ABC', OBJECT],
          ['ABCMeta', OBJECT],
          ['abstractmethod', identity],
          ['abstractproperty', rt.builtin('property')],
        ]),
      );
    case 'typing':
      return new PyModule(name, typingMember);
    case 'numbers':
      return membersModule(name, NUMBER_KINDS);
    case 'tqdm':
    case 'tqdm.auto':
    case 'tqdm.notebook':
      return membersModule(name, tqdmMembers(rt));
    default:
      return pathModule(rt, name);
  }
}

const identity = new Builtin('identity', ({ positional: [value = null] }) => value);

function membersModule(name: string, members: ReadonlyMap<string, Value>): PyModule {
  return new PyModule(name, (attribute) => members.get(attribute));
}

function tableModule(rt: Runtime, name: string, table: BuiltinTable): PyModule {
  const members = new Map<string, Value>(bindTable(rt, table, `${name}.`));
  if (name === 'itertools') {
    const fromIterable = new Builtin('itertools.chain.from_iterable', (args) => chainFrom(rt, args));
    const chain = members.get('chain');
    if (chain instanceof Builtin) {
      members.set(
        'chain',
        new Builtin(chain.name, chain.call, (attribute) => (attribute === 'from_iterable' ? fromIterable : undefined)),
      );
    }
  }
  return membersModule(name, members);
}

/** The kinds of number that `isinstance` is asked about, as NumPy's abstract dtypes. */
const NUMBER_KINDS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['Number', dtypeNamed('number')],
  ['Real', dtypeNamed('number')],
  ['Integral', dtypeNamed('integer')],
]);

/** Types are for readers: all of them are `object`, which `[…]` leaves as it is. */
function typingMember(attribute: string): Value {
  if (attribute === 'TYPE_CHECKING') return false;
  if (attribute === 'cast') return new Builtin('typing.cast', ({ positional: [, value = null] }) => value);
  if (attribute === 'TypeVar' || attribute === 'NewType') return new Builtin(`typing.${attribute}`, () => OBJECT);
  return OBJECT;
}

/** There is no clock inside a run: time goes by with its steps, so that a run is the same each time. */
function timeMember(rt: Runtime, attribute: string): Value | undefined {
  if (['time', 'clock', 'perf_counter', 'process_time', 'monotonic'].includes(attribute)) {
    return new Builtin(`time.${attribute}`, () => new Num(rt.budget.steps * 1e-6, false));
  }
  return attribute === 'sleep' ? new Builtin('time.sleep', () => null) : undefined;
}

function sysMembers(rt: Runtime): Map<string, Value> {
  const write = new Builtin('sys.stdout.write', ({ positional: [text = null] }) => {
    rt.print(rt.str(text));
    return null;
  });
  const stream = membersModule(
    'sys.stdout',
    new Map<string, Value>([
      ['write', write],
      ['flush', new Builtin('flush', () => null)],
    ]),
  );
  const version = rt.dialect === 2 ? [2, 7, 18] : [3, 11, 0];
  return new Map<string, Value>([
    ['version_info', new PyTuple([...version.map((part) => new Num(part, true)), 'final', new Num(0, true)])],
    ['version', version.join('.')],
    ['argv', new PyList([''])],
    ['path', new PyList([''])],
    ['maxsize', new Num(2 ** 63, true)],
    ['maxint', new Num(2 ** 63, true)],
    ['platform', 'linux'],
    ['stdout', stream],
    ['stderr', membersModule('sys.stderr', new Map<string, Value>([['write', new Builtin('write', () => null)]]))],
    ['exit', rt.builtin('exit')],
  ]);
}

/** `tqdm(range(n))` shows progress and is otherwise what it is given. */
function tqdmMembers(rt: Runtime): Map<string, Value> {
  return new Map<string, Value>([
    ['tqdm', identity],
    ['tqdm_notebook', identity],
    ['trange', new Builtin('tqdm.trange', (args) => rt.call(rt.builtin('range'), { ...args, keywords: new Map() }))],
  ]);
}
