import type { AssignmentResource } from '../../src/domain/assignment.ts';
import type { Names } from '../../src/domain/kind.ts';
import { azLine, fileFor, portalVisit, type Resource } from '../../src/domain/resource.ts';
import { bicep, deployCommand } from '../../src/export/bicep.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { BicepFile, Way } from '../../src/step/hand-over.ts';

type Portal = NonNullable<Way['portal']>[number];

/** The page of the portal where somebody else makes a resource by hand. */
export function visit({ links }: Pick<Azure, 'links'>, resource: Resource, names: Names): Portal {
  const { at, page, then } = portalVisit(resource, names);
  return { link: page === 'access' ? links.accessControl(at) : links.resource(at), then };
}

/** The resource as a file of its own with the command that deploys it; none where there is no Bicep for it. */
export function bicepFile(resource: Resource, region: string): readonly BicepFile[] {
  const file = bicep(resource);
  const name = `${fileFor(resource)}.bicep`;
  return file === undefined ? [] : [{ name, file, deploy: deployCommand(resource, name, region) }];
}

/** Giving a role, in the three ways that administrators work. `region` is where a deployment to a subscription is kept. */
export function givingRole(
  azure: Pick<Azure, 'links'>,
  says: string,
  role: { readonly name: string; readonly region: string },
  assignment: AssignmentResource,
): Way {
  return {
    says,
    az: [azLine(assignment)],
    portal: [visit(azure, assignment, { region: (code) => code, role: role.name })],
    bicep: bicepFile(assignment, role.region),
  };
}
