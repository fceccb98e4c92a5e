import type { AzureReads } from '../port/azure.ts';
import { called, type Listed } from '../saved/list.ts';
import type { ListReport } from './list.ts';
import type { Report } from './report.ts';

function setUpOf(each: Listed, all: readonly Listed[]): object {
  const { name, group, subscription, record, file, progress } = each;
  return {
    name: name ?? called(each, all),
    resourceGroup: group ?? null,
    subscriptionId: subscription ?? null,
    tenantId: record.tenant,
    cloud: record.cloud,
    stateFile: file,
    savedAt: record.updatedAt,
    progress,
  };
}

function reportOf(report: Report): object {
  const { set, verdict, endpoint, resources, access } = report;
  return {
    name: set.name ?? null,
    verdict,
    hostName: report.hostName ?? null,
    resourceGroup: report.resourceGroup ?? null,
    resourceId: report.resourceId ?? null,
    subscriptionId: report.subscriptionId ?? null,
    tenantId: report.tenantId ?? null,
    endpoint,
    resources: resources.map(({ part, verdict: one, differences, reason }) => ({
      kind: part.kind,
      id: part.id,
      made: part.made !== undefined,
      verdict: one,
      differences: differences.map(({ property, asked, now }) => ({ property, made: asked, now: now ?? null })),
      ...(reason !== undefined && { reason }),
    })),
    access:
      access?.map(({ principalId, principalType, name, role, scope }) => ({
        principalId,
        principalType: principalType ?? null,
        name: name ?? null,
        role,
        scope,
      })) ?? null,
  };
}

/** The document of `status --json`. */
export function statusDocument(
  all: readonly Listed[],
  report: Report | undefined,
  requests: AzureReads['requests'],
): object {
  return {
    schema: 1,
    setUps: all.map((each) => setUpOf(each, all)),
    setUp: report === undefined ? null : reportOf(report),
    requests: { reads: requests.reads, writes: requests.writes },
  };
}

/** The same of a list: a document for each row, and the worst verdict of all. */
export function listStatusDocument(
  all: readonly Listed[],
  { reports, verdict }: ListReport,
  requests: AzureReads['requests'],
): object {
  return { ...statusDocument(all, undefined, requests), verdict, instances: reports.map(reportOf) };
}
