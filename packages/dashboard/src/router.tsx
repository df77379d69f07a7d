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
import type { ActionExecution, WebhookDelivery } from './api/types.ts'
import type { Cursor } from './components/pager.tsx'
import { CouldNotStart } from './frame/could-not-start.tsx'
import { Frame } from './frame/frame.tsx'
import { NotFound, NotFoundAlone } from './frame/not-found.tsx'
import { type EventRange, eventRanges } from './rooms/events/event-range.ts'
import { type InvitationSearch, stateOf } from './rooms/invitations/invitation-search.ts'
import { deliveryStatuses } from './rooms/webhooks/delivery-words.ts'
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

const invitationSearchOf = (search: Record<string, unknown>): InvitationSearch => ({
  ...listSearchOf(search),
  state: stateOf(search.state),
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

const userOverviewRoute = createRoute({
  getParentRoute: () => userRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./rooms/users/user-overview.tsx'), 'UserOverview'),
})

const userMembershipsRoute = createRoute({
  getParentRoute: () => userRoute,
  path: '/organizations',
  component: lazyRouteComponent(
    () => import('./rooms/users/user-memberships.tsx'),
    'UserMemberships',
  ),
})

const userApiKeysRoute = createRoute({
  getParentRoute: () => userRoute,
  path: '/api-keys',
  component: lazyRouteComponent(() => import('./rooms/users/user-api-keys.tsx'), 'UserApiKeys'),
})

const userFeatureFlagsRoute = createRoute({
  getParentRoute: () => userRoute,
  path: '/feature-flags',
  component: lazyRouteComponent(
    () => import('./rooms/users/user-feature-flags.tsx'),
    'UserFeatureFlags',
  ),
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

const organizationOverviewRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-overview.tsx'),
    'OrganizationOverview',
  ),
})

const organizationMembersRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/members',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/members/organization-members.tsx'),
    'OrganizationMembers',
  ),
})

const organizationInvitationsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/invitations',
  validateSearch: invitationSearchOf,
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-invitations.tsx'),
    'OrganizationInvitations',
  ),
})

const organizationGroupsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/groups',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/groups/organization-groups.tsx'),
    'OrganizationGroups',
  ),
})

const groupRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/groups/$groupId',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/groups/group-page.tsx'),
    'GroupPage',
  ),
})

const organizationRolesRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/roles',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-roles.tsx'),
    'OrganizationRoles',
  ),
})

const organizationApiKeysRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/api-keys',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-api-keys.tsx'),
    'OrganizationApiKeys',
  ),
})

const organizationFeatureFlagsRoute = createRoute({
  getParentRoute: () => organizationRoute,
  path: '/feature-flags',
  component: lazyRouteComponent(
    () => import('./rooms/organizations/organization-feature-flags.tsx'),
    'OrganizationFeatureFlags',
  ),
})

const invitationsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/invitations',
  validateSearch: invitationSearchOf,
  component: lazyRouteComponent(
    () => import('./rooms/invitations/invitations-room.tsx'),
    'InvitationsRoom',
  ),
})

const rolesRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/roles',
  validateSearch: ({ create }): { create?: boolean } => (create === true ? { create } : {}),
  component: lazyRouteComponent(() => import('./rooms/roles/roles-room.tsx'), 'RolesRoom'),
})

const featureFlagsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/feature-flags',
  validateSearch: (search): Omit<ListSearch, 'search'> => {
    const { search: _, ...rest } = listSearchOf(search)
    return rest
  },
  component: lazyRouteComponent(
    () => import('./rooms/feature-flags/feature-flags-room.tsx'),
    'FeatureFlagsRoom',
  ),
})

const featureFlagRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/feature-flags/$slug',
  component: lazyRouteComponent(() => import('./rooms/feature-flags/flag-page.tsx'), 'FlagPage'),
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

/** What the log of events is narrowed to, and the page of it. Moments are in ISO 8601. */
export interface EventsSearch extends Cursor {
  names?: string[]
  organization?: string
  range?: EventRange
  from?: string
  to?: string
}

const eventsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/events',
  validateSearch: (search): EventsSearch => ({
    names: textsOf(search.names),
    organization: textOf(search.organization),
    range: eventRanges.find((range) => range === search.range),
    from: textOf(search.from),
    to: textOf(search.to),
    before: textOf(search.before),
    after: textOf(search.after),
  }),
  component: lazyRouteComponent(() => import('./rooms/events/events-room.tsx'), 'EventsRoom'),
})

const eventRoute = createRoute({
  getParentRoute: () => eventsRoute,
  path: '/$eventId',
  component: lazyRouteComponent(() => import('./rooms/events/event-view.tsx'), 'EventView'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/webhooks',
  validateSearch: ({ before, after, create }): Cursor & { create?: boolean } => ({
    before: textOf(before),
    after: textOf(after),
    create: create === true || undefined,
  }),
  component: lazyRouteComponent(() => import('./rooms/webhooks/webhooks-room.tsx'), 'WebhooksRoom'),
})

/** What the address of an endpoint's page says of its deliveries. */
export interface DeliveriesSearch extends Cursor {
  status?: WebhookDelivery['status']
}

const webhookEndpointRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/webhooks/$endpointId',
  validateSearch: ({ status, before, after }): DeliveriesSearch => ({
    status: deliveryStatuses.find((known) => known === status),
    before: textOf(before),
    after: textOf(after),
  }),
  component: lazyRouteComponent(
    () => import('./rooms/webhooks/webhook-endpoint-page.tsx'),
    'WebhookEndpointPage',
  ),
})

const webhookDeliveryRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/webhooks/$endpointId/deliveries/$deliveryId',
  component: lazyRouteComponent(
    () => import('./rooms/webhooks/webhook-delivery-page.tsx'),
    'WebhookDeliveryPage',
  ),
})

const actionsRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/actions',
  component: lazyRouteComponent(() => import('./rooms/actions/actions-room.tsx'), 'ActionsRoom'),
})

/** What the address of an action's page says of its executions. */
export interface ExecutionsSearch extends Cursor {
  verdict?: ActionExecution['verdict']
}

const actionRoute = createRoute({
  getParentRoute: () => environmentRoute,
  path: '/actions/$actionType',
  validateSearch: ({ verdict, before, after }): ExecutionsSearch => ({
    verdict: verdict === 'allow' || verdict === 'deny' ? verdict : undefined,
    before: textOf(before),
    after: textOf(after),
  }),
  component: lazyRouteComponent(() => import('./rooms/actions/action-page.tsx'), 'ActionPage'),
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

function textsOf(value: unknown): string[] | undefined {
  const texts = (Array.isArray(value) ? value : [value])
    .map(textOf)
    .filter((text) => text !== undefined)
  return texts.length > 0 ? texts : undefined
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
        userRoute.addChildren([
          userOverviewRoute,
          userMembershipsRoute,
          userApiKeysRoute,
          userFeatureFlagsRoute,
        ]),
        organizationsRoute,
        organizationRoute.addChildren([
          organizationOverviewRoute,
          organizationMembersRoute,
          organizationInvitationsRoute,
          organizationGroupsRoute,
          groupRoute,
          organizationRolesRoute,
          organizationApiKeysRoute,
          organizationFeatureFlagsRoute,
        ]),
        invitationsRoute,
        rolesRoute,
        featureFlagsRoute,
        featureFlagRoute,
        emailsRoute.addChildren([emailRoute]),
        eventsRoute.addChildren([eventRoute]),
        webhooksRoute,
        webhookEndpointRoute,
        webhookDeliveryRoute,
        actionsRoute,
        actionRoute,
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
