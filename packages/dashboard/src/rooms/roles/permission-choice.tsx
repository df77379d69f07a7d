import { TextField } from '@radix-ui/themes'
import { useState } from 'react'
import type { Permission } from '../../api/types.ts'
import { CheckList } from '../../components/check-list.tsx'
import { Icon } from '../../components/icon.tsx'
import styles from './roles.module.css'

interface PermissionChoiceProps {
  permissions: Permission[]
  chosen: ReadonlySet<string>
  onChange: (chosen: Set<string>) => void
}

/** From how many on a list is searched rather than read. */
const manyPermissions = 12

/** Which permissions a role gives: the application's own first, then those of the system. */
export function PermissionChoice({ permissions, chosen, onChange }: PermissionChoiceProps) {
  const [search, setSearch] = useState('')
  const words = search.trim().toLowerCase()
  const found = permissions.filter(({ slug, name }) =>
    `${slug} ${name}`.toLowerCase().includes(words),
  )
  const groups = [
    { legend: 'Your application', permissions: found.filter(({ system }) => !system) },
    { legend: 'Widgets', permissions: found.filter(({ system }) => system) },
  ].filter((group) => group.permissions.length > 0)

  return (
    <div className={styles.choice}>
      <p className={styles.choiceTitle}>
        Permissions <span className={styles.count}>{chosen.size} chosen</span>
      </p>
      {permissions.length >= manyPermissions ? (
        <TextField.Root
          type='search'
          aria-label='Find a permission'
          placeholder='Find a permission'
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          // Enter would send the form that the list is part of.
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        >
          <TextField.Slot>
            <Icon name='search' />
          </TextField.Slot>
        </TextField.Root>
      ) : null}
      <div className={styles.choices}>
        {groups.map((group) => (
          <CheckList
            key={group.legend}
            legend={group.legend}
            choices={group.permissions.map(({ slug, name }) => ({ value: slug, name, hint: slug }))}
            chosen={chosen}
            onChange={onChange}
          />
        ))}
        {groups.length === 0 ? (
          <p className={styles.none}>No permission matches “{search.trim()}”.</p>
        ) : null}
      </div>
    </div>
  )
}
