import { type Static, Type } from '@fastify/type-provider-typebox'
import { WireCorsOrigin } from '../cors-origins/wire.ts'
import { JwtTemplateBody } from '../jwt-templates/wire.ts'
import type { checkOrganizationDomain } from '../organization-domains/organization-domain.ts'
import { toWireOrganizationDomain, WireOrganizationDomain } from '../organization-domains/wire.ts'
import { WireRedirectUri, WireSignOutRedirect } from '../redirects/wire.ts'

const NullableString = Type.Union([Type.String(), Type.Null()])

export const WireDashboardSession = Type.Object(
  {
    user: Type.Object({
      id: Type.String(),
      email: Type.String(),
      first_name: NullableString,
      last_name: NullableString,
    }),
    environments: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        kind: Type.Union([Type.Literal('staging'), Type.Literal('production')]),
        client_id: Type.String(),
      }),
    ),
    base_url: Type.String(),
    development: Type.Boolean(),
  },
  { title: 'DashboardSession' },
)

export const WireRedirects = Type.Object(
  {
    redirect_uris: Type.Array(WireRedirectUri),
    sign_out_redirects: Type.Array(WireSignOutRedirect),
    sign_in_endpoint: NullableString,
    app_homepage_url: NullableString,
    cors_origins: Type.Array(WireCorsOrigin),
  },
  { title: 'Redirects' },
)

export const WireDomainCheck = Type.Object(
  {
    organization_domain: WireOrganizationDomain,
    // Where the DNS was asked, and what it holds there; null where nobody answered.
    lookups: Type.Array(
      Type.Object({
        name: Type.String(),
        records: Type.Union([Type.Array(Type.String()), Type.Null()]),
      }),
    ),
  },
  { title: 'DomainCheck' },
)

export function toWireDomainCheck({
  domain,
  lookups,
}: Awaited<ReturnType<typeof checkOrganizationDomain>>): Static<typeof WireDomainCheck> {
  return {
    organization_domain: toWireOrganizationDomain(domain),
    lookups: lookups.map(({ name, records, isAnswered }) => ({
      name,
      records: isAnswered ? records : null,
    })),
  }
}

export const WireJwtTemplateVariables = Type.Object(
  { data: Type.Array(Type.Object({ path: Type.String(), is_object: Type.Boolean() })) },
  { title: 'JwtTemplateVariables' },
)

export const PreviewJwtTemplateBody = Type.Object(
  {
    ...JwtTemplateBody.properties,
    user_id: Type.Optional(Type.String()),
    organization_id: Type.Optional(Type.String()),
  },
  { title: 'PreviewJwtTemplate' },
)

export const WireJwtTemplatePreview = Type.Object(
  { claims: Type.Record(Type.String(), Type.Unknown()) },
  { title: 'JwtTemplatePreview' },
)
