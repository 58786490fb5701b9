const MATHML = 'http://www.w3.org/1998/Math/MathML';

/** Elements and attributes of MathML Core that a formula may hold; all else is dropped, its text kept. */
const ELEMENTS = new Set(
  'math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover mtable mtr mtd mstyle mpadded mphantom mmultiscripts mprescripts'.split(
    ' ',
  ),
);
const ATTRIBUTES = new Set(
  'display mathvariant stretchy fence separator form lspace rspace width height depth linethickness accent accentunder columnspan rowspan'.split(
    ' ',
  ),
);

function copy(from: Node, into: Element): void {
  for (const child of from.childNodes) {
    if (child instanceof Text) into.append(child.data);
    if (!(child instanceof Element)) continue;
    const name = child.localName.toLowerCase();
    if (!ELEMENTS.has(name)) {
      copy(child, into);
      continue;
    }
    const element = document.createElementNS(MATHML, name);
    for (const { name: attribute, value } of child.attributes) {
      if (ATTRIBUTES.has(attribute)) element.setAttribute(attribute, value);
    }
    copy(child, element);
    into.append(element);
  }
}

/**
 * A formula from its MathML markup, ready for the page. The markup holds names from the user's text, so it is
 * rebuilt from known elements instead of being trusted.
 */
export function mathElement(markup: string): Element {
  const parsed = new DOMParser().parseFromString(markup, 'text/html').body;
  const math = document.createElementNS(MATHML, 'math');
  const outer = parsed.children.length === 1 ? parsed.querySelector(':scope > math') : null;
  copy(outer ?? parsed, math);
  return math;
}
