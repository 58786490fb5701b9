import { html, nothing, type TemplateResult } from 'lit';
import type { LocalGradient, Payload } from '../../core/circuit/circuit.ts';
import type { Palette } from '../../core/layout/heatMap.ts';
import { inputName } from '../model/describe.ts';
import type { Part, Scene } from '../model/scene.ts';
import { mathElement } from '../mathml.ts';
import { t } from '../texts.ts';
import type { Role } from './array.ts';

/** A number or array in an equation. */
export function amount(payload: Payload | null, is: Role, palette: Palette): TemplateResult {
  return payload === null
    ? html`<span class="number none" title=${t('no gradient flows here')}>–</span>`
    : html`<backprop-array .payload=${payload} .kind=${is} .palette=${palette}></backprop-array>`;
}

function term(body: unknown, caption: string): TemplateResult {
  return html`<span class="term"
    ><span class="term-body">${body}</span><span class="term-caption">${caption}</span></span
  >`;
}

function operator(sign: string): TemplateResult {
  return html`<span class="operator">${sign}</span>`;
}

function formula(local: LocalGradient): TemplateResult {
  return local.mathml === '' ? html`<code>${local.formula}</code>` : html`${mathElement(local.mathml)}`;
}

/** Whether a formula is its own number, so that it need not be told twice (`1 = 1`). */
function isItsNumber(local: LocalGradient): boolean {
  return local.value?.kind === 'scalar' && Number(local.formula) === local.value.value;
}

function localTerm(local: LocalGradient, palette: Palette): TemplateResult {
  if (isItsNumber(local)) return term(amount(local.value, 'local', palette), t('local'));
  const body = html`${formula(local)} ${operator('=')} ${amount(local.value, 'local', palette)}`;
  return term(body, t('local'));
}

function downstreamCaption(name: string): string {
  return t('downstream, to {0}', name);
}

/** One input's row: upstream × local = downstream, or the product that gives it where no single factor does. */
function row(scene: Scene, part: Part, index: number, palette: Palette): TemplateResult | typeof nothing {
  const local = part.local[index];
  const input = part.inputs[index];
  if (local === undefined || input === undefined) return nothing;
  const name = inputName(scene, input);
  const result = term(amount(local.downstream, 'gradient', palette), downstreamCaption(name));
  const left =
    local.value === null
      ? local.formula === ''
        ? nothing
        : html`${term(formula(local), t('formula'))} ${operator('=')}`
      : html`${term(amount(part.gradient, 'gradient', palette), t('upstream'))} ${operator('×')}
        ${localTerm(local, palette)} ${operator('=')}`;
  return html`<li>
    <p class="row-title"><span class="to">${t('to')}</span> ${name}</p>
    <div class="equation">${left} ${result}</div>
  </li>`;
}

/** What the gate sends back to each of its inputs. */
export function backwardRows(scene: Scene, part: Part, palette: Palette): TemplateResult | typeof nothing {
  if (part.inputs.length === 0) return nothing;
  return html`<h3>${t('Backward through this gate')}</h3>
    <ul class="rows">
      ${part.inputs.map((_, index) => row(scene, part, index, palette))}
    </ul>`;
}

/** What each use of the part's output sends back to it. */
function usesOf(scene: Scene, part: Part): { from: string; payload: Payload }[] {
  const consumers = new Set((scene.outgoing.get(part.id) ?? []).map((wire) => wire.to));
  return [...consumers].flatMap((id) => {
    const consumer = scene.parts.get(id);
    if (consumer === undefined) return [];
    return consumer.inputs.flatMap((input, index) => {
      const payload = consumer.local[index]?.downstream ?? null;
      return scene.boxOf(input) === part.id && payload !== null ? [{ from: inputName(scene, id), payload }] : [];
    });
  });
}

/** Where a wire forks: the sum of the gradients that come back along its branches. */
export function forkRow(scene: Scene, part: Part, palette: Palette): TemplateResult | typeof nothing {
  const uses = usesOf(scene, part);
  if (uses.length < 2 || part.gradient === null) return nothing;
  const terms = uses.map(
    ({ from, payload }, index) =>
      html`${index === 0 ? nothing : operator('+')} ${term(amount(payload, 'gradient', palette), t('from {0}', from))}`,
  );
  return html`<h3>${t('Gradients add up at forks')}</h3>
    <div class="equation fork">
      ${terms} ${operator('=')} ${term(amount(part.gradient, 'gradient', palette), t('gradient'))}
    </div>`;
}
