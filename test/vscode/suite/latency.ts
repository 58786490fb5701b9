import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { log } from './bridge.ts';
import { longFile } from './longFile.ts';
import { closeEditor, codeOf, findings, openText, pause, silenceIn } from './support.ts';

const PRESSES = 30;
const TARGET = 100;

/** Milliseconds from now until VS Code tells of new diagnostics in a document, and until they are there to be asked for. */
function nextDiagnostics(uri: vscode.Uri): Promise<{ readonly told: number; readonly there: number }> {
  const start = performance.now();
  const before = findings(uri).length;
  let there = 0;
  const poll = setInterval(() => {
    if (there === 0 && findings(uri).length !== before) there = performance.now() - start;
  }, 1);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      clearInterval(poll);
      subscription.dispose();
      reject(new Error('no diagnostics came'));
    }, 20_000);
    const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString()) || findings(uri).length === before) return;
      clearInterval(poll);
      clearTimeout(timer);
      subscription.dispose();
      resolve({ told: performance.now() - start, there });
    });
  });
}

function summary(values: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function words({ median, p95 }: { readonly median: number; readonly p95: number }): string {
  return `median ${String(median)} ms, p95 ${String(p95)} ms: ${median < TARGET ? 'PASS' : 'FAIL'} (${String(TARGET)} ms)`;
}

describe('Latency', () => {
  it('from a key press to new diagnostics in a file of 1,000 lines', async function () {
    this.timeout(180_000);
    const { text, line, column } = longFile();
    const editor = await openText(text);
    const { document } = editor;
    await silenceIn(document.uri);
    const delay = vscode.workspace.getConfiguration('backpropCircuit', document.uri).get('lint.delay', 300);
    const end = new vscode.Position(line, column);
    editor.revealRange(new vscode.Range(end, end));
    const told: number[] = [];
    const there: number[] = [];
    for (let press = 0; press < PRESSES; press++) {
      const isWrong = press % 2 === 0;
      const place = isWrong ? end : end.translate(0, 1);
      editor.selection = new vscode.Selection(place, place);
      await pause(150);
      const arrived = nextDiagnostics(document.uri);
      if (isWrong) await vscode.commands.executeCommand('type', { text: '2' });
      else await vscode.commands.executeCommand('deleteLeft');
      const times = await arrived;
      told.push(times.told - delay);
      there.push(times.there - delay);
      const lines = findings(document.uri).map((diagnostic) => [codeOf(diagnostic), diagnostic.range.start.line]);
      if (isWrong)
        assert.deepEqual(
          lines.map(([, at]) => at),
          [line],
          JSON.stringify(lines),
        );
      else assert.deepEqual(lines, []);
    }
    await log(
      `    ${String(document.lineCount)} lines, ${String(PRESSES)} key presses, after the delay of ${String(delay)} ms`,
    );
    for (const [what, times] of Object.entries({
      'until VS Code tells of them, 50 ms late': told,
      'until they are there': there,
    })) {
      const [wrong, right] = [0, 1].map((rest) => times.filter((_, press) => press % 2 === rest));
      await log(`    ${what}: ${words(summary(times))}`);
      await log(`      of a mistake: ${words(summary(wrong ?? []))}; of its repair: ${words(summary(right ?? []))}`);
    }
    await closeEditor();
  });
});
