import { slugOf } from '../roles/slug.ts'

/** The slug that the name of a flag suggests: fewer characters are allowed than in that of a role. */
export const flagSlugOf = (name: string) =>
  slugOf(name.replace(/[:.*]/g, ' ')).replace(/^[_-]+/, '')
