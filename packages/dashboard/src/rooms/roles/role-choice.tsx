import { RadioGroup } from '@radix-ui/themes'
import { useId } from 'react'
import { CheckList } from '../../components/check-list.tsx'
import styles from './roles.module.css'
import type { ArrangedRoles } from './roles-api.ts'

interface RoleChoiceProps {
  arranged: ArrangedRoles
  chosen: ReadonlySet<string>
  onChange: (chosen: Set<string>) => void
}

/** Which roles a member holds: one, or several where the environment allows that. */
export function RoleChoice({ arranged, chosen, onChange }: RoleChoiceProps) {
  const labelId = useId()
  const choices = arranged.roles
    // Other roles are given on a resource, not on an organization.
    .filter((role) => role.resource_type_slug === 'organization')
    .map(({ slug, name, description }) => ({
      value: slug,
      name: slug === arranged.defaultSlug ? `${name} (default)` : name,
      hint: description ?? slug,
    }))

  if (arranged.multipleRolesEnabled) {
    return <CheckList legend='Roles' choices={choices} chosen={chosen} onChange={onChange} />
  }
  return (
    <div>
      <span id={labelId} className={styles.choiceTitle}>
        Role
      </span>
      <RadioGroup.Root
        aria-labelledby={labelId}
        className={styles.radios}
        value={[...chosen][0] ?? ''}
        onValueChange={(slug) => onChange(new Set([slug]))}
      >
        {choices.map(({ value, name, hint }) => (
          <RadioGroup.Item key={value} value={value} className={styles.radio}>
            {name} <span className={styles.hint}>{hint}</span>
          </RadioGroup.Item>
        ))}
      </RadioGroup.Root>
    </div>
  )
}
