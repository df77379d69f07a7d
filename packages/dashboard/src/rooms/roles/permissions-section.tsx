import { Badge, Button, DropdownMenu } from '@radix-ui/themes'
import { useState } from 'react'
import type { Permission } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { type Columns, DataTable, DataTableSkeleton } from '../../components/data-table.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { notify } from '../../components/notices.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import { Section } from '../../components/section.tsx'
import { PermissionDialog } from './permission-dialog.tsx'
import { useDeletePermission, usePermissions } from './permissions-api.ts'
import styles from './roles.module.css'

interface PermissionQuestion {
  kind: 'edit' | 'delete'
  permission: Permission
}

export function PermissionsSection() {
  const permissions = usePermissions()
  const [isCreating, setCreating] = useState(false)
  const [question, setQuestion] = useState<PermissionQuestion | null>(null)
  const columns = permissionColumns(setQuestion)

  return (
    <Section
      title='Permissions'
      description='What your application asks for before it does something. Those of the system belong to the widgets and cannot change.'
      action={
        <Button variant='soft' color='gray' onClick={() => setCreating(true)}>
          Create permission
        </Button>
      }
    >
      <Loaded
        query={permissions}
        what='the permissions'
        skeleton={<DataTableSkeleton columns={columns} rowCount={7} />}
      >
        {(loaded) => (
          <>
            {loaded.some(({ system }) => !system) ? null : (
              <NothingYet>
                None of your own yet. A permission is one thing that may be done, with a slug that
                your code compares, such as <code>documents:write</code>.
              </NothingYet>
            )}
            <DataTable
              label='Permissions'
              columns={columns}
              rows={ownFirst(loaded)}
              rowId={({ slug }) => slug}
            />
          </>
        )}
      </Loaded>
      {isCreating ? (
        <PermissionDialog permission={null} onClose={() => setCreating(false)} />
      ) : null}
      {question?.kind === 'edit' ? (
        <PermissionDialog permission={question.permission} onClose={() => setQuestion(null)} />
      ) : null}
      {question?.kind === 'delete' ? (
        <DeleteDialog permission={question.permission} onClose={() => setQuestion(null)} />
      ) : null}
    </Section>
  )
}

const ownFirst = (permissions: Permission[]) => [
  ...permissions.filter(({ system }) => !system),
  ...permissions.filter(({ system }) => system),
]

interface DeleteDialogProps {
  permission: Permission
  onClose: () => void
}

function DeleteDialog({ permission, onClose }: DeleteDialogProps) {
  const remove = useDeletePermission(permission)
  return (
    <ConfirmDialog
      title={`Delete ${permission.name}?`}
      confirmLabel='Delete permission'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() =>
        remove.mutate(undefined, {
          onSuccess: () => {
            onClose()
            notify(`${permission.name} was deleted.`)
          },
        })
      }
      onClose={onClose}
    >
      Every role loses it. Access tokens that were already issued carry it until they expire.
    </ConfirmDialog>
  )
}

function permissionColumns(onAsk: (question: PermissionQuestion) => void): Columns<Permission> {
  return [
    {
      id: 'permission',
      header: 'Permission',
      cell: ({ row: { original: permission } }) => (
        <span className={styles.permission}>
          <span className={styles.name}>{permission.name}</span>
          {permission.description ? (
            <span className={styles.description}>{permission.description}</span>
          ) : null}
          <span className={styles.phoneLine}>
            <code>{permission.slug}</code>
          </span>
        </span>
      ),
      meta: { skeletonWidth: '180px' },
    },
    {
      id: 'slug',
      header: 'Slug',
      cell: ({ row }) => (
        <span className={styles.permissionSlug}>
          <code>{row.original.slug}</code>
          <CopyButton value={row.original.slug} label={`Copy ${row.original.slug}`} />
        </span>
      ),
      meta: { hide: 'on phones', skeletonWidth: '200px' },
    },
    {
      id: 'actions',
      header: () => <span className='visually-hidden'>Actions</span>,
      cell: ({ row: { original: permission } }) =>
        permission.system ? (
          <Badge color='gray'>System</Badge>
        ) : (
          <RowMenu of={permission.name}>
            <DropdownMenu.Item onSelect={() => onAsk({ kind: 'edit', permission })}>
              Edit
            </DropdownMenu.Item>
            <DropdownMenu.Item color='red' onSelect={() => onAsk({ kind: 'delete', permission })}>
              Delete
            </DropdownMenu.Item>
          </RowMenu>
        ),
      meta: { isActions: true, skeletonWidth: '48px' },
    },
  ]
}
