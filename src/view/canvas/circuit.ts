import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { numberText } from '../../core/base/numberText.ts';
import type { Actions } from '../actions.ts';
import { icon } from '../icons.ts';
import type { Moment } from '../model/passes.ts';
import { nameOf, type Scene } from '../model/scene.ts';
import { walk, type Direction } from '../model/walk.ts';
import { t } from '../texts.ts';
import { drawBox } from './box.ts';
import type { Camera } from './camera.ts';
import type { Drawing } from './drawing.ts';
import { drawFrame } from './frame.ts';
import { Gestures } from './gestures.ts';
import type { Palette } from '../../core/layout/heatMap.ts';
import { commandOf, ZOOM_STEP, type KeyCommand } from './keys.ts';
import { rectOf, Stage } from './stage.ts';
import { drawTag } from './tag.ts';
import { ARROW, drawWire } from './wire.ts';

/** Below this scale numbers cannot be read; they are left out, which also keeps huge circuits quick. */
const READABLE_SCALE = 0.3;
const TRAIL = 200;

/** The drawn circuit: pans, zooms, is walked with the arrow keys. */
export class CircuitElement extends LitElement {
  static override properties = {
    scene: { attribute: false },
    circuitKey: { attribute: false },
    selected: { attribute: false },
    marked: { attribute: false },
    moment: { attribute: false },
    palette: { attribute: false },
  };

  declare scene: Scene;
  /** Changes when another circuit is shown, not when the same one has new values. */
  declare circuitKey: string;
  declare selected: string | null;
  declare marked: ReadonlySet<string>;
  declare moment: Moment | null;
  declare palette: Palette;
  declare actions: Actions;
  /** Where the user left the picture when the page was last thrown away. */
  restored: Camera | null = null;
  onCamera: (camera: Camera) => void = () => undefined;

  private anchor: string | null = null;
  private trail: string[] = [];
  private observer: ResizeObserver | null = null;
  private readonly stage = new Stage(
    (camera) => {
      this.place(camera);
    },
    (camera) => {
      this.onCamera(camera);
    },
  );

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  fit(): void {
    this.stage.fit();
  }

  zoomBy(factor: number): void {
    this.stage.zoomBy(factor, null);
  }

  /** The thing that keeps its place on the screen when the next picture comes. */
  keepInPlace(id: string): void {
    this.anchor = id;
  }

  /** Brings drawn boxes into sight. */
  reveal(ids: readonly string[]): void {
    for (const id of ids) {
      const rect = rectOf(this.scene.picture, id);
      if (rect !== null) this.stage.reveal(rect);
    }
  }

  focusBox(id: string): void {
    const box = this.querySelector<SVGElement>(`.box[data-id="${CSS.escape(id)}"]`);
    box?.focus({ preventScroll: true });
  }

  protected override firstUpdated(): void {
    const view = this.querySelector<HTMLElement>('.view');
    if (view === null) return;
    new Gestures(view, {
      panBy: (dx, dy) => {
        this.stage.panBy(dx, dy);
      },
      zoomBy: (factor, at) => {
        this.stage.zoomBy(factor, at);
      },
    });
    this.observer = new ResizeObserver(() => {
      this.stage.resize({ width: view.clientWidth, height: view.clientHeight }, this.restored);
    });
    this.observer.observe(view);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observer?.disconnect();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('scene')) return;
    const before = changed.get('scene');
    if (before === undefined || changed.has('circuitKey')) {
      this.stage.show(this.scene.picture, this.restored);
      this.trail = [];
    } else {
      this.stage.replace(before.picture, this.scene.picture, this.anchor ?? this.selected);
      this.anchor = null;
    }
    this.restored = null;
  }

  private place(camera: Camera): void {
    const layer = this.querySelector('.camera');
    layer?.setAttribute(
      'transform',
      `translate(${String(camera.x)} ${String(camera.y)}) scale(${String(camera.scale)})`,
    );
    this.querySelector('.view')?.classList.toggle('far', camera.scale < READABLE_SCALE);
    const percent = this.querySelector('.zoom-level');
    if (percent !== null) percent.textContent = `${numberText(Math.round(camera.scale * 100))}%`;
  }

  private readonly clicked = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target : null;
    const fold = target?.closest('[data-fold]')?.getAttribute('data-fold');
    const unfold = target?.closest('[data-unfold]')?.getAttribute('data-unfold');
    if (fold !== null && fold !== undefined) this.actions.fold(fold, true);
    else if (unfold !== null && unfold !== undefined) this.actions.fold(unfold, false);
    else this.choose(target?.closest('[data-id]')?.getAttribute('data-id') ?? null);
  };

  private choose(id: string | null): void {
    this.actions.pick(id);
    if (id === null) return;
    this.trail = [...this.trail, id].slice(-TRAIL);
    this.focusBox(id);
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    const command = commandOf(event);
    if (command === null) return;
    const target = event.target instanceof Element ? event.target : null;
    const fold = target?.closest('[data-fold]')?.getAttribute('data-fold') ?? null;
    if (fold !== null && (command.kind === 'pick' || command.kind === 'fold')) this.actions.fold(fold, true);
    else this.run(command, target?.closest('[data-id]')?.getAttribute('data-id') ?? this.tabStop());
    event.preventDefault();
    event.stopPropagation();
  };

  private run(command: KeyCommand, at: string | null): void {
    if (command.kind === 'zoom') this.stage.zoomBy(command.factor, null);
    else if (command.kind === 'pan') this.stage.panBy(command.dx, command.dy);
    else if (command.kind === 'fit') this.stage.fit();
    else if (command.kind === 'clear') this.actions.pick(null);
    else if (at === null) return;
    else if (command.kind === 'walk') this.walk(at, command.direction);
    else if (command.kind === 'pick') this.choose(at);
    else this.toggleFold(at);
  }

  private walk(from: string, direction: Direction): void {
    if (!this.trail.includes(from)) this.trail.push(from);
    const to = walk(this.scene, from, direction, this.trail);
    if (to === null) return;
    this.choose(to);
    this.reveal([to]);
  }

  /** Unfolds a folded group; folds the group around a gate. */
  private toggleFold(id: string): void {
    const part = this.scene.parts.get(id);
    const group = part?.group ?? null;
    if (group !== null) this.actions.fold(group, part?.kind !== 'group');
  }

  private tabStop(): string | null {
    const { selected, scene } = this;
    return selected !== null && scene.parts.has(selected) ? selected : (scene.order[0] ?? null);
  }

  private drawing(): Drawing {
    const { scene, selected, marked, moment, palette } = this;
    return { scene, selected, marked, moment, palette, tabStop: this.tabStop() };
  }

  private layers(drawing: Drawing): TemplateResult {
    const { picture } = this.scene;
    const frames = guard([picture], () => picture.frames.map(drawFrame));
    const tags = guard([picture, this.moment, this.palette], () => picture.tags.map((tag) => drawTag(tag, drawing)));
    const wires = picture.wires.map((wire) => drawWire(wire, drawing));
    const boxes = picture.boxes.map((box) => drawBox(box, drawing));
    return html`<svg role="presentation">
      ${ARROW}
      <g class="camera">
        <g>${frames}</g>
        <g aria-hidden="true">${wires}</g>
        <g aria-hidden="true">${tags}</g>
        <g>${boxes}</g>
      </g>
    </svg>`;
  }

  protected override render(): TemplateResult {
    const { circuit } = this.scene;
    const output = this.scene.parts.get(this.scene.boxOf(circuit.output) ?? '');
    const name = t(
      'Circuit with {0} gates, output {1}',
      circuit.gates.length,
      output ? nameOf(output) : circuit.output,
    );
    return html`<div
        class="view"
        role="application"
        aria-label=${name}
        aria-roledescription=${t('circuit')}
        aria-describedby="bp-keys"
        @click=${this.clicked}
        @keydown=${this.pressed}
      >
        ${this.layers(this.drawing())}
      </div>
      <p id="bp-keys" class="hidden">
        ${t('Arrow keys walk along the wires: left to the inputs, right to the consumers, up and down to siblings. Enter reveals the source, Space folds or unfolds a group, plus, minus and 0 zoom, Shift and arrows move the picture.')}
      </p>
      ${circuit.omitted === 0 ? nothing : this.omitted(circuit.omitted)} ${this.zoomButtons()}`;
  }

  private omitted(count: number): TemplateResult {
    return html`<p class="omitted">
      ${icon('information')}
      ${t('{0} more gates are not drawn: the circuit is too large. Fold groups or select fewer statements.', count.toLocaleString('en'))}
    </p>`;
  }

  private zoomButtons(): TemplateResult {
    const button = (name: 'plus' | 'minus' | 'fit', title: string, run: () => void): TemplateResult =>
      html`<button type="button" class="tool" title=${title} aria-label=${title} @click=${run}>${icon(name)}</button>`;
    return html`<div class="zoom" role="group" aria-label=${t('Zoom')}>
      ${button('minus', t('Zoom out (-)'), () => {
        this.zoomBy(1 / ZOOM_STEP);
      })}
      <span class="zoom-level" aria-hidden="true">100%</span>
      ${button('plus', t('Zoom in (+)'), () => {
        this.zoomBy(ZOOM_STEP);
      })}
      ${button('fit', t('Fit the circuit into the view (0)'), () => {
        this.fit();
      })}
    </div>`;
  }
}

customElements.define('backprop-circuit', CircuitElement);
