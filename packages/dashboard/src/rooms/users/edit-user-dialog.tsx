import { problemAt } from '../../api/failure.ts'
import type { User } from '../../api/types.ts'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { changesOfMetadata, MetadataFields } from '../../components/metadata-fields.tsx'
import styles from './users.module.css'
import { useUpdateUser } from './users-api.ts'

const fields = ['email', 'first_name', 'last_name', 'external_id']

export function EditUserDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const updateUser = useUpdateUser(user.id)
  const failure = updateUser.error

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    const email = text('email')
    updateUser.mutate(
      {
        first_name: text('first_name'),
        last_name: text('last_name'),
        // An address that is sent is taken as new, and would have to be verified again.
        ...(email === user.email ? {} : { email }),
        external_id: text('external_id') || null,
        metadata: changesOfMetadata(user.metadata, form),
      },
      { onSuccess: onClose },
    )
  }

  return (
    <FormDialog
      title='Edit user'
      submitLabel='Save changes'
      isPending={updateUser.isPending}
      failure={failure}
      isShownAtFields={fields.some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.pair}>
        <TextInput
          label='First name'
          name='first_name'
          autoComplete='off'
          defaultValue={user.first_name ?? ''}
          problem={problemAt(failure, 'first_name')}
        />
        <TextInput
          label='Last name'
          name='last_name'
          autoComplete='off'
          defaultValue={user.last_name ?? ''}
          problem={problemAt(failure, 'last_name')}
        />
      </div>
      <TextInput
        label='Email'
        name='email'
        type='email'
        autoComplete='off'
        defaultValue={user.email}
        hint='A new address has to be verified at the next sign-in.'
        problem={problemAt(failure, 'email')}
      />
      <TextInput
        label='External ID'
        name='external_id'
        required={false}
        autoComplete='off'
        spellCheck={false}
        defaultValue={user.external_id ?? ''}
        hint='The id that this person has in your own database.'
        problem={problemAt(failure, 'external_id')}
      />
      <MetadataFields metadata={user.metadata} />
    </FormDialog>
  )
}
