import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { importOrganizationMembership } from '../organization-memberships/organization-membership.ts'
import {
  fromWireRoles,
  toWireOrganizationMembership,
  WireOrganizationMembership,
} from '../organization-memberships/wire.ts'
import { createOrganization } from '../organizations/organization.ts'
import {
  fromWireOrganizationFields,
  toWireOrganization,
  WireOrganization,
} from '../organizations/wire.ts'
import { createUser } from '../users/user.ts'
import { fromWireUserFields, toWireUser, WireUser } from '../users/wire.ts'
import { readHistory, readPast, refuseKeysOfApplications } from './import.ts'
import { ImportOrganizationBody, ImportOrganizationMembershipBody, ImportUserBody } from './wire.ts'

const path = '/latchkey/imports'
const tags = ['latchkey.imports']

/** What is brought from elsewhere keeps its ids and its times. One that is taken is refused. */
export function importRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', ({ environment, actor }) =>
      refuseKeysOfApplications(deps, environment, actor),
    )

    app.post(
      `${path}/users`,
      {
        schema: {
          operationId: 'importUser',
          tags,
          body: ImportUserBody,
          response: { 201: WireUser },
        },
      },
      async ({ body, environment }, reply) => {
        const now = deps.clock.now()
        const user = await createUser(deps, environment, {
          ...fromWireUserFields(body),
          ...readHistory(body, now),
          id: body.id,
          email: body.email,
          metadata: body.metadata ?? undefined,
          locale: body.locale,
          profilePictureUrl: body.profile_picture_url,
          lastSignInAt: readPast('last_sign_in_at', body.last_sign_in_at, now),
        })
        return reply.status(201).send(toWireUser(user))
      },
    )

    app.post(
      `${path}/organizations`,
      {
        schema: {
          operationId: 'importOrganization',
          tags,
          body: ImportOrganizationBody,
          response: { 201: WireOrganization },
        },
      },
      async ({ body, environment }, reply) => {
        const organization = await createOrganization(deps, environment.id, {
          ...fromWireOrganizationFields(body),
          ...readHistory(body, deps.clock.now()),
          id: body.id,
          name: body.name,
          metadata: body.metadata ?? undefined,
          stripeCustomerId: body.stripe_customer_id,
        })
        return reply.status(201).send(toWireOrganization(organization))
      },
    )

    app.post(
      `${path}/organization_memberships`,
      {
        schema: {
          operationId: 'importOrganizationMembership',
          tags,
          body: ImportOrganizationMembershipBody,
          response: { 201: WireOrganizationMembership },
        },
      },
      async ({ body, environment }, reply) => {
        const membership = await importOrganizationMembership(deps, environment, {
          ...readHistory(body, deps.clock.now()),
          id: body.id,
          userId: body.user_id,
          organizationId: body.organization_id,
          roleSlugs: fromWireRoles(body),
          status: body.status ?? 'active',
        })
        return reply.status(201).send(toWireOrganizationMembership(membership))
      },
    )
  }
}
