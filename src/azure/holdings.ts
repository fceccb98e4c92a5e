import { instanceVersion } from '../domain/instance.ts';
import { SetupError } from '../errors.ts';
import type { Holdings, TwinsKey } from '../port/azure.ts';
import { isObject } from '../text/is-object.ts';
import type { Clients } from './http/clients.ts';
import { objectIn } from './http/evidence.ts';
import { rawList } from './http/raw-list.ts';
import { subscriptionIdOf } from './http/resource-request.ts';
import { ifTold } from './refusals/if-told.ts';
import { refused, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';
import { twinsVersion } from './twins.ts';

/** Pages of a list of an instance before it is taken for endless. */
const mostPages = 1000;

/** What can't be counted is left open, whatever the reason: an instance may hide what it holds, or be out of reach from here. */
async function unlessHidden(count: Promise<number>): Promise<number | undefined> {
  try {
    return await count;
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

/** A text of the query language, which escapes by a backslash ("Query language for Azure Digital Twins", Escape single quotes). */
const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`;

/** The condition that leaves one thing out of a count; a relationship's id is unique at the twin that it begins at only. */
function otherThan(key: TwinsKey): string {
  if (key.kind !== 'relationship') return `T.$dtId != ${quoted(key.id)}`;
  return `(T.$sourceId != ${quoted(key.source)} OR T.$relationshipId != ${quoted(key.id)})`;
}

/**
 * Counts what an instance holds besides some things; each count for itself, since a role may allow some of them only. They are left
 * out of the question instead of being taken off its answer: queries lag, and they might not be in the count yet.
 */
export async function countHoldings(
  clients: Clients,
  subscriptionId: string,
  hostName: string,
  besides: readonly TwinsKey[],
): Promise<Holdings> {
  const { session, connection } = clients;
  const { cloud, origins } = connection.rules;
  const address = origins.addTwinsHost(hostName);
  const about = clients.about({ doing: 'count what the instance holds', subscriptionId });
  const credential = session.credential(session.tenantOf(subscriptionId));

  async function ask(url: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
    try {
      const answer = await clients.send({ url, scope: cloud.twinsScope, credential, ...(body && { body }) });
      if (answer.status !== 200) throw refused(answer);
      return objectIn(answer, about.doing);
    } catch (error) {
      throw translate(error, about, 'twins');
    }
  }

  const known = (kind: TwinsKey['kind']): readonly TwinsKey[] => besides.filter((key) => key.kind === kind);

  async function lengthOf(list: string): Promise<number> {
    const models = list === 'models' ? known('model').map(({ id }) => id) : [];
    let url = `${address}/${list}?api-version=${twinsVersion}`;
    let length = 0;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const { value, nextLink } = await ask(url);
      if (!Array.isArray(value)) throw unusable(about.doing);
      length += value.filter((each: unknown) => !(isObject(each) && models.some((id) => id === each['id']))).length;
      if (typeof nextLink !== 'string' || nextLink === '') return length;
      url = nextLink;
    }
    throw unusable(about.doing);
  }

  /** `SELECT COUNT()` gives one row ("Query language for Azure Digital Twins", SELECT clause). */
  async function countOf(collection: 'digitaltwins' | 'relationships'): Promise<number> {
    const others = known(collection === 'digitaltwins' ? 'twin' : 'relationship').map(otherThan);
    const query = `SELECT COUNT() FROM ${collection}${others.length === 0 ? '' : ` T WHERE ${others.join(' AND ')}`}`;
    const { value } = await ask(`${address}/query?api-version=${twinsVersion}`, { query });
    const [row] = Array.isArray(value) ? (value as unknown[]) : [];
    const count = isObject(row) ? row['COUNT'] : undefined;
    if (typeof count !== 'number') throw unusable(about.doing);
    return count;
  }

  const [models, twins, relationships, eventRoutes] = await Promise.all(
    [lengthOf('models'), countOf('digitaltwins'), countOf('relationships'), lengthOf('eventroutes')].map(unlessHidden),
  );
  return { models, twins, relationships, eventRoutes };
}

/** How many endpoints an instance has ("Digital Twins Endpoint - List", Microsoft.DigitalTwins 2023-01-31). */
export async function countEndpoints(clients: Clients, instanceId: string): Promise<number | undefined> {
  const { session } = clients;
  const subscriptionId = subscriptionIdOf({ id: instanceId });
  const about = clients.about({ doing: 'list the endpoints of the instance', subscriptionId, scope: instanceId });
  const path = `${encodeURI(instanceId)}/endpoints?api-version=${instanceVersion}`;
  const credential = session.credential(session.tenantOf(subscriptionId));
  return (await ifTold(rawList(clients, path, credential, about.doing), about))?.length;
}
