import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { FromPanel, PanelState, ToPanel } from '../protocol.ts';
import type { Actions } from './actions.ts';
import type { Camera } from './canvas/camera.ts';
import type { CircuitElement } from './canvas/circuit.ts';
import './canvas/circuit.ts';
import type { Palette } from '../core/layout/heatMap.ts';
import { paletteOf } from './canvas/heat.ts';
import { ZOOM_STEP } from './canvas/keys.ts';
import { header } from './header.ts';
import type { Host } from './host.ts';
import { icon } from './icons.ts';
import { captionOf } from './model/caption.ts';
import { describe } from './model/describe.ts';
import { momentAt, stepsOf, type Moment, type Step } from './model/passes.ts';
import { payloadText } from './model/payload.ts';
import { nameOf, sceneOf, type Scene } from './model/scene.ts';
import './playback.ts';
import { readSession, type Session } from './session.ts';
import { problemList } from './side/lists.ts';
import './side/array.ts';
import './side/input.ts';
import { side } from './side/side.ts';
import './splitter.ts';
import { setTexts, t } from './texts.ts';

const WIDE = '(min-width: 720px)';
const SAVE_DELAY_MS = 200;

/** The whole panel: keeps what is the user's (selection, view, step of the replay), shows what the host sends. */
export class PanelElement extends LitElement {
  static override properties = {
    state: { state: true },
    selected: { state: true },
    marked: { state: true },
    step: { state: true },
    palette: { state: true },
    session: { state: true },
    wide: { state: true },
    said: { state: true },
  };

  declare private state: PanelState | null;
  declare private selected: string | null;
  declare private marked: ReadonlySet<string>;
  declare private step: number | null;
  declare private palette: Palette;
  declare private session: Session;
  declare private wide: boolean;
  /** The latest announcement to screen readers. */
  declare private said: string;
  private readonly host: Host;
  private scene: Scene | null = null;
  /** Where the user left the picture. Not reactive: the picture has moved already, and panning must render nothing. */
  private camera: Camera | null;
  private steps: readonly Step[] = [];
  private saving = 0;

  constructor(host: Host) {
    super();
    this.host = host;
    this.session = readSession(host.getState());
    this.camera = this.session.camera;
    this.state = null;
    this.selected = this.session.selected;
    this.marked = new Set();
    this.step = null;
    this.palette = paletteOf(document.body.classList);
    this.wide = matchMedia(WIDE).matches;
    this.said = '';
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    matchMedia(WIDE).addEventListener('change', (event) => {
      this.wide = event.matches;
    });
    new MutationObserver(() => {
      this.palette = paletteOf(document.body.classList);
    }).observe(document.body, { attributes: true, attributeFilter: ['class'] });
  }

  /** Takes a message of the extension. */
  receive(message: ToPanel): void {
    if (message.type === 'state') this.show(message.state);
    else if (message.type === 'highlight') this.highlight(message.gates);
    else if (message.type === 'command') this.command(message.command);
    else {
      setTexts(message.bundle);
      this.rebuild();
      this.requestUpdate();
    }
  }

  private post(message: FromPanel): void {
    this.host.postMessage(message);
  }

  private show(state: PanelState): void {
    const before = this.state;
    this.state = state;
    // Busy states repeat the circuit; indexing it anew would only throw away what is drawn.
    if (before?.circuit !== state.circuit || before.picture !== state.picture) this.rebuild();
    const key = keyOf(state);
    if (state.circuit !== null && this.session.circuit !== key) this.startOver(key);
    else if (before === null) this.restoreFolds(state);
    if (before !== null && !state.busy) this.sayResult(state);
  }

  /** Another circuit: what is remembered of the last one means nothing here. */
  private startOver(circuit: string): void {
    this.camera = null;
    this.remember({ circuit, folded: null });
  }

  /** After the page was thrown away, brings the host's folds to what the user had. */
  private restoreFolds(state: PanelState): void {
    const { folded } = this.session;
    if (folded === null || state.circuit === null) return;
    const known = folded.filter((id) => state.circuit?.groups.some((group) => group.id === id));
    const same = known.length === state.folded.length && known.every((id) => state.folded.includes(id));
    if (!same) this.post({ type: 'fold', folded: known });
  }

  private rebuild(): void {
    const { circuit, picture } = this.state ?? { circuit: null, picture: null };
    const step = this.step === null ? undefined : this.steps[this.step];
    this.scene = circuit === null || picture === null ? null : sceneOf(circuit, picture);
    this.steps = this.scene === null ? [] : stepsOf(this.scene);
    if (this.scene === null) return;
    this.selected = this.selected === null ? null : this.stillDrawn(this.selected);
    this.step = step === undefined ? null : this.samePlace(step);
  }

  /** What is selected after a new picture: the box itself, the group it was folded into, the output of its group. */
  private stillDrawn(id: string): string | null {
    return this.scene?.boxOf(id) ?? null;
  }

  private samePlace(step: Step): number | null {
    const index = this.steps.findIndex(
      (other) => other.pass === step.pass && other.kind === step.kind && other.boxes[0] === step.boxes[0],
    );
    return index < 0 ? null : index;
  }

  private sayResult(state: PanelState): void {
    const output = this.scene?.parts.get(this.scene.boxOf(state.circuit?.output ?? '') ?? '');
    if (!output?.value) this.said = state.problems[0]?.message ?? '';
    else this.said = t('Circuit updated: {0} is {1}', nameOf(output), payloadText(output.value));
  }

  private highlight(gates: readonly string[]): void {
    this.marked = new Set(gates.flatMap((id) => this.scene?.boxOf(id) ?? []));
    void this.updateComplete.then(() => {
      this.circuitElement()?.reveal([...this.marked]);
    });
  }

  private command(command: (ToPanel & { type: 'command' })['command']): void {
    if (command === 'fit') this.circuitElement()?.fit();
    else if (command === 'zoomIn') this.circuitElement()?.zoomBy(ZOOM_STEP);
    else if (command === 'zoomOut') this.circuitElement()?.zoomBy(1 / ZOOM_STEP);
    else this.actions.foldAll(command === 'foldAll');
  }

  private circuitElement(): CircuitElement | null {
    return this.querySelector('backprop-circuit');
  }

  private remember(change: Partial<Session>): void {
    this.session = { ...this.session, ...change };
    this.save();
  }

  private save(): void {
    clearTimeout(this.saving);
    this.saving = window.setTimeout(() => {
      this.host.setState({ ...this.session, camera: this.camera, selected: this.selected });
    }, SAVE_DELAY_MS);
  }

  private readonly actions: Actions = {
    pick: (id) => {
      this.selected = id;
      this.save();
      if (id === null) return;
      this.post({ type: 'reveal', id });
      const part = this.scene?.parts.get(id);
      if (part !== undefined && this.scene !== null) this.said = describe(this.scene, part);
    },
    fold: (group, folded) => {
      this.circuitElement()?.keepInPlace(group);
      const others = (this.state?.folded ?? []).filter((id) => id !== group);
      this.fold(folded ? [...others, group] : others);
    },
    foldAll: (folded) => {
      this.fold(folded ? (this.state?.circuit?.groups.map((group) => group.id) ?? []) : []);
    },
    fit: () => {
      this.circuitElement()?.fit();
    },
    revealRange: (range) => {
      this.post({ type: 'revealRange', range });
    },
    changeInput: (name, text) => {
      this.post({ type: 'input', name, text });
    },
    copyBackward: () => {
      this.post({ type: 'copyBackward' });
    },
    saveSvg: () => {
      this.post({ type: 'saveSvg' });
    },
    toggleSide: () => {
      this.remember({ sideOpen: !this.session.sideOpen });
    },
    goTo: (index) => {
      this.step = index;
      const boxes = index === null ? [] : (this.steps[index]?.boxes ?? []);
      if (boxes.length === 1) this.circuitElement()?.reveal(boxes);
    },
    announce: (text) => {
      this.said = text;
    },
  };

  private fold(folded: readonly string[]): void {
    this.remember({ folded });
    this.post({ type: 'fold', folded });
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('session') && !changed.has('wide')) return;
    // Sizes go through the CSSOM, because the page's security policy forbids style attributes.
    this.style.setProperty('--bp-side-width', `${String(this.session.sideWidth)}px`);
    this.style.setProperty('--bp-side-height', `${String(this.session.sideHeight)}px`);
  }

  private circuit(state: PanelState, scene: Scene): TemplateResult {
    const moment: Moment | null = this.step === null ? null : momentAt(scene, this.steps, this.step);
    return html`<main class="circuit-area">
      <backprop-circuit
        .scene=${scene}
        .circuitKey=${keyOf(state)}
        .selected=${this.selected}
        .marked=${this.marked}
        .moment=${moment}
        .palette=${this.palette}
        .actions=${this.actions}
        .restored=${this.camera}
        .onCamera=${this.moved}
      ></backprop-circuit>
      <backprop-playback
        .steps=${this.steps}
        .index=${this.step}
        .caption=${moment === null ? '' : captionOf(scene, moment)}
        .actions=${this.actions}
      ></backprop-playback>
    </main>`;
  }

  private readonly moved = (camera: Camera): void => {
    this.camera = camera;
    this.save();
  };

  /** Nothing could be drawn: says why, or how to begin. */
  private noCircuit(state: PanelState): TemplateResult {
    if (state.problems.length > 0) {
      return html`<main class="message failed">
        <h2>${t('There is no circuit to draw')}</h2>
        ${problemList(state.problems, this.actions)}
      </main>`;
    }
    if (state.busy) return html`<main class="message"></main>`;
    return html`<main class="message">
      ${icon('circuit')}
      <h2>${t('No circuit yet')}</h2>
      <p>${t('Put the cursor into a forward pass, or select an expression, and run “Show Backprop Circuit”.')}</p>
    </main>`;
  }

  private sideArea(state: PanelState): TemplateResult {
    const size = this.wide ? this.session.sideWidth : this.session.sideHeight;
    return html`<section class="bare" aria-label=${t('Size of the details')}>
        <backprop-splitter .vertical=${this.wide} .size=${size} .onResize=${this.resized}></backprop-splitter>
      </section>
      ${side(state, this.scene, this.selected, this.palette, this.actions)}`;
  }

  private readonly resized = (size: number): void => {
    this.remember(this.wide ? { sideWidth: size } : { sideHeight: size });
  };

  protected override render(): TemplateResult {
    const { state, scene } = this;
    if (state === null) return html`<div class="panel"></div>`;
    const aside = this.session.sideOpen && (scene !== null || state.inputs.length + state.verdicts.length > 0);
    return html`<div class="panel">
      ${header(state, this.session.sideOpen, this.actions)}
      <div class="body ${this.wide ? 'wide' : 'narrow'}">
        ${scene === null ? this.noCircuit(state) : this.circuit(state, scene)} ${aside ? this.sideArea(state) : nothing}
      </div>
      <div class="hidden" role="status" aria-live="polite">${this.said}</div>
    </div>`;
  }
}

/** What makes two states the same circuit, so that the view is kept: where it comes from, not what it computes. */
function keyOf(state: PanelState): string {
  return `${state.file}\n${state.title}`;
}

customElements.define('backprop-panel', PanelElement);
