import type { BitSource } from './bits.ts';

/** One draw of the number of successes in `n` trials of probability `p`, with NumPy's algorithms and so with its numbers. */
export function drawBinomial(bits: BitSource, n: number, p: number): number {
  const rare = p <= 0.5 ? p : 1 - p;
  const count = rare * n <= 30 ? byInversion(bits, n, rare) : byRejection(bits, n, rare);
  return p <= 0.5 ? count : n - count;
}

/** Walks up the cumulative distribution until it passes a uniform number. */
function byInversion(bits: BitSource, n: number, p: number): number {
  const q = 1 - p;
  const none = Math.exp(n * Math.log(q));
  const bound = Math.floor(Math.min(n, n * p + 10 * Math.sqrt(n * p * q + 1)));
  let count = 0;
  let chance = none;
  let u = bits.nextDouble();
  while (u > chance) {
    count++;
    if (count > bound) {
      count = 0;
      chance = none;
      u = bits.nextDouble();
    } else {
      u -= chance;
      chance = ((n - count + 1) * p * chance) / (count * q);
    }
  }
  return count;
}

/** The regions of algorithm BTPE: a triangle, two parallelograms and two exponential tails over the scaled distribution. */
interface Envelope {
  readonly n: number;
  readonly r: number;
  readonly q: number;
  readonly mode: number;
  readonly middle: number;
  readonly left: number;
  readonly right: number;
  readonly c: number;
  readonly leftRate: number;
  readonly rightRate: number;
  readonly p1: number;
  readonly p2: number;
  readonly p3: number;
  readonly p4: number;
}

/** Kachitvichyanukul and Schmeiser, "Binomial random variate generation" (1988), algorithm BTPE. */
function byRejection(bits: BitSource, n: number, p: number): number {
  const envelope = envelopeOf(n, p);
  for (;;) {
    const u = bits.nextDouble() * envelope.p4;
    const v = bits.nextDouble();
    const candidate = propose(envelope, u, v);
    if (candidate && (candidate.inside || accepts(envelope, candidate.y, candidate.v))) return candidate.y;
  }
}

function envelopeOf(n: number, r: number): Envelope {
  const q = 1 - r;
  const peak = n * r + r;
  const mode = Math.floor(peak);
  const p1 = Math.floor(2.195 * Math.sqrt(n * r * q) - 4.6 * q) + 0.5;
  const middle = mode + 0.5;
  const left = middle - p1;
  const right = middle + p1;
  const c = 0.134 + 20.5 / (15.3 + mode);
  const a = (peak - left) / (peak - left * r);
  const leftRate = a * (1 + a / 2);
  const b = (right - peak) / (right * q);
  const rightRate = b * (1 + b / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / leftRate;
  return { n, r, q, mode, middle, left, right, c, leftRate, rightRate, p1, p2, p3, p4: p3 + c / rightRate };
}

/** A point under the envelope: in the triangle it is accepted at once, elsewhere `v` is still to be compared. Null asks for new numbers. */
function propose(e: Envelope, u: number, v: number): { y: number; v: number; inside: boolean } | null {
  if (u <= e.p1) return { y: Math.floor(e.middle - e.p1 * v + u), v, inside: true };
  if (u <= e.p2) {
    const x = e.left + (u - e.p1) / e.c;
    const height = v * e.c + 1 - Math.abs(e.mode - x + 0.5) / e.p1;
    return height > 1 ? null : { y: Math.floor(x), v: height, inside: false };
  }
  if (v === 0) return null;
  if (u <= e.p3) {
    const y = Math.floor(e.left + Math.log(v) / e.leftRate);
    return y < 0 ? null : { y, v: v * (u - e.p2) * e.leftRate, inside: false };
  }
  const y = Math.floor(e.right - Math.log(v) / e.rightRate);
  return y > e.n ? null : { y, v: v * (u - e.p3) * e.rightRate, inside: false };
}

function accepts(e: Envelope, y: number, v: number): boolean {
  const distance = Math.abs(y - e.mode);
  const spread = e.n * e.r * e.q;
  if (distance <= 20 || distance >= spread / 2 - 1) return v <= ratioToMode(e, y);
  const rho = (distance / spread) * ((distance * (distance / 3 + 0.625) + 0.16666666666666666) / spread + 0.5);
  const t = (-distance * distance) / (2 * spread);
  const height = Math.log(v);
  if (height < t - rho) return true;
  return height <= t + rho && height <= stirlingBound(e, y);
}

/** The probability of `y` relative to the mode's, by recursion. */
function ratioToMode(e: Envelope, y: number): number {
  const s = e.r / e.q;
  const a = s * (e.n + 1);
  let ratio = 1;
  for (let i = e.mode + 1; i <= y; i++) ratio *= a / i - s;
  for (let i = y + 1; i <= e.mode; i++) ratio /= a / i - s;
  return ratio;
}

/** The logarithm of that ratio by Stirling's series. */
function stirlingBound(e: Envelope, y: number): number {
  const x1 = y + 1;
  const f1 = e.mode + 1;
  const z = e.n + 1 - e.mode;
  const w = e.n - y + 1;
  return (
    e.middle * Math.log(f1 / x1) +
    (e.n - e.mode + 0.5) * Math.log(z / w) +
    (y - e.mode) * Math.log((w * e.r) / (x1 * e.q)) +
    stirlingTail(f1) +
    stirlingTail(z) +
    stirlingTail(x1) +
    stirlingTail(w)
  );
}

function stirlingTail(x: number): number {
  const squared = x * x;
  return (13680 - (462 - (132 - (99 - 140 / squared) / squared) / squared) / squared) / x / 166320;
}
