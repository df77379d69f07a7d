import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import {
  createOrganizationDomain,
  deleteOrganizationDomain,
  getOrganizationDomain,
  verifyOrganizationDomain,
} from './organization-domain.ts'
import {
  CreateOrganizationDomainBody,
  toWireOrganizationDomain,
  WireOrganizationDomain,
} from './wire.ts'

const tags = ['organization-domains']
const params = Type.Object({ id: Type.String() })

export function organizationDomainRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/organization_domains',
      {
        schema: {
          operationId: 'createOrganizationDomain',
          tags,
          body: CreateOrganizationDomainBody,
          response: { 201: WireOrganizationDomain },
        },
      },
      async (request, reply) => {
        const { organization_id: id, domain } = request.body
        const owner = { environmentId: request.environment.id, id }
        const created = await createOrganizationDomain(deps, owner, domain)
        return reply.status(201).send(toWireOrganizationDomain(created))
      },
    )

    app.get(
      '/organization_domains/:id',
      {
        schema: {
          operationId: 'getOrganizationDomain',
          tags,
          params,
          response: { 200: WireOrganizationDomain },
        },
      },
      async (request) => {
        const { id } = request.params
        return toWireOrganizationDomain(
          await getOrganizationDomain(deps, request.environment.id, id),
        )
      },
    )

    app.post(
      '/organization_domains/:id/verify',
      {
        schema: {
          operationId: 'verifyOrganizationDomain',
          tags,
          params,
          response: { 201: WireOrganizationDomain },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const domain = await verifyOrganizationDomain(deps, request.environment.id, id)
        return reply.status(201).send(toWireOrganizationDomain(domain))
      },
    )

    app.delete(
      '/organization_domains/:id',
      { schema: { operationId: 'deleteOrganizationDomain', tags, params } },
      async (request, reply) => {
        await deleteOrganizationDomain(deps, request.environment.id, request.params.id)
        return reply.status(204).send()
      },
    )
  }
}
