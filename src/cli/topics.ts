import { exitCodes } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { variableOf } from './other-options.ts';

/** Something that the help explains at length: `adt-setup help NAME`. */
export interface Topic {
  readonly name: string;
  /** One line for lists. */
  readonly says: string;
  /** Lines; a tab stands between the two parts of a row. */
  lines(questions: readonly Question[]): readonly string[];
}

const { ready, defect, usage, handover, refused, signIn, forNow } = exitCodes;

/** What each exit code means. */
export const exitMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [ready, 'done as asked: ready, or the preview was shown'],
  [defect, 'a defect of the program; it says where the details are'],
  [usage, 'wrong usage: a flag, file or answer that means nothing, or nobody could say yes; nothing was changed'],
  [handover, 'somebody else must act: rights are missing, and the hand-over is written'],
  [refused, 'Azure refused: policy, quota, name, region, lock, conflict; or the plan is not the approved one'],
  [signIn, 'the sign-in failed'],
  [forNow, 'not now: throttling, an outage, a time limit, a role that does not count yet; run it again'],
  [130, 'interrupted by Ctrl-C; progress is saved (129: the terminal was closed, 143: terminated)'],
];

const rows = (all: readonly (readonly [unknown, string])[]): readonly string[] =>
  all.map(([left, right]) => `  ${String(left)}\t${right}`);

/** The topics, in the order of their list. */
export const topics: readonly Topic[] = [
  {
    name: 'exit-codes',
    says: 'what the exit code tells a script',
    lines: () => [
      'Every run ends with one of these codes. A code that is not 0 comes with a line that says what is saved and how to carry on.',
      '',
      ...rows(exitMeanings),
    ],
  },
  {
    name: 'environment',
    says: 'the variables that are read',
    lines: (questions) => [
      'Each answer can be a variable. A flag wins over a variable, a variable over the answers file; an empty one counts as not given, and a misspelt one is refused.',
      '',
      ...rows(questions.map((each) => [variableOf(each), each.help])),
      '',
      'For signing in as an application (--auth environment):',
      '',
      ...rows([
        ['AZURE_TENANT_ID', 'directory of the application'],
        ['AZURE_CLIENT_ID', 'the application'],
        ['AZURE_CLIENT_SECRET', 'its secret; or AZURE_CLIENT_CERTIFICATE_PATH, its certificate'],
      ]),
      '',
      'For the network and the terminal:',
      '',
      ...rows([
        ['HTTPS_PROXY, NO_PROXY', 'the proxy, and hosts that go around it'],
        ['NODE_EXTRA_CA_CERTS', 'certificates of a proxy that looks into connections'],
        ['NO_COLOR, FORCE_COLOR', 'no color, or color everywhere'],
        ['ACCESSIBLE', 'for screen readers: see adt-setup help accessibility'],
        ['CI', 'nobody is asked'],
        ['XDG_STATE_HOME', 'where progress is saved on Linux: see adt-setup help files'],
      ]),
    ],
  },
  {
    name: 'files',
    says: 'what is saved where, and what never is',
    lines: () => [
      'Progress is saved before every question and every change, readable by you alone:',
      '',
      ...rows([
        ['Linux', '$XDG_STATE_HOME/adt-setup, or ~/.local/state/adt-setup'],
        ['macOS', '~/Library/Application Support/adt-setup'],
        ['Windows', '%LOCALAPPDATA%\\adt-setup'],
      ]),
      '',
      'In that folder:',
      '',
      ...rows([
        ['setups/', 'one file for each set-up; --state FILE names another one'],
        ['first-steps/', 'what first-steps made in which instance, for --remove'],
        ['sandbox/', 'the same for practice, and the world of the sandbox'],
      ]),
      '',
      'Hand-overs and programs are written into the folder you are in. No token, password, secret or code is ever saved; --log FILE writes the HTTP traffic without them.',
    ],
  },
  {
    name: 'accessibility',
    says: 'screen readers, narrow windows, no color, no animation',
    lines: () => [
      '--accessible, or ACCESSIBLE=1 once and for all, gives words instead of glyphs, numbered lists instead of menus that are redrawn, and no animation. The choice is kept; --accessible=no takes it back.',
      '',
      'A terminal that can not draw (TERM=dumb) gets the same. Color never carries meaning alone; --no-color and NO_COLOR switch it off. In a window of less than 60 columns everything stands below each other. What is to be copied stands alone on its line.',
    ],
  },
  {
    name: 'agents',
    says: 'for scripts, pipelines and AI agents: answers as data, consent by plan',
    lines: () => [
      'Nobody is asked where there is no terminal, with CI set, or with --json, --yes or --plan. --json prints one document to standard output, and nothing else there.',
      '',
      'Missing answers come as data (outcome "needs-answers"): each with its flag, variable, key, reason, and choices read from Azure. Answer some, run again, and get the next:',
      '',
      '  $ adt-setup --json',
      '  $ adt-setup --json -g rg-factory -n factory-twins -l westeurope',
      '',
      'Nothing is changed in Azure without a yes. A run without one ends with exit code 2, outcome "needs-approval", and the "planId" of what would be done; show the plan to a person, then carry out exactly that one:',
      '',
      '  $ adt-setup --json -g rg-factory -n factory-twins --plan 7f3a19c2e4b05d61',
      '',
      'The sandbox needs no account and no yes: try everything there first.',
      '',
      '  $ adt-setup --sandbox --json',
      '',
      'Exit code 75 means: run the same again later; it carries on. See adt-setup help exit-codes.',
    ],
  },
];

/** The text of a topic. */
export function topicText({ name, says, lines }: Topic, questions: readonly Question[]): string {
  return ['', `adt-setup help ${name}: ${says}`, '', ...lines(questions), ''].join('\n').slice(1);
}
