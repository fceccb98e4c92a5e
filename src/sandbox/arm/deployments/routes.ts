import type { Route } from '../call.ts';
import { exportTemplate, get, head, list, put, status, validate } from './deployments.ts';
import { cancel, remove } from './endings.ts';
import { getOperation, listOperations } from './operations.ts';
import { over } from './place.ts';
import { whatIf } from './what-if.ts';

const family = 'resources';

/** The same routes at the scope of a subscription and of a group. */
function at(scope: string): readonly Route[] {
  const all = `${scope}/providers/Microsoft.Resources/deployments`;
  const one = `${all}/{deployment}`;
  return [
    { method: 'GET', pattern: all, family, needs: over('read'), handle: list },
    { method: 'HEAD', pattern: one, family, needs: over('read'), handle: head },
    { method: 'GET', pattern: one, family, needs: over('read'), handle: get },
    { method: 'PUT', pattern: one, family, needs: over('write'), handle: put },
    { method: 'DELETE', pattern: one, family, needs: over('delete'), handle: remove },
    {
      method: 'POST',
      pattern: `${one}/validate`,
      family,
      needs: over('validate/action'),
      changesNothing: true,
      handle: validate,
    },
    {
      method: 'POST',
      pattern: `${one}/whatIf`,
      family,
      needs: over('whatIf/action'),
      changesNothing: true,
      handle: whatIf,
    },
    { method: 'POST', pattern: `${one}/cancel`, family, needs: over('cancel/action'), handle: cancel },
    {
      method: 'POST',
      pattern: `${one}/exportTemplate`,
      family,
      needs: over('exportTemplate/action'),
      changesNothing: true,
      handle: exportTemplate,
    },
    { method: 'GET', pattern: `${one}/operations`, family, needs: over('operations/read'), handle: listOperations },
    {
      method: 'GET',
      pattern: `${one}/operations/{operation}`,
      family,
      needs: over('operations/read'),
      handle: getOperation,
    },
    { method: 'GET', pattern: `${one}/operationStatuses/{operation}`, family, needs: over('read'), handle: status },
  ];
}

const group = '/subscriptions/{subscription}/resourceGroups/{group}';
// The specification leaves the provider out of this one path.
const short = `${group}/deployments/{deployment}/operations`;

/** Deployments of templates, at the scope of subscriptions and groups. */
export const deploymentRoutes: readonly Route[] = [
  ...at('/subscriptions/{subscription}'),
  ...at(group),
  { method: 'GET', pattern: short, family, needs: over('operations/read'), handle: listOperations },
  { method: 'GET', pattern: `${short}/{operation}`, family, needs: over('operations/read'), handle: getOperation },
];
