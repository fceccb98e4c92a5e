import { SetupError } from '../../errors.ts';
import type { Clients } from '../http/clients.ts';
import { isAbout, objectIn } from '../http/evidence.ts';
import { readBody } from './response.ts';
import { legible } from './table.ts';

/**
 * Azure's own words for why the operation at that address has failed, safe to show. `undefined` when it has not, or when
 * Azure doesn't tell: the state of the instance is what counts, and somebody with rights on the group only may not look.
 */
export async function readFailure(
  clients: Clients,
  subscriptionId: string,
  operation: string,
): Promise<string | undefined> {
  const { rules } = clients.connection;
  if (!URL.canParse(operation) || new URL(operation).origin !== new URL(rules.cloud.resourceManager).origin)
    return undefined;
  const credential = clients.session.credential(clients.session.tenantOf(subscriptionId));
  try {
    const answer = await clients.send({ url: operation, scope: rules.cloud.resourceManagerScope, credential });
    if (answer.status !== 200 || !isAbout(String(objectIn(answer, 'ask why it failed')['status']), 'Failed'))
      return undefined;
    const { code, message } = readBody('arm', answer.status, answer.bodyAsText ?? '');
    const words = [code, message].filter((each) => each !== '').join(': ');
    return words === '' ? undefined : legible(words);
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
