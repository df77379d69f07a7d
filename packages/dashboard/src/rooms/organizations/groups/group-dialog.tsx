import { problemAt } from '../../../api/failure.ts'
import type { Group } from '../../../api/types.ts'
import { TextInput } from '../../../components/field.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { notify } from '../../../components/notices.tsx'
import { useSaveGroup } from './groups-api.ts'

interface GroupDialogProps {
  organizationId: string
  /** The one to change. Without it a new one is made. */
  group?: Group
  onClose: () => void
}

export function GroupDialog({ organizationId, group, onClose }: GroupDialogProps) {
  const save = useSaveGroup(organizationId, group)
  const failure = save.error

  const submit = (form: FormData) => {
    const text = (name: string) => String(form.get(name) ?? '').trim()
    save.mutate(
      { name: text('name'), description: text('description') || null },
      {
        onSuccess: ({ name }) => {
          onClose()
          notify(group ? `${name} was saved.` : `${name} was created.`)
        },
      },
    )
  }

  return (
    <FormDialog
      title={group ? `Edit ${group.name}` : 'Create group'}
      submitLabel={group ? 'Save changes' : 'Create group'}
      isPending={save.isPending}
      failure={failure}
      isShownAtFields={['name', 'description'].some((name) => problemAt(failure, name))}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label='Name'
        name='name'
        maxLength={256}
        autoComplete='off'
        placeholder='Sales'
        defaultValue={group?.name}
        problem={problemAt(failure, 'name')}
      />
      <TextInput
        label='Description'
        name='description'
        required={false}
        maxLength={150}
        autoComplete='off'
        placeholder='Everybody who talks to customers'
        defaultValue={group?.description ?? ''}
        problem={problemAt(failure, 'description')}
      />
    </FormDialog>
  )
}
