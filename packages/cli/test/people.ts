import { authenticate } from '../../server/test/api.ts'
import type { TestServer } from '../../server/test/server.ts'

/** People of a test's platform, made as the server's own tests make them. */
export {
  changeSettings,
  createPerson,
  newEmail,
  signInByApi,
} from '../../server/test/people.ts'

/** A sign-in as a backend tries it; its answer may be a refusal. */
export const authenticateByPassword = (server: TestServer, email: string, password: string) =>
  authenticate(server, { grant_type: 'password', email, password })
