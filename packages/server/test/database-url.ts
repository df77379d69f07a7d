import { sql } from 'kysely'
import { inject } from 'vitest'
import type { TestServer } from './server.ts'

/** How programs are told of a database of the run's PostgreSQL, which is reached by its socket. */
export function databaseUrl(name: string, user = inject('postgres').user): string {
  const { host, port } = inject('postgres')
  return `postgres:///${name}?host=${encodeURIComponent(host)}&port=${port}&user=${user}`
}

/** The database of a server that runs. */
export async function databaseUrlOf({ deps }: Pick<TestServer, 'deps'>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(deps.db)
  return databaseUrl(rows[0]?.name ?? '')
}
