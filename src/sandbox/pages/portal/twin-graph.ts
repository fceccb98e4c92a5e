import type { TwinsGraph } from '../../twins/index.ts';
import { isObject, type JsonObject, ownText } from '../../twins/json.ts';
import { type Html, html, name } from '../markup.ts';
import { box, type Drawing, layout, type Spot } from './layout.ts';
import { heading, type Scope } from './scopes.ts';
import { empty, table } from './tables.ts';

/** Twins that are drawn; more would be no picture any more. */
const mostDrawn = 120;
const mostRows = 500;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly id: string;
}

/** The twins of an instance: drawn, and in words. */
export function twinGraph(scope: Scope, graph: TwinsGraph | undefined): Html {
  const twins = Object.values(graph?.twins ?? {});
  const edges = Object.values(graph?.relationships ?? {}).flatMap((each) => Object.values(each).map(edgeOf));
  const models = Object.values(graph?.models ?? {});
  const top = heading(scope, 'graph');
  if (models.length === 0 && twins.length === 0) {
    return html`${top}${empty('Nothing here yet: no models, no twins. Upload a model, then make the first twin.')}`;
  }
  const drawn = twins.slice(0, mostDrawn);
  const more =
    twins.length > mostDrawn
      ? html`<p class="soft">Drawn: the first ${mostDrawn} of ${twins.length} twins.</p>`
      : undefined;
  return html`${top}
<p>${count(twins.length, 'twin')}, ${count(edges.length, 'relationship')}, ${count(models.length, 'model')}.</p>
${twins.length === 0 ? empty('No twins yet.') : picture(scope.title, drawn, edges)}${more}
<h2>Twins</h2>
${twins.length === 0 ? empty('None.') : table('Twins', ['Twin', 'Model', 'Properties'], twins.slice(0, mostRows).map(twinRow))}
<h2>Relationships</h2>
${
  edges.length === 0
    ? empty('None.')
    : table(
        'Relationships',
        ['From', 'Name', 'To'],
        edges.slice(0, mostRows).map((each) => [name(each.from), name(each.label), name(each.to)]),
      )
}
<h2>Models</h2>
${table(
  'Models',
  ['Model', 'Name', 'State'],
  models.map((each) => [
    html`<span class="id">${each.id}</span>`,
    name(Object.values(each.displayName).filter(isText)[0] ?? '-'),
    each.decommissioned ? 'Decommissioned' : 'In use',
  ]),
)}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function count(all: number, word: string): string {
  return `${all} ${word}${all === 1 ? '' : 's'}`;
}

function edgeOf(relationship: JsonObject): Edge {
  const field = (key: string): string => ownText(relationship, key) ?? '';
  return {
    from: field('$sourceId'),
    to: field('$targetId'),
    label: field('$relationshipName'),
    id: field('$relationshipId'),
  };
}

function idOf(twin: JsonObject): string {
  return ownText(twin, '$dtId') ?? '';
}

function modelOf(twin: JsonObject): string {
  const metadata = twin['$metadata'];
  return isObject(metadata) ? (ownText(metadata, '$model') ?? '') : '';
}

function twinRow(twin: JsonObject): readonly (Html | string)[] {
  const properties = Object.entries(twin)
    .filter(([key]) => !key.startsWith('$'))
    .map(([key, value], at) => html`${at === 0 ? '' : ', '}${name(key)}: ${name(JSON.stringify(value, shown))}`);
  return [
    name(idOf(twin)),
    html`<span class="id">${modelOf(twin)}</span>`,
    properties.length === 0 ? '-' : html`${properties}`,
  ];
}

/** Leaves the metadata of components out. */
function shown(key: string, value: unknown): unknown {
  return key === '$metadata' ? undefined : value;
}

function picture(title: string, twins: readonly JsonObject[], edges: readonly Edge[]): Html {
  const drawing = layout(
    twins.map(idOf),
    edges.map(({ from, to }) => [from, to] as const),
  );
  const { width, height } = drawing;
  const label = `The twins of ${title} and how they are related; the tables below say the same in words.`;
  return html`<div class="scroll" role="region" aria-label="Drawing of the twin graph" tabindex="0">
<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path class="head" d="M0 0 8 4 0 8z"/></marker></defs>
${edges.map((each) => line(each, drawing))}${twins.map((each) => node(each, drawing.spots.get(idOf(each))))}</svg></div>`;
}

function node(twin: JsonObject, spot: Spot | undefined): Html | undefined {
  if (spot === undefined) return undefined;
  const { x, y } = spot;
  const model = modelOf(twin);
  const kind = model.slice(model.lastIndexOf(':') + 1);
  return html`<g><title>${idOf(twin)} (${model})</title><rect class="node" x="${x - box.width / 2}" y="${y - box.height / 2}" width="${box.width}" height="${box.height}" rx="6"/><text x="${x}" y="${y - 2}">${short(idOf(twin), 18)}</text><text class="kind" x="${x}" y="${y + 14}">${short(kind, 22)}</text></g>`;
}

/** An arrow from the lower edge of one box to the upper edge of the other, or from side to side in one row. */
function line({ from, to, label, id }: Edge, { spots }: Drawing): Html | undefined {
  const start = spots.get(from);
  const end = spots.get(to);
  if (start === undefined || end === undefined) return undefined;
  const way = Math.sign(end.y - start.y);
  const a = { x: start.x, y: start.y + (box.height / 2) * (way === 0 ? -1 : way) };
  const b = { x: end.x, y: end.y - (box.height / 2) * (way === 0 ? 1 : way) };
  const bend = way === 0 ? -36 : 0;
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + bend };
  return html`<g><title>${from} ${label} ${to} (${id})</title><path class="edge" marker-end="url(#head)" d="M${a.x} ${a.y} Q${middle.x} ${middle.y} ${b.x} ${b.y}"/><text class="label" x="${middle.x}" y="${middle.y - bend / 2 + 4}">${short(label, 20)}</text></g>`;
}

function short(text: string, most: number): string {
  const letters = Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : text;
}
