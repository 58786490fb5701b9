export { backward } from './backward.ts';
export { finiteDifference } from './finiteDifference.ts';
export { localGradient } from './localGradient.ts';
