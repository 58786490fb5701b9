import { svg, type SVGTemplateResult } from 'lit';
import type { Frame } from '../../core/layout/picture.ts';
import { t } from '../texts.ts';

const BUTTON = 14;
const INSET = 5;

/** The frame around an unfolded group, with the button that folds it. */
export function drawFrame(frame: Frame): SVGTemplateResult {
  const x = frame.x + INSET;
  const y = frame.y + INSET;
  const middle = y + BUTTON / 2;
  const name = t('Fold {0}', frame.label);
  return svg`<g class="frame">
    <rect class="frame-shape" x=${frame.x} y=${frame.y} width=${frame.width} height=${frame.height} rx="8" />
    <g class="fold-button" role="button" tabindex="0" aria-label=${name} data-fold=${frame.id}>
      <title>${name}</title>
      <rect x=${x} y=${y} width=${BUTTON} height=${BUTTON} rx="3" />
      <path d="M${x + 3.5} ${middle}h7" />
    </g>
    <text class="frame-label" x=${x + BUTTON + 5} y=${middle} font-size="11">${frame.label}</text>
  </g>`;
}
