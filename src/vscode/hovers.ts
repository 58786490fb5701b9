import * as vscode from 'vscode';
import type { Checker } from './checker.ts';
import type { Services } from './services.ts';
import { sourceOf } from './source.ts';

/** Explains the gate, variable or call under the mouse. */
export class Hovers implements vscode.HoverProvider {
  readonly #services: Services;
  readonly #checker: Checker;

  constructor(services: Services, checker: Checker) {
    this.#services = services;
    this.#checker = checker;
  }

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const source = sourceOf(document);
    if (!this.#services.settings(source.uri).hover) return null;
    const marked = this.#checker
      .shownIn(document.uri)
      .flatMap(({ diagnostic, gradient }) => (diagnostic.range.contains(position) ? (gradient ?? []) : []));
    const question = { ...source.question, at: source.positionIn(document, position), marked };
    try {
      const hover = await this.#services.worker.ask('hover', question);
      return hover && new vscode.Hover(new vscode.MarkdownString(hover.markdown), source.locate(hover.range).range);
    } catch (error) {
      this.#services.failed(error);
      return null;
    }
  }
}
