import type { Localize } from '../base/localize.ts';
import { readGradientName } from '../verify/gradientNames.ts';
import type { InputNote } from '../verify/unit.ts';

/** So many inputs are named: a pass with more of them is told by the first. */
const MAX_NAMED = 8;

/**
 * What a pass was checked with, and which part of the text said so: "Checked with x (7, 5) from the docstring; w (5, 3)
 * solved from the body." Empty where all values stand in the text.
 */
export function checkedWith(inputs: readonly InputNote[], t: Localize): string {
  const told = inputs.filter((input, i) => {
    const isFirst = inputs.findIndex(({ name }) => name === input.name) === i;
    return isFirst && input.text !== '…' && readGradientName(input.name) === null && !/cache|memory/i.test(input.name);
  });
  if (told.every(({ source }) => source === 'code')) return '';
  const groups = new Map<InputNote['source'], string[]>();
  for (const { name, text, source } of told.slice(0, MAX_NAMED)) {
    groups.set(source, [...(groups.get(source) ?? []), `\`${name}\` ${text}`]);
  }
  const parts = [...groups].map(([source, values]) => sourced(source, values.join(', '), t));
  return t('Checked with {0}.', parts.join('; '));
}

function sourced(source: InputNote['source'], values: string, t: Localize): string {
  switch (source) {
    case 'code':
      return t('{0} as the code says', values);
    case 'call':
      return t('{0} as in a call', values);
    case 'allocation':
      return t('{0} as it is allocated', values);
    case 'docstring':
      return t('{0} from the docstring', values);
    case 'comment':
      return t('{0} from a comment', values);
    case 'annotation':
      return t('{0} from an annotation', values);
    case 'solved':
      return t('{0} solved from the body', values);
    case 'user':
      return t('{0} as you set it', values);
  }
}
