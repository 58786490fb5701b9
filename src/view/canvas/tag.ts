import { nothing, svg, type SVGTemplateResult } from 'lit';
import { numberText } from '../../core/base/numberText.ts';
import type { Payload } from '../../core/circuit/circuit.ts';
import type { Tag } from '../../core/layout/picture.ts';
import {
  CAPTION_SIZE,
  CELL_SIZE,
  cellWidth,
  GRADIENT_SIGN,
  gridText,
  NAME_SIZE,
  NUMBER_SIZE,
  tagParts,
  type TagParts,
} from '../../core/layout/tagParts.ts';
import { payloadText } from '../model/payload.ts';
import { t } from '../texts.ts';
import type { Drawing } from './drawing.ts';
import { heatOf } from './heat.ts';

type Nothing = typeof nothing;
type Side = 'value' | 'gradient';

interface Shown {
  readonly side: Side;
  readonly payload: Payload;
  readonly text: string | null;
  readonly top: number;
}

/** Rounded to whole screen pixels at scale 1, so that small text stays crisp. */
function px(value: number): number {
  return Math.round(value * 2) / 2;
}

function drawText(shown: Shown, text: string, parts: TagParts): SVGTemplateResult {
  const y = px(shown.top + parts.blockHeight / 2);
  return shown.side === 'value'
    ? svg`<text class="value" x=${parts.blockX} y=${y} font-size=${NUMBER_SIZE}>${text}</text>`
    : svg`<text class="gradient" x=${parts.blockX} y=${y} font-size=${NUMBER_SIZE}><tspan class="sign">${GRADIENT_SIGN} </tspan>${text}</text>`;
}

function drawGrid(shown: Shown, tag: Tag, parts: TagParts): SVGTemplateResult {
  const rows = gridText(shown.payload);
  const width = cellWidth(tag);
  const height = parts.blockHeight / Math.max(rows.length, 1);
  const cells = rows.flatMap((row, r) =>
    row.map((cell, c) => {
      const x = parts.blockX + (c + 1) * width - 4;
      return svg`<text class=${shown.side} x=${x} y=${px(shown.top + (r + 0.5) * height)} font-size=${CELL_SIZE} text-anchor="end">${cell}</text>`;
    }),
  );
  return svg`${outline(shown, parts)}${cells}`;
}

function outline(shown: Shown, parts: TagParts): SVGTemplateResult {
  return svg`<rect class="outline ${shown.side}" x=${parts.blockX} y=${shown.top} width=${parts.blockWidth} height=${parts.blockHeight} rx="2" />`;
}

function drawHeat(shown: Shown, parts: TagParts, drawing: Drawing): SVGTemplateResult {
  const url = heatOf(shown.payload, drawing.palette);
  return svg`<image class="heat" href=${url} x=${parts.blockX} y=${shown.top} width=${parts.blockWidth} height=${parts.blockHeight} preserveAspectRatio="none" />${outline(shown, parts)}`;
}

function tooltip(shown: Shown): string {
  const text = payloadText(shown.payload);
  return shown.side === 'value' ? t('value (forward): {0}', text) : t('gradient (backward): {0}', text);
}

function drawSide(shown: Shown | null, tag: Tag, parts: TagParts, drawing: Drawing): SVGTemplateResult | Nothing {
  if (shown === null) return nothing;
  const isArray = shown.payload.kind === 'array' && tag.display !== 'text';
  const empty = shown.payload.kind === 'array' && shown.payload.data.length === 0;
  if (empty) return nothing;
  if (!isArray) return drawText(shown, shown.text ?? payloadText(shown.payload), parts);
  const body = tag.display === 'grid' ? drawGrid(shown, tag, parts) : drawHeat(shown, parts, drawing);
  return svg`<g><title>${tooltip(shown)}</title>${body}</g>`;
}

/** The value, unless the replay has not come to it yet. */
function valueOf(tag: Tag, parts: TagParts, drawing: Drawing): Shown | null {
  const known = drawing.moment === null || drawing.moment.valued.has(tag.box);
  if (!known || tag.value === null) return null;
  return { side: 'value', payload: tag.value, text: tag.valueText, top: parts.valueTop };
}

/** The gradient, or what the replay has gathered of it: a sum that waits for more ends in `+ …`. */
function gradientOf(tag: Tag, parts: TagParts, drawing: Drawing): Shown | null {
  const shown = (payload: Payload, text: string | null): Shown => ({
    side: 'gradient',
    payload,
    text,
    top: parts.gradientTop,
  });
  if (drawing.moment === null) return tag.gradient === null ? null : shown(tag.gradient, tag.gradientText);
  const gathered = drawing.moment.gradients.get(tag.box);
  if (gathered === undefined) return null;
  if (gathered.complete) return shown(gathered.payload, tag.gradientText);
  const partial = gathered.payload.kind === 'scalar' ? `${numberText(gathered.payload.value)} + …` : null;
  return shown(gathered.payload, partial);
}

function drawName(tag: Tag, parts: TagParts): SVGTemplateResult | Nothing {
  if (tag.name === null) return nothing;
  return svg`<text class="name" x=${parts.nameX} y=${tag.y} font-size=${NAME_SIZE} text-anchor="middle">${tag.name}</text>`;
}

function drawCaptions(
  tag: Tag,
  parts: TagParts,
  value: Shown | null,
  gradient: Shown | null,
): SVGTemplateResult | Nothing {
  if (tag.shapeText === null) return nothing;
  const more = gradient !== null && gradient.text?.endsWith('…') === true;
  return svg`
    ${value === null ? nothing : svg`<text class="caption" x=${parts.blockX} y=${parts.captionAbove} font-size=${CAPTION_SIZE}>${tag.shapeText}</text>`}
    ${gradient === null ? nothing : svg`<text class="caption gradient" x=${parts.blockX} y=${parts.captionBelow} font-size=${CAPTION_SIZE}>${GRADIENT_SIGN}${more ? ' + …' : ''}</text>`}`;
}

/** Name, value, gradient and shape of what flows along a wire. */
export function drawTag(tag: Tag, drawing: Drawing): SVGTemplateResult {
  const parts = tagParts(tag);
  const value = valueOf(tag, parts, drawing);
  const gradient = gradientOf(tag, parts, drawing);
  return svg`<g class="tag" data-id=${tag.box}>
    ${drawName(tag, parts)}
    ${drawSide(value, tag, parts, drawing)}
    ${drawSide(gradient, tag, parts, drawing)}
    ${drawCaptions(tag, parts, value, gradient)}
  </g>`;
}
