import { evaluate, evaluateNode } from '../expression/evaluate.ts';
import { NotYetKnown, TemplateError } from '../template-error.ts';
import { held, isList, omitted, type Value } from '../value.ts';
import type { Instance } from './instances.ts';
import { matching, type Planned } from './planned.ts';
import { referredTo } from './references.ts';
import { whereIs } from './shape.ts';

const page = 'Please see https://aka.ms/arm-syntax-resources for usage details.';

/** Looks resources up as templates name them; remembers, for templates with many copies. */
function finder(all: readonly Instance[]): (text: string) => readonly Instance[] {
  const found = new Map<string, Instance[]>();
  const add = (text: string, each: Instance): void => {
    const key = text.toLowerCase();
    const list = found.get(key);
    if (list === undefined) found.set(key, [each]);
    else list.push(each);
  };
  for (const each of all) {
    add(each.key, each);
    if (each.symbol !== undefined && each.loop !== undefined) add(each.symbol.replace(/\[\d+\]$/, ''), each);
    if (each.loop !== undefined && each.symbol === undefined) add(each.loop.name, each);
    if (each.key !== each.id.toLowerCase()) add(each.id, each);
  }
  return (text) => found.get(text.toLowerCase()) ?? matching(all, text);
}

function texts(value: Value): readonly string[] {
  return isList(value) ? value.flatMap((each) => texts(each)) : typeof value === 'string' ? [value] : [];
}

/** What a resource says that it depends on. An id of a resource that isn't in the template is refused. */
function declared(
  each: Instance,
  find: (text: string) => readonly Instance[],
  symbols: ReadonlySet<string>,
): readonly Instance[] {
  return texts(evaluate(held(each.source, 'dependsOn') ?? [], each.frame)).flatMap((text) => {
    const found = find(text);
    // A loop of no copies has a name, and nothing to wait for.
    if (found.length === 0 && !symbols.has(text.toLowerCase().replace(/\[\d+\]$/, '')))
      throw new TemplateError(
        `The resource '${text}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
      );
    return found;
  });
}

/** What a resource waits for because its properties refer to it. */
function implied(each: Instance, find: (text: string) => readonly Instance[]): readonly Instance[] {
  const rest = omitted(each.source, 'condition', 'dependsOn');
  return referredTo(rest).flatMap((node) => {
    try {
      const target = evaluateNode(node, each.frame);
      return typeof target === 'string' ? find(target) : [];
    } catch (error) {
      if (error instanceof NotYetKnown || error instanceof TemplateError) return [];
      throw error;
    }
  });
}

/** Those of the same loop that go before: all of the batches before its own. */
function before(each: Instance, all: readonly Instance[]): readonly Instance[] {
  const { loop } = each;
  if (loop === undefined || loop.batch === Infinity) return [];
  const own = Math.floor(loop.index / loop.batch);
  return all.filter(
    ({ loop: other, source }) =>
      source === each.source && other !== undefined && Math.floor(other.index / loop.batch) === own - 1,
  );
}

function refuseTwice(all: readonly Instance[]): void {
  const seen = new Set<string>();
  for (const each of all) {
    if (each.existing) continue;
    const id = each.id.toLowerCase();
    if (seen.has(id))
      throw new TemplateError(
        `The resource '${each.type}/${each.name}' ${whereIs(each.source)} is defined multiple times in a template. ${page}`,
      );
    seen.add(id);
  }
}

function refuseCircles(resources: readonly Planned[]): void {
  const byKey = new Map(resources.map((each) => [each.key, each]));
  const state = new Map<string, 'open' | 'done'>();
  const visit = (each: Planned): void => {
    if (state.get(each.key) === 'done') return;
    if (state.get(each.key) === 'open')
      throw new TemplateError(`Circular dependency detected on resource: '${each.id}'. ${page}`);
    state.set(each.key, 'open');
    for (const key of each.needs) {
      const next = byKey.get(key);
      if (next !== undefined) visit(next);
    }
    state.set(each.key, 'done');
  };
  for (const each of resources) visit(each);
}

/**
 * Which resource waits for which: what `dependsOn` says, what is referred to, and the batches of loops. Those that are left
 * out by their condition count as done.
 * @throws TemplateError for resources that stand twice, aren't there, or wait for each other.
 */
export function ordered(all: readonly Instance[], names: readonly string[]): readonly Planned[] {
  const live = all.filter((each) => each.deployed);
  refuseTwice(live);
  const find = finder(all);
  const symbols = new Set(names.map((each) => each.toLowerCase()));
  const planned = live.map(({ deployed: _deployed, loop: _loop, ...each }, at): Planned => {
    const self = live[at];
    const needs =
      self === undefined ? [] : [...declared(self, find, symbols), ...implied(self, find), ...before(self, live)];
    const keys = new Set(needs.filter((other) => other.deployed && other !== self).map((other) => other.key));
    return { ...each, needs: [...keys] };
  });
  refuseCircles(planned);
  return planned;
}
