import { svg, type SVGTemplateResult } from 'lit';

/** Outlines on a 16 × 16 grid, drawn with a 1.3 px stroke in the text's colour. */
const PATHS = {
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4M6 8h4M8 6v4',
  foldAll: 'M3 8h10M8 1.5v4M5.8 3.6 8 5.8l2.2-2.2M8 14.5v-4M5.8 12.4 8 10.2l2.2 2.2',
  unfoldAll: 'M3 8h10M8 5.8v-4M5.8 3.8 8 1.6l2.2 2.2M8 10.2v4M5.8 12.2 8 14.4l2.2-2.2',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  save: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.5 11v2.5h11V11',
  previous: 'M11.5 3 5.5 8l6 5zM4 3v10',
  next: 'M4.5 3l6 5-6 5zM12 3v10',
  play: 'M4.5 2.5l8.5 5.5-8.5 5.5z',
  pause: 'M5 3v10M11 3v10',
  close: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  reset: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6L3 6M3 2.6V6h3.4',
  error: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8',
  warning: 'M8 2 14.6 13.5H1.4zM8 6.2v3.6M8 11.3v.9',
  information: 'M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8zM8 7.2v4M8 4.6v.9',
  proven: 'M2.8 8.6l3.4 3.4 7-7.6',
  refuted: 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4',
  unknown: 'M5.4 5.6c0-3.6 5.4-3.4 5.2-.2C10.5 7.6 8 7.4 8 9.8M8 12v.9',
  side: 'M2 2.5h12v11H2zM10 2.5v11',
  circuit: 'M2 4.5h3M2 11.5h3M8 8h2M11 8h3M5 4.5 8 8M5 11.5 8 8',
} as const;

export type IconName = keyof typeof PATHS;

/** A decorative icon; whatever holds it carries the words. */
export function icon(name: IconName): SVGTemplateResult {
  return svg`<svg class="icon icon-${name}" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"><path d=${PATHS[name]} /></svg>`;
}
