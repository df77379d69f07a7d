import type { ErrorObject } from 'ajv'
import type {
  FastifyError,
  FastifyReply,
  FastifyRequest,
  FastifySchemaValidationError,
} from 'fastify'
import { isDatabaseUnavailable } from '../db/unavailable.ts'
import {
  ApiError,
  type ErrorDetail,
  invalidRequestParameters,
  OAuthError,
  OverloadedError,
  RateLimitError,
} from '../errors/errors.ts'

export const databaseUnavailable = 'The database cannot be reached. Try again in a moment.'

/** Renders every refusal of the API: the class of the error decides the body. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (error instanceof ApiError) {
    const { errors, ...extra } = error.details
    return reply.status(error.status).send({
      ...(error.code ? { code: error.code } : {}),
      message: error.message,
      ...(errors ? { errors } : {}),
      ...extra,
    })
  }
  if (error instanceof OAuthError) {
    return reply
      .status(error.status)
      .send({ error: error.error, error_description: error.description, ...error.details })
  }
  if (error instanceof RateLimitError) {
    const { rule, retryAfterSeconds } = error
    return (
      reply
        .status(429)
        .header('retry-after', retryAfterSeconds)
        // draft-ietf-httpapi-ratelimit-headers §3 and §4
        .header('ratelimit-policy', `"${rule.name}";q=${rule.limit};w=${rule.windowSeconds}`)
        .header('ratelimit', `"${rule.name}";r=0;t=${retryAfterSeconds}`)
        .header('x-ratelimit-rule', rule.name)
        .header('x-ratelimit-limit', rule.limit)
        .header('x-ratelimit-remaining', 0)
        .send({
          code: 'too_many_requests',
          error: 'too_many_requests',
          message: error.message,
          error_description: error.message,
        })
    )
  }
  if (isDatabaseUnavailable(error)) {
    request.log.error({ error, requestId: request.id }, 'The database cannot be reached.')
    return sendError(new OverloadedError(databaseUnavailable), request, reply)
  }
  if (error instanceof OverloadedError) {
    return reply
      .status(503)
      .header('retry-after', error.retryAfterSeconds)
      .send({ code: 'overloaded', message: error.message })
  }
  const problem = error as FastifyError
  if (problem.validation) return sendError(fromValidation(problem), request, reply)
  const { statusCode } = problem
  if (statusCode && statusCode < 500) {
    const code = statusCode === 400 ? 'bad_request' : (problem.code ?? 'refused').toLowerCase()
    return reply.status(statusCode).send({ code, message: problem.message })
  }
  request.log.error({ error, requestId: request.id }, 'A request failed.')
  return reply.status(500).send({
    code: 'server_error',
    message: `Something went wrong in the server. Its log says what, under the request id ${request.id}.`,
  })
}

/** What the schema refused, in the shape of the published 422. */
function fromValidation(problem: FastifyError): ApiError {
  const errors = (problem.validation ?? []).map((violation): ErrorDetail => {
    const { missingProperty: missing, additionalProperty: unexpected } = violation.params
    const path = violation.instancePath.slice(1).replaceAll('/', '.')
    const field = [path, missing ?? unexpected].filter(Boolean).join('.')
    const where = field || problem.validationContext || 'body'
    return missing
      ? { code: `${missing}_required`, message: `${where} is required.`, field }
      : {
          code: `invalid_${field.replaceAll('.', '_') || 'body'}`,
          message: `${where} ${inWords(violation)}.`,
          field,
        }
  })
  return invalidRequestParameters(errors)
}

/** Limits and forms are written as a person would; the rest in the words of JSON Schema. */
function inWords(violation: FastifySchemaValidationError): string {
  const { keyword, params, message } = violation
  const { limit } = params as { limit?: number }
  const form = formOf(violation)
  if (form) return `must be ${form}`
  if (keyword === 'additionalProperties') return 'is not a field that can be sent here'
  if (keyword === 'minimum') return `must be ${limit} or more`
  if (keyword === 'maximum') return `must be ${limit} or less`
  if (keyword === 'minLength' && limit === 1) return 'must not be empty'
  if (keyword === 'minLength') return `must have ${limit} characters or more`
  if (keyword === 'maxLength') return `must have ${limit} characters or fewer`
  return message ?? 'is not as it should be'
}

/** What a text should have been like, by the description of `Formed`. */
function formOf(violation: FastifySchemaValidationError): string | undefined {
  const { keyword, parentSchema } = violation as Partial<ErrorObject>
  return keyword === 'pattern' ? parentSchema?.description : undefined
}

/** The published answer for a route that does not exist. */
export function sendNotFound(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?')[0]
  return reply.status(404).send({
    message: `Cannot ${request.method} ${path}`,
    error: 'Not Found',
    statusCode: 404,
  })
}
