import type { HttpServer } from './server.ts'

export interface Route {
  method: string
  /** As it was registered: `/user_management/users/:id`. */
  path: string
}

/** Every route that the server has, read from the tree that Fastify prints. */
export function listRoutes(app: HttpServer): Route[] {
  const routes: Route[] = []
  const segments: string[] = []
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:[│ ] {3})*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line)
    if (!match) continue
    const [, indentation = '', segment = '', methods] = match
    segments.length = indentation.length / 4
    // Where routes name the same place differently, the tree shows all of its names.
    segments.push(segment.replace(/:\w+(\|:\w+)+/, ':id'))
    for (const method of methods?.split(', ') ?? []) {
      if (method !== 'HEAD') routes.push({ method, path: segments.join('') })
    }
  }
  return routes
}
