import { problemAtOnly } from '../../api/failure.ts'
import type { CreatedApiKey } from '../../api/types.ts'
import { CopyTextButton } from '../../components/copy-button.tsx'
import { TextInput } from '../../components/field.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { NewSecretDialog } from '../../components/new-secret-dialog.tsx'
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
  return (
    <NewSecretDialog
      name={created.name}
      description={
        environment.kind === 'production'
          ? 'Copy the key now. It is not shown again.'
          : 'Copy the key now, or reveal it later from the list.'
      }
      value={created.value}
      onClose={onClose}
    >
      <CopyTextButton value={`WORKOS_API_KEY='${created.value}'`} label='Copy as a line of .env' />
    </NewSecretDialog>
  )
}
