'use server'

import { signOut, switchToOrganization } from '@workos-inc/authkit-nextjs'

/** AuthKit refuses organizations that the person does not belong to. */
export async function switchOrganization(organizationId: string) {
  await switchToOrganization(organizationId, { returnTo: '/account' })
}

export async function leave() {
  await signOut()
}
