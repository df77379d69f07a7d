/** What of an object's methods was called and did not fail, as `family.method`. */
export interface Recording<T> {
  client: T
  exercised: Set<string>
}

/** The same client, which notes what is called of its families. Nothing else about it changes. */
export function recordCalls<T extends object>(client: T): Recording<T> {
  const exercised = new Set<string>()
  const families = new Map<object, object>()
  const watched = new Proxy(client, {
    get(target, name) {
      const value = Reflect.get(target, name)
      if (!isFamily(value)) return value
      const known = families.get(value) ?? watch(value, String(name), exercised)
      families.set(value, known)
      return known
    },
  })
  return { client: watched, exercised }
}

/** Every method that the families of a client have, those that they use themselves included. */
export function listMethods(client: object): string[] {
  return Object.entries(client)
    .filter(([, value]) => isFamily(value))
    .flatMap(([family, value]) =>
      Object.getOwnPropertyNames(Object.getPrototypeOf(value))
        .filter((method) => method !== 'constructor')
        .map((method) => `${family}.${method}`),
    )
}

/** The `client` is what the families ask through. */
const isFamily = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.getPrototypeOf(value) !== Object.prototype &&
  !('fetchRequest' in value)

function watch(family: object, name: string, exercised: Set<string>): object {
  return new Proxy(family, {
    get(target, property, receiver) {
      const value = Reflect.get(target, property, receiver)
      if (!(property in Object.getPrototypeOf(target))) return value
      const method = `${name}.${String(property)}`
      if (typeof value !== 'function') {
        exercised.add(method)
        return value
      }
      return (...given: unknown[]) => {
        const result = value.apply(receiver, given)
        if (!(result instanceof Promise)) {
          exercised.add(method)
          return result
        }
        return result.then((answer) => {
          exercised.add(method)
          return answer
        })
      }
    },
  })
}
