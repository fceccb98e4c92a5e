import type { Entry } from './world.ts';

/** What each request of a set-up is for, by its method and its path without names and ids. */
const reasons: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/\.well-known|discovery/, 'where to sign in'],
  [/POST .*\/devicecode/, 'the code that the person types'],
  [/POST .*\/token/, 'one token for an audience, and a fresh one for each look at a role that spreads'],
  [/GET \/tenants/, 'the directories of the account'],
  [/GET \/subscriptions$/, 'the subscriptions to choose from'],
  [/GET \/subscriptions\/\*$/, 'the subscription, which is known by its id'],
  [/GET \/subscriptions\/\*\/locations/, 'what regions are called, and where they are'],
  [
    /GET .*\/providers\/Microsoft.DigitalTwins$/i,
    'whether the service is on, and its regions; once more right before it is switched on',
  ],
  [/POST .*\/providers\/Microsoft.DigitalTwins\/register/i, 'switches the service on'],
  [/GET .*\/providers\/Microsoft.Authorization\/locks/i, 'locks that stand in the way'],
  [/POST .*checkPolicyRestrictions/i, 'what policies would refuse: of a group, of an instance, of this very instance'],
  [
    /POST .*checkNameAvailability/i,
    'whether the name is free; where the service is off, once it is on, which this tells, too',
  ],
  [/GET .*\/resourcegroups$/i, 'the groups to choose from'],
  [
    /GET .*\/resourcegroups\?\$expand/i,
    'when the group was made, which only the list tells: what is ours is known by it',
  ],
  [/GET .*\/resourcegroups\/\*$/i, 'whether the group is there: for the plan, and right before it is made'],
  [/PUT .*\/resourcegroups\/\*$/i, 'makes the group'],
  [/GET .*\/digitalTwinsInstances$/i, 'the instances that are there, and how many a region has'],
  [
    /GET .*\/digitalTwinsInstances\/\*$/i,
    'whether the instance is there: right before it is made, and until it is ready',
  ],
  [/PUT .*\/digitalTwinsInstances\/\*$/i, 'makes the instance'],
  [/GET .*\/permissions/i, 'what the account may do'],
  [/GET .*\/denyAssignments/i, 'what it may not do, whatever its roles'],
  [/GET .*\/roleAssignments$/i, 'who has which role: for the plan, and right before one is given'],
  [/GET .*\/roleAssignments\/\*$/i, 'whether the role is there, and since when: it may be listed late'],
  [/PUT .*\/roleAssignments\/\*$/i, 'gives the role'],
  [/GET .*\/roleDefinitions/i, 'what a role allows'],
  [/GET .*\/(me|users|groups|servicePrincipals)/i, 'who the role is for'],
  [/GET .*\/models/, 'the proof: the instance answers'],
];

const names = new Set(['subscriptions', 'resourcegroups', 'digitaltwinsinstances', 'roleassignments', 'locations']);

/** A method and a path, with a star for each name and id. */
function templateOf({ method, url }: Pick<Entry, 'method' | 'url'>): string {
  const parts = new URL(url).pathname.split('/');
  const starred = parts.map((part, at) => {
    const before = (parts[at - 1] ?? '').toLowerCase();
    return (names.has(before) && !/^check/i.test(part)) || /^[0-9a-f-]{36}$/i.test(part) ? '*' : part;
  });
  const asksBirth = new URL(url).searchParams.has('$expand');
  return `${method} ${starred.join('/')}${asksBirth ? '?$expand=createdTime' : ''}`;
}

/** Each kind of request with how often it was sent, and why. @throws where one has no reason. */
export function reasonsFor(traffic: readonly Entry[]): string {
  const counts = new Map<string, number>();
  for (const entry of traffic) {
    const template = templateOf(entry);
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  return [...counts]
    .map(([template, count]) => {
      const reason = reasons.find(([pattern]) => pattern.test(template))?.[1];
      if (reason === undefined) throw new Error(`Nobody says what this is for: ${template}`);
      return `  ${String(count).padStart(2)}  ${template.padEnd(90)}  ${reason}`;
    })
    .join('\n');
}
