import { isNested } from '../../deployments/template/nested.ts';
import type { Predicted } from '../../deployments/template/predict.ts';
import { type Call, property } from '../call.ts';
import { Refusal, refusal } from '../refusal.ts';
import { allRegistered } from '../resources/providers.ts';
import { addressOf } from './place.ts';

interface Found {
  readonly predicted: Predicted;
  readonly error: { readonly code: string; readonly message: string; readonly target?: string };
}

/** What would be refused at once, resource by resource, on a world that is thrown away. */
function refusals(call: Call, all: readonly Predicted[]): readonly Found[] {
  // The deployment registers the providers itself.
  let world = allRegistered(call.world, new Set(all.map(({ planned }) => planned.id.split('/')[2] ?? '')));
  const found: Found[] = [];
  for (const predicted of all) {
    const { planned, body } = predicted;
    if (planned.existing || body === undefined || isNested(planned)) continue;
    const outcome = call.inside(world, {
      method: 'PUT',
      address: addressOf(planned.id, planned.apiVersion),
      body,
    });
    if (outcome.world !== undefined) world = outcome.world;
    const error = property(outcome.reply.body, 'error');
    if (outcome.reply.status < 400 || typeof error !== 'object' || error === null) continue;
    found.push({ predicted, error: error as Found['error'] });
  }
  return found;
}

const authorization = /AuthorizationFailed$/;

function notAuthorized(call: Call, found: readonly Found[]): Refusal {
  const { name: client, objectId } = call.caller;
  const texts = found.map(({ predicted: { planned } }) => {
    const action = `${planned.type}/write`;
    return `Authorization failed for template resource '${planned.name}' of type '${planned.type}'. The client '${client}' with object id '${objectId}' does not have permission to perform action '${action}' at scope '${planned.id}'.`;
  });
  const [first = '', ...rest] = texts;
  // Recorded for several: "multiple errors". The status is a belief.
  const message =
    rest.length === 0
      ? `The template deployment failed with error: '${first}'.`
      : `Deployment failed with multiple errors: '${texts.join(':')}'`;
  return refusal(403, 'InvalidTemplateDeployment', message);
}

/** Belief: what policies and the list of regions say is found beforehand, too; the rest only when a resource is made. */
const beforehand = ['RequestDisallowedByPolicy', 'LocationNotAvailableForResourceType'];

function withDetails(message: string, found: readonly Found[]): Refusal {
  const plain = refusal(400, 'InvalidTemplateDeployment', message);
  const error = { code: 'InvalidTemplateDeployment', message, details: found.map((each) => each.error) };
  return new Refusal({ ...plain.reply, body: { error } }, message);
}

/**
 * What validate and PUT find before anything is made: rights (belief for the status) and policies, of every resource whose
 * body is known by then.
 * @throws Refusal
 */
export function preflight(call: Call, name: string, all: readonly Predicted[]): void {
  const found = refusals(call, all);
  const forbidden = found.filter(({ error }) => authorization.test(error.code));
  if (forbidden.length > 0) throw notAuthorized(call, forbidden);
  const refused = found.filter(({ error }) => beforehand.includes(error.code));
  if (refused.length === 0) return;
  if (refused.every(({ error }) => error.code === 'RequestDisallowedByPolicy'))
    throw withDetails(
      'The template deployment failed because of policy violation. Please see details for more information.',
      refused,
    );
  throw withDetails(
    `The template deployment '${name}' is not valid according to the validation procedure. See inner errors for details.`,
    refused,
  );
}
