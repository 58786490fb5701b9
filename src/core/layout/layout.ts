import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPort } from 'elkjs/lib/elk.bundled.js';
import type { Circuit, Group } from '../circuit/circuit.ts';
import { measure, type Measured } from './measure.ts';
import type { Box, Frame, Picture, Point, Tag, WirePath } from './picture.ts';
import { visibleCircuit, type Visible, type VisibleNode } from './visible.ts';

/** Room between a box and its tag, and after the tag. */
const TAG_GAP = 8;
const MARGIN = 16;

export interface LayoutOptions {
  /** Ids of the groups to draw as one box. */
  readonly folded: ReadonlySet<string>;
}

/**
 * Lays a circuit out from left to right with orthogonal wires. A node's tag is part of its ELK node, to the right of the
 * box, so that nothing is ever put on top of it. Deterministic for the same circuit.
 */
export async function layoutCircuit(circuit: Circuit, { folded }: LayoutOptions): Promise<Picture> {
  const visible = visibleCircuit(circuit, folded);
  const sizes = alignInputs(visible, new Map(visible.nodes.map((node) => [node.id, measure(node)] as const)));
  const graph = await new ELK().layout(toElk(visible, sizes));
  return toPicture(graph, visible, sizes);
}

/** Gives all input boxes one width, and their tags too, so that they stand in one column as in the lecture notes. */
function alignInputs({ nodes }: Visible, sizes: ReadonlyMap<string, Measured>): Map<string, Measured> {
  const inputs = nodes.filter(isInput).flatMap((node) => sizes.get(node.id) ?? []);
  const width = Math.max(0, ...inputs.map((size) => size.width));
  const tagWidth = Math.max(0, ...inputs.map((size) => size.tagWidth));
  const aligned = new Map(sizes);
  for (const node of nodes.filter(isInput)) {
    const size = sizes.get(node.id);
    if (size) aligned.set(node.id, { ...size, width, tagWidth });
  }
  return aligned;
}

function isInput({ kind, frame }: VisibleNode): boolean {
  return kind === 'input' && frame === null;
}

const layoutOptions: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.crossingMinimization.forceNodeModelOrder': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.layering.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '28',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.padding': `[top=${String(MARGIN)},left=${String(MARGIN)},bottom=${String(MARGIN)},right=${String(MARGIN)}]`,
};

/**
 * The inputs in the order in which they are first used, then everything else in order of evaluation: an order in which wires
 * cross little, because the gates that read neighbours are neighbours.
 */
function inOrder({ nodes }: Visible): VisibleNode[] {
  const firstUse = new Map<string, number>();
  for (const id of nodes.flatMap((node) => node.inputs)) if (!firstUse.has(id)) firstUse.set(id, firstUse.size);
  const useOf = ({ id }: VisibleNode): number => firstUse.get(id) ?? Infinity;
  const inputs = nodes.filter(isInput).sort((a, b) => useOf(a) - useOf(b));
  return [...inputs, ...nodes.filter((node) => !isInput(node))];
}

/** Nodes and frames in an order that the layout keeps from top to bottom. */
function toElk(visible: Visible, sizes: ReadonlyMap<string, Measured>): ElkNode {
  const children: ElkNode[] = [];
  const frames = new Map<string, ElkNode[]>();
  for (const node of inOrder(visible)) {
    const size = sizes.get(node.id);
    if (!size) continue;
    if (node.frame === null) {
      children.push(elkNode(node, size));
      continue;
    }
    const inside = frames.get(node.frame) ?? [];
    if (inside.length === 0) children.push(elkFrame(node.frame, inside));
    inside.push(elkNode(node, size));
    frames.set(node.frame, inside);
  }
  return { id: 'root', layoutOptions, children, edges: edgesOf(visible) };
}

function elkFrame(id: string, children: ElkNode[]): ElkNode {
  return { id, children, layoutOptions: { 'elk.padding': '[top=30,left=14,bottom=14,right=14]' } };
}

/**
 * The box with its tag: input ports on the left in the order of the gate's inputs, one output port at the far right. All
 * measures are whole numbers, because ELK rounds where a wire enters a frame, which would slant it.
 */
function elkNode(node: VisibleNode, size: Measured): ElkNode {
  const height = 2 * Math.ceil(Math.max(size.height, size.tagHeight) / 2);
  const width = Math.ceil(size.width + TAG_GAP + size.tagWidth + TAG_GAP);
  const top = (height - size.height) / 2;
  const count = node.inputs.length;
  const ports: ElkPort[] = node.inputs.map((_, i) => ({
    id: `${node.id}.in${String(i)}`,
    x: 0,
    y: Math.round(top + (size.height * (i + 1)) / (count + 1)),
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': 'WEST' },
  }));
  ports.push({
    id: `${node.id}.out`,
    x: width,
    y: height / 2,
    width: 0,
    height: 0,
    layoutOptions: { 'elk.port.side': 'EAST' },
  });
  const constraint: Record<string, string> = isInput(node) ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {};
  return { id: node.id, width, height, ports, layoutOptions: { 'elk.portConstraints': 'FIXED_POS', ...constraint } };
}

function edgesOf(visible: Visible): ElkExtendedEdge[] {
  const known = new Set(visible.nodes.map((node) => node.id));
  return visible.nodes.flatMap((node) =>
    node.inputs.flatMap((from, port) =>
      known.has(from)
        ? [
            {
              id: `${from}>${node.id}.${String(port)}`,
              sources: [`${from}.out`],
              targets: [`${node.id}.in${String(port)}`],
            },
          ]
        : [],
    ),
  );
}

interface Placed {
  readonly node: ElkNode;
  readonly x: number;
  readonly y: number;
}

function toPicture(graph: ElkNode, visible: Visible, sizes: ReadonlyMap<string, Measured>): Picture {
  const placed = new Map<string, Placed>();
  place(graph, 0, 0, placed);
  const boxes: Box[] = [];
  const tags: Tag[] = [];
  const starts = startsOf(visible, placed, sizes);
  for (const node of visible.nodes) {
    const at = placed.get(node.id);
    const size = sizes.get(node.id);
    if (!at || !size) continue;
    const middle = at.y + (at.node.height ?? 0) / 2;
    boxes.push(boxOf(node, size, at.x, middle));
    const x = at.x + size.width + TAG_GAP;
    tags.push({ ...size.tag, box: node.id, x, y: middle, width: size.tagWidth, height: size.tagHeight });
  }
  return {
    width: graph.width ?? 0,
    height: graph.height ?? 0,
    boxes,
    tags,
    wires: [...outputWires(visible, starts), ...wiresOf(graph, placed, starts)],
    frames: visible.frames.flatMap((frame) => frameOf(frame, placed)),
  };
}

function place(node: ElkNode, x: number, y: number, placed: Map<string, Placed>): void {
  for (const child of node.children ?? []) {
    const at = { node: child, x: x + (child.x ?? 0), y: y + (child.y ?? 0) };
    placed.set(child.id, at);
    place(child, at.x, at.y, placed);
  }
}

function boxOf(node: VisibleNode, size: Measured, x: number, middle: number): Box {
  const { id, kind, title, trouble } = node;
  return {
    id,
    kind,
    x,
    y: middle - size.height / 2,
    width: size.width,
    height: size.height,
    label: size.label,
    title,
    trouble,
  };
}

/** The wire that leaves the output, whose result nothing reads. */
function outputWires(visible: Visible, starts: ReadonlyMap<string, Start>): WirePath[] {
  const read = new Set(visible.nodes.flatMap((node) => node.inputs));
  return visible.nodes.flatMap(({ id }) => {
    const start = starts.get(id);
    if (!start || read.has(id)) return [];
    return [{ id: `${id}.end`, from: id, to: '', points: [start.box, start.port], junctions: [] }];
  });
}

/** Where a node's wires begin: at its box, and, after the tag, at its port. */
interface Start {
  readonly box: Point;
  readonly port: Point;
}

function startsOf(
  { nodes }: Visible,
  placed: ReadonlyMap<string, Placed>,
  sizes: ReadonlyMap<string, Measured>,
): Map<string, Start> {
  const starts = new Map<string, Start>();
  for (const { id } of nodes) {
    const at = placed.get(id);
    const size = sizes.get(id);
    if (!at || !size) continue;
    const y = at.y + (at.node.height ?? 0) / 2;
    starts.set(id, { box: { x: at.x + size.width, y }, port: { x: at.x + (at.node.width ?? 0), y } });
  }
  return starts;
}

function wiresOf(graph: ElkNode, placed: ReadonlyMap<string, Placed>, starts: ReadonlyMap<string, Start>): WirePath[] {
  const found: WirePath[] = [];
  const visit = (node: ElkNode): void => {
    for (const edge of node.edges ?? []) found.push(wireOf(edge, placed, starts));
    for (const child of node.children ?? []) visit(child);
  };
  visit(graph);
  return found;
}

/** ELK gives an edge's points relative to the node that contains both ends; ours begin at the box, under the tag. */
function wireOf(
  edge: ElkExtendedEdge,
  placed: ReadonlyMap<string, Placed>,
  starts: ReadonlyMap<string, Start>,
): WirePath {
  const container = (edge as { container?: string }).container ?? 'root';
  const origin = placed.get(container) ?? { x: 0, y: 0 };
  const move = (point: Point): Point => ({ x: point.x + origin.x, y: point.y + origin.y });
  const points = (edge.sections ?? []).flatMap((section) => [
    section.startPoint,
    ...(section.bendPoints ?? []),
    section.endPoint,
  ]);
  const [source = ''] = edge.sources;
  const [target = ''] = edge.targets;
  const from = source.replace(/\.out$/, '');
  const start = starts.get(from);
  return {
    id: edge.id,
    from,
    to: target.replace(/\.in\d+$/, ''),
    points: straightened([...(start ? [start.box] : []), ...points.map(move)]),
    junctions: (edge.junctionPoints ?? []).map(move),
  };
}

/** Leaves out points that lie on the straight line between their neighbours. */
function straightened(points: readonly Point[]): Point[] {
  return points.filter((point, at) => {
    const [before, after] = [points[at - 1], points[at + 1]];
    if (!before || !after) return true;
    const isLevel = Math.abs(before.y - point.y) < 0.01 && Math.abs(point.y - after.y) < 0.01;
    const isUpright = Math.abs(before.x - point.x) < 0.01 && Math.abs(point.x - after.x) < 0.01;
    return !isLevel && !isUpright;
  });
}

function frameOf({ id, op, label }: Group, placed: ReadonlyMap<string, Placed>): Frame[] {
  const at = placed.get(id);
  const title = Array.from(label).length === 1 ? `${label} ${op}` : label;
  return at ? [{ id, x: at.x, y: at.y, width: at.node.width ?? 0, height: at.node.height ?? 0, label: title }] : [];
}
