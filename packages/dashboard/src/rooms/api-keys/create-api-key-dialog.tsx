import { Button, Dialog } from '@radix-ui/themes'
import { problemAtOnly } from '../../api/failure.ts'
import type { CreatedApiKey } from '../../api/types.ts'
import { CodeBlock } from '../../components/code-block.tsx'
import { CopyTextButton } from '../../components/copy-button.tsx'
import { TextInput } from '../../components/field.tsx'
import dialogStyles from '../../components/form-dialog.module.css'
import { FormDialog } from '../../components/form-dialog.tsx'
import { useReturnFocus } from '../../components/use-return-focus.ts'
import { useEnvironment } from '../../session/environment.ts'
import { useCreateApiKey } from './api-keys-api.ts'

export function CreateApiKeyDialog({ onClose }: { onClose: () => void }) {
  const createKey = useCreateApiKey()
  if (createKey.data) return <CreatedDialog created={createKey.data} onClose={onClose} />

  const problem = problemAtOnly(createKey.error, 'name')
  return (
    <FormDialog
      title='Create API key'
      description='Name it after the server that will use it, so that you know which one to revoke.'
      submitLabel='Create API key'
      isPending={createKey.isPending}
      failure={createKey.error}
      isShownAtFields={problem !== null}
      onSubmit={(form) => createKey.mutate(String(form.get('name')).trim())}
      onClose={onClose}
    >
      <TextInput
        label='Name'
        name='name'
        autoComplete='off'
        placeholder='Web server'
        problem={problem}
      />
    </FormDialog>
  )
}

function CreatedDialog({ created, onClose }: { created: CreatedApiKey; onClose: () => void }) {
  const environment = useEnvironment()
  const returnFocus = useReturnFocus()
  const description =
    environment.kind === 'production'
      ? 'Copy the key now. It is not shown again.'
      : 'Copy the key now, or reveal it later from the list.'
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
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
        <div className={dialogStyles.form}>
          <div className={dialogStyles.words}>
            <Dialog.Title className={dialogStyles.title}>“{created.name}” is ready</Dialog.Title>
            <Dialog.Description className={dialogStyles.description}>
              {description}
            </Dialog.Description>
          </div>
          <CodeBlock wraps title='API key' code={created.value} />
          <div className={dialogStyles.actions}>
            <CopyTextButton
              value={`WORKOS_API_KEY='${created.value}'`}
              label='Copy as a line of .env'
            />
            <Button onClick={onClose}>Done</Button>
          </div>
        </div>
      </Dialog.Content>
    </Dialog.Root>
  )
}
