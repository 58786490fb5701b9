import { html, nothing, type TemplateResult } from 'lit';
import type { Range } from '../../core/base/span.ts';
import type { PanelProblem, PanelVerdict } from '../../protocol.ts';
import type { Actions } from '../actions.ts';
import { icon } from '../icons.ts';
import { t } from '../texts.ts';

function severityWord(severity: PanelProblem['severity']): string {
  if (severity === 'error') return t('Error');
  return severity === 'warning' ? t('Warning') : t('Note');
}

function placeButton(range: Range | null, actions: Actions): TemplateResult | typeof nothing {
  if (range === null) return nothing;
  return html`<button
    type="button"
    class="link"
    @click=${() => {
      actions.revealRange(range);
    }}
  >
    ${t('line {0}', range.start.line + 1)}
  </button>`;
}

/** What is wrong with the text, each with its place and what to do about it. */
export function problemList(problems: readonly PanelProblem[], actions: Actions): TemplateResult {
  return html`<ul class="problems">
    ${problems.map(
      ({ severity, message, hint, range }) =>
        html`<li class="problem ${severity}">
          ${icon(severity)}
          <div>
            <p><span class="hidden">${severityWord(severity)}:</span> ${message} ${placeButton(range, actions)}</p>
            ${hint === '' ? nothing : html`<p class="hint">${hint}</p>`}
          </div>
        </li>`,
    )}
  </ul>`;
}

function verdictWord(verdict: PanelVerdict['verdict']): string {
  if (verdict === 'proven') return t('proven');
  return verdict === 'refuted' ? t('refuted') : t('unknown');
}

/** The hand-written gradients and what became of each. */
export function verdictList(verdicts: readonly PanelVerdict[], actions: Actions): TemplateResult {
  return html`<ul class="verdicts">
    ${verdicts.map(
      ({ name, of, verdict, detail, range }) =>
        html`<li>
          <button
            type="button"
            class="verdict ${verdict}"
            @click=${() => {
              actions.revealRange(range);
            }}
          >
            ${icon(verdict)}
            <span class="verdict-name"><code>${name}</code></span>
            <span class="verdict-word">${verdictWord(verdict)}</span>
            <span class="verdict-detail">${t('gradient on {0}', of)}${detail === '' ? '' : `: ${detail}`}</span>
          </button>
        </li>`,
    )}
  </ul>`;
}
