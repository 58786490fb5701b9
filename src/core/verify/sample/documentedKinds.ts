import type { ClassDef, FunctionDef, Module } from '../../syntax/ast.ts';
import type { Dimensions } from './dimensions.ts';
import { scalarByName } from './options.ts';
import type { Scenario } from './scenario.ts';
import type { Spec } from './spec.ts';

/** What a docstring says about a parameter beside a shape: `tuple (height, width)`, `int`, `a real number`. */
export type DocumentedKinds = ReadonlyMap<string, string>;

/** The descriptions of parameters in the docstring of a function and, for a constructor, in that of its class. */
export function documentedKinds(def: FunctionDef, callee: string, module: Module): DocumentedKinds {
  const found = new Map<string, string>();
  const names = new Set(def.params.positional.map(({ name }) => name));
  const texts = [def.docstring?.text, def.name === '__init__' ? classOf(module, callee)?.docstring?.text : undefined];
  for (const line of texts.flatMap((text) => text?.split('\n') ?? [])) {
    const [, name = '', description = ''] = ENTRY.exec(line) ?? [];
    if (names.has(name) && !found.has(name) && description !== '') found.set(name, description);
  }
  return found;
}

/** `- name: text`, `name -- text`, `name (type): text`, `:param name: text`, `@param name text`. */
const ENTRY = /^\s*(?:[-*•]\s*|[:@]param\s+)?`*(\w+)`*\s*(?::|--|–|(?=\(\w))\s*(.*)$/;

function classOf(module: Module, name: string): ClassDef | undefined {
  return module.body.find(
    (statement): statement is ClassDef => statement.kind === 'ClassDef' && statement.name === name,
  );
}

const ARRAYS = /array|matri[xc]|vector|tensor|shape|dimension|batch|ndarray|向量|矩阵|数组/i;

/** The spec that a description asks for; null where it speaks of an array or of nothing that is known. */
export function specFromDescription(
  name: string,
  description: string,
  dimensions: Dimensions,
  scenario: Scenario,
): Spec | null {
  const text = description.replace(/^\(|`/g, '').trim();
  if (/^tuple\b/i.test(text)) return tupleSpec(name, text, dimensions, scenario);
  if (ARRAYS.test(text)) return null;
  if (/^(?:int|integer)\b/i.test(text))
    return scalarByName(name, scenario) ?? { kind: 'int', length: dimensions.named(name) };
  if (/^(?:function|callable)\b/i.test(text)) return { kind: 'callable' };
  if (!/^(?:an? |the )?(?:float|scalar|real[- ](?:number|valued?))\b|\ba real number\b/i.test(text)) return null;
  // Distinct numbers, so that one can never be taken for another.
  return (
    scalarByName(name, scenario) ?? { kind: 'number', value: dimensions.resolve(dimensions.fresh()) / 10, isInt: false }
  );
}

/** `tuple (filter_height, filter_width)` names its lengths; else the parameter's own name says what they are. */
function tupleSpec(name: string, text: string, dimensions: Dimensions, scenario: Scenario): Spec {
  const stated = /\(\s*([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)+)\s*,?\s*\)/.exec(text)?.[1]?.split(/\s*,\s*/);
  const names = stated ?? namesOf(name);
  const items = names.map((entry): Spec => {
    return scalarByName(entry, scenario) ?? { kind: 'int', length: dimensions.named(entry) };
  });
  return { kind: 'list', items, isTuple: true };
}

function namesOf(name: string): string[] {
  if (/pad/i.test(name)) return ['pad_height', 'pad_width'];
  if (/stride/i.test(name)) return ['stride_height', 'stride_width'];
  if (/pool/i.test(name)) return ['pool_height', 'pool_width'];
  if (/filter|kernel|window/i.test(name)) return ['kh', 'kw'];
  return /^size$/i.test(name) ? ['s', 's'] : ['C', 'H', 'W'];
}
