import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PanelState } from '../../protocol.ts';
import type { Actions } from '../actions.ts';
import type { Palette } from '../../core/layout/heatMap.ts';
import type { Scene } from '../model/scene.ts';
import { t } from '../texts.ts';
import { detail } from './detail.ts';
import { problemList, verdictList } from './lists.ts';

function section(title: string, count: number, body: TemplateResult): TemplateResult {
  return html`<details class="section" open>
    <summary>
      <h2>${title}</h2>
      <vscode-badge>${count}</vscode-badge>
    </summary>
    ${body}
  </details>`;
}

function nothingSelected(): TemplateResult {
  return html`<div class="start">
    <h2>${t('Nothing selected')}</h2>
    <p>${t('Select a gate to see its value, its local gradients and what it sends back to its inputs.')}</p>
    <ul>
      <li>${t('Click a gate, or press Tab and walk along the wires with the arrow keys.')}</li>
      <li>${t('Play the passes step by step with the buttons under the circuit.')}</li>
      <li>${t('Change an input below and watch values and gradients follow.')}</li>
    </ul>
  </div>`;
}

function inputList(state: PanelState, actions: Actions): TemplateResult {
  return html`<div class="inputs">
    ${repeat(
      state.inputs,
      (input) => input.name,
      (input) => html`<backprop-input .input=${input} .actions=${actions}></backprop-input>`,
    )}
  </div>`;
}

/** The area beside or below the circuit: problems, the selected gate, inputs, verdicts. */
export function side(
  state: PanelState,
  scene: Scene | null,
  selected: string | null,
  palette: Palette,
  actions: Actions,
): TemplateResult {
  const part = selected === null ? undefined : scene?.parts.get(selected);
  const chosen =
    scene === null ? nothing : part === undefined ? nothingSelected() : detail(scene, part, state, palette, actions);
  return html`<aside class="side" aria-label=${t('Details')}>
    ${
      scene === null || state.problems.length === 0
        ? nothing
        : section(t('Problems'), state.problems.length, problemList(state.problems, actions))
    }
    ${chosen}
    ${state.inputs.length === 0 ? nothing : section(t('Inputs'), state.inputs.length, inputList(state, actions))}
    ${
      state.verdicts.length === 0
        ? nothing
        : section(t('Hand-written gradients'), state.verdicts.length, verdictList(state.verdicts, actions))
    }
  </aside>`;
}
