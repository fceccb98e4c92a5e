import { usageError } from '../../errors.ts';

/** The company proxy that the environment names, and the hosts that go around it. */
export interface Proxy {
  /** The variable that named it: error messages name it too. */
  readonly variable: string;
  /** Scheme, host and port, and who signs in to it. */
  readonly address: URL;
  /** As NO_PROXY names them. */
  readonly exceptions: readonly string[];
  /** Whether requests for a host go through it. */
  serves(host: string): boolean;
}

/** curl has no HTTP_PROXY for https; the SDKs of Azure do, as the last of the three. */
const proxyVariables = ['HTTPS_PROXY', 'ALL_PROXY', 'HTTP_PROXY'];

/** A variable by its name; curl looks at small letters first, and goes on where they hold nothing. */
function variable(environment: NodeJS.ProcessEnv, name: string): [string, string] | undefined {
  for (const spelling of [name.toLowerCase(), name]) {
    const value = environment[spelling];
    if (value !== undefined && value.trim() !== '') return [spelling, value];
  }
  return undefined;
}

/**
 * Reads HTTPS_PROXY and NO_PROXY as curl does. A proxy of a kind that can't be used is passed over where there is another one.
 * @throws SetupError (usage) that names the variable, for a value that can't be a proxy's address, and where no kind can be used.
 */
export function proxyFrom(environment: NodeJS.ProcessEnv): Proxy | undefined {
  const exceptions = exceptionsFrom(variable(environment, 'NO_PROXY')?.[1] ?? '');
  if (exceptions.includes('*')) return undefined;
  const named = proxyVariables.flatMap((name) => {
    const [spelling, value] = variable(environment, name) ?? [];
    return spelling === undefined || value === undefined ? [] : [{ spelling, address: addressIn(spelling, value) }];
  });
  const isUsable = ({ address }: (typeof named)[number]): boolean => /^https?:$/.test(address.protocol);
  const [first, usable] = [named[0], named.find(isUsable)];
  if (first === undefined) return undefined;
  if (usable === undefined) {
    throw usageError(
      'unusable-proxy',
      `The environment variable ${first.spelling} names a proxy of a kind that can't be used here: ${first.address.protocol.replace(/:$/, '')}.`,
      `Name an HTTP proxy, such as http://proxy.example.com:8080, or unset it: unset ${first.spelling}`,
    );
  }
  return {
    variable: usable.spelling,
    address: usable.address,
    exceptions,
    serves: (host) => !exceptions.some((each) => isBelow(host, each)),
  };
}

/** The address in a variable; one without a scheme is http, as for curl. */
function addressIn(name: string, value: string): URL {
  const written = value.trim();
  const text = written.includes('://') ? written : `http://${written}`;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address === undefined || address.hostname === '') {
    throw usageError(
      'bad-proxy',
      `The environment variable ${name} does not hold the address of a proxy.`,
      `Set it to something like http://proxy.example.com:8080, or unset it: unset ${name}`,
    );
  }
  if (![address.username, address.password].every(isDecodable)) {
    throw usageError(
      'bad-proxy',
      `The user or the password in the environment variable ${name} has a % that stands for nothing.`,
      'Write %25 for each % in it: for 50%, write 50%25.',
    );
  }
  return address;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * The hosts of NO_PROXY (curl, lib/noproxy.c): separated by commas or blanks, one dot at either end left out; a lone asterisk
 * stands for all. Addresses and their ranges are left as they are: no host of Azure is called by one.
 */
function exceptionsFrom(list: string): readonly string[] {
  return list
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/\.$/, '').replace(/^\./, '').toLowerCase())
    .filter((entry) => entry !== '' && (entry !== '*' || list === '*'));
}

/** Whether a host is one that an entry names, or lies below it. */
function isBelow(host: string, entry: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === entry || name.endsWith(`.${entry}`);
}
