import type { Deps } from '../../deps.ts'
import { ApiError, invalidRequestParameters, notFound, OAuthError } from '../../errors/errors.ts'
import { TemplateProblem } from './expression.ts'
import * as store from './store.ts'
import { parseTemplate, type Template } from './template.ts'

export { variables } from './expression.ts'

/**
 * A JWT template says which claims the access tokens of an environment carry beside the standard
 * ones. It is read when it is set, and rendered whenever a token is issued. It ends when an owner
 * deletes it in the dashboard; tokens then carry the standard claims alone.
 */
export interface JwtTemplate {
  environmentId: string
  content: string
  createdAt: Date
  updatedAt: Date
}

/** What expressions can name. Without an organization, its paths are null. */
export interface TemplateContext {
  user: Record<string, unknown>
  organization: Record<string, unknown> | null
  organizationMembership: Record<string, unknown> | null
}

/** Browsers keep 4,096 bytes of a cookie; this much of it is left for claims. As published. */
const longestRenderedBytes = 3072
/** Tokens follow a change of their template within this time. */
const maxAgeMilliseconds = 1_000

export async function findJwtTemplate(
  deps: Deps,
  environmentId: string,
): Promise<JwtTemplate | null> {
  return store.find(deps.db, environmentId)
}

export async function getJwtTemplate(deps: Deps, environmentId: string): Promise<JwtTemplate> {
  const template = await findJwtTemplate(deps, environmentId)
  if (!template) throw notFound('JWT template', environmentId)
  return template
}

/** @throws {ApiError} 422 with what is wrong with the template. */
export async function setJwtTemplate(
  deps: Deps,
  environmentId: string,
  content: string,
): Promise<JwtTemplate> {
  readTemplate(content)
  const template = await store.upsert(deps.db, { environmentId, content, now: deps.clock.now() })
  deps.cache.forget(cacheKey(environmentId))
  return template
}

export async function deleteJwtTemplate(deps: Deps, environmentId: string): Promise<void> {
  const wasThere = await store.remove(deps.db, environmentId)
  if (!wasThere) throw notFound('JWT template', environmentId)
  deps.cache.forget(cacheKey(environmentId))
}

/** The claims that a template would give, for whoever writes it. */
export function previewClaims(content: string, context: TemplateContext): Record<string, unknown> {
  const claims = render(readTemplate(content), context)
  if (isTooBig(claims)) {
    const message = `The claims are ${sizeOf(claims)} bytes; ${longestRenderedBytes} fit into a token.`
    throw new ApiError(422, 'token_too_big', message)
  }
  return claims
}

/** The claims that the environment's template adds to a token; none where there is no template. */
export async function renderTemplateClaims(
  deps: Deps,
  environmentId: string,
  contextOf: () => Promise<TemplateContext>,
): Promise<Record<string, unknown>> {
  const template = await deps.cache.read(cacheKey(environmentId), maxAgeMilliseconds, async () => {
    const stored = await store.find(deps.db, environmentId)
    return stored ? parseTemplate(stored.content) : null
  })
  if (!template) return {}
  const claims = render(template, await contextOf())
  if (isTooBig(claims)) {
    throw new OAuthError(
      'token_too_big',
      `The JWT template renders to ${sizeOf(claims)} bytes; ${longestRenderedBytes} fit into a token.`,
    )
  }
  return claims
}

const cacheKey = (environmentId: string) => `jwt-template:${environmentId}`
const sizeOf = (claims: object) => Buffer.byteLength(JSON.stringify(claims))
const isTooBig = (claims: object) => sizeOf(claims) > longestRenderedBytes

function render(template: Template, context: TemplateContext) {
  return template.render({
    user: context.user,
    organization: context.organization,
    organization_membership: context.organizationMembership,
  })
}

function readTemplate(content: string): Template {
  try {
    return parseTemplate(content)
  } catch (error) {
    if (!(error instanceof TemplateProblem)) throw error
    throw invalidRequestParameters([
      { code: 'invalid_template', message: error.message, field: 'content' },
    ])
  }
}
