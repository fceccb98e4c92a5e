import { steps } from '../../steps/index.ts';
import { shells } from '../completion/shells.ts';
import type { Subject } from '../domain/subject.ts';
import { envFormats } from '../serving/env-formats.ts';
import type { Command } from './command.ts';
import { distinct, optionsNamed } from './other-options.ts';

const questions = distinct(steps.flatMap((step) => step.questions));

/** What commands about a saved set-up may be told: who signs in, and which set-up it is. */
const inSaved: readonly Subject[] = ['sign-in', 'directory', 'name'];

/** What tells which saved set-up is meant, and how to sign in to it. */
const ofSaved = questions.filter(
  ({ subject, identifies }) =>
    identifies === true || subject === 'sign-in' || subject === 'directory' || subject === 'subscription',
);

/** The commands, the default first. Adding one is adding it here. */
export const commands: readonly [Command, ...Command[]] = [
  {
    name: '',
    says: 'asks a few questions, shows a plan, does it, and proves that it works',
    explains: 'Sets up Azure Digital Twins, step by step.',
    options: [
      ...optionsNamed('dry-run', 'plan', 'yes', 'answers', 'engine', 'sandbox', 'cloud', 'state', 'fresh', 'no-wait'),
      ...optionsNamed('timeout'),
      ...optionsNamed('json', 'log', 'verbose', 'quiet', 'no-color', 'accessible', 'help', 'version'),
    ],
    questions,
    run: async (line, host, signal) => (await import('../wizard/set-up.ts')).setUp(line, host, signal),
  },
  {
    name: 'status',
    says: 'what is saved, and whether it is in Azure as it was made; changes nothing',
    explains: 'Shows the saved set-ups, and looks at one of them as it is in Azure now. Reads only.',
    options: [
      ...optionsNamed('check', 'sandbox', 'cloud', 'timeout'),
      { flag: 'state', placeholder: 'FILE', help: 'the saved set-up in this file' },
      ...optionsNamed('json', 'log', 'verbose', 'quiet', 'no-color', 'accessible', 'help'),
    ],
    questions: ofSaved,
    exits: [
      'Exit codes: 0 whatever was found, 75 it could not be looked at (run it again), 2 wrong usage, 1 a defect;',
      'with --check also 4: something has changed, or is gone.',
    ],
    run: async (line, host, signal) => (await import('../status/status.ts')).status(line, host, signal),
  },
  {
    name: 'undo',
    says: 'removes what a set-up has made, the newest first, and never what it found',
    explains: 'Takes a saved set-up back: shows what goes and what stays, and removes it once you agree.',
    options: [
      ...optionsNamed('dry-run', 'plan'),
      { flag: 'yes', short: 'y', help: 'agree to the plan, and never ask; needs --name (of a list: --plan)' },
      ...optionsNamed('with-data', 'sandbox', 'cloud', 'timeout'),
      { flag: 'state', placeholder: 'FILE', help: 'the saved set-up in this file' },
      ...optionsNamed('json', 'log', 'verbose', 'quiet', 'no-color', 'accessible', 'help'),
    ],
    questions: ofSaved,
    run: async (line, host, signal) => (await import('../undo/undo.ts')).undo(line, host, signal),
  },
  {
    name: 'export',
    says: 'writes a set-up down: az, Bicep, ARM, Terraform, azd, GitHub, answers, .env, a page',
    explains: 'Writes a saved set-up down in the form of another tool. Reads Azure, and changes nothing there.',
    options: [
      ...optionsNamed('format', 'out', 'force', 'sandbox', 'cloud'),
      { flag: 'state', group: 'where', placeholder: 'FILE', help: 'the saved set-up in this file' },
      ...optionsNamed('timeout', 'log', 'verbose', 'quiet', 'no-color', 'accessible', 'help'),
    ],
    questions: questions.filter(({ forDoctor, identifies }) => forDoctor === true || identifies === true),
    exits: [
      'Exit codes: 0 written, 2 wrong usage or nothing to write down, 4 the format cannot say all of it, 1 a defect.',
      'Where Azure cannot be looked at, what is saved is written down, and a line on standard error says so.',
    ],
    more: async () => (await import('../exporting/format-list.ts')).formatList(),
    run: async (line, host, signal) => (await import('../exporting/export.ts')).exportSetUp(line, host, signal),
  },
  {
    name: 'first-steps',
    says: 'puts a small sample into the instance, queries it, and writes a program that does the same',
    explains:
      'Makes a room in a floor in the instance of a saved set-up, queries them, and writes a program that makes the same query.',
    options: [
      ...optionsNamed('language'),
      { flag: 'out', placeholder: 'DIR', help: 'folder for the program; first-steps-LANGUAGE if not given' },
      ...optionsNamed('remove', 'yes', 'sandbox', 'cloud', 'state', 'timeout'),
      ...optionsNamed('json', 'log', 'verbose', 'quiet', 'no-color', 'accessible', 'help'),
    ],
    questions: questions.filter(({ subject }) => subject !== undefined && inSaved.includes(subject)),
    run: async (line, host, signal) => (await import('../first-steps/first-steps.ts')).firstSteps(line, host, signal),
  },
  {
    name: 'doctor',
    says: 'checks this machine, the network, the sign-in and the rights; one line and one fix each',
    explains: 'Checks everything that a set-up needs, and changes nothing.',
    options: optionsNamed(
      'sandbox',
      'cloud',
      'timeout',
      'json',
      'log',
      'verbose',
      'quiet',
      'no-color',
      'accessible',
      'help',
    ),
    questions: questions.filter(({ forDoctor }) => forDoctor === true),
    exits: [
      'Exit codes: 0 nothing stands in the way; else that of the first problem: 2 this computer or an answer, 75 the network,',
      '5 the sign-in, 4 the subscription or the service, 3 the rights; 1 a defect of adt-setup.',
    ],
    run: async (line, host, signal) => (await import('../doctor/doctor.ts')).doctor(line, host, signal),
  },
  {
    name: 'sandbox',
    says: 'serves the sandbox on this computer, for az, the SDKs and other clients',
    explains:
      'Serves the sandbox over HTTPS on 127.0.0.1 until it is stopped (Ctrl-C), and says how to use it. "sandbox env" prints the settings of the one that is running, for a shell or a tool.',
    takes: { placeholder: 'env', values: ['env'], optional: true },
    options: [
      ...optionsNamed('port', 'data', 'scenario', 'latency', 'log'),
      {
        flag: 'format',
        placeholder: 'FORMAT',
        help: 'with env: bash, powershell, json, terraform, azd or bicep; for this shell if not given',
        offers: envFormats,
      },
      { flag: 'json', group: 'output', help: 'say where everything is in one line of JSON' },
      ...optionsNamed('no-color', 'help'),
    ],
    questions: [],
    exits: ['Exit codes: 0 it was asked to stop, 1 a defect, 2 wrong usage.'],
    more: async () => (await import('../serving/scenario-list.ts')).scenarioList(),
    run: async (line, host, signal) =>
      line.word === 'env'
        ? (await import('../serving/sandbox-env.ts')).sandboxEnv(line, host)
        : (await import('../serving/serve.ts')).serve(line, host, signal),
  },
  {
    name: 'completion',
    says: 'lets a shell complete commands, flags, values and saved names: bash, zsh, fish, PowerShell',
    explains:
      'Prints the script that lets a shell complete what you type after adt-setup. Answers come from this computer only.',
    takes: { placeholder: 'SHELL', values: shells },
    options: optionsNamed('help'),
    questions: [],
    exits: ['Exit codes: 0 printed, 2 wrong usage, 1 a defect.'],
    more: async () => (await import('../completion/installing.ts')).installing,
    run: async (line, host) => (await import('../completion/completion.ts')).completion(line, host),
  },
];
