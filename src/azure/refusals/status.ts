import { byStatus } from './resource.ts';
import type { FailedResponse } from './response.ts';
import { type About, type Explanation, inSubscription, quoted, shellWord } from './table.ts';

const twinsSaid = (about: About): Readonly<Record<number, Explanation>> => ({
  401: {
    ending: 'forNow',
    message:
      "The instance didn't accept the sign-in (yet). A role that was given just now takes up to 10 minutes to take effect.",
    suggestion: 'Run again in a few minutes; if it stays so, sign out and in again.',
    again: 'soon',
  },
  403: {
    ending: 'forNow',
    message:
      "The instance doesn't let you in yet: it needs the role Azure Digital Twins Data Owner or Data Reader, which takes up to 10 minutes to take effect. Being Owner of the subscription is not enough: that role manages the instance, not the data in it.",
    suggestion: `Run again in a few minutes. Who has which role: az dt role-assignment list --dt-name ${shellWord(about.name, 'NAME')}${inSubscription(about)}`,
    again: 'soon',
  },
  404: {
    ending: 'signIn',
    message:
      "The instance's host doesn't know it under the directory (tenant) that you signed in to, or the instance is gone.",
    suggestion: `Sign in to the directory that the instance's subscription belongs to, with --tenant; and check that it is still there: az dt list${inSubscription(about)} --output table`,
    again: 'answer',
    cures: ['directory'],
  },
});

/** Words for a refusal whose code says nothing we know: by its status, keeping Azure's own message. */
export function statusRefusal(failure: FailedResponse, about: About): Explanation {
  const { httpStatus: status, source } = failure;
  const known =
    status === undefined || source !== 'twins' || failure.html === true ? undefined : twinsSaid(about)[status];
  if (known !== undefined) return known;
  if (failure.html === true) {
    return {
      ending: 'forNow',
      message: `The answer to the request to ${about.doing} is a web page, not Azure's.`,
      suggestion:
        'Something between this computer and Azure answers in its place, such as a proxy or the sign-in page of a public network. Check the network, then run again.',
      ...(status !== undefined && status >= 500 ? { again: 'soon' as const } : {}),
    };
  }
  if (failure.garbled === true && status !== undefined && status < 500 && status !== 429 && status !== 408) {
    return {
      ending: 'forNow',
      message: `The answer to the request to ${about.doing} is cut off, or not Azure's (${status}).`,
      suggestion:
        'Check the network, then run again: what is there already is looked up first, and nothing is made twice.',
      again: 'soon',
    };
  }
  if (status === 429) return byStatus.throttled(failure, about);
  if (status === 408 || status === 504) return byStatus.slow(failure, about);
  if (status !== undefined && status >= 500) return byStatus.hiccup(failure, about);
  if (source === 'signIn') {
    return {
      ending: 'signIn',
      message: `The sign-in did not succeed.${quoted(failure)}`,
      suggestion: `Try another way to sign in (--auth browser, --auth device-code), name your directory with --tenant ${shellWord(about.tenantId, 'TENANT')}, or look up the code at https://login.microsoftonline.com/error`,
      again: 'answer',
      cures: ['sign-in', 'directory'],
    };
  }
  if (status === 401) {
    return {
      ending: 'signIn',
      message: `Azure doesn't accept the sign-in for the request to ${about.doing}.${quoted(failure)}`,
      suggestion: 'Sign in again, in the directory (tenant) that the subscription belongs to: --tenant TENANT',
      again: 'answer',
      cures: ['sign-in', 'directory'],
    };
  }
  if (status === 403) {
    return {
      ending: 'handover',
      message: `Your account may not ${about.doing}.${quoted(failure)}`,
      suggestion: `Ask an owner of the subscription ${shellWord(about.subscriptionId, '')} for the rights, or sign in with another account.`,
    };
  }
  return {
    ending: 'refused',
    message: `Azure refused to ${about.doing}.${quoted(failure)}`,
    suggestion:
      "The message is Azure's own. Look the code up at https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors, change the answer it names, and run again.",
  };
}
