import { isGuid } from '../../src/domain/names.ts';
import type { World } from '../../src/step/world.ts';
import { nearest } from '../../src/text/nearest.ts';
import type { HasLogin, HasSubscription } from '../facts.ts';
import { shown } from './words.ts';

/** Names in the directory that a text nearly is, as people know them: looked for among those that begin like one of its words. */
export async function nearby(world: World<HasLogin & HasSubscription>, text: string): Promise<readonly string[]> {
  if (isGuid(text) || /^(user|group|app):[0-9a-f-]{36}$/i.test(text)) return [];
  const wanted = text.replace(/^group:/i, '').trim();
  const heads = new Set(wanted.split(/[\s@]+/).map((word) => word.slice(0, 1).toLowerCase()));
  const found = await Promise.all(
    [...heads].slice(0, 3).map((head) => world.azure.principalsLike(world.facts.subscription.id, head)),
  );
  const people = [...new Map(found.flat().map((each) => [each.id, each])).values()];
  const names = new Map<string, string>();
  for (const each of people) {
    for (const name of [each.name, each.mail, each.userPrincipalName])
      if (name !== undefined) names.set(name, shown(each));
  }
  const best = nearest(wanted, [...names.keys()]);
  return best === undefined ? [] : [names.get(best) ?? best];
}
