import { html, nothing, type TemplateResult } from 'lit';
import type { Stage } from '../../core/circuit/circuit.ts';
import type { PanelState } from '../../protocol.ts';
import type { Actions } from '../actions.ts';
import type { Palette } from '../../core/layout/heatMap.ts';
import { icon } from '../icons.ts';
import { titleOf, troubleText } from '../model/describe.ts';
import { shapeText } from '../model/payload.ts';
import type { Part, Scene } from '../model/scene.ts';
import { t } from '../texts.ts';
import { amount, backwardRows, forkRow } from './equation.ts';

function stageOf(scene: Scene, part: Part): Stage | null {
  return scene.circuit.stages.find((stage) => stage.id === part.stage || stage.gates.includes(part.id)) ?? null;
}

function statement(scene: Scene, part: Part, state: PanelState, actions: Actions): TemplateResult | typeof nothing {
  const stage = stageOf(scene, part);
  if (stage === null) return nothing;
  const text = state.statements[stage.id] ?? stage.name;
  return html`<button
    type="button"
    class="statement"
    title=${t('Show in the editor')}
    @click=${() => {
      actions.pick(part.id);
    }}
  >
    <code>${text}</code><span class="line">${t('line {0}', stage.line + 1)}</span>
  </button>`;
}

function foldButton(part: Part, actions: Actions): TemplateResult | typeof nothing {
  const { group } = part;
  if (group === null) return nothing;
  const folded = part.kind === 'group';
  return html`<vscode-button
    secondary
    @click=${() => {
      actions.fold(group, !folded);
    }}
    >${folded ? t('Unfold') : t('Fold group')}</vscode-button
  >`;
}

function facts(part: Part, palette: Palette): TemplateResult {
  return html`<dl class="facts">
    <div>
      <dt>${t('value')}</dt>
      <dd>
        ${part.value === null ? html`<span class="note">${t('overwritten in place before it was read')}</span>` : amount(part.value, 'value', palette)}
      </dd>
    </div>
    <div>
      <dt>${t('gradient')}</dt>
      <dd>
        ${part.gradient === null ? html`<span class="note">${t('none: no gradient reaches it')}</span>` : amount(part.gradient, 'gradient', palette)}
      </dd>
    </div>
    <div>
      <dt>${t('shape')}</dt>
      <dd>${part.shape.length === 0 ? t('a single number') : html`<code>${shapeText(part.shape)}</code>`}</dd>
    </div>
  </dl>`;
}

/** Everything about the selected gate. */
export function detail(
  scene: Scene,
  part: Part,
  state: PanelState,
  palette: Palette,
  actions: Actions,
): TemplateResult {
  const trouble = troubleText(part);
  return html`<article class="detail" aria-label=${titleOf(part)}>
    <header>
      <span class="glyph glyph-${part.kind}" aria-hidden="true">${part.label}</span>
      <h2>${titleOf(part)}</h2>
      ${foldButton(part, actions)}
    </header>
    ${statement(scene, part, state, actions)}
    ${trouble === null ? nothing : html`<p class="trouble">${icon('warning')} ${trouble}</p>`} ${facts(part, palette)}
    ${part.flow === '' ? nothing : html`<p class="flow">${part.flow}</p>`} ${forkRow(scene, part, palette)}
    ${backwardRows(scene, part, palette)}
  </article>`;
}
