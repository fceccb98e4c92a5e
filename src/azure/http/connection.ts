import type { HttpClient, Pipeline, PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';
import { SetupError } from '../../errors.ts';
import { type FailedResponse, readAnswer } from '../refusals/response.ts';
import { redirected, unusable } from '../refusals/unusable.ts';
import { discovered } from './discovered.ts';
import { originsOf } from './origins.ts';
import { proxyFrom } from './proxy.ts';
import { slowerPolling } from './slower-polling.ts';
import { type Rules, transport } from './transport.ts';
import { turnsOf } from './turns.ts';

/** The way to the network that all clients of a session share. */
export interface Connection {
  readonly rules: Rules;
  /** For the SDK's clients, Graph and the instances: goes to their origins, counts. */
  readonly azure: HttpClient;
  /** For @azure/identity: goes to the sign-in origin only, counts nothing. */
  readonly signIn: HttpClient;
  /** The last trouble of a sign-in request: @azure/identity and MSAL hide most of it in errors of their own. */
  readonly heard: Heard;
  /**
   * Asks a directory (tenant) how to sign in to it, as MSAL will first, which takes a while to load. Doesn't wait for the answer: only
   * until that is on its way, where the network is near.
   */
  learn(directory: string): Promise<void>;
  /** Makes a client's pipeline obey: origins are checked before a token is fetched, and the SDK repeats nothing itself. */
  tame(pipeline: Pipeline): void;
}

/** What went wrong in a sign-in request: our own words, or what Entra ID said. */
interface Heard {
  problem?: SetupError | undefined;
  refusal?: FailedResponse | undefined;
}

/** What {@link connect} works out by itself. */
export type Wishes = Omit<Rules, 'origins' | 'proxy' | 'turns'> & {
  readonly environment: NodeJS.ProcessEnv;
  readonly network?: HttpClient | undefined;
};

/**
 * A proxy that the SDKs are given and that is never used (`tame` and `transport` see to it): without one they read the environment
 * on their own, and end at once where it holds none (proxyPolicy of @typespec/ts-http-runtime).
 */
export const noneOfTheirs = { host: 'http://127.0.0.1', port: 9 };

/** Turns of the event loop in which one connects to what is near, and sends. */
const turnsToSend = 3;

/** The SDK's policy that puts a token on each request (`bearerTokenAuthenticationPolicyName`). */
export const tokenPolicy = 'bearerTokenAuthenticationPolicy';

/** What the SDK's pipelines bring along and `transport` does instead, once and for all clients alike. */
const replaced = ['defaultRetryPolicy', 'redirectPolicy', 'proxyPolicy', 'decompressResponsePolicy'];

/** Loads the HTTP layer of the SDK, and puts our rules below it. */
export async function connect(wishes: Wishes): Promise<Connection> {
  const core = await import('./first-request.ts');
  const { cloud } = wishes;
  // The sandbox is on this computer: no proxy could reach it.
  const proxy = cloud.practice ? undefined : proxyFrom(wishes.environment);
  const proxyPolicy =
    proxy === undefined
      ? undefined
      : (await import('./tunnel.ts')).tunnelling(proxy, (host) => cloud.isTwinsHost(host));
  const rules: Rules = { ...wishes, origins: originsOf(cloud), proxy, turns: turnsOf() };
  const network = wishes.network ?? core.createDefaultHttpClient();
  const pin: PipelinePolicy = {
    name: 'originPin',
    sendRequest: (request, next) => {
      rules.origins.check(request.url, 'azure');
      return next(request);
    },
  };
  const heard: Heard = {};
  const directories = discovered(transport('signIn', rules, network, proxyPolicy));
  return {
    rules,
    heard,
    learn: async (directory) => {
      const url = `${cloud.activeDirectory}/${directory.toLowerCase()}/v2.0/.well-known/openid-configuration`;
      directories.learn(core.createPipelineRequest({ url }));
      for (let turn = 0; turn < turnsToSend; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve));
    },
    azure: speakingJson(transport('azure', rules, network, proxyPolicy)),
    signIn: slowerPolling(listening(directories, heard), rules),
    tame: (pipeline) => {
      for (const name of replaced) pipeline.removePolicy({ name });
      pipeline.addPolicy(pin, { beforePolicies: [tokenPolicy] });
    },
  };
}

/** Keeps what sign-in requests meet, and stops pages for people before MSAL takes them for JSON. */
function listening(client: HttpClient, heard: Heard): HttpClient {
  return {
    sendRequest: async (request) => {
      try {
        const response = await client.sendRequest(request);
        refuseRedirect(response);
        if (response.status >= 400) heard.refusal = readAnswer('signIn', response, undefined);
        if (!isJson(response.bodyAsText)) throw unusable('sign in');
        return response;
      } catch (error) {
        if (error instanceof SetupError) heard.problem = error;
        throw error;
      }
    },
  };
}

function refuseRedirect({ status, headers }: PipelineResponse): void {
  if (status >= 300 && status < 400) throw redirected(headers.get('location'));
}

function isJson(text: string | null | undefined): boolean {
  try {
    return typeof JSON.parse(text ?? '') === 'object';
  } catch {
    return false;
  }
}

/** Stops answers that claim success and aren't JSON: the SDK would take them for an empty object. */
function speakingJson(client: HttpClient): HttpClient {
  return {
    sendRequest: async (request) => {
      const response = await client.sendRequest(request);
      refuseRedirect(response);
      const { status, bodyAsText } = response;
      const said = typeof bodyAsText === 'string' && bodyAsText !== '';
      if (status >= 200 && status < 300 && said && !isJson(bodyAsText)) throw unusable('read from Azure');
      return response;
    },
  };
}
