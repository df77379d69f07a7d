import { exportConfiguration } from '../configuration/configuration.ts'
import type { Connection } from '../connection/connection.ts'

export type EnvironmentKind = 'staging' | 'production'

/** An environment as a configuration file says it, as far as the tools look into it. */
export interface DeclaredEnvironment {
  application?: {
    name?: string
    client_id?: string
    sign_in_endpoint?: string
    homepage_url?: string
  }
  redirect_uris?: string[]
  sign_out_redirects?: string[]
  cors_origins?: string[]
}

/** The settings of the key's environment, without people and without secrets. */
export async function readSettings(connection: Connection): Promise<{
  kind: EnvironmentKind
  settings: DeclaredEnvironment
  yaml: string
}> {
  const yaml = await exportConfiguration(connection, { withPeople: false })
  const { parse } = await import('yaml')
  const { environments } = parse(yaml)
  const kind: EnvironmentKind = 'production' in environments ? 'production' : 'staging'
  return { kind, settings: environments[kind], yaml }
}
