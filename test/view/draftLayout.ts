import { numberText } from '../../src/core/base/numberText.ts';
import type { Circuit, Payload } from '../../src/core/circuit/circuit.ts';
import type { Box, Frame, Picture, Point, Tag, WirePath } from '../../src/core/layout/picture.ts';
import { tableShape, tagSize, textWidth, type TagContent } from '../../src/core/layout/tagParts.ts';

const GAP = 26;
const ROW_GAP = 22;
const PAD = 20;

interface Cell {
  readonly box: Box;
  readonly content: TagContent;
  readonly tag: { width: number; height: number };
  readonly inputs: readonly string[];
  readonly group: string | null;
  column: number;
  y: number;
}

function display(value: Payload | null): TagContent['display'] {
  if (value?.kind !== 'array') return 'text';
  const { rows, columns } = tableShape(value.shape);
  return rows <= 4 && columns <= 4 ? 'grid' : 'heat';
}

function contentOf(name: string | null, value: Payload | null, gradient: Payload | null): TagContent {
  const text = (payload: Payload | null): string | null =>
    payload?.kind === 'scalar' ? numberText(payload.value) : null;
  const shape = value?.kind === 'array' ? `(${value.shape.join(', ')}${value.shape.length === 1 ? ',' : ''})` : null;
  return {
    name,
    valueText: text(value),
    gradientText: text(gradient),
    value,
    gradient,
    shapeText: shape,
    display: display(value),
  };
}

function cellsOf(circuit: Circuit, folded: readonly string[]): Map<string, Cell> {
  const hidden = new Map(
    circuit.groups
      .filter((group) => folded.includes(group.id))
      .flatMap((group) => group.gates.map((gate) => [gate, group] as const)),
  );
  const boxOf = (id: string): string => hidden.get(id)?.id ?? id;
  const cells = new Map<string, Cell>();
  for (const gate of circuit.gates) {
    const group = hidden.get(gate.id);
    if (group !== undefined && group.output !== gate.id) continue;
    const kind =
      group !== undefined ? 'group' : gate.op === 'input' ? 'input' : gate.op === 'constant' ? 'constant' : 'gate';
    const whole = group?.label ?? gate.label;
    const label = Array.from(whole).length > 18 ? `${whole.slice(0, 17)}…` : whole;
    const round = kind === 'gate' && label.length <= 3;
    const width = round ? 38 : Math.max(38, Math.ceil(textWidth(label, 14)) + 18);
    const content = contentOf(kind === 'input' || kind === 'constant' ? null : gate.name, gate.value, gate.gradient);
    cells.set(boxOf(gate.id), {
      box: {
        id: boxOf(gate.id),
        kind,
        x: 0,
        y: 0,
        width,
        height: kind === 'input' || kind === 'constant' ? 28 : 38,
        label,
        title: whole,
        trouble: gate.trouble,
      },
      content,
      tag: tagSize(content),
      inputs: (group?.inputs ?? gate.inputs).map(boxOf),
      group: gate.group,
      column: 0,
      y: 0,
    });
  }
  return cells;
}

/** A plain layered layout, so that the panel can be looked at without the real one. */
export function draftLayout(circuit: Circuit, folded: readonly string[] = []): Picture {
  const cells = cellsOf(circuit, folded);
  for (const cell of cells.values()) {
    cell.column = cell.inputs.reduce((most, id) => Math.max(most, (cells.get(id)?.column ?? 0) + 1), 0);
  }
  for (const cell of [...cells.values()].reverse()) {
    const users = [...cells.values()].filter((other) => other.inputs.includes(cell.box.id));
    if (cell.inputs.length === 0 && users.length > 0) cell.column = Math.min(...users.map((user) => user.column)) - 1;
  }
  const columns: Cell[][] = [];
  for (const cell of cells.values()) (columns[cell.column] ??= []).push(cell);
  const placed: Cell[] = [];
  let x = PAD;
  const lefts: number[] = [];
  for (const column of columns) {
    lefts.push(x);
    const boxWidth = Math.max(...column.map((cell) => cell.box.width));
    const tagWidth = Math.max(...column.map((cell) => cell.tag.width));
    const height = (cell: Cell): number => Math.max(cell.box.height, cell.tag.height) + ROW_GAP;
    const wanted = (cell: Cell): number => {
      const ys = cell.inputs.map((id) => cells.get(id)?.y ?? 0);
      return ys.length === 0 ? Infinity : ys.reduce((a, b) => a + b, 0) / ys.length;
    };
    const order = column.map((cell) => ({ cell, at: wanted(cell) })).sort((a, b) => a.at - b.at);
    let top = PAD;
    for (const { cell, at } of order) {
      const y = Math.max(top + height(cell) / 2, at === Infinity ? 0 : at);
      cell.y = y;
      top = y + height(cell) / 2;
      placed.push({ ...cell, box: { ...cell.box, x: x + boxWidth - cell.box.width, y: y - cell.box.height / 2 } });
    }
    x += boxWidth + 8 + tagWidth + GAP + 4 * Math.min(column.length, 6);
  }
  return picture(circuit, folded, placed);
}

function picture(circuit: Circuit, folded: readonly string[], placed: readonly Cell[]): Picture {
  const byId = new Map(placed.map((cell) => [cell.box.id, cell]));
  const tags = placed.map((cell): Tag => ({
    ...cell.content,
    box: cell.box.id,
    x: cell.box.x + cell.box.width + 8,
    y: cell.y,
    ...cell.tag,
  }));
  const wires: WirePath[] = [];
  for (const cell of placed) {
    cell.inputs.forEach((input, port) => {
      const from = byId.get(input);
      if (from === undefined) return;
      const start: Point = { x: from.box.x + from.box.width, y: from.y };
      const share = (port + 1) / (cell.inputs.length + 1);
      const end: Point = {
        x: cell.box.x,
        y: cell.y + (cell.inputs.length === 1 ? 0 : (share - 0.5) * cell.box.height * 0.9),
      };
      const bend = from.box.x + from.box.width + 8 + from.tag.width + 12;
      const straight = Math.abs(start.y - end.y) < 1;
      const fork = placed.filter((other) => other.inputs.includes(input)).length > 1;
      wires.push({
        id: `${input}-${cell.box.id}-${String(port)}`,
        from: input,
        to: cell.box.id,
        points: straight ? [start, end] : [start, { x: bend, y: start.y }, { x: bend, y: end.y }, end],
        junctions: fork ? [{ x: bend, y: start.y }] : [],
      });
    });
  }
  const frames = circuit.groups
    .filter((group) => !folded.includes(group.id))
    .map((group): Frame => {
      const inside = placed.filter((cell) => cell.group === group.id);
      const left = Math.min(...inside.map((cell) => cell.box.x)) - 14;
      const top = Math.min(...inside.map((cell) => cell.y - Math.max(cell.box.height, cell.tag.height) / 2)) - 26;
      const right = Math.max(...inside.map((cell) => cell.box.x + cell.box.width + 8 + cell.tag.width)) + 6;
      const bottom = Math.max(...inside.map((cell) => cell.y + Math.max(cell.box.height, cell.tag.height) / 2)) + 10;
      return { id: group.id, x: left, y: top, width: right - left, height: bottom - top, label: group.label };
    });
  const right = Math.max(0, ...tags.map((tag) => tag.x + tag.width), ...frames.map((frame) => frame.x + frame.width));
  const bottom = Math.max(
    0,
    ...placed.map((cell) => cell.y + Math.max(cell.box.height, cell.tag.height) / 2),
    ...frames.map((frame) => frame.y + frame.height),
  );
  return { width: right + PAD, height: bottom + PAD, boxes: placed.map((cell) => cell.box), tags, wires, frames };
}
