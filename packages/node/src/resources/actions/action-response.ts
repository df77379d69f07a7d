interface Allow {
  verdict: 'Allow'
}

interface Deny {
  verdict: 'Deny'
  /** What the person is told. */
  errorMessage?: string
}

/** Whether a user may be signed in. */
export type AuthenticationActionResponseData = (Allow | Deny) & { type: 'authentication' }

/** Whether a person may become a user. */
export type UserRegistrationActionResponseData = (Allow | Deny) & { type: 'user_registration' }

/** What the application decides about an action. */
export type ActionResponseData =
  | AuthenticationActionResponseData
  | UserRegistrationActionResponseData

/** The part of an answer that is signed, as the wire carries it. */
export interface ResponsePayload {
  /** Milliseconds since 1970. */
  timestamp: number
  verdict?: 'Allow' | 'Deny'
  error_message?: string
}

/** An answer with its signature: the body of the response to an action. */
export interface SignedActionResponse {
  object: string
  payload: ResponsePayload
  signature: string
}
