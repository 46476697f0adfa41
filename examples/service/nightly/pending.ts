import { type FailedItems, failedItems } from './failed-items.ts';
import type { Ask } from '../gateway.ts';
import { GatewayError } from '../gateway-error.ts';
import { appendItems } from './csv-file.ts';
import type { Ledger, NightlyFile } from './ledger.ts';

/** How many failed items were written, and why others could not be read. */
interface Written {
  readonly written: number;
  readonly refusals: readonly string[];
}

/** Writes the failed items of the tasks that have finished, and leaves the others pending. */
export async function writePending(ledger: Ledger, ask: Ask, begun: NightlyFile): Promise<Written> {
  let file = begun;
  let written = 0;
  const refusals: string[] = [];
  for (const id of ledger.state.pending) {
    const found = await itemsOrRefusal(ask, id);
    if (found.name === 'refused') refusals.push(`left: ${found.message}\n`);
    if (found.name === 'refused' || found.name === 'unfinished') continue;
    const items = found.name === 'final' ? found.items : [];
    file = await appendItems(ledger.folder, file, items);
    await ledger.keep({ file, pending: ledger.state.pending.filter((other) => other !== id) });
    written += items.length;
  }
  return { written, refusals };
}

/** A source that fails costs its own tasks only. */
async function itemsOrRefusal(ask: Ask, id: string): Promise<FailedItems | { name: 'refused'; message: string }> {
  try {
    return await failedItems(ask, id);
  } catch (error) {
    if (error instanceof GatewayError && error.isOfSource) return { name: 'refused', message: error.message };
    throw error;
  }
}
