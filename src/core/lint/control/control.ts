import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Localize } from '../../base/localize.ts';
import { withSeverities, type LintConfig } from './config.ts';
import { isGenerated } from './generated.ts';
import { unsuppressed, type Controlled } from './suppress.ts';
import { unknownRules } from './unknownRule.ts';

/**
 * What is left of a text's diagnostics when the user has had a say: nothing in generated files, nothing that a comment turns
 * off, and the severities of the settings. Names of rules in such comments that do not exist are hinted at.
 */
export function controlled(
  diagnostics: readonly Diagnostic[],
  text: Controlled,
  config: LintConfig | undefined,
  localize: Localize,
): Diagnostic[] {
  if (isGenerated(text.text, text.module)) return [];
  const wanted = [...unsuppressed(diagnostics, text), ...unknownRules(text, localize)];
  return config ? withSeverities(wanted, config) : wanted;
}
