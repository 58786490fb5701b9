import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../interp/execution.ts';
import { pythonOf } from '../interp/definitions.ts';
import type { Module } from '../syntax/ast.ts';
import { Reader, walkStatements } from '../syntax/index.ts';
import { moved, type PassReport } from './moved.ts';
import { Pieces, type Piece } from './pieces.ts';
import { reachOf, type Reach } from './reach.ts';
import type { Source, Unit } from './unit.ts';

/** What a check says of one pass, as plain data. */
export interface CheckedPass {
  readonly report: PassReport;
  readonly diagnostics: readonly Diagnostic[];
}

interface Kept {
  readonly pass: CheckedPass;
  /** Where the pieces that the pass may run stood when it was judged. */
  readonly pieces: readonly Piece[];
}

/** So many judged passes are kept; the ones asked for last stay longest. */
const MAX_KEPT = 500;

/**
 * Passes that were judged, for the next version of a text: one whose functions, and whatever they may run, read as before is
 * not judged again. Its places are moved to where the text stands now. One cache serves one `Environment`.
 */
export class PassCache {
  readonly #kept = new Map<string, Kept>();
  readonly #pieces = new Pieces();
  readonly #imports = new Imports();
  readonly #reader = new Reader();

  /** The tree of a text. What it has in common with an earlier one is not read again. */
  read(text: string): Module {
    return this.#reader.read(text);
  }

  /** Prepares to ask about the passes of one text. */
  open(source: Source): PassesOfText {
    const { text, module, options } = source;
    const pieces = this.#pieces.of(text, module);
    const { dialect, floorsIntegers, lenient } = pythonOf(module);
    const imports = this.#imports.of(module, options);
    // In a broken text no fix can be proven, and a name that is missing may stand in the broken part.
    const isBroken = module.errors.length > 0;
    const around = [dialect, floorsIntegers, lenient, isBroken, options.ieee === true, imports].join(' ');
    return new PassesOfText(this.#kept, pieces, around);
  }
}

/** What is known of the passes of one text. */
export class PassesOfText {
  readonly #kept: Map<string, Kept>;
  readonly #pieces: readonly Piece[];
  readonly #around: string;
  readonly #reaches = new Map<Unit, Reach>();

  constructor(kept: Map<string, Kept>, pieces: readonly Piece[], around: string) {
    this.#kept = kept;
    this.#pieces = pieces;
    this.#around = around;
  }

  /** What was found out about a pass, null when it has to be judged. */
  known(unit: Unit): CheckedPass | null {
    const { fingerprint, pieces } = this.#reachOf(unit);
    const key = this.#keyOf(fingerprint);
    const kept = this.#kept.get(key);
    const pass = kept && moved(kept.pass, kept.pieces, pieces);
    if (!kept || !pass) return null;
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    return { ...pass, report: { ...pass.report, span: unit.span } };
  }

  /** Remembers what was found out about a pass. */
  keep(unit: Unit, pass: CheckedPass): void {
    const { fingerprint, pieces } = this.#reachOf(unit);
    this.#kept.set(this.#keyOf(fingerprint), { pass, pieces });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) this.#kept.delete(oldest);
  }

  #keyOf(fingerprint: string): string {
    return `${this.#around}\u0000${fingerprint}`;
  }

  #reachOf(unit: Unit): Reach {
    const known = this.#reaches.get(unit);
    if (known) return known;
    const reach = reachOf(unit, this.#pieces);
    this.#reaches.set(unit, reach);
    return reach;
  }
}

/** Names the files that a text imports, directly or not: another version of one of them is another name. */
class Imports {
  readonly #ids = new WeakMap<Module, number>();
  #nextId = 0;

  of(module: Module, { load }: RunOptions): string {
    if (!load) return '';
    const found = new Map<string, number>();
    const open = [{ module, file: '' }];
    for (let next = open.pop(); next; next = open.pop()) {
      for (const { name, level } of importsOf(next.module)) {
        const loaded = load(name, level, next.file);
        if (!loaded || found.has(loaded.file)) continue;
        found.set(loaded.file, this.#idOf(loaded.module));
        open.push(loaded);
      }
    }
    return [...found.values()].join(',');
  }

  #idOf(module: Module): number {
    const known = this.#ids.get(module);
    if (known !== undefined) return known;
    const id = this.#nextId++;
    this.#ids.set(module, id);
    return id;
  }
}

const importsKnown = new WeakMap<Module, readonly { readonly name: string; readonly level: number }[]>();

/** The modules that a file may import, wherever in it, and the ones that may be modules of packages. */
function importsOf(module: Module): readonly { readonly name: string; readonly level: number }[] {
  const known = importsKnown.get(module);
  if (known) return known;
  const found: { name: string; level: number }[] = [];
  walkStatements(module, (statement) => {
    if (statement.kind === 'Import') for (const { name } of statement.names) found.push({ name, level: 0 });
    if (statement.kind !== 'ImportFrom') return undefined;
    const { module: name, level, names } = statement;
    found.push({ name, level });
    for (const alias of names) found.push({ name: name === '' ? alias.name : `${name}.${alias.name}`, level });
    return undefined;
  });
  importsKnown.set(module, found);
  return found;
}
