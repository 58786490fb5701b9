import { readFileSync } from 'node:fs';
import type { Severity } from '../core/base/diagnostic.ts';
import { rules } from '../core/lint/registry.ts';
import { Misuse, orMisuse } from './misuse.ts';
import type { DiagnosticJson, FileReport } from './report.ts';

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

type Level = Severity | 'off';

/** What the command line makes of the rules' own severities. */
export interface Severities {
  /** Levels by rule; the key `*` speaks for every rule that is not named. */
  readonly levels: ReadonlyMap<string, Level>;
  /** The least severe level that is reported. */
  readonly least: Severity;
}

/** Reads `--severity LEVEL`, `--rule CODE=LEVEL` and `--config FILE`; what the command line says counts before the file. */
export function readSeverities(
  least: string | undefined,
  assignments: readonly string[],
  config: string | undefined,
): Severities {
  const fromFile = config === undefined ? [] : Object.entries(severityIn(config));
  const fromLine = assignments.map((text): [string, unknown] => {
    const at = text.indexOf('=');
    if (at < 1) throw new Misuse(`--rule takes CODE=LEVEL, not "${text}"`);
    return [text.slice(0, at), text.slice(at + 1)];
  });
  const levels = new Map([...fromFile, ...fromLine].map(([code, level]) => [ruleOf(code), levelOf(level)]));
  const found = severities.find((severity) => severity === (least ?? 'hint'));
  if (!found) throw new Misuse(`--severity takes ${severities.join(', ')}, not "${least ?? ''}"`);
  return { levels, least: found };
}

/** `{ "severity": { "missing-factor": "off" } }` */
function severityIn(path: string): object {
  const config = orMisuse((): unknown => JSON.parse(readFileSync(path, 'utf8')));
  const isObject = typeof config === 'object' && config !== null;
  const unknownKey = isObject ? Object.keys(config).find((key) => key !== 'severity') : undefined;
  if (unknownKey !== undefined) throw new Misuse(`${path}: there is no setting "${unknownKey}"`);
  if (!isObject || !('severity' in config)) throw new Misuse(`${path} is no { "severity": { … } }`);
  const { severity } = config;
  if (typeof severity !== 'object' || severity === null) throw new Misuse(`${path}: "severity" is no { … }`);
  return severity;
}

function ruleOf(code: string): string {
  if (code !== '*' && !rules.some((rule) => rule.code === code)) throw new Misuse(`there is no rule "${code}"`);
  return code;
}

function levelOf(text: unknown): Level {
  const level = (['off', ...severities] as const).find((candidate) => candidate === text);
  if (!level) throw new Misuse(`a rule is off, ${severities.join(', ')}, not "${String(text)}"`);
  return level;
}

/** The report with the severities that were asked for, without what is off or below the least. */
export function atSeverities(report: FileReport, { levels, least }: Severities): FileReport {
  const diagnostics = report.diagnostics.flatMap((diagnostic): DiagnosticJson[] => {
    const own = severities.find((level) => level === diagnostic.severity) ?? 'hint';
    const severity = levels.get(diagnostic.code) ?? levels.get('*') ?? own;
    if (severity === 'off' || severities.indexOf(severity) > severities.indexOf(least)) return [];
    return [{ ...diagnostic, severity }];
  });
  return { ...report, diagnostics };
}
