import { DeclarationError } from '../kind.ts'

/** What a role or a permission is given on is settled when it is made. */
export function refuseOtherResourceType<Present extends { resourceTypeSlug: string }>(
  present: Present | null,
  { resource_type_slug: declared }: { resource_type_slug?: string },
): Present | null {
  if (present && declared !== undefined && declared !== present.resourceTypeSlug) {
    throw new DeclarationError(
      'resource_type_slug',
      `It is '${present.resourceTypeSlug}', and resource types do not change.`,
    )
  }
  return present
}

/** Almost everything is given on organizations, and the file need not say so. */
export const sayResourceType = (slug: string) =>
  slug === 'organization' ? {} : { resource_type_slug: slug }
