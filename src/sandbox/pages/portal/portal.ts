import type { Context } from '../../context.ts';
import type { Ask, Reply } from '../../exchange.ts';
import type { TwinsGraph } from '../../twins/index.ts';
import type { World } from '../../world/world.ts';
import { guarded, pageReply, scriptPath } from '../document.ts';
import { accessControl } from './access.ts';
import { directory, home, nowhere, overview } from './overviews.ts';
import { type Scope, scopeAt } from './scopes.ts';
import { twinGraph } from './twin-graph.ts';

/** The twins of an instance, by the instance's `key`; undefined when nobody has put anything in yet. */
export type TwinsOf = (key: string) => TwinsGraph | undefined;

interface Shown {
  readonly world: World;
  readonly context: Context;
  readonly twinsOf: TwinsOf;
}

/** Turns a link of the real portal's form, `/#@tenant/resource/…/users`, into the page here; browsers keep what follows # to themselves. */
const script = `const asked = location.hash;
const resource = /^#@[^/]*(\\/resource\\/.+)$/.exec(asked);
if (resource) location.replace('/portal' + resource[1]);
else if (/AllUsers$/i.test(asked)) location.replace('/portal/users');
`;

const bladeTitles: Readonly<Record<string, string>> = {
  overview: 'Overview',
  users: 'Access control (IAM)',
  graph: 'Twin graph',
};

/** The small portal: resources, one of them, its access control, its twins, the people of the directory. */
export function answerPortal(world: World, ask: Ask, context: Context, twinsOf: TwinsOf): Reply {
  const path = ask.path.replace(/\/$/, '').toLowerCase();
  if (path === scriptPath) {
    return { status: 200, headers: { 'Content-Type': 'text/javascript; charset=utf-8', ...guarded }, body: script };
  }
  if (path === '') return { status: 302, headers: { ...guarded, Location: '/portal' } };
  if (path === '/portal') {
    return pageReply({
      title: 'Resources',
      content: home(world, ask.query.get('find')?.slice(0, 100) ?? ''),
      script: true,
    });
  }
  if (path === '/portal/users') return pageReply({ title: 'People', content: directory(world) });
  const [scope, blade] = asked(world, ask.path);
  const content = scope === undefined ? undefined : bladeOf(scope, blade, { world, context, twinsOf });
  if (scope === undefined || content === undefined)
    return pageReply({ title: 'Not found', status: 404, content: nowhere(scope) });
  return pageReply({ title: `${scope.title}: ${bladeTitles[blade] ?? blade}`, content });
}

function asked(world: World, path: string): readonly [Scope | undefined, blade: string] {
  const [, id = '', blade = 'overview'] =
    /^\/portal\/resource(\/.*?)(?:\/(overview|users|graph))?\/?$/i.exec(path) ?? [];
  try {
    return [scopeAt(world, id.split('/').map(decodeURIComponent).join('/')), blade.toLowerCase()];
  } catch {
    return [undefined, blade];
  }
}

function bladeOf(scope: Scope, blade: string, { world, context, twinsOf }: Shown) {
  if (blade === 'overview') return overview(world, scope, context);
  if (blade === 'users') return accessControl(world, scope, context.now);
  return scope.instance === undefined ? undefined : twinGraph(scope, twinsOf(scope.instance.key));
}
