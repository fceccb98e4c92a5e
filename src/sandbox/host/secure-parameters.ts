import { hidden } from '../../text/held-secrets.ts';
import { isObject } from '../../text/is-object.ts';

/** The values of parameters that a template declares as secure (`secureString`, `secureObject`), and their defaults, hidden. */
export function withoutSecureValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecureValues);
  if (!isObject(value)) return value;
  const secure = secureNames(value['template']);
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => {
      if (key === 'parameters' && secure.size > 0) return [key, given(each, secure)];
      return [key, key === 'parameters' ? declared(each) : withoutSecureValues(each)];
    }),
  );
}

function isSecure(declaration: unknown): boolean {
  return isObject(declaration) && typeof declaration['type'] === 'string' && /^secure/i.test(declaration['type']);
}

function secureNames(template: unknown): ReadonlySet<string> {
  const parameters = isObject(template) ? template['parameters'] : undefined;
  if (!isObject(parameters)) return new Set();
  return new Set(
    Object.entries(parameters)
      .filter(([, declaration]) => isSecure(declaration))
      .map(([name]) => name.toLowerCase()),
  );
}

/** Names of parameters count without regard to case, as in templates. */
function given(parameters: unknown, secure: ReadonlySet<string>): unknown {
  if (!isObject(parameters)) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, each]) => [name, secure.has(name.toLowerCase()) ? hidden : each]),
  );
}

function declared(parameters: unknown): unknown {
  if (!isObject(parameters)) return parameters;
  return Object.fromEntries(
    Object.entries(parameters).map(([name, each]) => [
      name,
      isSecure(each) && isObject(each) && Object.hasOwn(each, 'defaultValue')
        ? { ...each, defaultValue: hidden }
        : each,
    ]),
  );
}
