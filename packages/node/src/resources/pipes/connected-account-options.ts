import { boolean, optional, plain, string } from '../../wire/fields.ts'
import { shape } from '../../wire/shape.ts'
import type {
  ConnectedAccountInput,
  CreateConnectedAccount,
  CreateOrganizationConnectedAccount,
  OrganizationConnectedAccount,
} from './connected-account.ts'

/** What a query says of which account is meant. */
export const connectionQuery = shape({
  organizationId: optional(string),
  supportsMultipleConnections: optional(boolean),
  connectedAccountId: optional(string),
  connectionIntent: optional(plain<'reauthorize'>()),
})

interface AccountOfUser {
  userId: string
  /** Slug of the provider, such as `github`. */
  slug: string
  /** For an account that the user connected within an organization. */
  organizationId?: string
}

interface AccountOfOrganization {
  organizationId: string
  /** Slug of the provider, such as `github`. */
  slug: string
}

interface OneOfSeveral {
  /** True to see all accounts. Only the compatibility connection is seen when left out. */
  supportsMultipleConnections?: boolean
  connectedAccountId?: string
}

interface Renewal extends OneOfSeveral {
  /** Goes with `connectedAccountId`. Leave out both for the compatibility connection. */
  connectionIntent?: 'reauthorize'
}

/** One account of a user. */
export interface GetUserConnectedAccountOptions extends AccountOfUser, OneOfSeveral {}

/** Tokens of a user, and the account that they give access to. */
export interface CreateUserConnectedAccountOptions extends AccountOfUser, CreateConnectedAccount {}

/** What changes of one account of a user. */
export interface UpdateUserConnectedAccountOptions
  extends AccountOfUser,
    Renewal,
    ConnectedAccountInput {}

/** One account of an organization. */
export interface GetOrganizationConnectedAccountOptions
  extends AccountOfOrganization,
    OneOfSeveral {}

/** Tokens of an organization, and the account that they give access to. */
export interface CreateOrganizationConnectedAccountOptions
  extends AccountOfOrganization,
    CreateOrganizationConnectedAccount {}

/** What changes of one account of an organization. */
export interface UpdateOrganizationConnectedAccountOptions
  extends AccountOfOrganization,
    Renewal,
    OrganizationConnectedAccount {}
