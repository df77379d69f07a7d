import { DropdownMenu } from '@radix-ui/themes'
import { useState } from 'react'
import type { CorsOrigin } from '../../api/types.ts'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { NothingYet } from '../../components/nothing-yet.tsx'
import { RowMenu } from '../../components/row-menu.tsx'
import { Section } from '../../components/section.tsx'
import { AddCorsOriginForm } from './add-cors-origin-form.tsx'
import styles from './redirects.module.css'
import { useDeleteCorsOrigin } from './redirects-api.ts'

export function CorsOriginsSection({ origins }: { origins: CorsOrigin[] }) {
  const [toDelete, setToDelete] = useState<CorsOrigin | null>(null)
  return (
    <Section
      title='CORS origins'
      description='Where the pages come from that sign people in from the browser alone, as authkit-js and authkit-react do. An application with a backend needs none.'
    >
      {origins.length > 0 ? (
        <ul className={styles.entries}>
          {origins.map((entry) => (
            <li key={entry.id} className={styles.entry}>
              <span className={styles.uri}>
                <code>{entry.origin}</code>
                <CopyButton value={entry.origin} label={`Copy ${entry.origin}`} />
              </span>
              <RowMenu of={entry.origin}>
                <DropdownMenu.Item color='red' onSelect={() => setToDelete(entry)}>
                  Delete
                </DropdownMenu.Item>
              </RowMenu>
            </li>
          ))}
        </ul>
      ) : (
        <NothingYet>
          No CORS origin yet. Until there is one, browsers let no page call Latchkey.
        </NothingYet>
      )}
      <AddCorsOriginForm />
      {toDelete ? <DeleteDialog entry={toDelete} onClose={() => setToDelete(null)} /> : null}
    </Section>
  )
}

function DeleteDialog({ entry, onClose }: { entry: CorsOrigin; onClose: () => void }) {
  const remove = useDeleteCorsOrigin()
  return (
    <ConfirmDialog
      title='Delete this CORS origin?'
      confirmLabel='Delete CORS origin'
      isPending={remove.isPending}
      failure={remove.error}
      onConfirm={() => remove.mutate(entry.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      Pages of {entry.origin} will no longer sign anybody in, and people who are signed in there
      will be signed out when their access token expires.
    </ConfirmDialog>
  )
}
