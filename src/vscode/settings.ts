import * as vscode from 'vscode';
import type { Severity } from '../core/base/diagnostic.ts';

/** The user's settings for one document. */
export interface Settings {
  readonly enabled: boolean;
  /** Milliseconds between the last key press and a check. */
  readonly delay: number;
  /** What the user made of a rule's own severity. */
  readonly severity: ReadonlyMap<string, Severity | 'off'>;
  /** Globs of files that are not checked. */
  readonly exclude: readonly string[];
  readonly codeLens: boolean;
  readonly hover: boolean;
}

const severities: readonly unknown[] = ['error', 'warning', 'information', 'hint', 'off'] satisfies (
  Severity | 'off'
)[];

/** Reads the settings anew. A workspace, trusted or not, may write anything there: what has the wrong type counts as not written. */
export function readSettings(uri?: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration('backpropCircuit', uri ?? null);
  const flag = (name: string): boolean => section.get<unknown>(name) !== false;
  return {
    enabled: flag('lint.enabled'),
    delay: delayOf(section.get<unknown>('lint.delay')),
    severity: severityOf(section.get<unknown>('lint.severity')),
    exclude: excludeOf(section.get<unknown>('lint.exclude')),
    codeLens: flag('codeLens.enabled'),
    hover: flag('hover.enabled'),
  };
}

function delayOf(value: unknown): number {
  return typeof value === 'number' && value >= 0 ? Math.min(value, 5000) : 300;
}

function severityOf(value: unknown): ReadonlyMap<string, Severity | 'off'> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value).filter(isSeverity) : []);
}

function isSeverity(entry: [string, unknown]): entry is [string, Severity | 'off'] {
  return severities.includes(entry[1]);
}

function excludeOf(value: unknown): string[] {
  const globs: readonly unknown[] = Array.isArray(value) ? value : [];
  return globs.filter((glob) => typeof glob === 'string');
}

/** Whether a file lies where `lint.exclude` says that nothing is checked. Globs count from the workspace folder, as those of `files.exclude`. `file` is the notebook's for a cell. */
export function isExcluded(document: vscode.TextDocument, file: vscode.Uri, { exclude }: Settings): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(file);
  return exclude.some((glob) => {
    const pattern = folder ? new vscode.RelativePattern(folder, glob) : glob;
    return vscode.languages.match({ pattern }, document) > 0;
  });
}
