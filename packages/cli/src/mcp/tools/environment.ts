import type { McpServer } from '@modelcontextprotocol/server'
import { shortened } from '../../connection/shortened.ts'
import { answering } from '../answer.ts'
import { readSettings } from '../configuration.ts'
import { mayChange, type Session } from '../session.ts'

export function addEnvironmentTools(server: McpServer, session: Session): void {
  server.registerTool(
    'get_environment',
    {
      title: 'Which environment this is',
      description:
        'Where Latchkey runs, which environment the key opens (staging or production), its client ID, sign-in endpoint, homepage, redirect URIs, sign-out redirects and CORS origins, and whether you may change it. The first redirect URI is the default.',
      annotations: { readOnlyHint: true },
    },
    answering(async () => {
      const connection = await session.connect()
      const { kind, settings } = await readSettings(connection)
      const { application = {}, redirect_uris, sign_out_redirects, cors_origins } = settings
      return {
        url: connection.url,
        environment: kind,
        api_key: `${shortened(connection.apiKey)}, from ${connection.source}`,
        may_change: mayChange(session, kind),
        ...application,
        redirect_uris: redirect_uris ?? [],
        sign_out_redirects: sign_out_redirects ?? [],
        cors_origins: cors_origins ?? [],
      }
    }),
  )

  server.registerTool(
    'get_configuration',
    {
      title: 'All settings',
      description:
        'Every setting of the environment as a configuration file in YAML: authentication, redirects, roles, permissions, webhooks, feature flags. Without people and without secrets.',
      annotations: { readOnlyHint: true },
    },
    answering(async () => (await readSettings(await session.connect())).yaml),
  )
}
