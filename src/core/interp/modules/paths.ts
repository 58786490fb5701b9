import type { Runtime } from '../runtime.ts';
import { Builtin, PyDict, PyList, PyModule, type Value } from '../values.ts';

/**
 * `os`, `os.path` and `pathlib` over a disk on which there is nothing: scripts ask where they stand and where their modules
 * lie (`sys.path.append(os.path.dirname(__file__))`). Names are put together, no file is there, none is read or written.
 */
export function pathModule(rt: Runtime, name: string): PyModule | undefined {
  if (name === 'os.path') return osPath(rt);
  if (name === 'os') return new PyModule(name, (attribute) => osMember(rt, attribute));
  if (name !== 'pathlib') return undefined;
  return new PyModule(name, (attribute) => (/^(?:Pure\w*)?Path$/.test(attribute) ? place : undefined));
}

function osMember(rt: Runtime, attribute: string): Value | undefined {
  const values: Readonly<Record<string, Value>> = { sep: '/', pardir: '..', curdir: '.', name: 'posix', linesep: '\n' };
  if (attribute in values) return values[attribute];
  if (attribute === 'path') return osPath(rt);
  if (attribute === 'environ') return new PyDict();
  if (attribute === 'getcwd') return constant('os.getcwd', '.');
  if (attribute === 'listdir') return new Builtin('os.listdir', () => new PyList([]));
  if (/^(?:make|ch)dirs?$|^mkdir$|^putenv$/.test(attribute)) return constant(`os.${attribute}`, null);
  return undefined;
}

function osPath(rt: Runtime): PyModule {
  return new PyModule('os.path', (attribute) => {
    const name = `os.path.${attribute}`;
    if (attribute === 'join')
      return new Builtin(name, ({ positional }) => positional.map((part) => rt.str(part)).join('/'));
    if (/^(?:exists|isfile|isdir)$/.test(attribute)) return constant(name, false);
    if (attribute === 'dirname') return onText(rt, name, (text) => text.replace(/\/?[^/]*$/, ''));
    if (attribute === 'basename') return onText(rt, name, (text) => text.replace(/^.*\//, ''));
    if (/^(?:abspath|realpath|normpath|expanduser)$/.test(attribute)) return onText(rt, name, (text) => text);
    return undefined;
  });
}

function constant(name: string, value: Value): Builtin {
  return new Builtin(name, () => value);
}

function onText(rt: Runtime, name: string, change: (text: string) => string): Builtin {
  return new Builtin(name, ({ positional: [path = ''] }) => change(rt.str(path)));
}

/** A path, its parents and what is put together with it: all of them the one place that there is. */
const place: Builtin = new Builtin(
  'Path',
  () => place,
  (attribute) => {
    if (/^(?:exists|is_file|is_dir)$/.test(attribute)) return constant(attribute, false);
    return /^(?:parents?|resolve|absolute|cwd|home|joinpath|expanduser)$/.test(attribute) ? place : undefined;
  },
);
