import type { Run } from './operation.ts';
import { answer, RefusedError } from './refusal.ts';
import { objectBody } from './request.ts';

/** GET /eventroutes: none, for a route needs an endpoint and the sandbox's instances have none. */
export const listEventRoutes: Run = () => ({ reply: answer(200, { value: [], nextLink: null }) });

/** PUT /eventroutes/{id}. Recorded (JavaScript SDK, "create event route no endpoint"). */
export const putEventRoute: Run = (_graph, ask) => {
  objectBody(ask);
  throw new RefusedError(
    400,
    'EventRouteEndpointInvalid',
    'The endpoint provided does not exist or is not active. Check that your endpoint is provisioned correctly. See event route documentation (http://aka.ms/ADTv2Routes).',
  );
};

/** GET and DELETE /eventroutes/{id}. Recorded (JavaScript SDK, "get event route not existing"). */
export const noEventRoute: Run = () => {
  throw new RefusedError(
    404,
    'EventRouteNotFound',
    'There is no route available that matches the provided input. Check for all valid event routes by calling EventRoute_List. See Swagger example (http://aka.ms/RouteSwSmpl).',
  );
};
