import { key } from '../data/access.ts';
import type { KnownTask } from '../data/known-task.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { settings } from '../frame/settings.ts';
import { graphiqlAddress } from './details-query.ts';

interface DetailLinksOptions {
  readonly task: KnownTask;
  readonly query: string;
}

/** Where to go from a task. */
export const DetailLinks = ({ task, query }: DetailLinksOptions) => (
  <div class="detail-links">
    {settings.graphiql && (
      <a href={graphiqlAddress(query)} target="_blank" rel="noopener">
        Open in GraphiQL
      </a>
    )}
    {settings.graphiql && key.value !== null && <span class="faint">asks for your key again, in its headers</span>}
    <CopyButton label="Copy task id" text={() => task.taskId} />
    <CopyButton label="Copy link" text={() => location.href} />
  </div>
);
