import { nothing, svg, type SVGTemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import type { WirePath } from '../../core/layout/picture.ts';
import { wirePath } from '../../core/layout/wirePath.ts';
import type { Drawing } from './drawing.ts';

/** The arrow head that all wires share; it takes the colour of the wire it ends. */
export const ARROW = svg`<defs>
  <marker id="bp-arrow" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse">
    <path d="M0 0.5 8 4 0 7.5z" fill="context-stroke" />
  </marker>
</defs>`;

const ARROW_URL = 'url(#bp-arrow)';

function stateOf(wire: WirePath, drawing: Drawing): Record<string, boolean> {
  const { moment, selected } = drawing;
  const active = moment?.active.has(wire.to) === true && moment.step.kind === 'gate';
  return {
    wire: true,
    lit: selected !== null && (wire.from === selected || wire.to === selected),
    waiting: moment !== null && !moment.valued.has(wire.to),
    'flow-forward': active && moment.step.pass === 'forward',
    'flow-backward': active && moment.step.pass === 'backward',
  };
}

/** A wire with its arrow head and junction dots. In the backward pass the arrow points back to the input. */
export function drawWire(wire: WirePath, drawing: Drawing): SVGTemplateResult {
  const state = stateOf(wire, drawing);
  const back = state['flow-backward'] === true;
  return svg`<g class=${classMap(state)}>
    <path d=${wirePath(wire.points)} marker-start=${back ? ARROW_URL : nothing} marker-end=${back ? nothing : ARROW_URL} />
    ${wire.junctions.map(({ x, y }) => svg`<circle cx=${x} cy=${y} r="3" />`)}
  </g>`;
}
