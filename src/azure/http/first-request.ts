/** What of Microsoft's HTTP layer is needed for a request before any client is there: the rest of it is loaded with those. */
export { createDefaultHttpClient, createPipelineRequest } from '@azure/core-rest-pipeline';
