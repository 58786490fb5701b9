import type { Log, ReportingDescriptor, Result, Location } from 'sarif';
import { rules } from '../core/lint/registry.ts';
import type { DiagnosticJson, FileReport, Place } from './report.ts';

const levels: Readonly<Record<string, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning' };

/** The findings as SARIF 2.1.0, which code hosts show beside the code. Lines and columns count from 1 there. */
export function sarifLog(files: readonly FileReport[], version: string): Log {
  return {
    version: '2.1.0',
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    runs: [
      {
        tool: { driver: { name: 'backprop-circuit', version, rules: rules.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: files.flatMap((file) => file.diagnostics.map((diagnostic) => result(file.path, diagnostic))),
      },
    ],
  };
}

function descriptor(rule: (typeof rules)[number]): ReportingDescriptor {
  return {
    id: rule.code,
    shortDescription: { text: rule.docs.what },
    fullDescription: { text: rule.docs.why },
    help: { text: rule.docs.howToFix },
    defaultConfiguration: { level: levels[rule.severity] ?? 'note' },
  };
}

function result(path: string, diagnostic: DiagnosticJson): Result {
  return {
    ruleId: diagnostic.code,
    level: levels[diagnostic.severity] ?? 'note',
    message: { text: diagnostic.message },
    locations: [location(path, diagnostic)],
    relatedLocations: diagnostic.related.map((related, id) => ({
      id,
      ...location(path, related),
      message: { text: related.message },
    })),
    fixes: diagnostic.fixes.map((fix) => ({
      description: { text: fix.title },
      artifactChanges: [
        {
          artifactLocation: { uri: uriOf(path) },
          replacements: fix.edits.map((edit) => ({
            deletedRegion: region(edit),
            insertedContent: { text: edit.newText },
          })),
        },
      ],
    })),
  };
}

function location(path: string, place: Place): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: region(place) } };
}

function region({ range }: Place): { startLine: number; startColumn: number; endLine: number; endColumn: number } {
  return {
    startLine: range.start.line + 1,
    startColumn: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

function uriOf(path: string): string {
  return path.split(/[\\/]/).map(encodeURIComponent).join('/');
}
