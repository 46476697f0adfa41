import { appendFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { csvRecord } from './csv-record.ts';
import type { FailedItem } from './failed-items.ts';
import type { NightlyFile } from './ledger.ts';

const header = csvRecord(['source', 'taskId', 'operation', 'item', 'message']);

/** Cuts off what an interrupted night wrote beyond its state. */
export async function cutToState(folder: string, { name, bytes }: NightlyFile): Promise<void> {
  const path = join(folder, name);
  const { size } = await stat(path);
  if (size > bytes) await truncate(path, bytes);
}

/** Begins a night's file; one of this name is no other night's. */
export async function beginFile(folder: string, now: Date): Promise<NightlyFile> {
  const name = `failures-${now.toISOString().replaceAll(/[-:.]/g, '')}.csv`;
  await writeFile(join(folder, name), header, { flag: 'wx' });
  return { name, bytes: Buffer.byteLength(header) };
}

/** Writes the failed items of a task; the file with its new length. */
export async function appendItems(
  folder: string,
  file: NightlyFile,
  items: readonly FailedItem[],
): Promise<NightlyFile> {
  const records = items.map(({ source, taskId, operation, item, message }) =>
    csvRecord([source, taskId, operation, item, message]),
  );
  const text = records.join('');
  await appendFile(join(folder, file.name), text, { flush: true });
  return { ...file, bytes: file.bytes + Buffer.byteLength(text) };
}
