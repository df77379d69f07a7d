import { listRoutes, type Route } from '../src/http/route-table.ts'
import type { TestServer } from './server.ts'

export type { Route }

/** Every route that a test server has. */
export const routesOf = ({ app }: TestServer): Route[] => listRoutes(app)

export const nameOf = ({ method, path }: Route) => `${method} ${path}`

/** What anybody may ask for: it brings credentials of its own, or is there for everybody. */
export const publicRoutes = new Set([
  'GET /health',
  'GET /openapi.json',
  'GET /latchkey/configuration.schema.json',
  'GET /sso/jwks/:clientId',
  'OPTIONS /sso/jwks/:clientId',
  'POST /user_management/authenticate',
  'OPTIONS /user_management/authenticate',
  'POST /x/authkit/users/authenticate',
  'OPTIONS /x/authkit/users/authenticate',
  'GET /user_management/authorize',
  'POST /user_management/authorize/device',
  'POST /latchkey/cli_sign_ins',
  'POST /latchkey/cli_sign_ins/redeem',
  'GET /user_management/initiate_login',
  'GET /user_management/sessions/logout',
  'OPTIONS /user_management/sessions/logout',
  'POST /dashboard/api/sign-out',
])

const apiPrefixes = [
  '/api_keys',
  '/auth/',
  '/authorization',
  '/client',
  '/connections',
  '/dashboard/api',
  '/events',
  '/feature-flags',
  '/latchkey',
  '/organization_domains',
  '/organizations',
  '/sdk',
  '/sso',
  '/user_management',
  '/webhook_endpoints',
  '/widgets',
  '/x/',
]
const isPage = ({ path }: Route) => !apiPrefixes.some((prefix) => path.startsWith(prefix))

/** Every route that asks for a key or an owner. */
export const guardedRoutesOf = (server: TestServer): Route[] =>
  routesOf(server).filter((route) => !isPage(route) && !publicRoutes.has(nameOf(route)))

interface Operation {
  parameters?: { in: string; name: string }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
}

/** As much of a JSON schema as bodies are described with. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: unknown
  items?: Schema
  anyOf?: Schema[]
}

/** What the document that is made of the routes says about one of them. */
export function describeRoute({ app }: TestServer, route: Route) {
  const nameless = (path: string) => path.replace(/:\w+|\{\w+\}/g, '*')
  const [, methods = {}] =
    Object.entries(app.swagger().paths ?? {}).find(
      ([path]) => nameless(path) === nameless(route.path),
    ) ?? []
  const operation = (methods as Record<string, Operation>)[route.method.toLowerCase()]
  const inQuery = operation?.parameters?.filter((parameter) => parameter.in === 'query') ?? []
  return {
    query: inQuery.map(({ name }) => name),
    body: operation?.requestBody?.content['application/json']?.schema,
  }
}
