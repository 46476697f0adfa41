import { z } from 'zod';
import { host, wholeNumber } from './values.ts';

/** Where metrics are served for Prometheus, at `/metrics`: a port of their own, since they name all sources and callers. */
export const metricsSchema = z.strictObject({
  host: host.default('127.0.0.1').describe('The address to listen on; whoever reaches it may read the metrics.'),
  port: wholeNumber(0, 65_535).default(9464).describe('The port to listen on; 0 takes a free one.'),
});

/** The checked `metrics` section. */
export type MetricsConfig = z.output<typeof metricsSchema>;
