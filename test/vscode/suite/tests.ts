import './panel.ts';
import './diagnostics.ts';
import './hover.ts';
import './notebook.ts';
import './badInput.ts';
