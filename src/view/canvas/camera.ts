import type { Point } from '../../core/layout/picture.ts';

/** Where the picture lies on the screen: screen = picture × scale + offset. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Point, Size {}

const MAX_SCALE = 4;
const MIN_SCALE = 0.1;
/** A small circuit is not blown up beyond this when it is fitted. */
const MAX_FIT_SCALE = 1.5;
const MARGIN = 24;
/** Below this the numbers cannot be read; a large circuit opens at it, from its inputs on. */
const READABLE_SCALE = 0.62;

/** Keeps the scale within what is of use; a huge picture may be made as small as it takes to see all of it. */
export function clampScale(scale: number, picture: Size, view: Size): number {
  const whole = Math.min(view.width / Math.max(picture.width, 1), view.height / Math.max(picture.height, 1));
  return Math.min(MAX_SCALE, Math.max(Math.min(MIN_SCALE, whole * 0.8), scale));
}

/** Shows the whole picture in the middle of the view. */
export function fit(picture: Size, view: Size): Camera {
  const room = { width: Math.max(1, view.width - 2 * MARGIN), height: Math.max(1, view.height - 2 * MARGIN) };
  const scale = Math.min(
    room.width / Math.max(picture.width, 1),
    room.height / Math.max(picture.height, 1),
    MAX_FIT_SCALE,
  );
  return {
    scale,
    x: (view.width - picture.width * scale) / 2,
    y: (view.height - picture.height * scale) / 2,
  };
}

/** How a circuit first shows: whole where its numbers can be read then, else as large as that takes, from its left end on. */
export function opening(picture: Size, view: Size): Camera {
  const whole = fit(picture, view);
  if (whole.scale >= READABLE_SCALE) return whole;
  const along = (length: number, room: number): number =>
    length * READABLE_SCALE <= room - 2 * MARGIN ? (room - length * READABLE_SCALE) / 2 : MARGIN;
  return { scale: READABLE_SCALE, x: along(picture.width, view.width), y: along(picture.height, view.height) };
}

/** Zooms by `factor` so that the point under `at` (on the screen) stays where it is. */
export function zoomAt(camera: Camera, factor: number, at: Point, picture: Size, view: Size): Camera {
  const scale = clampScale(camera.scale * factor, picture, view);
  const ratio = scale / camera.scale;
  return { scale, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio };
}

/** Moves the picture by screen pixels, but never wholly out of sight. */
export function pan(camera: Camera, dx: number, dy: number, picture: Size, view: Size): Camera {
  const within = (offset: number, length: number, room: number): number => {
    const seen = Math.min(48, length, room);
    return Math.min(room - seen, Math.max(seen - length, offset));
  };
  return {
    scale: camera.scale,
    x: within(camera.x + dx, picture.width * camera.scale, view.width),
    y: within(camera.y + dy, picture.height * camera.scale, view.height),
  };
}

/** The least move that brings `target` (in the picture) into the view; the same camera when it is in sight. */
export function reveal(camera: Camera, target: Rect, view: Size): Camera {
  const move = (offset: number, start: number, length: number, room: number): number => {
    const from = start * camera.scale + offset;
    const to = from + length * camera.scale;
    const margin = Math.min(MARGIN, Math.max(0, (room - (to - from)) / 2));
    if (from < margin) return offset + margin - from;
    if (to > room - margin) return offset + Math.max(room - margin - to, margin - from);
    return offset;
  };
  const x = move(camera.x, target.x, target.width, view.width);
  const y = move(camera.y, target.y, target.height, view.height);
  return x === camera.x && y === camera.y ? camera : { scale: camera.scale, x, y };
}

/** Keeps a thing at its place on the screen when the picture around it changes. */
export function pin(camera: Camera, before: Point, after: Point): Camera {
  return {
    scale: camera.scale,
    x: camera.x + (before.x - after.x) * camera.scale,
    y: camera.y + (before.y - after.y) * camera.scale,
  };
}

/** Whether the scale is what `fit` would choose, near enough: then a resized view is fitted again. */
export function isFitted(camera: Camera, picture: Size, view: Size): boolean {
  const fitted = fit(picture, view);
  return (
    Math.abs(fitted.scale - camera.scale) < 1e-3 &&
    Math.abs(fitted.x - camera.x) < 1 &&
    Math.abs(fitted.y - camera.y) < 1
  );
}

/** A camera between two, for gentle moves; `progress` runs from 0 to 1. */
export function between(from: Camera, to: Camera, progress: number): Camera {
  const eased = 1 - (1 - progress) ** 3;
  const mix = (a: number, b: number): number => a + (b - a) * eased;
  return { x: mix(from.x, to.x), y: mix(from.y, to.y), scale: mix(from.scale, to.scale) };
}
