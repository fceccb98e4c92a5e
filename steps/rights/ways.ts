import type { Names } from '../../src/domain/kind.ts';
import { azLine, fileFor, portalVisit, type Resource } from '../../src/domain/resource.ts';
import { bicep, deployCommand } from '../../src/export/bicep.ts';
import type { Azure } from '../../src/port/azure.ts';
import type { BicepFile, Way } from '../../src/step/hand-over.ts';

type Portal = NonNullable<Way['portal']>[number];

/** The page of the portal where somebody else makes a resource by hand. */
function visit(links: Azure['links'], resource: Resource, names: Names): Portal {
  const { at, page, then } = portalVisit(resource, names);
  return { link: page === 'access' ? links.accessControl(at) : links.resource(at), then };
}

/** The resource as a file of its own with the command that deploys it; none where there is no Bicep for it. */
function bicepFile(resource: Resource, region: string): readonly BicepFile[] {
  const file = bicep(resource);
  const name = `${fileFor(resource)}.bicep`;
  return file === undefined ? [] : [{ name, file, deploy: deployCommand(resource, name, region) }];
}

/** What is made one after the other, and what it is called for those who read it. */
interface Making {
  readonly resources: readonly Resource[];
  readonly names: Names;
  /** Where a deployment to a subscription is kept. */
  readonly region: string;
}

/** Making resources by hand, in the three ways that administrators work. */
export function wayTo(
  { links }: Pick<Azure, 'links'>,
  says: string,
  { resources, names, region }: Making,
): Required<Way> {
  return {
    says,
    az: resources.map(azLine),
    portal: resources.map((each) => visit(links, each, names)),
    bicep: resources.flatMap((each) => bicepFile(each, region)),
  };
}
