/** The axes of a shape as somebody wrote them: `['N', 'D']`, `['?', '3']` (`?` for a length without a name), `[]` for a scalar. */
export type StatedDims = readonly string[];

const TOKEN = String.raw`[A-Za-z0-9_.?:*+\-/ ]*`;
const TUPLE = new RegExp(
  String.raw`\(\s*((?:[A-Za-z0-9_.?:+\-]+)(?:\s*(?:,|\bx\b|×|\*)${TOKEN})+)\)|\(\s*([A-Za-z_]\w*|\d+)\s*,\s*\)`,
  'g',
);
const WIDE: Readonly<Record<string, string>> = { '（': '(', '）': ')', '，': ',', '、': ',', '：': ':', '；': ';' };

/** Full-width brackets and punctuation as the plain ones. */
export function plainPunctuation(text: string): string {
  return text.replace(/[（），、：；]/g, (mark) => WIDE[mark] ?? mark);
}

/** Every shape in a line, in order: `(N, D)`, `(N x D)`, `(N, d_1, ..., d_k)` as three, `(N,)`; `[N, D]` where the line speaks of shapes. */
export function shapesIn(line: string): StatedDims[] {
  const plain = plainPunctuation(line);
  const isAboutShapes = /shape|dimension|size|形状|维度/i.test(plain);
  const text = isAboutShapes ? plain.replace(/\[([^[\]]*)\]/g, '($1)') : plain;
  return [...text.matchAll(TUPLE)].flatMap(([, many, one]) => {
    const dims = dimsOf(many ?? one ?? '');
    return dims ? [dims] : [];
  });
}

/** The axes between the brackets; null where something else stands there. */
export function dimsOf(inner: string): StatedDims | null {
  const tokens = inner
    .split(/,|×|\bx\b/)
    .map((token) => token.replace(/\s+/g, ''))
    .filter((token) => token !== '' && !/^\.{2,3}$/.test(token));
  const dims = tokens.map((token) => (/^(?:None|\?|-1|:|\*)$/.test(token) ? '?' : token));
  return dims.every((dim) => dim === '?' || /^[A-Za-z_0-9][\w+\-*/.]*$/.test(dim)) ? dims : null;
}
