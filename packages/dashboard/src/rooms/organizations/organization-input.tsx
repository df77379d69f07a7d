import { useId } from 'react'
import { TextInput } from '../../components/field.tsx'
import { useAfterPause } from '../../components/use-after-pause.ts'
import { isNamed, useOrganizations } from './organizations-api.ts'

interface OrganizationInputProps {
  required?: boolean
  hint?: string
  problem?: string | null
  value: string
  onChange: (nameOrId: string) => void
}

/** The name or id of an organization. The browser offers those that fit. */
export function OrganizationInput({ value, onChange, ...field }: OrganizationInputProps) {
  const listId = useId()
  const search = useAfterPause(value.trim())
  const organizations = useOrganizations({ search: search || undefined })
  return (
    <>
      <TextInput
        {...field}
        label='Organization'
        name='organization'
        list={listId}
        autoComplete='off'
        spellCheck={false}
        placeholder='Acme Inc.'
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {organizations.data?.data.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
    </>
  )
}

/** The one organization that is entered, once it is known. */
export function useOrganizationNamed(nameOrId: string) {
  const search = useAfterPause(nameOrId.trim())
  const organizations = useOrganizations({ search: search || undefined })
  const found = search ? (organizations.data?.data.filter(isNamed(search)) ?? []) : []
  return found.length === 1 ? found[0] : undefined
}
