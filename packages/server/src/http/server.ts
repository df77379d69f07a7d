import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import swagger from '@fastify/swagger'
import { Ajv, type ValidateFunction } from 'ajv'
import addFormats from 'ajv-formats'
import fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { Config } from '../config/config.ts'
import { ApiError } from '../errors/errors.ts'
import { sendError } from './error-handler.ts'
import { refuseUnstorableText } from './storable-text.ts'

/** Requests of this API are small; photos and files are none of them. */
const bodyLimitBytes = 256 * 1024

/** The HTTP server with what every route shares: ids, errors, parsers, validation and headers. */
export async function createHttpServer(config: Config, log: FastifyBaseLogger) {
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    // Request targets hold codes and states; what went wrong is logged by the error handler.
    logController: new LogController({ disableRequestLogging: true }),
    // Whatever is logged of a request names its id: a logger of its own would say nothing more.
    childLoggerFactory: (logger) => logger,
    genReqId: () => randomUUID(),
    bodyLimit: bodyLimitBytes,
    trustProxy: config.trustedProxies.length > 0 ? config.trustedProxies : false,
    routerOptions: { maxParamLength: 512 },
    // A connection that is kept for the next request must not keep the server from stopping.
    forceCloseConnections: 'idle',
    frameworkErrors: refuseAddress,
  })

  app.setValidatorCompiler(createValidatorCompiler())
  app.setErrorHandler(sendError)
  acceptEmptyJson(app)
  app.addHook('onRequest', (request, reply, done) => {
    setHeaders(request, reply)
    done()
  })
  app.addHook('preValidation', refuseUnstorableText)
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: bodyLimitBytes })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Latchkey', version: '0.1.0' },
      servers: [{ url: config.baseUrl }],
    },
  })
  return app
}

export type HttpServer = Awaited<ReturnType<typeof createHttpServer>>

function setHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id)
  reply.header('x-content-type-options', 'nosniff')
  reply.header('cache-control', 'no-store')
}

/** For an address that no route is looked for, and no hook runs. It may hold a token, so it is not repeated. */
function refuseAddress(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  setHeaders(request, reply)
  sendError(refusalsOfAddresses[error.statusCode ?? 500] ?? error, request, reply)
}

const refusalsOfAddresses: Record<number, ApiError> = {
  400: new ApiError(400, 'bad_request', 'This address cannot be read.'),
  414: new ApiError(414, 'uri_too_long', 'No id is as long as this address.'),
}

/** Bodies are taken as they are; only query strings, which are text, are converted to what a schema asks. */
function createValidatorCompiler() {
  const options = { allErrors: true, useDefaults: true, removeAdditional: false, verbose: true }
  const strict = new Ajv({ ...options, coerceTypes: false })
  const converting = new Ajv({ ...options, coerceTypes: 'array' })
  for (const ajv of [strict, converting]) addFormats.default(ajv)
  return ({ schema, httpPart }: { schema: object; httpPart?: string }) => {
    const ajv = httpPart === 'body' ? strict : converting
    let validate: ValidateFunction | undefined
    // Compiled for the first request that needs it: a server that starts need not wait for all of them.
    return (data: unknown) => {
      validate ??= ajv.compile(schema)
      return validate(data) || { error: validate.errors ?? [] }
    }
  }
}

/** SDKs send `Content-Type: application/json` also where there is nothing to say. */
function acceptEmptyJson(app: FastifyInstance) {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    (request, body: string, done) => {
      if (body === '') done(null, {})
      else parse(request, body, done)
    },
  )
}
