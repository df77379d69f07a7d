import { type FastifyPluginAsyncTypebox, Type } from '@fastify/type-provider-typebox'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { configurationSchema, schemaPath } from './json-schema.ts'
import { WireConfigurationDifference } from './wire.ts'

const path = '/latchkey/configuration'
const tags = ['latchkey.configuration']
const yaml = 'application/yaml'
/** Some ten thousand people. Larger files are applied at the start, where nobody waits behind them. */
const bodyLimitBytes = 1024 * 1024

/** Parsing YAML is for those who ask: most servers start and run without. */
const load = async () => ({
  ...(await import('./configuration-file.ts')),
  ...(await import('./declared-configuration.ts')),
  ...(await import('./export.ts')),
})

/** Applies the file to a server that runs, and writes it of what there is. */
export function configurationRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addContentTypeParser(
      [yaml, 'application/x-yaml', 'text/yaml'],
      { parseAs: 'string', bodyLimit: bodyLimitBytes },
      (_request, body, done) => done(null, body),
    )

    app.post(
      path,
      {
        bodyLimit: bodyLimitBytes,
        schema: {
          operationId: 'applyConfiguration',
          tags,
          consumes: [yaml],
          querystring: Type.Object({ dry_run: Type.Optional(Type.Boolean()) }),
          body: Type.String({ title: 'Configuration', minLength: 1 }),
          response: { 200: WireConfigurationDifference },
        },
      },
      async ({ body, query: { dry_run: dryRun = false }, actor, environment }) => {
        const { ConfigurationRefused, carryOut, parseDeclaredConfiguration, rehearse } =
          await load()
        // An owner has every environment, a key its own.
        const applying = actor.source === 'api' ? { actor, environment } : { actor }
        try {
          const file = parseDeclaredConfiguration('latchkey.config.yaml', body)
          const rehearsal = await rehearse(deps, file, applying)
          const changes = dryRun
            ? rehearsal.changes
            : await carryOut(deps, file, rehearsal, applying)
          return { object: 'configuration_difference' as const, dry_run: dryRun, changes }
        } catch (error) {
          if (!(error instanceof ConfigurationRefused)) throw error
          const errors = error.problems.map((problem) => ({ code: 'invalid', ...problem }))
          const message = 'The configuration cannot be used.'
          throw new ApiError(422, 'invalid_configuration', message, { errors })
        }
      },
    )

    app.get(
      path,
      {
        schema: {
          operationId: 'exportConfiguration',
          tags,
          produces: [yaml],
          querystring: Type.Object({ people: Type.Optional(Type.Boolean()) }),
          response: { 200: Type.String() },
        },
      },
      async ({ environment, query: { people = true } }, reply) => {
        const { exportConfiguration } = await load()
        return reply.type(yaml).send(await exportConfiguration(deps, environment, { people }))
      },
    )
  }
}

/** For editors: anybody may read how the file is written. */
export const configurationSchemaRoute: FastifyPluginAsyncTypebox = async (app) => {
  app.get(schemaPath, { schema: { hide: true } }, async () => configurationSchema)
}
