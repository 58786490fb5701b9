/**
 * Which value a gradient belongs to, by its name alone. Paths are canonical (`dx`, `grads['W1']`, `self.dW`); what comes
 * back are the names that the value may have, most specific first, compared by their last component.
 */

const containers = /^(?:self\.)?_?(?:grads?|gradients?|derivatives?|param_grads?|d_?params)$/i;
const wholeGradient = /^(?:grads?|gradients?|deltas?_?\d*|dparams)$/i;

interface NamePattern {
  readonly pattern: RegExp;
  /** How sure the spelling is: a `certain` name speaks of nothing else, a `likely` one needs its value to exist. */
  readonly strength: 'certain' | 'likely';
}

const patterns: readonly NamePattern[] = [
  { pattern: /^d(?:loss|cost|[LJEfCl])_?d_?(.+)$/, strength: 'certain' },
  { pattern: /^d_(?:loss|cost|[LJEfCl])_d_(.+)$/, strength: 'certain' },
  { pattern: /^d(?:f|L|J|E|C|loss|cost)_(?:wrt_)?d?(.+)$/, strength: 'certain' },
  { pattern: /^(?:grads?|gradient|nabla|Grad)_(?:wrt_|of_)?(.+)$/, strength: 'certain' },
  { pattern: /^(?:grad|nabla)([A-Z].*)$/, strength: 'certain' },
  { pattern: /^(.+)_(?:grads?|gradients?|bar|adjoint|adj|delta)$/, strength: 'certain' },
  { pattern: /^(.+)(?:Grad|Gradient|Delta)$/, strength: 'certain' },
  { pattern: /^[dD]_?(.+)$/, strength: 'likely' },
  { pattern: /^[dD]elta_?(.+)$/, strength: 'likely' },
  { pattern: /^(.+?)grads?$/, strength: 'likely' },
];

/** The last component of a path: `self.params['W1']` is `W1`, `w[0]` is `w[0]`, `self.W` is `W`. */
export function lastComponent(path: string): string {
  const key = /\[(?:'([^']*)'|"([^"]*)")\]$/.exec(path);
  if (key) return key[1] ?? key[2] ?? path;
  const index = /((?:\[[^\]]*\])+)$/.exec(path);
  const stem = index ? path.slice(0, index.index) : path;
  const dot = stem.lastIndexOf('.');
  return stem.slice(dot + 1) + (index?.[1] ?? '');
}

/** Everything before the last component: `grads` of `grads['W1']`, `self` of `self.dW`, '' of `dx`. */
function containerOf(path: string): string {
  const key = /\[(?:'[^']*'|"[^"]*")\]$/.exec(path);
  if (key) return path.slice(0, key.index);
  const dot = path.lastIndexOf('.');
  return dot < 0 ? '' : path.slice(0, dot);
}

export interface GradientName {
  /** Possible names of the value, best first. Empty for a gradient whose name does not say (`delta`, `grad`). */
  readonly of: readonly string[];
  readonly strength: 'certain' | 'likely';
}

const known = new Map<string, GradientName | null>();
/** So many paths are remembered before all are forgotten. */
const MAX_KNOWN = 5000;

/** Reads a path as a gradient's name, or null when it cannot be one. */
export function readGradientName(path: string): GradientName | null {
  const before = known.get(path);
  if (before !== undefined) return before;
  if (known.size >= MAX_KNOWN) known.clear();
  const name = gradientNameIn(path);
  known.set(path, name);
  return name;
}

function gradientNameIn(path: string): GradientName | null {
  const attribute = /^(.+)\.(?:grads?|gradient)$/.exec(path);
  if (attribute?.[1] && attribute[1] !== 'self') return { of: [lastComponent(attribute[1])], strength: 'certain' };
  const last = lastComponent(path);
  const inContainer = containers.test(containerOf(path));
  const direct = readWord(last);
  if (inContainer) {
    return { of: direct && direct.of.length > 0 ? [last, ...direct.of] : [last], strength: 'certain' };
  }
  return direct;
}

function readWord(word: string): GradientName | null {
  if (wholeGradient.test(word)) return { of: [], strength: 'likely' };
  const of: string[] = [];
  let strength: GradientName['strength'] | null = null;
  for (const candidate of patterns) {
    const name = candidate.pattern.exec(word)?.[1];
    if (name === undefined || name === '') continue;
    strength ??= candidate.strength;
    for (const spelling of spellings(name)) if (!of.includes(spelling)) of.push(spelling);
  }
  return strength ? { of, strength } : null;
}

/** `dX` may be the gradient of `X` or of `x`; `Dscores` of `scores`; `dLayer1` of `layer1`. */
function spellings(name: string): string[] {
  const lower = name.charAt(0).toLowerCase() + name.slice(1);
  const upper = name.charAt(0).toUpperCase() + name.slice(1);
  return [...new Set([name, lower, upper])];
}

/** Names that a given upstream gradient has where it names no value of the text. */
export function isUpstreamName(path: string): boolean {
  return /^(?:d_?out(?:put)?s?|d_?up(?:stream)?|upstream(?:_?grad(?:ient)?)?|up_?grad|grad_?out(?:put)?|d_?next|d[AZaz]|delta|dvalues|dY|dy|D?diff|eta|error|grad|dL|dLoss|top_diff|g)$/.test(
    lastComponent(path),
  );
}

/** How likely a name is the scalar that the gradients are of: 0 for no hint. */
export function lossScore(path: string): number {
  const name = lastComponent(path);
  if (/^(?:total_)?(?:loss|cost|objective|energy|nll|J|L|E)$/i.test(name)) return 3;
  if (/(?:loss|cost)/i.test(name)) return 2;
  return /^(?:f|out|output|y|err(?:or)?|result)$/.test(name) ? 1 : 0;
}

/** Whether a comment is about gradients. */
export function speaksOfBackward(comment: string): boolean {
  return /back(?:ward|prop)|gradient|\bgrads?\b|derivative|chain rule|反向|梯度|求导/i.test(comment);
}
