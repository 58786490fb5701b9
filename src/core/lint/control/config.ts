import type { Diagnostic, Severity } from '../../base/diagnostic.ts';

/** What the user makes of the rules' own severities. The key `*` speaks for every rule that is not named. */
export interface LintConfig {
  readonly severities: Readonly<Partial<Record<string, Severity | 'off'>>>;
}

/** The diagnostics with the severities that the user wants; those that are off are left out. */
export function withSeverities(diagnostics: readonly Diagnostic[], { severities }: LintConfig): Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const severity = severities[diagnostic.code] ?? severities['*'] ?? diagnostic.severity;
    return severity === 'off' ? [] : [{ ...diagnostic, severity }];
  });
}
