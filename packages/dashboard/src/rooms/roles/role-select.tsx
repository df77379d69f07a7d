import { SelectInput } from '../../components/select-input.tsx'
import { useRoles } from './roles-api.ts'

interface RoleSelectProps {
  organizationId: string
  problem?: string | null
}

/** The one role of somebody who is to become a member; left alone, the organization's default. */
export function RoleSelect({ organizationId, problem }: RoleSelectProps) {
  const arranged = useRoles({ organizationId })
  const roles = arranged.data?.roles ?? []
  const byDefault = roles.find(({ slug }) => slug === arranged.data?.defaultSlug)
  return (
    <SelectInput label='Role' name='role_slug' problem={problem} disabled={!arranged.data}>
      <option value=''>{byDefault ? `${byDefault.name} (default)` : 'The default role'}</option>
      {roles
        .filter((role) => role !== byDefault && role.resource_type_slug === 'organization')
        .map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
    </SelectInput>
  )
}
