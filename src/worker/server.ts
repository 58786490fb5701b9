import type { Analysis, Environment } from '../core/analyze.ts';
import { analyze } from '../core/analyze.ts';
import { LineIndex } from '../core/base/lineIndex.ts';
import { english, localizerOf, type Localize } from '../core/base/localize.ts';
import type { FromWorker, PanelQuestion, Request, RequestName, Requests, TextQuestion, ToWorker } from './messages.ts';
import type { Span } from '../core/base/span.ts';
import { PassCache } from '../core/verify/cache.ts';
import { checkReply } from './checkReply.ts';
import { fixAllReply } from './fixAll.ts';
import { Queue } from './queue.ts';
import { backwardText, panelReply, svgText } from './panelReply.ts';

/** An analysis with the line index of its text. */
export interface Analyzed {
  readonly analysis: Analysis;
  readonly lines: LineIndex;
}

type Handlers = {
  readonly [N in RequestName]: (
    question: Requests[N]['question'],
    server: Server,
  ) => Requests[N]['answer'] | Promise<Requests[N]['answer']>;
};

const handlers: Handlers = {
  check: (question, server) => checkReply(server.analyzed(question)),
  fixAll: (question, server) =>
    fixAllReply(server.analyzed(question), question.off, (text) => server.analyze(text, question.cells)),
  lenses: (question, server) => {
    const { analysis, lines } = server.analyzed(question);
    return analysis.lenses().map((lens) => ({
      range: lines.rangeOf(lens.span),
      selection: lines.rangeOf(lens.selection),
      title: lens.title,
    }));
  },
  hover: (question, server) => {
    const { analysis, lines } = server.analyzed(question);
    const hover = analysis.hover(lines.offsetAt(question.at), question.marked);
    return hover && { range: lines.rangeOf(hover.span), markdown: hover.markdown };
  },
  panel: async (question, server) => panelReply(question, await server.asked(question)),
  svg: async (question, server) => svgText(question, await server.asked(question)),
  backward: async (question, server) => backwardText(question, await server.asked(question)),
};

/** Keeps the latest analysis of each text, so that hover, panel and check of one version share it. */
export class Server {
  readonly #kept = new Map<string, Analyzed & { readonly version: number }>();
  readonly #cache = new PassCache();
  readonly #clock: () => number;
  localize: Localize = english;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  analyzed(question: TextQuestion): Analyzed {
    const known = this.#kept.get(question.uri);
    if (known?.version === question.version && known.analysis.text === question.text) return known;
    const fresh = {
      analysis: this.analyze(question.text, question.cells),
      lines: new LineIndex(question.text),
      version: question.version,
    };
    this.#kept.delete(question.uri);
    this.#kept.set(question.uri, fresh);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > 8 && oldest !== undefined) this.#kept.delete(oldest);
    return fresh;
  }

  /** An analysis of a text that nobody has on the screen. */
  analyze(text: string, cells: readonly number[] = []): Analysis {
    const environment = this.#environment();
    if (cells.length === 0) return analyze(text, environment);
    const lines = new LineIndex(text);
    return analyze(text, { ...environment, cellStarts: cells.map((line) => lines.lineStart(line)) });
  }

  /** The analysis for a circuit: of the formula that is asked about, else of the text. Formulas load mathjs. */
  async asked(question: PanelQuestion): Promise<Analyzed> {
    if (!question.formula) return this.analyzed(question);
    const { analyzeFormula } = await import('../core/answer/formula.ts');
    const lines = new LineIndex(question.text);
    const span = question.selection ? lines.spanOf(question.selection) : lineOf(lines, question);
    return { analysis: analyzeFormula(question.text, span, this.#environment()), lines };
  }

  #environment(): Environment {
    return { localize: this.localize, clock: this.#clock, cache: this.#cache };
  }
}

function lineOf(lines: LineIndex, { at, text }: PanelQuestion): Span {
  if (!at) return { start: 0, end: text.length };
  return { start: lines.lineStart(at.line), end: lines.lineStart(at.line + 1) };
}

/** Answers requests one after another, the urgent ones first; every one gets an answer or a failure. `clock` counts milliseconds. */
export function createServer(
  post: (reply: FromWorker) => void,
  clock = (): number => performance.now(),
): (message: ToWorker) => void {
  const server = new Server(clock);
  const queue = new Queue();
  let isBusy = false;
  const goOn = async (): Promise<void> => {
    for (let request = queue.next(); request; request = queue.next()) {
      post(await answered(request, server));
      await arrivals();
    }
    isBusy = false;
  };
  return (message) => {
    if (message.type === 'init') {
      server.localize = localizerOf(message.bundle);
      return;
    }
    for (const { id } of queue.add(message)) post({ id, overtaken: true });
    if (isBusy) return;
    isBusy = true;
    void arrivals().then(goOn);
  };
}

/** Lets the messages in that came while the worker was at work: only then is it known what is urgent and what is overtaken. */
function arrivals(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

async function answered({ type, id, question }: Request, server: Server): Promise<FromWorker> {
  const handler = handlers[type] as (question: unknown, server: Server) => unknown;
  try {
    return { id, answer: await handler(question, server) };
  } catch (error) {
    return { id, failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
