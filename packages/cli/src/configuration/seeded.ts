import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Connection } from '../connection/connection.ts'
import { explainFailure } from '../connection/explain.ts'
import type { Environment } from '../environment/environment.ts'
import { writeWhole } from '../installer/changes/files.ts'
import { makeOwnFolder, ownFolder } from '../installer/own-folder.ts'
import { removeRedirectUri } from './redirect-uris.ts'

/** What seeds made at one platform, so that it can be taken away again. */
interface Seeded {
  url: string
  made: { kind: string; key: string }[]
}

const stateFile = (cwd: string) => join(cwd, ownFolder, 'seed.json')

export async function readSeeded({ cwd }: Environment): Promise<Seeded | null> {
  const text = await readFile(stateFile(cwd), 'utf8').catch(() => null)
  return text === null ? null : JSON.parse(text)
}

/** Nothing that was made leaves no file. */
export async function writeSeeded({ cwd }: Environment, seeded: Seeded): Promise<void> {
  if (seeded.made.length === 0) return rm(stateFile(cwd), { force: true })
  makeOwnFolder(cwd)
  writeWhole(stateFile(cwd), `${JSON.stringify(seeded, null, 2)}\n`)
}

/** How each kind is taken away; false when it stays. The others belong to one of these, or are settings. */
const removals: Record<string, (connection: Connection, key: string) => Promise<unknown>> = {
  user: async ({ workos: { userManagement } }, key) => {
    const id = key.startsWith('user_') ? key : await idOfUser(userManagement, key)
    return id && userManagement.deleteUser(id)
  },
  organization: ({ workos }, key) => workos.organizations.deleteOrganization(key),
  permission: ({ workos }, key) => workos.authorization.deletePermission(key),
  redirect_uri: removeRedirectUri,
  webhook_endpoint: async ({ workos: { webhooks } }, key) => {
    const { data } = await webhooks.listWebhookEndpoints({ limit: 100 })
    const found = data.find(({ endpointUrl }) => endpointUrl === key)
    return found && webhooks.deleteWebhookEndpoint({ id: found.id })
  },
}

type Users = Connection['workos']['userManagement']

async function idOfUser(users: Users, email: string): Promise<string | undefined> {
  const { data } = await users.listUsers({ email, limit: 1 })
  return data[0]?.id
}

/** False for what the platform keeps. What is gone already is as good as removed. */
export async function removeSeeded(
  connection: Connection,
  { kind, key }: Seeded['made'][number],
): Promise<boolean> {
  const remove = removals[kind]
  if (!remove) return false
  try {
    return (await remove(connection, key)) !== false
  } catch (error) {
    if (isNotFound(error)) return true
    throw error
  }
}

/** Whether a thing is not there: by the SDK's exceptions, and by ours. */
const isNotFound = (error: unknown) =>
  (explainFailure(error)?.details as { status?: number } | undefined)?.status === 404
