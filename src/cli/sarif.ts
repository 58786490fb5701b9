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
    message: { text: inCell(diagnostic) + diagnostic.message },
    locations: [location(path, diagnostic)],
    relatedLocations: diagnostic.related.map((related, id) => ({
      id,
      ...location(path, related),
      message: { text: related.message },
    })),
    // The text of a cell stands in the notebook's file as JSON: replacing text there would break it.
    fixes: (diagnostic.cell === undefined ? diagnostic.fixes : []).map((fix) => ({
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

/** A notebook's lines are those of its cells, not of its file: the file as a whole is the place, and words say the rest. */
function location(path: string, place: Place): Location {
  const artifactLocation = { uri: uriOf(path) };
  if (place.cell === undefined) return { physicalLocation: { artifactLocation, region: region(place) } };
  return {
    physicalLocation: { artifactLocation, region: { startLine: 1 } },
    logicalLocations: [{ name: cellName(place.cell), kind: 'cell' }],
  };
}

function inCell({ cell, range }: Place): string {
  return cell === undefined ? '' : `${cellName(cell)}, line ${String(range.start.line + 1)}: `;
}

function cellName(cell: number): string {
  return `Code cell ${String(cell + 1)}`;
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
