import type { Picture, Point } from '../../core/layout/picture.ts';
import {
  between,
  fit,
  isFitted,
  opening,
  pan,
  pin,
  reveal,
  zoomAt,
  type Camera,
  type Rect,
  type Size,
} from './camera.ts';

const GLIDE_MS = 220;

/** Where a box or a frame is in a picture. */
export function rectOf(picture: Picture, id: string): Rect | null {
  return (
    picture.boxes.find((candidate) => candidate.id === id) ??
    picture.frames.find((candidate) => candidate.id === id) ??
    null
  );
}

function handle(rect: Rect): Point {
  return { x: rect.x, y: rect.y + rect.height / 2 };
}

/** Moves the picture under the view: the only thing that changes while panning and zooming is one transform. */
export class Stage {
  private readonly apply: (camera: Camera) => void;
  private readonly settled: (camera: Camera) => void;
  private camera: Camera | null = null;
  private picture: Size = { width: 1, height: 1 };
  private view: Size = { width: 0, height: 0 };
  private frame = 0;

  constructor(apply: (camera: Camera) => void, settled: (camera: Camera) => void) {
    this.apply = apply;
    this.settled = settled;
  }

  get scale(): number {
    return this.camera?.scale ?? 1;
  }

  /** The view was measured; a picture that was fitted into it is fitted again. */
  resize(view: Size, restored: Camera | null): void {
    const before = this.view;
    this.view = view;
    if (view.width === 0 || view.height === 0) return;
    if (this.camera === null) this.set(restored ?? opening(this.picture, view));
    else if (isFitted(this.camera, this.picture, before)) this.set(fit(this.picture, view));
  }

  /** Another circuit: shows all of it, or what was remembered of it. */
  show(picture: Size, restored: Camera | null): void {
    this.picture = picture;
    this.camera = null;
    this.resize(this.view, restored);
  }

  /** The same circuit drawn anew: `anchor` stays at its place on the screen; a fitted picture stays fitted. */
  replace(before: Picture, after: Picture, anchor: string | null): void {
    const { camera } = this;
    this.picture = after;
    if (camera === null) return;
    if (isFitted(camera, before, this.view)) {
      this.glide(fit(after, this.view));
      return;
    }
    const from = anchor === null ? null : rectOf(before, anchor);
    const to = anchor === null ? null : rectOf(after, anchor);
    if (from === null || to === null) return;
    const pinned = pin(camera, handle(from), handle(to));
    this.set(pinned);
    this.glide(reveal(pinned, to, this.view));
  }

  fit(): void {
    this.glide(fit(this.picture, this.view));
  }

  panBy(dx: number, dy: number): void {
    if (this.camera !== null) this.set(pan(this.camera, dx, dy, this.picture, this.view));
  }

  zoomBy(factor: number, at: Point | null): void {
    const middle = { x: this.view.width / 2, y: this.view.height / 2 };
    if (this.camera !== null) this.set(zoomAt(this.camera, factor, at ?? middle, this.picture, this.view));
  }

  /** Brings a box into sight with the least move. */
  reveal(rect: Rect): void {
    if (this.camera !== null) this.glide(reveal(this.camera, rect, this.view));
  }

  private set(camera: Camera): void {
    cancelAnimationFrame(this.frame);
    this.place(camera);
    this.settled(camera);
  }

  private place(camera: Camera): void {
    this.camera = camera;
    this.apply(camera);
  }

  private glide(to: Camera): void {
    const from = this.camera;
    if (from === to) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (from === null || still || document.hidden) {
      this.set(to);
      return;
    }
    cancelAnimationFrame(this.frame);
    const start = performance.now();
    const tick = (now: number): void => {
      const progress = Math.min(1, Math.max(0, (now - start) / GLIDE_MS));
      if (progress === 1) {
        this.set(to);
        return;
      }
      this.place(between(from, to, progress));
      this.frame = requestAnimationFrame(tick);
    };
    this.frame = requestAnimationFrame(tick);
  }
}
