import { html, LitElement, type TemplateResult } from 'lit';
import { t } from './texts.ts';

const MIN = 160;
const KEY_STEP = 24;

/** The bar between the circuit and the details: dragged, or moved with the arrow keys. */
export class SplitterElement extends LitElement {
  static override properties = {
    size: { attribute: false },
    vertical: { attribute: false },
  };

  /** The size of the details in pixels. */
  declare size: number;
  /** True when the bar stands upright between two columns. */
  declare vertical: boolean;
  onResize: (size: number) => void = () => undefined;

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  private most(): number {
    const room = this.parentElement?.getBoundingClientRect();
    if (room === undefined) return MIN;
    return Math.max(MIN, (this.vertical ? room.width : room.height) - MIN);
  }

  private resize(size: number): void {
    this.onResize(Math.round(Math.max(MIN, Math.min(this.most(), size))));
  }

  private readonly press = (event: PointerEvent): void => {
    const bar = event.currentTarget;
    if (!(bar instanceof HTMLElement) || event.button !== 0) return;
    bar.setPointerCapture(event.pointerId);
    const start = this.vertical ? event.clientX : event.clientY;
    const before = this.size;
    const move = (next: PointerEvent): void => {
      this.resize(before + start - (this.vertical ? next.clientX : next.clientY));
    };
    const end = (): void => {
      bar.removeEventListener('pointermove', move);
    };
    bar.addEventListener('pointermove', move);
    bar.addEventListener('pointerup', end, { once: true });
    bar.addEventListener('pointercancel', end, { once: true });
    event.preventDefault();
  };

  private readonly keydown = (event: KeyboardEvent): void => {
    const grow = this.vertical ? 'ArrowLeft' : 'ArrowUp';
    const shrink = this.vertical ? 'ArrowRight' : 'ArrowDown';
    if (event.key === grow) this.resize(this.size + KEY_STEP);
    else if (event.key === shrink) this.resize(this.size - KEY_STEP);
    else if (event.key === 'Home') this.resize(MIN);
    else if (event.key === 'End') this.resize(this.most());
    else return;
    event.preventDefault();
  };

  protected override render(): TemplateResult {
    return html`<div
      class="splitter ${this.vertical ? 'vertical' : 'horizontal'}"
      role="separator"
      tabindex="0"
      aria-label=${t('Size of the details')}
      aria-orientation=${this.vertical ? 'vertical' : 'horizontal'}
      aria-valuenow=${this.size}
      aria-valuemin=${MIN}
      aria-valuemax=${Math.round(this.most())}
      @pointerdown=${this.press}
      @keydown=${this.keydown}
    ></div>`;
  }
}

customElements.define('backprop-splitter', SplitterElement);
