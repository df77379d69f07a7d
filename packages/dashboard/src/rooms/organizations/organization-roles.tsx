import { useState } from 'react'
import type { Organization } from '../../api/types.ts'
import { RolesSection } from '../roles/roles-section.tsx'

export function OrganizationRoles({ organization }: { organization: Organization }) {
  const [isCreating, setCreating] = useState(false)
  return (
    <RolesSection
      scope={{ organizationId: organization.id }}
      title='Roles'
      description='Those of the environment and its own, in the order and with the default of this organization.'
      isCreating={isCreating}
      onCreating={setCreating}
      hasCreateButton
    />
  )
}
