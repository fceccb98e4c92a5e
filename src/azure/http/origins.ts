import { SetupError } from '../../errors.ts';
import type { Cloud } from '../../port/cloud.ts';
import { safe } from '../../text/safe.ts';

/** Which part of Azure a client talks to: decides where its requests may go and whether they count. */
export type Purpose = 'signIn' | 'azure';

/** Requests that use POST but change nothing: name and policy checks, previews of deployments, Graph's names for object ids, queries. */
const readingPosts = [
  /^\/subscriptions\/[^/]+\/providers\/microsoft\.digitaltwins\/locations\/[^/]+\/checknameavailability$/i,
  /^\/subscriptions\/[^/]+(\/resourcegroups\/[^/]+)?\/providers\/microsoft\.policyinsights\/checkpolicyrestrictions$/i,
  /^\/subscriptions\/[^/]+\/providers\/microsoft\.resources\/deployments\/[^/]+\/whatif$/i,
  /^\/v1\.0\/directoryobjects\/getbyids$/i,
  // The twins' own query; in the sandbox, instances have paths of one host.
  /^(\/[^/]+\.api\.[^/]+)?\/query$/i,
];

/** Whether a request can change anything in Azure. */
export function isWrite(method: string, url: string): boolean {
  if (method === 'GET' || method === 'HEAD') return false;
  if (method !== 'POST') return true;
  const path = new URL(url).pathname.replaceAll(/\/{2,}/g, '/');
  return !readingPosts.some((pattern) => pattern.test(path));
}

/** The origins that a token of this cloud may be sent to. */
export interface Origins {
  /** Throws unless a request of this purpose may go to this address. */
  check(url: string, purpose: Purpose): void;
  /** Adds the host of an instance, which `cloud.isTwinsHost` must accept, and gives its address. */
  addTwinsHost(hostName: string): string;
}

/** Pins requests to the cloud's table: asynchronous-operation addresses, next links and redirects included. */
export function originsOf(cloud: Cloud): Origins {
  const origin = (url: string): string => new URL(url).origin;
  const allowed: Record<Purpose, Set<string>> = {
    signIn: new Set([origin(cloud.activeDirectory)]),
    azure: new Set([origin(cloud.resourceManager), origin(cloud.graph)]),
  };
  return {
    check: (url, purpose) => {
      const address = URL.canParse(url) ? new URL(url) : undefined;
      if (address?.protocol === 'https:' && address.username === '' && allowed[purpose].has(address.origin)) return;
      throw foreignOrigin(address === undefined ? 'an unreadable address' : address.origin, cloud.title);
    },
    addTwinsHost: (hostName) => {
      if (!cloud.isTwinsHost(hostName)) throw foreignHost(hostName, cloud.title);
      const address = `https://${hostName}`;
      allowed.azure.add(origin(address));
      return address;
    },
  };
}

function foreignOrigin(origin: string, title: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'foreign-origin',
    message: `An answer pointed to ${origin}, which is not part of ${title}. Nothing was sent there.`,
    suggestion:
      'Something between this computer and Azure may be tampering with answers. Try another network, and tell your administrator.',
  });
}

/** The host name of an instance does not look like one: no token goes there. */
export function foreignHost(hostName: string, title: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'unexpected-host-name',
    message: `The instance gave the host name "${safe(hostName.slice(0, 120))}", which is not one of Azure Digital Twins in ${title}. Nothing was sent there.`,
    suggestion: "Compare it with the host name on the instance's page in the Azure portal, and check --cloud.",
  });
}

/** A preview sends nothing that changes anything: this is the last line of that promise, below the SDKs. */
export function previewRefusesWrite(method: string, url: string): SetupError {
  return new SetupError({
    ending: 'defect',
    code: 'preview-refused-a-write',
    message: `A preview changes nothing, so ${method} ${new URL(url).pathname} was not sent.`,
    suggestion: 'This is a defect of the program. Nothing was changed in Azure.',
  });
}
