import { AlertDialog, Button } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import { useEnvironment } from '../session/environment.ts'
import { FailureNotice } from './failure-notice.tsx'
import styles from './form-dialog.module.css'
import { lowerFirst } from './form-dialog.tsx'
import { useReturnFocus } from './use-return-focus.ts'

interface ConfirmDialogProps {
  title: string
  /** What will happen, and to whom. */
  children: ReactNode
  confirmLabel: string
  isPending: boolean
  failure: unknown
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something that cannot be undone. Mounted to open, unmounted to close. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const environment = useEnvironment()
  const returnFocus = useReturnFocus()
  return (
    <AlertDialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <AlertDialog.Content maxWidth='440px' onCloseAutoFocus={returnFocus}>
        <div className={styles.form}>
          <div className={styles.words}>
            <AlertDialog.Title className={styles.title}>{props.title}</AlertDialog.Title>
            <AlertDialog.Description className={styles.description}>
              {props.children}
              {environment.kind === 'production' ? ' This is the production environment.' : ''}
            </AlertDialog.Description>
          </div>
          {props.failure ? (
            <FailureNotice
              title={`Could not ${lowerFirst(props.confirmLabel)}`}
              failure={props.failure}
            />
          ) : null}
          <div className={styles.actions}>
            <AlertDialog.Cancel>
              <Button variant='soft' color='gray'>
                Cancel
              </Button>
            </AlertDialog.Cancel>
            <Button color='red' loading={props.isPending} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </div>
      </AlertDialog.Content>
    </AlertDialog.Root>
  )
}
