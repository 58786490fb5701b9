import type { Direction } from '../model/walk.ts';

/** What a key means while the circuit has the focus. */
export type KeyCommand =
  | { readonly kind: 'walk'; readonly direction: Direction }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'fit' | 'pick' | 'fold' | 'clear' };

const PAN = 60;
export const ZOOM_STEP = 1.25;

const WALKS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [PAN, 0],
  ArrowRight: [-PAN, 0],
  ArrowUp: [0, PAN],
  ArrowDown: [0, -PAN],
};

const OTHERS: Readonly<Record<string, KeyCommand>> = {
  '+': { kind: 'zoom', factor: ZOOM_STEP },
  '=': { kind: 'zoom', factor: ZOOM_STEP },
  '-': { kind: 'zoom', factor: 1 / ZOOM_STEP },
  '0': { kind: 'fit' },
  Enter: { kind: 'pick' },
  ' ': { kind: 'fold' },
  Escape: { kind: 'clear' },
};

/** Reads a key press; null when it means nothing here. Ctrl, Alt and Meta stay VS Code's. */
export function commandOf(event: KeyboardEvent): KeyCommand | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null;
  const pan = PANS[event.key];
  if (event.shiftKey && pan !== undefined) return { kind: 'pan', dx: pan[0], dy: pan[1] };
  const direction = WALKS[event.key];
  return direction === undefined ? (OTHERS[event.key] ?? null) : { kind: 'walk', direction };
}
