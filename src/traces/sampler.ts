import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace';
import type { SamplerConfig } from '../config/traces.ts';

function partSampler(part: number): Sampler {
  if (part === 1) return new AlwaysOnSampler();
  return part === 0 ? new AlwaysOffSampler() : new TraceIdRatioBasedSampler(part);
}

/** Decides which traces are kept. */
export function createSampler({ part, isParentBased }: SamplerConfig): Sampler {
  const root = partSampler(part);
  return isParentBased ? new ParentBasedSampler({ root }) : root;
}
