import type { SourceConfig } from './source.ts';
import type { Environment, Fault } from './substitute.ts';
import { isSeen, isSendable, unseenComplaint, unsendable } from './values.ts';

const headers = ['ALIBABA_CLOUD_ACCESS_KEY_ID', 'ALIBABA_CLOUD_SECURITY_TOKEN'];
const secret = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET';

/** Whether a source is asked with what the vendor's chain finds first, which is the environment. */
const readsEnvironment = ({ credentials }: SourceConfig): boolean =>
  'chain' in credentials && credentials.profile === undefined;

const fault = (name: string, message: string): Fault => ({ path: [name], message, in: 'environment' });

/** The faults of the key that the vendor's chain takes from the environment: it would fail each call, without saying why. */
export function chainEnvironmentFaults(sources: readonly SourceConfig[] | null, environment: Environment): Fault[] {
  if (!sources?.some(readsEnvironment)) return [];
  const unsent = headers.filter((name) => !isSendable(environment[name] ?? ''));
  return [
    ...unsent.map((name) => fault(name, unsendable)),
    ...(isSeen(environment[secret] ?? '') ? [] : [fault(secret, unseenComplaint)]),
  ];
}
