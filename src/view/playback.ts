import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Actions } from './actions.ts';
import { icon, type IconName } from './icons.ts';
import type { Step } from './model/passes.ts';
import { t } from './texts.ts';

const SLOWEST_MS = 1600;
const FASTEST_MS = 160;
/** A long circuit is replayed in about this time. */
const WHOLE_MS = 60_000;

/** Replays the forward and the backward pass step by step. */
export class PlaybackElement extends LitElement {
  static override properties = {
    steps: { attribute: false },
    index: { attribute: false },
    caption: { attribute: false },
    playing: { state: true },
  };

  declare steps: readonly Step[];
  /** The step that is shown; null while everything is. */
  declare index: number | null;
  declare caption: string;
  declare actions: Actions;
  declare private playing: boolean;
  private timer = 0;

  constructor() {
    super();
    this.playing = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('index') && this.index === null) this.playing = false;
  }

  protected override updated(changed: PropertyValues): void {
    const share = this.steps.length < 2 ? 0 : (this.index ?? this.steps.length - 1) / (this.steps.length - 1);
    const border = this.forwardSteps() / Math.max(1, this.steps.length);
    this.style.setProperty('--bp-progress', `${String(share * 100)}%`);
    this.style.setProperty('--bp-forward', `${String(border * 100)}%`);
    if (changed.has('index') || changed.has('playing')) this.schedule();
  }

  private forwardSteps(): number {
    return this.steps.filter((step) => step.pass === 'forward').length;
  }

  private schedule(): void {
    clearTimeout(this.timer);
    if (!this.playing) return;
    const wait = Math.max(FASTEST_MS, Math.min(SLOWEST_MS, WHOLE_MS / Math.max(1, this.steps.length)));
    this.timer = window.setTimeout(() => {
      if ((this.index ?? 0) >= this.steps.length - 1) this.playing = false;
      else this.goTo((this.index ?? -1) + 1);
    }, wait);
  }

  private goTo(index: number): void {
    this.actions.goTo(Math.max(0, Math.min(this.steps.length - 1, index)));
  }

  private readonly toggle = (): void => {
    this.playing = !this.playing;
    const atEnd = this.index === null || this.index >= this.steps.length - 1;
    if (this.playing && atEnd) this.goTo(0);
  };

  private readonly step = (by: number): void => {
    this.playing = false;
    if (this.index === null) this.goTo(by > 0 ? 0 : this.steps.length - 1);
    else this.goTo(this.index + by);
  };

  private readonly slide = (event: Event): void => {
    this.playing = false;
    if (event.target instanceof HTMLInputElement) this.goTo(Number(event.target.value));
  };

  private button(name: IconName, title: string, run: () => void, disabled = false): TemplateResult {
    return html`<button
      type="button"
      class="tool"
      title=${title}
      aria-label=${title}
      ?disabled=${disabled}
      @click=${run}
    >
      ${icon(name)}
    </button>`;
  }

  /** `Forward 2 of 3`, `Backward 1 of 4`. */
  private place(): string {
    if (this.index === null) return t('Forward and backward');
    const forward = this.forwardSteps();
    return this.index < forward
      ? t('Forward {0} of {1}', this.index + 1, forward)
      : t('Backward {0} of {1}', this.index - forward + 1, this.steps.length - forward);
  }

  private passButton(name: string, pass: Step['pass'], first: number): TemplateResult | typeof nothing {
    if (first < 0 || first >= this.steps.length) return nothing;
    const current = this.index !== null && this.steps[this.index]?.pass === pass;
    return html`<button
      type="button"
      class="pass ${pass}"
      aria-pressed=${current ? 'true' : 'false'}
      title=${pass === 'forward' ? t('Start at the forward pass') : t('Start at the backward pass')}
      @click=${() => {
        this.playing = false;
        this.goTo(first);
      }}
    >
      ${name}
    </button>`;
  }

  protected override render(): TemplateResult {
    const last = this.steps.length - 1;
    const { index } = this;
    const closed = index === null;
    return html`<div class="playback ${closed ? 'closed' : ''}" role="group" aria-label=${t('Step through the passes')}>
      <div class="controls">
        ${this.button(
          'previous',
          t('Previous step'),
          () => {
            this.step(-1);
          },
          index === 0,
        )}
        ${this.button(this.playing ? 'pause' : 'play', this.playing ? t('Pause') : t('Play the passes step by step'), this.toggle)}
        ${this.button(
          'next',
          t('Next step'),
          () => {
            this.step(1);
          },
          index === last,
        )}
        ${this.passButton(t('forward'), 'forward', 0)}
        <input
          type="range"
          min="0"
          max=${String(last)}
          .value=${String(index ?? last)}
          aria-label=${t('Step')}
          aria-valuetext=${this.place()}
          @input=${this.slide}
        />
        ${this.passButton(t('backward'), 'backward', this.forwardSteps())}
        <span class="place" aria-hidden="true">${this.place()}</span>
        ${
          closed
            ? nothing
            : this.button('close', t('Show all values and gradients'), () => {
                this.actions.goTo(null);
              })
        }
      </div>
      ${closed ? nothing : html`<p class="caption" aria-live="polite">${this.caption}</p>`}
    </div>`;
  }
}

customElements.define('backprop-playback', PlaybackElement);
