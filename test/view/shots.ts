import { mkdir } from 'node:fs/promises';
import { Harness } from './harness.ts';
import * as states from './states.ts';
import * as troubled from './troubledStates.ts';
import type { ThemeName } from './themes.ts';
import type { PanelState } from '../../src/protocol.ts';

interface Shot {
  readonly name: string;
  readonly state: PanelState;
  readonly theme: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly select?: string;
  readonly step?: number;
}

const SHOTS: readonly Shot[] = [
  { name: 'sum-times-dark', state: states.sumTimes(), theme: 'dark', select: 'g4' },
  { name: 'sum-times-light', state: states.sumTimes(), theme: 'light' },
  { name: 'neuron-dark', state: states.neuron(), theme: 'dark', select: 'g8', width: 1400 },
  { name: 'neuron-folded-light', state: states.neuron(true), theme: 'light', select: 'group0' },
  { name: 'patterns-hc', state: states.patterns(), theme: 'highContrast', select: 'g5' },
  { name: 'patterns-hc-light', state: states.patterns(), theme: 'highContrastLight', select: 'g4' },
  { name: 'staged-light', state: states.staged(), theme: 'light', select: 'g0', width: 1400 },
  { name: 'matrices-dark', state: states.matrices(), theme: 'dark', select: 'g2', width: 1300, height: 900 },
  { name: 'matrices-light', state: states.matrices(), theme: 'light', select: 'g4', width: 1300, height: 900 },
  { name: 'long-names-dark', state: states.longNames(), theme: 'dark', select: 'g2' },
  { name: 'long-names-narrow', state: states.longNames(), theme: 'light', select: 'g2', width: 400, height: 800 },
  { name: 'sum-times-narrow', state: states.sumTimes(), theme: 'dark', select: 'g3', width: 400, height: 800 },
  { name: 'large-dark', state: troubled.large(300), theme: 'dark', width: 1400 },
  { name: 'broken-light', state: troubled.broken(), theme: 'light', select: 'g3' },
  { name: 'failed-dark', state: troubled.failed(), theme: 'dark' },
  { name: 'empty-light', state: troubled.empty(), theme: 'light' },
  { name: 'step-forward-dark', state: states.staged(), theme: 'dark', step: 3, width: 1400 },
  { name: 'step-backward-light', state: states.staged(), theme: 'light', step: 14, width: 1400 },
];

/** Takes pictures of the panel in all its states for people to judge: `node test/view/shots.ts [NAME]`. */
async function main(only: string | undefined): Promise<void> {
  await mkdir('test-results/view', { recursive: true });
  const harness = await Harness.start();
  for (const shot of SHOTS.filter(({ name }) => only === undefined || name.startsWith(only))) {
    const size = { width: shot.width ?? 1100, height: shot.height ?? 720 };
    const panel = await harness.open({ theme: shot.theme, ...size });
    panel.page.on('pageerror', (error) => {
      console.error(shot.name, error);
    });
    await panel.send({ type: 'state', state: shot.state });
    if (shot.select !== undefined) await panel.page.click(`.box[data-id="${shot.select}"] .shape`);
    if (shot.step !== undefined) await panel.page.locator('input[type=range]').fill(String(shot.step));
    await panel.page.waitForTimeout(100);
    await panel.page.screenshot({ path: `test-results/view/${shot.name}.png` });
    const violations = await panel.violations();
    if (violations.length > 0) console.error(shot.name, violations);
    await panel.close();
  }
  await harness.stop();
}

await main(process.argv[2]);
