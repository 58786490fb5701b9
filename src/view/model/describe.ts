import { listText, t } from '../texts.ts';
import { payloadText } from './payload.ts';
import { nameOf, type Part, type Scene } from './scene.ts';

/** The name of an input of a part, for sentences. */
export function inputName(scene: Scene, id: string): string {
  const part = scene.parts.get(id);
  if (part !== undefined) return nameOf(part);
  const gate = scene.circuit.gates.find((candidate) => candidate.id === id);
  return gate?.name ?? gate?.label ?? id;
}

/** `multiply gate f`, `input x`, `constant 2`, `sigmoid group s`. */
export function titleOf(part: Part): string {
  if (part.kind === 'input') return t('input {0}', nameOf(part));
  if (part.kind === 'constant') return t('constant {0}', part.label);
  const named = part.name ?? '';
  const op = part.op.replaceAll('_', ' ');
  return (part.kind === 'group' ? t('{0} group {1}', op, named) : t('{0} gate {1}', op, named)).trim();
}

/** Everything about a box in one sentence, for screen readers. */
export function describe(scene: Scene, part: Part): string {
  const facts = [titleOf(part)];
  if (part.kind === 'group') facts.push(t('folded'));
  facts.push(part.value === null ? t('value overwritten') : t('value {0}', payloadText(part.value)));
  facts.push(part.gradient === null ? t('no gradient') : t('gradient {0}', payloadText(part.gradient)));
  const inputs = part.inputs.map((id) => inputName(scene, id));
  if (inputs.length === 1) facts.push(t('input {0}', inputs.join()));
  if (inputs.length > 1) facts.push(t('inputs {0}', listText(inputs)));
  const trouble = troubleText(part);
  if (trouble !== null) facts.push(trouble);
  return facts.join(', ');
}

/** Where a NaN or infinity began, or null. */
export function troubleText(part: Part): string | null {
  if (part.trouble === null) return null;
  return part.trouble === 'value'
    ? t('a NaN or infinity first appears in this value')
    : t('a NaN or infinity first appears in this gradient');
}
