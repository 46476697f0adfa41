import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { defaultResource, type Resource, resourceFromAttributes } from '@opentelemetry/resources';

/** What is known of this process, which stands once with all spans that it sends. */
export const createResource = (version: string, configured: Readonly<Record<string, string>>): Resource =>
  defaultResource().merge(
    resourceFromAttributes({
      'service.version': version,
      'service.instance.id': randomUUID(),
      'host.name': hostname(),
      'process.pid': process.pid,
      ...configured,
    }),
  );
