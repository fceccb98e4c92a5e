import { ordered } from '../src/step/step.ts';
import { instanceStep } from './instance.ts';
import { login } from './login.ts';
import { permissions } from './permissions.ts';
import { provider } from './provider.ts';
import { resourceGroupStep } from './resource-group.ts';
import { roleStep } from './role.ts';
import { subscriptionStep } from './subscription.ts';
import { verify } from './verify.ts';

/** The steps of a set-up, in order. A new step is one file beside this one and one line here. */
export const steps = ordered(
  login,
  subscriptionStep,
  provider,
  resourceGroupStep,
  instanceStep,
  permissions,
  roleStep,
  verify,
);
