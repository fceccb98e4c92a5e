import { type FactsOf, type IdOf, ordered, walkable } from '../src/step/order.ts';
import { instanceStep } from './instance.ts';
import { login } from './login.ts';
import { permissions } from './permissions.ts';
import { provider } from './provider.ts';
import { resourceGroupStep } from './resource-group.ts';
import { roleStep } from './role.ts';
import { subscriptionStep } from './subscription.ts';
import { verify } from './verify.ts';

/** The steps of a set-up, in order. A new step is one file beside this one and one line here. */
const list = ordered(login, subscriptionStep, provider, resourceGroupStep, instanceStep, permissions, roleStep, verify);

export const steps = walkable(list);

export type StepId = IdOf<typeof list>;

/** What each step finds out. */
export type Facts = FactsOf<typeof list>;

/** The keys of all questions: those of the answers file and of the state file. */
export type QuestionKey = (typeof list)[number]['questions'][number]['key'];
