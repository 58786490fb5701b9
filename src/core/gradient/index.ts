export { backward, type BackwardOptions } from './backward.ts';
