import type { Reply } from '../../exchange.ts';
import type { Deployment, DeploymentError } from '../../world/deployments.ts';

const names: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'NoContent',
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  409: 'Conflict',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

/** A status as operations write it. */
export function statusName(status: number): string {
  return names[status] ?? String(status);
}

/** The error of an answer, as it is. */
export function errorOf(reply: Reply): DeploymentError {
  const error = (reply.body as { error?: unknown } | undefined)?.error;
  if (typeof error === 'object' && error !== null && 'code' in error) return error as DeploymentError;
  return { code: statusName(reply.status), message: `The resource provider answered ${reply.status}.` };
}

/** A resource, or a nested deployment, that was begun and came to nothing (recorded). */
export function ended(
  target: string,
  state: 'Failed' | 'Canceled',
  details: readonly DeploymentError[],
): DeploymentError {
  return {
    code: 'ResourceDeploymentFailure',
    target,
    message: `The resource write operation failed to complete successfully, because it reached terminal provisioning state '${state}'.`,
    details,
  };
}

/** A deployment that failed, with the errors of its resources (recorded). */
export function deploymentFailed({ id }: Pick<Deployment, 'id'>, details: readonly DeploymentError[]): DeploymentError {
  return {
    code: 'DeploymentFailed',
    target: id,
    message:
      'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    details,
  };
}

/** A resource that takes longer than it may (quoted in Azure/RDS-Templates#216, with the status RequestTimeout). */
export function tookTooLong(target: string): DeploymentError {
  return {
    code: 'ResourceDeploymentFailure',
    target,
    message:
      'The resource provision operation did not complete within the allowed timeout period. Please see https://aka.ms/arm-deploy for usage details.',
  };
}

/** A body that can't be evaluated once its turn has come. */
export function expressionFailed(id: string, text: string): DeploymentError {
  return {
    code: 'InvalidTemplate',
    message: `Unable to process template language expressions for resource '${id}' at line '1' and column '1'. '${text}'`,
  };
}

/** Outputs that can't be evaluated (belief). */
export function outputsFailed(text: string): DeploymentError {
  const message = `Unable to evaluate template outputs: '${text}'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.`;
  return { code: 'DeploymentOutputEvaluationFailed', message };
}
