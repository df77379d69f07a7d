import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Static, type TProperties, Type } from '@fastify/type-provider-typebox'
import { ConfigError } from '../../config/config.ts'
import { oneProcessAtATime } from '../../db/migrate.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors/errors.ts'
import { getEnvironmentOfKind } from '../environments/environment.ts'
import { type ConfigurationFile, parseConfigurationFile } from './configuration-file.ts'
import { type Change, DeclarationError, type Kind } from './kind.ts'
import { apiKeysKind } from './kinds/api-keys.ts'
import { applicationKind } from './kinds/application.ts'
import { corsOriginsKind } from './kinds/cors-origins.ts'
import { organizationsKind } from './kinds/organizations.ts'
import { redirectUrisKind, signOutRedirectsKind } from './kinds/redirects.ts'
import { usersKind } from './kinds/users.ts'

/**
 * A declared configuration is a file that says what an installation has: applications and their
 * addresses, keys, organizations, users. Every start makes it so, and a second time changes nothing.
 * It never ends: what is taken out of the file stays, until somebody deletes it.
 */

/** In the order in which they are made: later ones may name earlier ones. */
const kinds: Record<string, Kind> = {
  application: applicationKind,
  redirect_uris: redirectUrisKind,
  sign_out_redirects: signOutRedirectsKind,
  cors_origins: corsOriginsKind,
  api_keys: apiKeysKind,
  organizations: organizationsKind,
  users: usersKind,
}

const closed = { additionalProperties: false }
const ofEveryKind: TProperties = Object.fromEntries(
  Object.entries(kinds).map(([name, { schema }]) => [name, Type.Optional(schema)]),
)
const DeclaredEnvironment = Type.Object(ofEveryKind, closed)
const Declaration = Type.Object(
  {
    environments: Type.Object(
      {
        staging: Type.Optional(DeclaredEnvironment),
        production: Type.Optional(DeclaredEnvironment),
      },
      closed,
    ),
  },
  closed,
)
type Declaration = Static<typeof Declaration>

export async function readDeclaredConfiguration(
  path: string,
): Promise<ConfigurationFile<Declaration>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(`The configuration file ${path} cannot be read: ${error.code}.`)
  })
  return parseConfigurationFile(basename(path), text, Declaration)
}

/** What {@link applyDeclaredConfiguration} would do, a line each. */
export async function previewDeclaredConfiguration(
  deps: Deps,
  file: ConfigurationFile<Declaration>,
): Promise<string[]> {
  return visit(deps, file, async () => {})
}

/** Makes everything so; of several processes at once each waits for the one before. */
export async function applyDeclaredConfiguration(
  deps: Deps,
  file: ConfigurationFile<Declaration>,
): Promise<string[]> {
  return oneProcessAtATime(deps.db, () => visit(deps, file, (change) => change.apply()))
}

/** Kind by kind, because what one makes the next may need. */
async function visit(
  deps: Deps,
  file: ConfigurationFile<Declaration>,
  act: (change: Change) => Promise<unknown>,
): Promise<string[]> {
  const summaries: string[] = []
  for (const name of ['staging', 'production'] as const) {
    const declared = file.value.environments[name] as Record<string, unknown> | undefined
    if (!declared) continue
    const environment = await getEnvironmentOfKind(deps, name)
    for (const [kindName, kind] of Object.entries(kinds)) {
      if (declared[kindName] === undefined) continue
      const at = ['environments', name, kindName]
      const changes = await naming(file, { at }, () =>
        kind.plan(deps, environment, declared[kindName], at),
      )
      for (const change of changes) {
        await naming(file, change, () => act(change))
        summaries.push(`${name}  ${change.summary}`)
      }
    }
  }
  return summaries
}

/** A refusal of the domain becomes one of the file, with the line that asked for it. */
async function naming<T>(
  file: ConfigurationFile<Declaration>,
  { at }: Pick<Change, 'at'>,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DeclarationError) {
      throw new ConfigError(`${file.placeOf(error.at)} ${error.message}`)
    }
    if (!(error instanceof ApiError)) throw error
    const reasons = error.details.errors?.map(({ message }) => message) ?? [error.message]
    throw new ConfigError(`${file.placeOf(at)} ${reasons.join(' ')}`)
  }
}
