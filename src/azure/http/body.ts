import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { SetupError } from '../../errors.ts';

/** Bytes of the largest answer that is read: far more than any page of Azure's has. */
const mostBytes = 32 * 1024 * 1024;

function tooLarge(host: string): SetupError {
  return new SetupError({
    ending: 'forNow',
    code: 'answer-too-large',
    message: `The answer of ${host} is larger than any of Azure's, and was not read to its end.`,
    suggestion: 'Something between this computer and Azure may answer in its place. Check the network, then run again.',
  });
}

/** An answer with its body as text: read within the request's time, and to its end only if that is near. */
export async function withText(response: PipelineResponse): Promise<PipelineResponse> {
  const { readableStreamBody: stream, ...rest } = response;
  if (stream === undefined) return response;
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of stream) {
    size += part.length;
    if (size > mostBytes) throw tooLarge(new URL(response.request.url).host);
    parts.push(Buffer.from(part));
  }
  return { ...rest, bodyAsText: Buffer.concat(parts).toString('utf8') };
}

export function textOf(body: PipelineRequest['body']): string | undefined {
  return typeof body === 'string' ? body : undefined;
}
