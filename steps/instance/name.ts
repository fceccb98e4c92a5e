import { instanceName, sameName } from '../../src/domain/names.ts';
import { SetupError } from '../../src/errors.ts';
import type { Availability, Instance, Region } from '../../src/port/azure.ts';
import type { Choice, Question } from '../../src/step/question.ts';
import type { World } from '../../src/step/world.ts';
import { commandLine } from '../../src/text/shell.ts';
import type { HasGroup, HasSubscription } from '../facts.ts';
import { resourceGroup } from '../place/group.ts';
import { subscription } from '../place/subscription.ts';
import { creationFailed, isGoingIn, isSpoilt } from './states.ts';

type Needs = HasSubscription & HasGroup;

export const instanceNameQuestion: Question<'name'> = {
  key: 'name',
  subject: 'name',
  identifies: true,
  known: (report) => report.name,
  flag: 'name',
  short: 'n',
  placeholder: 'NAME',
  message: 'Name',
  explain: 'The name of the instance. It becomes part of its address, so nobody else in the region may have it.',
  help: 'name of the instance: 3 to 63 letters, digits and hyphens',
  alwaysNeeded: true,
  dependsOn: [subscription, resourceGroup],
  parse: instanceName,
};

function taken(name: string, region: Region): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'NameUnavailable',
    message: `The name "${name}" is taken in ${region.displayName}.`,
    suggestion:
      'Another instance uses it, perhaps in another company: names are shared by a whole region. Choose another name.',
    again: 'answer',
    cures: ['name', 'region'],
  });
}

function yours(own: Instance, region: Region): SetupError {
  return new SetupError({
    ending: 'refused',
    code: 'name-is-yours',
    message: `This subscription has "${own.name}" in ${region.displayName} already: it is in the resource group ${own.resourceGroup}.`,
    suggestion: `Use that one (${commandLine(['--resource-group', own.resourceGroup, '--name', own.name])}), or choose another name.`,
    again: 'answer',
    cures: ['name'],
  });
}

/** Asks Azure about names, each only once while the step is planned. */
function availability(world: World<Needs>, region: Region): (name: string) => Promise<Availability> {
  const known = new Map<string, Promise<Availability>>();
  return (name) => {
    const answer = known.get(name) ?? world.azure.nameAvailability(world.facts.subscription.id, region.name, name);
    known.set(name, answer);
    return answer;
  };
}

/** Names made up from a stem that are free (or can't be checked yet), at most `count`. */
async function freeNames(
  stem: string,
  world: World<Needs>,
  look: (name: string) => Promise<Availability>,
  count: number,
): Promise<readonly string[]> {
  const free: string[] = [];
  for (let n = 0; n < 8 && free.length < count; n += 1) {
    const name = `${stem.slice(0, 58).replace(/-+$/, '')}-${world.suffix(n)}`;
    if ((await look(name)).is !== 'taken') free.push(name);
  }
  return free;
}

/** A made-up name without what was added to make it one of its own. */
function withoutSuffix(name: string, world: World<Needs>): string {
  const added = Array.from({ length: 8 }, (_, n) => `-${world.suffix(n)}`).find((each) => name.endsWith(each));
  return added === undefined ? name : name.slice(0, -added.length);
}

/** "rg-factory" gives "factory-twins". */
function stemOf(group: string): string {
  const word = group
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]/g, '-')
    .replace(/^rg-|-rg$/, '')
    .replaceAll(/-+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return word.includes('twin') ? word : `${word === '' ? 'my' : word}-twins`;
}

/**
 * The name of a new instance, looked up in the region while it is asked; `checked` says what Azure thinks of it.
 * `instances` are those of the subscription: one of that name may be the person's own, in another group. `leaving` is one that
 * is being deleted, and has to be gone before.
 */
export async function askName(
  world: World<Needs>,
  region: Region,
  instances: readonly Instance[] | undefined,
): Promise<{ name: string; checked: Availability; leaving: Instance | undefined }> {
  const { 'resource-group': group } = world.facts;
  const isGoing = isGoingIn(world);
  const inTheWay = (name: string): Instance | undefined =>
    instances?.find(
      (each) =>
        sameName(each.name, name) &&
        (each.location === region.name || (isGoing(each) && sameName(each.resourceGroup, group.name))),
    );
  const leaving = (name: string): Instance | undefined => [inTheWay(name)].find((each) => each && isGoing(each));
  const ownElsewhere = (name: string): Instance | undefined => [inTheWay(name)].find((each) => each && !isGoing(each));
  const lookUp = availability(world, region);
  const look = async (name: string): Promise<Availability> => (leaving(name) ? { is: 'free' } : await lookUp(name));
  const given = world.answered(instanceNameQuestion);
  const isUsable = given !== undefined && !ownElsewhere(given) && (await look(given)).is !== 'taken';
  const [free = `twins-${world.suffix(0)}`] = isUsable ? [] : await freeNames(stemOf(group.name), world, look, 1);
  const name = await world.ask(instanceNameQuestion, {
    recommended: { value: free, why: 'made from the name of your group', safe: false },
    async remark(value) {
      if (leaving(value)) return 'free once the old one is deleted, which the set-up waits for';
      const answer = await look(value);
      return answer.is === 'unknown' ? `can't be checked yet: ${answer.why}` : `free in ${region.displayName}`;
    },
    async check(value) {
      const own = ownElsewhere(value);
      if (own) return isSpoilt(own) ? creationFailed(own, undefined) : yours(own, region);
      return (await look(value)).is === 'taken' ? taken(value, region) : undefined;
    },
    async alternatives(value) {
      const own = ownElsewhere(value);
      const names = await freeNames(withoutSuffix(value, world), world, look, 3);
      return [...(own && !isSpoilt(own) ? [useOwn(own)] : []), ...names.map((each) => freeChoice(each, region))];
    },
  });
  return { name, checked: await look(name), leaving: leaving(name) };
}

function useOwn(own: Instance): Choice {
  return {
    value: own.name,
    label: `Use ${own.name}, which is there already`,
    said: `${own.name} (there already)`,
    hint: `in the resource group ${own.resourceGroup}`,
    also: { key: resourceGroup.key, value: own.resourceGroup },
  };
}

function freeChoice(name: string, region: Region): Choice {
  return { value: name, label: name, hint: `free in ${region.displayName}` };
}
