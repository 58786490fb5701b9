import type { Localize } from '../base/localize.ts';
import { english } from '../base/localize.ts';
import { numberText } from '../base/numberText.ts';
import type { Circuit, Payload } from '../circuit/circuit.ts';
import { formatShape } from '../ndarray/formatShape.ts';
import { heatMap, palettes, type Palette } from './heatMap.ts';
import type { Box, Frame, Picture, Tag, WirePath } from './picture.ts';
import {
  CAPTION_SIZE,
  CELL_SIZE,
  cellWidth,
  GRADIENT_SIGN,
  gridText,
  NAME_SIZE,
  NUMBER_SIZE,
  tagParts,
  textWidth,
  type TagParts,
} from './tagParts.ts';
import { short, wirePath } from './wirePath.ts';

export interface SvgOptions {
  readonly theme: 'light' | 'dark';
  readonly title: string;
  /** Tells which box is the output, and what was left out. */
  readonly circuit?: Pick<Circuit, 'output' | 'groups' | 'omitted'>;
  readonly localize?: Localize;
}

const TITLE_HEIGHT = 34;
const MARGIN = 16;

interface Colors {
  readonly background: string;
  readonly ink: string;
  readonly muted: string;
  readonly wire: string;
  readonly gate: string;
  readonly input: string;
  readonly inputLine: string;
  readonly output: string;
  readonly value: string;
  readonly gradient: string;
  readonly frame: string;
  readonly warning: string;
  readonly heat: Palette;
}

/** Every text colour has a contrast of at least 4.5 to 1 on the background. */
const themes: Readonly<Record<SvgOptions['theme'], Colors>> = {
  light: {
    background: '#ffffff',
    ink: '#1f2328',
    muted: '#59636e',
    wire: '#6e7781',
    gate: '#f6f8fa',
    input: '#e7f1fb',
    inputLine: '#2f6fb0',
    output: '#8250df',
    value: '#116329',
    gradient: '#b3122b',
    frame: '#f8f9fb',
    warning: '#9a6700',
    heat: palettes.light,
  },
  dark: {
    background: '#1f1f1f',
    ink: '#e6e6e6',
    muted: '#a8a8a8',
    wire: '#8c8c8c',
    gate: '#2b2b2b',
    input: '#1d3146',
    inputLine: '#6cb0f5',
    output: '#b392f0',
    value: '#5fd37a',
    gradient: '#ff8080',
    frame: '#262626',
    warning: '#e2b340',
    heat: palettes.dark,
  },
};

/** A picture as one standalone SVG document that needs no fonts, scripts or other files. */
export function renderSvg(picture: Picture, options: SvgOptions): string {
  const colors = themes[options.theme];
  const t = options.localize ?? english;
  const output = outputBox(picture, options.circuit);
  const { title } = options;
  const width = Math.ceil(Math.max(picture.width, textWidth(title, 14) + 2 * MARGIN));
  const height = Math.ceil(picture.height + TITLE_HEIGHT);
  const body = [
    ...picture.frames.map((frame) => drawFrame(frame)),
    ...picture.wires.map((wire) => drawWire(wire)),
    ...picture.boxes.map((box) => drawBox(box, box.id === output, picture, t)),
    ...picture.tags.map((tag) => drawTag(tag, colors)),
  ];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escape(title)}</title>`,
    `<desc id="desc">${escape(description(picture, output, t))}</desc>`,
    `<style>${styles(colors)}</style>`,
    `<defs><marker id="arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 .5 8 4 0 7.5z" fill="${colors.wire}"/></marker></defs>`,
    `<rect class="background" width="100%" height="100%"/>`,
    `<text class="title" x="${String(MARGIN)}" y="22">${escape(title)}</text>`,
    legend(width, title, t),
    `<g transform="translate(0 ${String(TITLE_HEIGHT)})">`,
    ...body,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function styles(c: Colors): string {
  return [
    'text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;dominant-baseline:central}',
    `.background{fill:${c.background}}`,
    `.title{fill:${c.ink};font-size:14px;font-weight:600;dominant-baseline:auto}`,
    `.caption{fill:${c.muted};font-size:${String(CAPTION_SIZE)}px;dominant-baseline:auto}`,
    `.legend{font-size:11px;dominant-baseline:auto}`,
    `.wire{fill:none;stroke:${c.wire};stroke-width:1.3}`,
    `.dot{fill:${c.wire}}`,
    `.box{fill:${c.gate};stroke:${c.ink};stroke-width:1.2}`,
    `.input,.constant{fill:${c.input};stroke:${c.inputLine}}`,
    `.group{stroke-width:1.8}`,
    `.output{stroke:${c.output};stroke-width:2.6}`,
    `.trouble{stroke:${c.warning};stroke-width:2.6;stroke-dasharray:5 3}`,
    `.label{fill:${c.ink};text-anchor:middle}`,
    `.name{fill:${c.ink};font-size:${String(NAME_SIZE)}px;text-anchor:middle;stroke:${c.background};stroke-width:5;paint-order:stroke}`,
    `.value{fill:${c.value}}`,
    `.gradient{fill:${c.gradient};font-style:italic}`,
    `.edge{fill:none;stroke-width:1}.edge.value{stroke:${c.value}}.edge.gradient{stroke:${c.gradient}}`,
    `.frame{fill:${c.frame};stroke:${c.muted};stroke-dasharray:4 3}`,
    `.frame-label{fill:${c.muted};font-size:12px}`,
  ].join('\n');
}

/** What the two colours mean, at the top right where there is room for it. */
function legend(width: number, title: string, t: Localize): string {
  const [value, gradient] = [t('value'), t('gradient')];
  const text = `${value}  ${GRADIENT_SIGN} ${gradient}`;
  if (textWidth(title, 14) + textWidth(text, 11) + 4 * MARGIN > width) return '';
  return `<text class="legend" x="${String(width - MARGIN)}" y="21" text-anchor="end"><tspan class="value">${escape(value)}</tspan><tspan class="gradient" dx="14">${GRADIENT_SIGN} ${escape(gradient)}</tspan></text>`;
}

function outputBox(picture: Picture, circuit: SvgOptions['circuit']): string | null {
  if (!circuit) return null;
  if (picture.boxes.some((box) => box.id === circuit.output)) return circuit.output;
  return circuit.groups.find((group) => group.gates.includes(circuit.output))?.id ?? null;
}

function description({ boxes, tags }: Picture, output: string | null, t: Localize): string {
  const inputs = boxes.filter((box) => box.kind === 'input').map((box) => box.title);
  const gates = boxes.length - inputs.length;
  const result = tags.find((tag) => tag.box === output);
  const end = result?.valueText ?? result?.shapeText ?? '';
  return t('A circuit of {0} gates with the inputs {1}; its output is {2}.', gates, inputs.join(', '), end);
}

function drawFrame({ x, y, width, height, label }: Frame): string {
  return `<g><rect class="frame" ${rect(x, y, width, height)} rx="8"/><text class="frame-label" x="${short(x + 12)}" y="${short(y + 15)}">${escape(label)}</text></g>`;
}

function drawWire({ points, junctions }: WirePath): string {
  const dots = junctions.map(({ x, y }) => `<circle class="dot" cx="${short(x)}" cy="${short(y)}" r="3"/>`);
  return `<path class="wire" d="${wirePath(points)}" marker-end="url(#arrow)"/>${dots.join('')}`;
}

function drawBox(box: Box, isOutput: boolean, picture: Picture, t: Localize): string {
  const { x, y, width, height, kind } = box;
  const corner = kind === 'gate' ? Math.min(height / 2, 20) : kind === 'group' ? 9 : 4;
  const classes = ['box', kind, ...(isOutput ? ['output'] : []), ...(box.trouble ? ['trouble'] : [])].join(' ');
  const size = kind === 'gate' && Array.from(box.label).length <= 2 ? 18 : 15;
  const about = spoken(box, picture, t);
  return `<g role="img" aria-label="${escape(about)}"><title>${escape(about)}</title><rect class="${classes}" ${rect(x, y, width, height)} rx="${short(corner)}"/><text class="label" font-size="${String(size)}" x="${short(x + width / 2)}" y="${short(y + height / 2)}">${escape(box.label)}</text></g>`;
}

/** What a screen reader says of a box, and the pointer shows. */
function spoken(box: Box, { tags }: Picture, t: Localize): string {
  const tag = tags.find((candidate) => candidate.box === box.id);
  const name = tag?.name && tag.name !== box.title ? `${tag.name} = ${box.title}` : box.title;
  const parts = [name];
  if (tag?.value) parts.push(t('value {0}', payloadText(tag.value)));
  if (tag?.gradient) parts.push(t('gradient {0}', payloadText(tag.gradient)));
  return parts.join(', ');
}

function payloadText(payload: Payload): string {
  return payload.kind === 'scalar' ? numberText(payload.value) : formatShape(payload.shape);
}

function drawTag(tag: Tag, colors: Colors): string {
  const parts = tagParts(tag);
  const pieces = [
    tag.name === null
      ? ''
      : `<text class="name" x="${short(parts.nameX)}" y="${short(tag.y)}">${escape(tag.name)}</text>`,
    drawSide('value', tag, parts, colors),
    drawSide('gradient', tag, parts, colors),
  ];
  return `<g>${pieces.join('')}</g>`;
}

function drawSide(side: 'value' | 'gradient', tag: Tag, parts: TagParts, colors: Colors): string {
  const payload = tag[side];
  if (!payload) return '';
  const top = side === 'value' ? parts.valueTop : parts.gradientTop;
  if (tag.display === 'text' || payload.kind === 'scalar') return drawNumber(side, tag, parts, top);
  const inside =
    tag.display === 'grid' ? drawGrid(side, payload, tag, parts, top) : drawHeat(payload, parts, top, colors);
  const caption = side === 'value' ? (tag.shapeText ?? '') : GRADIENT_SIGN;
  const captionY = side === 'value' ? parts.captionAbove : parts.captionBelow;
  const captionClass = side === 'value' ? 'caption' : 'caption gradient';
  return `${inside}<rect class="edge ${side}" ${rect(parts.blockX, top, parts.blockWidth, parts.blockHeight)} rx="2"/><text class="${captionClass}" x="${short(parts.blockX)}" y="${short(captionY)}">${escape(caption)}</text>`;
}

function drawNumber(side: 'value' | 'gradient', tag: Tag, parts: TagParts, top: number): string {
  const text = side === 'value' ? tag.valueText : tag.gradientText;
  if (text === null) return '';
  const shown = side === 'value' ? text : `${GRADIENT_SIGN} ${text}`;
  return `<text class="${side}" font-size="${String(NUMBER_SIZE)}" x="${short(parts.blockX)}" y="${short(top + parts.blockHeight / 2)}">${escape(shown)}</text>`;
}

function drawGrid(side: string, payload: Payload, tag: Tag, parts: TagParts, top: number): string {
  const rows = gridText(payload);
  const width = cellWidth(tag);
  const height = parts.blockHeight / Math.max(rows.length, 1);
  return rows
    .flatMap((row, r) =>
      row.map((cell, c) => {
        const [x, y] = [parts.blockX + (c + 1) * width - 4, top + (r + 0.5) * height];
        return `<text class="${side}" font-size="${String(CELL_SIZE)}" text-anchor="end" x="${short(x)}" y="${short(y)}">${escape(cell)}</text>`;
      }),
    )
    .join('');
}

/** One rectangle for each run of equal colours in a row. */
function drawHeat(payload: Payload, parts: TagParts, top: number, colors: Colors): string {
  const map = heatMap(payload, colors.heat);
  const [width, height] = [parts.blockWidth / map.columns, parts.blockHeight / map.rows];
  const cells: string[] = [];
  for (let row = 0; row < map.rows; row++) {
    for (let start = 0, end = 1; start < map.columns; start = end, end = start + 1) {
      const color = map.colors[row * map.columns + start] ?? '';
      while (end < map.columns && map.colors[row * map.columns + end] === color) end++;
      const place = rect(parts.blockX + start * width, top + row * height, (end - start) * width, height);
      cells.push(`<rect ${place} fill="${color}"/>`);
    }
  }
  return `<g shape-rendering="crispEdges">${cells.join('')}</g>`;
}

function rect(x: number, y: number, width: number, height: number): string {
  return `x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}"`;
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char);
}
