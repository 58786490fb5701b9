import { KINDS } from './kinds.ts';
import type { FileResult, Trial } from './measure.ts';

/** The table by kind, as Markdown. */
export function tableOf(results: readonly FileResult[]): string {
  const trials = results.flatMap((result) => result.trials);
  const single = trials.filter((trial) => trial.kind !== 'pair');
  const rows = KINDS.map((kind) =>
    row(
      kind,
      single.filter((trial) => trial.kind === kind),
    ),
  );
  const head = [
    '| kind | mutants | flagged | exact line | on line | right rule | repaired | wrong fixes | no fault |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  const pairs = row(
    'pairs of faults',
    trials.filter((trial) => trial.kind === 'pair'),
  );
  const running = row(
    'single, that run to the end',
    single.filter((trial) => trial.raises === ''),
  );
  return [...head, ...rows.filter((line) => line !== ''), row('**all single**', single), running, pairs].join('\n');
}

function row(name: string, trials: readonly Trial[]): string {
  const faults = trials.filter((trial) => trial.changes);
  if (trials.length === 0) return '';
  const share = (test: (trial: Trial) => boolean): string => {
    return faults.length === 0 ? '–' : `${((100 * faults.filter(test).length) / faults.length).toFixed(1)} %`;
  };
  const cells = [
    name,
    String(faults.length),
    share((trial) => trial.flagged),
    share((trial) => trial.exact),
    share((trial) => trial.onLine),
    share((trial) => trial.named),
    share((trial) => trial.repaired),
    String(faults.reduce((sum, trial) => sum + trial.wrongFixes.length, 0)),
    String(trials.length - faults.length),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** What fell short in one file, worst first: the list to work from. Each entry begins with what is lacking and the kind. */
export function shortcomings({ trials }: FileResult): string {
  const short = trials.filter((trial) => trial.changes && lackOf(trial) !== '');
  const ordered = short.toSorted((a, b) => order.indexOf(lackOf(a)) - order.indexOf(lackOf(b)));
  return ordered.map((trial) => `${entryOf(trial)}\n`).join('');
}

const order = ['WRONG FIX', 'not flagged', 'other line', 'also elsewhere', 'other rule', 'no repair'];

function lackOf(trial: Trial): string {
  if (trial.wrongFixes.length > 0) return 'WRONG FIX';
  if (!trial.flagged) return 'not flagged';
  if (!trial.onLine) return 'other line';
  if (!trial.exact) return 'also elsewhere';
  if (!trial.named) return 'other rule';
  return trial.repaired ? '' : 'no repair';
}

function entryOf(trial: Trial): string {
  const wrong = trial.wrongFixes.map((fix) => `\n    wrong fix: ${fix}`).join('');
  const raises = trial.raises === '' ? '' : ` (Python raises ${trial.raises})`;
  const reported = trial.reported.length === 0 ? 'nothing' : trial.reported.join(', ');
  return `${lackOf(trial)} [${trial.kind}] ${trial.place}\n    ${trial.original}\n -> ${trial.mutated}\n    reported: ${reported}${raises}${wrong}`;
}
