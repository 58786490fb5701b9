/** The layers of src/: each may import only from those before it. */
const layers = [
  'core/base',
  'core/ndarray',
  'core/syntax',
  'core/ops',
  'core/tape',
  'core/interp',
  'core/circuit',
  'core/gradient',
  'core/verify',
  'core/explain',
  'core/lint',
  'core/derive',
  'core/layout',
];

/** What a layer must not know although it comes before it. */
const strangers = [
  { from: 'core/ops', to: 'core/syntax' },
  { from: 'core/tape', to: 'core/syntax' },
  { from: 'core/ndarray', to: 'core/syntax' },
];

const forbidden = layers.map((layer, i) => ({
  name: `layer-${layer.replace('/', '-')}`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: ['^src/', '^node_modules/vscode'],
    pathNot: layers.slice(0, i + 1).map((allowed) => `^src/${allowed}/`),
  },
}));

module.exports = {
  forbidden: [
    ...forbidden,
    ...strangers.map(({ from, to }) => ({
      name: `${from.replace('/', '-')}-knows-no-${to.replace('/', '-')}`,
      severity: 'error',
      from: { path: `^src/${from}/` },
      to: { path: `^src/${to}/` },
    })),
    {
      name: 'core-stands-alone',
      comment: 'The core runs with no vscode, DOM or Node in it.',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'core-knows-no-shell',
      severity: 'error',
      from: { path: '^src/core/' },
      to: { path: '^src/(?!core/)' },
    },
    {
      name: 'view-knows-no-vscode-or-node',
      severity: 'error',
      from: { path: '^src/view/' },
      to: { path: '^src/(vscode|worker|cli)/' },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'] },
  },
};
