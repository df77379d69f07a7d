type Parameter = string | number | boolean | null | undefined
export type AuthorizationParameters = Record<
  string,
  Parameter | readonly Parameter[] | Readonly<Record<string, Parameter>>
>

/**
 * The address that a browser is sent to. A list repeats its parameter, an object is `name[key]`,
 * and what has no value is left out. Parameters are in the order of their names.
 */
export function authorizationUrl(address: string, parameters: AuthorizationParameters): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) {
    for (const [key, one] of entriesOf(name, value)) {
      if (one !== undefined && one !== null) query.append(key, String(one))
    }
  }
  query.sort()
  return `${address}?${query}`
}

function entriesOf(
  name: string,
  value: AuthorizationParameters[string],
): (readonly [string, Parameter])[] {
  if (Array.isArray(value)) return value.map((one) => [name, one])
  if (value === null || typeof value !== 'object') return [[name, value]]
  return Object.entries(value).map(([key, one]) => [`${name}[${key}]`, one])
}
