import type { Context } from '../../context.ts';
import type { Ask, Reply } from '../../exchange.ts';
import type { TwinsGraph } from '../../twins/index.ts';
import type { World } from '../../world/world.ts';
import { guarded, pageReply, scriptPath } from '../document.ts';
import { accessControl } from './access.ts';
import { directory, home, nowhere, overview } from './overviews.ts';
import { type Place, placeAt } from './places.ts';
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
  const [place, blade] = asked(world, ask.path);
  const content = place === undefined ? undefined : bladeOf(place, blade, { world, context, twinsOf });
  if (place === undefined || content === undefined)
    return pageReply({ title: 'Not found', status: 404, content: nowhere(place) });
  return pageReply({ title: `${place.title}: ${bladeTitles[blade] ?? blade}`, content });
}

function asked(world: World, path: string): readonly [Place | undefined, blade: string] {
  const [, id = '', blade = 'overview'] =
    /^\/portal\/resource(\/.*?)(?:\/(overview|users|graph))?\/?$/i.exec(path) ?? [];
  try {
    return [placeAt(world, id.split('/').map(decodeURIComponent).join('/')), blade.toLowerCase()];
  } catch {
    return [undefined, blade];
  }
}

function bladeOf(place: Place, blade: string, { world, context, twinsOf }: Shown) {
  if (blade === 'overview') return overview(world, place, context);
  if (blade === 'users') return accessControl(world, place, context.now);
  return place.instance === undefined ? undefined : twinGraph(place, twinsOf(place.instance.key));
}
