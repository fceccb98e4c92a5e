import type { TwinsGraph } from '../../src/sandbox/twins/index.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { standing } from '../../src/sandbox/world/contoso/standing.ts';
import { instanceKey } from '../../src/sandbox/world/keys.ts';
import { roleIds } from '../../src/sandbox/world/roles.ts';
import { changed, type World } from '../../src/sandbox/world/world.ts';
import { building } from '../twins/instance.ts';

/** A name that does harm wherever it isn't written as text: in text, in attributes, in addresses, in style and in script. */
const text = `"'></title></style></script><img src=x onerror=pwned=1><script>pwned=1</script>\`\${pwned=1}\u202e${'w'.repeat(80)}`;
const name = encodeURIComponent(text);
const subscription = `/portal/resource/subscriptions/${contoso.dev}`;
const group = `${subscription}/resourceGroups/${name.replaceAll('%2F', '')}`;
const plain = text.replaceAll('/', '');

function hostileTwins(): TwinsGraph {
  const short = plain.slice(0, 120);
  const made = building({ [short]: ['Floor', { name: text }], other: ['Room', { name: text, tags: { pwned: true } }] });
  const body = { $relationshipName: 'contains', $targetId: 'other' };
  made.call('PUT', `/digitaltwins/${encodeURIComponent(short)}/relationships/${encodeURIComponent(short)}`, { body });
  return made.graph();
}

export const hostile = {
  text,
  subscription: `${subscription}/overview`,
  group,
  instance: `${group}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/${name.replaceAll('%2F', '')}`,
  twins: hostileTwins(),
};

/** A world in which everything that has a name has this one. */
export function hostileWorld(world: World): World {
  const [model] = Object.values(world.instances);
  if (model === undefined) throw new Error('there is no instance to copy');
  const scope = `/subscriptions/${contoso.dev}/resourceGroups/${plain}`;
  const bad = {
    ...model,
    subscriptionId: contoso.dev,
    resourceGroup: plain,
    name: plain,
    hostLabel: plain,
    tags: { [text]: text },
  };
  const people = Object.fromEntries(
    Object.entries(world.directory).map(([id, each]) => [id, { ...each, displayName: `${each.displayName} ${text}` }]),
  );
  return changed(world, {
    directory: people,
    subscriptions: world.subscriptions.map((each) => ({ ...each, displayName: `${each.displayName} ${text}` })),
    groups: {
      ...world.groups,
      [`${contoso.dev}/${plain}`.toLowerCase()]: {
        subscriptionId: contoso.dev,
        name: plain,
        location: text,
        tags: { [text]: text },
      },
    },
    instances: { ...world.instances, [instanceKey(contoso.dev, plain, plain)]: bad },
    assignments: {
      ...world.assignments,
      bad: { ...standing(scope, text, text), condition: text },
      owner: standing(scope, roleIds.owner, contoso.ana),
    },
    locks: [{ name: text, scope, level: 'ReadOnly', notes: text }],
    denials: [
      {
        name: 'd',
        displayName: text,
        description: '',
        scope,
        doNotApplyToChildScopes: false,
        principals: [text],
        excludePrincipals: [],
        actions: [text],
        notActions: [],
        dataActions: [],
        notDataActions: [],
      },
    ],
  });
}
