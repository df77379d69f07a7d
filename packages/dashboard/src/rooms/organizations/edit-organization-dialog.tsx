import { problemAt } from '../../api/failure.ts'
import type { Organization } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { changesOfMetadata, MetadataFields } from '../../components/metadata-fields.tsx'
import { useUpdateOrganization } from './organizations-api.ts'

const fields = ['name', 'external_id', 'stripe_customer_id']

interface EditOrganizationDialogProps {
  organization: Organization
  onClose: () => void
}

export function EditOrganizationDialog({ organization, onClose }: EditOrganizationDialogProps) {
  const update = useUpdateOrganization(organization.id)
  const failure = update.error

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    update.mutate(
      {
        name: text('name'),
        external_id: text('external_id') || null,
        stripe_customer_id: text('stripe_customer_id') || null,
        metadata: changesOfMetadata(organization.metadata, form),
      },
      { onSuccess: onClose },
    )
  }

  return (
    <FormDialog
      title='Edit organization'
      submitLabel='Save changes'
      isPending={update.isPending}
      failure={failure}
      isShownAtFields={fields.some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Name'
        name='name'
        autoComplete='off'
        defaultValue={organization.name}
        problem={problemAt(failure, 'name')}
      />
      <TextInput
        label='External ID'
        name='external_id'
        required={false}
        autoComplete='off'
        spellCheck={false}
        defaultValue={organization.external_id ?? ''}
        hint='The id that this customer has in your own database.'
        problem={problemAt(failure, 'external_id')}
      />
      <TextInput
        label='Stripe customer ID'
        name='stripe_customer_id'
        required={false}
        autoComplete='off'
        spellCheck={false}
        defaultValue={organization.stripe_customer_id ?? ''}
        problem={problemAt(failure, 'stripe_customer_id')}
      />
      <MetadataFields metadata={organization.metadata} />
    </FormDialog>
  )
}
