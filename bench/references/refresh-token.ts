import { createHash } from 'node:crypto'

/** A session's id, the secret that its row knows by hash, and how often it was exchanged. */
export const formatRefreshToken = (sessionId: string, secret: string, generation: number) =>
  `${sessionId}.${secret}.${generation}`

export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest()
