import './panel.ts';
import './diagnostics.ts';
import './hover.ts';
import './badInput.ts';
