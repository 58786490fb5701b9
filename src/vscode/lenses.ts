import * as vscode from 'vscode';
import type { Services } from './services.ts';
import { sourceOf } from './source.ts';

/** "Show Backprop Circuit" above each forward pass. */
export class Lenses implements vscode.CodeLensProvider {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const source = sourceOf(document);
    if (!this.#services.settings(source.uri).codeLens) return [];
    if (!source.documents.includes(document)) return [];
    try {
      const lenses = await this.#services.worker.ask('lenses', source.question);
      return lenses.flatMap((lens) => {
        const { uri, range } = source.locate(lens.range);
        if (uri.toString() !== document.uri.toString()) return [];
        const target = source.locate(lens.selection).range;
        const command = { title: lens.title, command: 'backpropCircuit.show', arguments: [document.uri, target] };
        return [new vscode.CodeLens(range, command)];
      });
    } catch (error) {
      this.#services.failed(error);
      return [];
    }
  }
}
