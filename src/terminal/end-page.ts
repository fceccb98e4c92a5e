import type { Links } from '../port/azure.ts';
import type { Report } from '../step/report.ts';
import type { Argv } from '../text/argv.ts';
import { safe } from '../text/safe.ts';
import { commandLine } from '../text/shell.ts';
import { shellLines } from './command-lines.ts';
import { hang, pad, together } from './layout.ts';
import type { Style } from './style.ts';

/** What the end of a set-up that is ready shows. */
export interface Ready {
  readonly report: Partial<Report>;
  readonly links: Links;
  readonly sameAgain: Argv;
  /** After a practice: the same without the sandbox, from the beginning. */
  readonly forReal: Argv;
  readonly stateFile: string | undefined;
  readonly practice: boolean;
}

function samples(hostName: string, name: string): readonly (readonly [string, readonly string[]])[] {
  const url = `"https://${hostName}"`;
  return [
    [
      'JavaScript',
      [
        'import { DigitalTwinsClient } from "@azure/digital-twins-core";',
        'import { DefaultAzureCredential } from "@azure/identity";',
        'const client = new DigitalTwinsClient(',
        `  ${url},`,
        '  new DefaultAzureCredential());',
      ],
    ],
    [
      'Python',
      [
        'from azure.digitaltwins.core import DigitalTwinsClient',
        'from azure.identity import DefaultAzureCredential',
        'client = DigitalTwinsClient(',
        `  ${url},`,
        '  DefaultAzureCredential())',
      ],
    ],
    [
      'C#',
      [
        'using Azure.DigitalTwins.Core; using Azure.Identity;',
        'var client = new DigitalTwinsClient(',
        `  new Uri(${url}),`,
        '  new DefaultAzureCredential());',
      ],
    ],
    ['Azure CLI', [`az dt model list --dt-name ${name}`]],
  ];
}

function linkLines(ready: Ready, style: Style, width: number): readonly string[] {
  const { resourceId, tenantId, hostName = '' } = ready.report;
  if (resourceId === undefined || tenantId === undefined) return [];
  const explorer = ready.links.explorer(tenantId, hostName);
  const links: (readonly [string, string])[] = [['Portal', ready.links.resource(resourceId)]];
  if (explorer !== undefined) links.push(['Explorer', explorer]);
  return links.flatMap(([label, url]) =>
    width < 60 ? [`  ${style.dim(label)}`, `  ${safe(url)}`] : [`  ${style.dim(pad(label, 15))}${safe(url)}`],
  );
}

/** The three values that people copy; nothing while there is no instance. */
export function valueLines({ hostName, name, resourceGroup }: Partial<Report>, style: Style): readonly string[] {
  if (hostName === undefined || name === undefined || resourceGroup === undefined) return [];
  const values = [
    ['hostName', hostName],
    ['name', name],
    ['resourceGroup', resourceGroup],
  ] as const;
  return ['', ...values.map(([label, value]) => `  ${pad(label, 15)}${style.bold(safe(value))}`)];
}

/** The last page of a set-up that is ready: the three values, where to go on, and the command that repeats it. */
export function endPage(ready: Ready, style: Style, width: number): readonly string[] {
  const { hostName = '', name } = ready.report;
  if (name === undefined) return [];
  const code = samples(safe(hostName), safe(name)).flatMap(([language, lines]) => [
    `  ${style.dim(language)}`,
    ...lines.map((line) => `    ${line}`),
  ]);
  const practice = 'This was practice: all of it is in the sandbox on this computer, and nothing in Azure. ';
  return [
    '',
    style.bold('In your code'),
    ...code,
    '',
    ...linkLines(ready, style, width),
    ...(ready.stateFile === undefined ? [] : [`  ${style.dim(pad('Saved in', 15))}${safe(ready.stateFile)}`]),
    ...(ready.practice
      ? ['', ...hang('', `${practice}${together(`For real: ${commandLine(ready.forReal)}`)}`, width)]
      : []),
    ...shortEndPage(ready, style, width),
  ];
}

/** The three values, and the command that repeats it. */
export function shortEndPage(ready: Ready, style: Style, width: number): readonly string[] {
  return [...valueLines(ready.report, style), '', 'Same again, no questions:', ...shellLines(ready.sameAgain, width)];
}
