import { describe, expect, test } from '@jest/globals';
import type { Reply } from '../../src/sandbox/exchange.ts';
import { answerPage, isPage } from '../../src/sandbox/pages/index.ts';
import { contoso } from '../../src/sandbox/world/contoso/ids.ts';
import { standing } from '../../src/sandbox/world/contoso/standing.ts';
import type { Instance } from '../../src/sandbox/world/instances.ts';
import { roleIds } from '../../src/sandbox/world/roles.ts';
import { changed, type World } from '../../src/sandbox/world/world.ts';
import { bodyText, context, contosoWithTwins, request } from './served.ts';

const { world, twins } = contosoWithTwins();
const at = context();
const production = `/portal/resource/subscriptions/${contoso.production}`;
const campus = `${production}/resourceGroups/rg-campus-prod/providers/Microsoft.DigitalTwins/digitalTwinsInstances/contoso-campus`;

function get(url: string, of: World = world, graph: typeof twins | undefined = twins): Reply {
  return answerPage(of, request('GET', url), at, () => graph).reply;
}

/** The page's text, a space for every tag. */
function text(reply: Reply): string {
  return bodyText(reply)
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('what is where', () => {
  test.each<[string, string]>([
    ['/portal', 'contoso-campus'],
    ['/portal/', 'rg-campus-prod'],
    ['/portal?find=FACTORY', 'Contoso-Factory-Line1'],
    [production, 'Contoso Production Subscription'],
    [`${production}/resourceGroups/rg-campus-prod`, 'contoso-campus'],
    [
      `${campus.toUpperCase().replace('/PORTAL/RESOURCE', '/portal/resource')}/OVERVIEW`,
      'localhost:8443/contoso-campus.api.weu',
    ],
    [campus, 'env : prod'],
    ['/portal/users', contoso.ana],
  ])('%s shows %s', (url, expected) => {
    const reply = get(url);
    expect(reply.status).toBe(200);
    expect(text(reply)).toContain(expected);
  });

  test('the newest instance stands first, also in its group, and times are as people read them', () => {
    const [one] = Object.values(world.instances);
    const key = 'newest';
    const newest = { ...one, key, name: 'made-just-now', createdTime: '2026-11-29T08:14:05.123Z' } as Instance;
    const busy = changed(world, { instances: { ...world.instances, newest } });
    for (const url of [
      '/portal',
      `/portal/resource/subscriptions/${newest.subscriptionId}/resourceGroups/${newest.resourceGroup}`,
    ])
      expect(text(get(url, busy))).toMatch(/(?:Region|Instances|Resources)[^]*State +made-just-now /);
    const page = `/portal/resource/subscriptions/${newest.subscriptionId}/resourceGroups/${newest.resourceGroup}/providers/Microsoft.DigitalTwins/digitalTwinsInstances/made-just-now`;
    expect(text(get(page, busy))).toContain('Created 29 November 2026 at 08:14 UTC by');
    expect(bodyText(get(page, busy))).toContain('datetime="2026-11-29T08:14:05.123Z"');
  });

  test('a search leaves the others out', () => {
    expect(text(get('/portal?find=factory'))).not.toContain('rg-campus-prod');
  });

  test.each([
    '/portal/elsewhere',
    `/portal/resource/subscriptions/${contoso.tenant}`,
    `${production}/resourceGroups/none`,
    `${production}/resourceGroups/__proto__`,
    `${campus}x/users`,
    `${production}/graph`,
    '/portal/resource/%E0%A4%A/users',
  ])('%s is nowhere', (url) => {
    expect(get(url).status).toBe(404);
  });

  test('the first address leads to the portal', () => {
    expect(isPage('/')).toBe(true);
    expect(get('/')).toMatchObject({ status: 302, headers: { Location: '/portal' } });
  });

  test.each(['/subscriptions', '/v1.0/me', '/organizations/oauth2/v2.0/token', '/x.api.weu/models', '/portals'])(
    '%s is no page',
    (path) => {
      expect(isPage(path)).toBe(false);
    },
  );

  test('nothing is changed here', () => {
    expect(answerPage(world, request('POST', '/portal', {}), at, () => twins)).toMatchObject({
      reply: { status: 405 },
    });
  });
});

describe('access control (IAM)', () => {
  test('says who has which role, and where each comes from', () => {
    const page = text(get(`${campus}/users`));
    expect(page).toContain(
      'Twin Builders Group of 2: Ana Lima , Seán O&#39;Neil Azure Digital Twins Data Owner This instance',
    );
    expect(page).toContain('Bea Cruz bea@contoso.com Owner Subscription (inherited) Contoso Production');
    expect(page).toContain('Carla Mendes carla@contoso.com User Access Administrator Root (inherited)');
    expect(page).not.toContain('rg-storage');
  });

  test('shows what does not count yet, what is only eligible, and what is denied', () => {
    const scope = `/subscriptions/${contoso.production}/resourceGroups/rg-campus-prod`;
    const late = {
      ...standing(scope, roleIds.reader, contoso.dina),
      effectiveAt: at.now + 4500,
      condition: '@Resource[x]',
    };
    const busy = changed(world, {
      assignments: { ...world.assignments, late, gone: standing(scope, 'no-such-role', 'nobody') },
      eligibilities: [
        {
          name: 'e',
          scope: '/providers/Microsoft.Management/managementGroups/mg-twins',
          roleId: roleIds.owner,
          principalId: contoso.ana,
          principalType: 'User',
          createdOn: 0,
        },
      ],
      denials: [
        {
          name: 'd',
          displayName: 'Blueprint',
          description: '',
          scope,
          doNotApplyToChildScopes: false,
          principals: [contoso.bea],
          excludePrincipals: [],
          actions: ['*/delete'],
          notActions: [],
          dataActions: [],
          notDataActions: [],
        },
      ],
    });
    const page = text(get(`${campus}/users`, busy));
    expect(page).toContain(
      'Dina Okafor dina@contoso.com Reader Resource group (inherited) rg-campus-prod Active in 5 s, with a condition: @Resource[x]',
    );
    expect(page).toContain('Identity not found nobody no-such-role');
    expect(page).toContain('Blueprint Bea Cruz bea@contoso.com */delete Resource group (inherited) rg-campus-prod');
    expect(page).not.toContain('mg-twins');
  });
});

describe('the twin graph', () => {
  test('is drawn, and said in words', () => {
    const reply = get(`${campus}/graph`);
    expect(bodyText(reply).match(/<rect class="node"/g)).toHaveLength(5);
    expect(bodyText(reply).match(/class="edge"/g)).toHaveLength(4);
    expect(text(reply)).toContain('5 twins, 4 relationships, 5 models.');
    expect(text(reply)).toContain('attic above ground');
    expect(text(reply)).toContain(
      'suite dtmi:example:Suite;1 name : &quot;Suite&quot; , thermostat : {&quot;target&quot;:20}',
    );
  });

  test('says that there is nothing', () => {
    expect(text(answerPage(world, request('GET', `${campus}/graph`), at, () => undefined).reply)).toContain(
      'Nothing here yet',
    );
  });

  test('draws a part of many', () => {
    const [, one] = Object.entries(twins.twins)[0] ?? [];
    const many = Object.fromEntries(
      Array.from({ length: 1000 }, (_none, nth) => [`t${nth}`, { ...one, $dtId: `t${nth}` }]),
    );
    const reply = get(`${campus}/graph`, world, { ...twins, twins: many, relationships: {} });
    expect(bodyText(reply).match(/<rect class="node"/g)).toHaveLength(120);
    expect(text(reply)).toContain('the first 120 of 1000 twins');
  });
});
