import type { ProxySettings } from '@azure/core-rest-pipeline';
import { usageError } from '../../errors.ts';

/** The company proxy that the environment names, and the hosts that go around it. */
export interface Proxy {
  /** The variable that named it: error messages name it too. */
  readonly variable: string;
  readonly settings: ProxySettings;
  readonly exceptions: readonly string[];
}

/** Variables in the order that core-rest-pipeline looks at them; each also in lower case. */
const proxyVariables = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'];

function variable(environment: NodeJS.ProcessEnv, name: string): [string, string] | undefined {
  for (const spelling of [name, name.toLowerCase()]) {
    const value = environment[spelling];
    if (value !== undefined && value.trim() !== '') return [spelling, value.trim()];
  }
  return undefined;
}

/** Reads HTTPS_PROXY and NO_PROXY; a value that can't be a proxy is an error that names the variable. */
export function proxyFrom(environment: NodeJS.ProcessEnv): Proxy | undefined {
  const found = proxyVariables.map((name) => variable(environment, name)).find((entry) => entry !== undefined);
  const exceptions = exceptionsFrom(variable(environment, 'NO_PROXY')?.[1]);
  if (found === undefined || exceptions.includes('*')) return undefined;
  const [name, value] = found;
  const address = URL.canParse(value) ? new URL(value) : undefined;
  if (address === undefined || (address.protocol !== 'http:' && address.protocol !== 'https:')) {
    throw usageError(
      'bad-proxy',
      `The environment variable ${name} does not hold the address of a proxy.`,
      `Set it to something like http://proxy.example.com:8080, or unset it: unset ${name}`,
    );
  }
  return {
    variable: name,
    settings: {
      host: `${address.protocol}//${address.hostname}`,
      port: Number(address.port || (address.protocol === 'https:' ? 443 : 80)),
      ...(address.username === '' ? {} : { username: decodeURIComponent(address.username) }),
      ...(address.password === '' ? {} : { password: decodeURIComponent(address.password) }),
    },
    exceptions,
  };
}

/** As curl reads NO_PROXY: a name stands for itself and all names below it, with or without a leading dot or "*.". */
function exceptionsFrom(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((entry) => entry.trim().replace(/^\*(?=\.)/, ''))
    .filter((entry) => entry !== '')
    .map((entry) => (entry.startsWith('.') || entry === '*' ? entry : `.${entry}`));
}
