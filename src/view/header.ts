import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import { GRADIENT_SIGN } from '../core/layout/tagParts.ts';
import type { PanelState } from '../protocol.ts';
import type { Actions } from './actions.ts';
import { icon, type IconName } from './icons.ts';
import { t } from './texts.ts';

function tool(name: IconName, title: string, run: () => void): TemplateResult {
  return html`<button type="button" class="tool" title=${title} aria-label=${title} @click=${run}>
    ${icon(name)}
  </button>`;
}

function legend(): TemplateResult {
  return html`<ul class="legend" aria-label=${t('Legend')}>
    <li>
      <span class="number value" aria-hidden="true">12</span> ${t('value (forward)')} <span aria-hidden="true">→</span>
    </li>
    <li>
      <span class="number gradient" aria-hidden="true">${GRADIENT_SIGN} 12</span> ${t('gradient (backward)')}
      <span aria-hidden="true">←</span>
    </li>
  </ul>`;
}

function tools(state: PanelState, sideOpen: boolean, actions: Actions): TemplateResult {
  const drawn = state.circuit !== null;
  const groups = state.circuit?.groups.length ?? 0;
  const foldTools =
    groups === 0
      ? nothing
      : html`${tool('foldAll', t('Fold all groups'), () => {
          actions.foldAll(true);
        })}
        ${tool('unfoldAll', t('Unfold all groups'), () => {
          actions.foldAll(false);
        })}`;
  const circuitTools = html`${tool('fit', t('Fit the circuit into the view (0)'), actions.fit)} ${foldTools}
  ${tool('copy', t('Copy the backward pass as code'), actions.copyBackward)}
  ${tool('save', t('Save the circuit as SVG'), actions.saveSvg)}`;
  return html`<div class="tools" role="toolbar" aria-label=${t('Circuit')}>
    ${drawn ? circuitTools : nothing}
    <button
      type="button"
      class="tool"
      title=${sideOpen ? t('Hide the details') : t('Show the details')}
      aria-label=${t('Details')}
      aria-pressed=${sideOpen ? 'true' : 'false'}
      @click=${actions.toggleSide}
    >
      ${icon('side')}
    </button>
  </div>`;
}

/** Title, file, legend and buttons; and a bar that shows when a newer analysis takes longer than a moment. */
export function header(state: PanelState, sideOpen: boolean, actions: Actions): TemplateResult {
  return html`<header class="header">
    <div class="titles">
      <h1 title=${state.title}>${state.title}</h1>
      <span class="file" title=${state.file}>${state.file}</span>
    </div>
    ${state.circuit === null ? nothing : legend()} ${tools(state, sideOpen, actions)}
    ${
      state.busy
        ? html`<vscode-progress-bar class="busy" indeterminate aria-label=${t('Analysing')}></vscode-progress-bar>`
        : nothing
    }
  </header>`;
}
