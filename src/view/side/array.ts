import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { numberText } from '../../core/base/numberText.ts';
import type { Payload } from '../../core/circuit/circuit.ts';
import { GRADIENT_SIGN, tableShape } from '../../core/layout/tagParts.ts';
import type { Palette } from '../../core/layout/heatMap.ts';
import { cellsOf, extentOf, heatOf, scaleImage } from '../canvas/heat.ts';
import { payloadText, shapeText, summaryOf } from '../model/payload.ts';
import { t } from '../texts.ts';

/** Arrays up to this size are shown as numbers at once. */
const GRID_CELLS = 36;
const GRID_COLUMNS = 6;
/** Most numbers shown on demand. */
const SHOWN_ROWS = 60;
const SHOWN_COLUMNS = 40;

export type Role = 'value' | 'gradient' | 'local';

/** A value, a gradient or a local gradient: a number, a table, or a heat map with its numbers on demand. */
export class ArrayElement extends LitElement {
  static override properties = {
    payload: { attribute: false },
    kind: { attribute: false },
    palette: { attribute: false },
    expanded: { state: true },
  };

  declare payload: Payload;
  declare kind: Role;
  declare palette: Palette;
  declare private expanded: boolean;

  constructor() {
    super();
    this.expanded = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('payload') && !changed.has('palette')) return;
    const image = this.querySelector<HTMLElement>('.heat');
    if (image === null || this.payload.kind === 'scalar') return;
    // Sizes go through the CSSOM, because the page's security policy forbids style attributes.
    const { rows, columns } = cellsOf(this.payload);
    const scale = Math.min(16, 240 / columns, 160 / rows);
    image.style.width = `${String(Math.max(24, columns * scale))}px`;
    image.style.height = `${String(Math.max(10, rows * scale))}px`;
  }

  private number(value: number): TemplateResult {
    const sign = this.kind === 'gradient' ? html`<span class="sign">${GRADIENT_SIGN} </span>` : nothing;
    return html`<span class="number ${this.kind}">${sign}${numberText(value, 6)}</span>`;
  }

  private table(payload: Payload & { kind: 'array' }): TemplateResult {
    const { rows, columns } = tableShape(payload.shape);
    const shown = { rows: Math.min(rows, SHOWN_ROWS), columns: Math.min(columns, SHOWN_COLUMNS) };
    const row = (r: number): TemplateResult =>
      html`<tr>
        ${Array.from(
          payload.data.subarray(r * columns, r * columns + shown.columns),
          (cell) => html`<td>${numberText(cell)}</td>`,
        )}
      </tr>`;
    const cut = shown.rows < rows || shown.columns < columns;
    return html`<div class="numbers ${this.kind}" tabindex="0" role="group" aria-label=${payloadText(payload)}>
        <table>
          ${Array.from({ length: shown.rows }, (_, r) => row(r))}
        </table>
      </div>
      ${cut ? html`<p class="note">${t('The first {0} rows and {1} columns of {2}.', shown.rows, shown.columns, shapeText(payload.shape))}</p>` : nothing}`;
  }

  private heat(payload: Payload & { kind: 'array' }): TemplateResult {
    const { min, max } = summaryOf(payload);
    const extent = numberText(extentOf(payload), 3);
    const { perCell } = cellsOf(payload);
    const range = t('least {0}, greatest {1}', numberText(min), numberText(max));
    return html`<img class="heat" src=${heatOf(payload, this.palette)} alt=${payloadText(payload)} title=${range} />
      <span class="scale" aria-hidden="true">−${extent}<img src=${scaleImage(this.palette)} alt="" />${extent}</span>
      <span class="range">${range}</span>
      ${perCell > 1 ? html`<span class="note">${t('Each cell shows the largest of {0} numbers.', perCell)}</span>` : nothing}
      <vscode-button
        secondary
        aria-expanded=${this.expanded ? 'true' : 'false'}
        @click=${() => {
          this.expanded = !this.expanded;
        }}
        >${this.expanded ? t('Hide numbers') : t('Show numbers')}</vscode-button
      >
      ${this.expanded ? this.table(payload) : nothing}`;
  }

  protected override render(): TemplateResult {
    const { payload } = this;
    if (payload.kind === 'scalar') return this.number(payload.value);
    const caption = html`<span class="array-shape"
      >${this.kind === 'gradient' ? html`<span class="number gradient">${GRADIENT_SIGN}</span> ` : nothing}${shapeText(payload.shape)}${payload.dtype === 'float64' ? '' : ` ${payload.dtype}`}</span
    >`;
    if (payload.data.length === 0) return html`${caption} <span class="note">${t('empty')}</span>`;
    const { columns } = tableShape(payload.shape);
    const small = payload.data.length <= GRID_CELLS && columns <= GRID_COLUMNS;
    return html`${caption} ${small ? this.table(payload) : this.heat(payload)}`;
  }
}

customElements.define('backprop-array', ArrayElement);
