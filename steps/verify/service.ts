import { serviceLine } from '../../src/domain/service.ts';
import { SetupError, withDetails } from '../../src/errors.ts';
import type { HandOver } from '../../src/step/hand-over.ts';
import type { World } from '../../src/step/world.ts';
import type { HasInstance, HasLogin, HasSubscription } from '../facts.ts';

/** Entra ID's number for "the directory does not have this service". */
const noService = 'AADSTS500011';

/** For an administrator of the directory, which lacks the service Azure Digital Twins. */
function serviceHandOver({ login, subscription, instance }: HasLogin & HasSubscription & HasInstance): HandOver {
  return {
    from: login.displayName,
    what: 'Add the service Azure Digital Twins to the directory (tenant)',
    why: `The directory ${subscription.tenantId} does not have it, so nobody there can get a token for the instance "${instance.name}". It is Microsoft's own application, and gets no rights by that.`,
    ways: [{ says: 'Add it', az: [serviceLine] }],
    details: [
      ['Account', login.username],
      ['Directory (tenant)', subscription.tenantId],
      ['Instance', instance.id],
    ],
    people: [],
    roles: 'a Cloud Application Administrator, Application Administrator or Global Administrator of the directory',
  };
}

/**
 * The answer of a call to the instance.
 * @throws SetupError with what to hand over, where the directory lacks the service.
 */
export async function withService<Value>(
  { facts }: World<HasLogin & HasSubscription & HasInstance>,
  call: Promise<Value>,
): Promise<Value> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== noService) throw error;
    throw withDetails(error, { handOver: serviceHandOver(facts) });
  }
}
