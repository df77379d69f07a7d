import { Button, Popover, TextField } from '@radix-ui/themes'
import { useState } from 'react'
import { Icon } from '../../components/icon.tsx'
import { useAfterPause } from '../../components/use-after-pause.ts'
import { useOrganization, useOrganizations } from '../organizations/organizations-api.ts'
import styles from './events.module.css'

interface OrganizationFilterProps {
  organizationId: string | undefined
  onChange: (organizationId: string | undefined) => void
}

/** Events of one organization, which is found by its name, its domain or its id. */
export function OrganizationFilter({ organizationId, onChange }: OrganizationFilterProps) {
  const [isOpen, setOpen] = useState(false)
  const choose = (id: string | undefined) => {
    onChange(id)
    setOpen(false)
  }
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger>
        <Button variant='surface' color='gray' className={styles.filter}>
          <span className={styles.filterLabel}>
            {organizationId ? <OrganizationName id={organizationId} /> : 'All organizations'}
          </span>
          <Icon name='chevron-down' />
        </Button>
      </Popover.Trigger>
      <Popover.Content width='300px' maxWidth='calc(100vw - 32px)' aria-label='Organization'>
        <OrganizationSearch chosenId={organizationId} onChoose={choose} />
      </Popover.Content>
    </Popover.Root>
  )
}

/** The id stands for an organization that was deleted: its events are still there. */
function OrganizationName({ id }: { id: string }) {
  const organization = useOrganization(id)
  return organization.data?.name ?? id
}

interface OrganizationSearchProps {
  chosenId: string | undefined
  onChoose: (id: string | undefined) => void
}

function OrganizationSearch({ chosenId, onChoose }: OrganizationSearchProps) {
  const [typed, setTyped] = useState('')
  const organizations = useOrganizations({ search: useAfterPause(typed.trim()) || undefined })
  const found = organizations.data?.data ?? []
  return (
    <div className={styles.organizations}>
      <TextField.Root
        type='search'
        aria-label='Find an organization'
        placeholder='Find an organization'
        autoComplete='off'
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      >
        <TextField.Slot>
          <Icon name='search' />
        </TextField.Slot>
      </TextField.Root>
      <ul className={styles.found} aria-label='Organizations'>
        {chosenId ? (
          <li>
            <button type='button' className={styles.option} onClick={() => onChoose(undefined)}>
              All organizations
            </button>
          </li>
        ) : null}
        {found.map(({ id, name }) => (
          <li key={id}>
            <button
              type='button'
              className={styles.option}
              aria-pressed={id === chosenId}
              onClick={() => onChoose(id)}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      {organizations.data && found.length === 0 ? (
        <p className={styles.none}>
          {typed.trim() ? `No organization matches “${typed.trim()}”.` : 'No organizations yet.'}
        </p>
      ) : null}
    </div>
  )
}
