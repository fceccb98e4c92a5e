import { everyRelationship, type TwinsGraph } from '../graph.ts';
import { type JsonObject, own, ownText } from '../json.ts';
import type { Row } from './row.ts';
import type { Hop, Match } from './syntax.ts';

/** One relationship from one twin to its neighbor, whichever way it points. */
interface Edge {
  readonly relationship: JsonObject;
  readonly to: string;
}

/** The relationships of a graph by the twins at both ends. */
interface Ends {
  readonly outward: ReadonlyMap<string, readonly Edge[]>;
  readonly inward: ReadonlyMap<string, readonly Edge[]>;
}

function endsOf(graph: TwinsGraph): Ends {
  const outward = new Map<string, Edge[]>();
  const inward = new Map<string, Edge[]>();
  for (const relationship of everyRelationship(graph)) {
    const [source, target] = [ownText(relationship, '$sourceId') ?? '', ownText(relationship, '$targetId') ?? ''];
    outward.set(source, [...(outward.get(source) ?? []), { relationship, to: target }]);
    inward.set(target, [...(inward.get(target) ?? []), { relationship, to: source }]);
  }
  return { outward, inward };
}

/** Every way through the graph that a MATCH describes, as rows. */
export function* matches(match: Match, graph: TwinsGraph): Generator<Row> {
  const ends = endsOf(graph);
  for (const twin of Object.values(graph.twins)) {
    const row: Row = new Map([['', twin]]);
    yield* onward(
      match.hops,
      { graph, ends },
      match.first === undefined ? row : new Map(row).set(match.first, twin),
      ownText(twin, '$dtId') ?? '',
    );
  }
}

function* onward(hops: readonly Hop[], where: { graph: TwinsGraph; ends: Ends }, row: Row, at: string): Generator<Row> {
  const [hop, ...rest] = hops;
  if (hop === undefined) {
    yield row;
    return;
  }
  for (const { relationship, to } of reached(hop, where.ends, at)) {
    const twin = own(where.graph.twins, to);
    if (twin === undefined) continue;
    const next = new Map(row);
    // A name that stands twice is the same twin.
    if (hop.alias !== undefined) {
      const known = next.get(hop.alias);
      if (known !== undefined && known !== twin) continue;
      next.set(hop.alias, twin);
    }
    if (hop.relationship !== undefined) next.set(hop.relationship, relationship);
    yield* onward(rest, where, next, to);
  }
}

/** The twins that are reached in as many steps as the hop says, each once; for one step, by each relationship. */
function reached(hop: Hop, ends: Ends, start: string): readonly Edge[] {
  let level: readonly Edge[] = [{ relationship: {}, to: start }];
  const found = new Map<string, Edge>();
  for (let step = 1; step <= hop.most && level.length > 0; step++) {
    const next = level.flatMap(({ to }) => steps(hop, ends, to));
    if (hop.most === 1) return next;
    level = [...new Map(next.map((edge) => [edge.to, edge])).values()];
    if (step >= hop.least) for (const edge of level) found.set(edge.to, edge);
  }
  return [...found.values()];
}

function steps({ direction, relationshipNames }: Hop, { outward, inward }: Ends, from: string): readonly Edge[] {
  const all = [
    ...(direction === 'left' ? [] : (outward.get(from) ?? [])),
    ...(direction === 'right' ? [] : (inward.get(from) ?? [])),
  ];
  if (relationshipNames.length === 0) return all;
  return all.filter(({ relationship }) => relationshipNames.includes(ownText(relationship, '$relationshipName') ?? ''));
}
