import { sameName } from '../domain/names.ts';
import { actions } from '../domain/right.ts';
import { settled } from '../port/accounts.ts';
import type { Account, SignInMethod, SignInOffer } from '../port/azure.ts';
import { judgeIn } from '../rights/judge.ts';
import { aroundDenials, denialOf, doubts, forbidden } from '../rights/verdict.ts';
import { whichRoles, whoCan } from '../rights/who-can.ts';
import { type Check, note, ok, problem, type Scene, skipped } from './check.ts';

/** The tenants of personal accounts (Microsoft Entra: accounts of consumers, and of Microsoft's own services). */
const personal = ['9188040d-6c67-4c5b-b112-36a304b66dad', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a'];

export const signInCheck: Check = {
  id: 'sign-in',
  title: 'Sign-in',
  after: ['tls', 'reach-sign-in', 'reach-resource-manager'],
  async look(scene, known) {
    const asked = scene.answers['sign-in'] ?? 'auto';
    const offers = await settled(scene.azure.signInOffers({ tools: ['auto', 'cli'].includes(asked) }));
    const offer = asked === 'auto' ? quietest(offers, scene) : offers.find((each) => each.method === asked);
    if (offer === undefined && asked === 'auto') {
      return {
        ...note(
          "Nobody is signed in here, and checks don't open a browser by themselves.",
          'az login; or run again with --auth browser or --auth device-code',
        ),
        stops: true,
      };
    }
    if (offer === undefined || offer.unavailable !== undefined) {
      const usable = offers.filter((each) => each.unavailable === undefined).map((each) => each.method);
      return problem(
        'signIn',
        `Signing in by "${asked}" isn't possible: ${offer?.unavailable ?? 'it is not offered here'}.`,
        usable.length > 0 ? `Use --auth ${usable.join(' or --auth ')}` : 'Install the Azure CLI, and run az login',
      );
    }
    const account = await scene.azure.signIn(offer.method, scene.answers.directory);
    known.account = account;
    return ok(`${who(account)}, by ${ways[account.method]}`);
  },
};

const ways: Readonly<Record<SignInMethod, string>> = {
  cli: 'the Azure CLI',
  browser: 'the browser',
  'device-code': 'a code',
  environment: 'variables',
};

/** A way to sign in that bothers nobody; in the sandbox a code does, since it approves itself. */
function quietest(offers: readonly SignInOffer[], { cloud }: Scene): SignInOffer | undefined {
  const quiet = ['cli', 'environment', ...(cloud.approvesItself ? ['device-code'] : [])];
  return offers.find((each) => each.unavailable === undefined && quiet.includes(each.method));
}

function who({ displayName, username }: Account): string {
  return displayName === username ? username : `${displayName} (${username})`;
}

export const tenantCheck: Check = {
  id: 'tenant',
  title: 'Directory (tenant)',
  after: ['sign-in'],
  look(_, { account }) {
    if (account === undefined) return skipped('nobody is signed in');
    const { tenantId, tenantName } = account;
    if (personal.includes(tenantId))
      return note(
        'This is the directory of personal accounts, which has no subscriptions.',
        "Name your organization's with --tenant, such as --tenant contoso.onmicrosoft.com",
      );
    return ok(tenantName === undefined ? tenantId : `${tenantName} (${tenantId})`);
  },
};

export const subscriptionCheck: Check = {
  id: 'subscription',
  title: 'Subscription',
  after: ['sign-in'],
  async look({ azure, answers }, known) {
    const all = await azure.subscriptions();
    const wanted = answers.subscription;
    const named =
      wanted === undefined ? all : all.filter((each) => sameName(each.id, wanted) || sameName(each.name, wanted));
    const [chosen, another] = wanted === undefined ? all.filter((each) => each.state === 'Enabled') : named;
    if (wanted !== undefined && chosen === undefined)
      return problem(
        'usage',
        `There is no subscription "${wanted}" for this account.`,
        'Give the id or the name of one of yours, or sign in to another directory with --tenant',
      );
    if (wanted !== undefined && another !== undefined)
      return problem(
        'usage',
        `${named.length} subscriptions are called "${wanted}".`,
        'Give the id of the one you mean',
      );
    if (chosen === undefined)
      return problem(
        'refused',
        all.length === 0
          ? 'This account sees no subscription here.'
          : `None of ${all.length} subscriptions is enabled.`,
        'Sign in to another directory with --tenant, ask for access, or get one: https://azure.microsoft.com/free',
      );
    if (chosen.state !== 'Enabled')
      return problem(
        'refused',
        `"${chosen.name}" is ${chosen.state.toLowerCase()}: nothing can be created in it.`,
        'Choose another one, or enable it again: https://aka.ms/disabledsubscription',
      );
    known.subscription = chosen;
    const rest =
      another === undefined || wanted !== undefined ? '' : ', the first of several: --subscription names another';
    return ok(`${chosen.name} (${chosen.id}), enabled${rest}`);
  },
};

export const providerCheck: Check = {
  id: 'provider',
  title: 'Service',
  after: ['subscription'],
  async look({ azure }, known) {
    const { subscription } = known;
    if (subscription === undefined) return skipped('there is no subscription to look at');
    const { registrationState, regions } = await azure.provider(subscription.id);
    known.isRegistered = registrationState.toLowerCase() === 'registered';
    if (regions.length === 0)
      return problem(
        'refused',
        `Azure Digital Twins is not offered to "${subscription.name}" in this cloud.`,
        'Choose another subscription, or another cloud with --cloud',
      );
    if (known.isRegistered) return ok(`switched on, in ${regions.length} regions`);
    return registrationState.toLowerCase() === 'registering'
      ? note('Microsoft.DigitalTwins is being switched on: nothing to do.')
      : note('Microsoft.DigitalTwins is not switched on yet: the set-up does it.');
  },
};

export const rightsCheck: Check = {
  id: 'rights',
  title: 'Rights',
  after: ['subscription'],
  once: ['provider'],
  async look({ azure, answers }, { subscription, isRegistered }) {
    if (subscription === undefined) return skipped('there is no subscription to look at');
    const named = answers.group;
    const group = named === undefined ? undefined : await azure.resourceGroup(subscription.id, named);
    const scope = group?.id ?? `/subscriptions/${subscription.id}`;
    const works: readonly { readonly action: string; readonly says: string; readonly isNeeded: boolean }[] = [
      {
        action: actions.register,
        says: 'switch the service on',
        isNeeded: isRegistered !== true && group === undefined,
      },
      { action: actions.createGroup, says: 'create a resource group', isNeeded: group === undefined },
      { action: actions.createInstance, says: 'create an instance', isNeeded: true },
      { action: actions.assignRole, says: 'give access to it', isNeeded: true },
    ];
    const judge = judgeIn(azure, subscription.id);
    const judged = await Promise.all(
      works
        .filter(({ isNeeded }) => isNeeded)
        .map(async ({ action, says }) => ({ action, says, verdict: await judge({ action, scope }, scope) })),
    );
    const where = group === undefined ? `the subscription ${subscription.name}` : `the resource group ${group.name}`;
    const missing = judged.filter(({ verdict }) => verdict.is === 'no').map(({ says }) => says);
    const [denial] = judged.flatMap(({ verdict }) => denialOf(verdict) ?? []);
    if (missing.length > 0) {
      const says = `On ${where} you may not ${missing.join(', nor ')}.`;
      if (denial !== undefined)
        return problem('handover', `${says} ${forbidden(denial)}`, `What helps: ${aroundDenials}`);
      const elsewhere = named === undefined ? '; or name a group where you have more, with --resource-group' : '';
      const lacking = judged.filter(({ verdict }) => verdict.is === 'no').map(({ action }) => action);
      const { id: me } = await azure.me(subscription.id);
      const people = await whoCan(azure, subscription.id, scope, me, [lacking, [actions.assignRole]]);
      return problem(
        'handover',
        says,
        `Ask ${people.join(' or ') || whichRoles(lacking, subscription.name)}: adt-setup writes down what to do${elsewhere}`,
      );
    }
    if (judged.some(({ verdict }) => verdict.is === 'unknown'))
      return note("Azure doesn't tell which rights you have; it will when you try.");
    const unsure = doubts(judged);
    return unsure.length === 0 ? ok(`enough, on ${where}`) : note(`On ${where} you probably may ${unsure.join('; ')}.`);
  },
};
