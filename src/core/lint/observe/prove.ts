import type { RunOptions } from '../../interp/execution.ts';
import { reparse, type Parsed } from '../../syntax/index.ts';
import { unitsOf, verifyUnit, type UnitReport } from '../../verify/verify.ts';

/** Answers whether a pass runs to its end in an edited text, with every gradient of it right and at least one proven. */
export function proverFor(
  { name, kind }: UnitReport,
  { options = {}, ...linted }: Parsed & { readonly options?: RunOptions },
): (text: string) => boolean {
  return (text) => {
    const module = reparse(linted, text);
    if (module.errors.length > 0) return false;
    const source = { text, module, options };
    const unit = unitsOf(source).find((candidate) => candidate.name === name && candidate.kind === kind);
    if (!unit) return false;
    const { faults, problems, gradients, outcome } = verifyUnit(unit, source, { repairBudget: 0 });
    const isRight = faults.length === 0 && problems.length === 0 && outcome.judgement?.allRight === true;
    return isRight && gradients.some(({ verdict }) => verdict === 'proven');
  };
}
