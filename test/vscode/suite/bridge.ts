const address = process.env['BACKPROP_BRIDGE'];

/** Whether somebody outside drives the page around the window. Without it, tests of the panel's inside are skipped. */
export const hasBridge = address !== undefined;

/** Asks the runner outside to do something with the page. Rejects with what went wrong there. */
export async function ask(operation: string, argument: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
  if (address === undefined) throw new Error('no runner drives the page');
  const response = await fetch(address, { method: 'POST', body: JSON.stringify({ operation, ...argument }) });
  const { answer, failure } = (await response.json()) as { answer?: unknown; failure?: string };
  if (failure !== undefined) throw new Error(failure);
  return answer;
}

/** Evaluates the body of a function in the panel's document; it returns JSON. */
export async function inPanel<T>(body: string, argument: unknown = null): Promise<T> {
  return (await ask('panel', { body, argument })) as T;
}

export function screenshot(name: string): Promise<unknown> {
  return ask('screenshot', { name });
}

/** A line in the runner's output. */
export async function log(line: string): Promise<void> {
  if (hasBridge) await ask('log', { line });
  else console.log(line);
}
