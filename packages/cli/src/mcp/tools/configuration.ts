import type { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { applyConfiguration } from '../../configuration/configuration.ts'
import { answering } from '../answer.ts'
import { type DeclaredEnvironment, readSettings } from '../configuration.ts'
import { refuseForbiddenChange, type Session } from '../session.ts'

const dryRun = z
  .boolean()
  .default(false)
  .describe('Only say what would change. Always allowed, also where changes are not.')

const addresses = (what: string) =>
  z.array(z.string().max(2048)).max(50).optional().describe(`${what} Those that are there stay.`)

const address = (what: string) => z.string().max(2048).optional().describe(what)

const application = z.object({
  redirect_uris: addresses('Addresses to add that sign-ins may come back to.'),
  sign_out_redirects: addresses('Addresses to add that people may land at after signing out.'),
  cors_origins: addresses('Origins to add from which browsers may call the API.'),
  sign_in_endpoint: address('The route of the application that begins a sign-in.'),
  homepage_url: address('Where the application is.'),
  dry_run: dryRun,
})

const file = z.object({
  yaml: z
    .string()
    .max(200_000)
    .describe(
      'A configuration file: `environments: { staging: { … } }`. Read the guide configuration-file first.',
    ),
  dry_run: dryRun,
})

/** Nothing is ever removed by these: what a configuration does not name stays. */
const annotations = { destructiveHint: false, idempotentHint: true }

export function addConfigurationTools(server: McpServer, session: Session): void {
  server.registerTool(
    'configure_application',
    {
      title: 'Register addresses of the application',
      description:
        'Adds redirect URIs, sign-out redirects and CORS origins, and sets the sign-in endpoint and the homepage. All of it or nothing.',
      inputSchema: application,
      annotations,
    },
    answering(async ({ dry_run, ...wanted }) => {
      const connection = await session.connect()
      const { kind, settings } = await readSettings(connection)
      if (!dry_run) refuseForbiddenChange(session, kind)
      const yaml = JSON.stringify({ environments: { [kind]: merged(settings, wanted) } })
      return { dry_run, changes: await applyConfiguration(connection, yaml, { dryRun: dry_run }) }
    }),
  )

  server.registerTool(
    'apply_configuration',
    {
      title: 'Apply a configuration file',
      description:
        'Creates and updates what the file names (roles, permissions, organizations, webhooks, flags, settings), all of it or nothing. Try it with dry_run first.',
      inputSchema: file,
      annotations,
    },
    answering(async ({ yaml, dry_run }) => {
      const connection = await session.connect()
      const { kind } = await readSettings(connection)
      if (!dry_run) refuseForbiddenChange(session, kind)
      return { dry_run, changes: await applyConfiguration(connection, yaml, { dryRun: dry_run }) }
    }),
  )
}

type Wanted = Omit<z.infer<typeof application>, 'dry_run'>

/** The first redirect is the default one, so those that are there are named first. */
function merged(present: DeclaredEnvironment, wanted: Wanted): DeclaredEnvironment {
  const lists = ['redirect_uris', 'sign_out_redirects', 'cors_origins'] as const
  const { sign_in_endpoint, homepage_url } = wanted
  return {
    application: {
      ...(sign_in_endpoint !== undefined && { sign_in_endpoint }),
      ...(homepage_url !== undefined && { homepage_url }),
    },
    ...Object.fromEntries(
      lists
        .filter((list) => wanted[list])
        .map((list) => [list, [...new Set([...(present[list] ?? []), ...(wanted[list] ?? [])])]]),
    ),
  }
}
