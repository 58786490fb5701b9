import { readFileSync, readdirSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { joinCells, type JoinedCells } from '../core/base/cells.ts';

/** A Python file or notebook, ready to be analysed. */
export interface InputFile {
  readonly path: string;
  readonly text: string;
  /** For notebooks, how positions lead back to cells. */
  readonly cells: JoinedCells | null;
}

const skippedFolders = new Set(['node_modules', '__pycache__', 'venv', 'env', 'site-packages', 'build', 'dist']);

/**
 * The Python files and notebooks at or below a path, sorted. Virtual environments and other folders that hold no code of
 * one's own are left out, unless it is they that are asked for. Throws when the path does not exist.
 */
export function findFiles(path: string): string[] {
  return statSync(path).isDirectory() ? filesIn(path, readdirSync(path, { withFileTypes: true })) : [path];
}

function filesIn(folder: string, entries: readonly Dirent[]): string[] {
  const found: string[] = [];
  for (const entry of entries) {
    const inner = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name.startsWith('.') || skippedFolders.has(entry.name)) continue;
      const below = readdirSync(inner, { withFileTypes: true });
      if (!isEnvironment(below)) found.push(...filesIn(inner, below));
    } else if (/^[^.].*\.(?:py|ipynb)$/.test(entry.name)) {
      found.push(inner);
    }
  }
  return found.sort();
}

/** Whether a folder is a virtual environment of Python's own or of conda, under whatever name. */
function isEnvironment(entries: readonly Dirent[]): boolean {
  return entries.some(({ name }) => name === 'pyvenv.cfg' || name === 'conda-meta');
}

/** Reads one file; a notebook's code cells are joined. Throws with a plain sentence when it cannot be read. */
export function readInput(path: string): InputFile {
  const raw = readFileSync(path, 'utf8');
  if (!path.endsWith('.ipynb')) return { path, text: raw, cells: null };
  const cells = joinCells(codeCells(raw));
  return { path, text: cells.text, cells };
}

/** A file that is there but holds nothing that could be checked. */
export class UnreadableFile extends Error {}

interface NotebookCell {
  readonly cell_type?: string;
  readonly source?: string | readonly string[];
  readonly input?: string | readonly string[];
}

/** The sources of a notebook's code cells; nbformat 3 keeps them in worksheets, under `input`. */
function codeCells(raw: string): string[] {
  const notebook = parseNotebook(raw) as { cells?: NotebookCell[]; worksheets?: { cells?: NotebookCell[] }[] };
  const cells = notebook.cells ?? notebook.worksheets?.flatMap((sheet) => sheet.cells ?? []) ?? [];
  return cells.filter((cell) => cell.cell_type === 'code').map((cell) => sourceText(cell.source ?? cell.input ?? ''));
}

function parseNotebook(raw: string): unknown {
  try {
    return JSON.parse(raw);
  } catch {
    throw new UnreadableFile('it is no complete notebook');
  }
}

function sourceText(source: string | readonly string[]): string {
  return typeof source === 'string' ? source : source.join('');
}
