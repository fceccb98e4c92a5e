import type { EngineEvent } from '../engine/context.ts';
import type { OnceMore } from '../port/azure.ts';
import { safe } from '../text/safe.ts';
import { cut, duration, hang, minutes } from './layout.ts';
import type { Style } from './style.ts';

/** Microsoft's page turns personal accounts away without saying what they could do. */
const personal =
  'With a personal account (outlook.com, hotmail.com, …): press Ctrl-C, and run again with --tenant and the directory it belongs to.';

function personalHint(workOnly: boolean | undefined, style: Style, width: number): readonly string[] {
  return workOnly === true ? hang('  ', personal, width).map(style.dim) : [];
}

/** Why somebody who has signed in sees this again; a code or a window out of nowhere looks like somebody else's. */
const reasons: Readonly<Record<OnceMore, string>> = {
  'second-proof':
    'Azure wants a second proof that it is you before it changes anything (multi-factor authentication). Please sign in once more; the set-up then goes on by itself.',
  directory:
    'The directory (tenant) wants you to sign in to it once more, because the sign-in from before is not enough there.',
};

function reason(onceMore: OnceMore | undefined, style: Style, width: number): readonly string[] {
  return onceMore === undefined ? [] : hang(`${style.mark.note} `, reasons[onceMore], width).map(style.warn);
}

export type BrowserEvent = Extract<EngineEvent, { kind: 'browser' }>;
export type ToolEvent = Extract<EngineEvent, { kind: 'tool-says' }>;
export type CodeEvent = Extract<EngineEvent, { kind: 'device-code' }>;

function codeLines(event: CodeEvent, style: Style, width: number): readonly string[] {
  const good = duration(event.expiresInSeconds).replace(' 0 s', '');
  return [
    ...hang('  ', 'To sign in, open this on any device', width),
    `  ${style.bold(safe(event.verificationUri))}`,
    ...hang('  ', `and type the code ${style.bold(safe(event.userCode))}  (good for ${good})`, width),
  ];
}

/** The sandbox needs no code; it is for those who want to be somebody else there. */
function practiceLines(event: CodeEvent, style: Style, width: number): readonly string[] {
  const code = style.bold(safe(event.userCode));
  return [
    ...hang('  ', `Signing you in. To be someone else, open this and type the code ${code}:`, width),
    `  ${style.bold(safe(event.verificationUri))}`,
  ];
}

/** How to sign in with a code: our own words, and nothing of the server's but the code. */
export function codePage(event: CodeEvent, style: Style, width: number): readonly string[] {
  const renewed = 'The code before was not used in time, so here is a new one.';
  return [
    ...reason(event.onceMore, style, width),
    ...(event.renewed === true ? hang(`${style.mark.note} `, renewed, width).map(style.warn) : []),
    ...(event.approvesItself ? practiceLines(event, style, width) : codeLines(event, style, width)),
    ...personalHint(event.workOnly, style, width),
  ];
}

/** The line that says what is waited for, and how long the code is still good; the sandbox approves it by itself. */
export function codeWait(event: CodeEvent, copied: boolean, secondsLeft: number, width: number): string {
  if (event.approvesItself) return cut('The sandbox approves it in a moment', width);
  const paste = copied ? ' (the code is copied: just paste it)' : '';
  return cut(`Waiting for you to sign in${paste}  ${minutes(Math.max(0, Math.round(secondsLeft)))} left`, width);
}

/** What happens in the browser, and what to do where none opens. */
export function browserPage(event: BrowserEvent, style: Style, width: number): readonly string[] {
  const { host } = new URL(event.url);
  const text = `Your browser opens at ${safe(host)}: sign in there, then come back here. If none opens, press Ctrl-C and run again with --auth device-code.`;
  return [
    ...reason(event.onceMore, style, width),
    ...hang('  ', text, width),
    ...personalHint(event.workOnly, style, width),
  ];
}

/** The whole address on lines of its own, not wrapped by us: so it can be copied, and opened by a click. */
export function addressPage(address: string, width: number): readonly string[] {
  return [
    ...hang('  ', 'If no browser has opened, open this address in one on this computer:', width),
    '',
    safe(address),
    '',
  ];
}

/** What another program says to the person, with its name. */
export function toolLines({ program, text }: ToolEvent, width: number): readonly string[] {
  return hang(`  ${program}: `, safe(text.replace(/^(WARNING|INFO): /, '')), width);
}

export function toolWait({ program }: ToolEvent, seconds: number, width: number): string {
  return cut(`Waiting for ${program} to sign you in  ${minutes(Math.max(0, Math.round(seconds)))}`, width);
}

export function browserWait(seconds: number, width: number): string {
  return cut(`Waiting for you to sign in in the browser  ${minutes(Math.max(0, Math.round(seconds)))}`, width);
}
