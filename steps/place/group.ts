import { resourceGroupName } from '../../src/domain/names.ts';
import type { Question } from '../../src/step/question.ts';
import { subscription } from './subscription.ts';

export const resourceGroup: Question<'resourceGroup'> = {
  key: 'resourceGroup',
  subject: 'group',
  flag: 'resource-group',
  short: 'g',
  placeholder: 'NAME',
  message: 'Resource group',
  explain: 'A folder in Azure for things that belong together. Deleting the group deletes all that is in it.',
  help: 'resource group of the instance; created if there is none of that name',
  alwaysNeeded: true,
  identifies: true,
  forDoctor: true,
  dependsOn: [subscription],
  known: (report) => report.resourceGroup,
  parse: resourceGroupName,
};
