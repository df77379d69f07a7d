import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import { toPage } from '../../db/page.ts'
import type { Deps } from '../../deps.ts'
import { listOf, listQuery, toPageQuery, toWireList } from '../../http/list.ts'
import { deleteOrganizationAndEndSessions } from '../authentication/delete-organization.ts'
import {
  createOrganization,
  getOrganization,
  getOrganizationByExternalId,
  listOrganizations,
  updateOrganization,
} from './organization.ts'
import {
  CreateOrganizationBody,
  fromWireOrganizationFields,
  toWireOrganization,
  UpdateOrganizationBody,
  WireOrganization,
} from './wire.ts'

const tags = ['organizations']
const params = Type.Object({ id: Type.String() })
const DomainsParameter = Type.Optional(
  Type.Array(Type.String({ maxLength: 4_096 }), { maxItems: 100 }),
)

export function organizationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/organizations',
      {
        schema: {
          operationId: 'listOrganizations',
          tags,
          querystring: Type.Object({
            ...listQuery,
            // Repeated, or separated by commas; SDKs of older versions write the brackets.
            domains: DomainsParameter,
            'domains[]': DomainsParameter,
            search: Type.Optional(Type.String({ maxLength: 256 })),
          }),
          response: { 200: listOf(WireOrganization) },
        },
      },
      async (request) => {
        const { domains, 'domains[]': bracketed, search, ...list } = request.query
        const page = toPageQuery(list)
        const organizations = await listOrganizations(deps, request.environment.id, {
          ...page,
          domains: (domains ?? bracketed)?.flatMap((names) => names.split(',')),
          search: search?.trim(),
        })
        return toWireList(toPage(organizations, page), toWireOrganization)
      },
    )

    app.post(
      '/organizations',
      {
        schema: {
          operationId: 'createOrganization',
          tags,
          body: CreateOrganizationBody,
          response: { 201: WireOrganization },
        },
      },
      async (request, reply) => {
        const { body } = request
        const organization = await createOrganization(deps, request.environment.id, {
          ...fromWireOrganizationFields(body),
          name: body.name,
          metadata: body.metadata ?? undefined,
        })
        return reply.status(201).send(toWireOrganization(organization))
      },
    )

    app.get(
      '/organizations/external_id/:external_id',
      {
        schema: {
          operationId: 'getOrganizationByExternalId',
          tags,
          params: Type.Object({ external_id: Type.String() }),
          response: { 200: WireOrganization },
        },
      },
      async (request) => {
        const { external_id: externalId } = request.params
        return toWireOrganization(
          await getOrganizationByExternalId(deps, request.environment.id, externalId),
        )
      },
    )

    app.get(
      '/organizations/:id',
      {
        schema: {
          operationId: 'getOrganization',
          tags,
          params,
          response: { 200: WireOrganization },
        },
      },
      async (request) =>
        toWireOrganization(await getOrganization(deps, request.environment.id, request.params.id)),
    )

    app.put(
      '/organizations/:id',
      {
        schema: {
          operationId: 'updateOrganization',
          tags,
          params,
          body: UpdateOrganizationBody,
          response: { 200: WireOrganization },
        },
      },
      async (request) => {
        const { body } = request
        const organization = await updateOrganization(
          deps,
          request.environment.id,
          request.params.id,
          {
            ...fromWireOrganizationFields(body),
            name: body.name,
            metadata: body.metadata ?? undefined,
            stripeCustomerId: body.stripe_customer_id,
          },
        )
        return toWireOrganization(organization)
      },
    )

    app.delete(
      '/organizations/:id',
      { schema: { operationId: 'deleteOrganization', tags, params } },
      async (request, reply) => {
        await deleteOrganizationAndEndSessions(deps, request.environment.id, request.params.id)
        return reply.status(202).send()
      },
    )
  }
}
