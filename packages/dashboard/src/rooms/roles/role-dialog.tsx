import { useState } from 'react'
import type { Permission, Role } from '../../api/types.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { notify } from '../../components/notices.tsx'
import { isShownAtNamedFields, NamedFields, namedFieldsOf } from './named-fields.tsx'
import { PermissionChoice } from './permission-choice.tsx'
import { type RoleScope, useSaveRole } from './roles-api.ts'

interface RoleDialogProps {
  scope: RoleScope
  /** The one to change. Without it a new one is made. */
  role?: Role
  permissions: Permission[]
  onClose: () => void
}

export function RoleDialog({ scope, role, permissions, onClose }: RoleDialogProps) {
  const save = useSaveRole(scope, role ?? null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(role?.permissions))

  const submit = (form: FormData) =>
    save.mutate(
      { ...namedFieldsOf(form), permissions: [...chosen] },
      {
        onSuccess: ({ name }) => {
          onClose()
          notify(role ? `${name} was saved.` : `${name} was created.`)
        },
      },
    )

  return (
    <FormDialog
      title={role ? `Edit ${role.name}` : 'Create role'}
      description={role ? `Access tokens and your code know it as “${role.slug}”.` : undefined}
      submitLabel={role ? 'Save changes' : 'Create role'}
      isPending={save.isPending}
      failure={save.error}
      isShownAtFields={isShownAtNamedFields(save.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <NamedFields
        named={role ?? null}
        slugPrefix={scope.organizationId ? 'org-' : ''}
        placeholders={
          scope.organizationId
            ? { name: 'Auditor', slug: 'org-auditor', description: 'Reads the books, once a year' }
            : { name: 'Editor', slug: 'editor', description: 'Writes and publishes documents' }
        }
        failure={save.error}
      />
      <PermissionChoice permissions={permissions} chosen={chosen} onChange={setChosen} />
    </FormDialog>
  )
}
