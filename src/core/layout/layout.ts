import ELK, { type ElkExtendedEdge, type ElkNode, type ElkPort } from 'elkjs/lib/elk.bundled.js';
import type { Circuit } from '../circuit/circuit.ts';
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
  const sizes = new Map(visible.nodes.map((node) => [node.id, measure(node)] as const));
  const graph = await new ELK().layout(toElk(visible, sizes));
  return toPicture(graph, visible, sizes);
}

const layoutOptions: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.layering.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.spacing.nodeNodeBetweenLayers': '34',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '14',
  'elk.spacing.edgeEdge': '12',
  'elk.padding': `[top=${String(MARGIN)},left=${String(MARGIN)},bottom=${String(MARGIN)},right=${String(MARGIN)}]`,
};

function toElk(visible: Visible, sizes: ReadonlyMap<string, Measured>): ElkNode {
  const children = new Map<string | null, ElkNode[]>([[null, []]]);
  for (const frame of visible.frames) children.set(frame.id, []);
  for (const node of visible.nodes) {
    const size = sizes.get(node.id);
    if (size) (children.get(node.frame) ?? children.get(null))?.push(elkNode(node, size));
  }
  const frames = visible.frames.map((frame) => ({
    id: frame.id,
    children: children.get(frame.id) ?? [],
    layoutOptions: { 'elk.padding': '[top=30,left=14,bottom=14,right=14]' },
  }));
  return { id: 'root', layoutOptions, children: [...(children.get(null) ?? []), ...frames], edges: edgesOf(visible) };
}

/** The box with its tag: input ports on the left in the order of the gate's inputs, one output port at the far right. */
function elkNode(node: VisibleNode, size: Measured): ElkNode {
  const height = Math.max(size.height, size.tagHeight);
  const width = size.width + TAG_GAP + size.tagWidth + TAG_GAP;
  const top = (height - size.height) / 2;
  const count = node.inputs.length;
  const ports: ElkPort[] = node.inputs.map((_, i) => ({
    id: `${node.id}.in${String(i)}`,
    x: 0,
    y: top + (size.height * (i + 1)) / (count + 1),
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
  const first =
    node.kind === 'input' || node.kind === 'constant' ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {};
  const constraint: Record<string, string> = node.frame === null && node.kind === 'input' ? first : {};
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
    wires: [...stubs(visible, placed, sizes), ...wiresOf(graph, placed)],
    frames: visible.frames.flatMap((frame) => frameOf(frame.id, frame.label, placed)),
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

/** The piece of wire under each tag, from the box to where the routed wires begin. */
function stubs(
  visible: Visible,
  placed: ReadonlyMap<string, Placed>,
  sizes: ReadonlyMap<string, Measured>,
): WirePath[] {
  return visible.nodes.flatMap((node) => {
    const at = placed.get(node.id);
    const size = sizes.get(node.id);
    if (!at || !size) return [];
    const y = at.y + (at.node.height ?? 0) / 2;
    const end = at.x + (at.node.width ?? 0);
    const points = [
      { x: at.x + size.width, y },
      { x: end, y },
    ];
    return [{ id: `${node.id}.stub`, from: node.id, to: '', points, junctions: [] }];
  });
}

function wiresOf(graph: ElkNode, placed: ReadonlyMap<string, Placed>): WirePath[] {
  const found: WirePath[] = [];
  const visit = (node: ElkNode): void => {
    for (const edge of node.edges ?? []) found.push(wireOf(edge, placed));
    for (const child of node.children ?? []) visit(child);
  };
  visit(graph);
  return found;
}

/** ELK gives an edge's points relative to the node that contains both ends. */
function wireOf(edge: ElkExtendedEdge, placed: ReadonlyMap<string, Placed>): WirePath {
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
  return {
    id: edge.id,
    from: source.replace(/\.out$/, ''),
    to: target.replace(/\.in\d+$/, ''),
    points: points.map(move),
    junctions: (edge.junctionPoints ?? []).map(move),
  };
}

function frameOf(id: string, label: string, placed: ReadonlyMap<string, Placed>): Frame[] {
  const at = placed.get(id);
  return at ? [{ id, x: at.x, y: at.y, width: at.node.width ?? 0, height: at.node.height ?? 0, label }] : [];
}
