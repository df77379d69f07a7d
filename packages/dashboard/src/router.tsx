import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
  rootRouteId,
} from '@tanstack/react-router'
import type { Cursor } from './components/pager.tsx'
import { CouldNotStart } from './frame/could-not-start.tsx'
import { Frame } from './frame/frame.tsx'
import { NotFound, NotFoundAlone } from './frame/not-found.tsx'
import { environmentToOpen, sessionQuery } from './session/session.ts'

const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  notFoundComponent: NotFoundAlone,
  errorComponent: CouldNotStart,
})

const indexRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const { environments } = await context.queryClient.ensureQueryData(sessionQuery)
    const environment = environmentToOpen(environments)
    if (!environment) throw notFound()
    throw redirect({ to: '/$environment', params: { environment: environment.kind } })
  },
})

const environmentRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/$environment',
  beforeLoad: async ({ context, params }) => {
    const { environments } = await context.queryClient.ensureQueryData(sessionQuery)
    const environment = environments.find(({ kind }) => kind === params.environment)
    if (!environment) throw notFound({ routeId: rootRouteId })
    return { environment }
  },
  component: Frame,
  notFoundComponent: NotFound,
})

const overviewRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./rooms/overview/overview-room.tsx'), 'OverviewRoom'),
})

const redirectsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/redirects',
  component: lazyRouteComponent(
    () => import('./rooms/redirects/redirects-room.tsx'),
    'RedirectsRoom',
  ),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/api-keys',
  validateSearch: ({ create }): { create?: boolean } => (create === true ? { create } : {}),
  component: lazyRouteComponent(() => import('./rooms/api-keys/api-keys-room.tsx'), 'ApiKeysRoom'),
})

/** What the address of a list says: what is searched for, the page, and whether a new one is being made. */
export interface ListSearch extends Cursor {
  search?: string
  create?: boolean
}

const listSearchOf = (search: Record<string, unknown>): ListSearch => ({
  search: textOf(search.search),
  before: textOf(search.before),
  after: textOf(search.after),
  create: search.create === true || undefined,
})

const usersRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/users',
  validateSearch: listSearchOf,
  component: lazyRouteComponent(() => import('./rooms/users/users-room.tsx'), 'UsersRoom'),
})

const userRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/users/$userId',
  component: lazyRouteComponent(() => import('./rooms/users/user-page.tsx'), 'UserPage'),
})

const organizationsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/organizations',
  validateSearch: listSearchOf,
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organizations-room.tsx'),
    'OrganizationsRoom',
  ),
})

const organizationRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/organizations/$organizationId',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-page.tsx'),
    'OrganizationPage',
  ),
})

const rolesRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/roles',
  validateSearch: ({ create }): { create?: boolean } => (create === true ? { create } : {}),
  component: lazyRouteComponent(() => import('./rooms/roles/roles-room.tsx'), 'RolesRoom'),
})

const emailsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/emails',
  validateSearch: ({ to }): { to?: string } => ({ to: textOf(to) }),
  component: lazyRouteComponent(() => import('./rooms/emails/emails-room.tsx'), 'EmailsRoom'),
})

const emailRoute = createRoute({
  getParentRoute: () => emailsRoute,
  path: '/$emailId',
  component: lazyRouteComponent(() => import('./rooms/emails/email-view.tsx'), 'EmailView'),
})

const authenticationRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/authentication',
  component: lazyRouteComponent(
    () => import('./rooms/authentication/authentication-room.tsx'),
    'AuthenticationRoom',
  ),
})

const jwtTemplateRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/authentication/jwt-template',
  component: lazyRouteComponent(
    () => import('./rooms/jwt-template/jwt-template-page.tsx'),
    'JwtTemplatePage',
  ),
})

/** An address can carry anything; `1234` is read as a number, and still is what was searched for. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function createDashboardRouter(queryClient: QueryClient) {
  return createRouter({
    basepath: '/dashboard',
    context: { queryClient },
    routeTree: rootRoute.addChildren([
      indexRoute,
      environmentRoute.addChildren([
        overviewRoute,
        usersRoute,
        userRoute,
        organizationsRoute,
        organizationRoute,
        rolesRoute,
        emailsRoute.addChildren([emailRoute]),
        authenticationRoute,
        jwtTemplateRoute,
        redirectsRoute,
        apiKeysRoute,
      ]),
    ]),
    defaultPreload: 'intent',
    defaultErrorComponent: CouldNotStart,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>
  }
}
