import { inSubscription, named, quoted, type Row, type Table } from './table.ts';

const tooMany: Row = (_, about) => ({
  ending: 'refused',
  message: `The subscription${named(about.subscriptionId)} remembers 800 deployments, and takes no more.`,
  suggestion: `Azure forgets the oldest by itself, unless a lock or a missing right keeps it from that. Delete records that nobody needs, which removes no resource: az deployment sub delete --name NAME${inSubscription(about)}. Or make the list row by row: --engine walk.`,
});

const tooLarge: Row = (failure) => ({
  ending: 'refused',
  message: `Azure doesn't take a template of that size.${quoted(failure)}`,
  suggestion: 'Make it two lists, or make it row by row: --engine walk.',
});

/** What Azure says of a deployment as a whole ("Troubleshoot common Azure deployment errors"). What is in it has its own words. */
export const deploymentRefusals: Table = {
  deploymentquotaexceeded: tooMany,
  requestcontenttoolarge: tooLarge,
  jobsizeexceeded: tooLarge,
};
