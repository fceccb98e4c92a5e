import type { Outcome } from '../context.ts';
import { principalsOf } from '../world/rights.ts';
import { denied, missing } from './refusal.ts';
import { annotated, inTenant, matchesKey, mayRead, ok, type Request } from './request.ts';

/** Groups of a person, with `transitive` also through other groups. */
export function memberOf(request: Request, key: string): Outcome {
  const { world, context } = request;
  const found = inTenant(request).find((each) => matchesKey(each, key));
  if (found === undefined) return missing(request, key);
  if (!mayRead(request) && found.id !== request.caller.objectId) return denied(request);
  const groups = [...principalsOf(world, found.id)].flatMap((id) =>
    id === found.id ? [] : (world.directory[id] ?? []),
  );
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#directoryObjects`,
    value: groups.map((each) => annotated(each, null)),
  });
}

/** Who is directly in a group. */
export function membersOf(request: Request, key: string): Outcome {
  const { world, ask, context } = request;
  const group = inTenant(request).find((each) => each.kind === 'group' && matchesKey(each, key));
  if (group?.kind !== 'group') return missing(request, key);
  if (!mayRead(request)) return denied(request);
  const members = group.members.flatMap((id) => world.directory[id] ?? []);
  return ok({
    '@odata.context': `${context.origin}/v1.0/$metadata#directoryObjects`,
    value: members.map((each) => annotated(each, ask.query.get('$select'))),
  });
}
