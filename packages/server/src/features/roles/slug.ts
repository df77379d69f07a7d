import { createUlid } from '../../ids/ids.ts'

/** With this begin the slugs of organizations' own roles, and no others. */
export const ownPrefix = 'org-'

const longestSlug = 48

/** The slug of an organization's own role that was given only a name: "Billing Lead" is "org-billing-lead". */
export function slugOfName(name: string, now: Date): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  // A name without a letter that a slug can hold: something that no other role has.
  const tail = words?.join('-') ?? createUlid(now).slice(-8).toLowerCase()
  return (ownPrefix + tail).slice(0, longestSlug).replace(/-$/, '')
}
