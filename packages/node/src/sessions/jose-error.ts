const codes = {
  JOSEError: 'ERR_JOSE_GENERIC',
  JOSENotSupported: 'ERR_JOSE_NOT_SUPPORTED',
  JWKSInvalid: 'ERR_JWKS_INVALID',
  JWKSMultipleMatchingKeys: 'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
  JWKSNoMatchingKey: 'ERR_JWKS_NO_MATCHING_KEY',
  JWKSTimeout: 'ERR_JWKS_TIMEOUT',
  JWTInvalid: 'ERR_JWT_INVALID',
} as const

/**
 * Keys or a token with which nothing can be done. Applications know these failures by the names and
 * codes of the package `jose`, on which the surface of this SDK was made.
 */
export class JoseError extends Error {
  override readonly name: keyof typeof codes
  readonly code: string

  constructor(name: keyof typeof codes, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = name
    this.code = codes[name]
  }
}
