import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-badge/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { PanelInput } from '../../protocol.ts';
import type { Actions } from '../actions.ts';
import { icon } from '../icons.ts';
import { literalProblem, steppedText } from '../model/literal.ts';
import { t } from '../texts.ts';

function badgeOf(source: PanelInput['source']): { text: string; title: string } {
  if (source === 'code') return { text: t('code'), title: t('The value is in the code.') };
  if (source === 'user') return { text: t('yours'), title: t('You changed this value here; the code is as it was.') };
  return { text: t('sampled'), title: t('The code gives no value, so one was chosen.') };
}

/** One input of the circuit, editable as Python text. */
export class InputElement extends LitElement {
  static override properties = {
    input: { attribute: false },
    draft: { state: true },
    problem: { state: true },
  };

  declare input: PanelInput;
  declare actions: Actions;
  /** What is typed and not applied yet. */
  declare private draft: string | null;
  /** What is wrong with the draft, found here already. */
  declare private problem: string | null;
  private sent = false;

  constructor() {
    super();
    this.draft = null;
    this.problem = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('input') || !this.sent) return;
    this.sent = false;
    if (this.input.problem === null) this.draft = null;
  }

  protected override updated(): void {
    const field = this.querySelector<VscodeTextfield>('vscode-textfield');
    void field?.updateComplete.then(() => {
      const problem = this.shownProblem();
      field.wrappedElement.setAttribute('aria-invalid', String(problem !== null));
      field.wrappedElement.setAttribute('aria-description', problem ?? '');
    });
  }

  private shownProblem(): string | null {
    if (this.problem !== null) return this.problem;
    return this.draft === null || this.sent ? this.input.problem : null;
  }

  private edit(text: string): void {
    this.draft = text;
    this.problem = null;
    this.sent = false;
  }

  private commit(): void {
    if (this.draft === null || this.sent) return;
    if (this.draft.trim() === this.input.text) {
      this.draft = null;
      return;
    }
    this.problem = literalProblem(this.draft);
    if (this.problem !== null) {
      this.actions.announce(t('{0}: {1}', this.input.name, this.problem));
      return;
    }
    this.sent = true;
    this.actions.changeInput(this.input.name, this.draft.trim());
  }

  private revert(): void {
    this.draft = null;
    this.problem = null;
    this.sent = false;
  }

  private step(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowUp' ? 1 : -1;
    const size = event.shiftKey ? 10 : event.altKey ? 0.1 : 1;
    const stepped = steppedText(this.draft ?? this.input.text ?? '', direction * size);
    if (stepped === null) return;
    event.preventDefault();
    this.edit(stepped);
    this.commit();
  }

  private readonly keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') this.commit();
    else if (event.key === 'Escape') this.revert();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') this.step(event);
  };

  private readonly typed = (event: Event): void => {
    const field = event.currentTarget;
    if (field instanceof HTMLElement && 'value' in field) this.edit(String(field.value));
  };

  private readonly leave = (): void => {
    this.commit();
  };

  private readonly reset = (): void => {
    this.revert();
    this.actions.changeInput(this.input.name, null);
  };

  private field(text: string): TemplateResult {
    return html`<vscode-textfield
      .label=${t('Value of {0}', this.input.name)}
      .value=${this.draft ?? text}
      .invalid=${this.shownProblem() !== null}
      @input=${this.typed}
      @change=${this.leave}
      @focusout=${this.leave}
      @keydown=${this.keydown}
    ></vscode-textfield>`;
  }

  protected override render(): TemplateResult {
    const { name, text, shapeText, source } = this.input;
    const badge = badgeOf(source);
    const problem = this.shownProblem();
    const resetTitle = t("Reset {0} to the code's value", name);
    return html`<span class="input-name" title=${name}>${name}</span>
      <span class="input-value">
        ${text === null ? html`<span class="note">${t('array {0}, too large to edit', shapeText ?? '')}</span>` : this.field(text)}
        ${problem === null ? nothing : html`<span class="input-problem">${icon('error')} ${problem}</span>`}
      </span>
      <vscode-badge title=${badge.title}>${badge.text}</vscode-badge>
      ${
        source === 'user'
          ? html`<button type="button" class="tool" title=${resetTitle} aria-label=${resetTitle} @click=${this.reset}>
              ${icon('reset')}
            </button>`
          : html`<span class="tool-space"></span>`
      }`;
  }
}

customElements.define('backprop-input', InputElement);
