import { Button, Dialog } from '@radix-ui/themes'
import type { ReactNode } from 'react'
import { FailureNotice } from './failure-notice.tsx'
import styles from './form-dialog.module.css'
import { useFocusOnProblem } from './use-focus-on-problem.ts'
import { useReturnFocus } from './use-return-focus.ts'

interface FormDialogProps {
  title: string
  description?: ReactNode
  submitLabel: string
  isPending: boolean
  failure: unknown
  /** True when every problem of the failure is already shown at its field. */
  isShownAtFields?: boolean
  onSubmit: (form: FormData) => void
  onClose: () => void
  children: ReactNode
}

/** A form in a dialog. It is mounted to open and unmounted to close, so each opening starts empty. */
export function FormDialog(props: FormDialogProps) {
  const form = useFocusOnProblem(props.failure)
  const returnFocus = useReturnFocus()
  return (
    <Dialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Content
        maxWidth='480px'
        onCloseAutoFocus={returnFocus}
        {...(props.description ? {} : { 'aria-describedby': undefined })}
      >
        <form
          ref={form}
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            if (!props.isPending) props.onSubmit(new FormData(event.currentTarget))
          }}
        >
          <div className={styles.words}>
            <Dialog.Title className={styles.title}>{props.title}</Dialog.Title>
            {props.description ? (
              <Dialog.Description className={styles.description}>
                {props.description}
              </Dialog.Description>
            ) : null}
          </div>
          {props.failure && !props.isShownAtFields ? (
            <FailureNotice
              title={`Could not ${lowerFirst(props.submitLabel)}`}
              failure={props.failure}
            />
          ) : null}
          {props.children}
          <div className={styles.actions}>
            <Dialog.Close>
              <Button type='button' variant='soft' color='gray'>
                Cancel
              </Button>
            </Dialog.Close>
            <Button type='submit' loading={props.isPending}>
              {props.submitLabel}
            </Button>
          </div>
        </form>
      </Dialog.Content>
    </Dialog.Root>
  )
}

export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}
