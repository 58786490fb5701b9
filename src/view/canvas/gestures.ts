import type { Point } from '../../core/layout/picture.ts';

/** What pointer and wheel ask of the view; points and distances are in its CSS pixels. */
export interface GestureTarget {
  readonly panBy: (dx: number, dy: number) => void;
  readonly zoomBy: (factor: number, at: Point) => void;
}

/** A press that moves less than this is a click. */
const DRAG_THRESHOLD = 4;
const LINE = 16;

/** Dragging pans, the wheel pans, Ctrl and wheel (which is also what a trackpad's pinch sends) zooms. */
export class Gestures {
  private readonly element: HTMLElement;
  private readonly target: GestureTarget;
  private last: Point | null = null;
  private travelled = 0;

  constructor(element: HTMLElement, target: GestureTarget) {
    this.element = element;
    this.target = target;
    element.addEventListener('pointerdown', this.press);
    element.addEventListener('pointermove', this.move);
    element.addEventListener('pointerup', this.release);
    element.addEventListener('pointercancel', this.release);
    element.addEventListener('click', this.swallowDragClick, { capture: true });
    element.addEventListener('wheel', this.wheel, { passive: false });
  }

  private readonly press = (event: PointerEvent): void => {
    if (event.button > 1 || !event.isPrimary) return;
    this.last = { x: event.clientX, y: event.clientY };
    this.travelled = 0;
  };

  private readonly move = (event: PointerEvent): void => {
    if (this.last === null || !event.isPrimary) return;
    const dx = event.clientX - this.last.x;
    const dy = event.clientY - this.last.y;
    this.travelled += Math.abs(dx) + Math.abs(dy);
    if (this.travelled < DRAG_THRESHOLD) return;
    // Capture starts with the drag: captured from the press on, a plain click would lose its target.
    if (!this.element.hasPointerCapture(event.pointerId)) this.element.setPointerCapture(event.pointerId);
    this.element.classList.add('dragging');
    this.last = { x: event.clientX, y: event.clientY };
    this.target.panBy(dx, dy);
  };

  private readonly release = (): void => {
    this.last = null;
    this.element.classList.remove('dragging');
  };

  private readonly swallowDragClick = (event: MouseEvent): void => {
    if (this.travelled >= DRAG_THRESHOLD) event.stopPropagation();
    this.travelled = 0;
  };

  private readonly wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    if (event.ctrlKey || event.metaKey) {
      const box = this.element.getBoundingClientRect();
      const delta = Math.max(-60, Math.min(60, event.deltaY * unit));
      this.target.zoomBy(Math.exp(-delta * 0.006), { x: event.clientX - box.left, y: event.clientY - box.top });
      return;
    }
    const sideways = event.shiftKey && event.deltaX === 0;
    this.target.panBy(-(sideways ? event.deltaY : event.deltaX) * unit, sideways ? 0 : -event.deltaY * unit);
  };
}
