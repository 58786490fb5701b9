import * as vscode from 'vscode';
import type { Range } from '../core/base/span.ts';
import type { FromPanel, PanelState, ToPanel } from '../protocol.ts';
import type { GatePlace, PanelQuestion } from '../worker/messages.ts';
import { panelHtml } from './panelHtml.ts';
import type { Services } from './services.ts';
import { sourceOf, type Source } from './source.ts';
import { WorkerFailure } from './workerClient.ts';

/** What the panel draws: a part of a document, or a formula in it. */
export interface Subject {
  readonly document: vscode.TextDocument;
  readonly selection: Range | null;
  readonly at: vscode.Position | null;
  readonly formula: boolean;
}

const emptyState: PanelState = {
  title: '',
  file: '',
  circuit: null,
  picture: null,
  statements: {},
  folded: [],
  inputs: [],
  problems: [],
  verdicts: [],
  busy: true,
};

/** The one panel beside the editor. It asks the worker for a new state whenever its subject or the user's inputs change. */
export class CircuitPanel implements vscode.Disposable {
  static readonly viewType = 'backpropCircuit.panel';
  readonly #services: Services;
  readonly #subscriptions: vscode.Disposable[] = [];
  #panel: vscode.WebviewPanel | null = null;
  #subject: Subject | null = null;
  #source: Source | null = null;
  #state: PanelState = emptyState;
  #places: readonly GatePlace[] = [];
  #overrides: Record<string, string> = {};
  #folded: readonly string[] | null = null;
  #asked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(services: Services) {
    this.#services = services;
    this.#subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (this.#isAbout(document)) this.#refreshSoon();
      }),
      vscode.window.onDidChangeTextEditorSelection((event) => {
        this.#follow(event);
      }),
    );
  }

  /** Draws a subject, in the panel that is there or a new one beside the editor. */
  async show(subject: Subject): Promise<void> {
    const isNew = this.#subject?.document !== subject.document;
    this.#subject = subject;
    this.#overrides = {};
    if (isNew) this.#folded = null;
    this.#open();
    await this.#refresh();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #open(): void {
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      return;
    }
    const { extensionUri } = this.#services.context;
    const panel = vscode.window.createWebviewPanel(
      CircuitPanel.viewType,
      vscode.l10n.t('Backprop Circuit'),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      {
        enableScripts: true,
        retainContextWhenHidden: false,
        localResourceRoots: ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder)),
      },
    );
    panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.svg');
    panel.webview.html = panelHtml(panel.webview, extensionUri);
    panel.webview.onDidReceiveMessage((message: FromPanel) => {
      void this.#receive(message);
    });
    panel.onDidDispose(() => {
      this.#panel = null;
      this.#subject = null;
    });
    this.#panel = panel;
  }

  #isAbout(document: vscode.TextDocument): boolean {
    const subject = this.#subject?.document;
    if (!subject) return false;
    return subject === document || sourceOf(subject).uri.toString() === sourceOf(document).uri.toString();
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), this.#services.settings().delay);
  }

  /** Asks for a new state; an answer that a newer question has overtaken is dropped. */
  async #refresh(): Promise<void> {
    const asked = this.#question();
    if (!asked || !this.#panel) return;
    const number = ++this.#asked;
    this.#send({ ...this.#state, busy: true });
    try {
      const reply = await this.#services.worker.ask('panel', asked.question);
      if (number !== this.#asked) return;
      this.#source = asked.source;
      this.#places = reply.places;
      this.#folded = reply.state.folded;
      this.#send(reply.state);
    } catch (error) {
      if (number !== this.#asked) return;
      this.#services.failed(error);
      this.#send({ ...emptyState, busy: false, file: asked.source.file, problems: [this.#failure(error)] });
    }
  }

  #failure(error: unknown): PanelState['problems'][number] {
    const timedOut = error instanceof WorkerFailure && error.reason === 'timeout';
    return {
      severity: 'error',
      message: timedOut
        ? vscode.l10n.t('This took too long to compute and was stopped.')
        : vscode.l10n.t('The analysis failed. The log of Backprop Circuit says more.'),
      hint: timedOut ? vscode.l10n.t('Select fewer statements, or make loops and arrays smaller.') : '',
      range: null,
    };
  }

  #question(): { source: Source; question: PanelQuestion } | null {
    const subject = this.#subject;
    if (!subject) return null;
    const source = sourceOf(subject.document);
    const { document, selection, at, formula } = subject;
    const within = (range: Range): Range => ({
      start: source.positionIn(document, new vscode.Position(range.start.line, range.start.character)),
      end: source.positionIn(document, new vscode.Position(range.end.line, range.end.character)),
    });
    const question = {
      ...source.question,
      file: source.file,
      selection: selection && within(selection),
      at: at && source.positionIn(document, at),
      formula,
      overrides: this.#overrides,
      folded: this.#folded,
    };
    return { source, question };
  }

  #send(state: PanelState): void {
    this.#state = state;
    this.#post({ type: 'state', state });
  }

  #post(message: ToPanel): void {
    void this.#panel?.webview.postMessage(message);
  }

  async #receive(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#post({ type: 'texts', bundle: this.#services.bundle });
        this.#send(this.#state);
        return;
      case 'reveal': {
        const place = this.#places.find((candidate) => candidate.id === message.id);
        if (place) await this.#reveal(place.range);
        return;
      }
      case 'revealRange':
        await this.#reveal(message.range);
        return;
      case 'fold':
        this.#folded = message.folded;
        await this.#refresh();
        return;
      case 'input':
        await this.#changeInput(message.name, message.text);
        return;
      case 'saveSvg':
        await this.#saveSvg();
        return;
      case 'copyBackward':
        await this.#copyBackward();
    }
  }

  async #changeInput(name: string, text: string | null): Promise<void> {
    const { [name]: _old, ...others } = this.#overrides;
    this.#overrides = text === null ? others : { ...others, [name]: text };
    await this.#refresh();
  }

  async #reveal(range: Range): Promise<void> {
    const location = this.#source?.locate(range);
    if (!location) return;
    const editor = vscode.window.visibleTextEditors.find(
      (candidate) => candidate.document.uri.toString() === location.uri.toString(),
    );
    const options = {
      selection: location.range,
      preserveFocus: true,
      viewColumn: editor?.viewColumn ?? vscode.ViewColumn.One,
    };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(location.uri), options);
  }

  /** Marks the gates that are written at the cursor. */
  #follow(event: vscode.TextEditorSelectionChangeEvent): void {
    const { document, selection } = event.textEditor;
    if (!this.#panel || !this.#source || !this.#isAbout(document)) return;
    const at = this.#source.positionIn(document, selection.active);
    this.#post({ type: 'highlight', gates: gatesAt(this.#places, at) });
  }

  async #saveSvg(): Promise<void> {
    const asked = this.#question();
    if (!asked) return;
    const dark = [vscode.ColorThemeKind.Dark, vscode.ColorThemeKind.HighContrast].includes(
      vscode.window.activeColorTheme.kind,
    );
    const svg = await this.#services.worker.ask('svg', { ...asked.question, dark });
    if (svg === null) return;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'circuit.svg') } : {}),
      filters: { SVG: ['svg'] },
    });
    if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
  }

  async #copyBackward(): Promise<void> {
    const asked = this.#question();
    const code = asked && (await this.#services.worker.ask('backward', asked.question));
    if (!code) return;
    await vscode.env.clipboard.writeText(code);
    vscode.window.setStatusBarMessage(vscode.l10n.t('Backward pass copied'), 3000);
  }
}

/** The gates whose source holds a position: the smallest ones, so that the cursor on `*` marks the product alone. */
export function gatesAt(places: readonly GatePlace[], at: { line: number; character: number }): string[] {
  const holding = places.filter(({ range }) => !isBefore(at, range.start) && !isBefore(range.end, at));
  const size = ({ range }: GatePlace): number =>
    (range.end.line - range.start.line) * 10_000 + range.end.character - range.start.character;
  const smallest = Math.min(...holding.map(size));
  return holding.filter((place) => size(place) === smallest).map((place) => place.id);
}

function isBefore(a: { line: number; character: number }, b: { line: number; character: number }): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
