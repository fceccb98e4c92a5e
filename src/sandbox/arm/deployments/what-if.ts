import type { Outcome } from '../../context.ts';
import { foreseenBody } from '../../deployments/template/bodies.ts';
import { isNested } from '../../deployments/template/nested.ts';
import type { Predicted } from '../../deployments/template/predict.ts';
import { held, isRecord, omitted, shownText, type ValueObject } from '../../deployments/value.ts';
import { guidOf } from '../../world/identifiers.ts';
import { regionNamed } from '../../world/regions.ts';
import { type Call, property } from '../call.ts';
import { Refusal } from '../refusal.ts';
import { type Drafted, draft } from './begin.ts';
import { differences } from './differences.ts';
import { withoutOldest } from './history.ts';
import { jobHeaders, withJob } from './jobs.ts';
import { addressOf, placeOf } from './place.ts';
import { preflight } from './preflight.ts';
import { wishOf } from './request.ts';

/** What only reads show: no template sets it. */
const readOnly = new Set([
  'provisioningstate',
  'createdtime',
  'lastupdatedtime',
  'hostname',
  'privateendpointconnections',
  'createdon',
  'updatedon',
  'createdby',
  'updatedby',
  'scope',
]);

function withoutReadOnly(properties: ValueObject): ValueObject {
  return Object.fromEntries(
    Object.entries(properties).filter(([name, value]) => !readOnly.has(name.toLowerCase()) && value !== null),
  );
}

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly apiVersion: string;
}

/** A resource as what-if shows it: its keys sorted, only what can be set. */
function shown({ id, name, type, apiVersion }: Shown, body: ValueObject): ValueObject {
  const properties = held(body, 'properties');
  const location = held(body, 'location');
  const group = /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1];
  const kept = isRecord(properties) ? withoutReadOnly(properties) : {};
  const rest = omitted(body, 'properties', 'systemData');
  const whole: ValueObject = {
    ...rest,
    ...(typeof location === 'string' ? { location: regionNamed(location)?.name ?? location } : {}),
    ...(Object.keys(kept).length === 0 ? {} : { properties: kept }),
    ...(group === undefined ? {} : { resourceGroup: group }),
    apiVersion,
    id,
    name,
    type,
  };
  const filled = Object.entries(whole).filter(([, value]) => value !== null);
  return Object.fromEntries(filled.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function bodyNow(call: Call, id: string, apiVersion: string): ValueObject | undefined {
  const { reply } = call.inside(call.world, { method: 'GET', address: addressOf(id, apiVersion) });
  return reply.status < 400 && isRecord(reply.body) ? reply.body : undefined;
}

const unidentified =
  'cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more information.';

function change(call: Call, { planned, plan, body }: Predicted, whole: boolean): object {
  const symbol = planned.symbol === undefined ? {} : { symbolicName: planned.symbol };
  if (isNested(planned) && body === undefined)
    return {
      resourceId: planned.id,
      changeType: 'Unsupported',
      unsupportedReason: `Changes to the resource declared at '${planned.name}' ${unidentified}`,
    };
  const now = bodyNow(call, planned.id, planned.apiVersion);
  const after = shown(planned, foreseenBody(plan, planned));
  if (!whole) return { resourceId: planned.id, changeType: now === undefined ? 'Create' : 'Deploy' };
  if (now === undefined) return { resourceId: planned.id, changeType: 'Create', after, ...symbol };
  const before = shown(planned, now);
  const delta = differences(before, after);
  if (delta.length === 0) return { resourceId: planned.id, changeType: 'NoChange', before, after, ...symbol };
  return { resourceId: planned.id, changeType: 'Modify', before, after, delta, ...symbol };
}

/** What stands in the groups that are deployed into and isn't in the template. */
function ignored(call: Call, { all, wish }: Drafted, whole: boolean): readonly object[] {
  const mine = new Set(all.map(({ planned }) => planned.id.toLowerCase()));
  const groups = new Set(
    [wish.place.scope, ...all.map(({ planned }) => planned.id)].flatMap((id) => {
      const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i.exec(id)?.[0];
      return group === undefined ? [] : [group.toLowerCase()];
    }),
  );
  return [...groups].flatMap((group) => {
    const { reply } = call.inside(call.world, {
      method: 'GET',
      address: addressOf(`${group}/resources`, '2021-04-01'),
    });
    const list = property(reply.body, 'value');
    if (!Array.isArray(list)) return [];
    return (list as ValueObject[]).flatMap((each) => {
      const id = shownText(each['id']);
      if (mine.has(id.toLowerCase())) return [];
      const now = bodyNow(call, id, '2023-01-31');
      const before =
        now === undefined
          ? undefined
          : shown({ id, name: shownText(each['name']), type: shownText(each['type']), apiVersion: '2023-01-31' }, now);
      return [
        { resourceId: id, changeType: 'Ignore', ...(whole && before !== undefined ? { before, after: before } : {}) },
      ];
    });
  });
}

function result(call: Call): object {
  const place = placeOf(call);
  const drafted = draft(call, wishOf(call, place));
  preflight(call, drafted.wish.name, drafted.all);
  const settings = property(property(call.ask.body, 'properties'), 'whatIfSettings');
  const format = property(settings, 'resultFormat');
  const whole = typeof format !== 'string' || format.toLowerCase() !== 'resourceidonly';
  const analyzed = drafted.all.filter(
    ({ planned, body }) => !planned.existing && !(isNested(planned) && body !== undefined),
  );
  const changes = [...analyzed.map((each) => change(call, each, whole)), ...ignored(call, drafted, whole)];
  return { status: 'Succeeded', properties: { correlationId: drafted.correlationId, changes } };
}

/** What is wrong with a request itself is refused at once; what only the analysis finds is its result: 200 with `Failed`. */
function analyzed(call: Call): object {
  try {
    return result(call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'Failed', ...(error.reply.body as object) };
  }
}

/** 202 without a body; the result is asked for at Location, which each further 202 names anew (recorded). */
export function whatIf(call: Call): Outcome {
  const place = placeOf(call);
  const { name } = wishOf(call, place);
  const job = {
    id: `DeploymentWhatIfJob-${guidOf('what-if', place.scope, name, call.context.now, call.world.drawn, crypto.randomUUID())}`,
    subscriptionId: place.subscriptionId,
    readyAt: call.context.now + 1000,
    result: analyzed(call),
  };
  return { reply: { status: 202, headers: jobHeaders(call, job, 0) }, world: withJob(withoutOldest(call, place), job) };
}
