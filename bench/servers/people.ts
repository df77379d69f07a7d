import type pg from 'pg'
import { createPasswordHasher } from '../../packages/server/src/crypto/password-hasher.ts'
import { createId } from '../../packages/server/src/ids/ids.ts'
import { clientId } from './latchkey.ts'

/** Everybody who signs in during the bench: thousands of accounts, one password. */
export interface People {
  password: string
  passwordHash: string
  ids: string[]
  emails: string[]
}

export async function makePeople(count: number): Promise<People> {
  const password = 'lantern harbour gravel 7'
  const numbers = Array.from({ length: count }, (_, index) => index)
  return {
    password,
    passwordHash: await createPasswordHasher().hash(password),
    ids: numbers.map(() => createId('user', new Date())),
    emails: numbers.map((number) => `person-${number}@bench.example`),
  }
}

/** Into Staging, by SQL: through the API the hashing alone would take minutes. */
export async function moveIntoLatchkey(client: pg.Client, people: People): Promise<void> {
  await client.query(
    `with environment as (
       select environment_id as id from applications where client_id = $1
     ), people as (
       insert into users
         (environment_id, id, email, email_normalized, email_verified, first_name, last_name,
          created_at, updated_at)
       select environment.id, person.id, person.email, person.email, true, 'Ada', 'Lovelace',
              now(), now()
         from environment, unnest($2::text[], $3::text[]) as person (id, email)
       returning environment_id, id
     )
     insert into user_passwords (environment_id, user_id, password_hash, updated_at)
     select environment_id, id, $4, now() from people`,
    [clientId, people.ids, people.emails, people.passwordHash],
  )
  await client.query('analyze users, user_passwords')
}

export async function moveIntoReference(client: pg.Client, people: People): Promise<void> {
  await client.query(
    `insert into users (id, email, email_verified, first_name, last_name, password_hash)
     select person.id, person.email, true, 'Ada', 'Lovelace', $3
       from unnest($1::text[], $2::text[]) as person (id, email)`,
    [people.ids, people.emails, people.passwordHash],
  )
  await client.query('analyze users')
}
