import type { Resource } from '../../domain/resource.ts';
import { declared, idOf, literal, resourceOf } from '../../export/arm-resources.ts';
import { type Entry, templateOf } from '../../export/template.ts';
import { nestedName, type Site } from './site.ts';

type Body = Readonly<Record<string, unknown>>;

/** The version of the engine that nested deployments are written for. */
const nestedVersion = '2021-04-01';

/** What one row adds to a template: what belongs to the subscription, and the deployment of what goes into its group. */
interface Piece {
  /** Resources of the subscription, by id in lower case: rows may share a group. */
  readonly above: readonly (readonly [id: string, body: Body])[];
  readonly inGroup: Body | undefined;
  /** How many resources that is, those in the group counted. */
  readonly count: number;
}

const lower = ({ id }: { readonly id: string }): string => id.toLowerCase();

/** The deployment of what goes into the group; `group`: the one that it waits for, and no other: one that can't be made keeps no other row. */
function nestedOf(site: Site, resources: readonly Body[], group: Entry | undefined): Body {
  return {
    type: 'Microsoft.Resources/deployments',
    apiVersion: nestedVersion,
    name: literal(nestedName(site)),
    resourceGroup: literal(site.groupId.split('/').at(-1) ?? ''),
    properties: {
      mode: 'Incremental',
      expressionEvaluationOptions: { scope: 'inner' },
      template: {
        $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
        contentVersion: '1.0.0.0',
        resources,
      },
    },
    ...(group !== undefined && { dependsOn: [idOf(group)] }),
  };
}

/**
 * What is deployed for one row. `before`: ids, in lower case, of what stands before it is deployed; `here`: of what the same template
 * makes for other rows.
 */
function pieceOf(site: Site, before: ReadonlySet<string>, here: ReadonlySet<string>): Piece {
  const isIn = (set: ReadonlySet<string>, each: Resource): boolean => set.has(lower(each));
  const wanted = site.things.map(({ sent }) => sent).filter((each) => !isIn(before, each));
  const { subscription, inGroup } = templateOf(site.groupId, wanted, []);
  const mine = subscription.entries.filter(declared);
  const named = (entry: Entry): Resource | undefined => wanted.find(({ id }) => id.split('/').at(-1) === entry.name);
  const above = mine.flatMap((entry) => {
    const of = named(entry);
    return of === undefined || isIn(here, of) ? [] : [[lower(of), resourceOf(entry)] as const];
  });
  const inside = inGroup.entries.filter(declared).map(resourceOf);
  const group = mine.find((entry) => named(entry)?.kind === 'group');
  const nested = inside.length === 0 ? undefined : nestedOf(site, inside, group);
  return { above, inGroup: nested, count: above.length + (nested === undefined ? 0 : 1 + inside.length) };
}

/** What Resource Manager takes in one template ("Template limits"): resources, and bytes. */
export interface Limits {
  readonly resources: number;
  readonly bytes: number;
}

/** 800 resources and 4 MB; a little is left for what stands around them. */
export const templateLimits: Limits = { resources: 800, bytes: 4_000_000 };

/** One deployment: a subscription's rows, or as many of them as one template takes. */
export interface Part {
  readonly subscriptionId: string;
  readonly sites: readonly Site[];
  /** Made when it is sent: it is large, and nobody needs it before or afterwards. */
  template(): object;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly resources: number;
  readonly bytes: number;
  /** Ids, in lower case, of what stands before it is deployed, since deployments before it make that. */
  readonly before: ReadonlySet<string>;
}

/** The parameter that tells whoever finds a deployment which instances it is about: their ids. */
export const instancesParameter = 'instances';

function templateWith(pieces: readonly Piece[]): object {
  return {
    $schema: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { [instancesParameter]: { type: 'array' } },
    resources: pieces.flatMap(({ above, inGroup }) => [
      ...above.map(([, body]) => body),
      ...(inGroup ? [inGroup] : []),
    ]),
  };
}

interface Draft {
  readonly sites: Site[];
  readonly here: Set<string>;
  resources: number;
  bytes: number;
}

const newDraft = (): Draft => ({ sites: [], here: new Set(), resources: 0, bytes: 0 });

function partOf(subscriptionId: string, { sites, resources, bytes }: Draft, standing: ReadonlySet<string>): Part {
  const ids = sites.map(({ row }) => row.plan.report.resourceId ?? '');
  const before = new Set(standing);
  const template = (): object => {
    const here = new Set<string>();
    return templateWith(sites.map((site) => taken(pieceOf(site, before, here), here)));
  };
  return { subscriptionId, sites, template, parameters: { [instancesParameter]: ids }, resources, bytes, before };
}

/** A piece that a template has: what is above groups is there for the next ones. */
function taken(piece: Piece, here: Set<string>): Piece {
  for (const [id] of piece.above) here.add(id);
  return piece;
}

/** The rows of one subscription as deployments that follow each other: what one makes, the next ones find. */
function partsIn(
  subscriptionId: string,
  sites: readonly Site[],
  limits: Limits,
  standing: ReadonlySet<string>,
): readonly Part[] {
  const parts: Part[] = [];
  const before = new Set(standing);
  let draft = newDraft();
  const close = (): void => {
    if (draft.sites.length > 0) parts.push(partOf(subscriptionId, draft, before));
    for (const id of draft.here) before.add(id);
    draft = newDraft();
  };
  const add = (site: Site): boolean => {
    const piece = pieceOf(site, before, draft.here);
    const bytes = Buffer.byteLength(JSON.stringify([piece.above, piece.inGroup]));
    const isFull = draft.resources + piece.count > limits.resources || draft.bytes + bytes > limits.bytes;
    if (isFull && draft.sites.length > 0) return false;
    draft.sites.push(site);
    taken(piece, draft.here);
    draft.resources += piece.count;
    draft.bytes += bytes;
    return true;
  };
  for (const site of sites) {
    if (add(site)) continue;
    close();
    add(site);
  }
  close();
  return parts;
}

/**
 * What is to be deployed: for each subscription one deployment, or, beyond what a template takes, several in a row. `standing`: ids, in
 * lower case, of what deployments before them have made.
 */
export function partsOf(
  sites: readonly Site[],
  limits: Limits = templateLimits,
  standing: ReadonlySet<string> = new Set(),
): readonly (readonly Part[])[] {
  const bySubscription = new Map<string, Site[]>();
  for (const site of sites) {
    const key = site.subscriptionId.toLowerCase();
    const all = bySubscription.get(key) ?? [];
    bySubscription.set(key, all);
    all.push(site);
  }
  return [...bySubscription.values()].map((all) => partsIn(all[0]?.subscriptionId ?? '', all, limits, standing));
}
