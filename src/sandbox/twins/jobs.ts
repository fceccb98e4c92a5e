import { ownText } from './json.ts';
import type { Run } from './operation.ts';
import { page } from './paging.ts';
import { answer, invalidArgument, RefusedError, refusal } from './refusal.ts';
import { objectBody } from './request.ts';

/** GET /jobs/imports and /jobs/deletions: none has ever run here. */
export const listJobs: Run = (_graph, ask) => ({ reply: answer(200, page(ask, [], 1)) });

/** GET, DELETE and cancel of one. Recorded (.NET SDK, "Import_JobIdNotExists", 2023), without `x-ms-error-code`. */
export const noJob: Run = (_graph, _ask, [id = '']) => {
  const message = `There is no job available that matches the provided id ${id.slice(0, 100)}. Check that the Job ID provided is valid by doing a Jobs_List API call.`;
  return { reply: refusal(new RefusedError(404, 'JobNotFound', message)) };
};

/** PUT /jobs/imports/{id}: addresses that are none are refused as recorded (.NET SDK, "Import_MalformedInput", 2023). */
export const refuseImport: Run = (graph, ask, names, now) => {
  const body = objectBody(ask);
  for (const name of ['inputBlobUri', 'outputBlobUri']) {
    const address = ownText(body, name);
    if (address === undefined) throw invalidArgument(`The property '${name}' is required.`);
    if (!URL.canParse(address)) throw malformed(address);
  }
  return refuseJob(graph, ask, names, now);
};

function malformed(address: string): RefusedError {
  return invalidArgument(
    `Azure Storage Blob URI '${address.slice(0, 200)}' failed validation. Invalid URI: The format of the URI could not be determined. Please check: https://docs.microsoft.com/en-us/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata`,
  );
}

/** PUT and POST of one: a job of Azure's reads from a storage account, which the sandbox doesn't have. */
export const refuseJob: Run = () => {
  throw new RefusedError(
    501,
    'NotInSandbox',
    'The sandbox runs no jobs: in Azure they read from a storage account, or delete everything. Upload models and twins one by one here.',
  );
};
