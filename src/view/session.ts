import type { Camera } from './canvas/camera.ts';

/** What the panel remembers of itself when its page is thrown away and made anew. */
export interface Session {
  /** The circuit the rest is about. */
  readonly circuit: string | null;
  readonly camera: Camera | null;
  readonly folded: readonly string[] | null;
  readonly selected: string | null;
  /** The detail area: its size in pixels beside and below the circuit, and whether it is shown. */
  readonly sideWidth: number;
  readonly sideHeight: number;
  readonly sideOpen: boolean;
}

export const FRESH: Session = {
  circuit: null,
  camera: null,
  folded: null,
  selected: null,
  sideWidth: 340,
  sideHeight: 280,
  sideOpen: true,
};

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

function stringOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function cameraOrNull(value: unknown): Camera | null {
  const scale = numberOr(field(value, 'scale'), 0);
  return scale > 0 ? { scale, x: numberOr(field(value, 'x'), 0), y: numberOr(field(value, 'y'), 0) } : null;
}

/** Reads a remembered session; whatever is missing or of another version becomes fresh. */
export function readSession(value: unknown): Session {
  const folded = field(value, 'folded');
  return {
    circuit: stringOrNull(field(value, 'circuit')),
    camera: cameraOrNull(field(value, 'camera')),
    folded: Array.isArray(folded) ? folded.filter((id) => typeof id === 'string') : null,
    selected: stringOrNull(field(value, 'selected')),
    sideWidth: numberOr(field(value, 'sideWidth'), FRESH.sideWidth),
    sideHeight: numberOr(field(value, 'sideHeight'), FRESH.sideHeight),
    sideOpen: field(value, 'sideOpen') !== false,
  };
}
