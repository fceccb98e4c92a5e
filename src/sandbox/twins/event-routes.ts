import type { EventRoute } from './graph.ts';
import { type JsonObject, own, ownText } from './json.ts';
import type { Run } from './operation.ts';
import { page } from './paging.ts';
import { answer, invalidArgument, noContent, RefusedError } from './refusal.ts';
import { limits, objectBody } from './request.ts';
import { checkFilter } from './route-filter.ts';

const shown = ({ id, endpointName, filter }: EventRoute): JsonObject => ({ id, endpointName, filter });

/** GET /eventroutes */
export const listEventRoutes: Run = (graph, ask) => ({
  reply: answer(200, page(ask, Object.values(graph.eventRoutes ?? {}).map(shown), limits.modelsOnOnePage)),
});

/** PUT /eventroutes/{id}. The refusal of an endpoint is recorded (JavaScript SDK, "create event route no endpoint"). */
export const putEventRoute: Run = (graph, ask, [id = '']) => {
  const body = objectBody(ask);
  const endpointName = ownText(body, 'endpointName') ?? '';
  const filter = ownText(body, 'filter');
  if (!ask.endpoints.some((each) => each.toLowerCase() === endpointName.toLowerCase())) {
    throw new RefusedError(
      400,
      'EventRouteEndpointInvalid',
      'The endpoint provided does not exist or is not active. Check that your endpoint is provisioned correctly. See event route documentation (https://aka.ms/ADTv2Routes).',
    );
  }
  if (filter === undefined) throw invalidArgument("The property 'filter' is required.");
  checkFilter(filter);
  const eventRoutes = { ...graph.eventRoutes, [id]: { id, endpointName, filter } };
  return { reply: noContent(), graph: { ...graph, eventRoutes } };
};

/** Recorded (JavaScript SDK, "get event route not existing"). */
function notFound(): RefusedError {
  return new RefusedError(
    404,
    'EventRouteNotFound',
    'There is no route available that matches the provided input. Check for all valid event routes by calling EventRoute_List. See Swagger example (https://aka.ms/RouteSwSmpl).',
  );
}

/** GET /eventroutes/{id} */
export const getEventRoute: Run = (graph, _ask, [id = '']) => {
  const found = own(graph.eventRoutes ?? {}, id);
  if (found === undefined) throw notFound();
  return { reply: answer(200, shown(found)) };
};

/** DELETE /eventroutes/{id} */
export const deleteEventRoute: Run = (graph, _ask, [id = '']) => {
  if (own(graph.eventRoutes ?? {}, id) === undefined) throw notFound();
  const { [id]: _, ...eventRoutes } = graph.eventRoutes ?? {};
  return { reply: noContent(), graph: { ...graph, eventRoutes } };
};
