import { nameOf, type Route } from '../routes.ts'
import { type DeclaredRequest, requests } from './requests.ts'
import type { Things } from './things.ts'

/** A request of one tenant in which one name is that of another tenant's thing. */
export interface Swap {
  /** Where the name stands: `path.2`, `query.user_id`, `body.role_slugs.0`. */
  at: string
  name: string
  request: DeclaredRequest
}

/** Every way to swap a single name. What is the same for both tenants names nothing. */
export function swapsOf(declare: (of: Things) => DeclaredRequest, mine: Things, other: Things) {
  const [request, foreign] = [declare(mine), declare(other)]
  const swaps: Swap[] = []
  const segments = request.path.split('/')
  foreign.path.split('/').forEach((segment, index) => {
    if (segment === segments[index]) return
    const path = segments.with(index, segment).join('/')
    swaps.push({ at: `path.${index}`, name: segment, request: { ...request, path } })
  })
  for (const part of ['query', 'body'] as const) {
    for (const { at, name, whole } of swapsIn(request[part], foreign[part], part)) {
      swaps.push({ at, name, request: { ...request, [part]: whole } })
    }
  }
  return swaps
}

/** A code is no name: it proves something of the thing that is named beside it. */
const proof = 'code'

interface SwapInside {
  at: string
  name: string
  /** The query or the body with this name in it. */
  whole: unknown
}

function swapsIn(mine: unknown, other: unknown, at: string): SwapInside[] {
  if (typeof mine !== 'object' || mine === null) {
    return mine === other ? [] : [{ at, name: String(other), whole: other }]
  }
  return Object.entries(mine)
    .filter(([key]) => key !== proof)
    .flatMap(([key, inner]) =>
      swapsIn(inner, (other as Record<string, unknown>)[key], `${at}.${key}`).map((swap) => ({
        ...swap,
        whole: Array.isArray(mine)
          ? mine.with(Number(key), swap.whole)
          : { ...mine, [key]: swap.whole },
      })),
    )
}

export interface RouteRequest {
  route: Route
  declare: (of: Things) => DeclaredRequest
}

/** The declared requests, each with its route. */
export function requestsOf(routes: Route[], things: Things): RouteRequest[] {
  return requests.map((declare) => ({ route: routeOf(routes, declare(things)), declare }))
}

function routeOf(routes: Route[], { method, path }: DeclaredRequest): Route {
  const segments = path.split('/')
  const [route] = routes
    .filter((candidate) => candidate.method === method && fits(candidate, segments))
    // `/users/external_id/:id` before `/users/:id/…`: more of it is said by name.
    .sort((left, right) => parameters(left) - parameters(right))
  if (!route) throw new Error(`No route answers ${method} ${path}.`)
  return route
}

function fits({ path }: Route, segments: string[]): boolean {
  const parts = path.split('/')
  return (
    parts.length === segments.length &&
    parts.every((part, index) => part.startsWith(':') || part === segments[index])
  )
}

const parameters = ({ path }: Route) => path.split(':').length

/** The routes for which nothing is declared, each in a sentence that says what to do. */
export const undeclared = (routes: Route[], declared: RouteRequest[]): string[] =>
  routes
    .filter((route) => !declared.some((known) => known.route === route))
    .map((route) => `${nameOf(route)} has no request in test/matrices/requests.ts: declare one.`)
