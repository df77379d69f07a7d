import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import {
  checkOrganizationDomain,
  getOrganizationDomain,
  vouchForOrganizationDomain,
} from '../organization-domains/organization-domain.ts'
import { toWireOrganizationDomain, WireOrganizationDomain } from '../organization-domains/wire.ts'
import { toWireDomainCheck, WireDomainCheck } from './wire.ts'

const tags = ['dashboard.organization-domains']
const params = Type.Object({ id: Type.String() })

/** What an owner may do about a domain beyond the published API. */
export function organizationDomainSettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.post(
      '/dashboard/api/organization_domains/:id/check',
      {
        schema: {
          operationId: 'checkOrganizationDomain',
          tags,
          params,
          response: { 200: WireDomainCheck },
        },
      },
      async (request) => {
        const { id } = request.params
        const domain = await getOrganizationDomain(deps, request.environment.id, id)
        return toWireDomainCheck(await checkOrganizationDomain(deps, domain))
      },
    )

    app.post(
      '/dashboard/api/organization_domains/:id/mark_verified',
      {
        schema: {
          operationId: 'markOrganizationDomainVerified',
          tags,
          params,
          response: { 200: WireOrganizationDomain },
        },
      },
      async (request) => {
        const { id } = request.params
        return toWireOrganizationDomain(
          await vouchForOrganizationDomain(deps, request.environment.id, id),
        )
      },
    )
  }
}
