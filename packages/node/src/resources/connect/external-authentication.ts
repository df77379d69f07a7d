import { list, metadata, optional, plain, string } from '../../wire/fields.ts'
import { shape, type Value, type Wire } from '../../wire/shape.ts'

const userObject = shape({
  /** The application's own id, kept as the external id. */
  id: string,
  email: string,
  firstName: optional(string),
  lastName: optional(string),
  metadata: optional(metadata),
})

/** A person whom the application signed in itself. */
export type UserObject = Value<typeof userObject>
/** `UserObject` as the wire carries it. */
export type UserObjectResponse = Wire<typeof userObject>

const userConsentOptionChoice = shape({
  value: optional(string),
  /** To be shown. */
  label: optional(string),
})

/** One of the choices. */
export type UserConsentOptionChoice = Value<typeof userConsentOptionChoice>
/** `UserConsentOptionChoice` as the wire carries it. */
export type UserConsentOptionChoiceResponse = Wire<typeof userConsentOptionChoice>

const userConsentOption = shape({
  /** Claim of the tokens that will say what was chosen. */
  claim: string,
  type: plain<'enum'>(),
  /** To be shown. */
  label: string,
  choices: list(userConsentOptionChoice),
})

/** What a person is asked to choose when an application asks for access. */
export type UserConsentOption = Value<typeof userConsentOption>
/** `UserConsentOption` as the wire carries it. */
export type UserConsentOptionResponse = Wire<typeof userConsentOption>

export const completeOAuth2Options = shape({
  /** Comes in the query of your sign-in page. */
  externalAuthId: string,
  user: userObject,
  userConsentOptions: optional(list(userConsentOption)),
})

/** Who signed in, and in which sign-in of AuthKit. */
export type CompleteOAuth2Options = Value<typeof completeOAuth2Options>
/** `CompleteOAuth2Options` as the wire carries it. */
export type UserManagementLoginRequestResponse = Wire<typeof completeOAuth2Options>

export const externalAuthentication = shape({ redirectUri: string })

/** Where the browser is sent to, so that AuthKit can go on. */
export type ExternalAuthCompleteResponse = Value<typeof externalAuthentication>
/** `ExternalAuthCompleteResponse` as the wire carries it. */
export type ExternalAuthCompleteResponseWire = Wire<typeof externalAuthentication>
