import type { Fault } from '../src/sandbox/faults.ts';

/** The controls of a sandbox in another process. */
export function sandboxControls(origin: string) {
  const control = async (method: string, name: string, body?: unknown): Promise<Response> => {
    const response = await fetch(`${origin}/__sandbox/${name}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The sandbox refuses ${method} ${name}: ${await response.text()}`);
    return response;
  };
  return {
    forgetCalls: async (): Promise<void> => void (await control('DELETE', 'calls')),
    countCalls: async (): Promise<number> => ((await (await control('GET', 'calls')).json()) as unknown[]).length,
    spoil: async (faults: readonly Fault[]): Promise<void> => void (await control('PUT', 'faults', faults)),
  };
}
