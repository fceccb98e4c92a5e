import type { PipelineResponse } from '@azure/core-rest-pipeline';
import type { Removal, TwinsData, TwinsDocument, TwinsKey } from '../port/twins.ts';
import { inAddress } from '../text/in-address.ts';
import { isObject } from '../text/is-object.ts';
import type { Clients, RawRequest } from './http/clients.ts';
import { objectIn } from './http/evidence.ts';
import { readAnswer } from './refusals/response.ts';
import { refused, translate } from './refusals/translate.ts';
import { unusable } from './refusals/unusable.ts';
import { instanceIn, twinsVersion } from './twins.ts';

/** More pages of an answer than anything that first steps make. */
const mostPages = 100;

/** Paths of the data plane (Azure Digital Twins data plane 2023-10-31, REST). */
function pathOf(key: TwinsKey): string {
  const id = inAddress(key.id);
  switch (key.kind) {
    case 'model':
      return `/models/${id}`;
    case 'twin':
      return `/digitaltwins/${id}`;
    case 'relationship':
      return `/digitaltwins/${inAddress(key.source)}/relationships/${id}`;
  }
}

/** The data of an instance, through its own endpoint. */
export function twinsData(clients: Clients, subscriptionId: string, hostName: string): TwinsData {
  const { session, connection } = clients;
  const { cloud, origins } = connection.rules;
  const address = origins.addTwinsHost(hostName);

  function explained(error: unknown, doing: string): Error {
    return translate(error, clients.about({ doing, subscriptionId, name: instanceIn(hostName) }), 'twins');
  }

  /** @throws SetupError unless the status is one of those that mean something to who asks. */
  async function call(
    doing: string,
    path: string,
    statuses: readonly number[],
    more: Pick<RawRequest, 'method' | 'body' | 'headers'> = {},
  ): Promise<PipelineResponse> {
    try {
      const mark = path.includes('?') ? '&' : '?';
      const answer = await clients.send({
        url: `${address}${path}${mark}api-version=${twinsVersion}`,
        scope: cloud.twinsScope,
        credential: session.credential(session.tenantOf(subscriptionId)),
        ...more,
      });
      // A page for people is somebody else's answer: that of a proxy.
      const isPage = answer.status >= 400 && readAnswer('twins', answer, undefined).html === true;
      if (isPage || !statuses.includes(answer.status)) throw refused(answer);
      return answer;
    } catch (error) {
      throw explained(error, doing);
    }
  }

  /** Whether a 404 is about the thing itself, and not about the whole instance ("Sub-domain not found"). */
  function isAbsent(answer: PipelineResponse, doing: string): boolean {
    if (answer.status !== 404) return false;
    const { code } = readAnswer('twins', answer, undefined);
    if (/NotFound$/.test(code)) return true;
    throw explained(refused(answer), doing);
  }

  /** The ids of a list of relationships, page by page. */
  async function listed(path: string): Promise<readonly string[]> {
    const doing = 'list the relationships of a twin';
    const ids: string[] = [];
    let next: string | undefined = path;
    for (let pages = 0; next !== undefined; pages += 1) {
      const answer = await call(doing, next, [200, 404]);
      if (isAbsent(answer, doing)) return ids;
      const { value, nextLink } = objectIn(answer, doing);
      if (pages > mostPages || !Array.isArray(value) || !value.every(isObject)) throw unusable(doing);
      ids.push(...value.map(({ $relationshipId }) => String($relationshipId)));
      next = typeof nextLink === 'string' ? onwards(nextLink, doing) : undefined;
    }
    return ids;
  }

  /** The path of a further page: only its parameters are taken, and sent to the instance itself. */
  function onwards(nextLink: string, doing: string): string {
    const at = nextLink.indexOf('/digitaltwins/');
    if (at < 0) throw unusable(doing);
    const [path = '', parameters = ''] = nextLink.slice(at).split('?');
    const kept = new URLSearchParams(parameters);
    kept.delete('api-version');
    return `${path}?${kept.toString()}`;
  }

  return {
    async find(key) {
      const doing = `look for the ${key.kind}`;
      const definition = key.kind === 'model' ? '?includeModelDefinition=true' : '';
      const answer = await call(doing, `${pathOf(key)}${definition}`, [200, 404]);
      return isAbsent(answer, doing) ? undefined : objectIn(answer, doing);
    },
    async make(key, document) {
      const doing = `make the ${key.kind}`;
      const answer =
        key.kind === 'model'
          ? await call(doing, '/models', [201, 409], { method: 'POST', body: [document] })
          : await call(doing, pathOf(key), [200, 412], {
              method: 'PUT',
              body: document,
              headers: { 'if-none-match': '*' },
            });
      return answer.status === 409 || answer.status === 412 ? 'there-already' : 'made';
    },
    async remove(key, etag): Promise<Removal> {
      const doing = `remove the ${key.kind}`;
      const condition = etag === undefined ? {} : { headers: { 'if-match': etag } };
      const answer = await call(doing, pathOf(key), [204, 400, 404, 409, 412], { method: 'DELETE', ...condition });
      if (isAbsent(answer, doing)) return 'gone';
      if (answer.status === 412) return 'changed';
      if (answer.status === 204) return 'removed';
      if (stillNeeded.includes(readAnswer('twins', answer, undefined).code)) return 'needed';
      throw explained(refused(answer), doing);
    },
    async relationshipsAt(twin) {
      const ids: string[] = [];
      for (const list of ['relationships', 'incomingrelationships'])
        ids.push(...(await listed(`${pathOf({ kind: 'twin', id: twin })}/${list}`)));
      return ids;
    },
    async query(text) {
      const doing = 'ask the instance a question';
      const rows: TwinsDocument[] = [];
      let body: object = { query: text };
      for (let pages = 0; pages < mostPages; pages += 1) {
        const { value, continuationToken } = objectIn(await call(doing, '/query', [200], { body }), doing);
        if (!Array.isArray(value) || !value.every(isObject)) throw unusable(doing);
        rows.push(...value);
        if (typeof continuationToken !== 'string') return rows;
        body = { continuationToken };
      }
      throw unusable(doing);
    },
  };
}

/** Refusals of a removal by what holds on to the thing ("Manage digital twins"; recordings of the JavaScript SDK, 2022). */
const stillNeeded = ['RelationshipsNotDeleted', 'ModelReferencesNotDeleted'];
