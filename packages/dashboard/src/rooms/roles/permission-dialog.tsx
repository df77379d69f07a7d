import type { Permission } from '../../api/types.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { isShownAtNamedFields, NamedFields, namedFieldsOf } from './named-fields.tsx'
import { useCreatePermission, useUpdatePermission } from './permissions-api.ts'

interface PermissionDialogProps {
  /** The one to change, or null for a new one. */
  permission: Permission | null
  onClose: () => void
}

export function PermissionDialog({ permission, onClose }: PermissionDialogProps) {
  return permission ? (
    <EditDialog permission={permission} onClose={onClose} />
  ) : (
    <CreateDialog onClose={onClose} />
  )
}

const placeholders = {
  name: 'Write documents',
  slug: 'documents:write',
  description: 'Create, change and publish documents',
}

function CreateDialog({ onClose }: { onClose: () => void }) {
  const create = useCreatePermission()
  return (
    <FormDialog
      title='Create permission'
      submitLabel='Create permission'
      isPending={create.isPending}
      failure={create.error}
      isShownAtFields={isShownAtNamedFields(create.error)}
      onSubmit={(form) =>
        create.mutate(namedFieldsOf(form), {
          onSuccess: ({ name }) => {
            onClose()
            notify(`${name} was created.`)
          },
        })
      }
      onClose={onClose}
    >
      <NamedFields named={null} placeholders={placeholders} failure={create.error} />
    </FormDialog>
  )
}

function EditDialog({ permission, onClose }: { permission: Permission; onClose: () => void }) {
  const update = useUpdatePermission(permission)
  return (
    <FormDialog
      title={`Edit ${permission.name}`}
      description={`Access tokens and your code know it as “${permission.slug}”.`}
      submitLabel='Save changes'
      isPending={update.isPending}
      failure={update.error}
      isShownAtFields={isShownAtNamedFields(update.error)}
      onSubmit={(form) => {
        const { name, description } = namedFieldsOf(form)
        update.mutate({ name, description }, { onSuccess: onClose })
      }}
      onClose={onClose}
    >
      <NamedFields named={permission} placeholders={placeholders} failure={update.error} />
    </FormDialog>
  )
}
