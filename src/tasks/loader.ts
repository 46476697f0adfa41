import DataLoader from 'dataloader';
import type { Caller } from '../upstream/upstream.ts';
import type { Provider } from './provider.ts';
import type { BatchTask } from './task.ts';

export type TaskLoader = DataLoader<string, BatchTask | null>;

/** Gathers the ids that one request asks of one source into as few upstream calls as the provider allows. */
export const createTaskLoader = (provider: Provider, maxIds: number, caller: Caller): TaskLoader =>
  new DataLoader((taskIds) => provider.getMany(taskIds, caller), { maxBatchSize: maxIds });
