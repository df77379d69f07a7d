import { useId } from 'react'
import { TextInput } from '../../components/field.tsx'
import { useAfterPause } from '../../components/use-after-pause.ts'
import { nameOf } from './user-name.ts'
import { useUsers } from './users-api.ts'

interface UserEmailInputProps {
  label: string
  hint?: string
  problem?: string | null
  /** Offers only those who are active members of it. */
  organizationId?: string
  value: string
  onChange: (email: string) => void
}

/** The address of somebody who is a user already. The browser offers those that fit. */
export function UserEmailInput(props: UserEmailInputProps) {
  const { organizationId, value, onChange, ...field } = props
  const listId = useId()
  const search = useAfterPause(value.trim())
  const users = useUsers({ search: search || undefined, organizationId })
  return (
    <>
      <TextInput
        {...field}
        name='email'
        type='email'
        inputMode='email'
        list={listId}
        autoComplete='off'
        autoCapitalize='none'
        spellCheck={false}
        placeholder='ada@example.com'
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {users.data?.data.map((user) => (
          <option key={user.id} value={user.email}>
            {nameOf(user)}
          </option>
        ))}
      </datalist>
    </>
  )
}
