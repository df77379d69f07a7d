import { Button, Dialog } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import { CodeBlock } from './code-block.tsx'
import styles from './form-dialog.module.css'
import { useReturnFocus } from './use-return-focus.ts'

interface NewSecretDialogProps {
  /** What the secret is of. */
  name: string
  description: string
  value: string
  /** Another way to copy it. */
  children?: ReactNode
  onClose: () => void
}

/** Shows a new API key, mostly for the only time. */
export function NewSecretDialog(props: NewSecretDialogProps) {
  const returnFocus = useReturnFocus()
  return (
    <Dialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Content
        maxWidth='520px'
        onCloseAutoFocus={returnFocus}
        // A press beside the dialog must not take the key away.
        onInteractOutside={(event) => event.preventDefault()}
        // On the dialog itself, so that what it says is read before what can be done.
        onOpenAutoFocus={(event) => {
          event.preventDefault()
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
        }}
      >
        <div className={styles.form}>
          <div className={styles.words}>
            <Dialog.Title className={styles.title}>“{props.name}” is ready</Dialog.Title>
            <Dialog.Description className={styles.description}>
              {props.description}
            </Dialog.Description>
          </div>
          <CodeBlock wraps title='API key' code={props.value} />
          <div className={styles.actions}>
            {props.children}
            <Button onClick={props.onClose}>Done</Button>
          </div>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  )
}
