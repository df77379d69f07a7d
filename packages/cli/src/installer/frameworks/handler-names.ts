import type { Module } from '../syntax/module.ts'

const handlers = ['plugin', 'login', 'callback', 'logout', 'withAuth', 'optionalAuth'] as const

type Handler = (typeof handlers)[number]

/** What a file calls each of the things that `authKit()` makes. */
export type HandlerNames = Record<Handler, string>

/** Their own names, except where the file has such a name for something else: `authKitLogin`. */
export function nameHandlers(module: Module): HandlerNames {
  const entries = handlers.map((handler) => {
    const longer = `authKit${handler[0]?.toUpperCase()}${handler.slice(1)}`
    return [handler, module.mentions(handler) ? longer : handler]
  })
  return Object.fromEntries(entries)
}

/** `const { login, callback: authKitCallback } = authKit();` */
export function declareHandlers(
  names: HandlerNames,
  wanted: readonly Handler[],
  options = '',
): string {
  const properties = wanted.map((handler) => {
    const name = names[handler]
    return name === handler ? handler : `${handler}: ${name}`
  })
  return `const { ${properties.join(', ')} } = authKit(${options});`
}
