import { nothing, svg, type SVGTemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { Box } from '../../core/layout/picture.ts';
import { textWidth } from '../../core/layout/tagParts.ts';
import { describe } from '../model/describe.ts';
import { t } from '../texts.ts';
import type { Drawing } from './drawing.ts';

const LABEL_SIZE = 14;
const SYMBOL_SIZE = 18;
const LABEL_ROOM = 8;
/** How far the focus ring and the cursor's mark stand off the box. */
const RING = 4;

/** The largest font that fits the label into the box. */
function labelSize(box: Box): number {
  const wanted = Array.from(box.label).length <= 2 && box.kind === 'gate' ? SYMBOL_SIZE : LABEL_SIZE;
  const width = textWidth(box.label, wanted);
  return Math.min(wanted, (wanted * Math.max(8, box.width - LABEL_ROOM)) / Math.max(width, 1));
}

function cornerOf(box: Box): number {
  if (box.kind === 'gate') return Math.min(box.height / 2, Math.abs(box.width - box.height) < 8 ? Infinity : 12);
  return box.kind === 'group' ? 8 : 4;
}

function unfoldButton(box: Box): SVGTemplateResult {
  return svg`<g class="fold-button" data-unfold=${box.id} transform="translate(${box.x + box.width} ${box.y})">
    <title>${t('Unfold {0} (Space)', box.label)}</title>
    <circle r="8" /><path d="M-4 0h8M0 -4v8" />
  </g>`;
}

function troubleBadge(box: Box): SVGTemplateResult {
  return svg`<g class="trouble-badge" transform="translate(${box.x - 1} ${box.y - 1})">
    <path d="M0 -8 8 6H-8z" /><path class="mark" d="M0 -3v4M0 3v1" />
  </g>`;
}

function stateOf(box: Box, drawing: Drawing): Record<string, boolean> {
  const { moment } = drawing;
  const active = moment?.active.has(box.id) ?? false;
  return {
    box: true,
    [`box-${box.kind}`]: true,
    selected: drawing.selected === box.id,
    marked: drawing.marked.has(box.id),
    waiting: moment !== null && !moment.valued.has(box.id),
    'active-forward': active && moment?.step.pass === 'forward',
    'active-backward': active && moment?.step.pass === 'backward',
  };
}

const labels = new WeakMap<object, string>();

function labelOf(drawing: Drawing, id: string): string {
  const part = drawing.scene.parts.get(id);
  if (part === undefined) return id;
  const known = labels.get(part);
  if (known !== undefined) return known;
  const label = describe(drawing.scene, part);
  labels.set(part, label);
  return label;
}

/** A gate, an input or a folded group. */
export function drawBox(box: Box, drawing: Drawing): SVGTemplateResult {
  const corner = cornerOf(box);
  return svg`<g
      class=${classMap(stateOf(box, drawing))}
      data-id=${box.id}
      role="graphics-object"
      aria-roledescription=${box.kind === 'input' || box.kind === 'constant' ? t('input') : t('gate')}
      aria-label=${labelOf(drawing, box.id)}
      aria-current=${drawing.selected === box.id ? 'true' : nothing}
      tabindex=${drawing.tabStop === box.id ? '0' : '-1'}
    >
    <title>${box.title}</title>
    <rect class="ring" x=${box.x - RING} y=${box.y - RING} width=${box.width + 2 * RING} height=${box.height + 2 * RING} rx=${corner + RING} />
    ${box.kind === 'group' ? svg`<rect class="shadow" x=${box.x + 3} y=${box.y + 3} width=${box.width} height=${box.height} rx=${corner} />` : nothing}
    <rect class="shape" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx=${corner} />
    <text class="label" x=${box.x + box.width / 2} y=${box.y + box.height / 2} font-size=${labelSize(box)}>${box.label}</text>
    ${box.trouble === null ? nothing : troubleBadge(box)}
    ${box.kind === 'group' ? unfoldButton(box) : nothing}
  </g>`;
}
