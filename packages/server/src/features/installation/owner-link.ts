import type { Deps } from '../../deps.ts'
import { getEnvironmentOfKind, listEnvironments } from '../environments/environment.ts'
import { createUnmailedPasswordReset } from '../password-reset/password-reset.ts'
import { ensureSetUpToken } from '../set-up-tokens/set-up-token.ts'
import { listUsers, type User } from '../users/user.ts'
import { setUpUrlOf } from './installation.ts'

/** What whoever runs the server hands to an owner who cannot sign in, or to the first one. */
export interface OwnerLink {
  /** Whose new password it sets; null where it creates the account of the first owner. */
  email: string | null
  url: string
}

/** What is said of it in the terminal. */
export const purposeOf = ({ email }: OwnerLink) =>
  email
    ? `Set a new password for ${email} with this link; it works once, within an hour:`
    : 'Set up your account with this link; it works once:'

/** There is nobody to make a link for, in words for the terminal. */
export class OwnerLinkError extends Error {}

const mostOwners = 100

/**
 * A way into the dashboard that needs no mail: who can start this server can do anything with it
 * anyway. The link works once and within an hour, and takes the place of the owner's links before.
 */
export async function createOwnerLink(deps: Deps, email: string | undefined): Promise<OwnerLink> {
  if ((await listEnvironments(deps)).length === 0) throw neverStarted()
  const setUpToken = await ensureSetUpToken(deps)
  if (setUpToken) return { email: null, url: setUpUrlOf(deps, setUpToken) }
  const system = await getEnvironmentOfKind(deps, 'system')
  const page = { limit: mostOwners, order: 'asc' } as const
  const owners = await listUsers(deps, system.id, { ...page, email })
  const owner = onlyOne(owners, email)
  return { email: owner.email, url: (await createUnmailedPasswordReset(deps, owner)).url }
}

function onlyOne(owners: User[], email: string | undefined): User {
  const [owner, another] = owners
  if (!owner) throw new OwnerLinkError(`No owner of this Latchkey has the address ${email}.`)
  if (!another) return owner
  const addresses = owners.map((each) => `  ${each.email}`).join('\n')
  throw new OwnerLinkError(`This Latchkey has several owners. Name one with --email:\n${addresses}`)
}

export const neverStarted = () =>
  new OwnerLinkError(
    'There is no Latchkey here yet. Start one: the first start prints a set-up link.',
  )
