import type { PlanAccount } from '../domain/plan.ts';

/** Who has which role where, as programs are told. */
interface RoleReport {
  readonly name: string;
  readonly definitionId: string;
  readonly assignee: string;
  readonly principalId: string;
  readonly principalType: string | undefined;
  readonly assignmentId: string | undefined;
  readonly scope: string;
}

/** What is known of a set-up, for programs, the last page and later commands. Each step tells its part; later ones win. */
export interface Report {
  readonly account: PlanAccount;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly subscriptionName: string;
  readonly resourceGroup: string;
  readonly location: string;
  /** Its name for people: "West Europe". */
  readonly region: string;
  readonly name: string;
  /** Bare: no scheme. */
  readonly hostName: string;
  readonly resourceId: string;
  readonly role: RoleReport;
}
