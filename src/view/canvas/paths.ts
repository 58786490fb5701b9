import type { Point } from '../../core/layout/picture.ts';

const RADIUS = 6;

function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const share = length === 0 ? 0 : distance / length;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function text({ x, y }: Point): string {
  return `${String(Math.round(x * 100) / 100)} ${String(Math.round(y * 100) / 100)}`;
}

/** An SVG path along the points with rounded corners. */
export function wirePath(points: readonly Point[]): string {
  const [first] = points;
  if (first === undefined) return '';
  const pieces = [`M${text(first)}`];
  points.forEach((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined) return;
    if (after === undefined) {
      pieces.push(`L${text(point)}`);
      return;
    }
    const room = Math.min(
      Math.hypot(point.x - before.x, point.y - before.y) / 2,
      Math.hypot(after.x - point.x, after.y - point.y) / 2,
      RADIUS,
    );
    pieces.push(`L${text(toward(point, before, room))}Q${text(point)} ${text(toward(point, after, room))}`);
  });
  return pieces.join('');
}
