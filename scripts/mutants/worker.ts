import { serveTasks } from '../../src/cli/pool.ts';
import { measureFile } from './measure.ts';

serveTasks(measureFile);
