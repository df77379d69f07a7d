import { listRoutes, type Route } from '../src/http/route-table.ts'
import type { TestServer } from './server.ts'

export type { Route }

/** Every route that a test server has. */
export const routesOf = ({ app }: TestServer): Route[] => listRoutes(app)
