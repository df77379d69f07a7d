import type { UserResponse } from '../resources/user-management/user.ts'
import { GenericServerException, type WorkOSErrorData } from './exceptions.ts'

const codes = [
  'email_verification_required',
  'organization_selection_required',
  'mfa_enrollment',
  'mfa_challenge',
  'mfa_verification',
  'radar_email_challenge',
  'radar_sms_challenge',
  'sso_required',
] as const

/** What is missing before the sign-in can go on. */
export type AuthenticationErrorCode = (typeof codes)[number]

interface BaseAuthenticationErrorData extends WorkOSErrorData {
  pending_authentication_token?: string
  radar_challenge_id?: string
  user?: UserResponse
  organizations?: Array<{ id: string; name: string }>
  connection_ids?: string[]
}

/** Everything that the server said of the missing step. */
export type AuthenticationErrorData =
  | (BaseAuthenticationErrorData & { code: Exclude<AuthenticationErrorCode, 'sso_required'> })
  | (BaseAuthenticationErrorData & { error: 'sso_required'; error_description: string })

/** Whether a refusal asks for one more step of the sign-in. */
export function isAuthenticationErrorData(data: WorkOSErrorData): data is AuthenticationErrorData {
  return codeOf(data) !== undefined
}

/**
 * The sign-in needs one more step, named by `code`: verify the email address, choose an organization,
 * enroll or answer a second factor. Go on with `pendingAuthenticationToken`.
 */
export class AuthenticationException extends GenericServerException {
  override readonly name = 'AuthenticationException'
  override readonly code: AuthenticationErrorCode
  override readonly rawData: AuthenticationErrorData
  /** Names this sign-in in the call that brings the missing proof. */
  readonly pendingAuthenticationToken: string | undefined
  readonly radarChallengeId: string | undefined

  constructor(status: number, rawData: AuthenticationErrorData, requestID: string) {
    const message = rawData.message ?? (rawData.error_description as string | undefined)
    super(status, message, rawData, requestID)
    this.code = codeOf(rawData) as AuthenticationErrorCode
    this.rawData = rawData
    this.pendingAuthenticationToken = rawData.pending_authentication_token
    this.radarChallengeId = rawData.radar_challenge_id
  }
}

function codeOf({ code, error }: WorkOSErrorData) {
  return codes.find((known) => known === code) ?? codes.find((known) => known === error)
}
