import { z } from 'zod';
import { host, wholeNumber } from './values.ts';

/** Where metrics are served for Prometheus, at `/metrics`: a port of their own, since they name all sources and callers. */
export const metricsSchema = z.strictObject({
  /** The address to listen on; whoever reaches it may read the metrics. */
  host: host.default('127.0.0.1'),
  port: wholeNumber(0, 65_535).default(9464),
});

/** The checked `metrics` section. */
export type MetricsConfig = z.output<typeof metricsSchema>;
