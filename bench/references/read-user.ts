import type { FastifyInstance } from 'fastify'
import type pg from 'pg'

/** One prepared select by primary key. */
export function readUser(app: FastifyInstance, pool: pg.Pool): void {
  app.get<{ Params: { id: string } }>('/users/:id', async (request, reply) => {
    const { rows } = await pool.query({
      name: 'read-user',
      text: `select id, email, email_verified, first_name, last_name, profile_picture_url,
                    external_id, metadata, locale, last_sign_in_at, created_at, updated_at
               from users where id = $1`,
      values: [request.params.id],
    })
    return rows[0] ?? reply.status(404).send({ message: 'Not found.' })
  })
}
