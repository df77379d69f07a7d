import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreatePasswordlessSessionOptions,
  createPasswordlessSessionOptions,
  type PasswordlessSession,
  passwordlessSession,
  type SendSessionResponse,
  sentSession,
} from './passwordless-session.ts'

/** Sign-in by a link. New applications use Magic Auth of `userManagement` instead. */
export class Passwordless extends Resource {
  /**
   * Creates a link that signs in. `sendSession` emails it, or the application does.
   *
   * @throws {UnprocessableEntityException} for an email address or a redirect URI that is none.
   * @example
   * const { id } = await workos.passwordless.createSession({
   *   type: 'MagicLink',
   *   email: 'ada@example.com',
   *   expiresIn: 900,
   * })
   */
  async createSession(options: CreatePasswordlessSessionOptions): Promise<PasswordlessSession> {
    const body = createPasswordlessSessionOptions.write(options)
    return this.post('/passwordless/sessions', body, passwordlessSession)
  }

  /**
   * Emails the link of a session to the user.
   *
   * @throws {NotFoundException} for an id that is no session's.
   * @example
   * await workos.passwordless.sendSession(id)
   */
  async sendSession(sessionId: string): Promise<SendSessionResponse> {
    return this.post(path`/passwordless/sessions/${sessionId}/send`, {}, sentSession)
  }
}
