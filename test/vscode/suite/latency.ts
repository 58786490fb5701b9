import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { log } from './bridge.ts';
import { longFile } from './longFile.ts';
import { closeEditor, codeOf, findings, openText, pause, silenceIn } from './support.ts';

const PRESSES = 30;
const TARGET = 100;

interface Times {
  /** Milliseconds until VS Code tells of new diagnostics. */
  readonly told: number;
  /** Milliseconds until they are there to be asked for. */
  readonly there: number;
  /** Milliseconds of processor time that the extension host, with the checker's worker, spent from the end of the delay. */
  readonly worked: number;
}

/** Waits for diagnostics in a document that read otherwise than now; they can come when the delay is over. */
function nextDiagnostics(uri: vscode.Uri, delay: number): Promise<Times> {
  const messages = (): string =>
    findings(uri)
      .map(({ message }) => message)
      .join();
  const start = performance.now();
  let spent = process.cpuUsage();
  const before = messages();
  let there = 0;
  let worked = 0;
  const arrive = (): void => {
    if (there > 0 || messages() === before) return;
    there = performance.now() - start;
    const { user, system } = process.cpuUsage(spent);
    worked = (user + system) / 1000;
  };
  let poll: ReturnType<typeof setInterval> | undefined;
  setTimeout(() => {
    spent = process.cpuUsage();
    poll = setInterval(arrive, 2);
  }, delay - 1);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      clearInterval(poll);
      subscription.dispose();
      reject(new Error('no diagnostics came'));
    }, 20_000);
    const subscription = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      if (!uris.some((changed) => changed.toString() === uri.toString()) || messages() === before) return;
      clearInterval(poll);
      clearTimeout(timer);
      subscription.dispose();
      arrive();
      resolve({ told: performance.now() - start, there, worked });
    });
  });
}

function summary(values: readonly number[]): { readonly median: number; readonly p95: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(share * (sorted.length - 1))] ?? NaN);
  return { median: at(0.5), p95: at(0.95) };
}

function words(values: readonly number[]): string {
  const { median, p95 } = summary(values);
  return `median ${String(median)} ms, p95 ${String(p95)} ms: ${median < TARGET ? 'PASS' : 'FAIL'} (${String(TARGET)} ms)`;
}

/** Types at the cursor, or takes back, and waits. */
async function press(document: vscode.TextDocument, key: string | null, delay: number): Promise<Times> {
  await pause(150);
  const arrived = nextDiagnostics(document.uri, delay);
  if (key === null) await vscode.commands.executeCommand('deleteLeft');
  else await vscode.commands.executeCommand('type', { text: key });
  return arrived;
}

describe('Latency', () => {
  it('from a key press to new diagnostics in a file of 1,000 lines', async function () {
    this.timeout(180_000);
    const { text, places } = longFile();
    const editor = await openText(text);
    const { document } = editor;
    await silenceIn(document.uri);
    const delay = vscode.workspace.getConfiguration('backpropCircuit', document.uri).get('lint.delay', 300);
    const mistakes: Times[] = [];
    const repairs: Times[] = [];
    for (let i = 0; i < PRESSES; i++) {
      const { line, column } = places[i % places.length] ?? { line: 0, column: 0 };
      editor.selection = new vscode.Selection(line, column, line, column);
      mistakes.push(await press(document, String(Math.floor(i / places.length) % 10), delay));
      assert.deepEqual(
        findings(document.uri).map((diagnostic) => [codeOf(diagnostic).length > 0, diagnostic.range.start.line]),
        [[true, line]],
      );
      repairs.push(await press(document, null, delay));
      assert.deepEqual(findings(document.uri), []);
    }
    const lines = String(document.lineCount);
    await log(`    ${lines} lines, ${String(PRESSES)} key presses, after the delay of ${String(delay)} ms`);
    for (const [what, times] of Object.entries({ 'a new mistake': mistakes, 'taking it back': repairs })) {
      await log(`    ${what}: there after ${words(times.map(({ there }) => there - delay))}`);
      const { median, p95 } = summary(times.map(({ worked }) => worked));
      await log(`      processor time of the extension host: median ${String(median)} ms, p95 ${String(p95)} ms`);
      await log(`      told by VS Code, which waits 50 ms, after ${words(times.map(({ told }) => told - delay))}`);
    }
    await closeEditor();
  });
});
