import { toBase64Url } from './base64.ts'

/** A secret of the application, and what the authorization URL says of it. */
export interface PKCEPair {
  /** Kept until the sign-in comes back, and sent with its code. */
  codeVerifier: string
  /** Goes into the authorization URL. */
  codeChallenge: string
  codeChallengeMethod: 'S256'
}

/**
 * Proof Key for Code Exchange (RFC 7636): who ends a sign-in shows that it is the one who started
 * it, without a secret in the application.
 */
export class PKCE {
  /**
   * Makes a random code verifier of 43 to 128 characters.
   *
   * @throws {RangeError} for another length.
   * @example
   * const codeVerifier = workos.pkce.generateCodeVerifier()
   */
  generateCodeVerifier(length = 43): string {
    // RFC 7636 §4.1.
    if (length < 43 || length > 128) {
      throw new RangeError(`A code verifier has 43 to 128 characters, not ${length}.`)
    }
    const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil((length * 3) / 4)))
    return toBase64Url(bytes).slice(0, length)
  }

  /**
   * The S256 code challenge of a verifier.
   *
   * @example
   * const codeChallenge = await workos.pkce.generateCodeChallenge(codeVerifier)
   */
  async generateCodeChallenge(verifier: string): Promise<string> {
    // RFC 7636 §4.2.
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
    return toBase64Url(new Uint8Array(digest))
  }

  /**
   * Makes a code verifier with its challenge.
   *
   * @example
   * const { codeVerifier, codeChallenge, codeChallengeMethod } = await workos.pkce.generate()
   */
  async generate(): Promise<PKCEPair> {
    const codeVerifier = this.generateCodeVerifier()
    const codeChallenge = await this.generateCodeChallenge(codeVerifier)
    return { codeVerifier, codeChallenge, codeChallengeMethod: 'S256' }
  }
}
