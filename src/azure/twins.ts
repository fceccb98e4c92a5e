import { SetupError } from '../errors.ts';
import type { TwinsAnswer } from '../port/azure.ts';
import type { Clients } from './http/clients.ts';
import { objectIn } from './http/evidence.ts';
import { proxyCannotReach } from './http/proxy-refusal.ts';
import { readAnswer } from './refusals/response.ts';
import { refused, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';

/** Data plane version; 2023-10-31 is the newest stable one ("Azure Digital Twins data plane", REST). */
export const twinsVersion = '2023-10-31';

/** The instance's name, as its host name begins with it. */
export function instanceIn(hostName: string): string | undefined {
  return /(?:^|\/)([^/.]+)\.api\./.exec(hostName)?.[1];
}

/** Gets the token for calls to instances, quietly: it is there when the first is made. */
export async function getReady({ session, connection }: Clients, subscriptionId: string): Promise<void> {
  const credential = session.quietCredential(session.tenantOf(subscriptionId));
  await credential.getToken(connection.rules.cloud.twinsScope, {});
}

/**
 * Lists the instance's models: one small read that only a data role allows. Every answer of the instance means something
 * here: a missing role is 403 with an empty body, a token of another tenant 404 "Sub-domain not found".
 *
 * `fresh` makes sure that a new token is asked for: the wizard's own token cache forgets its access tokens and gets new
 * ones with the refresh token, an application signs in anew. The Azure CLI keeps its own cache, which has no way around.
 */
export async function ask(
  clients: Clients,
  subscriptionId: string,
  hostName: string,
  fresh: boolean,
): Promise<TwinsAnswer> {
  const { session, connection } = clients;
  const { cloud, origins } = connection.rules;
  const doing = 'ask the instance for its models';
  const address = origins.addTwinsHost(hostName);
  if (fresh) session.forgetTokens();
  const credential = session.credential(session.tenantOf(subscriptionId));
  try {
    const answer = await clients.send({
      url: `${address}/models?api-version=${twinsVersion}`,
      scope: cloud.twinsScope,
      credential,
    });
    // A page for people is somebody else's answer: that of a proxy.
    if (answer.status >= 400 && readAnswer('twins', answer, undefined).html === true) throw refused(answer);
    switch (answer.status) {
      case 200: {
        const { value } = objectIn(answer, doing);
        if (!Array.isArray(value)) throw unusable(doing);
        return { is: 'answered', models: value.length };
      }
      case 401:
        return { is: 'unauthorized' };
      case 403:
        return { is: 'forbidden' };
      case 404:
        return { is: 'unknown-host' };
      default:
        throw refused(answer);
    }
  } catch (error) {
    if (error instanceof SetupError && ['ENOTFOUND', 'EAI_AGAIN'].includes(error.code)) {
      return { is: 'no-such-host' };
    }
    if (error instanceof SetupError && error.code === proxyCannotReach)
      return { is: 'no-such-host', says: error.message };
    throw translate(error, clients.about({ doing, subscriptionId, name: instanceIn(hostName) }), 'twins');
  }
}
