import type { Point } from './picture.ts';

/** The radius of a wire's corners, in CSS pixels. */
const RADIUS = 6;

/** An SVG path along a wire's points, with rounded corners; '' without points. */
export function wirePath(points: readonly Point[]): string {
  return points.map((point, at) => piece(point, points[at - 1], points[at + 1])).join('');
}

function piece(point: Point, before: Point | undefined, after: Point | undefined): string {
  if (!before) return `M${pair(point)}`;
  if (!after) return `L${pair(point)}`;
  const room = Math.min(distance(before, point) / 2, distance(point, after) / 2, RADIUS);
  return `L${pair(toward(point, before, room))}Q${pair(point)} ${pair(toward(point, after, room))}`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function toward(from: Point, to: Point, by: number): Point {
  const length = distance(from, to);
  const share = length === 0 ? 0 : by / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function pair({ x, y }: Point): string {
  return `${short(x)} ${short(y)}`;
}

/** A coordinate with at most two decimals. */
export function short(value: number): string {
  return String(Math.round(value * 100) / 100);
}
