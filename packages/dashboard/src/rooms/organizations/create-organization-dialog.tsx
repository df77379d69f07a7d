import { useNavigate } from '@tanstack/react-router'
import { problemAt } from '../../api/failure.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { useEnvironment } from '../../session/environment.ts'
import { useCreateOrganization } from './organizations-api.ts'

const fields = ['name', 'domain', 'external_id']

export function CreateOrganizationDialog({ onClose }: { onClose: () => void }) {
  const environment = useEnvironment()
  const navigate = useNavigate()
  const create = useCreateOrganization()
  const failure = create.error

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const domain = text('domain')
    create.mutate(
      {
        name: text('name'),
        domain_data: domain ? [{ domain, state: 'pending' }] : [],
        external_id: text('external_id') || null,
      },
      {
        onSuccess: ({ id, name }) => {
          notify(`${name} was created.`)
          void navigate({
            to: '/$environment/organizations/$organizationId',
            params: { environment: environment.kind, organizationId: id },
          })
        },
      },
    )
  }

  return (
    <FormDialog
      title='Create organization'
      submitLabel='Create organization'
      isPending={create.isPending}
      failure={failure}
      isShownAtFields={fields.some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Name'
        name='name'
        autoComplete='off'
        placeholder='Acme Inc.'
        problem={problemAt(failure, 'name')}
      />
      <TextInput
        label='Domain'
        name='domain'
        required={false}
        autoComplete='off'
        spellCheck={false}
        inputMode='url'
        placeholder='acme.com'
        hint='The organization proves that it owns the domain with a record in its DNS.'
        problem={problemAt(failure, 'domain')}
      />
      <TextInput
        label='External ID'
        name='external_id'
        required={false}
        autoComplete='off'
        spellCheck={false}
        hint='The id that this customer has in your own database.'
        problem={problemAt(failure, 'external_id')}
      />
    </FormDialog>
  )
}
