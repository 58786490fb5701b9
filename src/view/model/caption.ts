import { numberText } from '../../core/base/numberText.ts';
import type { Payload } from '../../core/circuit/circuit.ts';
import { listText, t } from '../texts.ts';
import { inputName, titleOf } from './describe.ts';
import { contributions, type Moment } from './passes.ts';
import { shapeText } from './payload.ts';
import { nameOf, type Part, type Scene } from './scene.ts';

/** Most names a caption lists. */
const MOST = 4;

function short(payload: Payload | null): string {
  if (payload === null) return '?';
  return payload.kind === 'scalar' ? numberText(payload.value) : shapeText(payload.shape);
}

function several(items: readonly string[]): string {
  return items.length <= MOST
    ? listText(items)
    : t('{0} and {1} more', items.slice(0, MOST).join(', '), items.length - MOST);
}

function forwardCaption(scene: Scene, part: Part): string {
  const inputs = part.inputs.map((id) => {
    const value = scene.parts.get(scene.boxOf(id) ?? '')?.value ?? null;
    return `${inputName(scene, id)} = ${short(value)}`;
  });
  if (inputs.length === 0) return t('{0} gives {1}.', titleOf(part), short(part.value));
  return t('{0} takes {1} and gives {2}.', titleOf(part), several(inputs), short(part.value));
}

function sentText(scene: Scene, part: Part, index: number): string {
  const input = part.inputs[index] ?? '';
  const local = part.local[index];
  const to = inputName(scene, input);
  const downstream = short(local?.downstream ?? null);
  return local?.value?.kind === 'scalar' && part.gradient?.kind === 'scalar'
    ? t('{0} × {1} = {2} to {3}', short(part.gradient), short(local.value), downstream, to)
    : t('{0} to {1}', downstream, to);
}

function forkText(scene: Scene, part: Part, moment: Moment): string {
  const reached = new Set(contributions(scene, part).map(({ to }) => to));
  const forks = [...reached].filter((id) => (scene.outgoing.get(id)?.length ?? 0) > 1);
  const open = forks.filter((id) => moment.gradients.get(id)?.complete === false);
  const closed = forks.filter((id) => moment.gradients.get(id)?.complete === true);
  const name = (id: string): string => inputName(scene, id);
  const texts = [];
  if (open.length > 0) texts.push(t('More will be added to {0}: gradients add up at forks.', several(open.map(name))));
  if (closed.length > 0) {
    const sums = closed.map((id) => `${name(id)} = ${short(moment.gradients.get(id)?.payload ?? null)}`);
    texts.push(t('All uses are summed: gradient on {0}.', several(sums)));
  }
  return texts.join(' ');
}

function backwardCaption(scene: Scene, part: Part, moment: Moment): string {
  const sent = part.inputs.flatMap((_, index) => (part.local[index]?.downstream ? [sentText(scene, part, index)] : []));
  const head =
    sent.length === 0
      ? t('{0} has gradient {1} and passes nothing on.', titleOf(part), short(part.gradient))
      : t('{0} has gradient {1} and sends {2}.', titleOf(part), short(part.gradient), several(sent));
  return `${head} ${forkText(scene, part, moment)}`.trim();
}

/** What happens in this step, in a sentence or two. */
export function captionOf(scene: Scene, moment: Moment): string {
  const parts = moment.step.boxes.flatMap((id) => scene.parts.get(id) ?? []);
  const [part] = parts;
  if (part === undefined) return '';
  if (moment.step.kind === 'inputs') {
    return t(
      'The forward pass starts with {0}.',
      several(parts.map((leaf) => `${nameOf(leaf)} = ${short(leaf.value)}`)),
    );
  }
  if (moment.step.kind === 'seed') {
    return scene.circuit.seeded
      ? t('The backward pass starts at {0} with the given upstream gradient {1}.', nameOf(part), short(part.gradient))
      : t('The backward pass starts at {0}: its gradient on itself is {1}.', nameOf(part), short(part.gradient));
  }
  return moment.step.pass === 'forward' ? forwardCaption(scene, part) : backwardCaption(scene, part, moment);
}
