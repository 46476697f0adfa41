import type { Environment, Fault } from './substitute.ts';

/** The proxy by which https addresses are reached, and what is reached without it. */
export interface ProxyConfig {
  /** Its URL, which may hold a password. */
  readonly url: string;
  /** Hosts and domains, separated by commas; `*` for all. */
  readonly except: string;
}

const path = ['HTTPS_PROXY'];

// By convention the lower-case name wins.
const textOf = ({ https_proxy, HTTPS_PROXY }: Environment): string => https_proxy ?? HTTPS_PROXY ?? '';

/** As curl has it: without a scheme, a proxy is asked by plain HTTP. */
const withScheme = (text: string): string => (text.includes('://') ? text : `http://${text}`);

/** The fault of `HTTPS_PROXY` in the environment; its value is not shown, since it may hold a password. */
export function proxyFaults(environment: Environment): Fault[] {
  const text = textOf(environment);
  if (text === '') return [];
  const url = URL.parse(withScheme(text));
  if (url && (url.protocol === 'http:' || url.protocol === 'https:')) return [];
  return [
    { path, in: 'environment', message: 'must be the URL of an HTTP proxy, such as http://proxy.example.com:3128' },
  ];
}

/** The proxy of the environment (`HTTPS_PROXY`, `NO_PROXY`); null where there is none. */
export function proxyOf(environment: Environment): ProxyConfig | null {
  const text = textOf(environment);
  if (text === '') return null;
  return { url: withScheme(text), except: environment.no_proxy ?? environment.NO_PROXY ?? '' };
}
