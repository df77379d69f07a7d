import { useState } from 'react'
import { problemAt } from '../../api/failure.ts'
import type { OrganizationMembership, Permission } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NewSecretDialog } from '../../components/new-secret-dialog.tsx'
import { SelectInput } from '../../components/select-input.tsx'
import { PermissionChoice } from '../roles/permission-choice.tsx'
import { type KeyOwner, useCreateCustomerApiKey } from './customer-api-keys-api.ts'

interface CreateCustomerApiKeyDialogProps {
  owner: KeyOwner
  permissions: Permission[]
  /** Those of a user: their key acts in one of these organizations. */
  memberships?: OrganizationMembership[]
  onClose: () => void
}

const fields = ['name', 'organization_id', 'expires_at', 'permissions']
const lifetimes = [
  { days: 30, name: 'In 30 days' },
  { days: 90, name: 'In 90 days' },
  { days: 365, name: 'In a year' },
]

export function CreateCustomerApiKeyDialog(props: CreateCustomerApiKeyDialogProps) {
  const { owner, permissions, memberships, onClose } = props
  const create = useCreateCustomerApiKey(owner)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set())
  const failure = create.error

  if (create.data) {
    return (
      <NewSecretDialog
        name={create.data.name}
        description='Copy the key now and hand it over. It is not shown again.'
        value={create.data.value}
        onClose={onClose}
      />
    )
  }

  const submit = (form: FormData) => {
    const days = Number(form.get('lifetime_days'))
    create.mutate({
      name: String(form.get('name')).trim(),
      permissions: [...chosen],
      expires_at: days ? new Date(Date.now() + days * 24 * 3600 * 1000).toISOString() : null,
      ...(memberships ? { organization_id: String(form.get('organization_id')) } : {}),
    })
  }

  return (
    <FormDialog
      title='Create API key'
      description='It opens your application’s own API to its holder. Your server asks Latchkey whether a key is good, and what it may do.'
      submitLabel='Create API key'
      isPending={create.isPending}
      failure={failure}
      isShownAtFields={fields.some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Name'
        name='name'
        maxLength={256}
        autoComplete='off'
        placeholder='Nightly export'
        problem={problemAt(failure, 'name')}
      />
      {memberships ? (
        <SelectInput
          label='Organization'
          name='organization_id'
          hint='The one that the key acts in. It ends with the membership.'
          problem={problemAt(failure, 'organization_id')}
        >
          {memberships.map(({ organization_id, organization_name }) => (
            <option key={organization_id} value={organization_id}>
              {organization_name}
            </option>
          ))}
        </SelectInput>
      ) : null}
      <SelectInput
        label='Expires'
        name='lifetime_days'
        defaultValue='90'
        problem={problemAt(failure, 'expires_at')}
      >
        {lifetimes.map(({ days, name }) => (
          <option key={days} value={days}>
            {name}
          </option>
        ))}
        <option value=''>Never</option>
      </SelectInput>
      <PermissionChoice permissions={permissions} chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
