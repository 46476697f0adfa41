import { z } from 'zod';
import type { Environment, Fault } from './substitute.ts';
import { faultsOf, host, wholeNumber } from './values.ts';

const schema = z.object({ HOST: host.optional(), PORT: wholeNumber(0, 65_535).optional() });

/** An address to listen on. */
export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

const read = ({ HOST, PORT }: Environment) => schema.safeParse({ HOST: HOST || undefined, PORT: PORT || undefined });

/** A value of the environment as a line of a message may hold it. */
const shown = (value = ''): string => value.slice(0, 253).replaceAll(/[^\x20-\x7e]/g, '?');

const isHost = (fault: Fault): boolean => fault.path[0] === 'HOST';

/** The faults of `HOST` and `PORT` in the environment; a shell may have set them for a purpose of its own. */
export function listenFaults(environment: Environment): Fault[] {
  const { error } = read(environment);
  return (error?.issues ?? [])
    .flatMap((issue) => faultsOf(issue))
    .map((fault): Fault => ({ ...fault, in: 'environment' }))
    .map((fault) => {
      if (!isHost(fault)) return fault;
      const message = `the environment's ${shown(environment.HOST)} is no host name or IP address: some shells (conda's) set HOST; unset it`;
      return { ...fault, message };
    });
}

/** The address to listen on: `HOST` and `PORT` of the environment, if they are valid, override the file. */
export function listenAddress(environment: Environment, file: ListenAddress): ListenAddress {
  const { HOST, PORT } = read(environment).data ?? {};
  return { host: HOST ?? file.host, port: PORT ?? file.port };
}
